package build_test

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"trousse/cmd/trousse/internal/build"
	"trousse/cmd/trousse/internal/check"
	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/output"
	"trousse/cmd/trousse/internal/output/cards"
	"trousse/cmd/trousse/internal/output/data"
	"trousse/cmd/trousse/internal/output/feed"
	"trousse/cmd/trousse/internal/output/hosting"
	"trousse/cmd/trousse/internal/output/html"
	"trousse/cmd/trousse/internal/output/icons"
	"trousse/cmd/trousse/internal/output/sitemap"
	"trousse/cmd/trousse/internal/output/static"
	"trousse/locales"
	"trousse/templates"
	"trousse/themes"
)

func formats(m build.Made) []output.Format {
	return []output.Format{
		static.New(m.Assets, m.Files), html.New(m.View, m.Templates, m.Body, m.Relative),
		data.JSON{Maker: m.View, Body: m.Body}, data.Markdown{Site: m.Site, Text: m.Text},
		feed.Format{}, sitemap.Format{}, sitemap.Robots{}, hosting.Headers{}, hosting.Redirects{},
		cards.New(m.View), icons.Format{Maker: m.View},
	}
}

func input(site fs.FS, out string, now time.Time) build.Input {
	return build.Input{
		Site: site, Out: out, Templates: templates.FS, Themes: themes.FS, Locales: locales.FS,
		Rules: check.Rules(), Formats: formats, Now: now, Workers: 2,
	}
}

func run(t testing.TB, in build.Input, st *build.State) *build.Result {
	t.Helper()
	res, err := build.Run(context.Background(), in, st)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

// read gives every file below dir but for trousse's own, by path.
func read(t testing.TB, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		rel, _ := filepath.Rel(dir, path)
		files[filepath.ToSlash(rel)] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	delete(files, ".trousse/lock")
	return files
}

// sequences is how many seeds an ordinary test run tries; TROUSSE_SEQUENCES says otherwise.
const sequences = 12

// FuzzEquivalence makes random edits of a site and checks, after each, that a build that remembers
// the earlier ones gives what a build that remembers nothing gives: the same diagnostics, and
// either the same files byte for byte or, with errors, the files of before.
func FuzzEquivalence(f *testing.F) {
	n := sequences
	if v := os.Getenv("TROUSSE_SEQUENCES"); v != "" {
		var err error
		if n, err = strconv.Atoi(v); err != nil {
			f.Fatal(err)
		}
	}
	for seed := range n {
		f.Add(uint64(seed))
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		t.Parallel()
		e := &editor{rand: rand.New(rand.NewPCG(seed, 1)), site: testSite(), now: time.Date(2026, 1, 2, 3, 4, 6, 0, time.UTC)}
		warmOut := filepath.Join(t.TempDir(), "warm")
		st := &build.State{}
		if res := run(t, input(e.site, warmOut, e.now), st); res.Errors+res.Warnings > 0 {
			t.Fatalf("the untouched site has faults: %v", res.Diags)
		}
		good := read(t, warmOut)
		for step := range 3 + e.rand.IntN(5) {
			did := e.edit()
			warm := run(t, input(e.site, warmOut, e.now), st)
			coldOut := filepath.Join(t.TempDir(), strconv.Itoa(step))
			cold := run(t, input(e.site, coldOut, e.now), &build.State{})
			if !slices.EqualFunc(warm.Diags, cold.Diags, sameDiag) {
				t.Fatalf("after %s: diagnostics differ\nwarm: %v\ncold: %v", did, warm.Diags, cold.Diags)
			}
			if warm.Published != cold.Published {
				t.Fatalf("after %s: warm published: %v, cold: %v", did, warm.Published, cold.Published)
			}
			got := read(t, warmOut)
			want := good
			if cold.Published {
				want = read(t, coldOut)
			}
			compare(t, did, got, want)
			good = want
		}
	})
}

func sameDiag(a, b diag.Diagnostic) bool { return fmt.Sprint(a) == fmt.Sprint(b) }

func compare(t testing.TB, did string, got, want map[string]string) {
	t.Helper()
	for _, path := range slices.Sorted(maps.Keys(want)) {
		if g, ok := got[path]; !ok {
			t.Fatalf("after %s: %s is missing", did, path)
		} else if g != want[path] {
			t.Fatalf("after %s: %s differs\ngot:\n%s\nwant:\n%s", did, path, g, want[path])
		}
	}
	for _, path := range slices.Sorted(maps.Keys(got)) {
		if _, ok := want[path]; !ok {
			t.Fatalf("after %s: %s should be gone", did, path)
		}
	}
}

