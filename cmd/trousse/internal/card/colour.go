package card

import (
	"image/color"

	"trousse/cmd/trousse/internal/colour"
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
	c[ground] = colour.Mix(paper, a, 1, 15)
	deep := a
	for i := 1; colour.Contrast(deep, c[ground]) < contrastWanted; i++ {
		deep = colour.Mix(a, black, i, 100)
	}
	c[band], c[accent] = deep, deep
	c[ink] = color.RGBA{0x16, 0x20, 0x2b, 0xff}
	c[soft] = color.RGBA{0x3e, 0x4a, 0x57, 0xff}
	c[pale] = colour.Mix(deep, paper, 62, 100)
	c[white] = paper
	return c
}

// sum adds channels up to the full.
func sum(a, b uint8) uint8 { return uint8(min(int(a)+int(b), 0xff)) }

// mix is [colour.Mix], but that from nothing at all the way leads to b by its opacity; the channels
// are those of b, as files have them.
func mix(a, b color.RGBA, part, of int) color.RGBA {
	if a.A == 0 {
		return color.RGBA{b.R, b.G, b.B, uint8((int(b.A)*part + of/2) / of)}
	}
	return colour.Mix(a, b, part, of)
}
