package markdown

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// atx reads headings that begin with "#", with an attribute block at their end.
type atx struct{ parser.BlockParser }

// Open implements parser.BlockParser.
func (a atx) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	node, state := a.BlockParser.Open(parent, reader, pc)
	if h, ok := node.(*ast.Heading); ok {
		workOf(pc).endAttrs(h)
	}
	return node, state
}

// setext reads headings that are underlined.
type setext struct{ parser.BlockParser }

// Close implements parser.BlockParser.
func (s setext) Close(node ast.Node, reader text.Reader, pc parser.Context) {
	s.BlockParser.Close(node, reader, pc)
	if h, ok := node.(*ast.Heading); ok && h.Parent() != nil {
		workOf(pc).endAttrs(h)
	}
}

// maxAttrs is the length of an attribute block at the end of a heading or a term.
const maxAttrs = 300

// endAttrs takes the attribute block off the end of a heading or a term.
func (w *work) endAttrs(h ast.Node) {
	lines := h.Lines()
	if lines.Len() == 0 {
		return
	}
	seg := lines.At(lines.Len() - 1)
	line := bytes.TrimRight(w.src[seg.Start:seg.Stop], " \t\r\n")
	if len(line) == 0 || line[len(line)-1] != '}' {
		return
	}
	for i := max(0, len(line)-maxAttrs); i < len(line); i++ {
		if line[i] != '{' || i > 0 && line[i-1] == '\\' {
			continue
		}
		attrs, n := parseAttrs(line[i:], seg.Start+i)
		if n == 0 || i+n != len(line) || !meant(attrs) {
			continue
		}
		w.checkAttrs(attrs, []string{"id", "class", "lang"})
		if w.headAttrs == nil {
			w.headAttrs = make(map[ast.Node][]attr)
		}
		w.headAttrs[h] = w.claim(attrs)
		// A closing run of "#" may stand before the block.
		rest := bytes.TrimRight(line[:i], " \t")
		if bare := bytes.TrimRight(rest, "#"); len(bare) == 0 || bare[len(bare)-1] == ' ' {
			rest = bytes.TrimRight(bare, " \t")
		}
		lines.Set(lines.Len()-1, text.NewSegment(seg.Start, seg.Start+len(rest)))
		return
	}
}

// meant tells whether a block in braces is more than a word in braces.
func meant(attrs []attr) bool {
	for _, a := range attrs {
		if a.flag {
			return false
		}
	}
	return true
}

// writeHeading writes a heading with its id and the hole behind its text.
func (w *work) writeHeading(n *ast.Heading) {
	attrs := w.headAttrs[n]
	at := n.Pos()
	w.startPlain()
	from, plain := len(w.html), len(w.plain)
	// The id is made from the text, so the text is written first and the tag put before it below.
	holes, links := len(w.facts.Holes), w.shape()
	lang, _ := find(attrs, "lang")
	if !validLang(lang.value) {
		lang.value = w.opt.Lang
	}
	outer := w.speak(lang.value)
	w.typo.begin()
	w.noControls = true
	w.inlines(n)
	w.noControls = false
	if w.opt.Avoid != nil {
		w.avoid(plain)
	}
	if len(w.html) == from && len(w.facts.Holes) == holes {
		w.speak(outer)
		w.fault(at, "empty-heading")
		return
	}
	inner := w.html[from:]
	h := Heading{
		Level: n.Level,
		Text:  strings.TrimSpace(string(w.plain[plain:])),
		Pos:   w.spot(at),
		InTOC: n.Level >= w.opt.TOC[0] && n.Level <= w.opt.TOC[1],
	}
	if w.shape() == links {
		h.HTML = string(bytes.TrimSpace(inner))
	} else {
		w.typo.begin()
		quiet, _ := w.silently(func() { w.startPlain(); w.inlines(n) })
		h.HTML = string(bytes.TrimSpace(quiet))
	}
	w.speak(outer)
	if a, ok := find(attrs, "id"); ok {
		h.ID, h.Fixed = a.value, true
	} else {
		h.ID = w.unique(Slug(h.Text))
	}
	level := byte('0' + n.Level)
	// The tools stand beside the heading and not in it: whoever goes from heading to heading by ear
	// hears headings.
	tag := append(w.scratch[:0], `<div class="heading"><h`...)
	tag = append(tag, level)
	tag = appendNamed(tag, "id", h.ID)
	tag = appendClass(tag, classes("", attrs))
	if lang.value != outer {
		tag = appendNamed(tag, "lang", lang.value)
	}
	tag = append(tag, '>')
	w.putBefore(from, holes, tag)
	w.html = append(w.html, '<', '/', 'h', level, '>')
	w.hole(HoleHeading, len(w.facts.Headings))
	w.html = append(w.html, "</div>\n"...)
	w.facts.Headings = append(w.facts.Headings, h)
	w.heading = h.Text
	w.endPlain()
	w.blockLines("heading", "h"+strconv.Itoa(n.Level), n)
}

// putBefore puts a start tag, made in scratch, before what was written since from, where the first
// of holes stands.
func (w *work) putBefore(from, holes int, tag []byte) {
	w.html = append(w.html, tag...)
	copy(w.html[from+len(tag):], w.html[from:len(w.html)-len(tag)])
	copy(w.html[from:], tag)
	w.scratch = tag
	for i := holes; i < len(w.facts.Holes); i++ {
		w.facts.Holes[i].At += len(tag)
	}
}

// shape counts what a table of contents could not hold.
func (w *work) shape() int {
	return len(w.facts.Holes) + len(w.facts.Links) + len(w.facts.Images) + len(w.facts.Citations) + w.noteMarks
}

// unique makes an id that no element of the text has yet.
func (w *work) unique(slug string) string {
	if reservedID(slug) {
		slug = "h-" + slug
	}
	n, taken := w.ids[slug]
	if !taken {
		w.ids[slug] = 1
		return slug
	}
	for {
		n++
		id := slug + "-" + strconv.Itoa(n)
		if _, taken := w.ids[id]; !taken {
			w.ids[slug] = n
			w.ids[id] = 1
			return id
		}
	}
}
