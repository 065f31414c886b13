package svg_test

import (
	"encoding/xml"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"trousse/cmd/trousse/internal/svg"
)

func year() *svg.Line {
	return &svg.Line{
		Columns: []svg.Column{{"Q1", "2027", 0}, {"Q2", "", .25}, {"Q3", "", .5}, {"Q4", "", .75}},
		Marks:   []svg.Mark{{1, .1, .1}, {2, .11, .11}, {3, .5, .6}, {4, 1, 1}},
		Bars:    []svg.Bar{{"1. Routers & more", .1, .5}, {"2. One day", 1, 1}},
	}
}

// attributes gives the values of an attribute in all elements of a name.
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
				v, err := strconv.ParseFloat(a.Value, 64)
				if err != nil {
					t.Fatal(err)
				}
				values = append(values, v)
			}
		}
	}
}

func TestATimelineIsAStripForEachBar(t *testing.T) {
	got := year().Timeline()
	if n := strings.Count(got, "<svg"); n != 3 {
		t.Errorf("%d strips", n)
	}
	for _, want := range []string{">2027</text>", ">Q4</text>", ">1. Routers &amp; more</text>", `aria-hidden="true"`} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is missing in\n%s", want, got)
		}
	}
	for _, never := range []string{"style", "NaN", "Inf", "fill=\"#"} {
		if strings.Contains(got, never) {
			t.Errorf("%s is in\n%s", never, got)
		}
	}
	x, w := attributes(t, got, "rect", "x"), attributes(t, got, "rect", "width")
	if len(x) != 2 || w[0] < 130 || w[0] > 145 || x[1]+w[1] > 360 || w[1] < 3 {
		t.Error("bars", x, w)
	}
}

func TestMarksThatWouldTouchStandBelowEachOther(t *testing.T) {
	cx, cy := attributes(t, year().Timeline(), "circle", "cx"), attributes(t, year().Timeline(), "circle", "cy")
	r := attributes(t, year().Timeline(), "circle", "r")[0]
	if cy[0] == cy[1] || cy[0] != cy[2] {
		t.Error(cx, cy)
	}
	many := &svg.Line{}
	for i := range 60 {
		f := float64(i%13) / 13
		many.Marks = append(many.Marks, svg.Mark{Number: i + 1, From: f, To: f + float64(i%3)/20})
	}
	cx, cy = attributes(t, many.Timeline(), "circle", "cx"), attributes(t, many.Timeline(), "circle", "cy")
	for i := range cx {
		if cx[i] < r || cx[i] > 360-r {
			t.Errorf("mark %d is over the edge: %v", i, cx[i])
		}
		for j := range i {
			if math.Hypot(cx[i]-cx[j], cy[i]-cy[j]) < 2*r {
				t.Errorf("marks %d and %d touch", i, j)
			}
		}
	}
}

func TestTimeRunsAsTheTextDoes(t *testing.T) {
	l := year()
	left := attributes(t, l.Timeline(), "circle", "cx")
	l.RTL = true
	right := attributes(t, l.Timeline(), "circle", "cx")
	for i := range left {
		if math.Abs(left[i]+right[i]-360) > .2 {
			t.Errorf("mark %d at %v and %v", i, left[i], right[i])
		}
	}
	if x := attributes(t, l.Timeline(), "text", "x"); x[0] < 340 {
		t.Error("the first column begins at the left", x)
	}
}

func TestALongLabelIsWrappedAndNothingIsOutside(t *testing.T) {
	l := &svg.Line{Bars: []svg.Bar{{strings.Repeat("Long words follow each other ", 6), -1, 2}}}
	got := l.Timeline()
	if n := strings.Count(got, "<text"); n < 3 {
		t.Errorf("%d lines", n)
	}
	height := 0.0
	for _, m := range regexp.MustCompile(`viewBox="0 0 360 ([0-9.]+)"`).FindAllStringSubmatch(got, -1) {
		h, _ := strconv.ParseFloat(m[1], 64)
		height = max(height, h)
	}
	for _, y := range attributes(t, got, "text", "y") {
		if y > height {
			t.Errorf("text at %v of %v", y, height)
		}
	}
	if x, w := attributes(t, got, "rect", "x")[0], attributes(t, got, "rect", "width")[0]; x < 0 || x+w > 360 {
		t.Error(x, w)
	}
	if got := (&svg.Line{}).Timeline(); strings.Count(got, "<svg") != 1 {
		t.Error(got)
	}
}
