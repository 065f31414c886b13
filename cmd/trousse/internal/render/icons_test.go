package render

import (
	"bytes"
	"io/fs"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"trousse/templates"
)

func layer(dir, text string) Layer {
	return Layer{Dir: dir, Files: fstest.MapFS{iconsFile: {Data: []byte(text)}}}
}

func TestADrawingOfAnEarlierLayerCounts(t *testing.T) {
	all, sum, ds := loadIcons([]Layer{
		layer("templates", `<svg><symbol id="a" viewBox="0 0 8 9"><path d="M1 1"/></symbol></svg>`),
		{Dir: "empty"},
		layer("themes/x/templates", `<svg xmlns="http://www.w3.org/2000/svg"><!-- two --><symbol id="a" viewBox="0 0 1 1"/><symbol id="b" viewBox="0 0 1 1"><g class="x"><circle cx="1" cy="1" r="1"/></g></symbol></svg>`),
	})
	if len(ds) > 0 || len(all) != 2 {
		t.Fatalf("%v %v", all, ds)
	}
	if a := string(all["a"]); !strings.Contains(a, `viewBox="0 0 8 9" width="8" height="9"`) || !strings.Contains(a, `aria-hidden="true"`) || !strings.HasSuffix(a, `><path d="M1 1"/></svg>`) {
		t.Error(a)
	}
	if _, other, _ := loadIcons([]Layer{layer("t", `<svg><symbol id="a" viewBox="0 0 8 9"/></svg>`)}); other == sum {
		t.Error("other drawings have the same sum")
	}
}

func TestDrawingsHoldShapesOnly(t *testing.T) {
	for name, text := range map[string]string{
		"cut off":           `<svg><symbol id="a" viewBox="0 0 1 1">`,
		"no id":             `<svg><symbol viewBox="0 0 1 1"/></svg>`,
		"no view box":       `<svg><symbol id="a"/></svg>`,
		"half a view box":   `<svg><symbol id="a" viewBox="0 0"/></svg>`,
		"script":            `<svg><symbol id="a" viewBox="0 0 1 1"><script>x()</script></symbol></svg>`,
		"handler":           `<svg><symbol id="a" viewBox="0 0 1 1"><path onclick="x()"/></symbol></svg>`,
		"style":             `<svg><symbol id="a" viewBox="0 0 1 1"><path style="fill:red"/></symbol></svg>`,
		"link":              `<svg><symbol id="a" viewBox="0 0 1 1"><g><use href="//else.where/"/></g></symbol></svg>`,
		"paint from afar":   `<svg><symbol id="a" viewBox="0 0 1 1"><path fill="url(//else.where/)"/></symbol></svg>`,
		"picture":           `<svg><symbol id="a" viewBox="0 0 1 1"><image href="x.png"/></symbol></svg>`,
		"hidden in comment": `<svg><symbol id="a" viewBox="0 0 1 1"><g/><foreignObject/></symbol></svg>`,
	} {
		_, _, ds := loadIcons([]Layer{layer("templates", text)})
		if len(ds) != 1 || ds[0].Rule != "template-error" || ds[0].Pos.Path != "templates/icons.svg" || ds[0].Pos.Line != 1 {
			t.Errorf("%s: %v", name, ds)
		}
	}
}

// A name that is mistyped in a template draws nothing, in silence: this is where it shows.
func TestBuiltInTemplatesAskForDrawingsThatExist(t *testing.T) {
	all, _, ds := loadIcons([]Layer{{Dir: "templates", Files: templates.FS}})
	if len(ds) > 0 {
		t.Fatal(ds)
	}
	names, _ := fs.Glob(templates.FS, "*.html")
	asked := 0
	for _, name := range names {
		text, _ := fs.ReadFile(templates.FS, name)
		for _, m := range regexp.MustCompile(`icon "([^"]+)"`).FindAllSubmatch(text, -1) {
			asked++
			if all[string(m[1])] == "" {
				t.Errorf("%s: no drawing %q", name, m[1])
			}
		}
	}
	for _, id := range []string{"audience-youth", "audience-seniors", "audience-small-business", "audience-everyone", "audience-educators",
		"audience-partners", "stage-before", "stage-using", "stage-problem", "stage-always", "theme-privacy", "theme-security",
		"theme-functionality", "kind-guide", "kind-checklist", "kind-decision", "kind-lesson", "kind-plan", "kind-gap-analysis",
		"kind-catalogue", "kind-glossary"} {
		if all[id] == "" {
			t.Errorf("no drawing %q", id)
		}
	}
	if asked == 0 {
		t.Error("no template asks for a drawing")
	}
}

func TestAnIconStandsInThePage(t *testing.T) {
	files := fstest.MapFS{iconsFile: {Data: []byte(`<svg><symbol id="a" viewBox="0 0 1 1"><path d="M0 0"/></symbol></svg>`)}}
	for _, name := range Required() {
		files[name] = &fstest.MapFile{Data: []byte(`<p>{{icon "a"}}{{icon .}}</p>`)}
	}
	s, ds := Load([]Layer{{Dir: "templates", Files: files}}, map[string]Words{"en": nil})
	if len(ds) > 0 {
		t.Fatal(ds)
	}
	var b bytes.Buffer
	if err := s.Execute(&b, "en", "page.html", "missing"); err != nil {
		t.Fatal(err)
	}
	if got := b.String(); !strings.HasPrefix(got, "<p><svg") || !strings.HasSuffix(got, "</svg></p>") {
		t.Error(got)
	}
}
