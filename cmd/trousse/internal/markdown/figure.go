package markdown

import (
	"bytes"
	"slices"

	"github.com/yuin/goldmark/ast"

	extast "github.com/yuin/goldmark/extension/ast"
)

// figures gathers the figures of a text that stand near no citation. Near is: in the same paragraph; in the same
// item of a list, the one before or behind it, or the paragraph that leads to the list; anywhere in the same
// table, or in the paragraph before or behind it. A footnote counts, for it says more. Headings, code and links
// are left out, and so is an example that says that it is invented.
func (w *work) figures(root ast.Node) {
	f := figureFinder{w: w, french: typoMode(w.opt.Lang) == typoFrench}
	if f.french || typoMode(w.opt.Lang) == typoEnglish {
		f.blocks(root)
	}
	w.facts.Figures = f.found
}

type figureFinder struct {
	w       *work
	french  bool
	text    []byte
	origins []origin
	found   []Figure
}

// origin is a stretch of text whose bytes stand one for one in the source.
type origin struct{ at, from int }

// claims are what a block has to show and to prove.
type claims struct {
	figures []Figure
	cites   bool
}

func (c *claims) add(d claims) {
	c.figures = append(c.figures, d.figures...)
	c.cites = c.cites || d.cites
}

// blocks looks at the blocks of one level.
func (f *figureFinder) blocks(parent ast.Node) {
	var last claims // of the paragraph right before
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		var own claims
		switch n := n.(type) {
		case *ast.Paragraph, *ast.TextBlock:
			own = f.paragraph(n)
			f.keep(own, own.cites)
		case *ast.List:
			f.list(n, last.cites)
		case *table:
			all := f.table(n)
			near := last.cites || all.cites
			if p, ok := n.NextSibling().(*ast.Paragraph); ok && !near && len(all.figures) > 0 {
				near = f.paragraph(p).cites
			}
			f.keep(all, near)
		default:
			if open(n) {
				f.blocks(n)
			}
		}
		last = own
	}
}

// open tells whether a block has blocks to look at.
func open(n ast.Node) bool {
	switch n.(type) {
	case *ast.Heading, *ast.CodeBlock, *ast.FencedCodeBlock, *ast.HTMLBlock, *title, *extast.DefinitionTerm:
		return false
	}
	return n.Type() != ast.TypeInline
}

func (f *figureFinder) keep(c claims, near bool) {
	if !near {
		f.found = append(f.found, c.figures...)
	}
}

func (f *figureFinder) list(l *ast.List, near bool) {
	var items []claims
	for c := l.FirstChild(); c != nil; c = c.NextSibling() {
		items = append(items, f.all(c))
	}
	for i, it := range items {
		beside := i > 0 && items[i-1].cites || i+1 < len(items) && items[i+1].cites
		f.keep(it, near || it.cites || beside)
	}
}

func (f *figureFinder) table(t *table) (all claims) {
	for row := t.FirstChild(); row != nil; row = row.NextSibling() {
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			all.add(f.paragraph(cell))
		}
	}
	return all
}

// all gathers what is in a block and in all below it.
func (f *figureFinder) all(n ast.Node) (c claims) {
	switch n := n.(type) {
	case *ast.Paragraph, *ast.TextBlock:
		return f.paragraph(n)
	case *table:
		return f.table(n)
	}
	if open(n) {
		for b := n.FirstChild(); b != nil; b = b.NextSibling() {
			c.add(f.all(b))
		}
	}
	return c
}

// paragraph looks for the first figure of a text: one that needs a source is enough to say so.
func (f *figureFinder) paragraph(n ast.Node) (c claims) {
	f.text, f.origins = f.text[:0], f.origins[:0]
	c.cites = f.inlines(n)
	if c.cites {
		return c
	}
	s := string(f.text)
	if from, to := findFigure(s, f.french); from < to && !invented(f.text) {
		c.figures = []Figure{{Text: oneLine(f.text[from:to]), Pos: f.w.spot(f.at(from))}}
	}
	return c
}

// inventedWords say that the figures beside them are nobody's.
var inventedWords = [][]byte{[]byte("nvented"), []byte("made up"), []byte("made-up"), []byte("maginary"), []byte("nventé"), []byte("maginaire"), []byte("fictif"), []byte("fictive")}

func invented(text []byte) bool {
	return slices.ContainsFunc(inventedWords, func(word []byte) bool { return bytes.Contains(text, word) })
}

// at gives the offset in the source of an offset in the text.
func (f *figureFinder) at(i int) int {
	at := 0
	for _, p := range f.origins {
		if p.at <= i {
			at = p.from + i - p.at
		}
	}
	return at
}

// gap stands in the text for what is left out of it: no figure goes on behind it.
const gap = 0

// inlines gathers the text of a block, and tells whether it cites anything.
func (f *figureFinder) inlines(parent ast.Node) (cites bool) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		if from, to, ok := stretch(n); ok {
			f.stretch(from, to)
			if t, ok := n.(*ast.Text); ok && (t.SoftLineBreak() || t.HardLineBreak()) {
				f.text = append(f.text, ' ')
			}
			continue
		}
		switch n.(type) {
		case *citations, *noteMark:
			cites = true
		case *emphasis:
			cites = f.inlines(n) || cites
		case *task:
		default:
			f.text = append(f.text, gap)
		}
	}
	return cites
}

func (f *figureFinder) stretch(from, to int) {
	src := f.w.src
	for from < to {
		f.origins = append(f.origins, origin{len(f.text), from})
		i := from
		for i < to && src[i] != '\\' && src[i] != '&' {
			i++
		}
		f.text = append(f.text, src[from:i]...)
		if from = i; i == to {
			return
		}
		r, n := unescape(src[i:to])
		if n == 0 {
			r, n = string(src[i:i+1]), 1
		}
		f.origins = append(f.origins, origin{len(f.text), i})
		f.text = append(f.text, r...)
		from = i + n
	}
}
