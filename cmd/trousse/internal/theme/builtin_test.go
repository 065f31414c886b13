package theme

import (
	"io/fs"
	"os"
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
