package svg

import (
	"cmp"
	"slices"
	"strconv"
)

// Line is a time line: columns of time, marks for single days and, in strips of their own, bars. Places in time are
// fractions of the whole, from 0 to 1. A strip is as wide as the place where it stands, with its type and its circles
// as large on a desk as on a phone: whatever lies along the time is drawn in percent.
type Line struct {
	Columns []Column
	Marks   []Mark
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

// Measures of a time line, in pixels.
const (
	lineWidth = 264 // of the narrowest strip, on a small phone: what would touch there is set apart
	barHeight = 12
	headText  = 13
	markText  = 12
	markRound = 9.5
	markLane  = 22
)

// at is where a place in time is drawn, in percent.
func (l *Line) at(f float64) float64 {
	f = min(max(f, 0), 1)
	if l.RTL {
		f = 1 - f
	}
	return 100 * f
}

func percent(f float64) string { return number(f) + "%" }

// open begins a strip. Strips are hidden from screen readers: the page says the same as text.
func open(out *canvas, height float64) {
	out.WriteString(`<svg class="timeline" width="100%" height="` + number(height) + `" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.5">`)
}

// grid draws where columns begin, and where the last one ends.
func (l *Line) grid(out *canvas, top float64) {
	out.WriteString(`<g stroke-width="1" stroke-opacity=".4">`)
	line := func(f float64) {
		x := percent(l.at(f))
		out.WriteString(`<line x1="` + x + `" x2="` + x + `" y1="` + number(top) + `" y2="100%"/>`)
	}
	for _, c := range l.Columns {
		line(c.From)
	}
	line(1)
	out.WriteString(`</g>`)
}

// Head draws the columns' heads with the marks below them. A mark that lasts has a line of the class "span".
func (l *Line) Head() string {
	var out canvas
	above := 0.0
	if slices.ContainsFunc(l.Columns, func(c Column) bool { return c.Above != "" }) {
		above = headText + 3
	}
	lanes := l.lanes()
	top := above + headText + 6
	open(&out, top+markLane*float64(lanes.count)+4)
	l.grid(&out, above+3)
	out.WriteString(`<g fill="currentColor" stroke="none" font-weight="700" font-size="` + strconv.Itoa(headText) + `">`)
	inset := ` dx="4"`
	if l.RTL {
		inset = ` dx="-4"`
	}
	for _, c := range l.Columns {
		x := percent(l.at(c.From))
		if c.Above != "" {
			out.textAt(x, headText-1, inset, c.Above)
		}
		out.textAt(x, above+headText+1, inset+` font-weight="400"`, c.Label)
	}
	out.WriteString(`</g>`)
	for i, m := range l.Marks {
		x, y := percent(l.at(m.From)), top+markLane*(float64(lanes.of[i])+.5)
		if m.To > m.From {
			out.WriteString(`<line class="span" stroke-width="5" x1="` + x + `" x2="` + percent(l.at(m.To)) + `" y1="` + number(y) + `" y2="` + number(y) + `"/>`)
		}
		// The circle covers where its line begins.
		out.WriteString(`<circle fill="Canvas" cx="` + x + `" cy="` + number(y) + `" r="` + number(markRound) + `"/>`)
		out.textAt(x, y+markText/2.0-1.5, ` text-anchor="middle" fill="currentColor" stroke="none" font-weight="700" font-size="`+strconv.Itoa(markText)+`"`, strconv.Itoa(m.Number))
	}
	out.WriteString("</svg>\n")
	return out.String()
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
		x, end := l.at(m.From)*lineWidth/100, l.at(m.To)*lineWidth/100
		rooms[i], order[i] = room{min(x, end) - markRound - 1, max(x, end) + markRound + 1}, i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(rooms[a].from, rooms[b].from) })
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

// Bar draws what lasts from one place to another, over the columns.
func (l *Line) Bar(from, to float64) string {
	var out canvas
	open(&out, barHeight+6)
	l.grid(&out, 0)
	a, b := l.at(from), l.at(to)
	a, b = min(a, b), max(a, b)
	if short := 1.0; b-a < short { // a day is a bar as well
		a = min(a, 100-short)
		b = a + short
	}
	out.WriteString(`<rect class="bar" x="` + percent(a) + `" y="3" width="` + percent(b-a) + `" height="` + strconv.Itoa(barHeight) + `" rx="2" fill="currentColor" stroke="none"/></svg>`)
	return out.String()
}
