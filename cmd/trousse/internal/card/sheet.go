package card

import (
	"image"
	"image/color"
	"image/draw"
	"slices"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/vector"
)

// steps is how many degrees an edge has between two colours. More are not seen, and cost bytes.
const steps = 8

// sheet is what one picture at a time is drawn on. Its memory is used again for the next.
type sheet struct {
	inks
	width, height int
	pixels        []uint8 // places in the palette, row by row
	mirrored      bool    // what is set at x from the left goes to x from the right
	top, bottom   int     // the rows on which something was drawn since the side was
	rast          vector.Rasterizer
	mask          image.Alpha
	runs          []run
	glyphs        sfnt.Buffer
	letters       map[letter]cut
	file          encoder

	// What all cards of the same colours have in common is drawn once.
	side struct {
		inks
		drawn    bool
		colours  [tones]color.RGBA
		mirrored bool
	}
}

// inks are a picture's colours: the plain ones and what is between two of them.
type inks struct {
	palette []color.RGBA
	blends  [256][tones][steps + 1]uint8
}

func newSheet(width, height int) *sheet {
	return &sheet{width: width, height: height, pixels: make([]uint8, width*height), letters: map[letter]cut{}}
}

// begin takes the plain colours of the next picture.
func (s *sheet) begin(c [tones]color.RGBA) {
	s.mirrored = false
	s.palette = append(s.palette[:0], c[:]...)
}

// blank clears the sheet.
func (s *sheet) blank() {
	clear(s.pixels) // ground is the palette's first
	clear(s.blends[:])
	s.side.drawn = false
}

// rectangle paints the pixels from (x, y), w wide and h high.
func (s *sheet) rectangle(t tone, x, y, w, h int) {
	if s.mirrored {
		x = s.width - x - w
	}
	for ; h > 0; h, y = h-1, y+1 {
		row := s.pixels[y*s.width+x:][:w]
		for i := range row {
			row[i] = uint8(t)
		}
	}
}

// paint fills what path outlines, within bounds, by the non-zero rule. path draws with the corner
// of bounds as its origin.
func (s *sheet) paint(t tone, bounds image.Rectangle, path func(*vector.Rasterizer)) {
	s.stamp(t, bounds.Min, s.outline(bounds, path))
}

// outline gives the shape of what path draws within bounds. It holds until the next.
func (s *sheet) outline(bounds image.Rectangle, path func(*vector.Rasterizer)) shape {
	w, h := bounds.Dx(), bounds.Dy()
	if w <= 0 || h <= 0 {
		return shape{}
	}
	if cap(s.mask.Pix) < w*h {
		s.mask.Pix = make([]uint8, w*h)
	}
	s.mask = image.Alpha{Pix: s.mask.Pix[:w*h], Stride: w, Rect: image.Rect(0, 0, w, h)}
	s.rast.Reset(w, h)
	s.rast.DrawOp = draw.Src
	path(&s.rast)
	s.rast.Draw(&s.mask, s.mask.Rect, image.Opaque, image.Point{})
	s.runs = s.runs[:0]
	degree := func(cover uint8) uint8 { return uint8((int(cover)*steps + 127) / 255) }
	for y := range h {
		row := s.mask.Pix[y*w:][:w]
		for x := 0; x < w; {
			step, from := degree(row[x]), x
			for x++; x < w && (row[x] == row[x-1] || degree(row[x]) == step); x++ {
			}
			if step > 0 {
				s.runs = append(s.runs, run{int16(y), int16(from), int16(x), step})
			}
		}
	}
	return shape{w, h, s.runs}
}

// shape is what a stamp leaves: row by row, runs of pixels that get the same.
type shape struct {
	width, height int
	runs          []run
}

// run is what a row's pixels from one to before another get, from 1 to steps.
type run struct {
	y, from, to int16
	step        uint8
}

// stamp paints a shape with its upper left corner at a point.
func (s *sheet) stamp(t tone, at image.Point, sh shape) {
	seen := image.Rect(at.X, at.Y, at.X+sh.width, at.Y+sh.height).Intersect(image.Rect(0, 0, s.width, s.height))
	if seen.Empty() {
		return
	}
	s.top, s.bottom = min(s.top, seen.Min.Y), max(s.bottom, seen.Max.Y)
	for _, r := range sh.runs {
		y, from, to := at.Y+int(r.y), max(at.X+int(r.from), 0), min(at.X+int(r.to), s.width)
		if y < 0 || y >= s.height || from >= to {
			continue
		}
		row := s.pixels[y*s.width+from : y*s.width+to]
		if r.step == steps {
			for i := range row {
				row[i] = uint8(t)
			}
			continue
		}
		for i, under := range row {
			known := s.blends[under][t][r.step]
			if known == 0 {
				known = s.blend(under, t, int(r.step))
			}
			row[i] = known
		}
	}
}

// blend gives the palette's entry for step/steps of t over the entry under. A new colour is added
// while there is room, so that each edge has its own degrees and nothing else is stored.
func (s *sheet) blend(under uint8, t tone, step int) uint8 {
	known := &s.blends[under][t][step]
	if *known != 0 {
		return *known
	}
	want := mix(s.palette[under], s.palette[t], step, steps)
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
