package view_test

import (
	"errors"
	"html"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trousse/cmd/trousse/internal/markdown"
	"trousse/cmd/trousse/internal/memo"
	"trousse/cmd/trousse/internal/site"
	"trousse/cmd/trousse/internal/site/testdata/sitetest"
	"trousse/cmd/trousse/internal/view"
)

// values lists what is put into the holes of one kind in a page, those of its parts among them.
func values(m *sitetest.Made, fl *view.Filling, p *site.Page, kind markdown.HoleKind) []string {
	var out []string
	holes := p.HolesOf(fl.Path)
	for i, v := range fl.Values {
		if holes[i].Kind == kind {
			out = append(out, v)
		}
		if len(fl.Parts) > i && fl.Parts[i] != nil {
			out = append(out, values(m, fl.Parts[i], p, kind)...)
		}
	}
	return out
}

func sources() string {
	return "[a-2024]\ntitle = \"A <report>\"\ndate = \"2024\"\nlang = \"en\"\nurl = \"https://example.org/?a=1&b=2\"\n" +
		"[b-2025]\ntitle = \"B\"\ndate = \"2025\"\nlang = \"en\"\nurl = \"https://example.org/b\"\n"
}

func TestHolesAreFilled(t *testing.T) {
	for _, tt := range []struct {
		name string
		en   string // the text
		kind markdown.HoleKind
		want []string
	}{
		{"links", "[a](b.en.md) [b](b.en.md?x=1&y=2#c) [c](/files/it's.txt) [d](b.fr.md) [e](term:)", markdown.HoleLink, []string{
			"/kit/en/b/", "/kit/en/b/?x=1&amp;y=2#c", "/kit/files/it%27s.txt", "/kit/fr/b%C3%A9/"}},
		{"links into another language", "[a](b.en.md) [d](b.fr.md)", markdown.HoleLinkAttr, []string{"", ` hreflang="fr"`}},
		{"pictures", "![P](p.png) ![Q](q.png)", markdown.HoleImage, []string{"/kit/files/p.png", "/kit/files/q.png"}},
		{"sizes of pictures", "![P](p.png) ![Q](q.png)", markdown.HoleImageAttr, []string{` width="8" height="6"`, ""}},
		{"citations", "x [@a-2024; @b-2025, p. <3>] y [@a-2024]", markdown.HoleCitation, []string{
			`<sup class="cite"><a id="cite-1-1" href="#source-1" aria-label="Source 1">1</a></sup>`,
			`<sup class="cite"><a id="cite-2-1" href="#source-2" aria-label="Source 2, p. &lt;3&gt;">2, p. &lt;3&gt;</a></sup>`,
			`<sup class="cite"><a id="cite-1-2" href="#source-1" aria-label="Source 1">1</a></sup>`}},
		{"headings with a partner", "## \"A\" & <b>\n\n## It's", markdown.HoleHeading, []string{
			`<a class="permalink" href="#a-b" aria-label="Link to ““A” &amp; &lt;b&gt;”">#</a>` +
				`<a class="partner" href="/kit/fr/a/#un" hreflang="fr" lang="fr" aria-label="Language fr` + "\u00a0" + `: Un">FR</a>`,
			`<a class="permalink" href="#it-s" aria-label="Link to “It’s”">#</a>` +
				`<a class="partner" href="/kit/fr/a/#deux-et" hreflang="fr" lang="fr" aria-label="Language fr` + "\u00a0" + `: Deux &amp; &lt;et&gt;">FR</a>`}},
		{"headings that the partner lacks", "## One\n\n### Two", markdown.HoleHeading, []string{
			`<a class="permalink" href="#one" aria-label="Link to “One”">#</a>`,
			`<a class="permalink" href="#two" aria-label="Link to “Two”">#</a>`}},
		{"headings of parts", "::: include {file=\"/_parts/p\"}\n:::\n\n## Two", markdown.HoleHeading, []string{
			`<a class="permalink" href="#in-a-part" aria-label="Link to “In a part”">#</a>` +
				`<a class="partner" href="/kit/fr/a/#un" hreflang="fr" lang="fr" aria-label="Language fr` + "\u00a0" + `: Un">FR</a>`,
			`<a class="permalink" href="#two" aria-label="Link to “Two”">#</a>` +
				`<a class="partner" href="/kit/fr/a/#deux-et" hreflang="fr" lang="fr" aria-label="Language fr` + "\u00a0" + `: Deux &amp; &lt;et&gt;">FR</a>`}},
		{"terms", "[Firewall](term:)", markdown.HoleTerm, []string{`<a class="term" href="/kit/en/words/#firewall">`}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			files := sitetest.Pages(`
				_index.en.md:
				_index.fr.md:
				a.fr.md: | ## Un\n\n## Deux & <et>
				b.en.md: | ## c
				b.fr.md: slug = "bé"
				words.en.md: kind = "glossary" | ## Firewall
			`)
			sitetest.Put(files, "content/a.en.md", "+++\ntitle = \"A\"\n+++\n"+tt.en+"\n")
			sitetest.Put(files, "content/_parts/p.en.md", "## In a part\n")
			sitetest.Put(files, "content/sources.toml", sources())
			sitetest.Put(files, "content/q.png", "")
			sitetest.Put(files, "content/p.png", "")
			sitetest.Put(files, "static/files/it's.txt", "")
			sitetest.Languages(files, "", "en", "fr")
			m := sitetest.Make(t, files, func(in *site.Input) {
				for i := range in.Files {
					if in.Files[i].Path == "content/p.png" {
						in.Files[i].Width, in.Files[i].Height = 8, 6
					}
				}
			})
			p := m.Page(t, "a.en.md")
			maker := view.New(m.Site, view.Look{}, everyFormat)
			fl := maker.Fill(p)
			if diff := cmp.Diff(tt.want, values(m, fl, p, tt.kind)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// Text of any kind is escaped just as the standard library does.
func TestFillingsAreEscaped(t *testing.T) {
	for _, text := range []string{"", "plain", `a & b`, `<'">`, "&amp;", "é&é", "&", "ends with <", "> begins"} {
		files := sitetest.Pages("_index.en.md: | ## X")
		sitetest.Put(files, "locales/en.toml", "permalink = \"{{.heading}} {{.heading}}\"\n")
		m := sitetest.Make(t, files)
		p := m.Page(t, "_index.en.md")
		p.Facts.Headings[0].Text = text
		got := view.New(m.Site, view.Look{}, everyFormat).Fill(p).Values[0]
		want := `<a class="permalink" href="#x" aria-label="` + html.EscapeString(text+" "+text) + `">#</a>`
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestABodyIsAssembled(t *testing.T) {
	files := sitetest.Pages(`
		_index.en.md:
		a.en.md: | Before.\n\n::: include {file="/_parts/p"}\n:::\n\nAfter [@a-2024].
	`)
	sitetest.Put(files, "content/_parts/p.en.md", "In the [part](/a.en.md) [@b-2025].\n\n::: include {file=\"q\"}\n:::\n")
	sitetest.Put(files, "content/_parts/q.en.md", "In a part of the part [@b-2025].\n")
	sitetest.Put(files, "content/sources.toml", sources())
	m, maker := kit(t, files, "", "en")
	p := m.Page(t, "a.en.md")
	got, err := maker.Fill(p).Assemble(p.HolesOf, m.Body)
	if err != nil {
		t.Fatal(err)
	}
	text := []string{"Before.", `In the <a href="/kit/en/a/">part</a>`, `id="cite-1-1"`, "In a part of the part", `id="cite-1-2"`, "After", `id="cite-2-1"`}
	rest := got
	for _, s := range text {
		_, after, ok := strings.Cut(rest, s)
		if !ok {
			t.Fatalf("%q is missing, or not in its place:\n%s", s, got)
		}
		rest = after
	}
	_, cited := maker.Filled(p)
	want := []view.Source{{Number: 1, Key: "b-2025", Back: 2}, {Number: 2, Key: "a-2024", Back: 1}}
	for i := range cited {
		if cited[i].HTML == "" {
			t.Errorf("source %d has no text", i+1)
		}
		cited[i].HTML = ""
	}
	if diff := cmp.Diff(want, cited); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	broken := errors.New("broken")
	if _, err := maker.Fill(p).Assemble(p.HolesOf, func(path string) (string, error) {
		if strings.Contains(path, "/q.") {
			return "", broken
		}
		return m.Body(path)
	}); !errors.Is(err, broken) {
		t.Errorf("a text that cannot be read: %v", err)
	}
}

// A page without a glossary keeps its words, without a link that leads nowhere.
func TestTermsWithoutAGlossaryLeadNowhere(t *testing.T) {
	m, maker := kit(t, sitetest.Pages("_index.en.md: | [Firewall](term:)\n"), "", "en")
	p := m.Page(t, "_index.en.md")
	for _, f := range []*view.Filling{maker.Fill(p), maker.FillPage(p)} {
		if got := strings.Join(f.Values, ""); got != "" {
			t.Error(got)
		}
	}
}

func TestHighlightedCodeInAPartCounts(t *testing.T) {
	files := sitetest.Pages("_index.en.md: | ::: include {file=\"/_parts/p\"}\\n:::\n")
	sitetest.Put(files, "content/_parts/p.en.md", "```go\nfunc f() {}\n```\n")
	m, maker := kit(t, files, "", "en")
	if !maker.Page(m.Page(t, "_index.en.md")).HasCode {
		t.Error("the page does not ask for the style of code")
	}
}

// What a page shows of others is in its sum, without the filling being made.
func TestSumsTellFillingsApart(t *testing.T) {
	sum := func(slug, heading string) memo.Sum {
		m := sitetest.Make(t, sitetest.Pages(`
			_index.en.md | Home
			_index.fr.md | Home
			a.en.md | ## One {#one}\n\n[b](b.en.md)
			a.fr.md | ## Un {#`+heading+`}
			b.en.md: slug = "`+slug+`" | B
			b.fr.md | B`))
		s, _ := view.New(m.Site, view.Look{}, everyFormat).Filled(m.Page(t, "a.en.md"))
		return s
	}
	base := sum("b", "un")
	if base != sum("b", "un") {
		t.Error("the same filling has two sums")
	}
	if base == sum("moved", "un") {
		t.Error("a linked page's address is not in the sum")
	}
	if base == sum("b", "autre") {
		t.Error("the partner's heading is not in the sum")
	}
}
