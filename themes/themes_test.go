package themes

import (
	"io/fs"
	"math"
	"path"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// colours reads the tokens of the light scheme and those of the dark one, as hexadecimal colours by name.
func colours(t *testing.T) (light, dark map[string]string) {
	t.Helper()
	raw, err := fs.ReadFile(FS, "trousse/css/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	block := regexp.MustCompile(`(?s)(:root[^{]*)\{(.*?)\}`)
	token := regexp.MustCompile(`--([a-z-]+): (#[0-9a-f]{3,6});`)
	var schemes []map[string]string
	for _, b := range block.FindAllStringSubmatch(string(raw), -1) {
		m := map[string]string{}
		for _, c := range token.FindAllStringSubmatch(b[2], -1) {
			m[c[1]] = c[2]
		}
		if len(m) > 0 {
			schemes = append(schemes, m)
		}
	}
	if len(schemes) != 3 {
		t.Fatalf("found %d sets of colours, want one light and two dark", len(schemes))
	}
	for name, c := range schemes[1] {
		if schemes[2][name] != c {
			t.Errorf("--%s is %s where the device is dark and %q where the page asks for it", name, c, schemes[2][name])
		}
	}
	for name := range schemes[0] {
		if schemes[1][name] == "" {
			t.Errorf("--%s has no dark colour", name)
		}
	}
	return schemes[0], schemes[1]
}

// luminance is the relative luminance of WCAG 2.2.
func luminance(hex string) float64 {
	hex = hex[1:]
	if len(hex) == 3 {
		hex = string([]byte{hex[0], hex[0], hex[1], hex[1], hex[2], hex[2]})
	}
	part := func(i int) float64 {
		n, _ := strconv.ParseUint(hex[i:i+2], 16, 8)
		if c := float64(n) / 255; c > 0.04045 {
			return math.Pow((c+0.055)/1.055, 2.4)
		} else {
			return c / 12.92
		}
	}
	return 0.2126*part(0) + 0.7152*part(2) + 0.0722*part(4)
}

func contrast(a, b string) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func TestColoursHaveContrast(t *testing.T) {
	light, dark := colours(t)
	hues := []string{"teal", "violet", "blue", "brown", "green", "amber", "red"}
	for scheme, c := range map[string]map[string]string{"light": light, "dark": dark} {
		grounds := []string{"paper", "ground"}
		for _, h := range hues {
			grounds = append(grounds, h+"-tint")
		}
		need := func(text, ground string, least float64) {
			if got := contrast(c[text], c[ground]); got < least {
				t.Errorf("%s: --%s on --%s has %.2f, needs %.1f", scheme, text, ground, got, least)
			}
		}
		for _, g := range grounds {
			for _, text := range []string{"ink", "soft", "link", "visited"} {
				need(text, g, 7)
			}
			need("edge", g, 4.5)
			need("focus", g, 4.5)
		}
		for _, h := range hues {
			need(h, "paper", 7)
			need(h, "ground", 7)
			need(h, h+"-tint", 7)
			need("on-accent", h, 7)
		}
	}
}

func TestStylesAndScriptsAskForNothingElsewhere(t *testing.T) {
	elsewhere := regexp.MustCompile(`(?i)url\(|https?:|eval\(|localStorage|sessionStorage|cookie`)
	err := fs.WalkDir(FS, "trousse", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.Contains(".css.js", path.Ext(name)) {
			return err
		}
		raw, err := fs.ReadFile(FS, name)
		if path.Base(name) == "comfort.js" {
			// The reader's own choice of text size and colours stays on the device: nothing else is remembered.
			raw = regexp.MustCompile(`localStorage\.(getItem|setItem|removeItem)\('trousse\.' \+ name`).ReplaceAll(raw, nil)
		}
		if found := elsewhere.Find(raw); found != nil {
			t.Errorf("%s contains %q", name, found)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
