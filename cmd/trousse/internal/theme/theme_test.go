package theme

import (
	"fmt"
	"image"
	"image/png"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"trousse/cmd/trousse/internal/diag"
)

const tokensCSS = `/* :root { --no: #000; } */
:root { --paper: #fff; --ink: #111; --soft: #444; --teal: #045; --teal-tint: #eff; --on-accent: #fff; --accent: var(--teal); --text: "A;B", serif; --seam: 2px dashed }
@media (prefers-color-scheme: dark) {
  :root:not([data-theme="light"]) { --paper: #111; --ink: #eee; --soft: #bbb; --teal: #8dd; --teal-tint: #122; --on-accent: #000; }
}
:root[data-theme="dark"] { --paper: #111; --ink: #eee; --soft: #bbb; --teal: #8dd; --teal-tint: #122; --on-accent: #000; }
@media print { :root { --paper: #fefefe; } }
[data-section="youth"] { --accent: var(--ink); }
`

// files makes a file system of names and texts in turn.
func files(nv ...string) fstest.MapFS {
	m := fstest.MapFS{}
	for i := 0; i < len(nv); i += 2 {
		m[nv[i]] = &fstest.MapFile{Data: []byte(nv[i+1])}
	}
	return m
}

func base() fstest.MapFS {
	return files("trousse/css/main.css", "@import './tokens.css';", "trousse/css/tokens.css", tokensCSS, "trousse/static/dot.svg", `<svg viewBox="0 0 8 6"/>`)
}

var site = diag.Position{Path: "config.toml", Line: 1, Col: 9}

func load(t *testing.T, name string, own fs.FS) (*Theme, string) {
	t.Helper()
	th, ds, err := Load(name, site, Options{Site: own, BuiltIn: base(), Languages: []string{"en", "fr"}})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, d := range ds {
		fmt.Fprintf(&b, "%s:%d:%d %s", d.Pos.Path, d.Pos.Line, d.Pos.Col, d.ID())
		for _, a := range d.Args {
			fmt.Fprintf(&b, " %s=%s", a.Name, a.Value)
		}
		b.WriteByte('\n')
	}
	return th, b.String()
}

func dirs(th *Theme) string {
	var ds []string
	for _, l := range th.Layers {
		ds = append(ds, l.Dir)
	}
	return strings.Join(ds, " ")
}

func same(t *testing.T, what, got, want string) {
	t.Helper()
	if d := cmp.Diff(strings.TrimSpace(want), strings.TrimSpace(got)); d != "" {
		t.Errorf("%s (-want +got):\n%s", what, d)
	}
}

func TestAChainIsFollowedToItsEnd(t *testing.T) {
	own := files("quarter/theme.toml", `extends = "city"`, "city/theme.toml", `extends = "trousse"`, "plain/css/main.css", "")
	for name, want := range map[string]string{
		"quarter": "themes/quarter themes/city themes/trousse", "city": "themes/city themes/trousse",
		"trousse": "themes/trousse", "plain": "themes/plain",
	} {
		th, ds := load(t, name, own)
		same(t, name, dirs(th)+ds, want)
	}
}

func TestAThemeOfTheSiteMayExtendTheBuiltInOneOfItsName(t *testing.T) {
	th, ds := load(t, "trousse", files("trousse/theme.toml", `extends = "trousse"`, "trousse/css/theme.css", "p{}"))
	same(t, "layers", dirs(th)+ds, "themes/trousse themes/trousse")
	if _, err := fs.Stat(th.Layers[0].Files, "css/theme.css"); err != nil {
		t.Error("the site's own is not the first")
	}
}

func TestNamesThatLeadNowhereOrBackAreTold(t *testing.T) {
	for name, c := range map[string]struct {
		own  fs.FS
		want string
	}{
		"no such theme": {files(), "config.toml:1:9 unknown-theme theme=a\n themes/trousse"},
		"nearly a theme": {files("ab/x", "", "a/theme.toml", "\nextends = \"trouse\""),
			"themes/a/theme.toml:2:11 unknown-theme.near theme=trouse near=trousse\n themes/a themes/trousse"},
		"no such parent": {files("a/theme.toml", `extends = "elsewhere"`),
			"themes/a/theme.toml:1:11 unknown-theme.parent theme=elsewhere\n themes/a themes/trousse"},
		"itself": {files("a/theme.toml", `extends = "a"`),
			"themes/a/theme.toml:1:11 theme-circle theme=a circle=a → a\n themes/a themes/trousse"},
		"a circle": {files("a/theme.toml", `extends = "b"`, "b/theme.toml", `extends = "c"`, "c/theme.toml", `extends = "b"`),
			"themes/c/theme.toml:1:11 theme-circle theme=b circle=b → c → b\n themes/a themes/b themes/c themes/trousse"},
		"no folder name": {files("a/theme.toml", `extends = "../b"`),
			"themes/a/theme.toml:1:11 bad-value.folder key=extends value=../b\n themes/a"},
	} {
		th, ds := load(t, "a", c.own)
		same(t, name, ds+" "+dirs(th), c.want)
	}
}

