// Package colour reads and mixes colours and measures the contrast of two.
package colour

import (
	"encoding/hex"
	"fmt"
	"image/color"
	"math"
)

// Parse reads a colour as style sheets write it: "#rgb" or "#rrggbb".
func Parse(s string) (color.RGBA, bool) {
	if len(s) != 4 && len(s) != 7 || s[0] != '#' {
		return color.RGBA{}, false
	}
	digits := s[1:]
	if len(digits) == 3 {
		digits = string([]byte{digits[0], digits[0], digits[1], digits[1], digits[2], digits[2]})
	}
	b, err := hex.DecodeString(digits)
	if err != nil {
		return color.RGBA{}, false
	}
	return color.RGBA{b[0], b[1], b[2], 0xff}, true
}

// Hex writes a colour as style sheets do: "#004b8d".
func Hex(c color.RGBA) string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }

// Mix gives the colour part/of of the way from a to b.
func Mix(a, b color.RGBA, part, of int) color.RGBA {
	m := func(a, b uint8) uint8 { return uint8((int(a)*(of-part) + int(b)*part + of/2) / of) }
	return color.RGBA{m(a.R, b.R), m(a.G, b.G), m(a.B, b.B), 0xff}
}

// Contrast gives the contrast ratio of two colours as WCAG 2.2 defines it, 1 to 21.
func Contrast(a, b color.RGBA) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// luminance gives the relative luminance of a colour as WCAG 2.2 defines it, 0 to 1.
func luminance(c color.RGBA) float64 {
	channel := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*channel(c.R) + 0.7152*channel(c.G) + 0.0722*channel(c.B)
}
