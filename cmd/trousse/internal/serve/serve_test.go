package serve_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"trousse/cmd/trousse/internal/build"
	"trousse/cmd/trousse/internal/check"
	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/locale"
	"trousse/cmd/trousse/internal/output"
	"trousse/cmd/trousse/internal/output/data"
	"trousse/cmd/trousse/internal/output/html"
	"trousse/cmd/trousse/internal/output/static"
	"trousse/cmd/trousse/internal/serve"
	"trousse/locales"
	"trousse/templates"
	"trousse/themes"
)

// place is a site on disk and its preview.
type place struct {
	t      testing.TB
	dir    string
	server *serve.Server
	web    *httptest.Server
	now    time.Time
}

func formats(m build.Made) []output.Format {
	return []output.Format{static.New(m.Assets, m.Files), html.New(m.View, m.Templates, m.Body, m.Relative), data.Markdown{Site: m.Site, Text: m.Text}}
}

func open(t testing.TB, follow bool, files map[string]string) *place {
	p := &place{t: t, dir: t.TempDir(), now: time.Now()}
	for name, text := range files {
		p.put(name, text)
	}
	state := &build.State{}
	p.server = serve.New(serve.Options{
		Build: func(ctx context.Context) (*build.Result, error) {
			p.now = p.now.Add(time.Minute) // every file is old enough for its time to be trusted, or was looked at
			return build.Run(ctx, build.Input{
				Site: os.DirFS(p.dir), Templates: templates.FS, Themes: themes.FS, Locales: locales.FS, Rules: check.Rules(),
				Formats: formats, Now: time.Now(), Workers: 2, Hold: true, Drafts: true, BaseURL: "http://127.0.0.1/",
			}, state)
		},
		Messages: map[string]*locale.MessageSet{"en": messages(t, "en"), "fr": messages(t, "fr")},
		Lines: func(at diag.Position) []serve.Line {
			return []serve.Line{{Number: at.Line, Text: at.Path, Marked: true}}
		},
		Edit:   func(at diag.Position) string { return fmt.Sprintf("edit://%s:%d", at.Path, at.Line) },
		Follow: follow,
		Lang:   "en",
	})
	p.build()
	p.web = httptest.NewServer(p.server.Handler(nil))
	t.Cleanup(p.web.Close)
	return p
}