func TestATokenIsChangedWhereItStands(t *testing.T) {
	th, ds := load(t, "city", files("city/theme.toml", `
extends = "trousse"
[tokens]
teal = "#003355"
text = 'Frutiger, "A b"'
[tokens.dark]
teal = "#9dd"
seam = "1px solid"
`))
	same(t, "faults", ds, "")
	want := strings.NewReplacer(
		"--teal: #045", "--teal: #003355", `--text: "A;B", serif`, `--text: Frutiger, "A b"`,
		"--teal: #8dd", "--teal: #9dd",
		`:root:not([data-theme="light"]) {`, `:root:not([data-theme="light"]) { --seam: 1px solid;`,
		`:root[data-theme="dark"] {`, `:root[data-theme="dark"] { --seam: 1px solid;`,
	).Replace(tokensCSS)
	same(t, "tokens", th.Tokens, want)
}

func TestTokensOfAChainAreLaidOnEachOther(t *testing.T) {
	own := files(
		"city/theme.toml", "extends = \"trousse\"\n[tokens]\nteal = \"#003\"\nink = \"#000\"",
		"quarter/theme.toml", "extends = \"city\"\n[tokens]\nteal = \"#300\"",
		"anew/theme.toml", "extends = \"city\"\n[tokens]\nown = \"1px\"", "anew/css/tokens.css", ":root { --own: 2px; }",
		"still/theme.toml", "extends = \"city\"", "still/css/tokens.css", ":root { --own: 2px; }",
	)
	th, ds := load(t, "quarter", own)
	v := scan(th.Tokens).values(false)
	same(t, "values", v["teal"]+v["ink"]+v["paper"]+ds, "#300#000#fff")
	th, ds = load(t, "anew", own)
	same(t, "a file of its own", th.Tokens+ds, ":root { --own: 1px; }")
	th, ds = load(t, "still", own)
	same(t, "only a file of its own", th.Tokens+ds, "")
}

func TestFaultsOfATokenAreTold(t *testing.T) {
	for text, want := range map[string]string{
		`tael = "#003"`:            "unknown-token.near token=tael near=teal",
		`--teal = "#003"`:          "unknown-token.near token=--teal near=teal",
		`zzz = "#003"`:             "unknown-token token=zzz file=themes/trousse/css/tokens.css",
		`teal = "blue"`:            "bad-value.colour key=teal value=blue",
		`teal = "var(--accent)"`:   "bad-value.colour key=teal value=var(--accent)",
		`teal = 3`:                 "wrong-type.string key=tokens.teal example=teal = \"…\"",
		`seam = ""`:                "bad-value.empty key=tokens.seam",
		`seam = "1px; top: 0"`:     "bad-value.token key=tokens.seam value=;",
		`seam = "1px } p {"`:       "bad-value.token key=tokens.seam value={",
		`seam = "url(x.png)"`:      "bad-value.token key=tokens.seam value=url(",
		`seam = "URL(x.png)"`:      "bad-value.token key=tokens.seam value=URL(",
		`seam = "image-set('x')"`:  "bad-value.token key=tokens.seam value=image-set(",
		`seam = '\75 rl(x)'`:       `bad-value.token key=tokens.seam value=\`,
		`seam = "1px /* x"`:        "bad-value.token key=tokens.seam value=/*",
		`seam = "calc(1px"`:        "bad-value.token key=tokens.seam value=(",
		`seam = "1px)"`:            "bad-value.token key=tokens.seam value=)",
		`text = '"Frutiger'`:       `bad-value.token key=tokens.text value="`,
		`seam = "1px !important"`:  "bad-value.token key=tokens.seam value=!",
		`seam = "calc(1px + 1em)"`: "",
		`text = '"A (b)", serif'`:  "",
		`accent = "var(--ink)"`:    "",
	} {
		_, ds := load(t, "city", files("city/theme.toml", "extends = \"trousse\"\n[tokens]\n"+text+"\n"))
		_, told, _ := strings.Cut(ds, " ")
		same(t, text, told, want)
		if ds != "" && !strings.HasPrefix(ds, "themes/city/theme.toml:3:") {
			t.Errorf("%s: told at %s", text, ds)
		}
	}
	_, ds := load(t, "alone", files("alone/theme.toml", "[tokens]\nteal = \"#003\""))
	same(t, "no tokens.css", ds, "themes/alone/theme.toml:2:1 unknown-token.none token=teal file=css/tokens.css")
	_, ds = load(t, "light", files("light/theme.toml", "[tokens.dark]\na = \"#003\"", "light/css/tokens.css", ":root{--a:#fff}"))
	same(t, "nothing dark", ds, "themes/light/theme.toml:2:1 unknown-token.light-only token=a file=css/tokens.css")
}

