package markdown

import (
	"bytes"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// alertKinds are GitHub's five, as containers and as alerts.
var alertKinds = []string{"note", "tip", "important", "warning", "caution"}

// alert says that a block quotation is an alert.
type alert struct {
	kind string
	line []byte // its first line, as written
}

// title is a block that holds the title of an alert or of a container.
type title struct{ ast.BaseBlock }

var kindTitle = ast.NewNodeKind("Title")

// Kind implements ast.Node.
func (t *title) Kind() ast.NodeKind { return kindTitle }

// Dump implements ast.Node.
func (t *title) Dump(source []byte, level int) { ast.DumpHelper(t, source, level, nil, nil) }

// newTitle makes a title of b, which begins at an offset of the text, or nil where b is blank.
func newTitle(b []byte, at int) *title {
	left := len(b) - len(bytes.TrimLeft(b, " \t"))
	b = bytes.TrimSpace(b)
	if len(b) == 0 {
		return nil
	}
	t := &title{}
	t.SetPos(at + left)
	t.Lines().Append(text.NewSegment(at+left, at+left+len(b)))
	return t
}

// alertTransformer finds "[!WARNING]" at the beginning of block quotations.
type alertTransformer struct{}

// Transform implements parser.ParagraphTransformer.
func (alertTransformer) Transform(para *ast.Paragraph, reader text.Reader, pc parser.Context) {
	quote, ok := para.Parent().(*ast.Blockquote)
	if !ok || quote.FirstChild() != ast.Node(para) || para.Lines().Len() == 0 {
		return
	}
	first := para.Lines().At(0)
	line := first.Value(reader.Source())
	name, rest, ok := alertName(line)
	if !ok {
		return
	}
	w := workOf(pc)
	if w.alerts[quote] != nil {
		return
	}
	at := first.Start + bytes.IndexByte(line, '[')
	if !slices.Contains(alertKinds, name) {
		w.faultNear(at, "unknown-alert", name, alertKinds)
		return
	}
	if w.alerts == nil {
		w.alerts = make(map[ast.Node]*alert)
	}
	w.alerts[quote] = &alert{kind: name, line: line}
	quote.SetPos(at)
	if t := newTitle(rest, at+len("[!]")+len(name)); t != nil {
		quote.InsertBefore(quote, para, t)
	}
	if para.Lines().Len() == 1 {
		quote.RemoveChild(quote, para)
		return
	}
	para.Lines().SetSliced(1, para.Lines().Len())
}

// alertName reads "[!NAME]" and gives the name, and what follows on the line.
func alertName(line []byte) (name string, rest []byte, ok bool) {
	line = bytes.TrimLeft(line, " \t")
	if len(line) < 4 || line[0] != '[' || line[1] != '!' {
		return "", nil, false
	}
	end := bytes.IndexByte(line, ']')
	if end < 3 || end+1 < len(line) && (line[end+1] == '(' || line[end+1] == '[') {
		return "", nil, false
	}
	for _, c := range line[2:end] {
		if !isAlnum(c) && c != '-' {
			return "", nil, false
		}
	}
	return strings.ToLower(string(line[2:end])), line[end+1:], true
}

// aside writes an alert or another box with a title. The role keeps several boxes on one page from
// being landmarks without names.
func (w *work) aside(n ast.Node, class, titleClass, word string, attrs []attr) {
	w.html = append(w.html, `<aside class="`...)
	w.html = appendAttr(w.html, classes(class, attrs))
	w.html = append(w.html, '"')
	w.html = appendID(w.html, attrs)
	w.html = append(w.html, ` role="note"><p class="`...)
	w.html = append(w.html, titleClass...)
	w.html = append(w.html, `">`...)
	rest := w.title(n, w.word(word))
	w.html = append(w.html, "</p>\n"...)
	for c := rest; c != nil; c = c.NextSibling() {
		w.block(c)
	}
	w.html = append(w.html, "</aside>\n"...)
}

// title writes the own title of a box, or the word where it has none, and gives the child behind it.
func (w *work) title(n ast.Node, word string) ast.Node {
	first := n.FirstChild()
	if t, ok := first.(*title); ok {
		w.textBlock(t)
		w.endPlain()
		return first.NextSibling()
	}
	w.html = appendText(w.html, []byte(word))
	w.plain = append(w.plain, word...)
	w.endPlain()
	return first
}

// alert writes an alert.
func (w *work) alert(n *ast.Blockquote, a *alert) {
	w.blockFact("alert:"+a.kind, a.kind, n.Pos(), a.line)
	outer := w.enter("")
	w.aside(n, "alert alert-"+a.kind, "alert-title", a.kind, nil)
	w.leave(outer)
}
