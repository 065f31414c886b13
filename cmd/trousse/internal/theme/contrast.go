package theme

import (
	"fmt"
	"image/color"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"trousse/cmd/trousse/internal/colour"
	"trousse/cmd/trousse/internal/diag"
)

// What the toolkit wants of contrast, and what WCAG 2.2 asks of everybody at level AA.
const (
	textWanted, textLeast = 7, 4.5   // criteria 1.4.6 and 1.4.3
	edgeWanted, edgeLeast = 4.5, 3.0 // of controls and of the focus ring; criterion 1.4.11
)

// pair is one colour that stands on another.
type pair struct {
	text, ground  string // tokens
	ratio         float64
	wanted, least float64
}

// pairs finds every colour that stands on another in pages, and how they contrast: text, edges and
// the focus ring on every ground; each hue, a token that has a partner with "-tint" behind its
// name, on its tint and on paper, and what stands on the hue.
func pairs(values map[string]string) []pair {
	var out []pair
	seen := map[[2]string]bool{}
	add := func(text, ground string, wanted, least float64) {
		t, a, ok := resolve(values, text)
		g, b, ok2 := resolve(values, ground)
		if !ok || !ok2 || seen[[2]string{t, g}] {
			return
		}
		seen[[2]string{t, g}] = true
		out = append(out, pair{t, g, colour.Contrast(a, b), wanted, least})
	}
	grounds := []string{"paper", "ground"}
	hues := map[string]string{"accent": "tint"}
	for _, name := range sortedKeys(values) {
		if hue, ok := strings.CutSuffix(name, "-tint"); ok && values[hue] != "" {
			grounds = append(grounds, name)
			hues[hue] = name
		}
	}
	grounds = append(grounds, "tint")
	for _, g := range grounds {
		for _, text := range []string{"ink", "soft", "link", "visited"} {
			add(text, g, textWanted, textLeast)
		}
		for _, edge := range []string{"edge", "focus"} {
			add(edge, g, edgeWanted, edgeLeast)
		}
	}
	for _, hue := range sortedKeys(hues) {
		for _, g := range []string{"paper", "ground", hues[hue]} {
			add(hue, g, textWanted, textLeast)
		}
		add("on-accent", hue, textWanted, textLeast)
	}
	add("on-band", "band", textWanted, textLeast)
	return out
}

// judge finds the pairs that fall short because of a value in a theme.toml: for each value the worst.
func (c *changed) judge() []diag.Diagnostic {
	var ds []diag.Diagnostic
	for _, dark := range []bool{false, true} {
		values := c.values(dark)
		worst, short := map[string]pair{}, map[string]int{}
		for _, p := range pairs(values) {
			token, _, ok := c.blame(p, dark)
			if !ok || p.ratio >= p.wanted {
				continue
			}
			short[token]++
			if w, ok := worst[token]; !ok || p.ratio/p.least < w.ratio/w.least {
				worst[token] = p
			}
		}
		for _, token := range sortedKeys(worst) {
			p := worst[token]
			_, at, _ := c.blame(p, dark)
			rule, scheme := "contrast-low", "light"
			if p.ratio < p.least {
				rule = "contrast-too-low"
			}
			if dark {
				scheme = "dark"
			}
			d := diag.New(rule, at, "text", p.text, "ground", p.ground, "scheme", scheme, "ratio", floor(p.ratio),
				"wanted", number(p.wanted), "least", number(p.least), "token", token)
			if n := short[token] - 1; n > 0 {
				d.Args = append(d.Args, diag.Arg{Name: "others", Value: strconv.Itoa(n)})
			}
			if near, ok := c.mend(token, dark); ok {
				d.Args = append(d.Args, diag.Arg{Name: "near", Value: near})
			}
			if dark && !c.darkens(token) {
				d = d.With("dark") // a value under [tokens.dark] is what it lacks
			}
			ds = append(ds, d)
		}
	}
	return ds
}

// blame gives the token of a pair that a theme.toml set, and where: the text before its ground.
func (c *changed) blame(p pair, dark bool) (string, diag.Position, bool) {
	for _, token := range []string{p.text, p.ground} {
		places := c.light
		if dark && c.darkens(token) {
			places = c.dark
		}
		if at, ok := places[token]; ok {
			return token, at, true
		}
	}
	return "", diag.Position{}, false
}

// mend looks for a colour near a token's own with which no pair of it falls short: in light, and in
// dark as well where that takes the same value, if there is such a colour.
func (c *changed) mend(token string, dark bool) (string, bool) {
	schemes := []map[string]string{c.values(dark)}
	if !dark && !c.darkens(token) {
		if near, ok := mend(append(schemes, c.values(true)), token); ok {
			return near, true
		}
	}
	return mend(schemes, token)
}

func mend(schemes []map[string]string, token string) (string, bool) {
	_, own, ok := resolve(schemes[0], token)
	if !ok {
		return "", false
	}
	good := func(hex string) bool {
		for _, values := range schemes {
			trial := maps.Clone(values)
			trial[token] = hex
			if slices.ContainsFunc(pairs(trial), func(p pair) bool {
				return (p.text == token || p.ground == token) && p.ratio < p.wanted
			}) {
				return false
			}
		}
		return true
	}
	const steps = 50
	for i := 1; i <= steps; i++ {
		for _, toward := range []color.RGBA{{A: 0xff}, {0xff, 0xff, 0xff, 0xff}} {
			if hex := colour.Hex(colour.Mix(own, toward, i, steps)); good(hex) {
				return hex, true
			}
		}
	}
	return "", false
}

// floor writes a ratio with two decimals and never rounds up: 6.999 is not 7.
func floor(ratio float64) string { return fmt.Sprintf("%.2f", math.Floor(ratio*100)/100) }

func number(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }
