package view_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trousse/cmd/trousse/internal/site/testdata/sitetest"
	"trousse/cmd/trousse/internal/view"
)

func TestAPageOfAllSourcesListsThemByTheirLanguage(t *testing.T) {
	files := sitetest.Pages(`
		_index.en.md:
		_index.fr.md:
		all.en.md: kind = "sources"
		all.fr.md: kind = "sources"
		a.en.md: title = "A"; link_title = "Short A" | One. [@b] Two. [@b] [@a]\n\n::: include {file="/_parts/p"}\n:::
		a.fr.md: title = "A fr"
		b.en.md: title = "B"; sources = ["b"]
		b.fr.md: | Un. [@c]
	`)
	sitetest.Put(files, "content/_parts/p.en.md", "Three. [@c]\n")
	sitetest.Put(files, "content/sources.toml", `
[a]
title = "Zebra"
title_fr = "Âne"
checked = 2026-11-22
confidence = "C"
[b]
publisher = "École"
title = "Two"
date = 2024
confidence = "GK"
[c]
publisher = "École"
title = "One"
checked = "2026-11"
[d]
publisher = "Ebony"
title = "Unused"
checked = 2026-11-22
confidence = "S"
`)
	m, maker := kit(t, files, "")
	p := m.Page(t, "all.en.md")
	v := maker.Page(p)
	if v.Template != "sources-page" {
		t.Error(v.Template)
	}
	for i := range v.References {
		r := &v.References[i]
		if !strings.Contains(string(r.HTML), "<cite") {
			t.Errorf("%s is not worded as a note: %s", r.ID, r.HTML)
		}
		r.HTML = ""
	}
	want := []view.Reference{
		{ID: "d", Letter: "S", Confidence: "We read it in a secondary source.", Checked: true},
		{ID: "c", Checked: true, Uses: []view.Link{{Text: "A", URL: "/kit/en/a/"}}},
		{ID: "b", Letter: "GK", Confidence: "General knowledge: nothing precise rests on it.", Uses: []view.Link{{Text: "B", URL: "/kit/en/b/"}, {Text: "A", URL: "/kit/en/a/"}}},
		{ID: "a", Letter: "C", Confidence: "We read it on its publisher’s own page.", Checked: true, Uses: []view.Link{{Text: "A", URL: "/kit/en/a/"}}},
	}
	if d := cmp.Diff(want, v.References); d != "" {
		t.Error(d)
	}
	var order []string
	for _, r := range maker.Page(m.Page(t, "all.fr.md")).References {
		order = append(order, r.ID)
	}
	if got := strings.Join(order, " "); got != "a d c b" {
		t.Errorf("in French: %s", got)
	}
	if !p.HasAnchor("b") || p.HasAnchor("e") || m.Page(t, "a.en.md").HasAnchor("b") {
		t.Error("links lead to the wrong places")
	}
	// What only the front matter names is listed below the text, with no way back into it.
	if s := maker.Page(m.Page(t, "b.en.md")).Sources; len(s) != 1 || s[0].Number != 1 || s[0].Key != "b" || s[0].Back != 0 {
		t.Errorf("%+v", s)
	}
	if maker.Page(m.Page(t, "a.en.md")).References != nil {
		t.Error("every page lists all sources")
	}
}
