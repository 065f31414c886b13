package render

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"trousse/cmd/trousse/internal/diag"
)

// spoken are interface words for tests: each text is followed by its arguments.
type spoken map[string]string

func (w spoken) Has(id string) bool { _, ok := w[id]; return ok }

func (w spoken) Text(id string, args ...any) string {
	if !w.Has(id) {
		return id
	}
	return strings.TrimSpace(w[id] + " " + fmt.Sprint(args...))
}

func (w spoken) Count(id string, n int, args ...any) string {
	return fmt.Sprintf("%d %s", n, w.Text(id, args...))
}

var words = map[string]spoken{
	"en": {"hello": "Hello", "pages": "pages"},
	"fr": {"hello": "Bonjour", "pages": "pages"},
}

func files(nv ...string) fstest.MapFS {
	m := fstest.MapFS{}
	for _, name := range Required() {
		m[name] = &fstest.MapFile{}
	}
	for i := 0; i < len(nv); i += 2 {
		m[nv[i]] = &fstest.MapFile{Data: []byte(nv[i+1])}
	}
	return m
}

func load(t *testing.T, nv ...string) *Set {
	t.Helper()
	s, ds := Load([]Layer{{"templates", files(nv...)}}, words)
	if len(ds) > 0 {
		t.Fatalf("unexpected diagnostics: %v", ds)
	}
	return s
}

func run(t *testing.T, s *Set, lang, name string, value any) string {
	t.Helper()
	var b bytes.Buffer
	if err := s.Execute(&b, lang, name, value); err != nil {
		t.Fatalf("execute %s: %v", name, err)
	}
	return b.String()
}

