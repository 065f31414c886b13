package card

import (
	"image"

	"golang.org/x/image/vector"
)

// pen draws outlines given on the grid of the toolkit's icon, where the sign is 32 wide and 30 high
// around (24, 24), which comes to lie at middle.
type pen struct {
	r             *vector.Rasterizer
	scale, middle float32
}

// arc is the length of a cubic curve's handle that makes a quarter of a circle of radius 1.
const arc = 0.5523

func (p pen) at(x, y float32) (float32, float32) {
	return (x-24)*p.scale + p.middle, (y-24)*p.scale + p.middle
}

func (p pen) move(x, y float32) { p.r.MoveTo(p.at(x, y)) }

func (p pen) to(x, y float32) { p.r.LineTo(p.at(x, y)) }

// turn rounds the corner (cx, cy) from where the pen is at (ax, ay) to (bx, by).
func (p pen) turn(ax, ay, cx, cy, bx, by float32) {
	x1, y1 := p.at(ax+(cx-ax)*arc, ay+(cy-ay)*arc)
	x2, y2 := p.at(bx+(cx-bx)*arc, by+(cy-by)*arc)
	x3, y3 := p.at(bx, by)
	p.r.CubeTo(x1, y1, x2, y2, x3, y3)
}

// box outlines a rectangle with round upper and lower corners, clockwise.
func (p pen) box(l, t, r, b, upper, lower float32) {
	p.move(l+upper, t)
	p.to(r-upper, t)
	p.turn(r-upper, t, r, t, r, t+upper)
	p.to(r, b-lower)
	p.turn(r, b-lower, r, b, r-lower, b)
	p.to(l+lower, b)
	p.turn(l+lower, b, l, b, l, b-lower)
	p.to(l, t+upper)
	p.turn(l, t+upper, l, t, l+upper, t)
	p.r.ClosePath()
}

// pouch draws the toolkit with its middle at (x, y): a handle, a body with a seam, a flap, a button.
func (s *sheet) pouch(x, y int, scale float32) {
	if s.mirrored {
		x = s.width - x
	}
	half := int(17 * scale)
	part := func(t tone, outline func(pen)) { s.part(t, x, y, half, scale, outline) }
	part(white, func(p pen) {
		p.box(15.5, 7.5, 32.5, 16, 5, 0)
	})
	part(band, func(p pen) {
		p.box(18.5, 10.5, 29.5, 15, 2, 0)
	})
	part(white, func(p pen) {
		p.box(8, 15, 40, 39, 2, 4)
	})
	part(pale, func(p pen) {
		p.move(10, 15)
		p.to(38, 15)
		p.turn(38, 15, 40, 15, 40, 17)
		p.to(40, 23)
		p.to(24, 30)
		p.to(8, 23)
		p.to(8, 17)
		p.turn(8, 17, 8, 15, 10, 15)
		p.r.ClosePath()
	})
	part(band, func(p pen) {
		for i := range 6 {
			x := 11.6 + float32(i)*4.4
			p.box(x, 34.6, x+2.8, 36, 0, 0)
		}
	})
	part(band, func(p pen) {
		p.box(20.5, 24, 27.5, 31, 3.5, 3.5)
	})
}

// part draws a part of a sign with its middle at (x, y), no farther than half from it.
func (s *sheet) part(t tone, x, y, half int, scale float32, outline func(pen)) {
	bounds := image.Rect(x-half, y-half, x+half, y+half)
	s.paint(t, bounds, func(r *vector.Rasterizer) { outline(pen{r, scale, float32(half)}) })
}
