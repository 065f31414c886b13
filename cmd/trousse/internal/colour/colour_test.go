package colour

import (
	"image/color"
	"math"
	"testing"
)

func TestColoursAreReadAndWritten(t *testing.T) {
	for s, want := range map[string]string{"#fff": "#ffffff", "#0a4": "#00aa44", "#004B8d": "#004b8d"} {
		if c, ok := Parse(s); !ok || Hex(c) != want {
			t.Errorf("%s: got %s, %v", s, Hex(c), ok)
		}
	}
	for _, s := range []string{"", "#", "#ff", "#ffff", "#12345g", "ffffff", "red", "#fffffff", " #fff"} {
		if _, ok := Parse(s); ok {
			t.Errorf("%q was read", s)
		}
	}
}

// Values that WCAG's own technique G17 and its checkers give.
func TestContrastIsThatOfWCAG(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want float64
	}{
		{"#000", "#fff", 21}, {"#fff", "#fff", 1}, {"#777", "#fff", 4.48}, {"#767676", "#fff", 4.54}, {"#595959", "#fff", 7.00}, {"#f00", "#fff", 4.00}, {"#00f", "#fff", 8.59},
	} {
		a, _ := Parse(c.a)
		b, _ := Parse(c.b)
		if got := Contrast(a, b); math.Abs(got-c.want) > 0.005 || got != Contrast(b, a) {
			t.Errorf("%s on %s: got %.3f, want %.2f", c.a, c.b, got, c.want)
		}
	}
}

func TestMixingGoesFromOneToTheOther(t *testing.T) {
	a, b := color.RGBA{A: 0xff}, color.RGBA{0xff, 0x80, 0, 0xff}
	for part, want := range map[int]string{0: "#000000", 1: "#804000", 2: "#ff8000"} {
		if got := Hex(Mix(a, b, part, 2)); got != want {
			t.Errorf("%d of 2: got %s, want %s", part, got, want)
		}
	}
}
