package markdown

import (
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// mark is a run of characters that may begin or end a span: "*", "_", "~", "[" or "![". What no
// span uses stays in the tree and is written as text.
type mark struct {
	ast.BaseInline
	start, stop       int
	char              byte
	orig              int // length as written
	canOpen, canClose bool
	prev, next        *mark
}

var kindMark = ast.NewNodeKind("Mark")

// Kind implements ast.Node.
func (m *mark) Kind() ast.NodeKind { return kindMark }

// Dump implements ast.Node.
func (m *mark) Dump(source []byte, level int) { ast.DumpHelper(m, source, level, nil, nil) }

// emphasis is emphasised (1), strong (2) or struck out text (3).
type emphasis struct {
	ast.BaseInline
	level int
	start int
}

var kindEmphasis = ast.NewNodeKind("Span")

// Kind implements ast.Node.
func (e *emphasis) Kind() ast.NodeKind { return kindEmphasis }

// Dump implements ast.Node.
func (e *emphasis) Dump(source []byte, level int) { ast.DumpHelper(e, source, level, nil, nil) }

// markList is the delimiter stack of CommonMark, in the order of the text.
type markList struct{ last *mark }

func (l *markList) push(m *mark) {
	m.prev = l.last
	if l.last != nil {
		l.last.next = m
	}
	l.last = m
}

func (l *markList) remove(m *mark) {
	if m.prev != nil {
		m.prev.next = m.next
	}
	if m.next != nil {
		m.next.prev = m.prev
	} else if l.last == m {
		l.last = m.prev
	}
	m.prev, m.next = nil, nil
}

// spanParser reads emphasis, strikethrough, links, images, citations, footnote marks and task
// boxes: all that begins with one of the marks that may contain others. It follows the algorithm
// in the appendix of the CommonMark specification, whose time grows with the text and no faster.
type spanParser struct{}

// Trigger implements parser.InlineParser.
func (spanParser) Trigger() []byte { return []byte{'*', '_', '~', '[', '!', ']'} }

// Parse implements parser.InlineParser.
func (spanParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	w := workOf(pc)
	line, seg := block.PeekLine()
	switch line[0] {
	case '[':
		return w.openBracket(parent, block, line, seg.Start, false)
	case '!':
		if len(line) > 1 && line[1] == '[' && w.noteAt(line[1:]) == nil {
			return w.openBracket(parent, block, line, seg.Start, true)
		}
		return nil
	case ']':
		// A typed nil would be taken for a node.
		if n := w.closeBracket(parent, block, seg.Start); n != nil {
			return n
		}
		return nil
	}
	return w.delimiter(block, line, seg.Start)
}

// CloseBlock implements parser.CloseBlocker.
func (spanParser) CloseBlock(parent ast.Node, block text.Reader, pc parser.Context) {
	w := workOf(pc)
	if w.marks.last != nil {
		w.span(nil)
	}
	w.brackets = w.brackets[:0]
	w.barrier = 0
}

func (w *work) delimiter(block text.Reader, line []byte, start int) ast.Node {
	c := line[0]
	n := 1
	for n < len(line) && line[n] == c {
		n++
	}
	before := block.PrecendingCharacter()
	after := rune(' ')
	if n < len(line) {
		after, _ = utf8.DecodeRune(line[n:])
	}
	spaceBefore, spaceAfter := util.IsSpaceRune(before), util.IsSpaceRune(after)
	punctBefore, punctAfter := util.IsPunctRune(before), util.IsPunctRune(after)
	left := !spaceAfter && (!punctAfter || spaceBefore || punctBefore)
	right := !spaceBefore && (!punctBefore || spaceAfter || punctAfter)
	m := &mark{start: start, stop: start + n, char: c, orig: n, canOpen: left, canClose: right}
	switch {
	case c == '_':
		m.canOpen = left && (!right || punctBefore)
		m.canClose = right && (!left || punctAfter)
	case c == '~' && n > 2:
		m.canOpen, m.canClose = false, false
	}
	block.Advance(n)
	if m.canOpen || m.canClose {
		w.marks.push(m)
	}
	return m
}

// span makes emphasis of the marks above bottom, and forgets these marks.
func (w *work) span(bottom *mark) {
	floor := -1
	if bottom != nil {
		floor = bottom.start
	}
	// lowest says, for each sort of closing mark, below which offset no opening mark fits it.
	var lowest [18]int
	for i := range lowest {
		lowest[i] = floor
	}
	first := w.marks.last
	for first != nil && first.prev != bottom {
		first = first.prev
	}
	for closer := first; closer != nil; {
		if !closer.canClose {
			closer = closer.next
			continue
		}
		sort := markSort(closer)
		opener := closer.prev
		for opener != bottom && opener != nil && opener.start > lowest[sort] && !fits(opener, closer) {
			opener = opener.prev
		}
		if opener == nil || opener == bottom || opener.start <= lowest[sort] {
			next := closer.next
			if closer.prev != nil {
				lowest[sort] = max(lowest[sort], closer.prev.start)
			}
			if !closer.canOpen {
				w.marks.remove(closer)
			}
			closer = next
			continue
		}
		closer = w.wrap(opener, closer)
	}
	for w.marks.last != nil && w.marks.last != bottom {
		w.marks.remove(w.marks.last)
	}
}

func markSort(closer *mark) int {
	i := 0
	switch closer.char {
	case '_':
		i = 6
	case '~':
		i = 12
	}
	if closer.canOpen {
		i += 3
	}
	return i + closer.orig%3
}

func fits(opener, closer *mark) bool {
	if opener.char != closer.char || !opener.canOpen {
		return false
	}
	if opener.char == '~' {
		return opener.orig == closer.orig
	}
	return !((opener.canClose || closer.canOpen) && closer.orig%3 != 0 && (opener.orig+closer.orig)%3 == 0)
}

// wrap puts what stands between two marks into an emphasis and gives the mark to go on with.
func (w *work) wrap(opener, closer *mark) *mark {
	used := 1
	e := &emphasis{level: 1}
	switch left, right := opener.stop-opener.start, closer.stop-closer.start; {
	case opener.char == '~':
		used, e.level = left, 3
	case left >= 2 && right >= 2:
		used, e.level = 2, 2
	}
	opener.stop -= used
	closer.start += used
	e.start = opener.stop
	parent := opener.Parent()
	for c := opener.NextSibling(); c != nil && c != ast.Node(closer); {
		next := c.NextSibling()
		e.AppendChild(e, c)
		c = next
	}
	parent.InsertAfter(parent, opener, e)
	for m := opener.next; m != nil && m != closer; {
		next := m.next
		w.marks.remove(m)
		m = next
	}
	if opener.start == opener.stop {
		w.marks.remove(opener)
		parent.RemoveChild(parent, opener)
	}
	if closer.start < closer.stop {
		return closer
	}
	next := closer.next
	w.marks.remove(closer)
	parent.RemoveChild(parent, closer)
	return next
}