func TestColoursThatFallShortAreToldWithABetterOne(t *testing.T) {
	for text, want := range map[string]string{
		// Black on it would do as well as white, so every pair of the hue counts.
		"[tokens]\nteal = \"#0a7f8c\"": "3:8 contrast-low text=teal ground=teal-tint scheme=light ratio=4.60 wanted=7 least=4.5 token=teal others=2",
		"[tokens]\nink = \"#aaa\"":     "3:7 contrast-too-low text=ink ground=teal-tint scheme=light ratio=2.25 wanted=7 least=4.5 token=ink others=1",
		// A ground is blamed where the text is the parent's.
		"[tokens.dark]\nteal-tint = \"#555\"": "3:13 contrast-too-low text=soft ground=teal-tint scheme=dark ratio=3.88 wanted=7 least=4.5 token=teal-tint others=2",
		// What dark does not name is as in light.
		"[tokens]\naccent = \"#345\"": "3:10 contrast-too-low.dark text=accent ground=paper scheme=dark ratio=1.88 wanted=7 least=4.5 token=accent others=1",
	} {
		_, ds := load(t, "city", files("city/theme.toml", "extends = \"trousse\"\n"+text+"\n"))
		got, near, ok := strings.Cut(strings.TrimSpace(ds), " near=")
		same(t, text, got, "themes/city/theme.toml:"+want)
		if !ok {
			t.Errorf("%s: no better colour", text)
			continue
		}
		better := text[:strings.Index(text, "\"#")] + `"` + near + `"`
		if strings.Contains(want, ".dark ") {
			better = text + "\n[tokens.dark]\n" + strings.TrimPrefix(better, "[tokens]\n")
		}
		if _, ds := load(t, "city", files("city/theme.toml", "extends = \"trousse\"\n"+better)); ds != "" {
			t.Errorf("%s: %s was said to be good: %s", text, near, ds)
		}
	}
}

func TestARatioIsNeverRoundedUp(t *testing.T) {
	for ratio, want := range map[float64]string{6.9999: "6.99", 7: "7.00", 4.496: "4.49"} {
		if got := floor(ratio); got != want {
			t.Errorf("%v: got %s, want %s", ratio, got, want)
		}
	}
}

func TestTheHeaderIsTakenWholeFromTheNearestTheme(t *testing.T) {
	own := files(
		"city/theme.toml", "extends = \"trousse\"\n[header]\nowner.en = \"City of A\"\nowner.fr = \"Ville d’A\"\nowner_url.en = \"https://a.example/en/\"\nowner_url.fr = \"https://a.example/fr/\"\nlogo = \"dot.svg\"",
		"quarter/theme.toml", "extends = \"city\"",
		"other/theme.toml", "extends = \"city\"\n[header]\nowner.en = \"City of B\"\nowner.fr = \"Ville de B\"",
	)
	want := Header{
		Owner: Text{"en": "City of A", "fr": "Ville d’A"}, URL: Text{"en": "https://a.example/en/", "fr": "https://a.example/fr/"},
		Logo: Logo{Name: "static/dot.svg", Width: 8, Height: 6},
	}
	for _, name := range []string{"city", "quarter"} {
		th, ds := load(t, name, own)
		if d := cmp.Diff(want, th.Header); d != "" || ds != "" {
			t.Errorf("%s: %s(-want +got):\n%s", name, ds, d)
		}
	}
	th, ds := load(t, "other", own)
	if d := cmp.Diff(Header{Owner: Text{"en": "City of B", "fr": "Ville de B"}}, th.Header); d != "" || ds != "" {
		t.Errorf("%s(-want +got):\n%s", ds, d)
	}
}

