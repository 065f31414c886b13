package markdown

import (
	"strconv"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// table is a table of GitHub's kind.
type table struct {
	ast.BaseBlock
	aligns []string // class names, "" for none
	// spare is how many missing cells may still be made up, so that a wide header and many short
	// rows cannot grow a page beyond all measure.
	spare int
}

// tableRow is a row of a table; the first is its header.
type tableRow struct {
	ast.BaseBlock
	source []byte
}

// tableCell is a cell of a row.
type tableCell struct{ ast.BaseBlock }

var (
	kindTable     = ast.NewNodeKind("Grid")
	kindTableRow  = ast.NewNodeKind("GridRow")
	kindTableCell = ast.NewNodeKind("GridCell")
)

// Kind implements ast.Node.
func (t *table) Kind() ast.NodeKind { return kindTable }

// Dump implements ast.Node.
func (t *table) Dump(source []byte, level int) { ast.DumpHelper(t, source, level, nil, nil) }

// Kind implements ast.Node.
func (r *tableRow) Kind() ast.NodeKind { return kindTableRow }

// Dump implements ast.Node.
func (r *tableRow) Dump(source []byte, level int) { ast.DumpHelper(r, source, level, nil, nil) }

// Kind implements ast.Node.
func (c *tableCell) Kind() ast.NodeKind { return kindTableCell }

// Dump implements ast.Node.
func (c *tableCell) Dump(source []byte, level int) { ast.DumpHelper(c, source, level, nil, nil) }

const maxSpareCells = 5000

// tableTransformer makes tables of paragraphs whose second or a later line is a delimiter row.
type tableTransformer struct{}

// Transform implements parser.ParagraphTransformer.
func (tableTransformer) Transform(para *ast.Paragraph, reader text.Reader, pc parser.Context) {
	lines := para.Lines()
	src := reader.Source()
	var cells [][2]int
	for i := 1; i < lines.Len(); i++ {
		row := lines.At(i)
		aligns := delimiterRow(src[row.Start:row.Stop])
		if aligns == nil {
			continue
		}
		head := lines.At(i - 1)
		cells = splitRow(cells[:0], src, head.Start, head.Stop)
		if len(cells) != len(aligns) {
			continue
		}
		t := &table{aligns: aligns, spare: maxSpareCells}
		t.SetPos(head.Start)
		w := workOf(pc)
		t.add(src, head, cells)
		for k := i + 1; k < lines.Len(); k++ {
			seg := lines.At(k)
			cells = splitRow(cells[:0], src, seg.Start, seg.Stop)
			if len(cells) > len(aligns) {
				w.fault(cells[len(aligns)][0], "table-row", "cells", strconv.Itoa(len(cells)), "columns", strconv.Itoa(len(aligns)))
				cells = cells[:len(aligns)]
			}
			t.add(src, seg, cells)
		}
		para.Parent().InsertAfter(para.Parent(), para, t)
		if i == 1 {
			para.Parent().RemoveChild(para.Parent(), para)
		} else {
			lines.SetSliced(0, i-1)
		}
		return
	}
}

// delimiterRow reads a row such as "| --- | :-: |" and gives the classes of its columns.
func delimiterRow(line []byte) []string {
	var aligns []string
	mark, lead, dashes, left, right := false, false, 0, false, false
	for i := 0; i <= len(line); i++ {
		c := byte('|')
		if i < len(line) {
			c = line[i]
		}
		switch c {
		case ' ', '\t', '\r', '\n':
			continue
		case '-':
			if right {
				return nil
			}
			dashes++
		case ':':
			mark = true
			if dashes > 0 {
				if right {
					return nil
				}
				right = true
			} else if left {
				return nil
			} else {
				left = true
			}
		case '|':
			mark = mark || i < len(line)
			if dashes == 0 {
				// Nothing stands before the first and behind the last line of a row.
				first := len(aligns) == 0 && i < len(line) && !lead
				if lead = true; !left && (first || i == len(line) && len(aligns) > 0) {
					continue
				}
				return nil
			}
			aligns = append(aligns, alignClass(left, right))
			dashes, left, right = 0, false, false
		default:
			return nil
		}
	}
	if !mark {
		return nil
	}
	return aligns
}

func alignClass(left, right bool) string {
	switch {
	case left && right:
		return "align-center"
	case left:
		return "align-left"
	case right:
		return "align-right"
	}
	return ""
}

// splitRow adds the bounds of the cells of a row to cells, without the spaces around them.
func splitRow(cells [][2]int, src []byte, from, to int) [][2]int {
	from, to = trim(src, from, to)
	if from < to && src[from] == '|' {
		from++
	}
	if to > from && src[to-1] == '|' && !escapedAt(src, from, to-1) {
		to--
	}
	start := from
	for i := from; i < to; i++ {
		if src[i] == '\\' {
			i++
		} else if src[i] == '|' {
			a, b := trim(src, start, i)
			cells = append(cells, [2]int{a, b})
			start = i + 1
		}
	}
	a, b := trim(src, start, to)
	return append(cells, [2]int{a, b})
}

func escapedAt(src []byte, from, i int) bool {
	n := 0
	for i-n-1 >= from && src[i-n-1] == '\\' {
		n++
	}
	return n%2 == 1
}

func trim(src []byte, from, to int) (int, int) {
	for from < to && src[from] <= ' ' {
		from++
	}
	for to > from && src[to-1] <= ' ' {
		to--
	}
	return from, to
}

func (t *table) add(src []byte, seg text.Segment, cells [][2]int) {
	r := &tableRow{source: src[seg.Start:seg.Stop]}
	r.SetPos(seg.Start)
	for _, b := range cells {
		c := &tableCell{}
		c.SetPos(b[0])
		if b[0] < b[1] {
			c.Lines().Append(text.NewSegment(b[0], b[1]))
		}
		r.AppendChild(r, c)
	}
	t.AppendChild(t, r)
}

// table writes a table in a region that can be reached and moved with the keyboard.
func (w *work) table(t *table) {
	label := w.heading
	if label == "" {
		label = w.word("table")
	}
	if w.region == nil {
		w.region = make(map[string]int)
	}
	w.region[label]++
	if n := w.region[label]; n > 1 {
		label += " (" + strconv.Itoa(n) + ")"
	}
	w.html = append(w.html, `<div class="table" role="region" tabindex="0" aria-label="`...)
	w.html = appendAttr(w.html, label)
	w.html = append(w.html, "\">\n<table>\n"...)
	outer := w.enterPart("table")
	head := t.FirstChild()
	headless := true
	for c := head.FirstChild(); c != nil; c = c.NextSibling() {
		headless = headless && c.Lines().Len() == 0
	}
	w.facts.Tables = append(w.facts.Tables, Table{Headless: headless, Pos: w.spot(t.Pos())})
	w.inTable = true
	body := false
	for n := head; n != nil; n = n.NextSibling() {
		r := n.(*tableRow)
		switch {
		case n == head && headless:
			continue
		case n == head:
			w.html = append(w.html, "<thead>\n"...)
		case !body:
			body = true
			w.html = append(w.html, "<tbody>\n"...)
		}
		w.tableRow(t, r, n == head)
		if n == head {
			w.html = append(w.html, "</thead>\n"...)
		}
	}
	if body {
		w.html = append(w.html, "</tbody>\n"...)
	}
	w.inTable = false
	w.leave(outer)
	w.html = append(w.html, "</table>\n</div>\n"...)
}

func (w *work) tableRow(t *table, r *tableRow, head bool) {
	w.blockFact("row", "row", r.Pos(), r.source)
	w.html = append(w.html, "<tr>\n"...)
	cell := r.FirstChild()
	for i := range t.aligns {
		if cell == nil {
			if t.spare == 0 {
				break
			}
			t.spare--
		}
		tag := "td"
		if head && cell.Lines().Len() > 0 {
			tag = "th"
		}
		w.html = append(append(w.html, '<'), tag...)
		if tag == "th" {
			w.html = append(w.html, ` scope="col"`...)
		}
		w.html = appendClass(w.html, t.aligns[i])
		w.html = append(w.html, '>')
		if cell != nil {
			if i > 0 {
				w.plain = append(w.plain, '\t')
			}
			w.textBlock(cell)
			cell = cell.NextSibling()
		}
		w.html = append(append(append(w.html, "</"...), tag...), ">\n"...)
	}
	w.endPlain()
	w.html = append(w.html, "</tr>\n"...)
}
