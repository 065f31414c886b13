package card

import "image/color"

// Icon draws the toolkit's sign as a PNG file of size × size, an even number of pixels. In a full
// icon the ground goes to the edges and the sign keeps within the circle of four fifths of the width
// that every system shows, whatever form it cuts out (Web Application Manifest, "maskable").
// Otherwise the ground has round corners, as in the theme's icon.svg.
func Icon(size int, full bool) []byte {
	const grid = 48 // of icon.svg
	// The sign's corners are 22 of the grid from its middle, the safe circle's edge is 19.
	scale, inner := float32(size)/grid, float32(size)/grid
	if full {
		inner *= 0.82
	}
	var c [tones]color.RGBA
	c[band], c[white] = ownAccent, color.RGBA{0xff, 0xff, 0xff, 0xff}
	c[pale] = color.RGBA{0x84, 0xd3, 0xd1, 0xff}
	s := newSheet(size, size)
	s.begin(c)
	s.blank()
	if full {
		s.rectangle(band, 0, 0, size, size)
	} else {
		s.part(band, size/2, size/2, size/2, scale, func(p pen) { p.box(0, 0, grid, grid, 11, 11) })
	}
	s.pouch(size/2, size/2, inner)
	return s.file.encode(codesFor(count(s.file.differences(s.pixels, size))), s.pixels, size, s.palette)
}
