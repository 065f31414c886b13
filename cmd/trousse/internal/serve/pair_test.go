package serve_test

import (
	"context"
	"encoding/json"
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"trousse/cmd/trousse/internal/build"
	"trousse/cmd/trousse/internal/check"
	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/locale"
	"trousse/cmd/trousse/internal/serve"
	"trousse/locales"
	"trousse/templates"
	"trousse/themes"
)

// speaking is a preview of a small site in the words of the program, where a page may lack a partner.
func speaking(t *testing.T, lang string, files map[string]string) *place {
	t.Helper()
	p := &place{t: t, dir: t.TempDir(), now: time.Now()}
	for name, text := range small() {
		p.put(name, text)
	}
	p.put("config.toml", "[rules]\nmissing-partner = \"warning\"\n")
	for name, text := range files {
		p.put(name, text)
	}
	p.server = serve.New(serve.Options{
		Build: func(ctx context.Context) (*build.Result, error) {
			return build.Run(ctx, build.Input{
				Site: os.DirFS(p.dir), Templates: templates.FS, Themes: themes.FS, Locales: locales.FS, Rules: check.Rules(),
				Formats: formats, Now: time.Now(), Workers: 1, Hold: true, Drafts: true, BaseURL: "http://127.0.0.1/",
			}, &build.State{})
		},
		Messages: map[string]*locale.MessageSet{"en": messages(t, "en"), "fr": messages(t, "fr")},
		Lines:    func(diag.Position) []serve.Line { return nil },
		Edit:     func(diag.Position) string { return "" },
		Follow:   true,
		Lang:     lang,
	})
	if res := p.build(); res.Errors > 0 {
		t.Fatal(res.Diags)
	}
	p.web = httptest.NewServer(p.server.Handler(nil))
	t.Cleanup(p.web.Close)
	return p
}

var spaces = regexp.MustCompile(`\s+`)

func TestTwoLanguagesStandSideBySide(t *testing.T) {
	p := speaking(t, "en", nil)
	for _, c := range []struct {
		path, left, right, swap string
	}{
		{"/_/pair/en/a/", "/en/a/", "/fr/a/", "/_/pair/fr/a/"},
		{"/_/pair/fr/a/", "/fr/a/", "/en/a/", "/_/pair/en/a/"},
		{"/_/pair/fr/", "/fr/", "/en/", "/_/pair/en/"},
		{"/_/pair/en/a/index.html", "/en/a/", "/fr/a/", "/_/pair/fr/a/"},
		{"/_/pair/en/d/?with=fr", "/en/d/", "/fr/d/", "/_/pair/fr/d/"}, // a draft too
		{"/_/pair/en/a/?with=zz", "/en/a/", "/fr/a/", "/_/pair/fr/a/"},
	} {
		status, text, _ := p.get(c.path)
		left, right := strings.Index(text, `<iframe src="`+c.left+`"`), strings.Index(text, `<iframe src="`+c.right+`"`)
		if status != 200 || left < 0 || right < left || strings.Count(text, "<iframe") != 2 {
			t.Errorf("%s: %d, frames at %d and %d\n%s", c.path, status, left, right, text)
		}
		for _, want := range []string{`href="` + c.swap + `"`, `href="/_/"`, `href="` + c.left + `"`, `href="` + c.right + `"`, `lang="fr-CA"></iframe>`, `lang="en-CA"></iframe>`} {
			if !strings.Contains(text, want) {
				t.Errorf("%s lacks %s", c.path, want)
			}
		}
	}
	if status, _, to := p.get("/_/pair/en/a?with=fr"); status != http.StatusFound || to != "/_/pair/en/a/?with=fr" {
		t.Errorf("without its slash: %d %s", status, to)
	}
}

func TestAPairSpeaksTheUsersLanguage(t *testing.T) {
	for lang, wants := range map[string][]string{
		"en": {`<html lang="en">`, "Swap the sides", "Previous difference"},
		"fr": {`<html lang="fr">`, "Inverser les côtés", "Différence précédente"},
	} {
		p := speaking(t, lang, nil)
		_, text, _ := p.get("/_/pair/en/a/")
		for _, want := range wants {
			if !strings.Contains(text, want) {
				t.Errorf("%s: no %q in\n%s", lang, want, text)
			}
		}
		var words map[string]string
		data := regexp.MustCompile(`data-words="([^"]*)"`).FindStringSubmatch(text)
		if err := json.Unmarshal([]byte(html.UnescapeString(data[1])), &words); err != nil {
			t.Fatal(err)
		}
		said := map[string]string{"en": "{what}: only in French", "fr": "{what}\u00a0: seulement en français"}[lang]
		if words["right"] != said || words["kind.alert-warning"] == "" {
			t.Errorf("%s: %q", lang, words)
		}
		// Each kind of difference that live/pair.js may find has its words, with both numbers or names.
		for _, id := range []string{"kind", "level", "items", "rows", "columns", "terms"} {
			if !strings.Contains(words[id], "{left}") || !strings.Contains(words[id], "{right}") {
				t.Errorf("%s: %s: %q", lang, id, words[id])
			}
		}
	}
}