func TestFaultsOfATomlAreTold(t *testing.T) {
	for text, want := range map[string]string{
		`extend = "trousse"`:                                          "1:1 unknown-key.near key=extend near=extends",
		`name = 1`:                                                    `1:8 wrong-type.string key=name example=name = "…"`,
		"[header]\nowner = \"City\"":                                  `2:9 wrong-type.per-language key=header.owner example=owner.en = "…"`,
		"[header]\nowner.en = \"City\"":                               "2:1 missing-string.theme id=owner language=fr",
		"[header]\nowner.EN = \"City\"":                               "2:7 bad-language-key key=EN",
		"[header]\nowner_url.en = \"a.example\"":                      "2:16 bad-value.url key=header.owner_url.en value=a.example",
		"[header]\nlogo = \"dott.svg\"\nowner.en='A'\nowner.fr='B'":   "2:8 bad-value.logo-near key=header.logo value=dott.svg near=dot.svg",
		"[header]\nlogo = \"../x.svg\"\nowner.en='A'\nowner.fr='B'":   "2:8 bad-value.logo key=header.logo value=../x.svg",
		"[header]\nlogo = \"zebra.png\"\nowner.en='A'\nowner.fr='B'":  "2:8 bad-value.logo key=header.logo value=zebra.png",
		"[header]\nlogo = \"notes.txt\"\nowner.en='A'\nowner.fr='B'":  "2:8 bad-value.picture key=header.logo value=notes.txt",
		"[header]\nlogo = \"broken.png\"\nowner.en='A'\nowner.fr='B'": "2:8 bad-value.picture key=header.logo value=broken.png",
		"[header]\nlogo = \"dot.svg\"":                                "2:8 missing-key key=header.logo_alt",
		"tokens = 1":                                                  "1:10 wrong-type.table key=tokens example=[tokens]",
		"= 1":                                                         "1:1 toml-syntax detail=unexpected '=': key name appears blank",
	} {
		own := files("city/theme.toml", text, "city/static/dot.svg", `<svg width="1" height="2">`, "city/static/notes.txt", "x", "city/static/broken.png", "x")
		_, ds := load(t, "city", own)
		same(t, text, strings.TrimPrefix(ds, "themes/city/theme.toml:"), want)
	}
	own := files("city/theme.toml", "[header]\nlogo = \"big.svg\"\nlogo_alt.en = \"A\"\nlogo_alt.fr = \"B\"", "city/static/big.svg", `<svg width="1" height="2">`+strings.Repeat(" ", 30_000))
	_, ds := load(t, "city", own)
	same(t, "a heavy logo", ds, "themes/city/theme.toml:2:8 image-too-large.logo image=big.svg size=30026 limit=20000")
	_, ds = load(t, "city", files("city/theme.toml", strings.Repeat("#", MaxBytes+1)))
	same(t, "a large file", ds, "themes/city/theme.toml:0:0 file-too-large size=262145 max=262144")
}

func TestTheSizeOfALogoIsKnown(t *testing.T) {
	var b strings.Builder
	png.Encode(&b, image.NewGray(image.Rect(0, 0, 12, 5)))
	for _, c := range []struct {
		name, data string
		w, h       int
	}{
		{"a.svg", `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="20" height="10px" viewBox="0 0 1 1">`, 20, 10},
		{"a.svg", "<svg\n viewBox='-1 -1 30.5,15'>", 31, 15},
		{"a.svg", `<svg width="100%" height="auto" viewBox="0 0 3 4">`, 3, 4},
		{"a.svg", `<svg stroke-width="3" height="4">`, 0, 0},
		{"a.svg", `<svg width="0" height="4">`, 0, 0},
		{"a.svg", `<p width="1" height="4">`, 0, 0},
		{"a.PNG", b.String(), 12, 5},
		{"a.webp", b.String(), 0, 0},
	} {
		w, h, ok := size(c.name, []byte(c.data))
		if ok != (c.w > 0) || ok && (w != c.w || h != c.h) {
			t.Errorf("%s %.40q: got %d by %d, %v", c.name, c.data, w, h, ok)
		}
	}
}

func TestATextStandsInForAMissingOne(t *testing.T) {
	text := Text{"fr": "Ville", "en": "City"}
	for lang, want := range map[string]string{"fr": "Ville", "es": "City"} {
		if got := text.In(lang, []string{"es", "en", "fr"}); got != want {
			t.Errorf("%s: got %q, want %q", lang, got, want)
		}
	}
	if got := Text(nil).In("en", []string{"en"}); got != "" {
		t.Errorf("got %q of nothing", got)
	}
}

func FuzzAnyTokensFileIsReadAndWritten(f *testing.F) {
	f.Add(tokensCSS, "teal", "#003")
	f.Add(":root{--a:'", "a", "b")
	f.Add("@media (prefers-color-scheme: dark){:root{--a:1", "a", "b")
	f.Add("/*", "", "")
	f.Fuzz(func(t *testing.T, css, name, value string) {
		s := scan(css)
		if got := s.with(nil, nil).text; got != css {
			t.Fatalf("nothing was changed in %q and it is %q", css, got)
		}
		if value == "" || strings.TrimSpace(value) != value || unsafe(value) != "" || strings.ContainsAny(value, "\r\n") {
			return
		}
		if _, ok := s.values(false)[name]; !ok {
			return
		}
		if got := s.with(map[string]string{name: value}, nil).values(false)[name]; got != value {
			t.Fatalf("--%s is %q in %q", name, got, s.with(map[string]string{name: value}, nil).text)
		}
	})
}
