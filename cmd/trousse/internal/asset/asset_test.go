package asset

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"trousse/cmd/trousse/internal/diag"
)

func theme(nv ...string) fstest.MapFS {
	m := fstest.MapFS{}
	for i := 0; i < len(nv); i += 2 {
		m[nv[i]] = &fstest.MapFile{Data: []byte(nv[i+1])}
	}
	return m
}

// one is a theme that inherits nothing.
func one(m fs.FS) []Layer { return []Layer{{"themes/x", m}} }

var opt = Options{}

func bundle(t *testing.T, m fs.FS, o Options) []Asset {
	t.Helper()
	assets, ds, err := Bundle(one(m), o)
	if err != nil || len(ds) > 0 {
		t.Fatalf("bundle: %v %v", ds, err)
	}
	return assets
}

func TestAThemeIsBundledWithFingerprints(t *testing.T) {
	assets := bundle(t, theme(
		"css/main.css", "@layer a, b;\n@import \"./base.css\" layer(a);\n/* gone */ p { color: #ff0000; background: url(../static/dot.svg#x) }",
		"css/base.css", "a { b { color: red } }",
		"js/main.js", "import {go} from './go.js'\ngo()",
		"js/go.js", "export function go() { document.title = 'é' }",
		"css/kind/checklist.css", "li { background: url(../../static/dot.svg) }",
		"js/kind/checklist.js", "import {go} from '../go.js'\ngo()",
		"static/dot.svg", "<svg/>",
		"static/fonts/a.b.woff2", "font",
		"static/.DS_Store", "x",
		"theme.toml", "name = 'x'",
	), Options{CodeCSS: ".chroma { color: blue }"})
	got := map[string]string{}
	for _, a := range assets {
		got[a.Name+" "+a.Path] = strings.TrimSpace(string(a.Data))
	}
	want := map[string]string{
		"css/code.css assets/code.29f3459765.css":                  ".chroma{color:#00f}",
		"css/kind/checklist.css assets/checklist.6ec16e3379.css":   "li{background:url(dot.d4dc566691.svg)}",
		"js/kind/checklist.js assets/checklist.52d8fe76d7.js":      `(()=>{function o(){document.title="é"}o();})();`,
		"css/main.css assets/main.0ed8a501c8.css":                  "@layer a,b;@layer a{a b{color:red}}p{color:red;background:url(dot.d4dc566691.svg#x)}",
		"js/main.js assets/main.52d8fe76d7.js":                     `(()=>{function o(){document.title="é"}o();})();`,
		"static/dot.svg assets/dot.d4dc566691.svg":                 "<svg/>",
		"static/fonts/a.b.woff2 assets/fonts/a.b.795ea3efa4.woff2": "font",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if got := Find(assets, MainJS); !strings.HasPrefix(got, "assets/main.") || Find(assets, "none") != "" {
		t.Errorf("found %q", got)
	}
}

func TestAThemesOwnCodeStyleComesFirst(t *testing.T) {
	m := theme("css/main.css", "", "css/code.css", "b{color:red}")
	for _, a := range bundle(t, m, Options{CodeCSS: "i{color:red}"}) {
		if a.Name == CodeCSS && !strings.HasPrefix(string(a.Data), "b{") {
			t.Errorf("got %s", a.Data)
		}
	}
	for _, a := range bundle(t, theme("css/main.css", ""), opt) {
		if a.Name == CodeCSS || a.Name == MainJS {
			t.Errorf("%s was made of nothing", a.Name)
		}
	}
}

func TestBundlesAreTheSameEveryTime(t *testing.T) {
	m := theme("css/main.css", "@import './a.css';@import './b.css';", "css/a.css", "a{top:0}", "css/b.css", "b{top:0}", "js/main.js", "let x=1;x")
	first := bundle(t, m, opt)
	for range 5 {
		if d := cmp.Diff(first, bundle(t, m, opt)); d != "" {
			t.Fatalf("(-first +later):\n%s", d)
		}
	}
}

func TestWhatIsWrongHasAPlace(t *testing.T) {
	at := func(file string, line, col int) diag.Position {
		return diag.Position{Path: "themes/x/" + file, Line: line, Col: col}
	}
	warning := func(d diag.Diagnostic) diag.Diagnostic { d.Severity = diag.Warning; return d }
	for name, c := range map[string]struct {
		theme fstest.MapFS
		want  []diag.Diagnostic
	}{
		"script": {theme("css/main.css", "", "js/main.js", "ok()\n/* é */ let = ="),
			[]diag.Diagnostic{diag.New("asset-error", at("js/main.js", 2, 15), "detail", `Unexpected "="`)}},
		"style": {theme("css/main.css", "a {\n colour: red\n"),
			[]diag.Diagnostic{
				warning(diag.New("asset-error", at("css/main.css", 3, 1), "detail", `Expected "}" to go with "{"`)),
			}},
		"missing import": {theme("css/main.css", `@import "./gone.css";`),
			[]diag.Diagnostic{diag.New("asset-error", at("css/main.css", 1, 9), "file", "./gone.css").With("missing")}},
		"missing picture": {theme("css/main.css", `a{background:url(../static/gone.svg)}`),
			[]diag.Diagnostic{diag.New("asset-error", at("css/main.css", 1, 14), "file", "../static/gone.svg").With("missing")}},
		"outside": {theme("css/main.css", `@import "../../../etc/passwd";`),
			[]diag.Diagnostic{diag.New("asset-error", at("css/main.css", 1, 9), "file", "../../../etc/passwd").With("missing")}},
		"absolute": {theme("css/main.css", `a{background:url(/etc/passwd)}`),
			[]diag.Diagnostic{diag.New("asset-error", at("css/main.css", 1, 14), "file", "/etc/passwd").With("missing")}},
		"package": {theme("css/main.css", "", "js/main.js", `import "left-pad"`),
			[]diag.Diagnostic{diag.New("asset-error", at("js/main.js", 1, 8), "file", "left-pad").With("missing")}},
		"third party": {theme("css/main.css", `@import "https://fonts.example/a.css";a{background:url(//cdn.example/x.png)}`),
			[]diag.Diagnostic{
				diag.New("asset-error", at("css/main.css", 1, 9), "address", "https://fonts.example/a.css").With("foreign"),
				diag.New("asset-error", at("css/main.css", 1, 52), "address", "//cdn.example/x.png").With("foreign"),
			}},
		"nothing": {theme("js/main.js", ""),
			[]diag.Diagnostic{diag.New("asset-missing", diag.Position{Path: "themes/x"}, "file", "css/main.css")}},
	} {
		t.Run(name, func(t *testing.T) {
			_, ds, err := Bundle(one(c.theme), opt)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(c.want, ds); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

func TestDataAddressesAndFragmentsStay(t *testing.T) {
	a := bundle(t, theme("css/main.css", `a{background:url(data:image/gif;base64,R0lGOD);clip-path:url(#c)}`), opt)
	if got := string(a[0].Data); !strings.Contains(got, "url(data:image/gif;base64,R0lGOD)") || !strings.Contains(got, "url(#c)") {
		t.Errorf("got %s", got)
	}
}

func TestTheSumFollowsWhatIsBundled(t *testing.T) {
	sum := func(o Options, nv ...string) string {
		s, err := Sum(one(theme(nv...)), o)
		if err != nil {
			t.Fatal(err)
		}
		return s.String()
	}
	base := sum(opt, "css/main.css", "a")
	for name, same := range map[string]string{
		"theme file": sum(opt, "css/main.css", "a", "theme.toml", "x"),
		"template":   sum(opt, "css/main.css", "a", "templates/page.html", "x"),
		"dot file":   sum(opt, "css/main.css", "a", "static/.x", "x"),
	} {
		if same != base {
			t.Errorf("%s: the sum changed", name)
		}
	}
	for name, other := range map[string]string{
		"style":   sum(opt, "css/main.css", "b"),
		"name":    sum(opt, "css/other.css", "a"),
		"script":  sum(opt, "css/main.css", "a", "js/x.js", "a"),
		"static":  sum(opt, "css/main.css", "a", "static/x", "a"),
		"options": sum(Options{CodeCSS: "x"}, "css/main.css", "a"),
	} {
		if other == base {
			t.Errorf("%s: the sum did not change", name)
		}
	}
}

// locked is a theme with one file that cannot be read.
type locked struct{ fs.FS }

func (l locked) ReadFile(name string) ([]byte, error) {
	if name == "css/main.css" {
		return nil, fs.ErrPermission
	}
	return fs.ReadFile(l.FS, name)
}

func TestAFileThatCannotBeReadIsAnError(t *testing.T) {
	m := locked{theme("css/main.css", "")}
	if _, _, err := Bundle(one(m), opt); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("bundle: %v", err)
	}
	if _, err := Sum(one(m), opt); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("sum: %v", err)
	}
}

func TestAChildsFileWinsAndItsThemeStyleStandsBehind(t *testing.T) {
	layers := []Layer{
		{"themes/child", theme("css/base.css", "p{top:2px}", "css/theme.css", "q{top:6px;background:url(../static/dot.svg)}", "static/dot.svg", "<svg id='child'/>")},
		{"themes/mother", theme("css/theme.css", "@import './more.css';q{top:5px}", "css/more.css", "q{top:4px}", "js/main.js", "mother()")},
		{"themes/first", theme("css/main.css", "@layer a;@import './base.css' layer(a);p{top:3px}", "css/base.css", "p{top:1px}",
			"static/dot.svg", "<svg id='first'/>", "static/icon.svg", "<svg/>")},
	}
	assets, ds, err := Bundle(layers, Options{})
	if err != nil || len(ds) > 0 {
		t.Fatal(ds, err)
	}
	got := map[string]string{}
	for _, a := range assets {
		got[a.Name] = strings.TrimSpace(string(a.Data))
	}
	want := map[string]string{
		"css/main.css":    "@layer a;@layer a{p{top:2px}}p{top:3px}q{top:4px}q{top:5px}q{top:6px;background:url(dot.a068132764.svg)}",
		"js/main.js":      "(()=>{mother();})();",
		"static/dot.svg":  "<svg id='child'/>",
		"static/icon.svg": "<svg/>",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestAFaultIsInTheLayerThatHasIt(t *testing.T) {
	layers := []Layer{
		{"themes/child", theme("css/theme.css", "a{background:url(gone.svg)}")},
		{"themes/first", theme("css/main.css", "@import './base.css';", "css/base.css", "\na{background:url(lost.svg)}")},
	}
	_, ds, err := Bundle(layers, Options{})
	want := []diag.Diagnostic{
		diag.New("asset-error", diag.Position{Path: "themes/child/css/theme.css", Line: 1, Col: 14}, "file", "gone.svg").With("missing"),
		diag.New("asset-error", diag.Position{Path: "themes/first/css/base.css", Line: 2, Col: 14}, "file", "lost.svg").With("missing"),
	}
	diag.Sort(ds)
	if d := cmp.Diff(want, ds); d != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, d)
	}
}

func TestAFileCanBeReplaced(t *testing.T) {
	m := theme("css/main.css", "@import './tokens.css';", "css/tokens.css", "p{top:1px}")
	a := bundle(t, m, Options{Instead: map[string]string{"css/tokens.css": "p{top:2px}", "css/other.css": "no file stands there"}})
	if got := strings.TrimSpace(string(a[0].Data)); got != "p{top:2px}" {
		t.Errorf("got %s", got)
	}
}

func TestTheSumFollowsEveryLayer(t *testing.T) {
	child, parent := theme("css/theme.css", "a"), theme("css/main.css", "b", "css/theme.css", "c", "static/x", "1")
	sum := func(layers ...Layer) string {
		s, err := Sum(layers, Options{})
		if err != nil {
			t.Fatal(err)
		}
		return s.String()
	}
	a, b := Layer{"themes/a", child}, Layer{"themes/b", parent}
	base := sum(a, b)
	for name, other := range map[string]string{
		"order":           sum(b, a),
		"parent gone":     sum(a),
		"parent's file":   sum(a, Layer{"themes/b", theme("css/main.css", "b", "css/theme.css", "c", "static/x", "2")}),
		"parent's theme":  sum(a, Layer{"themes/b", theme("css/main.css", "b", "css/theme.css", "d", "static/x", "1")}),
		"shadowed":        sum(Layer{"themes/a", theme("css/theme.css", "a", "static/x", "1")}, b),
		"another's place": sum(a, Layer{"themes/c", parent}),
	} {
		if other == base {
			t.Errorf("%s: the sum did not change", name)
		}
	}
	hidden := Layer{"themes/a", theme("css/theme.css", "a", "static/x", "0")}
	if sum(hidden, b) != sum(hidden, Layer{"themes/b", theme("css/main.css", "b", "css/theme.css", "c", "static/x", "2")}) {
		t.Error("a file that a child hides changed the sum")
	}
}
