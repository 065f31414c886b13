package markdown

import (
	"bytes"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	extast "github.com/yuin/goldmark/extension/ast"
)

// containerAttrs are the known containers, each with the attributes it knows beside id and class.
var containerAttrs = map[string][]string{
	"note": nil, "tip": nil, "important": nil, "warning": nil, "caution": nil,
	"include": {"file"},
	"details": {"summary", "open"},
	"steps":   nil,
	"story":   nil,
	"key":     nil,
	"lang":    {"lang"},
}

var containerNames = func() []string {
	var names []string
	for name := range containerAttrs {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}()

// container is a fenced container: "::: name {attributes} title" to ":::".
type container struct {
	ast.BaseBlock
	name   string
	colons int
	attrs  []attr
	line   []byte // its first line, as written
	from   int
	to     int // behind its last line; 0 while that is not found
}

// strayFence is a ":::" that ends nothing.
type strayFence struct{ ast.BaseBlock }

var (
	kindContainer  = ast.NewNodeKind("Container")
	kindStrayFence = ast.NewNodeKind("StrayFence")
)

// Kind implements ast.Node.
func (c *container) Kind() ast.NodeKind { return kindContainer }

// Dump implements ast.Node.
func (c *container) Dump(source []byte, level int) { ast.DumpHelper(c, source, level, nil, nil) }

// Kind implements ast.Node.
func (s *strayFence) Kind() ast.NodeKind { return kindStrayFence }

// Dump implements ast.Node.
func (s *strayFence) Dump(source []byte, level int) { ast.DumpHelper(s, source, level, nil, nil) }

type containerParser struct{}

// Trigger implements parser.BlockParser.
func (containerParser) Trigger() []byte { return []byte{':'} }

// fence reads the colons that a line begins with and gives their number and the rest of the line.
func fence(line []byte) (colons int, rest []byte) {
	for colons < len(line) && line[colons] == ':' {
		colons++
	}
	return colons, bytes.TrimRight(line[colons:], " \t\r\n")
}

// Open implements parser.BlockParser.
func (containerParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, seg := reader.PeekLine()
	pos := pc.BlockOffset()
	if pos < 0 {
		return nil, parser.NoChildren
	}
	colons, rest := fence(line[pos:])
	if colons < 3 || seg.Padding > 0 {
		return nil, parser.NoChildren
	}
	w := workOf(pc)
	at := seg.Start + pos
	if len(rest) == 0 {
		reader.AdvanceToEOL()
		w.fault(at, "unopened-container")
		return &strayFence{}, parser.NoChildren
	}
	if tooDeep(parent, reader, pc) {
		return nil, parser.NoChildren
	}
	n := len(rest) - len(bytes.TrimLeft(rest, " \t"))
	name := rest[n:]
	if end := bytes.IndexAny(name, " \t{"); end >= 0 {
		name = name[:end]
	}
	if len(name) == 0 || !isAlpha(name[0]) {
		return nil, parser.NoChildren
	}
	c := &container{name: strings.ToLower(string(name)), colons: colons, from: at, line: line[pos : pos+colons+len(rest)]}
	n += len(name)
	t := c.parseHead(rest[n:], at+colons+n)
	w.openContainer(c, at)
	if t != nil {
		c.AppendChild(c, t)
	}
	reader.AdvanceToEOL()
	return c, parser.HasChildren
}

// parseHead reads what stands behind the name: attributes and a title, in either order.
func (c *container) parseHead(b []byte, at int) *title {
	for i := 0; i < len(b); i++ {
		if b[i] != '{' {
			continue
		}
		attrs, n := parseAttrs(b[i:], at+i)
		if n == 0 {
			continue
		}
		c.attrs = attrs
		if t := newTitle(b[:i], at); t != nil {
			return t
		}
		return newTitle(b[i+n:], at+i+n)
	}
	return newTitle(b, at)
}

// openContainer checks a container's name and attributes.
func (w *work) openContainer(c *container, at int) {
	known, ok := containerAttrs[c.name]
	if !ok {
		w.faultNear(at, "unknown-container", c.name, containerNames)
	}
	c.attrs = w.claim(c.attrs)
	if ok {
		w.checkAttrs(c.attrs, append([]string{"id", "class"}, known...))
	}
}

// Continue implements parser.BlockParser.
func (containerParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	line, seg := reader.PeekLine()
	c, ok := node.(*container)
	if !ok {
		return parser.Close
	}
	width, pos := util.IndentWidth(line, reader.LineOffset())
	if pos >= len(line) || line[pos] != ':' {
		return parser.Continue | parser.HasChildren
	}
	colons, rest := fence(line[pos:])
	if colons < 3 || len(rest) > 0 || ends(pc.OpenedBlocks(), c, colons, width) != c {
		return parser.Continue | parser.HasChildren
	}
	c.to = seg.Start - seg.Padding + pos + colons
	reader.AdvanceToEOL()
	return parser.Close
}

// ends finds the container that a closing line ends: the innermost one of as many colons, else the
// innermost one of fewer. Only containers that the line still belongs to count: what it must be
// indented for, quoted for, or what is code, keeps it.
func ends(open []parser.Block, from *container, colons, width int) *container {
	var exact, fewer *container
	i := 0
	for i < len(open) && open[i].Node != ast.Node(from) {
		i++
	}
	need := 0
	for ; i < len(open); i++ {
		switch n := open[i].Node.(type) {
		case *container:
			if width-need > 3 {
				return pick(exact, fewer)
			}
			if n.colons == colons {
				exact = n
			} else if n.colons < colons {
				fewer = n
			}
		case *ast.ListItem:
			need += n.Offset
		case *note:
			need += 4
		case *extast.DefinitionList:
			need += n.Offset
		case *ast.Blockquote:
			return pick(exact, fewer)
		case *ast.FencedCodeBlock:
			return nil
		case *ast.HTMLBlock:
			if n.HTMLBlockType < ast.HTMLBlockType6 {
				return nil
			}
		}
		if need > width {
			return pick(exact, fewer)
		}
	}
	return pick(exact, fewer)
}

func pick(exact, fewer *container) *container {
	if exact != nil {
		return exact
	}
	return fewer
}

// Close implements parser.BlockParser.
func (containerParser) Close(node ast.Node, reader text.Reader, pc parser.Context) {
	c, ok := node.(*container)
	if !ok || c.to > 0 {
		return
	}
	workOf(pc).fault(c.from, "unclosed-container", "name", c.name)
	_, seg := reader.Position()
	c.to = max(c.from+len(c.line), min(seg.Start, len(reader.Source())))
}

// CanInterruptParagraph implements parser.BlockParser.
func (containerParser) CanInterruptParagraph() bool { return true }

// CanAcceptIndentedLine implements parser.BlockParser.
func (containerParser) CanAcceptIndentedLine() bool { return false }

// container writes a container.
func (w *work) container(c *container) {
	if c.name == "include" {
		w.include(c)
		return
	}
	w.blockFact("container:"+c.name, c.name, c.from, c.line)
	outer := w.enter("")
	switch c.name {
	case "note", "tip", "important", "warning", "caution":
		w.aside(c, "alert alert-"+c.name, "alert-title", c.name, c.attrs)
	case "story", "key":
		w.aside(c, c.name, c.name+"-title", c.name, c.attrs)
	case "details":
		w.details(c)
	case "lang":
		w.passage(c)
	case "steps":
		w.steps(c)
	default:
		w.division(c, "")
	}
	w.leave(outer)
}

// division writes a container as a div.
func (w *work) division(c *container, class string) {
	w.html = append(w.html, "<div"...)
	w.html = appendClass(w.html, classes(class, c.attrs))
	w.html = appendID(w.html, c.attrs)
	w.html = append(w.html, ">\n"...)
	w.blocks(c)
	w.html = append(w.html, "</div>\n"...)
}

func (w *work) steps(c *container) {
	ordered := false
	for n := c.FirstChild(); n != nil; n = n.NextSibling() {
		if l, ok := n.(*ast.List); ok && l.IsOrdered() {
			ordered = true
		}
	}
	if !ordered {
		w.fault(c.from, "steps-without-list")
	}
	w.division(c, "steps")
}

func (w *work) details(c *container) {
	w.html = append(w.html, "<details"...)
	w.html = appendClass(w.html, classes("details", c.attrs))
	w.html = appendID(w.html, c.attrs)
	if _, ok := find(c.attrs, "open"); ok {
		w.html = append(w.html, " open"...)
	}
	w.html = append(w.html, ">\n<summary>"...)
	first, from := c.FirstChild(), len(w.plain)
	if s, ok := find(c.attrs, "summary"); ok && strings.TrimSpace(s.value) != "" {
		summary := Typography(w.opt.Lang, strings.TrimSpace(s.value))
		w.avoidIn(summary, s.at)
		w.html = appendText(w.html, []byte(summary))
		w.plain = append(w.plain, summary...)
		w.endPlain()
	} else {
		if _, ok := first.(*title); !ok {
			w.fault(c.from, "details-summary")
		}
		w.noControls = true
		first = w.title(c, w.word("details"))
		w.noControls = false
	}
	w.html = append(w.html, "</summary>\n"...)
	fold := Fold{Summary: oneLine(w.plain[from:])}
	from = len(w.plain)
	for n := first; n != nil; n = n.NextSibling() {
		w.block(n)
	}
	fold.Text = oneLine(w.plain[from:])
	w.facts.Folds = append(w.facts.Folds, fold)
	w.html = append(w.html, "</details>\n"...)
}

// passage writes a passage in another language.
func (w *work) passage(c *container) {
	a, ok := find(c.attrs, "lang")
	if !ok || !validLang(a.value) {
		w.fault(c.from, "container-lang", "value", a.value)
		w.division(c, "")
		return
	}
	outer := w.speak(a.value)
	w.html = append(w.html, `<div class="`...)
	w.html = appendAttr(w.html, classes("lang", c.attrs))
	w.html = append(w.html, `" lang="`...)
	w.html = appendAttr(w.html, a.value)
	w.html = append(w.html, '"')
	if rtl := rightToLeft(a.value); rtl != rightToLeft(outer) {
		dir := ` dir="ltr"`
		if rtl {
			dir = ` dir="rtl"`
		}
		w.html = append(w.html, dir...)
	}
	w.html = appendID(w.html, c.attrs)
	w.html = append(w.html, ">\n"...)
	w.blocks(c)
	w.speak(outer)
	w.html = append(w.html, "</div>\n"...)
}

// speak changes the language of the text and gives the one before.
func (w *work) speak(lang string) (outer string) {
	outer = w.opt.Lang
	if lang != outer {
		w.opt.Lang, w.typo.mode = lang, typoMode(lang)
		w.foreign = baseLang(lang) != baseLang(w.own)
	}
	return outer
}

// validLang tells whether s is spelled like a language tag.
func validLang(s string) bool {
	for i, part := range strings.Split(s, "-") {
		if len(part) < 1 || len(part) > 8 || i == 0 && len(part) < 2 {
			return false
		}
		for j := range len(part) {
			if !isAlnum(part[j]) || i == 0 && isDigit(part[j]) {
				return false
			}
		}
	}
	return true
}

// rightToLeft tells whether a language is written from right to left.
func rightToLeft(lang string) bool {
	switch baseLang(lang) {
	case "ar", "he", "fa", "ur", "ps", "yi", "dv", "ug", "sd", "ckb":
		return true
	}
	return false
}