// editor changes a site at random. Its clock moves by less than the time within which a file
// system's clock cannot tell two changes apart, and by more.
type editor struct {
	rand *rand.Rand
	site fstest.MapFS
	now  time.Time
	n    int
}

func (e *editor) pages() []string {
	var ps []string
	for p := range e.site {
		if strings.HasPrefix(p, "content/") && strings.HasSuffix(p, ".md") {
			ps = append(ps, p)
		}
	}
	slices.Sort(ps)
	return ps
}

func (e *editor) pick(list []string) string { return list[e.rand.IntN(len(list))] }

func (e *editor) put(path, text string) {
	e.site[path] = &fstest.MapFile{Data: []byte(text), ModTime: e.now}
}

func (e *editor) change(path, old, new string) string {
	if e.site[path] == nil {
		return path + " is gone already"
	}
	e.put(path, strings.Replace(string(e.site[path].Data), old, new, 1))
	return fmt.Sprintf("changing %q to %q in %s", old, new, path)
}

// ownTheme gives the site a theme of its own, which extends another of the site's.
func (e *editor) ownTheme(more string) string {
	if !strings.HasPrefix(string(e.site["config.toml"].Data), "theme") {
		e.put("config.toml", "theme = \"child\"\n"+string(e.site["config.toml"].Data))
	}
	if e.site["themes/mother/theme.toml"] == nil {
		e.put("themes/mother/theme.toml", "extends = \"municipal\"\n")
	}
	e.put("themes/child/theme.toml", "extends = \"mother\"\n"+more)
	return "a theme with " + more
}

// parent writes a file of a theme, and gives the site that theme where it has another.
func (e *editor) parent(path, text string) string {
	if e.site["themes/child/theme.toml"] == nil {
		e.ownTheme("")
	}
	e.put(path, text)
	return path
}

