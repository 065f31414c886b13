package markdown

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFiguresNearNoSourceAreTold(t *testing.T) {
	r := New()
	for text, want := range map[string][]Figure{
		"About 25% of\nhomes.":                      {{"25%", Spot{8, 7}}},
		"About **25** %\nof homes.":                 {{"25 %", Spot{8, 9}}},
		"É, l’eau,\n9,200 \\* x":                    {{"9,200", Spot{9, 1}}},
		"So &amp; so, 25&nbsp;% of homes":           {{"25\u00a0%", Spot{8, 14}}},
		"One.\n\n> Of 2,000 of them\n":              {{"2,000", Spot{10, 6}}},
		"Term\n: About 2,000 of them":               {{"2,000", Spot{9, 9}}},
		"- a\n\n  - 25%\n- b\n- c [@x]":             {{"25%", Spot{10, 5}}},
		"Text.[^1]\n\n[^1]: About 25%":              {{"25%", Spot{10, 13}}},
		"[!NOTE]\n\n> [!NOTE] 30%\n> About 25%":     {{"25%", Spot{11, 9}}},
		"About 25% [@x] of homes":                   nil,
		"- 25%\n- b [@x]":                           nil,
		"Intro [@x]\n\n- 25%":                       nil,
		"## 25%\n\n`25%` [25%](b.md) ![25%](c.png)": nil,
		"About [2,000](b.md) 3,000":                 {{"3,000", Spot{8, 21}}},
		"About 2[0](b.md)00":                        nil,
	} {
		d := r.Render([]byte(text), Options{Lang: "en-CA", Line: 7, Figures: true})
		if diff := cmp.Diff(want, d.Figures); diff != "" {
			t.Errorf("%q\n%s", text, diff)
		}
	}
	if d := r.Render([]byte("About 25%"), Options{Lang: "en-CA"}); d.Figures != nil {
		t.Error("figures that nobody asked for")
	}
	if d := r.Render([]byte("About 25%"), Options{Lang: "ar", Figures: true}); d.Figures != nil {
		t.Error("figures in a language whose numbers nobody knows")
	}
}
