package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// reference is the definition of a link's destination: [label]: destination "title".
type reference struct {
	dest, title []byte
	from, to    int
}

// referenceTransformer takes link reference definitions off the beginning of paragraphs.
type referenceTransformer struct{}

// Transform implements parser.ParagraphTransformer.
func (referenceTransformer) Transform(para *ast.Paragraph, reader text.Reader, pc parser.Context) {
	lines := para.Lines()
	src := reader.Source()
	if lines.Len() == 0 {
		return
	}
	first := lines.At(0)
	if v := util.TrimLeftSpace(first.Value(src)); len(v) == 0 || v[0] != '[' {
		return
	}
	w := workOf(pc)
	block := text.NewBlockReader(src, lines)
	taken := 0
	for {
		n := w.definition(block)
		if n == 0 {
			break
		}
		taken = n
	}
	if taken == 0 {
		return
	}
	// An empty definition keeps the place: lists ask what their items begin with.
	place := ast.NewLinkReferenceDefinition(nil, nil, nil)
	place.SetBlankPreviousLines(para.HasBlankPreviousLines())
	para.Parent().InsertBefore(para.Parent(), para, place)
	if taken >= lines.Len() {
		para.Parent().RemoveChild(para.Parent(), para)
		return
	}
	lines.SetSliced(taken, lines.Len())
}

// definition reads one definition and gives the number of the line behind it, or 0.
func (w *work) definition(block text.BlockReader) int {
	block.SkipSpaces()
	if block.Peek() != '[' {
		return 0
	}
	_, at := block.Position()
	label, ok := scanLabel(block)
	if !ok || util.IsBlank(label) || block.Peek() != ':' {
		return 0
	}
	block.Advance(1)
	block.SkipSpaces()
	r := &reference{}
	if r.dest, r.from, r.to, ok = scanDest(block); !ok {
		return 0
	}
	// The title may stand on the next line; if what stands there is no title, it is another line.
	n, complete := restBlank(block)
	if _, spaces, _ := block.SkipSpaces(); spaces > 0 {
		if title, ok := scanTitle(block); ok {
			if next, blank := restBlank(block); blank {
				r.title = title
				w.define(label, r, at.Start)
				return next
			}
		}
	}
	if !complete {
		return 0
	}
	block.SetPosition(n, text.NewSegment(-1, -1))
	w.define(label, r, at.Start)
	return n
}

// restBlank tells whether nothing more stands on the line, and the number of the next.
func restBlank(block text.BlockReader) (next int, blank bool) {
	n, _ := block.Position()
	line, _ := block.PeekLine()
	return n + 1, util.IsBlank(line)
}

func (w *work) define(label []byte, r *reference, at int) {
	key := util.ToLinkReference(label)
	if w.refs == nil {
		w.refs = make(map[string]*reference)
	}
	if w.refs[key] != nil {
		w.fault(at, "duplicate-reference", "name", string(label))
		return
	}
	w.refs[key] = r
}