func TestTheFirstLayerWinsFileByFile(t *testing.T) {
	site := fstest.MapFS{"part.html": {Data: []byte("site")}}
	theme := fstest.MapFS{"part.html": {Data: []byte("theme")}, "foot.html": {Data: []byte("theme foot")}}
	base := files("page.html", `{{template "part.html"}}, {{template "foot.html"}}`, "part.html", "built in", "foot.html", "built in")
	s, ds := Load([]Layer{{"templates", site}, {"themes/x/templates", theme}, {"built-in", base}, {"none", nil}}, words)
	if len(ds) > 0 {
		t.Fatal(ds)
	}
	if got, want := run(t, s, "en", "page.html", nil), "site, theme foot"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAPageFillsThePlacesOfItsLayout(t *testing.T) {
	s := load(t,
		"layout.html", `<main>{{block "main" .}}nothing{{end}}</main>`,
		"page.html", `{{define "main"}}page {{.}}{{end}}{{template "layout.html" .}}`,
		"home.html", `{{define "main"}}home {{.}}{{end}}{{template "layout.html" .}}`,
		"404.html", `{{template "layout.html" .}}`)
	for name, want := range map[string]string{
		"page.html": "<main>page &lt;b&gt;</main>", "home.html": "<main>home &lt;b&gt;</main>", "404.html": "<main>nothing</main>",
	} {
		if got := run(t, s, "en", name, "<b>"); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}

func TestWordsAreThoseOfTheLanguage(t *testing.T) {
	s := load(t, "page.html", `{{t "hello" "name" .}}; {{n "pages" 3}}; {{has "hello"}} {{has "no"}}; {{tl "fr" "hello"}}`)
	if got, want := run(t, s, "en", "page.html", "Ann"), "Hello nameAnn; 3 pages; true false; Bonjour"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := run(t, s, "fr", "page.html", "Ann"), "Bonjour nameAnn; 3 pages; true false; Bonjour"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestListsAndDictsReachParts(t *testing.T) {
	s := load(t,
		"page.html", `{{$l := list}}{{range $i, $v := .}}{{$l = add $l (dict "I" (next $i) "V" $v)}}{{end}}{{template "part.html" $l}}`,
		"part.html", `{{range .}}{{.I}}{{.V}} {{end}}`)
	if got, want := run(t, s, "en", "page.html", []string{"a", "b"}), "1a 2b "; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAKeyFollowsWhatATemplateReachesAndNothingElse(t *testing.T) {
	text := map[string]string{
		"page.html": `{{if .}}{{range .}}{{template "card.html" .}}{{end}}{{end}}`,
		"card.html": `{{with .}}{{.}}{{else}}{{template "date.html"}}{{end}}`,
		"date.html": "date",
		"nav.html":  "nav",
	}
	keys := func(changed string) map[string]string {
		var nv []string
		for name, body := range text {
			if name == changed {
				body += " changed"
			}
			nv = append(nv, name, body)
		}
		s := load(t, nv...)
		m := map[string]string{}
		for name := range text {
			m[name] = s.Key(name).String()
		}
		return m
	}
	before := keys("")
	for changed, users := range map[string][]string{
		"date.html": {"card.html", "date.html", "page.html"},
		"card.html": {"card.html", "page.html"},
		"page.html": {"page.html"},
		"nav.html":  {"nav.html"},
	} {
		var differ []string
		after := keys(changed)
		for _, name := range sortedKeys(text) {
			if before[name] != after[name] {
				differ = append(differ, name)
			}
		}
		if d := cmp.Diff(users, differ); d != "" {
			t.Errorf("%s changed: keys that changed (-want +got):\n%s", changed, d)
		}
	}
	if !load(t).Key("none.html").IsZero() {
		t.Error("a template that does not exist has a key")
	}
}

func TestWhatIsWrongIsFoundWhenLoading(t *testing.T) {
	at := func(line, col int) diag.Position {
		return diag.Position{Path: "templates/page.html", Line: line, Col: col}
	}
	for name, c := range map[string]struct {
		text string
		want []diag.Diagnostic
	}{
		"syntax":           {"<p>\n{{if}}", []diag.Diagnostic{diag.New("template-error", at(2, 0), "detail", "missing value for if")}},
		"unknown function": {"{{nope}}", []diag.Diagnostic{diag.New("template-error", at(1, 0), "detail", `function "nope" not defined`)}},
		"unknown template": {"é {{with 1}}{{template \"gone\"}}{{end}}", []diag.Diagnostic{diag.New("template-error", at(1, 24), "detail", `there is no template "gone"`)}},
		"left open":        {"{{range .}}", []diag.Diagnostic{diag.New("template-error", at(1, 0), "detail", "unexpected EOF")}},
	} {
		t.Run(name, func(t *testing.T) {
			s, ds := Load([]Layer{{"templates", files("page.html", c.text)}}, words)
			if d := cmp.Diff(c.want, ds); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
			if err := s.Execute(&bytes.Buffer{}, "en", "page.html", nil); err == nil {
				t.Error("a template with a fault was executed")
			}
		})
	}
}

func TestAMissingTemplateIsNamed(t *testing.T) {
	m := files()
	delete(m, "page.html")
	_, ds := Load([]Layer{{"templates", m}}, words)
	want := []diag.Diagnostic{diag.New("template-missing", diag.Position{Path: "templates"}, "name", "page.html")}
	if d := cmp.Diff(want, ds); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if _, ds := Load[spoken](nil, nil); len(ds) != len(Required()) {
		t.Errorf("without layers there are %d diagnostics", len(ds))
	}
}

func TestAnUnreadableTemplateIsAFault(t *testing.T) {
	m := files()
	m["page.html"] = &fstest.MapFile{Mode: fs.ModeDir}
	_, ds := Load([]Layer{{"templates", m}}, words)
	if len(ds) != 1 || ds[0].Rule != "template-error" || ds[0].Pos.Path != "templates/page.html" {
		t.Errorf("got %v", ds)
	}
}

func TestFaultsOfTemplatesSayWhere(t *testing.T) {
	value := struct {
		Title string
		Next  *struct{ URL string }
	}{Title: "x"}
	for name, c := range map[string]struct {
		nv   []string
		want Fault
	}{
		"unknown field": {
			[]string{"page.html", "<p>\n  é {{.Titel}}"},
			Fault{diag.Position{Path: "templates/page.html", Line: 2, Col: 7}, `<.Titel>: can't evaluate field Titel`},
		},
		"in a part": {
			[]string{"page.html", `{{template "part.html" .}}`, "part.html", "\n\n{{.Next.URL}}"},
			Fault{diag.Position{Path: "templates/part.html", Line: 3, Col: 8}, `<.Next.URL>: nil pointer evaluating`},
		},
		"in a definition": {
			[]string{"page.html", `{{define "main"}}{{.No}}{{end}}{{template "layout.html" .}}`, "layout.html", `{{template "main" .}}`},
			Fault{diag.Position{Path: "templates/page.html", Line: 1, Col: 20}, `<.No>: can't evaluate field No`},
		},
		"unknown words": {
			[]string{"page.html", `{{t "helo"}}`},
			Fault{diag.Position{Path: "templates/page.html", Line: 1, Col: 3}, `<t "helo">: error calling t: there are no interface words with the id "helo"`},
		},
		"unknown counted words": {
			[]string{"page.html", `{{n "page" 1}}`},
			Fault{diag.Position{Path: "templates/page.html", Line: 1, Col: 3}, `<n "page" 1>: error calling n: there are no interface words with the id "page"`},
		},
		"unknown language": {
			[]string{"page.html", `{{tl "xx" "hello"}}`},
			Fault{diag.Position{Path: "templates/page.html", Line: 1, Col: 3}, `there is no language with the key "xx"`},
		},
		"odd dict": {
			[]string{"page.html", `{{dict 1}}`},
			Fault{diag.Position{Path: "templates/page.html", Line: 1, Col: 3}, `<dict 1>: error calling dict: dict wants names and values in turn`},
		},
		"unescapable": {
			[]string{"page.html", `{{template "part.html" .}}`, "part.html", "<p>\n<a href='{{if .Title}}x'{{end}}>"},
			Fault{diag.Position{Path: "templates/part.html", Line: 2, Col: 15}, `{{if}} branches end in different contexts`},
		},
		"unescapable definition": {
			[]string{"page.html", "{{template \"layout.html\" .}}\n{{define \"main\"}}<a href={{.Title}}\"{{end}}", "layout.html", `{{block "main" .}}{{end}}`},
			Fault{diag.Position{Path: "templates/page.html"}, ``},
		},
		"endless": {
			[]string{"page.html", `{{template "part.html" .}}`, "part.html", `{{template "part.html" .}}`},
			Fault{diag.Position{Path: "templates/part.html", Line: 1, Col: 12}, `exceeded maximum template depth`},
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := load(t, c.nv...)
			var b bytes.Buffer
			err := s.Execute(&b, "en", "page.html", value)
			var got *Fault
			if !errors.As(err, &got) {
				t.Fatalf("got %v, want a fault", err)
			}
			if got.Pos.Path != c.want.Pos.Path || c.want.Pos.Line > 0 && got.Pos != c.want.Pos || !strings.Contains(got.Detail, c.want.Detail) {
				t.Errorf("got  %v %+v\nwant %v %+v", got, got.Pos, &c.want, c.want.Pos)
			}
			if b.Len() > 0 {
				t.Errorf("half a page was written: %q", b.String())
			}
			if again := s.Execute(&b, "en", "page.html", value); again == nil || again.Error() != err.Error() {
				t.Errorf("the second time: %v", again)
			}
		})
	}
}

type fullDisk struct{}

var errFull = errors.New("disk full")

func (fullDisk) Write([]byte) (int, error) { return 0, errFull }

func TestAWritersErrorIsNoFault(t *testing.T) {
	err := load(t, "page.html", "x").Execute(fullDisk{}, "en", "page.html", nil)
	var f *Fault
	if !errors.Is(err, errFull) || errors.As(err, &f) {
		t.Errorf("got %v", err)
	}
}

func TestUnknownNamesAreFaults(t *testing.T) {
	s := load(t)
	for _, c := range [][2]string{{"en", "none.html"}, {"de", "page.html"}} {
		var f *Fault
		if err := s.Execute(&bytes.Buffer{}, c[0], c[1], nil); !errors.As(err, &f) {
			t.Errorf("%v: got %v", c, err)
		}
	}
}

func TestManyMayExecuteAtOnce(t *testing.T) {
	s := load(t, "page.html", `{{t "hello"}} <a href="{{.}}">{{.}}</a>`)
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			lang, want := "en", `Hello <a href="/a%20b">/a b</a>`
			if i%2 == 1 {
				lang, want = "fr", `Bonjour <a href="/a%20b">/a b</a>`
			}
			for range 50 {
				var b bytes.Buffer
				if err := s.Execute(&b, lang, "page.html", "/a b"); err != nil || b.String() != want {
					t.Errorf("got %q, %v; want %q", b.String(), err, want)
				}
			}
		})
	}
	wg.Wait()
}

func FuzzLoad(f *testing.F) {
	f.Add(`{{define "main"}}{{.}}{{end}}{{template "main" .}}`)
	f.Add(`<a href="{{if .}}{{end}}`)
	f.Add(`{{block "a" .}}{{template "b"}}{{end}}{{define "b"}}{{template "a"}}{{end}}`)
	f.Add("{{t \"hello\"}}{{n `pages` 2}}<script>{{.}}</script>")
	f.Fuzz(func(t *testing.T, text string) {
		if strings.Contains(text, "range") {
			t.SkipNow() // {{range 1000000000}} does what it says
		}
		s, _ := Load([]Layer{{"templates", files("page.html", text)}}, words)
		err := s.Execute(&bytes.Buffer{}, "en", "page.html", "x")
		var fault *Fault
		if err != nil && !errors.As(err, &fault) {
			t.Errorf("%T: %v", err, err)
		}
	})
}
