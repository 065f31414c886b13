package svg_test

import (
	"encoding/xml"
	"io"
	"math"
	"strconv"
	"strings"
	"testing"

	"trousse/cmd/trousse/internal/svg"
)

func year() *svg.Line {
	return &svg.Line{
		Columns: []svg.Column{{"Q1", "2027", 0}, {"Q2", "", .25}, {"Q3", "", .5}, {"Q4", "", .75}},
		Marks:   []svg.Mark{{1, .1, .1}, {2, .11, .11}, {3, .5, .6}, {4, 1, 1}},
	}
}

// attributes gives the values of an attribute in all elements of a name, without the sign of percent.
func attributes(t *testing.T, drawing, element, attr string) (values []float64) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader("<all>" + drawing + "</all>"))
	for {
		tok, err := d.Token()
		if err == io.EOF {
			return values
		}
		if err != nil {
			t.Fatal(err)
		}
		e, ok := tok.(xml.StartElement)
		if !ok || e.Name.Local != element {
			continue
		}
		for _, a := range e.Attr {
			if a.Name.Local == attr {
				v, err := strconv.ParseFloat(strings.TrimSuffix(a.Value, "%"), 64)
				if err != nil {
					t.Fatal(err)
				}
				values = append(values, v)
			}
		}
	}
}

func TestAStripIsAsWideAsItsPlaceAndItsTypeStaysAsLarge(t *testing.T) {
	l := year()
	l.Columns[0].Above = "2027 & on"
	for _, strip := range []string{l.Head(), l.Bar(.1, .5)} {
		if strings.Count(strip, "<svg") != 1 || !strings.Contains(strip, `width="100%" height="`) || !strings.Contains(strip, `aria-hidden="true"`) {
			t.Error(strip)
		}
		for _, never := range []string{"style", "viewBox", "NaN", "Inf", "fill=\"#"} {
			if strings.Contains(strip, never) {
				t.Errorf("%s is in\n%s", never, strip)
			}
		}
	}
	for _, want := range []string{">2027 &amp; on</text>", ">Q4</text>", `class="span"`} {
		if !strings.Contains(l.Head(), want) {
			t.Errorf("%s is missing in\n%s", want, l.Head())
		}
	}
}

func TestABarLastsFromOnePlaceToAnother(t *testing.T) {
	for _, tt := range []struct{ from, to, x, width float64 }{
		{.1, .5, 10, 40},
		{1, 1, 99, 1}, // one day can still be seen
		{-1, 2, 0, 100},
	} {
		bar := year().Bar(tt.from, tt.to)
		if x, w := attributes(t, bar, "rect", "x")[0], attributes(t, bar, "rect", "width")[0]; x != tt.x || w != tt.width {
			t.Errorf("%v to %v: %v, %v", tt.from, tt.to, x, w)
		}
	}
	l := year()
	l.RTL = true
	if x := attributes(t, l.Bar(.1, .5), "rect", "x")[0]; x != 50 {
		t.Error("from right to left:", x)
	}
}

func TestMarksThatWouldTouchStandBelowEachOther(t *testing.T) {
	cx, cy := attributes(t, year().Head(), "circle", "cx"), attributes(t, year().Head(), "circle", "cy")
	r := attributes(t, year().Head(), "circle", "r")[0]
	if cy[0] == cy[1] || cy[0] != cy[2] {
		t.Error(cx, cy)
	}
	many := &svg.Line{}
	for i := range 60 {
		f := float64(i%13) / 13
		many.Marks = append(many.Marks, svg.Mark{Number: i + 1, From: f, To: f + float64(i%3)/20})
	}
	cx, cy = attributes(t, many.Head(), "circle", "cx"), attributes(t, many.Head(), "circle", "cy")
	const narrowest = 264 // of a strip, in pixels
	for i := range cx {
		for j := range i {
			if math.Hypot((cx[i]-cx[j])*narrowest/100, cy[i]-cy[j]) < 2*r {
				t.Errorf("marks %d and %d touch", i, j)
			}
		}
	}
}

func TestTimeRunsAsTheTextDoes(t *testing.T) {
	l := year()
	left := attributes(t, l.Head(), "circle", "cx")
	l.RTL = true
	right := attributes(t, l.Head(), "circle", "cx")
	for i := range left {
		if math.Abs(left[i]+right[i]-100) > .2 {
			t.Errorf("mark %d at %v and %v", i, left[i], right[i])
		}
	}
	if x := attributes(t, l.Head(), "text", "x"); x[0] != 100 {
		t.Error("the first column begins at the left", x)
	}
}

func TestNothingIsDrawnBelowAStrip(t *testing.T) {
	l := year()
	for i := range 30 {
		l.Marks = append(l.Marks, svg.Mark{Number: i, From: .5, To: .5})
	}
	head := l.Head()
	height := attributes(t, head, "svg", "height")[0]
	for _, y := range attributes(t, head, "circle", "cy") {
		if r := attributes(t, head, "circle", "r")[0]; y-r < 0 || y+r > height {
			t.Errorf("a circle at %v of %v", y, height)
		}
	}
	if got := (&svg.Line{}).Head(); strings.Count(got, "<svg") != 1 {
		t.Error(got)
	}
}
