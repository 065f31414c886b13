package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// bracket is a "[" or "![" that may begin a link or an image.
type bracket struct {
	mark   *mark
	image  bool
	inner  bool  // another bracket began after it: its text cannot be a label
	bottom *mark // last mark before it
}

// link is a link or an image.
type link struct {
	ast.BaseInline
	image       bool
	dest, title []byte // as written
	from, to    int    // the destination's bytes in the text
	start       int
	end         int // offset behind the link, on its last line
	attrs       []attr
}

var kindLink = ast.NewNodeKind("Reference")

// Kind implements ast.Node.
func (l *link) Kind() ast.NodeKind { return kindLink }

// Dump implements ast.Node.
func (l *link) Dump(source []byte, level int) { ast.DumpHelper(l, source, level, nil, nil) }

const (
	maxLabel  = 999  // CommonMark's limit
	maxTitle  = 2000 // of characters in a title
	maxParens = 32   // CommonMark lets a reader limit the brackets in a destination
)

func (w *work) openBracket(parent ast.Node, block text.Reader, line []byte, start int, image bool) ast.Node {
	if !image {
		if t := taskAt(parent, line, start); t != nil {
			block.Advance(t.width)
			return t
		}
		if n := w.noteAt(line); n != nil {
			return w.noteRef(block, n, start)
		}
		w.unknownNote(line, start)
		if c := w.citationAt(block, line, start); c != nil {
			return c
		}
	}
	n := 1
	if image {
		n = 2
	}
	m := &mark{start: start, stop: start + n, char: '['}
	block.Advance(n)
	if k := len(w.brackets); k > 0 {
		w.brackets[k-1].inner = true
	}
	w.brackets = append(w.brackets, bracket{mark: m, image: image, bottom: w.marks.last})
	return m
}

// closeBracket makes a link or an image of what stands between the last open bracket and this "]".
func (w *work) closeBracket(parent ast.Node, block text.Reader, at int) ast.Node {
	k := len(w.brackets) - 1
	if k < 0 {
		return nil
	}
	b := w.brackets[k]
	w.brackets = w.brackets[:k]
	dead := !b.image && k < w.barrier
	w.barrier = min(w.barrier, k)
	if dead {
		return nil
	}
	l := &link{image: b.image, start: b.mark.start}
	block.Advance(1)
	line, pos := block.Position()
	found := false
	switch block.Peek() {
	case '(':
		found = l.tail(block)
	case '[':
		label, ok := scanLabel(block)
		switch {
		case !ok:
		case !util.IsBlank(label):
			if found = w.refer(l, label); !found {
				if label[0] == '@' || label[0] == '^' {
					return nil
				}
				w.fault(b.mark.start, "unknown-reference", "name", string(bytes.TrimSpace(label)))
				return nil
			}
		case !b.inner:
			found = w.refer(l, w.between(block, b.mark.stop, at))
		}
	}
	if !found {
		block.SetPosition(line, pos)
		if b.inner || !w.refer(l, w.between(block, b.mark.stop, at)) {
			return nil
		}
	}
	if rest, seg := block.PeekLine(); len(rest) > 0 && rest[0] == '{' {
		if attrs, n := parseAttrs(rest, seg.Start); n > 0 && linkAttrs(attrs) {
			l.attrs = attrs
			block.Advance(n)
		}
	}
	_, pos = block.Position()
	l.end = pos.Start
	if w.marks.last != nil {
		w.span(b.bottom)
	}
	for c := b.mark.NextSibling(); c != nil; {
		next := c.NextSibling()
		l.AppendChild(l, c)
		c = next
	}
	parent.RemoveChild(parent, b.mark)
	if !b.image {
		w.barrier = k
	}
	return l
}

// linkAttrs tells whether a block behind a link is meant for it: a lone word in braces may be prose.
func linkAttrs(attrs []attr) bool {
	for _, a := range attrs {
		if a.flag && a.key != "decorative" {
			return false
		}
	}
	return true
}

