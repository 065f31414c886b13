package content

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trousse/cmd/trousse/internal/diag"
)

// told writes diagnostics one a line: "line:col id name=value …".
func told(ds []diag.Diagnostic) string {
	var b strings.Builder
	for _, d := range ds {
		fmt.Fprintf(&b, "%d:%d %s", d.Pos.Line, d.Pos.Col, d.ID())
		for _, a := range d.Args {
			fmt.Fprintf(&b, " %s=%s", a.Name, a.Value)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

var shapes = map[Shape]string{Single: "single", Bundle: "bundle", Section: "section", Part: "part"}

func TestThePathSaysWhatAPageIs(t *testing.T) {
	for path, want := range map[string]string{
		// The language in the name.
		"content/_index.en.md":                    "id= en dir= section",
		"content/a.en.md":                         "id=a en dir= single",
		"content/seniors/_index.fr.md":            "id=seniors fr dir=seniors section",
		"content/seniors/buy-a-camera.en.md":      "id=seniors/buy-a-camera en dir=seniors single",
		"content/seniors/robot/index.en.md":       "id=seniors/robot en dir=seniors/robot bundle",
		"content/seniors/robot/more.pt-br.md":     "id=seniors/robot/more pt-br dir=seniors/robot single",
		"content/_note.en.md":                     "id=_note en dir= part",
		"content/_parts/help.en.md":               "id=_parts/help en dir=_parts part",
		"content/seniors/_parts/deep/index.en.md": "id=seniors/_parts/deep/index en dir=seniors/_parts/deep part",
		"content/aînés/caméra-2.fr.md":            "id=aînés/caméra-2 fr dir=aînés single",
		"content/seniors/de/x.en.md":              "id=seniors/de/x en dir=seniors/de single",
		"content/العربية/index.en.md":             "id=العربية en dir=العربية bundle",
		// A tree for each language.
		"content/fr/_index.md":            "id= fr dir= section",
		"content/fr/aines/acheter.md":     "id=aines/acheter fr dir=aines single",
		"content/fr/aines/acheter.fr.md":  "id=aines/acheter fr dir=aines single",
		"content/fr/aines/robot/index.md": "id=aines/robot fr dir=aines/robot bundle",
		"content/fr/_parts/aide.md":       "id=_parts/aide fr dir=_parts part",
		// Not pages, and no fault.
		"content/README.md":          "no",
		"content/readme.md":          "no",
		"content/seniors/camera.png": "no",
		"content/sources.toml":       "no",
		"content/seniors/._a.en.md":  "no",
		"content/.obsidian/a.md":     "no",
		"content/.en.md":             "no",
		"content/../x.en.md":         "no",
		"content":                    "no",
		"templates/a.en.md":          "no",
		// Faults.
		"content/a.md":                        "no\n0:0 file-name.no-language name=a.md known=en, fr, pt-br near=a.en.md",
		"content/de/a.md":                     "no\n0:0 file-name.no-language name=de/a.md known=en, fr, pt-br near=a.en.md",
		"content/seniors/README.md":           "no\n0:0 file-name.no-language name=seniors/README.md known=en, fr, pt-br near=README.en.md",
		"content/version-1.2.md":              "no\n0:0 file-name.no-language name=version-1.2.md known=en, fr, pt-br near=version-1.2.en.md",
		"content/a.es.md":                     "no\n0:0 unknown-language name=a.es.md language=es known=en, fr, pt-br",
		"content/a.ne.md":                     "no\n0:0 unknown-language.near name=a.ne.md language=ne known=en, fr, pt-br near=a.en.md",
		"content/a.EN.md":                     "no\n0:0 unknown-language.near name=a.EN.md language=EN known=en, fr, pt-br near=a.en.md",
		"content/a.en-CA.md":                  "no\n0:0 unknown-language.near name=a.en-CA.md language=en-CA known=en, fr, pt-br near=a.en.md",
		"content/a.pt_BR.md":                  "no\n0:0 unknown-language.near name=a.pt_BR.md language=pt_BR known=en, fr, pt-br near=a.pt-br.md",
		"content/a.fra.md":                    "no\n0:0 unknown-language.near name=a.fra.md language=fra known=en, fr, pt-br near=a.fr.md",
		"content/a.english.md":                "no\n0:0 unknown-language.near name=a.english.md language=english known=en, fr, pt-br near=a.en.md",
		"content/fr/a.en.md":                  "no\n0:0 file-name.two-languages name=fr/a.en.md folder=fr language=en",
		"content/a.en.markdown":               "no\n0:0 file-name.ending name=a.en.markdown near=a.en.md",
		"content/a.en.MD":                     "no\n0:0 file-name.ending name=a.en.MD near=a.en.md",
		"content/index.en.md":                 "id= en dir= section\n0:0 file-name.home name=index.en.md near=_index.en.md",
		"content/Seniors/Buy a Camera!.en.md": "id=Seniors/Buy a Camera! en dir=Seniors single\n0:0 file-name.characters name=Seniors/Buy a Camera!.en.md near=seniors/buy-a-camera.en.md",
		"content/fr/v1.2.md":                  "id=v1.2 fr dir= single\n0:0 file-name.characters name=fr/v1.2.md near=fr/v1-2.md",
		"content/_Parts/x.en.md":              "id=_Parts/x en dir=_Parts part\n0:0 file-name.characters name=_Parts/x.en.md near=_parts/x.en.md",
		"content/ai\u0302ne\u0301s.fr.md":     "id=ai\u0302ne\u0301s fr dir= single\n0:0 file-name.characters name=ai\u0302ne\u0301s.fr.md near=aînés.fr.md",
	} {
		p, ok, ds := Locate(path, []string{"en", "fr", "pt-br"})
		got := "no"
		if ok {
			got = fmt.Sprintf("id=%s %s dir=%s %s", p.ID, p.Lang, p.Dir, shapes[p.Shape])
		}
		got = strings.TrimSuffix(got+"\n"+told(ds), "\n")
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", path, diff)
		}
	}
}

func FuzzLocate(f *testing.F) {
	f.Add("content/a.en.md")
	f.Add("content/fr/_x/index.md")
	f.Add("content/É /.MD")
	f.Add("content/fr/ indeX.md") // what is meant is the home page
	f.Add("content/ Index.en.md")
	f.Fuzz(func(t *testing.T, path string) {
		langs := []string{"en", "fr"}
		p, ok, ds := Locate(path, langs)
		if ok != (p.Lang != "") {
			t.Errorf("page %v, language %q", ok, p.Lang)
		}
		for _, d := range ds {
			if d.Pos.Path != path || d.Rule == "" {
				t.Errorf("%+v", d)
			}
		}
		if len(ds) == 1 && ds[0].ID() == "file-name.characters" {
			for _, a := range ds[0].Args {
				if a.Name != "near" {
					continue
				}
				if _, ok, again := Locate("content/"+a.Value, langs); !ok || len(again) > 0 {
					t.Errorf("what is suggested for %q has a fault itself: %q %v", path, a.Value, told(again))
				}
			}
		}
	})
}
