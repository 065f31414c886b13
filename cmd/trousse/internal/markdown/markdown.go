package markdown

import (
	"bytes"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"trousse/cmd/trousse/internal/diag"
)

// Renderer renders Markdown. One Renderer serves any number of goroutines; it remembers
// highlighted code.
type Renderer struct {
	parser parser.Parser // for most texts
	dotted parser.Parser // for texts with addresses that begin with "www."
	code   highlighter
	policy func() *bluemonday.Policy
	works  sync.Pool
}

// New makes a Renderer.
func New() *Renderer {
	r := &Renderer{policy: sync.OnceValue(rawPolicy)}
	r.works.New = func() any { return new(work) }
	r.parser = newParser(":@")
	r.dotted = newParser(":@.")
	return r
}

// newParser sets goldmark up. Bare addresses are looked for at the given characters.
func newParser(addresses string) parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(
			util.Prioritized(setext{parser.NewSetextHeadingParser()}, 100),
			util.Prioritized(containerParser{}, 90),
			util.Prioritized(definitionLists(), 101),
			util.Prioritized(definitionParser{definitions()}, 102),
			util.Prioritized(parser.NewThematicBreakParser(), 200),
			util.Prioritized(shallow{parser.NewListParser()}, 300),
			util.Prioritized(parser.NewListItemParser(), 400),
			util.Prioritized(parser.NewCodeBlockParser(), 500),
			util.Prioritized(atx{parser.NewATXHeadingParser()}, 600),
			util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
			util.Prioritized(shallow{parser.NewBlockquoteParser()}, 800),
			util.Prioritized(parser.NewHTMLBlockParser(), 900),
			util.Prioritized(shallow{noteParser{}}, 950),
			util.Prioritized(parser.NewParagraphParser(), 1000),
		),
		parser.WithInlineParsers(
			util.Prioritized(parser.NewCodeSpanParser(), 100),
			util.Prioritized(spanParser{}, 200),
			util.Prioritized(angleParser{}, 300),
			util.Prioritized(bareParser{addresses}, 400),
		),
		parser.WithParagraphTransformers(
			util.Prioritized(alertTransformer{}, 50),
			util.Prioritized(referenceTransformer{}, 100),
			util.Prioritized(taskTransformer{}, 150),
			util.Prioritized(tableTransformer{}, 200),
		),
	)
}

// Render renders src, the Markdown after the front matter, of which opt.Line lines precede it.
// It never fails: what is wrong with the text is in Diags, and the rest is rendered. src is not
// changed and not kept.
func (r *Renderer) Render(src []byte, opt Options) (doc Document) {
	// A fault in a parser costs one page, with its place named, and never the whole build.
	defer func() {
		if recover() != nil {
			pos := diag.Position{Path: opt.Path, Line: opt.Line + 1, Col: 1}
			doc = Document{
				HTML:  string(appendText([]byte("<pre>"), src)) + "</pre>\n",
				Diags: []diag.Diagnostic{diag.New("unreadable-text", pos)},
			}
		}
	}()
	return r.render(src, opt)
}

func (r *Renderer) render(src []byte, opt Options) Document {
	w := r.works.Get().(*work)
	w.reset(r, src, opt)
	pc := parser.NewContext()
	pc.Set(workKey, w)
	p := r.parser
	if bytes.Contains(w.src, []byte("www.")) || bytes.Contains(w.src, []byte("WWW.")) {
		p = r.dotted
	}
	root := p.Parse(text.NewReader(w.src), parser.WithContext(pc))
	var f frame
	w.frame = &f
	w.blocks(root)
	w.footnotes()
	if opt.Figures {
		w.figures(root)
	}
	doc := w.document()
	w.forget()
	r.works.Put(w)
	return doc
}

// workKey is where parsers find the work that they are part of.
var workKey = parser.NewContextKey()

func workOf(pc parser.Context) *work { return pc.Get(workKey).(*work) }

// work is the rendering of one text. Its buffers outlive it, to be used by the next.
type work struct {
	r     *Renderer
	opt   Options
	src   []byte
	given []byte  // src as it came; the same, but where src had to be cleaned
	lines []int32 // where each line begins
	diags []diag.Diagnostic
	// The place that was last asked for.
	lastAt, lastCol int
	deep            bool // too deep nesting was reported
	// escapes tells whether the text has a backslash or an ampersand at all.
	escapes bool

	// What parsing leaves for rendering.
	marks     markList
	brackets  []bracket
	barrier   int // brackets below this height can no longer become links
	refs      map[string]*reference
	notes     map[string]*note
	noteList  []*note
	alerts    map[ast.Node]*alert
	headAttrs map[ast.Node][]attr
	tasks     map[int][]attr // attributes of tasks, by where their boxes are
	ids       map[string]int // ids in use, with the last number given to each

	// What rendering writes.
	html, plain []byte
	typo        typo
	facts       Facts
	lists       []List // see [Options.Lists]
	inList      int    // lists around what is being written
	parts       []Block
	frame       *frame
	path        []byte
	scratch     []byte
	quiet       int // above zero: no facts and no links, for alternative texts and tables of contents
	depth       int // open inline elements
	inLink      int
	linkAlt     []byte
	after       []ast.Node      // what must wait until the link around it is closed
	openTags    []string        // raw inline elements still open
	openBase    int             // those that the innermost Markdown element holds begin here
	rawSeen     map[string]bool // tags that were refused
	noteMarks   int
	inTable     bool
	noteOrder   []*note
	region      map[string]int // labels given to tables, with the last number
	noControls  bool           // a heading or a summary is being written
	inLabel     bool           // the label of a task is being written
	inHow       int            // how a task is done is being written
	deed        *emphasis      // the bold text that a task begins with
	deedEnd     int            // where it ends in plain; -1 without one
	entries     []TaskText     // see [Options.Tasks]
	heading     string         // text of the nearest heading
	pieces      []piece        // of the block being written, see [Options.Avoid]
	own         string         // the language of the text
	foreign     bool           // what is being written is in another language
}

// maxKept is the largest buffer that is kept for the next text.
const maxKept = 1 << 20

func (w *work) reset(r *Renderer, src []byte, opt Options) {
	w.r, w.opt = r, opt
	w.typo = typo{mode: typoMode(opt.Lang), stack: w.typo.stack[:0]}
	if w.ids == nil {
		w.ids = make(map[string]int)
	}
	w.lastAt = -1
	w.own = opt.Lang
	w.given = src
	w.src = w.prepare(src)
	w.typo.src = w.src
}

// forget drops everything that belongs to the finished text and keeps the room.
func (w *work) forget() {
	if cap(w.html) > maxKept {
		w.html = nil
	}
	if cap(w.plain) > maxKept {
		w.plain = nil
	}
	clear(w.ids)
	f := &w.facts
	clear(f.Headings)
	clear(f.Links)
	clear(f.Images)
	clear(w.parts)
	clear(w.brackets[:cap(w.brackets)])
	*w = work{
		lines: w.lines[:0], html: w.html[:0], plain: w.plain[:0], path: w.path[:0], scratch: w.scratch[:0],
		linkAlt: w.linkAlt[:0], brackets: w.brackets[:0], ids: w.ids, typo: typo{stack: w.typo.stack[:0]},
		facts: Facts{Holes: f.Holes[:0], Headings: f.Headings[:0], Links: f.Links[:0], Images: f.Images[:0]},
		parts: w.parts[:0], pieces: w.pieces[:0],
	}
}

// document copies what was written into a result of exactly its size.
func (w *work) document() Document {
	f := w.facts
	f.Holes = exactly(f.Holes)
	f.Headings = exactly(f.Headings)
	f.Links = exactly(f.Links)
	f.Images = exactly(f.Images)
	for _, n := range w.noteList {
		if n.index == 0 && !n.duplicate {
			w.fault(n.Pos(), "unused-footnote", "name", n.label)
		}
	}
	slices.SortStableFunc(w.diags, func(a, b diag.Diagnostic) int {
		if a.Pos.Line != b.Pos.Line {
			return a.Pos.Line - b.Pos.Line
		}
		return a.Pos.Col - b.Pos.Col
	})
	plain := string(w.plain)
	f.WordCount = countWords(plain)
	return Document{HTML: string(w.html), Plain: plain, Blocks: exactly(w.parts), Lists: w.lists, TaskTexts: w.entries, Facts: f, Diags: w.diags}
}

// exactly copies what is there, and nothing is nil.
func exactly[T any](s []T) []T {
	if len(s) == 0 {
		return nil
	}
	return slices.Clone(s)
}

// fault reports a fault at an offset of the text. args are names and values in turn.
func (w *work) fault(at int, rule string, args ...string) {
	w.diags = append(w.diags, diag.New(rule, w.pos(at), args...))
}

