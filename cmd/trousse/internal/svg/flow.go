package svg

import (
	"cmp"
	"slices"
	"strconv"
)

// Node is a box of a flow chart: a question with its answers, or, without answers, an outcome.
type Node struct {
	Number  int    // what the chart and the text beside it call the node
	Title   string // plain
	Answers []Edge
}

// Edge leads from an answer to a node, by its index in the list of nodes.
type Edge struct {
	Label string // plain
	To    int
}

// Flow draws a flow chart as one column: a box for each
// node, below all boxes that lead to it, and lines at the right that lead from the answers down to
// where they go. Answers with the same goal share a line, and every answer names its goal's number as
// well, so the lines need not be followed to read the chart. It is as many svg elements as there are
// boxes, one below the other without a gap, so that paper can break between them. All have the class
// "flow"; boxes have the class "question" or "outcome". They are hidden from screen readers: the page
// says the same as text.
//
// Nodes may come in any order and lead anywhere; the time it takes grows with nodes and answers times
// the lines that are open at once, of which there are at most [lanes].
func Flow(nodes []Node) string {
	c := chart{nodes: nodes, row: make([]int, len(nodes))}
	for row, n := range order(nodes) {
		c.row[n] = row
		c.rows = append(c.rows, n)
	}
	c.route()
	c.place()
	return c.draw()
}

// order sorts the nodes so that each stands below all that lead to it, and otherwise as they come.
// Nodes on a circle, which have no such order, come last.
func order(nodes []Node) []int {
	waits := make([]int, len(nodes))
	for _, n := range nodes {
		for _, e := range n.Answers {
			waits[e.To]++
		}
	}
	var rows []int
	done := make([]bool, len(nodes))
	var ready []int // sorted
	for i := range nodes {
		if waits[i] == 0 {
			ready = append(ready, i)
		}
	}
	for len(ready) > 0 {
		n := ready[0]
		ready = ready[1:]
		done[n] = true
		rows = append(rows, n)
		for _, e := range nodes[n].Answers {
			if waits[e.To]--; waits[e.To] == 0 {
				at, _ := slices.BinarySearch(ready, e.To)
				ready = slices.Insert(ready, at, e.To)
			}
		}
	}
	for i := range nodes {
		if !done[i] {
			rows = append(rows, i)
		}
	}
	return rows
}

// lanes is how many lines at most run side by side. A goal that finds no lane is named by its number alone.
const lanes = 7

const noLane = -1

// chart is a flow chart under way. Indices are those of nodes; rows are counted from the top.
type chart struct {
	nodes []Node
	rows  []int // the node of each row
	row   []int // the row of each node
	lane  []int // of the line that leads to each node
	first []int // the row of the first answer that leads to each node
	wide  int   // how many lanes are used
	boxes []box // by row
}

// route gives each node that something leads to a lane for the rows from its first answer to itself. Short
// lines get the lanes near the boxes, so that long ones run round them.
func (c *chart) route() {
	c.lane, c.first = make([]int, len(c.nodes)), make([]int, len(c.nodes))
	for n := range c.nodes {
		c.lane[n], c.first[n] = noLane, -1
	}
	for row, n := range c.rows {
		for _, e := range c.nodes[n].Answers {
			if c.first[e.To] < 0 && row < c.row[e.To] {
				c.first[e.To] = row
			}
		}
	}
	var goals []int
	for _, n := range c.rows {
		if c.first[n] >= 0 {
			goals = append(goals, n)
		}
	}
	slices.SortStableFunc(goals, func(a, b int) int { return cmp.Compare(c.row[a]-c.first[a], c.row[b]-c.first[b]) })
	var taken [lanes][]int // goals
	for _, g := range goals {
		for l := range taken {
			if slices.ContainsFunc(taken[l], func(o int) bool { return c.first[g] <= c.row[o] && c.first[o] <= c.row[g] }) {
				continue
			}
			taken[l] = append(taken[l], g)
			c.lane[g], c.wide = l, max(c.wide, l+1)
			break
		}
	}
}

// Sizes, in units.
const (
	titleSize  = 15
	titleLine  = 19
	bold       = 1.13 // how much wider bold text is
	answerSize = 14
	answerLine = 18
	pad        = 9
	badge      = 24 // what a number takes, with the room beside it
	laneWide   = 11
	gap        = 14 // between two boxes
	edge       = 1.5
)

// box is where a node stands.
type box struct {
	top, height float64
	title       []string
	answers     []answer
}

type answer struct {
	lines []string
	y     float64 // of the first line's base
}

// right is where the boxes end and the lanes begin.
func (c *chart) right() float64 { return width - edge - float64(c.wide)*laneWide - 4 }

func (c *chart) laneX(l int) float64 { return c.right() + 8 + float64(l)*laneWide }

// place sets the boxes one below the other.
func (c *chart) place() {
	y, right := edge, c.right()
	for _, n := range c.rows {
		b := box{top: y, title: wrap(c.nodes[n].Title, titleSize*bold, right-edge-badge-2*pad)}
		inner := y + pad + float64(len(b.title))*titleLine
		for _, e := range c.nodes[n].Answers {
			a := answer{lines: wrap(e.Label, answerSize, right-edge-badge-2*pad-goalWide), y: inner + 4 + answerSize}
			inner += 4 + float64(len(a.lines))*answerLine
			b.answers = append(b.answers, a)
		}
		b.height = inner + pad - y
		c.boxes = append(c.boxes, b)
		y += b.height + gap
	}
}

// goalWide is the room for the number of an answer's goal.
const goalWide = 34

// entry is where a line comes in at a node: the middle of the first line of its title.
func (c *chart) entry(n int) float64 { return c.boxes[c.row[n]].top + pad + titleLine/2 }

// name is the number of a node as it is written.
func (c *chart) name(n int) string { return strconv.Itoa(c.nodes[n].Number) }
