package view_test

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"trousse/cmd/trousse/internal/locale"
	"trousse/cmd/trousse/internal/memo"
	"trousse/cmd/trousse/internal/render"
	"trousse/cmd/trousse/internal/site/testdata/sitetest"
	"trousse/cmd/trousse/internal/view"
	"trousse/templates"
)

// object is anything in JSON.
type object = map[string]any

// linked gives the things said of a page, by type.
func linked(t *testing.T, m *sitetest.Made, maker *view.Maker, file string) map[string]object {
	t.Helper()
	p := m.Page(t, file)
	raw := string(maker.LinkedData(p, maker.Page(p)))
	if again := string(maker.LinkedData(p, maker.Page(p))); raw != again {
		t.Errorf("%s: said again it differs", file)
	}
	if raw == "" {
		return nil
	}
	return things(t, raw)
}

func things(t *testing.T, raw string) map[string]object {
	t.Helper()
	var graph struct {
		Context string   `json:"@context"`
		Graph   []object `json:"@graph"`
	}
	if err := json.Unmarshal([]byte(raw), &graph); err != nil {
		t.Fatalf("%v in %s", err, raw)
	}
	if graph.Context != "https://schema.org" {
		t.Errorf("context %q", graph.Context)
	}
	out := map[string]object{}
	for _, o := range graph.Graph {
		kind := o["@type"].(string)
		if out[kind] != nil {
			t.Errorf("two of %s", kind)
		}
		out[kind] = o
	}
	return out
}

