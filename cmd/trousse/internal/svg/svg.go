// Package svg draws: small pictures of data, in a column that a phone has room for. Shapes and text
// have the colour of the text around them (currentColor), so a drawing fits any theme, light or dark,
// and paper. A drawing is for the eye; whoever puts it on a page says the same in text beside it.
package svg

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// width of a flow chart, in its own units. At 360 CSS pixels a unit is about a pixel.
const width = 360

// glyphs are the widths of characters in thousandths of the type size, as the common sans serif faces
// have them, rounded up. Nobody knows which face a reader has.
func glyph(r rune) int {
	switch {
	case strings.ContainsRune("ijl.,;:'’!|()[]", r):
		return 310
	case strings.ContainsRune("ftrI \u00a0\u202f-/", r):
		return 390
	case strings.ContainsRune("mwMW—…%@", r):
		return 960
	case unicode.IsUpper(r):
		return 730
	case r >= 0x2e80: // scripts whose characters fill a square
		return 1000
	}
	return 620
}

// measure is the width of a text, in units.
func measure(text string, size float64) float64 {
	sum := 0
	for _, r := range text {
		if !unicode.Is(unicode.Mn, r) {
			sum += glyph(r)
		}
	}
	return float64(sum) * size / 1000
}

// wrap breaks a text into lines of at most so many units, at spaces that may be broken at. A word too
// long for a line is broken where the line ends.
func wrap(text string, size, room float64) []string {
	var lines []string
	line := ""
	put := func(word string) {
		joined := word
		if line != "" {
			joined = line + " " + word
		}
		if measure(joined, size) <= room {
			line = joined
			return
		}
		if line != "" {
			lines = append(lines, line)
		}
		for measure(word, size) > room {
			n := 0
			for i, r := range word {
				if i > 0 && measure(word[:i+utf8.RuneLen(r)], size) > room {
					break
				}
				n = i + utf8.RuneLen(r)
			}
			if n >= len(word) {
				break
			}
			lines = append(lines, word[:n])
			word = word[n:]
		}
		line = word
	}
	// U+00A0 and its like hold words together, so strings.Fields would break too much.
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == '\n' || r == '\t' || r == '\r' }) {
		put(word)
	}
	if line != "" || len(lines) == 0 {
		lines = append(lines, line)
	}
	return lines
}

// canvas gathers the text of a drawing.
type canvas struct{ strings.Builder }

// number writes a coordinate: at most one decimal place, none where it is zero.
func number(f float64) string {
	return strings.TrimSuffix(strconv.FormatFloat(f, 'f', 1, 64), ".0")
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;")

// text writes one line of text.
func (c *canvas) text(x, y float64, attrs, s string) { c.textAt(number(x), y, attrs, s) }

// textAt writes one line of text at a place that may be in percent.
func (c *canvas) textAt(x string, y float64, attrs, s string) {
	c.WriteString(`<text x="` + x + `" y="` + number(y) + `"` + attrs + `>` + escaper.Replace(s) + `</text>`)
}
