package card

import (
	"image/color"
	"math"
)

// tone names one of the plain colours of a picture: its place in the palette.
type tone uint8

const (
	ground tone = iota // of the text
	band               // the accent as an area
	ink                // title and site
	soft               // language
	accent             // the section's name
	pale               // seam and flap
	white              // pouch
	tones
)

// contrastWanted is what WCAG 2.2 asks of text for level AAA (criterion 1.4.6).
const contrastWanted = 7

// ownAccent is the toolkit's colour where a card names none.
var ownAccent = color.RGBA{0x0a, 0x4a, 0x50, 0xff}

// coloursFor makes the plain colours of a picture from its accent.
func coloursFor(a color.RGBA) [tones]color.RGBA {
	if a.A == 0 {
		a = ownAccent
	}
	paper, black := color.RGBA{0xff, 0xff, 0xff, 0xff}, color.RGBA{A: 0xff}
	// The channels are already multiplied by the opacity: what is missing is the paper beneath.
	under := 0xff - a.A
	a = color.RGBA{sum(a.R, under), sum(a.G, under), sum(a.B, under), 0xff}
	var c [tones]color.RGBA
	c[ground] = mix(paper, a, 1, 15)
	deep := a
	for i := 1; contrast(deep, c[ground]) < contrastWanted; i++ {
		deep = mix(a, black, i, 100)
	}
	c[band], c[accent] = deep, deep
	c[ink] = color.RGBA{0x16, 0x20, 0x2b, 0xff}
	c[soft] = color.RGBA{0x3e, 0x4a, 0x57, 0xff}
	c[pale] = mix(deep, paper, 62, 100)
	c[white] = paper
	return c
}

// sum adds channels up to the full.
func sum(a, b uint8) uint8 { return uint8(min(int(a)+int(b), 0xff)) }

// mix gives a colour part/of of the way from a to b. From nothing at all the way leads to b by its
// opacity; the channels are those of b, as files have them.
func mix(a, b color.RGBA, part, of int) color.RGBA {
	if a.A == 0 {
		return color.RGBA{b.R, b.G, b.B, uint8((int(b.A)*part + of/2) / of)}
	}
	m := func(a, b uint8) uint8 { return uint8((int(a)*(of-part) + int(b)*part + of/2) / of) }
	return color.RGBA{m(a.R, b.R), m(a.G, b.G), m(a.B, b.B), 0xff}
}

// contrast gives the contrast ratio of two colours as WCAG 2.2 defines it, 1 to 21.
func contrast(a, b color.RGBA) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
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