// faultNear reports a wrong name, as the variant "near" where a right one is close to it.
func (w *work) faultNear(at int, rule, name string, known []string, args ...string) {
	args = append([]string{"name", name}, args...)
	near := nearest(name, known)
	if near == "" {
		w.fault(at, rule, args...)
		return
	}
	w.diags = append(w.diags, diag.New(rule, w.pos(at), append(args, "near", near)...).With("near"))
}

// word gives an interface word, or its id where the language lacks it.
func (w *work) word(id string) string {
	if s := w.opt.Words[id]; s != "" {
		return s
	}
	return id
}

// pos turns an offset of the text into a position for a diagnostic.
func (w *work) pos(at int) diag.Position {
	s := w.spot(at)
	return diag.Position{Path: w.opt.Path, Line: s.Line, Col: s.Col}
}

// spot turns an offset of the text into a place in the file.
func (w *work) spot(at int) Spot {
	if at < 0 {
		at = 0
	}
	at = min(at, len(w.src))
	i := w.line(at)
	start, col := int(w.lines[i]), 1
	// Places mostly come in order; counting on from the last keeps very long lines cheap.
	if w.lastAt >= start && w.lastAt <= at {
		start, col = w.lastAt, w.lastCol
	}
	col += utf8.RuneCount(w.src[start:at])
	w.lastAt, w.lastCol = at, col
	return Spot{w.opt.Line + i + 1, col}
}

// line is the number of the line that holds an offset, from 0.
func (w *work) line(at int) int {
	lo, hi := 0, len(w.lines)
	for hi-lo > 1 {
		mid := (lo + hi) / 2
		if int(w.lines[mid]) <= at {
			lo = mid
		} else {
			hi = mid
		}
	}
	return lo
}

// prepare notes where lines begin and replaces what no HTML or XML document may hold. A
// replacement is as long as what it replaces, so that offsets stay true.
func (w *work) prepare(src []byte) []byte {
	w.lines = append(w.lines[:0], 0)
	clean, ascii := true, true
	for i, c := range src {
		switch class[c] {
		case classLine:
			w.lines = append(w.lines, int32(i+1))
		case classEscape:
			w.escapes = true
		case classHigh:
			ascii = false
		case classControl:
			clean = false
		}
	}
	if clean && (ascii || cleanUTF8(src)) {
		return src
	}
	out := bytes.Clone(src)
	reported := false
	for i := 0; i < len(out); {
		r, n := utf8.DecodeRune(out[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			if !reported {
				reported = true
				w.src = out
				w.fault(i, "not-utf8")
			}
			out[i] = '?'
		case !printable(r):
			for j := range n {
				out[i+j] = ' '
			}
		}
		i += n
	}
	return out
}

const (
	classLine = iota + 1
	classEscape
	classHigh
	classControl
)

var class = func() (t [256]uint8) {
	for c := range t {
		switch {
		case c == '\n':
			t[c] = classLine
		case c == '\\' || c == '&':
			t[c] = classEscape
		case c >= utf8.RuneSelf:
			t[c] = classHigh
		case c < ' ' && c != '\t' && c != '\r' || c == 0x7f:
			t[c] = classControl
		}
	}
	return t
}()

func cleanUTF8(src []byte) bool {
	for i := 0; i < len(src); {
		if src[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(src[i:])
		if r == utf8.RuneError && n == 1 || !printable(r) {
			return false
		}
		i += n
	}
	return true
}

// printable tells whether HTML and XML may hold r: no controls, no noncharacters.
func printable(r rune) bool {
	switch {
	case r < ' ':
		return r == '\t' || r == '\n' || r == '\r'
	case r >= 0x7f && r <= 0x9f, r >= 0xfdd0 && r <= 0xfdef, r&0xfffe == 0xfffe:
		return false
	}
	return r != 0xfeff
}

// countWords counts the runs between spaces that have a letter or a digit.
func countWords(s string) int {
	n, in := 0, false
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			i++
			switch {
			case c == ' ' || c == '\n' || c == '\t':
				in = false
			case !in && (c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9'):
				in = true
				n++
			}
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		if unicode.IsSpace(r) {
			in = false
		} else if !in && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			in = true
			n++
		}
	}
	return n
}

// nearest finds the known name that is one or two slips away from name, or "".
func nearest(name string, known []string) string {
	name = strings.ToLower(name)
	if len(name) > 40 {
		return ""
	}
	best, least := "", min(3, len(name)/2+1)
	for _, k := range known {
		if d := distance(name, k); d < least {
			best, least = k, d
		}
	}
	return best
}

// distance is the number of single letters to change, add or drop between a and b.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
