package card

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math/rand/v2"
	"testing"
)

// The packing is our own: whatever is drawn, others must read the same.
func TestOthersReadWhatIsPacked(t *testing.T) {
	palette := make([]color.RGBA, 256)
	for i := range palette {
		palette[i] = color.RGBA{uint8(i), uint8(255 - i), 0, uint8(min(3*i, 255))}
	}
	draw := map[string]func(r *rand.Rand, i int) uint8{
		"empty":  func(*rand.Rand, int) uint8 { return 0 },
		"noise":  func(r *rand.Rand, _ int) uint8 { return uint8(r.IntN(256)) },
		"rare":   func(r *rand.Rand, i int) uint8 { return uint8(r.IntN(256) / (1 + r.IntN(300))) },
		"slopes": func(_ *rand.Rand, i int) uint8 { return uint8(i / 3) },
	}
	cards := drawer(t).codes // made for other pictures: every byte must have a code all the same
	for _, size := range []image.Point{{1, 1}, {2, 3}, {3, 700}, {259, 2}, {260, 2}, {262, 2}, {516, 5}, {1200, 40}} {
		for name, pixel := range draw {
			r := rand.New(rand.NewPCG(1, 2))
			pixels := make([]uint8, size.X*size.Y)
			for i := range pixels {
				pixels[i] = pixel(r, i)
			}
			var e encoder
			for _, c := range []*codes{cards, codesFor(count(e.differences(pixels, size.X)))} {
				got, err := png.Decode(bytes.NewReader(e.encode(c, pixels, size.X, palette)))
				if err != nil {
					t.Fatalf("%s %v: %v", name, size, err)
				}
				p := got.(*image.Paletted)
				if p.Rect.Size() != size || !bytes.Equal(p.Pix, pixels) {
					t.Errorf("%s %v: other pixels come out", name, size)
				}
			}
		}
	}
}

func TestCodesAreNeverTooLong(t *testing.T) {
	counts := make([]int, symbols)
	a, b := 1, 1
	for i := range counts { // as uneven as can be
		if counts[i] = a; i < 60 {
			a, b = b, a+b
		}
	}
	room := 0.0
	for symbol, w := range widthsFor(counts) {
		if w == 0 || w > mostBits {
			t.Fatalf("symbol %d has a code of %d bits", symbol, w)
		}
		room += 1 / float64(int(1)<<w)
	}
	if room != 1 {
		t.Errorf("the codes fill %v of what there is", room)
	}
}
