package data_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"

	"trousse/cmd/trousse/internal/output/data"
	"trousse/cmd/trousse/internal/site/testdata/sitetest"
)

// texts gives every page as Markdown.
func texts(t *testing.T, files fstest.MapFS) map[string]string {
	t.Helper()
	m := sitetest.Make(t, files)
	return m.Write(t, data.Markdown{Site: m.Site, Text: m.Text})
}

// head parts a text into its front matter, read by a YAML reader, and the rest.
func head(t *testing.T, text string) (map[string]string, string) {
	t.Helper()
	meta, body, ok := strings.Cut(strings.TrimPrefix(text, "---\n"), "\n---\n")
	if !ok || !strings.HasPrefix(text, "---\n") {
		t.Fatalf("no front matter in %q", text)
	}
	var values map[string]string
	if err := yaml.Unmarshal([]byte(meta), &values); err != nil {
		t.Fatalf("%v\n%s", err, meta)
	}
	return values, strings.TrimPrefix(body, "\n")
}

func TestMarkdownIsAsItWasWrittenButForLinksAndParts(t *testing.T) {
	files := sample()
	sitetest.Languages(files, "", "en", "fr")
	meta, body := head(t, texts(t, files)["en/s/a/index.md"])
	wantMeta := map[string]string{"title": "A: # ‘b’", "lang": "en", "url": "https://example.org/kit/en/s/a/", "updated": "2026-11-22", "licence": "CC BY 4.0"}
	if diff := cmp.Diff(wantMeta, meta); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	want := `# A: # ‘b’

See [section](https://example.org/kit/en/s/?x=1#top), [French](https://example.org/kit/fr/%C3%A9/%C3%A0/), [out](https://example.org/), [file](https://example.org/kit/files/s/plan%20b.txt) and [here](#one).

## One

It is so. [@src, p. 3] <p>

### Help

Call [home](https://example.org/kit/en/).

![A lamp](https://example.org/kit/files/s/lamp.png)

[ref]: https://example.org/kit/en/

See [home][ref].
`
	if diff := cmp.Diff(strings.Split(want, "\n"), strings.Split(body, "\n")); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// Whatever a title says, a YAML reader reads it back.
func TestFrontMatterSurvivesAnyTitle(t *testing.T) {
	for _, title := range []string{"plain", "a: b # c", "- x", "'", "« Été »", "100 % [a] {b}", "*x* & y", "no", "2026-01-01", "\U0001F600 ok", "tab\tx", "a\u00a0b", "back\\slash"} {
		files := fstest.MapFS{}
		sitetest.Put(files, "content/_index.en.md", "+++\ntitle = '''"+title+"'''\ndescription = '''"+title+"'''\n+++\nText.\n")
		m := sitetest.Make(t, files)
		meta, _ := head(t, m.Write(t, data.Markdown{Site: m.Site, Text: m.Text})["en/index.md"])
		if p := m.Page(t, "_index.en.md"); meta["title"] != p.Meta.Title || meta["description"] != p.Meta.Title || p.Meta.Title == "" {
			t.Errorf("%q came back as %q", p.Meta.Title, meta["title"])
		}
	}
}

func TestPartsInPartsArePutIn(t *testing.T) {
	files := sitetest.Pages("_index.en.md: | One.\\n\\n::: include {file=\"/_parts/a\"}\\n:::\\n\\nFive.\n_index.fr.md:")
	sitetest.Put(files, "content/_parts/a.en.md", "+++\ntitle = \"A part\"\n+++\nTwo.\n\n::: include {file=\"deep/b\"}\n:::\n\nFour, [home](../_index.en.md).\n")
	sitetest.Put(files, "content/_parts/deep/b.en.md", "Three, [home](../../_index.en.md).\n")
	_, body := head(t, texts(t, files)["en/index.md"])
	want := "# _index.en.md One.  Two.  Three, [home](/en/).   Four, [home](/en/).   Five. "
	if got := strings.ReplaceAll(body, "\n", " "); strings.Join(strings.Fields(got), " ") != strings.Join(strings.Fields(want), " ") {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestTermsLeadToTheGlossary(t *testing.T) {
	files := sitetest.Pages("_index.en.md: | A [router](term:), [two *boxes*](term:router) and a [spork](term:).\n_index.fr.md:")
	sitetest.Put(files, "content/words.en.md", "+++\ntitle = \"Words\"\nkind = \"glossary\"\n+++\nRouter\n: A box.\n")
	_, body := head(t, texts(t, files)["en/index.md"])
	want := "A [router](/en/words/#router), [two *boxes*](/en/words/#router) and a [spork](/en/words/#spork)."
	if !strings.Contains(body, want) {
		t.Errorf("got %q, want %q", body, want)
	}
}

func TestMarkdownIsNewWhenALinkLeadsElsewhere(t *testing.T) {
	key := func(files fstest.MapFS) string {
		m := sitetest.Make(t, files)
		list, err := data.Markdown{Site: m.Site, Text: m.Text}.Files(m.Site)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range list {
			if f.Path == "en/s/a/index.md" {
				return f.Key().Sum.String()
			}
		}
		return ""
	}
	moved := sample()
	sitetest.Put(moved, "content/s/a.fr.md", "+++\ntitle = \"A fr\"\nslug = \"b\"\n+++\n")
	part := sample()
	sitetest.Put(part, "content/_parts/help.en.md", "Nobody.\n")
	other := sample()
	sitetest.Put(other, "content/bare.fr.md", "+++\ntitle = \"New\"\n+++\n")
	before := key(sample())
	if key(moved) == before || key(part) == before {
		t.Error("the key does not change with what the text shows")
	}
	if key(other) != before || before == "" {
		t.Error("the key changes with what the text does not show")
	}
}
