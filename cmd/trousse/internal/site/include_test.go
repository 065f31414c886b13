package site_test

import (
	"strconv"
	"strings"
	"testing"

	"trousse/cmd/trousse/internal/site"
	"trousse/cmd/trousse/internal/site/testdata/sitetest"
)

// including writes an include of a part, for a page's text.
func including(file string) string { return "\n\n::: include {file=\"" + file + "\"}\n:::\n" }

// parts makes a site of pages and of texts that follow the front matter of some of them.
func parts(t testing.TB, texts map[string]string) *sitetest.Made {
	t.Helper()
	files := sitetest.Pages("_index.en.md:\n_index.fr.md:")
	for name, text := range texts {
		if !strings.Contains(name, "_parts/") && !strings.HasPrefix(text, "+++") {
			text = "+++\ntitle = \"" + name + "\"\n+++\n" + text
		}
		sitetest.Put(files, "content/"+name, text)
	}
	return sitetest.Make(t, files)
}

func outline(s *site.Site, p *site.Page) string {
	var b strings.Builder
	for _, h := range s.Outline(p) {
		b.WriteString(h.Text + "\n")
	}
	return b.String()
}

func TestPartsStandWhereTheyArePutIn(t *testing.T) {
	m := parts(t, map[string]string{
		"a.en.md":                  "## One\n" + including("/_parts/help") + "\n## Three\n" + including("_parts/last.en.md"),
		"a.fr.md":                  "## Un\n" + including("/_parts/help"),
		"_parts/help.en.md":        "## Two\n" + including("deep/deeper"),
		"_parts/help.fr.md":        "## Deux\n",
		"_parts/last.en.md":        "## Four\n",
		"_parts/deep/deeper.en.md": "### Two and a half\n",
	})
	same(t, sitetest.Told(m.Joined), "")
	same(t, outline(m.Site, m.Page(t, "a.en.md")), "One\nTwo\nTwo and a half\nThree\nFour")
	same(t, outline(m.Site, m.Page(t, "a.fr.md")), "Un\nDeux")
	p := m.Page(t, "a.en.md")
	if !p.HasAnchor("two-and-a-half") || p.HasAnchor("deux") {
		t.Error("anchors of parts are not those of the page")
	}
	deep := m.Page(t, "_parts/deep/deeper.en.md")
	if hs := p.HolesOf(deep.Path); len(hs) != len(deep.Facts.Holes) || len(hs) == 0 {
		t.Errorf("%d holes of a part in a part", len(hs))
	}
	if p.HolesOf("content/elsewhere.md") != nil {
		t.Error("a file that is not part of the page has holes")
	}
}

func TestFaultsOfIncludes(t *testing.T) {
	for _, tt := range []struct {
		name  string
		texts map[string]string
		want  string
	}{
		{"a part that includes itself", map[string]string{
			"_parts/a.en.md": "Text." + including("a"),
		}, `_parts/a.en.md:3 include-loop chain=content/_parts/a.en.md → content/_parts/a.en.md`},
		{"three parts that include each other", map[string]string{
			"_parts/a.en.md": including("b"),
			"_parts/b.en.md": including("c"),
			"_parts/c.en.md": including("a"),
			"page.en.md":     including("/_parts/b"),
			"page.fr.md":     "",
		}, `_parts/c.en.md:3 include-loop chain=content/_parts/a.en.md → content/_parts/b.en.md → content/_parts/c.en.md → content/_parts/a.en.md`},
		{"a part twice is no loop", map[string]string{
			"_parts/a.en.md": including("b") + including("b"),
			"_parts/b.en.md": "Text.",
		}, ""},
		{"a part that the other language lacks", map[string]string{
			"page.en.md":        including("/_parts/help"),
			"page.fr.md":        "Texte." + including("/_parts/help"),
			"_parts/help.en.md": "Text.",
		}, `page.fr.md:6 unknown-include file=/_parts/help`},
		{"a slip", map[string]string{
			"page.en.md":        including("/_parts/hepl"),
			"page.fr.md":        "",
			"_parts/help.en.md": "Text.",
		}, `page.en.md:6 unknown-include.near file=/_parts/hepl near=/_parts/help`},
		{"a page is no part", map[string]string{
			"page.en.md": including("other"), "page.fr.md": "",
			"other.en.md": "", "other.fr.md": "",
		}, `page.en.md:6 include-not-part file=other`},
		{"outside of content", map[string]string{
			"page.en.md": including("../README"), "page.fr.md": "",
		}, `page.en.md:6 link-out-of-tree target=../README`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m := parts(t, tt.texts)
			same(t, sitetest.Told(m.Joined), tt.want)
			for _, p := range m.Site.PagesAndParts() {
				m.Site.Outline(p) // ends, whatever includes what
			}
		})
	}
}

func TestAPageWithoutEndIsAFault(t *testing.T) {
	deep := map[string]string{"page.en.md": including("/_parts/p0"), "page.fr.md": "", "_parts/p17.en.md": "## The last\n"}
	wide := map[string]string{"page.en.md": including("/_parts/p0"), "page.fr.md": "", "_parts/p4.en.md": "## One of many\n"}
	for i := range 17 {
		deep["_parts/p"+strconv.Itoa(i)+".en.md"] = including("p" + strconv.Itoa(i+1))
	}
	for i := range 4 {
		wide["_parts/p"+strconv.Itoa(i)+".en.md"] = strings.Repeat(including("p"+strconv.Itoa(i+1)), 10)
	}
	m := parts(t, deep)
	same(t, sitetest.Told(m.Joined), "_parts/p0.en.md:3 include-loop.many file=p1 parts=1000 depth=16")
	m = parts(t, wide)
	if !strings.Contains(sitetest.Told(m.Joined), "include-loop.many") {
		t.Error("ten thousand parts on one page are no fault")
	}
	if n := len(m.Site.Outline(m.Page(t, "page.en.md"))); n > 1000 {
		t.Errorf("%d headings", n)
	}
}

func TestEachLanguageHasItsGlossary(t *testing.T) {
	m := join(t, `
		_index.en.md:
		_index.fr.md:
		words.en.md: kind = "glossary"
		words.fr.md: kind = "guide"
		z-words.en.md: kind = "glossary"
		z-words.fr.md:
	`)
	if g := m.Site.Glossary(m.Site.Trees[0]); g != m.Page(t, "words.en.md") {
		t.Errorf("%v", g)
	}
	if g := m.Site.Glossary(m.Site.Trees[1]); g != nil {
		t.Errorf("%v", g)
	}
}

func TestPagesAreFoundByWhereTheyStand(t *testing.T) {
	m := join(t, `
		_index.en.md:
		_index.fr.md:
		a/index.en.md: key = "else"
		a/index.fr.md: key = "else"
		_parts/p.en.md:
	`)
	if m.Site.Page("fr", "a") != m.Page(t, "a/index.fr.md") || m.Site.Page("fr", "") != m.Page(t, "_index.fr.md") {
		t.Error("pages are not found")
	}
	if m.Site.Page("en", "_parts/p") != nil || m.Site.Page("en", "else") != nil || m.Site.Page("es", "a") != nil {
		t.Error("what is no page, or not there, is found")
	}
}