func TestLinkedDataByKind(t *testing.T) {
	files := sitetest.Pages(`
		_index.en.md: title = "Home"; description = "All"
		s/_index.en.md: title = "Seniors"; link_title = "S"
		s/g.en.md: title = "A guide"; description = "How"; audience = ["seniors"]; theme = ["privacy"]; updated = 2026-11-22 | ## One\n\n![A door](a.png)\n\n## Two
		s/l.en.md: title = "A lesson"; kind = "lesson"; toc = false | ![](a.png){decorative}
		s/d.en.md: title = "A decision"; kind = "decision"
		s/c.en.md: title = "A list"; kind = "checklist" | - [ ] First\n\n## Then\n\n- [ ] Second\n- [ ] Third\n\n## Last\n\n- [ ] Fourth\n\n::: include {file="/_parts/p"}\n:::
		s/empty.en.md: title = "No list"; kind = "checklist" | Text.
		s/w.en.md: title = "Words"; kind = "glossary" | Hub\n: A box.
		s/h.en.md: title = "Words"; kind = "glossary" | ## A hub\n\nA box.
		s/p.en.md: title = "A page"; kind = "page" | ::: details What is it?\nA box.\n:::\n\n::: details Details\nNo question.\n:::\n\n::: details Why?\nFor this.\n:::
		s/one.en.md: title = "One"; kind = "page" | ::: details What is it?\nA box.\n:::
		s/draft.en.md: title = "D"; draft = true
	`)
	sitetest.Put(files, "content/_parts/p.en.md", "- [ ] Of a part\n")
	sitetest.Put(files, "content/s/a.png", "a picture")
	sitetest.Languages(files, "[publisher]\nname = \"The group\"\nurl = \"https://group.example/\"\n", "en")
	m := sitetest.Make(t, files)
	maker := view.New(m.Site, view.Look{}, everyFormat)
	of := func(file, kind string) object {
		t.Helper()
		o := linked(t, m, maker, file)[kind]
		if o == nil {
			t.Fatalf("%s is no %s", file, kind)
		}
		return o
	}
	check := func(got any, want any) {
		t.Helper()
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	}
	const base = "https://example.org/kit/en/"
	group := object{"@type": "Organization", "name": "The group", "url": "https://group.example/"}

	check(of("_index.en.md", "WebSite"), object{"@type": "WebSite", "@id": base, "url": base, "name": "Kit en", "description": "All", "inLanguage": "en", "publisher": group})
	if linked(t, m, maker, "_index.en.md")["BreadcrumbList"] != nil {
		t.Error("the home page has breadcrumbs")
	}

	guide := object{
		"@type": "LearningResource", "@id": base + "s/g/", "url": base + "s/g/", "name": "A guide", "description": "How",
		"image": base + "s/g/card.png", "inLanguage": "en", "dateModified": "2026-11-22",
		"license": "https://creativecommons.org/licenses/by/4.0/", "isAccessibleForFree": true,
		"audience":             []any{object{"@type": "Audience", "audienceType": "Seniors"}},
		"about":                []any{object{"@type": "Thing", "name": "Privacy"}},
		"accessibilityFeature": []any{"displayTransformability", "readingOrder", "structuralNavigation", "alternativeText", "tableOfContents"},
		"publisher":            group, "learningResourceType": "Guide",
	}
	check(of("s/g.en.md", "LearningResource"), guide)
	check(of("s/g.en.md", "BreadcrumbList"), object{"@type": "BreadcrumbList", "itemListElement": []any{
		object{"@type": "ListItem", "position": 1.0, "name": "Home", "item": base},
		object{"@type": "ListItem", "position": 2.0, "name": "S", "item": base + "s/"},
		object{"@type": "ListItem", "position": 3.0, "name": "A guide", "item": base + "s/g/"},
	}})

	lesson := of("s/l.en.md", "LearningResource")
	check(lesson["learningResourceType"], "Lesson")
	check(lesson["accessibilityFeature"], []any{"displayTransformability", "readingOrder", "structuralNavigation"})
	for _, absent := range []string{"dateModified", "description", "audience", "about"} {
		if _, ok := lesson[absent]; ok {
			t.Errorf("%s is said though it is not known", absent)
		}
	}
	check(of("s/d.en.md", "LearningResource")["learningResourceType"], "Decision guide")
	check(of("s/empty.en.md", "LearningResource")["learningResourceType"], "Checklist")

	say := func(text string) any { return object{"@type": "HowToStep", "text": text} }
	check(of("s/c.en.md", "HowTo")["step"], []any{
		say("First"),
		object{"@type": "HowToSection", "name": "Then", "itemListElement": []any{say("Second"), say("Third")}},
		object{"@type": "HowToSection", "name": "Last", "itemListElement": []any{say("Fourth"), say("Of a part")}},
	})
	check(of("s/w.en.md", "DefinedTermSet")["hasDefinedTerm"], []any{
		object{"@type": "DefinedTerm", "@id": base + "s/w/#hub", "name": "Hub", "description": "A box.", "inDefinedTermSet": base + "s/w/"}})
	check(of("s/h.en.md", "DefinedTermSet")["hasDefinedTerm"], []any{
		object{"@type": "DefinedTerm", "@id": base + "s/h/#a-hub", "name": "A hub", "inDefinedTermSet": base + "s/h/"}})
	ask := func(question, text string) any {
		return object{"@type": "Question", "name": question, "acceptedAnswer": object{"@type": "Answer", "text": text}}
	}
	check(of("s/p.en.md", "FAQPage"), object{"@type": "FAQPage", "url": base + "s/p/", "name": "A page", "inLanguage": "en",
		"mainEntity": []any{ask("What is it?", "A box."), ask("Why?", "For this.")}})
	if got := linked(t, m, maker, "s/one.en.md"); len(got) != 1 || got["BreadcrumbList"] == nil {
		t.Errorf("a page with one question: %v", got)
	}
}

func TestNothingIsSaidWhereTheAddressIsNotKnownOrThePageIsADraft(t *testing.T) {
	files := sitetest.Pages("_index.en.md:\n_index.fr.md:\na.en.md:\na.fr.md:")
	m := sitetest.Make(t, files)
	maker := view.New(m.Site, view.Look{}, everyFormat)
	for _, file := range []string{"_index.en.md", "a.en.md"} {
		if got := linked(t, m, maker, file); got != nil {
			t.Errorf("%s: %v", file, got)
		}
	}
	m, maker = kit(t, sitetest.Pages("_index.en.md:\n_index.fr.md:\na.en.md:\na.fr.md:"), "")
	m.Page(t, "a.en.md").Meta.Draft = true
	if got := linked(t, m, maker, "a.en.md"); got != nil {
		t.Errorf("of a draft: %v", got)
	}
}