func (e *editor) edit() string {
	e.n++
	e.now = e.now.Add(time.Duration([]int64{0, int64(time.Millisecond), int64(10 * time.Second)}[e.rand.IntN(3)]))
	mark := fmt.Sprintf("Mark%d", e.n)
	p := e.pick(e.pages())
	edits := []func() string{
		func() string { e.put(p, string(e.site[p].Data)+"\n"+mark+" in the text.\n"); return "text in " + p },
		func() string { return e.change(p, "title = \"", "title = \""+mark+" ") },
		func() string { return e.change(p, "description = \"", "description = \""+mark+" ") },
		func() string { return e.change(p, "weight = ", "weight = 1") },
		func() string { return e.change(p, "updated = 2026", "updated = 2027") },
		func() string { return e.change(p, "+++\n", "+++\ndraft = true\n") },
		func() string { return e.change(p, "draft = true\n", "") },
		func() string { return e.change(p, "+++\n", "+++\nfor_whom = \""+mark+"\"\n") },
		func() string { return e.change(p, "slug = \"", "slug = \"x") },
		func() string { return e.change(p, "+++\n", "+++\naliases = [\"/"+strings.ToLower(mark)+"/\"]\n") },
		func() string { return e.change(p, "## First step", "## "+mark+" step") },
		func() string {
			return e.change(p, "## Second step", "## Second step\n\n### Half a step\n\n## Third step")
		},
		func() string { return e.change(p, "[@first]", "[@second; @first]") },
		func() string { return e.change(p, "Text of", "::: include {file=\"/_parts/help\"}\n:::\n\nText of") },
		func() string { return e.change(p, "```go", "```python") },
		func() string { return e.change(p, "+++\n", "+++\nnonsense = 1\n") },
		func() string { return e.change(p, "nonsense = 1\n", "") },
		func() string { delete(e.site, p); return "deleting " + p },
		func() string {
			to := strings.Replace(p, "content/one/", "content/two/moved-", 1)
			f := e.site[p]
			delete(e.site, p)
			e.site[to] = f
			return "moving " + p + " to " + to
		},
		func() string {
			for _, lang := range []string{"en", "fr"} {
				name := fmt.Sprintf("content/two/new%d.%s.md", e.n, lang)
				e.put(name, page(mark+lang, slug(lang, fmt.Sprint("new", e.n)), "New.\n"))
			}
			return "a new pair of pages"
		},
		func() string { return e.change("content/_parts/help.en.md", "Call", mark+" call") },
		func() string { return e.change("content/_parts/help.fr.md", "## Where", "## "+mark+" where") },
		func() string { return e.change("content/words.en.md", ": Shares", ": "+mark+" shares") },
		func() string {
			return e.change("content/words.fr.md", "Modem\n", "Modem {#"+strings.ToLower(mark)+"}\n")
		},
		func() string { return e.change("content/sources.toml", "First report", mark+" report") },
		func() string { return e.change("config.toml", "title = \"Kit", "title = \""+mark+" Kit") },
		func() string {
			return e.change("config.toml", "base_url = \"https://example.org/kit/\"", "base_url = \"https://example.org/\"")
		},
		func() string { return e.change("config.toml", "base_url", "[formats]\njson = false\n#base_url") },
		func() string { return e.change("config.toml", "base_url", "cards.each = \"section\"\nbase_url") },
		func() string { return e.change("config.toml", "base_url", "publisher.name = \""+mark+"\"\nbase_url") },
		func() string {
			e.put("static/icon-192.png", mark)
			return "an icon of the site's own"
		},
		func() string {
			e.put("config.toml", config("fr", "en"))
			return "another first language"
		},
		func() string {
			e.put("config.toml", config("en", "fr", "es"))
			for _, q := range e.pages() {
				if rest, ok := strings.CutSuffix(q, ".fr.md"); ok {
					text := string(e.site[q].Data)
					e.put(rest+".es.md", strings.NewReplacer(".fr.md", ".es.md", "-fr", "-es").Replace(text))
				}
			}
			return "a new language"
		},
		func() string { e.put("config.toml", config("en")); return "only one language" },
		func() string {
			b, _ := fs.ReadFile(templates.FS, "page.html")
			e.put("templates/page.html", string(b)+"<!-- "+mark+" -->\n")
			return "the page template"
		},
		func() string {
			e.put("templates/nav.html", "<p>"+mark+"</p>{{range .Items}}<a href=\"{{.URL}}\">{{.Text}}</a>{{end}}")
			return "the navigation template"
		},
		func() string { e.put("templates/page.html", "{{.Nothing}}"); return "a template that fails" },
		func() string {
			delete(e.site, "templates/page.html")
			delete(e.site, "templates/nav.html")
			return "the built-in templates"
		},
		func() string {
			e.put("locales/en.toml", "note = \""+mark+"\"\nskip-link = \""+mark+"\"\n")
			return "an interface string"
		},
		func() string { return e.ownTheme("") },
		func() string {
			return e.ownTheme("[tokens]\nteal = \"#0000" + e.pick([]string{"33", "44", "55"}) + "\"\n")
		},
		func() string {
			return e.ownTheme("[header]\nowner.en = \"" + mark + "\"\nowner.fr = \"" + mark + "\"\n")
		},
		func() string { return e.ownTheme("[tokens]\nteal = \"#dddddd\"\n") },
		func() string {
			return e.parent("themes/mother/theme.toml", "extends = \"municipal\"\n[tokens]\nround = \""+strconv.Itoa(e.n)+"px\"\n")
		},
		func() string {
			return e.parent("themes/mother/css/theme.css", "p { inset: "+strconv.Itoa(e.n)+"px }\n")
		},
		func() string { return e.parent("themes/mother/css/base.css", "p { inset: "+strconv.Itoa(e.n)+"px }\n") },
		func() string {
			return e.parent("themes/mother/static/logo.svg", "<svg viewBox='0 0 9 "+strconv.Itoa(e.n)+"'/>")
		},
		func() string { return e.parent("themes/mother/templates/footer.html", "<p>"+mark+"</p>") },
		func() string { return e.parent("themes/mother/locales/en.toml", "menu = \""+mark+"\"\n") },
		func() string {
			return e.parent("themes/child/static/logo.svg", "<svg viewBox='0 0 8 "+strconv.Itoa(e.n)+"'/>")
		},
		func() string { return e.parent("themes/child/css/base.css", "p { margin: "+strconv.Itoa(e.n)+"px }\n") },
		func() string {
			delete(e.site, "themes/child/css/base.css")
			delete(e.site, "themes/mother/templates/footer.html")
			delete(e.site, "themes/mother/theme.toml")
			return "files of themes that are gone"
		},
		func() string { e.put("static/files/leaflet.txt", mark); return "a static file" },
		func() string { e.put("static/files/"+mark+".txt", mark); return "another static file" },
		func() string { e.put("content/one/bundle/square.png", mark); return "a picture" },
	}
	return edits[e.rand.IntN(len(edits))]()
}
