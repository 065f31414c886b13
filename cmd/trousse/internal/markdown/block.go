package markdown

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"

	"trousse/cmd/trousse/internal/memo"

	extast "github.com/yuin/goldmark/extension/ast"
)

// frame counts the parts of one level of the text since its last heading.
type frame struct {
	prefix string
	counts []count
	last   string // path of the last block, for those inside it
}

type count struct {
	part string
	n    int
}

func (f *frame) next(part string) string {
	for i := range f.counts {
		if f.counts[i].part == part {
			f.counts[i].n++
			return f.prefix + part + strconv.Itoa(f.counts[i].n)
		}
	}
	f.counts = append(f.counts, count{part, 1})
	return f.prefix + part + "1"
}

// enter begins the level below the last block, or below a path of its own. leave ends it.
func (w *work) enter(path string) (outer *frame) {
	outer = w.frame
	if path == "" {
		path = outer.last
	}
	w.frame = &frame{prefix: path + "/"}
	return outer
}

// enterPart begins the level below a part that is no block itself.
func (w *work) enterPart(part string) (outer *frame) {
	return w.enter(w.frame.next(part))
}

func (w *work) leave(outer *frame) { w.frame = outer }

// blockFact adds a block. text is what its sum is made from: how its lines are broken does not matter.
func (w *work) blockFact(kind, part string, at int, text []byte) {
	w.scratch = appendFolded(w.scratch[:0], text)
	w.addBlock(kind, part, at)
}

// blockLines adds a block whose text are the lines of a node.
func (w *work) blockLines(kind, part string, n ast.Node) {
	w.scratch = w.scratch[:0]
	lines := n.Lines()
	for i := range lines.Len() {
		seg := lines.At(i)
		w.scratch = appendFolded(w.scratch, w.src[seg.Start:seg.Stop])
	}
	w.addBlock(kind, part, n.Pos())
}

func (w *work) addBlock(kind, part string, at int) {
	f := w.frame
	if kind == "heading" {
		// Beneath a heading all counts begin anew: a change elsewhere leaves these paths alone.
		f.counts = f.counts[:0]
		f.last = f.prefix + part
	} else {
		f.last = f.next(part)
	}
	sum := memo.SumBytes(w.scratch)
	w.parts = append(w.parts, Block{
		Kind: kind, Path: f.last, Sum: [8]byte(sum[:8]), Line: w.opt.Line + w.line(max(at, 0)) + 1,
	})
}

var twoSpaces = []byte("  ")

// appendFolded appends text with each run of white space as one space, and one at its end.
func appendFolded(b, text []byte) []byte {
	if n := len(text); n > 0 && text[0] != ' ' && text[n-1] != ' ' && bytes.IndexByte(text, '\n') < 0 &&
		bytes.IndexByte(text, '\t') < 0 && bytes.IndexByte(text, '\r') < 0 && !bytes.Contains(text, twoSpaces) {
		return append(append(b, text...), ' ') // most text is in one line
	}
	space := true
	for _, c := range text {
		if c == ' ' || c == '\t' || c == '\n' || c == '\r' {
			if !space {
				b = append(b, ' ')
			}
			space = true
			continue
		}
		space = false
		b = append(b, c)
	}
	if !space {
		b = append(b, ' ')
	}
	return b
}

// startPlain makes sure that a block's text begins a line of the plain text.
func (w *work) startPlain() {
	if n := len(w.plain); n > 0 && w.plain[n-1] != '\n' && w.plain[n-1] != '\t' {
		w.plain = append(w.plain, '\n')
	}
}

// endPlain ends the line of the plain text.
func (w *work) endPlain() {
	n := len(w.plain)
	for n > 0 && (w.plain[n-1] == ' ' || w.plain[n-1] == '\t') {
		n--
	}
	w.plain = w.plain[:n]
	if start := bytes.LastIndexByte(w.plain, '\n') + 1; start < n && w.plain[start] == ' ' {
		w.plain = append(w.plain[:start], bytes.TrimLeft(w.plain[start:], " ")...)
		n = len(w.plain)
	}
	if n > 0 && w.plain[n-1] != '\n' {
		w.plain = append(w.plain, '\n')
	}
}

