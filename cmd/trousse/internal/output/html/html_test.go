package html_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"html/template"
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"trousse/cmd/trousse/internal/memo"
	"trousse/cmd/trousse/internal/output/html"
	"trousse/cmd/trousse/internal/site/testdata/sitetest"
	"trousse/cmd/trousse/internal/view"
)

// fakes are small templates by name.
type fakes map[string]string

func (f fakes) Key(name string) memo.Sum { return memo.SumString(f[name]) }

func (f fakes) Execute(w io.Writer, lang, name string, value any) error {
	tmpl, err := template.New(name).Parse(f[name])
	if err != nil {
		return err
	}
	return tmpl.Execute(w, value)
}

// with gives the templates but for one.
func (f fakes) with(name, text string) fakes {
	other := maps.Clone(f)
	other[name] = text
	return other
}

var small = fakes{
	"home.html":      `home {{.Title}} {{.Menu}}{{.Nav}}`,
	"section.html":   `section {{.Title}} {{.Menu}} {{.Nav}}`,
	"page.html":      `page {{.Title}} {{.Menu}} {{.Nav}} {{.Body}}`,
	"404.html":       `404 {{.URL}} {{.Menu}}`,
	"languages.html": `languages {{.NotFound}}{{range .Homes}} <a href="{{.URL}}">{{.Lang}}</a>{{end}}`,
	"redirect.html":  `<meta http-equiv="refresh" content="0; url={{.To}}">`,
	"menu.html":      `m{{range .Items}} <a href="{{.URL}}">{{.Text}}</a>{{end}}`,
	"nav.html":       `n{{range .Items}} <a href="{{.URL}}">{{.Text}}</a>{{end}}`,
}

func files() fstest.MapFS {
	return sitetest.Pages(`
		_index.en.md: title = "Home"
		_index.fr.md: title = "Accueil"
		s/_index.en.md: title = "S"
		s/_index.fr.md: title = "É"; slug = "é"
		s/a.en.md: title = "A"; aliases = ["/old/", "/older.html"] | [b](b.md)
		s/a.fr.md: title = "A fr"; slug = "à"
		s/b.en.md: title = "B"
		s/b.fr.md: title = "B fr"
		u.en.md: title = "U"
		u.fr.md: title = "U fr"
	`)
}

func everyFormat(string) bool { return true }

func write(t *testing.T, files fstest.MapFS, templates fakes, relative bool) map[string]string {
	t.Helper()
	sitetest.Languages(files, "", "en", "fr")
	m := sitetest.Make(t, files)
	return m.Write(t, html.New(view.New(m.Site, view.Look{}, everyFormat), templates, m.Body, relative))
}