// What is said must be in the key: with the same key a page is not rendered again.
func TestWhatLinkedDataSaysIsInThePagesKey(t *testing.T) {
	base := func() fstest.MapFS {
		return sitetest.Pages(`
			_index.en.md: title = "Home"
			_index.fr.md: title = "Accueil"
			c.en.md: title = "C"; kind = "checklist" | - [ ] One\n\n::: include {file="/_parts/p"}\n:::
			c.fr.md: title = "C"; kind = "checklist"
		`)
	}
	said := func(files fstest.MapFS, config string) (string, memo.Sum) {
		if files["content/_parts/p.en.md"] == nil {
			sitetest.Put(files, "content/_parts/p.en.md", "- [ ] Part\n")
		}
		m, maker := kit(t, files, config)
		p := m.Page(t, "c.en.md")
		v := maker.Page(p)
		return string(maker.LinkedData(p, v)), memo.KeyOf(v).Sum
	}
	text, key := said(base(), "")
	for name, change := range map[string]func(fstest.MapFS) string{
		"task": func(f fstest.MapFS) string {
			sitetest.Put(f, "content/c.en.md", strings.Replace(string(f["content/c.en.md"].Data), "One", "Two", 1))
			return ""
		},
		"part": func(f fstest.MapFS) string { sitetest.Put(f, "content/_parts/p.en.md", "- [ ] Other\n"); return "" },
		"home": func(f fstest.MapFS) string {
			sitetest.Put(f, "content/_index.en.md", "+++\ntitle = \"H\"\n+++\n")
			return ""
		},
		"publisher": func(fstest.MapFS) string { return "[publisher]\nname = \"Us\"\n" },
		"licence":   func(fstest.MapFS) string { return "[licence]\nname = \"X\"\nurl = \"https://x.example/\"\n" },
	} {
		files := base()
		config := change(files)
		otherText, otherKey := said(files, config)
		if otherText == text || otherKey == key {
			t.Errorf("%s: text new %v, key new %v", name, otherText != text, otherKey != key)
		}
	}
}

// The block is data in a script element: whatever an author writes must come out as it was.
func TestLinkedDataComesWholeOutOfTheTemplate(t *testing.T) {
	script := regexp.MustCompile(`(?s)<script type="application/ld\+json">(.*?)</script>`)
	for _, title := range []string{
		`It says \"no\" & 'yes'`,
		`</script><script>alert(1)</script>`,
		`<!-- <script`,
		"Été à l’Île : « œuf »",
		`line\u2028 and paragraph\u2029`,
		`back\\slash, {{.Title}}, ]]>`,
		`😀`,
	} {
		m, maker := kit(t, sitetest.Pages("_index.en.md:\n_index.fr.md:\na.en.md: title = \""+title+"\" | - [ ] x\na.fr.md:"), "")
		words := map[string]*locale.Words{}
		for _, tree := range m.Site.Trees {
			words[tree.Lang.Key] = tree.Words
		}
		set, ds := render.Load([]render.Layer{{Dir: "templates", Files: templates.FS}}, words)
		if len(ds) > 0 {
			t.Fatal(sitetest.Told(ds))
		}
		p := m.Page(t, "a.en.md")
		v := maker.Page(p)
		v.LinkedData = maker.LinkedData(p, v)
		var b bytes.Buffer
		if err := set.Execute(&b, "en", "page.html", v); err != nil {
			t.Fatal(err)
		}
		found := script.FindAllStringSubmatch(b.String(), -1)
		if len(found) != 1 {
			t.Fatalf("%q: %d blocks", title, len(found))
		}
		if got := things(t, found[0][1])["LearningResource"]["name"]; got != p.Meta.Title {
			t.Errorf("got %q, want %q", got, p.Meta.Title)
		}
		if strings.ContainsAny(found[0][1], "<>\u2028\u2029") {
			t.Errorf("not escaped: %s", found[0][1])
		}
	}
}
