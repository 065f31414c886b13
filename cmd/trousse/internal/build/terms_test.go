package build_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"trousse/cmd/trousse/internal/build"
)

// A changed definition is on every page that explains the term, and a build that remembers writes
// those, the glossary, and nothing else.
func TestAChangedDefinitionRewritesThePagesThatShowIt(t *testing.T) {
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	site := fstest.MapFS{}
	put := func(path, text string) { site[path] = &fstest.MapFile{Data: []byte(text), ModTime: at} }
	put("config.toml", config("en"))
	put("content/_index.en.md", page("Home", "", "Welcome.\n"))
	put("content/words.en.md", page("Words", "kind = \"glossary\"\n", "Router\n: Shares a line.\n"))
	put("content/shows.en.md", page("Shows", "", "A [router](term:).\n"))
	put("content/ticks.en.md", page("Ticks", "", "- [ ] A [router](term:).\n"))
	put("content/links.en.md", page("Links", "", "## A [router](term:)\n"))
	put("content/bare.en.md", page("Bare", "", "A router.\n"))
	out := filepath.Join(t.TempDir(), "out")
	st := &build.State{}
	if res := run(t, input(site, out, at.Add(time.Hour)), st); res.Errors+res.Warnings > 0 {
		t.Fatal(res.Diags)
	}
	at = at.Add(2 * time.Hour)
	put("content/words.en.md", page("Words", "kind = \"glossary\"\n", "Router\n: Shares two lines.\n"))
	res := run(t, input(site, out, at.Add(time.Hour)), st)
	var pages []string
	for _, path := range res.Written {
		if strings.HasSuffix(path, ".html") {
			pages = append(pages, path)
		}
	}
	slices.Sort(pages)
	if want := []string{"en/shows/index.html", "en/ticks/index.html", "en/words/index.html"}; !slices.Equal(pages, want) {
		t.Errorf("wrote %v, want %v", pages, want)
	}
	if slices.Contains(res.Written, "en/shows/index.json") {
		t.Error("wrote data that does not show the definition")
	}
	for path, text := range read(t, out) {
		if strings.HasSuffix(path, ".html") && strings.Contains(text, "Shares a line") {
			t.Errorf("%s shows the old definition", path)
		}
	}
}
