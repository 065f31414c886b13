package markdown

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trousse/cmd/trousse/internal/lexicon"
)

var avoidWords = lexicon.New([]lexicon.Word{
	{Avoid: "router", Use: "routeur"}, {Avoid: "smart TV", Use: "téléviseur intelligent"}, {Avoid: "hacké", Use: "piraté"},
	{Avoid: "termes d’utilisation", Use: "conditions d’utilisation"}, {Avoid: "a", Use: "…"},
})

func TestWordsToAvoidAreToldWhereTheyStand(t *testing.T) {
	for text, want := range map[string]string{
		"Un router.":                                  "3:4 router",
		"Le **router** et\nle *Router*s":              "3:6 router\n4:5 Routers",
		"Le rou**ter**":                               "3:4 router",
		"Une smart\nTV, une **smart** TV":             "3:5 smart TV\n4:11 smart TV",
		"# Le router {#x}":                            "3:6 router",
		"# Le [router](term:x)":                       "3:7 router",
		"# Le `x` router[@k]":                         "3:10 router",
		"Router\n: Un router, mot":                    "3:1 Router\n4:6 router",
		"- [ ] Un router":                             "3:10 router",
		"> Un router":                                 "3:6 router",
		"| Un | router |\n|---|---|\n| x | y |":       "3:8 router",
		"x[^1]\n\n[^1]: Un router.":                   "5:10 router",
		"::: tip Le router\nUn router\n:::":           "3:12 router\n4:4 router",
		"::: details {summary=\"Le router\"}\nx\n:::": "3:14 router",
		"![Un router](x.png)":                         "3:1 router",
		"![x](x.png \"Un router\")":                   "3:1 router",
		"[![Un router](x.png)](y.md)":                 "3:2 router",
		"« dit l'auteur », \"un\" router":             "3:24 router",
		"les termes d'utilisation":                    "3:5 termes d’utilisation",
		"il est hack&eacute;":                         "3:1 hacké",
		"router \\& router":                           "3:1 router\n3:11 router",
		"Le mot « router » et \"router\".":            "",
		"`router` et ``a router``":                    "",
		"```\nrouter\n```":                            "",
		"    router":                                  "",
		"<https://router.example/router>":             "",
		"[x](router.md \"x\") ![x](router.png)":       "",
		"[router](x.en.md){lang=en}":                  "",
		"[router](x.fr.md){lang=fr}":                  "3:2 router",
		"# Router {lang=en}":                          "",
		"Router {lang=en}\n: x":                       "",
		"::: lang {lang=en}\nA router\n:::":           "",
		"::: lang {lang=en}\nA\n\n::: lang {lang=fr-FR}\nUn router\n:::\n:::": "7:4 router",
		"smart `x` TV":           "",
		"smart[^1]TV\n\n[^1]: x": "",
		"<!-- router -->":        "",
		"{router}":               "3:2 router",
	} {
		d := New().Render([]byte(text), Options{Lang: "fr-CA", Path: "p", Line: 2, TOC: [2]int{2, 3}, Words: testWords["fr"], Avoid: avoidWords, Tasks: true})
		var got []string
		for _, x := range d.Diags {
			if x.Rule == "term-language" {
				got = append(got, fmt.Sprintf("%d:%d %s", x.Pos.Line, x.Pos.Col, x.Args[0].Value))
			}
		}
		if strings.Join(got, "\n") != want {
			t.Errorf("%q:\n%s\nwant\n%s", text, strings.Join(got, "\n"), want)
		}
	}
}

// Looking at words changes nothing else.
func TestWordsToAvoidLeaveTheTextAsItIs(t *testing.T) {
	files, err := filepath.Glob("testdata/*/*.md")
	if err != nil || len(files) == 0 {
		t.Fatal("no texts", err)
	}
	r, found := New(), 0
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		opt := Options{Lang: "fr-CA", Path: "x.md", TOC: [2]int{2, 3}, Tasks: true}
		want := r.Render(src, opt)
		opt.Avoid = avoidWords
		got := r.Render(src, opt)
		var others int
		for _, d := range got.Diags {
			if d.Rule != "term-language" {
				others++
			}
		}
		found += len(got.Diags) - others
		if others != len(want.Diags) {
			t.Errorf("%s: %d other findings, want %d", file, others, len(want.Diags))
		}
		got.Diags, want.Diags = nil, nil
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: (-without +with)\n%s", file, diff)
		}
	}
	if found < 10 {
		t.Error("too few words were found to know:", found)
	}
}
