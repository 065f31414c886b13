package card

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math"
	"testing"
)

func icon(t *testing.T, size int, full bool) image.Image {
	t.Helper()
	file := Icon(size, full)
	if !bytes.Equal(file, Icon(size, full)) {
		t.Error("drawn again it differs")
	}
	if len(file) > 8000 {
		t.Errorf("%d pixels: %d bytes", size, len(file))
	}
	p, err := png.Decode(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	if p.Bounds() != image.Rect(0, 0, size, size) {
		t.Fatalf("%v", p.Bounds())
	}
	return p
}

func same8(a, b color.Color) bool { return color.NRGBAModel.Convert(a) == color.NRGBAModel.Convert(b) }

func TestIconsHaveRoundCornersOrGoToTheEdge(t *testing.T) {
	for _, size := range []int{180, 192, 512} {
		p := icon(t, size, false)
		if _, _, _, a := p.At(0, 0).RGBA(); a != 0 {
			t.Error("a corner is not clear")
		}
		if !same8(p.At(size/2, 1), ownAccent) {
			t.Errorf("the edge is %v", p.At(size/2, 1))
		}
		some := map[uint8]bool{}
		for x := range size / 4 {
			some[color.NRGBAModel.Convert(p.At(x, x)).(color.NRGBA).A] = true
			some[color.NRGBAModel.Convert(p.At(x, 1)).(color.NRGBA).A] = true
		}
		if len(some) < 3 {
			t.Errorf("%d pixels: the corner is not smooth: %v", size, some)
		}
		p = icon(t, size, true)
		for _, at := range []image.Point{{0, 0}, {size - 1, 0}, {0, size - 1}, {size - 1, size - 1}} {
			if !same8(p.At(at.X, at.Y), ownAccent) {
				t.Errorf("a full icon has %v in a corner", p.At(at.X, at.Y))
			}
		}
	}
}

// Systems cut circles, squares and drops out of a maskable icon: the sign must be in all of them.
func TestTheSignOfAFullIconIsInTheSafeCircle(t *testing.T) {
	const size = 512
	p := icon(t, size, true)
	farthest := 0.0
	for y := range size {
		for x := range size {
			if !same8(p.At(x, y), ownAccent) {
				farthest = max(farthest, math.Hypot(float64(x)+0.5-size/2, float64(y)+0.5-size/2))
			}
		}
	}
	if farthest > 0.4*size || farthest < 0.3*size {
		t.Errorf("the sign reaches %.0f pixels from the middle; the circle has %.0f", farthest, 0.4*size)
	}
}
