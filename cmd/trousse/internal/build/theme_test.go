package build_test

import (
	"maps"
	"math/rand/v2"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"trousse/cmd/trousse/internal/build"
)

// Whatever changes in a chain of themes changes the site, and a build that remembers notices.
func TestEveryPartOfAChainOfThemesIsNoticed(t *testing.T) {
	e := &editor{rand: rand.New(rand.NewPCG(1, 1)), site: testSite(), now: time.Date(2026, 1, 2, 3, 4, 6, 0, time.UTC)}
	st := &build.State{}
	warmOut := filepath.Join(t.TempDir(), "warm")
	e.ownTheme("")
	run(t, input(e.site, warmOut, e.now), st)
	before := read(t, warmOut)
	tokens := func(round string) func() string {
		return func() string { return e.ownTheme("[tokens]\nround = \"" + round + "\"\n") }
	}
	put := func(path, text string) func() string { return func() string { return e.parent(path, text) } }
	gone := func(path string) func() string { return func() string { delete(e.site, path); return path + " gone" } }
	header := "[header]\nowner.en = \"A\"\nowner.fr = \"B\"\n"
	for i, c := range []struct {
		edit   func() string
		hidden bool // a child's file hides it
	}{
		{edit: tokens("1px")},
		{edit: tokens("2px")},
		{edit: put("themes/mother/theme.toml", "extends = \"municipal\"\n[tokens]\ntarget = \"4rem\"\n")},
		{edit: put("themes/mother/theme.toml", "extends = \"municipal\"\n[tokens.dark]\ntarget = \"4rem\"\n")},
		{edit: put("themes/mother/theme.toml", "extends = \"trousse\"\n")},
		{edit: func() string { return e.ownTheme(header) }},
		{edit: func() string {
			return e.ownTheme(header + "owner_url.en = \"https://a.example/\"\nowner_url.fr = \"https://b.example/\"\n")
		}},
		{edit: put("themes/mother/theme.toml", "extends = \"municipal\"\n")},
		{edit: func() string { return e.ownTheme(header + "logo = \"logo.svg\"\n") }},
		{edit: put("themes/mother/static/logo.svg", "<svg viewBox='0 0 9 9'/>")},
		{edit: put("themes/child/static/logo.svg", "<svg viewBox='0 0 8 8'/>")},
		{edit: put("themes/mother/static/logo.svg", "<svg viewBox='0 0 7 7'/>"), hidden: true},
		{edit: func() string {
			return e.ownTheme(header + "logo = \"logo.svg\"\nlogo_alt.en = \"C\"\nlogo_alt.fr = \"D\"\n")
		}},
		{edit: gone("themes/child/static/logo.svg")},
		{edit: put("themes/mother/css/theme.css", "p { inset: 1px }")},
		{edit: put("themes/child/css/theme.css", "p { inset: 2px }")},
		{edit: put("themes/mother/css/theme.css", "p { inset: 3px }")},
		{edit: put("themes/mother/css/base.css", "p { inset: 4px }")},
		{edit: put("themes/child/css/base.css", "p { inset: 5px }")},
		{edit: put("themes/mother/css/base.css", "p { inset: 6px }"), hidden: true},
		{edit: put("themes/mother/js/main.js", "document.title = 'x'")},
		{edit: put("themes/mother/templates/footer.html", "<p>one</p>")},
		{edit: put("themes/child/templates/footer.html", "<p>two</p>")},
		{edit: put("themes/mother/templates/footer.html", "<p>three</p>"), hidden: true},
		{edit: gone("themes/child/templates/footer.html")},
		{edit: put("themes/mother/locales/en.toml", "menu = \"Dishes\"\n")},
		{edit: put("themes/child/locales/en.toml", "menu = \"Courses\"\n")},
		{edit: put("themes/child/css/tokens.css", ":root { --round: 9px; }")},
		{edit: tokens("8px")},
	} {
		e.now = e.now.Add(time.Minute)
		did := c.edit()
		warm := run(t, input(e.site, warmOut, e.now), st)
		coldOut := filepath.Join(t.TempDir(), strconv.Itoa(i))
		cold := run(t, input(e.site, coldOut, e.now), &build.State{})
		if !warm.Published || !cold.Published {
			t.Fatalf("%d: after %s: %v", i, did, cold.Diags)
		}
		got := read(t, warmOut)
		compare(t, did, got, read(t, coldOut))
		// The manifest of what was written names every key: the site itself is what counts.
		if same := maps.Equal(pagesOf(got), pagesOf(before)); same != c.hidden {
			t.Errorf("%d: after %s: the site is as before: %v", i, did, same)
		}
		before = got
	}
}

// pagesOf leaves out trousse's own files.
func pagesOf(files map[string]string) map[string]string {
	m := maps.Clone(files)
	maps.DeleteFunc(m, func(path, _ string) bool { return filepath.Dir(path) == ".trousse" })
	return m
}