// between is the text of a block between two offsets, as the label of a reference.
func (w *work) between(block text.Reader, from, to int) []byte {
	if len(w.refs) == 0 || to-from > maxLabel {
		return nil
	}
	return block.Value(text.NewSegment(from, to))
}

// refer fills l from the definition of label.
func (w *work) refer(l *link, label []byte) bool {
	if len(w.refs) == 0 || len(label) > maxLabel || util.IsBlank(label) {
		return false
	}
	r := w.refs[util.ToLinkReference(label)]
	if r == nil {
		return false
	}
	l.dest, l.title, l.from, l.to = r.dest, r.title, r.from, r.to
	return true
}

// tail reads "(destination "title")".
func (l *link) tail(block text.Reader) bool {
	block.Advance(1)
	block.SkipSpaces()
	if block.Peek() == ')' {
		_, seg := block.Position()
		l.from, l.to = seg.Start, seg.Start
		block.Advance(1)
		return true
	}
	var ok bool
	if l.dest, l.from, l.to, ok = scanDest(block); !ok {
		return false
	}
	_, spaces, _ := block.SkipSpaces()
	if block.Peek() != ')' {
		if spaces == 0 {
			return false
		}
		if l.title, ok = scanTitle(block); !ok {
			return false
		}
		block.SkipSpaces()
		if block.Peek() != ')' {
			return false
		}
	}
	block.Advance(1)
	return true
}

// scanDest reads a link's destination, in angle brackets or not, and its place in the text.
func scanDest(block text.Reader) (dest []byte, from, to int, ok bool) {
	line, seg := block.PeekLine()
	if len(line) == 0 {
		return nil, 0, 0, false
	}
	if line[0] == '<' {
		for i := 1; i < len(line); i++ {
			switch c := line[i]; {
			case c == '\\' && i+1 < len(line) && util.IsPunct(line[i+1]):
				i++
			case c == '<' || c == '\n':
				return nil, 0, 0, false
			case c == '>':
				block.Advance(i + 1)
				return line[1:i], seg.Start + 1, seg.Start + i, true
			}
		}
		return nil, 0, 0, false
	}
	open, i := 0, 0
scan:
	for ; i < len(line); i++ {
		switch c := line[i]; {
		case c <= ' ' || c == 0x7f:
			break scan
		case c == '\\' && i+1 < len(line) && util.IsPunct(line[i+1]):
			i++
		case c == '(':
			if open++; open > maxParens {
				return nil, 0, 0, false
			}
		case c == ')':
			if open--; open < 0 {
				break scan
			}
		}
	}
	if i == 0 || open > 0 {
		return nil, 0, 0, false
	}
	block.Advance(i)
	return line[:i], seg.Start, seg.Start + i, true
}

// scanTitle reads a title in quotes or round brackets, over several lines if need be.
func scanTitle(block text.Reader) ([]byte, bool) {
	var closer byte
	switch c := block.Peek(); c {
	case '"', '\'':
		closer = c
	case '(':
		closer = ')'
	default:
		return nil, false
	}
	block.Advance(1)
	return scanUntil(block, closer, maxTitle)
}

// scanLabel reads "[label]".
func scanLabel(block text.Reader) ([]byte, bool) {
	block.Advance(1)
	return scanUntil(block, ']', maxLabel)
}

func scanUntil(block text.Reader, closer byte, limit int) ([]byte, bool) {
	opener := closer
	switch closer {
	case ')':
		opener = '('
	case ']':
		opener = '['
	}
	var found []byte
	for {
		line, _ := block.PeekLine()
		if line == nil || len(found) > limit {
			return nil, false
		}
		for i := 0; i < len(line) && i <= limit; i++ {
			switch c := line[i]; {
			case c == '\\' && i+1 < len(line) && util.IsPunct(line[i+1]):
				i++
			case c == closer:
				block.Advance(i + 1)
				if found == nil {
					return line[:i], i <= limit
				}
				found = append(found, line[:i]...)
				return found, len(found) <= limit
			case c == opener:
				return nil, false
			}
		}
		found = append(found, line...)
		block.AdvanceLine()
	}
}
