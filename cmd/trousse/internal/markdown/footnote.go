package markdown

import (
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// note is the text of a footnote: [^label]: text.
type note struct {
	ast.BaseBlock
	label     string
	duplicate bool
	index     int // its number, from the first mark that leads to it; 0 for none
	marks     int // how many marks lead to it
}

// noteMark is the mark of a footnote in the text: [^label].
type noteMark struct {
	ast.BaseInline
	note *note
}

var (
	kindNote     = ast.NewNodeKind("Note")
	kindNoteMark = ast.NewNodeKind("NoteMark")
)

// Kind implements ast.Node.
func (n *note) Kind() ast.NodeKind { return kindNote }

// Dump implements ast.Node.
func (n *note) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// Kind implements ast.Node.
func (n *noteMark) Kind() ast.NodeKind { return kindNoteMark }

// Dump implements ast.Node.
func (n *noteMark) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// noteLabel reads "[^label]" and gives the label and the length of the whole.
func noteLabel(b []byte) (string, int) {
	if len(b) < 4 || b[0] != '[' || b[1] != '^' {
		return "", 0
	}
	for i := 2; i < len(b) && i <= maxLabel; i++ {
		switch c := b[i]; {
		case c == ']':
			if i == 2 {
				return "", 0
			}
			return string(b[2:i]), i + 1
		case c == '[' || c <= ' ':
			return "", 0
		}
	}
	return "", 0
}

type noteParser struct{}

// Trigger implements parser.BlockParser.
func (noteParser) Trigger() []byte { return []byte{'['} }

// Open implements parser.BlockParser.
func (noteParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, seg := reader.PeekLine()
	pos := pc.BlockOffset()
	if pos < 0 {
		return nil, parser.NoChildren
	}
	label, n := noteLabel(line[pos:])
	if n == 0 || pos+n >= len(line) || line[pos+n] != ':' {
		return nil, parser.NoChildren
	}
	w := workOf(pc)
	f := &note{label: label}
	f.SetPos(seg.Start + pos)
	if w.notes == nil {
		w.notes = make(map[string]*note)
	}
	if w.notes[label] != nil {
		f.duplicate = true
		w.fault(seg.Start+pos, "duplicate-footnote", "name", label)
	} else {
		w.notes[label] = f
	}
	w.noteList = append(w.noteList, f)
	end := pos + n + 1
	for end < len(line) && (line[end] == ' ' || line[end] == '\t') {
		end++
	}
	reader.Advance(end)
	return f, parser.HasChildren
}

// Continue implements parser.BlockParser.
func (noteParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	line, _ := reader.PeekLine()
	if util.IsBlank(line) {
		return parser.Continue | parser.HasChildren
	}
	pos, padding := util.IndentPosition(line, reader.LineOffset(), 4)
	if pos < 0 {
		return parser.Close
	}
	reader.AdvanceAndSetPadding(pos, padding)
	return parser.Continue | parser.HasChildren
}

// Close implements parser.BlockParser.
func (noteParser) Close(ast.Node, text.Reader, parser.Context) {}

// CanInterruptParagraph implements parser.BlockParser.
func (noteParser) CanInterruptParagraph() bool { return true }

// CanAcceptIndentedLine implements parser.BlockParser.
func (noteParser) CanAcceptIndentedLine() bool { return false }

// noteAt finds the footnote that the line begins with the mark of.
func (w *work) noteAt(line []byte) *note {
	if len(line) < 2 || line[1] != '^' || w.notes == nil {
		return nil
	}
	label, _ := noteLabel(line)
	return w.notes[label]
}

func (w *work) noteRef(block text.Reader, n *note, start int) ast.Node {
	m := &noteMark{note: n}
	m.SetPos(start)
	block.Advance(len(n.label) + len("[^]"))
	return m
}

// unknownNote reports a mark that leads to no footnote.
func (w *work) unknownNote(line []byte, start int) {
	if len(line) < 2 || line[1] != '^' {
		return
	}
	label, n := noteLabel(line)
	if n == 0 || n < len(line) && (line[n] == '(' || line[n] == '[') {
		return
	}
	w.fault(start, "unknown-footnote", "name", label)
}

// noteMark writes the mark of a footnote.
func (w *work) noteMark(m *noteMark) {
	n := m.note
	if n.index == 0 {
		w.noteOrder = append(w.noteOrder, n)
		n.index = len(w.noteOrder)
	}
	n.marks++
	w.noteMarks++
	number := strconv.Itoa(n.index)
	w.html = append(w.html, `<sup class="footnote-ref" id="`...)
	w.html = appendNoteMarkID(w.html, n, n.marks)
	w.html = append(w.html, `"><a href="#fn-`...)
	w.html = append(w.html, number...)
	w.html = append(w.html, `" role="doc-noteref" aria-label="`...)
	w.html = appendAttr(w.html, w.word("footnote")+" "+number)
	w.html = append(w.html, `">`...)
	w.html = append(w.html, number...)
	w.html = append(w.html, `</a></sup>`...)
}

func appendNoteMarkID(b []byte, n *note, k int) []byte {
	b = append(b, "fnref-"...)
	b = strconv.AppendInt(b, int64(n.index), 10)
	if k > 1 {
		b = append(b, '-')
		b = strconv.AppendInt(b, int64(k), 10)
	}
	return b
}

// reservedID tells whether an id could be one of the ids of footnotes.
func reservedID(id string) bool {
	return strings.HasPrefix(id, "fn-") || strings.HasPrefix(id, "fnref-")
}

// footnotes writes the footnotes that the text leads to, in the order of their first marks.
func (w *work) footnotes() {
	if len(w.noteOrder) == 0 {
		return
	}
	id := w.unique("footnotes")
	w.html = append(w.html, `<section class="footnotes" role="doc-endnotes" aria-labelledby="`...)
	w.html = appendAttr(w.html, id)
	w.html = append(w.html, "\">\n<h2 id=\""...)
	w.html = appendAttr(w.html, id)
	w.html = append(w.html, `">`...)
	w.html = appendText(w.html, []byte(w.word("footnotes")))
	w.html = append(w.html, "</h2>\n<ol>\n"...)
	// A footnote may lead to further ones, which join the end of the order.
	for i := 0; i < len(w.noteOrder); i++ {
		w.footnote(w.noteOrder[i])
	}
	w.html = append(w.html, "</ol>\n</section>\n"...)
}

func (w *work) footnote(n *note) {
	w.html = append(w.html, `<li id="fn-`...)
	w.html = strconv.AppendInt(w.html, int64(n.index), 10)
	w.html = append(w.html, "\">\n"...)
	outer := w.enter("note:" + n.label)
	last := n.LastChild()
	if last != nil && ast.IsParagraph(last) {
		for c := n.FirstChild(); c != last; c = c.NextSibling() {
			w.block(c)
		}
		w.paragraph(last, "paragraph", n)
	} else {
		w.blocks(n)
		w.html = append(w.html, "<p>"...)
		w.backLinks(n)
		w.html = append(w.html, "</p>\n"...)
	}
	w.leave(outer)
	w.html = append(w.html, "</li>\n"...)
}

// backLinks writes the ways back from a footnote to its marks.
func (w *work) backLinks(n *note) {
	for k := 1; k <= n.marks; k++ {
		label := w.word("footnote-back") + " " + strconv.Itoa(n.index)
		if k > 1 {
			label += "-" + strconv.Itoa(k)
		}
		w.html = append(w.html, ` <a class="footnote-back" href="#`...)
		w.html = appendNoteMarkID(w.html, n, k)
		w.html = append(w.html, `" role="doc-backlink" aria-label="`...)
		w.html = appendAttr(w.html, label)
		w.html = append(w.html, "\">\u21a9\ufe0e</a>"...)
	}
}
