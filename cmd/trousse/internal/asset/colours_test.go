package asset

import (
	"image/color"
	"io/fs"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trousse/themes"
)

func TestColoursAreThoseOfTheTokens(t *testing.T) {
	green, red := color.RGBA{0, 0x80, 0, 0xff}, color.RGBA{0xaa, 0xbb, 0xcc, 0xff}
	for _, c := range []struct {
		name, css string
		want      Colours
	}{
		{"all", `:root { --ground: #eee; --green: #008000; --accent: var(--green); }
			@media (prefers-color-scheme: dark) { :root:not([data-theme="light"]) { --ground: #222 } }
			:root[data-theme="dark"] { color-scheme: dark; --ground: #111; }
			/* [data-section="old"] { --accent: #000; } */
			[data-section="a"] { --tint: #fff; --accent: #abc; --stitch: 2px dashed var(--accent); }
			[data-section=b-c] { --accent: var(--green) }`,
			Colours{green, map[string]color.RGBA{"a": red, "b-c": green}, "#eee", "#111"}},
		{"none", ``, Colours{}},
		{"others", `:root { --accent: hsl(0 0% 0%); --ground: red } [data-section="a"] { --accent: var(--missing) }`, Colours{}},
		{"round", `:root { --accent: var(--b); --b: var(--accent) }`, Colours{}},
		{"minified", `:root{--accent:#008000;--ground:#eee}`, Colours{Accent: green, Light: "#eee"}},
	} {
		if diff := cmp.Diff(c.want, ColoursOf(c.css)); diff != "" {
			t.Errorf("%s:\n%s", c.name, diff)
		}
	}
	if c := (Colours{Accent: green, Sections: map[string]color.RGBA{"a": red}}); c.For("a") != red || c.For("b") != green || c.For("") != green {
		t.Error("the accent of a section is not its own, or else the theme's")
	}
}

func TestTheBuiltInThemeHasAColourForEachAudience(t *testing.T) {
	css, err := fs.ReadFile(themes.FS, "trousse/"+"css/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	c := ColoursOf(string(css))
	seen := map[color.RGBA]bool{c.Accent: true}
	for _, id := range []string{"youth", "seniors", "small-business"} {
		if own, ok := c.Sections[id]; !ok || seen[own] {
			t.Errorf("%s has no accent of its own: %v", id, own)
		} else {
			seen[own] = true
		}
	}
	if c.Accent.A == 0 || c.Light == "" || c.Dark == "" {
		t.Errorf("a colour is missing: %+v", c)
	}
}
