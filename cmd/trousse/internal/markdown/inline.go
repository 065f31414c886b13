package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
)

// hole leaves a place for what another page decides.
func (w *work) hole(kind HoleKind, index int) {
	w.facts.Holes = append(w.facts.Holes, Hole{At: len(w.html), Kind: kind, Index: index})
}

// inlines writes the inline children of a node.
func (w *work) inlines(n ast.Node) {
	base := w.openBase
	w.openBase = len(w.openTags)
	for c := n.FirstChild(); c != nil; {
		if from, to, ok := stretch(c); ok {
			c = w.run(c, from, to)
			continue
		}
		w.inline(c)
		c = c.NextSibling()
	}
	w.closeTags(w.openBase)
	w.openBase = base
}

// stretch gives the bounds of what is text, or a mark that came to nothing.
func stretch(n ast.Node) (from, to int, ok bool) {
	switch n := n.(type) {
	case *ast.Text:
		return n.Segment.Start, n.Segment.Stop, true
	case *mark:
		return n.start, n.stop, true
	}
	return 0, 0, false
}

// run writes a text together with those that go on where it ends: parsers part a text at every
// character that could have been a mark. It gives the node behind them.
func (w *work) run(n ast.Node, from, to int) ast.Node {
	for {
		t, _ := n.(*ast.Text)
		next := n.NextSibling()
		if t == nil || !t.SoftLineBreak() && !t.HardLineBreak() {
			if a, b, ok := stretch(next); ok && a == to {
				n, to = next, b
				continue
			}
			w.text(from, to)
			return next
		}
		w.text(from, to)
		if t.HardLineBreak() {
			w.html = append(w.html, "<br>\n"...)
			w.plain = append(w.plain, ' ')
		} else if !w.typo.eats(w.plain) {
			w.html = append(w.html, '\n')
			w.plain = append(w.plain, ' ')
		}
		return next
	}
}

func (w *work) inline(n ast.Node) {
	switch n := n.(type) {
	case *emphasis:
		w.emphasis(n)
	case *link:
		if n.image {
			w.image(n)
		} else {
			w.link(n)
		}
	case *autoLink:
		w.autoLink(n)
	case *ast.CodeSpan:
		w.codeSpan(n)
	case *noteMark:
		if w.quiet > 0 {
			return
		}
		if w.inLink > 0 {
			w.after = append(w.after, n)
			return
		}
		w.noteMark(n)
	case *citations:
		if w.quiet > 0 {
			return
		}
		if w.inLink > 0 {
			w.after = append(w.after, n)
			return
		}
		w.citation(n)
	case *rawHTML:
		w.rawInline(n)
	case *task:
		// Written by the list item.
	default:
		w.inlines(n)
	}
}

func (w *work) emphasis(n *emphasis) {
	start, end := "<em>", "</em>"
	switch n.level {
	case 2:
		start, end = "<strong>", "</strong>"
	case 3:
		start, end = "<del>", "</del>"
	}
	if n == w.deed {
		start = `<strong class="deed">`
	}
	opened := w.open(start, n.start)
	w.inlines(n)
	w.close(end, opened)
	if n == w.deed {
		w.deedEnd = len(w.plain)
	}
}

func (w *work) codeSpan(n *ast.CodeSpan) {
	w.html = append(w.html, "<code>"...)
	from := len(w.plain)
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		t, ok := c.(*ast.Text)
		if !ok {
			continue
		}
		for _, b := range t.Segment.Value(w.src) {
			switch {
			case b == '\n':
				b = ' '
			case b == '\r':
				continue
			case b == '|' && w.inTable && len(w.plain) > from && w.plain[len(w.plain)-1] == '\\':
				// The backslash only kept the line from being a border of the cell.
				w.plain = w.plain[:len(w.plain)-1]
			}
			w.plain = append(w.plain, b)
		}
	}
	w.html = appendText(w.html, w.plain[from:])
	w.html = append(w.html, "</code>"...)
}

// silently runs f and gives the HTML and the plain text that it writes, which the page does not get.
func (w *work) silently(f func()) (htm, plain []byte) {
	keep, at, stack := w.html, len(w.plain), len(w.typo.stack)
	// Silence within silence must not write over what is held.
	w.html, w.scratch = w.scratch[:0], nil
	w.quiet++
	f()
	w.quiet--
	htm, plain = w.html, w.plain[at:]
	w.scratch, w.html, w.plain = w.html, keep, w.plain[:at]
	w.typo.stack = w.typo.stack[:min(stack, len(w.typo.stack))]
	return htm, plain
}

// altText gives the plain text of an image's alternative.
func (w *work) altText(n *link) string {
	_, plain := w.silently(func() {
		w.plain = append(w.plain, '\n')
		w.inlines(n)
	})
	alt := string(bytes.TrimSpace(plain))
	w.avoidIn(alt, n.start)
	return alt
}
