package build_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"trousse/cmd/trousse/internal/build"
)

const glossaryData = `kind = "glossary"
[[group]]
id = "all"
name = "All"
[[term]]
id = "router"
group = "all"
term.en = "router"
term.fr = "routeur"
definition.en = "Shares a line."
definition.fr = "Partage une ligne."
avoid.fr = ["router"]
confidence = "C"
`

// What a glossary's data say of a term is on the pages that explain it, and what they say of words is told of
// pages, whether a build remembers or not.
func TestAChangedGlossaryReachesThePagesThatItConcerns(t *testing.T) {
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	site := fstest.MapFS{}
	put := func(path, text string) { site[path] = &fstest.MapFile{Data: []byte(text), ModTime: at} }
	put("config.toml", config("en", "fr"))
	for lang, text := range map[string]string{"en": "A [router](term:).\n", "fr": "Un [modem](term:router) ou un commutateur.\n"} {
		put("content/_index."+lang+".md", page("Home "+lang, "", "…\n"))
		put("content/words."+lang+".md", page("Words "+lang, "kind = \"glossary\"\n", "…\n"))
		put("content/shows."+lang+".md", page("Shows "+lang, "", text))
		put("content/bare."+lang+".md", page("Bare "+lang, "", "…\n"))
	}
	put("content/words.toml", glossaryData)
	out := filepath.Join(t.TempDir(), "out")
	st := &build.State{}
	if res := run(t, input(site, out, at.Add(time.Hour)), st); res.Errors+res.Warnings > 0 {
		t.Fatal(res.Diags)
	}
	written := func(res *build.Result) (pages []string) {
		for _, path := range res.Written {
			if strings.HasSuffix(path, ".html") {
				pages = append(pages, path)
			}
		}
		slices.Sort(pages)
		return pages
	}
	change := func(old, text string) *build.Result {
		t.Helper()
		at = at.Add(2 * time.Hour)
		put("content/words.toml", strings.Replace(string(site["content/words.toml"].Data), old, text, 1))
		res := run(t, input(site, out, at.Add(time.Hour)), st)
		fresh := run(t, input(site, filepath.Join(t.TempDir(), "out"), at.Add(time.Hour)), &build.State{})
		if diff := cmp.Diff(fresh.Diags, res.Diags); diff != "" {
			t.Errorf("a build that remembers finds other things (-cold +warm)\n%s", diff)
		}
		return res
	}

	res := change("Shares a line.", "Shares two lines.")
	if want := []string{"en/shows/index.html", "en/words/index.html"}; !slices.Equal(written(res), want) {
		t.Errorf("wrote %v, want %v", written(res), want)
	}
	if text := read(t, out)["en/shows/index.html"]; !strings.Contains(text, "Shares two lines.") {
		t.Error("the page does not explain the term:", text)
	}

	res = change(`["router"]`, `["modem", "commutateur"]`)
	var said []string
	for _, d := range res.Diags {
		said = append(said, d.Pos.Path+" "+d.Rule+" "+d.Args[0].Value)
	}
	if want := []string{"content/shows.fr.md term-language modem", "content/shows.fr.md term-language commutateur"}; !slices.Equal(said, want) {
		t.Errorf("%v, want %v", said, want)
	}
	if got := written(res); len(got) > 0 {
		t.Errorf("words to avoid changed %v", got)
	}
	if res := change(`["modem", "commutateur"]`, `["router"]`); len(res.Diags) > 0 {
		t.Error(res.Diags)
	}
}
