package card

import (
	"image"
	"image/color"
	"image/draw"
	"slices"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/vector"

	"trousse/cmd/trousse/internal/colour"
)

// steps is how many degrees an edge has between two colours. More are not seen, and cost bytes.
const steps = 12

// sheet is what one picture at a time is drawn on. Its memory is used again for the next.
type sheet struct {
	pixels   [Height][Width]uint8 // places in the palette
	palette  []color.RGBA
	mirrored bool // what is set at x from the left goes to x from the right
	blends   [256][tones][steps + 1]uint8
	rast     vector.Rasterizer
	mask     image.Alpha
	glyphs   sfnt.Buffer
	file     encoder
}

// begin clears the sheet and takes the plain colours of the next picture.
func (s *sheet) begin(c [tones]color.RGBA) {
	s.mirrored = false
	s.palette = append(s.palette[:0], c[:]...)
	clear(s.pixels[:]) // ground is the palette's first
	clear(s.blends[:])
}

// rectangle paints the pixels from (x, y), w wide and h high.
func (s *sheet) rectangle(t tone, x, y, w, h int) {
	if s.mirrored {
		x = Width - x - w
	}
	for ; h > 0; h, y = h-1, y+1 {
		row := s.pixels[y][x : x+w]
		for i := range row {
			row[i] = uint8(t)
		}
	}
}

// paint fills what path outlines, within bounds, by the non-zero rule. path draws with the corner
// of bounds as its origin.
func (s *sheet) paint(t tone, bounds image.Rectangle, path func(*vector.Rasterizer)) {
	w, h := bounds.Dx(), bounds.Dy()
	if w <= 0 || h <= 0 {
		return
	}
	if cap(s.mask.Pix) < w*h {
		s.mask.Pix = make([]uint8, w*h)
	}
	s.mask = image.Alpha{Pix: s.mask.Pix[:w*h], Stride: w, Rect: image.Rect(0, 0, w, h)}
	s.rast.Reset(w, h)
	s.rast.DrawOp = draw.Src
	path(&s.rast)
	s.rast.Draw(&s.mask, s.mask.Rect, image.Opaque, image.Point{})

	seen := bounds.Intersect(image.Rect(0, 0, Width, Height))
	for y := seen.Min.Y; y < seen.Max.Y; y++ {
		from := s.mask.Pix[(y-bounds.Min.Y)*w+seen.Min.X-bounds.Min.X:][:seen.Dx()]
		to := s.pixels[y][seen.Min.X:seen.Max.X]
		for i, cover := range from {
			if step := (int(cover)*steps + 127) / 255; step > 0 {
				to[i] = s.blend(to[i], t, step)
			}
		}
	}
}

// blend gives the palette's entry for step/steps of t over the entry under. A new colour is added
// while there is room, so that each edge has its own degrees and nothing else is stored.
func (s *sheet) blend(under uint8, t tone, step int) uint8 {
	if step == steps {
		return uint8(t)
	}
	known := &s.blends[under][t][step]
	if *known != 0 {
		return *known
	}
	want := colour.Mix(s.palette[under], s.palette[t], step, steps)
	at := slices.Index(s.palette, want)
	switch {
	case at >= 0:
	case len(s.palette) < 256:
		at = len(s.palette)
		s.palette = append(s.palette, want)
	default:
		at = nearest(s.palette, want)
	}
	*known = uint8(at)
	return *known
}

// nearest finds the colour of a palette that differs least, by the squares of the channels.
func nearest(palette []color.RGBA, want color.RGBA) int {
	best, least := 0, 1<<30
	square := func(a, b uint8) int { return (int(a) - int(b)) * (int(a) - int(b)) }
	for i, c := range palette {
		if far := square(c.R, want.R) + square(c.G, want.G) + square(c.B, want.B); far < least {
			best, least = i, far
		}
	}
	return best
}