func TestEveryPageHasItsFile(t *testing.T) {
	got := write(t, files(), small, false)
	want := map[string]string{
		"index.html":    `languages false <a href="/kit/en/">en</a> <a href="/kit/fr/">fr</a>`,
		"404.html":      `languages true <a href="/kit/en/">en</a> <a href="/kit/fr/">fr</a>`,
		"en/404.html":   `404 /kit/en/404.html m <a href="/kit/en/s/">S</a>`,
		"fr/404.html":   `404 /kit/fr/404.html m <a href="/kit/fr/%C3%A9/">É</a>`,
		"en/index.html": `home Home m <a href="/kit/en/s/">S</a>`,
		"fr/index.html": `home Accueil m <a href="/kit/fr/%C3%A9/">É</a>`,
		"en/s/index.html": `section S m <a href="/kit/en/s/" aria-current="page">S</a> ` +
			`n <a href="/kit/en/s/a/">A</a> <a href="/kit/en/s/b/">B</a>`,
		"fr/é/index.html": `section É m <a href="/kit/fr/%C3%A9/" aria-current="page">É</a> ` +
			`n <a href="/kit/fr/%C3%A9/%C3%A0/">A fr</a> <a href="/kit/fr/%C3%A9/b/">B fr</a>`,
		"en/s/a/index.html": `page A m <a href="/kit/en/s/" aria-current="true">S</a> ` +
			`n <a href="/kit/en/s/a/" aria-current="page">A</a> <a href="/kit/en/s/b/">B</a> <p><a href="/kit/en/s/b/">b</a></p>` + "\n",
		"fr/é/à/index.html": `page A fr m <a href="/kit/fr/%C3%A9/" aria-current="true">É</a> ` +
			`n <a href="/kit/fr/%C3%A9/%C3%A0/" aria-current="page">A fr</a> <a href="/kit/fr/%C3%A9/b/">B fr</a> `,
		"en/s/b/index.html": `page B m <a href="/kit/en/s/" aria-current="true">S</a> ` +
			`n <a href="/kit/en/s/a/">A</a> <a href="/kit/en/s/b/" aria-current="page">B</a> `,
		"fr/é/b/index.html": `page B fr m <a href="/kit/fr/%C3%A9/" aria-current="true">É</a> ` +
			`n <a href="/kit/fr/%C3%A9/%C3%A0/">A fr</a> <a href="/kit/fr/%C3%A9/b/" aria-current="page">B fr</a> `,
		"en/u/index.html": `page U m <a href="/kit/en/s/">S</a>  `,
		"fr/u/index.html": `page U fr m <a href="/kit/fr/%C3%A9/">É</a>  `,
		"old/index.html":  `<meta http-equiv="refresh" content="0; url=/kit/en/s/a/">`,
		"older.html":      `<meta http-equiv="refresh" content="0; url=/kit/en/s/a/">`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestRelativePagesNameTheFileOfAFolder(t *testing.T) {
	got := write(t, files(), small, true)
	for path, want := range map[string]string{
		"index.html":     `languages false <a href="en/index.html">en</a> <a href="fr/index.html">fr</a>`,
		"en/404.html":    `404 /kit/en/404.html m <a href="../en/s/index.html">S</a>`,
		"old/index.html": `<meta http-equiv="refresh" content="0; url=../en/s/a/index.html">`,
		"older.html":     `<meta http-equiv="refresh" content="0; url=en/s/a/index.html">`,
		"en/s/a/index.html": `page A m <a href="../../../en/s/index.html" aria-current="true">S</a> ` +
			`n <a href="../../../en/s/a/index.html" aria-current="page">A</a> <a href="../../../en/s/b/index.html">B</a> <p><a href="../../../en/s/b/index.html">b</a></p>` + "\n",
	} {
		if got[path] != want {
			t.Errorf("%s: got %s, want %s", path, got[path], want)
		}
	}
}

// keys gives the key of every file.
func keys(t *testing.T, files fstest.MapFS, templates fakes, relative bool) map[string]memo.Sum {
	t.Helper()
	sitetest.Languages(files, "", "en", "fr")
	m := sitetest.Make(t, files)
	list, err := html.New(view.New(m.Site, view.Look{}, everyFormat), templates, m.Body, relative).Files(m.Site)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]memo.Sum{}
	for _, f := range list {
		out[f.Path] = f.Key().Sum
	}
	return out
}

func TestKeysChangeWithWhatAFileIsMadeFrom(t *testing.T) {
	before := keys(t, files(), small, false)
	retitled := files()
	sitetest.Put(retitled, "content/s/b.en.md", "+++\ntitle = \"New\"\n+++\n")
	resectioned := files()
	sitetest.Put(resectioned, "content/s/_index.en.md", "+++\ntitle = \"New\"\n+++\n")
	for _, tt := range []struct {
		name string
		now  map[string]memo.Sum
		want string
	}{
		{"nothing", keys(t, files(), small, false), ""},
		{"a title in the section's navigation", keys(t, retitled, small, false),
			"en/s/a/index.html en/s/b/index.html en/s/index.html fr/é/b/index.html"},
		{"a title in the menu", keys(t, resectioned, small, false),
			"en/404.html en/index.html en/s/a/index.html en/s/b/index.html en/s/index.html en/u/index.html fr/é/index.html"},
		{"the template of pages", keys(t, files(), small.with("page.html", "new"), false),
			"en/s/a/index.html en/s/b/index.html en/u/index.html fr/é/b/index.html fr/é/à/index.html fr/u/index.html"},
		{"the template of navigations", keys(t, files(), small.with("nav.html", "new"), false),
			"en/s/a/index.html en/s/b/index.html en/s/index.html fr/é/b/index.html fr/é/index.html fr/é/à/index.html"},
		{"the template of redirects", keys(t, files(), small.with("redirect.html", "new"), false), "old/index.html older.html"},
		{"relative addresses", keys(t, files(), small, true), strings.Join(slices.Sorted(maps.Keys(before)), " ")},
	} {
		var changed []string
		for path, k := range tt.now {
			if before[path] != k {
				changed = append(changed, path)
			}
		}
		slices.Sort(changed)
		want := strings.Fields(tt.want)
		slices.Sort(want)
		if !slices.Equal(changed, want) {
			t.Errorf("%s: %s", tt.name, cmp.Diff(want, changed))
		}
	}
}

func TestFaultsOfTemplatesAndTextsComeOut(t *testing.T) {
	m := sitetest.Make(t, files())
	broken := errors.New("broken")
	unreadable := func(string) (string, error) { return "", broken }
	for name, f := range map[string]*html.Format{
		"a menu":       html.New(view.New(m.Site, view.Look{}, everyFormat), small.with("menu.html", "{{.Nothing}}"), m.Body, false),
		"a navigation": html.New(view.New(m.Site, view.Look{}, everyFormat), small.with("nav.html", "{{.Nothing}}"), m.Body, false),
		"a page":       html.New(view.New(m.Site, view.Look{}, everyFormat), small.with("page.html", "{{.Nothing}}"), m.Body, false),
		"a text":       html.New(view.New(m.Site, view.Look{}, everyFormat), small, unreadable, false),
	} {
		list, err := f.Files(m.Site)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range list {
			if file.Path != "en/s/a/index.html" {
				continue
			}
			file.Key() // never fails
			var b bytes.Buffer
			err := file.Write(context.Background(), &b)
			if err == nil || b.Len() > 0 || name == "a text" && !errors.Is(err, broken) {
				t.Errorf("%s: %v, and %q was written", name, err, b.String())
			}
		}
	}
}

// What a page's own policy names by its hash is what stands in the page, to the byte.
func TestThePolicyNamesThePagesData(t *testing.T) {
	tmpl := small.with("page.html", `<meta content="{{.Policy}}"><script type="application/ld+json">{{.LinkedData}}</script>`)
	page := write(t, files(), tmpl, false)["en/s/a/index.html"]
	data := regexp.MustCompile(`(?s)<script type="application/ld\+json">(.*?)</script>`).FindStringSubmatch(page)
	policy := regexp.MustCompile(`<meta content="([^"]*)"`).FindStringSubmatch(page)
	if data == nil || policy == nil || data[1] == "" {
		t.Fatalf("no data or no policy in\n%s", page)
	}
	sum := sha256.Sum256([]byte(data[1]))
	want := template.HTMLEscapeString("script-src 'self' 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "';")
	if !strings.Contains(policy[1], want) {
		t.Errorf("policy %s lacks %s", policy[1], want)
	}
}