// oneLine gives plain text with its lines joined. A mark that a citation kept apart from its
// sentence goes back to it.
func oneLine(plain []byte) string {
	var b strings.Builder
	for i, word := range strings.FieldsFunc(string(plain), breaking) {
		if i > 0 && strings.Trim(word, ".,;:!?)") != "" {
			b.WriteByte(' ')
		}
		b.WriteString(word)
	}
	return b.String()
}

// textBlock writes the inline content of a block.
func (w *work) textBlock(n ast.Node) {
	w.startPlain()
	w.typo.begin()
	from := len(w.plain)
	w.inlines(n)
	if w.opt.Avoid != nil {
		w.avoid(from)
	}
}

// blocks writes the children of a node.
func (w *work) blocks(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		w.block(c)
	}
}

// block writes one block.
func (w *work) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.Paragraph:
		kind := "paragraph"
		if q, ok := n.Parent().(*ast.Blockquote); ok && w.alerts[q] == nil {
			kind = "quote"
		}
		w.paragraph(n, kind, nil)
	case *ast.TextBlock:
		w.blockLines("paragraph", "p", n)
		w.textBlock(n)
		w.endPlain()
		w.html = append(w.html, '\n')
	case *ast.Heading:
		w.writeHeading(n)
	case *ast.List:
		w.list(n)
	case *ast.Blockquote:
		w.quote(n)
	case *ast.FencedCodeBlock:
		w.fenced(n)
	case *ast.CodeBlock:
		w.codeBlock(n, "", n.Pos())
	case *ast.ThematicBreak:
		w.html = append(w.html, "<hr>\n"...)
	case *ast.HTMLBlock:
		w.rawBlock(n)
	case *container:
		w.container(n)
	case *table:
		w.table(n)
	case *title:
		w.html = append(w.html, `<p class="title">`...)
		w.textBlock(n)
		w.endPlain()
		w.html = append(w.html, "</p>\n"...)
	case *extast.DefinitionList:
		w.definitions(n)
	case *note, *strayFence, *ast.LinkReferenceDefinition:
	default:
		w.blocks(n)
	}
}

// paragraph writes a paragraph, with the ways back of a footnote at its end.
func (w *work) paragraph(n ast.Node, kind string, back *note) {
	if im := loneImage(n); im != nil {
		w.blockLines("image", "img", n)
	} else {
		w.blockLines(kind, "p", n)
	}
	w.paragraphBody(n, back)
}

func (w *work) paragraphBody(n ast.Node, back *note) {
	if im := loneImage(n); im != nil && len(im.title) > 0 && back == nil {
		w.figure(im)
		return
	}
	from, holes := len(w.html), len(w.facts.Holes)
	w.html = append(w.html, "<p>"...)
	w.textBlock(n)
	if back != nil {
		w.backLinks(back)
	}
	w.endPlain()
	if len(w.html) == from+len("<p>") && len(w.facts.Holes) == holes {
		// Nothing is left of a paragraph that was only a comment.
		w.html = w.html[:from]
		return
	}
	w.html = append(w.html, "</p>\n"...)
}

// loneImage gives the image that a paragraph is all of.
func loneImage(n ast.Node) *link {
	if l, ok := n.FirstChild().(*link); ok && l.image && l.NextSibling() == nil {
		return l
	}
	return nil
}

// figure writes an image with its title as a caption.
func (w *work) figure(n *link) {
	from := len(w.html)
	w.startPlain()
	w.typo.begin()
	alt := w.altText(n)
	w.html = append(w.html, "<figure>\n"...)
	if !w.imageTag(n, alt, false) {
		text := string(w.html[from+len("<figure>\n"):])
		w.html = append(append(append(w.html[:from], "<p>"...), text...), "</p>\n"...)
		w.endPlain()
		return
	}
	caption := w.titleText(n)
	w.avoidIn(caption, n.start)
	w.html = append(w.html, "\n<figcaption>"...)
	w.html = appendText(w.html, []byte(caption))
	w.html = append(w.html, "</figcaption>\n</figure>\n"...)
	w.plain = append(w.plain, caption...)
	w.endPlain()
}

// quote writes a block quotation or an alert.
func (w *work) quote(n *ast.Blockquote) {
	if a := w.alerts[n]; a != nil {
		w.alert(n, a)
		return
	}
	w.html = append(w.html, "<blockquote>\n"...)
	outer := w.enterPart("quote")
	w.blocks(n)
	w.leave(outer)
	w.html = append(w.html, "</blockquote>\n"...)
}