func TestAPageWithoutPartnerSaysWhereToWriteIt(t *testing.T) {
	p := speaking(t, "en", map[string]string{
		"content/x.en.md":        page(`A \"<b>\" & more`, "Alone."),
		"content/s/_index.fr.md": page("S", "Seule."),
	})
	for path, want := range map[string]string{
		"/_/pair/en/x/": "This page does not exist in French yet.|content/x.fr.md|content/x.en.md",
		"/_/pair/fr/s/": "This page does not exist in English yet.|content/s/_index.en.md",
	} {
		_, text, _ := p.get(path)
		text = spaces.ReplaceAllString(text, " ")
		for _, want := range strings.Split(want, "|") {
			if !strings.Contains(text, want) {
				t.Errorf("%s: no %q in %s", path, want, text)
			}
		}
		if strings.Contains(text, "Swap the sides") || strings.Contains(text, `id="count"`) {
			t.Errorf("%s compares what is missing", path)
		}
	}
	_, text, _ := p.get("/_/pair/en/x/")
	if !strings.Contains(text, "A “&lt;b&gt;” &amp; more") || strings.Contains(text, "<b>") {
		t.Errorf("a title is not escaped:\n%s", text)
	}
}

func TestWhatIsNoPageHasNoPair(t *testing.T) {
	p := speaking(t, "fr", nil)
	for _, path := range []string{"/_/pair/", "/_/pair/en/nothing/", "/_/pair/note.txt", "/_/pair/en/%3Cscript%3E/", "/_/pair/_/pair/en/a/"} {
		status, text, _ := p.get(path)
		if status != 404 || !strings.Contains(text, `href="/_/"`) || !strings.Contains(text, "Cette page n’existe pas") || strings.Contains(text, "<script>") {
			t.Errorf("%s: %d\n%s", path, status, text)
		}
	}
}

func TestOneOfThreeLanguagesIsChosen(t *testing.T) {
	p := speaking(t, "en", map[string]string{
		"config.toml": "[rules]\nmissing-partner = \"warning\"\nmissing-string = \"off\"\n[languages.en]\ntag = \"en-CA\"\nname = \"English\"\n" +
			"[languages.fr]\ntag = \"fr-CA\"\nname = \"Français\"\n[languages.es]\ntag = \"es-MX\"\nname = \"Español\"\n",
		"content/_index.es.md": page("Inicio", "Bienvenida."),
		"content/a.es.md":      page("A", "Primero."),
	})
	_, text, _ := p.get("/_/pair/en/a/?with=es")
	for _, want := range []string{
		`<iframe src="/es/a/"`, `href="/_/pair/es/a/"`, `href="/_/pair/en/a/"><span lang="fr-CA">Français`,
		`href="/_/pair/en/a/?with=es" aria-current="page"><span lang="es-MX">Español`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s in\n%s", want, text)
		}
	}
	if _, text, _ := p.get("/_/pair/fr/a/?with=es"); !strings.Contains(text, `href="/_/pair/es/a/?with=fr"`) {
		t.Errorf("the swap forgets a language that is not the usual one:\n%s", text)
	}
	if _, text, _ := p.get("/_/pair/en/d/?with=es"); !strings.Contains(text, "content/d.es.md") || !strings.Contains(text, "Español</span> (missing)") {
		t.Errorf("a choice that is missing:\n%s", text)
	}
}

func TestThePreviewsOwnPagesAreGuarded(t *testing.T) {
	p := speaking(t, "en", nil)
	for _, path := range []string{"/_/pair/en/a/", "/_/pair/en/nothing/", "/_/pair.js", "/_/align.js", "/_/blocks.js", "/_/scroll.js", "/_/pair.css", "/_/marks.css", "/_/pair.svg"} {
		for _, header := range [][]string{{"Sec-Fetch-Site", "cross-site"}, {"Origin", "https://elsewhere.example"}, {"Host", "elsewhere.example"}} {
			if status, _, _ := p.get(path, header...); status != 403 {
				t.Errorf("%s for %v: %d", path, header, status)
			}
		}
		resp, err := http.Get(p.web.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if err != nil || len(body) == 0 {
			t.Errorf("%s: %v", path, err)
		}
		policy := resp.Header.Get("Content-Security-Policy")
		for _, want := range []string{"default-src 'none'", "script-src 'self'", "frame-src 'self'", "frame-ancestors 'self'", "base-uri 'none'"} {
			if !strings.Contains(policy, want) {
				t.Errorf("%s: no %s in %q", path, want, policy)
			}
		}
		if strings.Contains(policy, "unsafe") || resp.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %v", path, resp.Header)
		}
		if strings.HasPrefix(path, "/_/pair/") && regexp.MustCompile(`<script[^>]*>[^<]|<style|\sstyle=|\son\w+=`).Match(body) {
			t.Errorf("%s has a script or a style in it:\n%s", path, body)
		}
	}
	if status, _, _ := p.get("/_/pair.html"); status != 404 {
		t.Error("the template itself is served")
	}
}

// With --follow a browser goes to the page saved last; one that shows a pair stays if that is one of the
// two, and else goes to the pair of it.
func TestAPairFollows(t *testing.T) {
	p := speaking(t, "en", nil)
	mail, stop := p.events("/_/pair/en/a/", "")
	defer stop()
	<-mail
	for _, c := range []struct{ file, want string }{
		{"content/a.fr.md", ""}, {"content/d.fr.md", "/_/pair/fr/d/"}, {"content/a.en.md", ""},
	} {
		p.put(c.file, page("New", "New: "+c.file))
		if res := p.build(); res.Errors > 0 {
			t.Fatal(res.Diags)
		}
		if m := <-mail; m["changed"] != false || (m["follow"] != nil || c.want != "") && m["follow"] != c.want {
			t.Errorf("%s: %v", c.file, m)
		}
	}
}
