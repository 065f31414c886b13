package svg

import "strconv"

// draw writes a strip for each row: its box, and what runs past it. Each begins at 0 anew, because numbers
// that come again and again make a page light.
func (c *chart) draw() string {
	var out canvas
	for row, n := range c.rows {
		b := c.boxes[row]
		top, height := b.top-edge, b.height+gap
		if row == len(c.rows)-1 {
			height = b.height + 2*edge
		}
		c.boxes[row].top = edge
		for i := range b.answers {
			b.answers[i].y -= top
		}
		b = c.boxes[row]
		out.WriteString(`<svg class="flow" viewBox="0 0 ` + strconv.Itoa(width) + ` ` + number(height) + `" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.5">`)
		c.lines(&out, row, 0, height)
		c.box(&out, n, b)
		out.WriteString("</svg>\n")
	}
	return out.String()
}

// lines writes the parts of all lines that are within a row's strip.
func (c *chart) lines(out *canvas, row int, top, bottom float64) {
	for n := range c.nodes {
		if c.lane[n] == noLane || row < c.first[n] || row > c.row[n] {
			continue
		}
		x, from, to := c.laneX(c.lane[n]), top, bottom
		d := ""
		dots := ""
		joins := 0
		for i, e := range c.nodes[c.rows[row]].Answers {
			if e.To != n {
				continue
			}
			y := c.boxes[row].answers[i].y - answerSize/3
			d += `M` + number(c.right()) + ` ` + number(y) + `H` + number(x)
			if row == c.first[n] && joins == 0 {
				from = y // the line begins here, and needs no dot
			} else {
				dots += `<circle cx="` + number(x) + `" cy="` + number(y) + `" r="2.2" fill="currentColor"/>`
			}
			joins++
		}
		if row == c.row[n] {
			to = c.entry(n)
		}
		d += `M` + number(x) + ` ` + number(from) + `V` + number(to)
		if row == c.row[n] {
			tip := c.right() + 1
			d += `H` + number(tip+4)
			dots += `<path d="M` + number(tip) + ` ` + number(to) + `l7-4v8z" fill="currentColor" stroke="none"/>`
		}
		out.WriteString(`<path class="lane-` + strconv.Itoa(c.lane[n]%3) + `" d="` + d + `"/>` + dots)
	}
}

// box writes a node. Questions have corners, outcomes are round and have a second line around their number.
func (c *chart) box(out *canvas, n int, b box) {
	node := c.nodes[n]
	outcome := len(node.Answers) == 0
	class, radius := "question", 3.0
	if outcome {
		class, radius = "outcome", min(16, b.height/2)
	}
	right := c.right()
	out.WriteString(`<rect class="` + class + `" x="` + number(edge) + `" y="` + number(b.top) + `" width="` + number(right-edge) + `" height="` + number(b.height) + `" rx="` + number(radius) + `"`)
	if outcome {
		out.WriteString(` stroke-width="2.5"`)
	}
	out.WriteString(`/><g fill="currentColor" stroke="none" font-size="` + strconv.Itoa(answerSize) + `">`)
	x := edge + pad
	y := b.top + pad + titleSize - 1
	out.text(x, y, ` font-weight="700" font-size="13"`, c.name(n))
	for i, line := range b.title {
		out.text(x+badge, y+float64(i)*titleLine, ` font-weight="700" font-size="`+strconv.Itoa(titleSize)+`"`, line)
	}
	for i, a := range b.answers {
		for j, line := range a.lines {
			out.text(x+badge, a.y+float64(j)*answerLine, "", line)
		}
		out.text(right-pad, a.y, ` text-anchor="end" font-weight="700" font-size="13"`, "→ "+c.name(node.Answers[i].To))
	}
	out.WriteString(`</g>`)
}
