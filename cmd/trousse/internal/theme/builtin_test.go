package theme

import (
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"trousse/cmd/trousse/internal/diag"
)

func builtIn() fs.FS { return os.DirFS("../../../../themes") }

// sheetOf gives the tokens of a built-in theme, with all that its theme.toml and its parents' say.
func sheetOf(t *testing.T, name string) *sheet {
	t.Helper()
	th, ds, err := Load(name, diag.Position{}, Options{Site: fstest.MapFS{}, BuiltIn: builtIn(), Languages: []string{"en", "fr"}})
	if err != nil || len(ds) > 0 {
		t.Fatal(name, ds, err)
	}
	if th.Tokens != "" {
		return scan(th.Tokens)
	}
	for _, l := range th.Layers {
		if css, err := fs.ReadFile(l.Files, TokensFile); err == nil {
			return scan(string(css))
		}
	}
	t.Fatalf("%s has no %s", name, TokensFile)
	return nil
}

func TestTheColoursOfBuiltInThemesHaveContrast(t *testing.T) {
	for _, name := range folders(builtIn()) {
		s := sheetOf(t, name)
		for scheme, dark := range map[string]bool{"light": false, "dark": true} {
			list := pairs(s.values(dark))
			if len(list) < 9*6+7*4 { // 9 grounds with 6 colours each, 7 hues with 4

				t.Errorf("%s, %s: %d pairs", name, scheme, len(list))
			}
			for _, p := range list {
				if p.ratio < p.wanted {
					t.Errorf("%s, %s: --%s on --%s has %.2f, needs %.1f", name, scheme, p.text, p.ground, p.ratio, p.wanted)
				}
			}
		}
	}
}

func TestDarkIsTheSameForTheDeviceAndThePage(t *testing.T) {
	for _, name := range folders(builtIn()) {
		s := sheetOf(t, name)
		if len(s.dark) != 2 {
			t.Fatalf("%s has %d sets of dark values", name, len(s.dark))
		}
		sets := [2]map[string]string{{}, {}}
		for _, d := range s.decls {
			if d.dark {
				sets[d.set][d.name] = d.value
			}
		}
		for i := range sets {
			for token, v := range sets[i] {
				if sets[1-i][token] != v {
					t.Errorf("%s: --%s is %s in one set of dark values and %q in the other", name, token, v, sets[1-i][token])
				}
			}
		}
		light := s.values(false)
		for _, token := range sortedKeys(light) {
			if light[token][0] == '#' && !s.darkens(token) {
				t.Errorf("%s: --%s has no dark colour", name, token)
			}
		}
	}
}

// Whoever makes a theme has the README, and nothing else, to know what there is.
func TestTheManualNamesEveryTokenAndItsExampleWorks(t *testing.T) {
	data, err := os.ReadFile("../../../../themes/README.md")
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	for token := range sheetOf(t, "trousse").values(true) {
		if hue, ok := strings.CutSuffix(token, "-tint"); ok {
			token = hue
		}
		if !strings.Contains(text, "`"+token+"`") {
			t.Errorf("themes/README.md does not name %s", token)
		}
	}
	example := ""
	for _, m := range regexp.MustCompile("(?s)```toml\n(.*?)```").FindAllStringSubmatch(text, -1) {
		example += m[1] + "\n"
	}
	own := files("ourcity/theme.toml", regexp.MustCompile(`(?m)^ {3}`).ReplaceAllString(example, ""), "ourcity/static/logo.svg", `<svg viewBox="0 0 1 1"/>`)
	th, ds, err := Load("ourcity", diag.Position{}, Options{Site: own, BuiltIn: builtIn(), Languages: []string{"en", "fr"}})
	if err != nil || len(ds) > 0 || th.Header.Owner["fr"] == "" || scan(th.Tokens).values(false)["teal"] != "#004b8d" {
		t.Errorf("the example gives %v %v: %+v", ds, err, th)
	}
}