func messages(t testing.TB, lang string) *locale.MessageSet {
	t.Helper()
	set, err := locale.Messages(locales.FS, lang)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func (p *place) put(name, text string) {
	p.t.Helper()
	full := filepath.Join(p.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
		p.t.Fatal(err)
	}
}

func (p *place) build() *build.Result {
	p.t.Helper()
	res, err := p.server.Rebuild(context.Background())
	if err != nil {
		p.t.Fatal(err)
	}
	return res
}

// get gives a page's status, its text and the redirect's target.
func (p *place) get(path string, header ...string) (int, string, string) {
	p.t.Helper()
	req, err := http.NewRequest(http.MethodGet, p.web.URL+path, nil)
	if err != nil {
		p.t.Fatal(err)
	}
	for i := 0; i+1 < len(header); i += 2 {
		if header[i] == "Host" {
			req.Host = header[i+1]
		}
		req.Header.Set(header[i], header[i+1])
	}
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := client.Do(req)
	if err != nil {
		p.t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	return resp.StatusCode, string(b), resp.Header.Get("Location")
}

func page(title, text string) string { return "+++\ntitle = \"" + title + "\"\n+++\n" + text + "\n" }

func small() map[string]string {
	return map[string]string{
		"content/_index.en.md": page("Home", "Welcome."),
		"content/_index.fr.md": page("Accueil", "Bienvenue."),
		"content/a.en.md":      page("A", "First."),
		"content/a.fr.md":      page("A", "Premier."),
		"content/d.en.md":      "+++\ntitle = \"D\"\ndraft = true\n+++\nSoon.\n",
		"content/d.fr.md":      "+++\ntitle = \"D\"\ndraft = true\n+++\nBientôt.\n",
		"static/note.txt":      "one",
	}
}

func TestPagesAreServedAsTheyWillBePublished(t *testing.T) {
	p := open(t, false, small())
	for _, c := range []struct {
		path     string
		status   int
		has, not string
	}{
		{"/", 200, "Français", "zzz"},
		{"/en/a/", 200, "First.", "zzz"},
		{"/en/a/index.html", 200, "First.", "zzz"},
		{"/en/a/index.md", 200, "# A", "live.js"},
		{"/en/d/", 200, "not published", "zzz"}, // a draft is shown, and marked
		{"/note.txt", 200, "one", "live.js"},
		{"/en/nothing/", 404, "Page not found", "Page introuvable"},
		{"/fr/rien", 404, "Page introuvable", "Page not found"},
		{"/nowhere", 404, "Page not found", "zzz"},
	} {
		status, text, _ := p.get(c.path)
		if status != c.status || !strings.Contains(text, c.has) || strings.Contains(text, c.not) {
			t.Errorf("%s: %d\n%s", c.path, status, text)
		}
	}
	if status, _, to := p.get("/en/a"); status != http.StatusFound || to != "/en/a/" {
		t.Errorf("a folder without its slash: %d %s", status, to)
	}
	if _, text, _ := p.get("/en/a/"); strings.Count(text, `<script src="/_/live.js"`) != 1 {
		t.Error("the preview's script is not in the page, or twice")
	}
}

func TestASaveIsServed(t *testing.T) {
	p := open(t, false, small())
	p.get("/en/a/")
	p.put("content/a.en.md", page("A", "Second."))
	p.build()
	if _, text, _ := p.get("/en/a/"); !strings.Contains(text, "Second.") || strings.Contains(text, "First.") {
		t.Error(text)
	}
	p.put("static/note.txt", "two")
	p.build()
	if _, text, _ := p.get("/note.txt"); text != "two" {
		t.Error(text)
	}
}

func TestWithFaultsTheLastGoodPagesStay(t *testing.T) {
	p := open(t, false, small())
	for name, broken := range map[string]string{
		"content/a.en.md":     page("A", "[gone](nothing.en.md)"),
		"templates/page.html": "{{.Nothing}}",
		"config.toml":         "them = 1\n",
	} {
		p.put(name, broken)
		if res := p.build(); res.Errors == 0 {
			t.Errorf("%s has no fault", name)
		}
		if status, text, _ := p.get("/en/a/"); status != 200 || !strings.Contains(text, "First.") {
			t.Errorf("%s: %d %s", name, status, text)
		}
		if good, ok := small()[name]; ok {
			p.put(name, good)
		} else {
			os.Remove(filepath.Join(p.dir, name))
		}
		if res := p.build(); res.Errors != 0 {
			t.Errorf("%s: mended, but %v", name, res.Diags)
		}
	}
}

// A page is put together from one state of the site: while its file is newer than the build, readers
// wait for the next one.
func TestNobodySeesAMixture(t *testing.T) {
	p := open(t, false, small())
	p.put("content/d.fr.md", page("D", "Second."))
	got := make(chan string)
	go func() {
		_, text, _ := p.get("/fr/d/") // not remembered yet: it must be written, and its file is newer
		got <- text
	}()
	p.build()
	if text := <-got; !strings.Contains(text, "Second.") {
		t.Error(text)
	}
}

// events gives the messages that one page gets.
func (p *place) events(path, key string) (<-chan map[string]any, func()) {
	p.t.Helper()
	return p.stream(path, key, "message")
}

// stream gives the data of the events of one name that one page gets.
func (p *place) stream(path, key, event string) (<-chan map[string]any, func()) {
	p.t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	req, _ := http.NewRequestWithContext(ctx, http.MethodGet, p.web.URL+"/_/events?path="+path+"&key="+key, nil)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		p.t.Fatal(err)
	}
	out := make(chan map[string]any, 16)
	go func() {
		defer resp.Body.Close()
		name := ""
		for lines := bufio.NewScanner(resp.Body); lines.Scan(); {
			if now, ok := strings.CutPrefix(lines.Text(), "event: "); ok {
				name = now
			}
			if text, ok := strings.CutPrefix(lines.Text(), "data: "); ok && name == event {
				var m map[string]any
				if json.Unmarshal([]byte(text), &m) == nil {
					out <- m
				}
			}
		}
		close(out)
	}()
	return out, stop
}

func (p *place) key(path string) string {
	_, text, _ := p.get(path)
	return regexp.MustCompile(`data-key="(\w+)"`).FindStringSubmatch(text)[1]
}

func TestBrowsersAreToldWhatConcernsThem(t *testing.T) {
	p := open(t, true, small())
	a, stopA := p.events("/en/a/", p.key("/en/a/"))
	home, stopHome := p.events("/en/", p.key("/en/"))
	defer stopA()
	defer stopHome()
	if first := <-a; first["changed"] != false {
		t.Errorf("nothing changed yet: %v", first)
	}
	<-home
	p.put("content/a.en.md", page("A", "Second."))
	p.build()
	if m := <-a; m["changed"] != true || m["follow"] != "/en/a/" {
		t.Error(m)
	}
	if m := <-home; m["changed"] != false || m["follow"] != "/en/a/" {
		t.Error(m)
	}
	p.put("content/a.en.md", page("A", "[gone](nothing.en.md)"))
	p.build()
	for _, mail := range []<-chan map[string]any{a, home} {
		if faults := (<-mail)["faults"].([]any); len(faults) != 1 || faults[0].(map[string]any)["rule"] != "broken-link" {
			t.Error(faults)
		}
	}
	// A page that was out of sight is told what was saved since.
	for since, want := range map[string]any{"1": "/en/a/", "2": nil} {
		back, stopBack := p.events("/en/", p.key("/en/")+"&since="+since)
		if m := <-back; m["follow"] != want {
			t.Errorf("since %s: %v", since, m)
		}
		stopBack()
	}
	// Whoever comes now is told at once, and the fault goes when it is mended.
	late, stopLate := p.events("/fr/", p.key("/fr/"))
	defer stopLate()
	if m := <-late; len(m["faults"].([]any)) != 1 {
		t.Error(m)
	}
	p.put("content/a.en.md", page("A", "Third."))
	p.build()
	if m := <-late; m["faults"] != nil {
		t.Error(m)
	}
	old, stopOld := p.events("/en/a/", "0123")
	defer stopOld()
	if m := <-old; m["changed"] != true {
		t.Errorf("a page that changed on its way: %v", m)
	}
}

func TestOthersAreRefused(t *testing.T) {
	p := open(t, false, small())
	for _, c := range []struct {
		path   string
		header []string
		want   int
	}{
		{"/en/", []string{"Host", "elsewhere.example"}, 403},
		{"/en/", []string{"Host", "localhost:4321"}, 200},
		{"/en/", []string{"Host", "[::1]:4321"}, 200},
		{"/_/live.js", []string{"Sec-Fetch-Site", "cross-site"}, 403},
		{"/_/live.js", []string{"Origin", "https://elsewhere.example"}, 403},
		{"/_/live.js", []string{"Sec-Fetch-Site", "same-origin"}, 200},
		{"/_/nothing", nil, 404},
		{"/_/live/live.js", nil, 404},
	} {
		if status, text, _ := p.get(c.path, c.header...); status != c.want {
			t.Errorf("%s %v: %d %s", c.path, c.header, status, text)
		}
	}
}

// One saves, others read: every answer is whole and of one save.
func TestReadersNeverSeeATornPage(t *testing.T) {
	p := open(t, false, small())
	const saves = 40
	whole := regexp.MustCompile(`(?s)^<!doctype html>.*Save (\d+)\. .*End (\d+)\..*</html>\s*$`)
	text := func(i int) string {
		return page("A", fmt.Sprintf("Save %d. %s End %d.", i, strings.Repeat("word ", 500), i))
	}
	p.put("content/a.en.md", text(0))
	p.build()
	stop := make(chan struct{})
	var readers sync.WaitGroup
	faults := make(chan string, 8)
	for range 8 {
		readers.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				resp, err := http.Get(p.web.URL + "/en/a/")
				if err != nil {
					faults <- err.Error()
					return
				}
				b, err := io.ReadAll(resp.Body)
				resp.Body.Close()
				if m := whole.FindSubmatch(b); err != nil || resp.StatusCode != 200 || m == nil || !bytes.Equal(m[1], m[2]) {
					faults <- fmt.Sprintf("%d %v %.300s", resp.StatusCode, err, b)
					return
				}
			}
		})
	}
	for i := 1; i <= saves; i++ {
		p.put("content/a.en.md", text(i))
		p.build()
	}
	close(stop)
	readers.Wait()
	select {
	case fault := <-faults:
		t.Error(fault)
	default:
	}
}

// Rebuilding for hours leaves nothing behind.
func TestRebuildingLeavesNoGoroutine(t *testing.T) {
	p := open(t, false, small())
	p.get("/en/a/")
	http.DefaultClient.CloseIdleConnections()
	before := runtime.NumGoroutine()
	for i := range 50 {
		p.put("content/a.en.md", page("A", fmt.Sprint("Save ", i)))
		p.build()
	}
	if after := runtime.NumGoroutine(); after > before {
		t.Errorf("%d goroutines, and %d before", after, before)
	}
}
