package markdown

import (
	"bytes"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// autoLink is an address that is its own link: <https://example.org>, www.example.org, a@example.org.
type autoLink struct {
	ast.BaseInline
	prefix      string // what the destination has before the text
	start, stop int    // the text
}

var kindAutoLink = ast.NewNodeKind("Address")

// Kind implements ast.Node.
func (a *autoLink) Kind() ast.NodeKind { return kindAutoLink }

// Dump implements ast.Node.
func (a *autoLink) Dump(source []byte, level int) { ast.DumpHelper(a, source, level, nil, nil) }

// angleParser reads what begins with "<": addresses and raw HTML.
type angleParser struct{}

// Trigger implements parser.InlineParser.
func (angleParser) Trigger() []byte { return []byte{'<'} }

// Parse implements parser.InlineParser.
func (angleParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, seg := block.PeekLine()
	if n := schemeLen(line[1:]); n >= 2 && n <= 32 && 1+n < len(line) && line[1+n] == ':' {
		for i := 1 + n; i < len(line) && line[i] > ' ' && line[i] != '<'; i++ {
			if line[i] == '>' {
				block.Advance(i + 1)
				return &autoLink{start: seg.Start + 1, stop: seg.Start + i}
			}
		}
	}
	if n := util.FindEmailIndex(line[1:]); n > 0 && 1+n < len(line) && line[1+n] == '>' {
		block.Advance(n + 2)
		return &autoLink{prefix: "mailto:", start: seg.Start + 1, stop: seg.Start + 1 + n}
	}
	return rawInline(block, line, seg.Start)
}

// schemeLen is the length of the URL scheme that b begins with, without the colon.
func schemeLen(b []byte) int {
	if len(b) == 0 || !isAlpha(b[0]) {
		return 0
	}
	i := 1
	for i < len(b) && (isAlnum(b[i]) || b[i] == '+' || b[i] == '.' || b[i] == '-') {
		i++
	}
	return i
}

// bareParser finds addresses that nothing marks, as GitHub does. It looks back from the one
// character that such an address cannot lack, so that ordinary words cost nothing.
type bareParser struct{ triggers string }

// Trigger implements parser.InlineParser.
func (p bareParser) Trigger() []byte { return []byte(p.triggers) }

// Parse implements parser.InlineParser.
func (bareParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	last, _ := parent.LastChild().(*ast.Text)
	if last == nil {
		return nil
	}
	line, seg := block.PeekLine()
	if last.Segment.Stop != seg.Start || len(line) < 2 {
		return nil
	}
	w := workOf(pc)
	before := w.src[last.Segment.Start:last.Segment.Stop]
	prefix, back := "", 0
	switch line[0] {
	case ':':
		if !bytes.HasPrefix(line, []byte("://")) {
			return nil
		}
		for _, scheme := range [...]string{"https", "http"} {
			if hasSuffixFold(before, scheme) {
				back = len(scheme)
				break
			}
		}
	case '.':
		if hasSuffixFold(before, "www") {
			prefix, back = "http://", len("www")
		}
	case '@':
		return w.bareMail(parent, block, last, line, seg.Start)
	}
	if back == 0 || !edge(before[:len(before)-back]) {
		return nil
	}
	n := w.addressLen(line)
	if !validDomain(line[:n], line[0] == '.') || !validWeb(prefix+string(w.src[seg.Start-back:seg.Start+n])) {
		return nil
	}
	cut(parent, last, seg.Start-back)
	block.Advance(n)
	return &autoLink{prefix: prefix, start: seg.Start - back, stop: seg.Start + n}
}

// bareMail makes a link of a mail address around the "@" that line begins with.
func (w *work) bareMail(parent ast.Node, block text.Reader, last *ast.Text, line []byte, at int) ast.Node {
	n, dots := 1, 0
	for n < len(line) && (isAlnum(line[n]) || line[n] == '-' || line[n] == '.' || line[n] == '_') {
		if line[n] == '.' && n+1 < len(line) && isAlnum(line[n+1]) {
			dots++
		}
		n++
	}
	n = len(bytes.TrimRight(line[:n], "."))
	if dots == 0 || n < 4 || line[1] == '.' || line[n-1] == '-' || line[n-1] == '_' {
		return nil
	}
	// An underline in the name was taken for a mark of emphasis; it is given back.
	start, node := at, ast.Node(last)
	var undo []*mark
	for node != nil && at-start < 64 {
		from := 0
		switch node := node.(type) {
		case *ast.Text:
			from = node.Segment.Start
		case *mark:
			from = node.start
			undo = append(undo, node)
		}
		for start > from && (isAlnum(w.src[start-1]) || bytes.IndexByte([]byte(".+-_"), w.src[start-1]) >= 0) {
			start--
		}
		if start > from || from == at {
			break
		}
		prev := node.PreviousSibling()
		if !endsAt(prev, start) {
			break
		}
		node = prev
	}
	for start < at && !isAlnum(w.src[start]) {
		start++
	}
	if start == at {
		return nil
	}
	for _, m := range undo {
		if m.start >= start {
			w.marks.remove(m)
		}
	}
	for n := parent.LastChild(); n != nil; n = parent.LastChild() {
		from := -1
		switch n := n.(type) {
		case *ast.Text:
			from = n.Segment.Start
		case *mark:
			from = n.start
		}
		if from < start {
			if t, ok := n.(*ast.Text); ok && t.Segment.Stop > start {
				cut(parent, t, start)
			}
			break
		}
		parent.RemoveChild(parent, n)
	}
	block.Advance(n)
	return &autoLink{prefix: "mailto:", start: start, stop: at + n}
}

// endsAt tells whether n is text or an underline that ends at an offset.
func endsAt(n ast.Node, at int) bool {
	switch n := n.(type) {
	case *ast.Text:
		return n.Segment.Stop == at
	case *mark:
		return n.char == '_' && n.stop == at
	}
	return false
}

// cut ends a text earlier, or takes it away.
func cut(parent ast.Node, t *ast.Text, stop int) {
	if t.Segment.Start >= stop {
		parent.RemoveChild(parent, t)
		return
	}
	t.Segment.Stop = stop
}

// edge tells whether an address may begin behind b.
func edge(b []byte) bool {
	if len(b) == 0 {
		return true
	}
	r, _ := utf8.DecodeLastRune(b)
	return isSpace(r) || util.IsPunctRune(r) && r != '/' && r != '-' && r != '@' && r != '.'
}

func hasSuffixFold(b []byte, s string) bool {
	return len(b) >= len(s) && bytes.EqualFold(b[len(b)-len(s):], []byte(s))
}

// addressLen is the length of the rest of an address, without punctuation that belongs to the sentence.
func (w *work) addressLen(line []byte) int {
	n, parens := 0, 0
scan:
	for n < len(line) {
		c := line[n]
		if c >= utf8.RuneSelf {
			r, size := utf8.DecodeRune(line[n:])
			if isSpace(r) || util.IsPunctRune(r) {
				break
			}
			n += size
			continue
		}
		switch {
		case c <= ' ' || c == '<' || c == '`' || c == '"' || c == '\\':
			break scan
		case (c == ']' || c == '[') && len(w.brackets) > 0:
			break scan
		case c == '(':
			parens++
		case c == ')':
			parens--
		}
		n++
	}
	for n > 0 {
		switch c := line[n-1]; c {
		case '?', '!', '.', ',', ':', '*', '_', '~', '\'':
			n--
			continue
		case ')':
			if parens < 0 {
				parens++
				n--
				continue
			}
		case ';':
			// An entity behind the address is none of it.
			i := n - 2
			for i > 0 && isAlnum(line[i]) {
				i--
			}
			if i >= 0 && line[i] == '&' && i < n-2 {
				n = i
			} else {
				n--
			}
			continue
		}
		break
	}
	return n
}

// validDomain tells whether an address (from "://" or from the dot behind www) has a domain.
func validDomain(b []byte, www bool) bool {
	dots := 0
	if !www {
		b = b[min(3, len(b)):]
	}
	if len(b) == 0 {
		return false
	}
	end := bytes.IndexAny(b, "/?#")
	if end < 0 {
		end = len(b)
	}
	for i, c := range b[:end] {
		if c == '.' && i+1 < end && (isAlnum(b[i+1]) || b[i+1] >= utf8.RuneSelf) {
			dots++
		}
	}
	return dots > 0 && (www || isAlnum(b[0]) || b[0] >= utf8.RuneSelf)
}

func isAlpha(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
func isDigit(c byte) bool { return c >= '0' && c <= '9' }
func isAlnum(c byte) bool { return isAlpha(c) || isDigit(c) }
