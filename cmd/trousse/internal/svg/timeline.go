package svg

import (
	"slices"
	"strconv"
)

// Line is a time line: bars below each other over columns of time, and marks for single days above them.
// Places in time are fractions of the whole, from 0 to 1.
type Line struct {
	Columns []Column
	Marks   []Mark
	Bars    []Bar
	RTL     bool // time runs from right to left, as the text does
}

// Column begins at a place in time. What is above it says more than its label: the year above a quarter.
type Column struct {
	Label, Above string // plain; Above may be empty
	From         float64
}

// Mark is something on a day, or on several; the number names it in the text beside.
type Mark struct {
	Number   int
	From, To float64
}

// Bar lasts from one place to another.
type Bar struct {
	Label    string // plain
	From, To float64
}

// Measures of a time line.
const (
	barText   = 13 // size of type
	barRow    = 16 // from line to line
	barHeight = 10
	headText  = 12
	markText  = 11
	markRound = 8.5
	markLane  = 20
)

// Timeline draws a time line: the columns' heads with the marks below them, then each bar under its label. It
// is as many svg elements as there are bars and one more, one below the other without a gap, so that paper can
// break between them. All have the class "timeline"; bars have the class "bar", days that last "span". They are
// hidden from screen readers: the page says the same as text.
func (l *Line) Timeline() string {
	var out canvas
	l.head(&out)
	for _, b := range l.Bars {
		l.bar(&out, b)
	}
	return out.String()
}

// at is where a place in time is drawn.
func (l *Line) at(f float64) float64 {
	f = min(max(f, 0), 1)
	if l.RTL {
		f = 1 - f
	}
	return edge + f*(width-2*edge)
}

// start is where text begins.
func (l *Line) start() float64 { return l.at(0) }

func open(out *canvas, height float64) {
	out.WriteString(`<svg class="timeline" viewBox="0 0 ` + strconv.Itoa(width) + ` ` + number(height) + `" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.5">`)
}

// grid draws where columns begin, and where the last one ends.
func (l *Line) grid(out *canvas, top, bottom float64) {
	d := ""
	for _, c := range l.Columns {
		d += `M` + number(l.at(c.From)) + ` ` + number(top) + `V` + number(bottom)
	}
	d += `M` + number(l.at(1)) + ` ` + number(top) + `V` + number(bottom)
	out.WriteString(`<path stroke-width="1" stroke-opacity=".4" d="` + d + `"/>`)
}

// head draws what stands above the bars.
func (l *Line) head(out *canvas) {
	above := 0.0
	if slices.ContainsFunc(l.Columns, func(c Column) bool { return c.Above != "" }) {
		above = headText + 3
	}
	lanes := l.lanes()
	top := above + headText + 6
	height := top + markLane*float64(lanes.count) + 4
	open(out, height)
	l.grid(out, above+3, height)
	out.WriteString(`<g fill="currentColor" stroke="none" font-weight="700" font-size="` + strconv.Itoa(headText) + `">`)
	inset := 4.0
	if l.RTL {
		inset = -inset
	}
	for _, c := range l.Columns {
		if c.Above != "" {
			out.text(l.at(c.From)+inset, headText-1, "", c.Above)
		}
		out.text(l.at(c.From)+inset, above+headText+1, ` font-weight="400"`, c.Label)
	}
	out.WriteString(`</g>`)
	for i, m := range l.Marks {
		x, y := l.middle(m), top+markLane*(float64(lanes.of[i])+.5)
		if end := l.at(m.To); m.To > m.From && abs(end-x) > markRound {
			side := markRound
			if l.RTL {
				side = -side
			}
			out.WriteString(`<path class="span" stroke-width="5" d="M` + number(x+side) + ` ` + number(y) + `H` + number(end) + `"/>`)
		}
		out.WriteString(`<circle cx="` + number(x) + `" cy="` + number(y) + `" r="` + number(markRound) + `"/>`)
		out.text(x, y+markText/2.0-1.5, ` text-anchor="middle" fill="currentColor" stroke="none" font-weight="700" font-size="`+strconv.Itoa(markText)+`"`, strconv.Itoa(m.Number))
	}
	out.WriteString("</svg>\n")
}

// middle is where the number of a mark stands: on its first day, but never over the edge.
func (l *Line) middle(m Mark) float64 {
	return min(max(l.at(m.From), edge+markRound), width-edge-markRound)
}

// laned is the lane of each mark: those that would touch stand below each other.
type laned struct {
	of    []int
	count int
}

func (l *Line) lanes() laned {
	type room struct{ from, to float64 }
	rooms := make([]room, len(l.Marks))
	order := make([]int, len(l.Marks))
	for i, m := range l.Marks {
		x, end := l.middle(m), l.at(m.To)
		rooms[i], order[i] = room{min(x, end) - markRound - 1, max(x, end) + markRound + 1}, i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case rooms[a].from < rooms[b].from:
			return -1
		case rooms[b].from < rooms[a].from:
			return 1
		}
		return 0
	})
	ls := laned{of: make([]int, len(l.Marks))}
	var free []float64 // where each lane is free again
	for _, i := range order {
		n := slices.IndexFunc(free, func(from float64) bool { return from <= rooms[i].from })
		if n < 0 {
			n = len(free)
			free = append(free, 0)
		}
		free[n], ls.of[i] = rooms[i].to, n
	}
	ls.count = len(free)
	return ls
}

// bar draws one bar, below its label.
func (l *Line) bar(out *canvas, b Bar) {
	lines := wrap(b.Label, barText, width-2*edge)
	top := 6 + barRow*float64(len(lines))
	height := top + barHeight + 8
	open(out, height)
	out.WriteString(`<g fill="currentColor" stroke="none" font-size="` + strconv.Itoa(barText) + `">`)
	for i, line := range lines {
		out.text(l.start(), barRow*float64(i+1), "", line)
	}
	out.WriteString(`</g>`)
	l.grid(out, top-2, top+barHeight+2)
	from, to := l.at(b.From), l.at(b.To)
	from, to = min(from, to), max(from, to)
	if short := 4.0; to-from < short { // a day is a bar as well
		from = min(from, width-edge-short)
		to = from + short
	}
	out.WriteString(`<rect class="bar" x="` + number(from) + `" y="` + number(top) + `" width="` + number(to-from) + `" height="` + strconv.Itoa(barHeight) + `" rx="2" fill="currentColor" stroke="none"/></svg>` + "\n")
}

func abs(f float64) float64 { return max(f, -f) }
