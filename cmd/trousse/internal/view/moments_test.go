package view_test

import (
	"fmt"
	"strings"
	"testing"

	"trousse/cmd/trousse/internal/site/testdata/sitetest"
	"trousse/cmd/trousse/internal/view"
)

// written lists groups as "before: a, b; using: c".
func written(gs []view.Group) string {
	var all []string
	for _, g := range gs {
		var names []string
		for _, c := range g.Cards {
			names = append(names, c.Title)
		}
		all = append(all, g.ID+": "+strings.Join(names, ", "))
	}
	return strings.Join(all, "; ")
}

func TestPagesAreOfferedByMoment(t *testing.T) {
	m := sitetest.Make(t, sitetest.Pages(`
		_index.en.md: title = "Home"
		_index.fr.md: title = "Home"
		a/_index.en.md: title = "A"
		a/_index.fr.md: title = "A"
		a/buy.en.md: title = "Buy"; weight = 1; stage = "before"; devices = ["camera"]; theme = ["privacy"]
		a/use.en.md: title = "Use"; weight = 2; stage = "using"
		a/tv.en.md: title = "TV"; weight = 3; stage = "using"; theme = ["privacy"]
		a/cam.en.md: title = "Cam"; weight = 4; stage = ["using", "problem"]; devices = ["lock", "camera"]
		a/any.en.md: title = "Any"; weight = 5; stage = ["before", "using", "problem"]; devices = ["camera"]
		a/none.en.md: title = "None"; weight = 6
		b/_index.en.md: title = "B"
		b/_index.fr.md: title = "B"
		b/other.en.md: title = "Other"; stage = "problem"; devices = ["camera"]
		c/_index.en.md: title = "C"
		c/_index.fr.md: title = "C"
		c/plain.en.md: title = "Plain"
	`))
	maker := view.New(m.Site, view.Look{}, everyFormat)
	page := func(name string) *view.Page { return maker.Page(m.Page(t, name)) }

	for name, want := range map[string]string{
		"a/_index.en.md": "before: Buy; using: Use, TV, Cam; problem: Cam; always: Any, None",
		"c/_index.en.md": "pages: Plain",
		"a/buy.en.md":    "",
	} {
		if got := written(page(name).Groups); got != want {
			t.Errorf("groups of %s: %q, want %q", name, got, want)
		}
	}
	// The same device first, then the same theme, then the order of the section; no other section.
	for name, want := range map[string]string{
		"a/buy.en.md":    "using: Cam, TV; problem: Cam",
		"a/cam.en.md":    "before: Buy",
		"a/any.en.md":    "",
		"a/none.en.md":   "",
		"a/_index.en.md": "",
		"b/other.en.md":  "",
	} {
		if got := written(page(name).Related); got != want {
			t.Errorf("related to %s: %q, want %q", name, got, want)
		}
	}
	home := page("_index.en.md")
	if got, want := fmt.Sprint(home.Moments), "[{before [{A /en/a/#page.before}]} {using [{A /en/a/#page.using}]} {problem [{A /en/a/#page.problem} {B /en/b/#page.problem}]}]"; got != want {
		t.Errorf("moments %s, want %s", got, want)
	}
}

func TestTheHomePageShowsWhatIsNew(t *testing.T) {
	m := sitetest.Make(t, sitetest.Pages(`
		_index.en.md: title = "Home"; updated = 2026-12-31
		_index.fr.md: title = "Home"
		one.en.md: title = "One"; weight = 1; updated = 2026-01-01
		two.en.md: title = "Two"; weight = 2; updated = 2026-03-01
		three.en.md: title = "Three"; weight = 3; updated = 2026-03-01
		four.en.md: title = "Four"; weight = 4; updated = 2026-02-01
		five.en.md: title = "Five"; weight = 5; updated = 2025-02-01
		undated.en.md: title = "Undated"
		about.en.md: title = "About"; kind = "page"; updated = 2026-11-01
		un.fr.md: title = "Un"; updated = 2026-11-01
	`))
	got := view.New(m.Site, view.Look{}, everyFormat).Page(m.Page(t, "_index.en.md")).Recent
	if s := written([]view.Group{{ID: "new", Cards: got}}); s != "new: Two, Three, Four, One" {
		t.Error(s)
	}
}
