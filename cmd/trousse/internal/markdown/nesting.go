package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Nesting beyond these depths helps no reader and would let a text cost more than its length.
const (
	maxBlockDepth  = 32
	maxInlineDepth = 30
)

// shallow keeps a block parser from nesting too deeply: beyond, its marks are text.
type shallow struct{ parser.BlockParser }

// Open implements parser.BlockParser.
func (s shallow) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	// A list that is asked whether it opens in itself keeps its own accounts, and must be let.
	if _, list := parent.(*ast.List); !list && tooDeep(parent, reader, pc) {
		return nil, parser.NoChildren
	}
	return s.BlockParser.Open(parent, reader, pc)
}

func tooDeep(parent ast.Node, reader text.Reader, pc parser.Context) bool {
	depth := 0
	for n := parent; n != nil; n = n.Parent() {
		depth++
	}
	if depth < maxBlockDepth {
		return false
	}
	_, seg := reader.PeekLine()
	workOf(pc).reportDeep(seg.Start)
	return true
}

// reportDeep says once per text that something is nested too deeply.
func (w *work) reportDeep(at int) {
	if !w.deep {
		w.deep = true
		w.fault(at, "deep-nesting")
	}
}

// open writes an inline start tag, unless too many are open already. It tells whether close must follow.
func (w *work) open(tag string, at int) bool {
	if w.depth >= maxInlineDepth {
		w.reportDeep(at)
		return false
	}
	w.depth++
	w.html = append(w.html, tag...)
	return true
}

func (w *work) close(tag string, opened bool) {
	if opened {
		w.depth--
		w.html = append(w.html, tag...)
	}
}
