package markdown

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// rawHTML is one HTML tag, comment or instruction in running text.
type rawHTML struct {
	ast.BaseInline
	value []byte
	start int
}

var kindRawHTML = ast.NewNodeKind("Raw")

// Kind implements ast.Node.
func (r *rawHTML) Kind() ast.NodeKind { return kindRawHTML }

// Dump implements ast.Node.
func (r *rawHTML) Dump(source []byte, level int) { ast.DumpHelper(r, source, level, nil, nil) }

// maxRaw is how long a tag or a comment in running text may be.
const maxRaw = 2000

// rawInline reads raw HTML at the reader's place.
func rawInline(block text.Reader, line []byte, start int) ast.Node {
	n := rawLen(line[:min(len(line), maxRaw)])
	if n < 0 && len(line) < maxRaw {
		at, pos := block.Position()
		line = bytes.Clone(line)
		// Looking again after 1, 2, 4 … further lines keeps the work within a few times the length.
		for step := 1; n < 0 && len(line) < maxRaw; step *= 2 {
			before := len(line)
			for range step {
				block.AdvanceLine()
				more, _ := block.PeekLine()
				line = append(line, more...)
			}
			if len(line) == before {
				break
			}
			n = rawLen(line)
		}
		block.SetPosition(at, pos)
	}
	if n <= 0 {
		return nil
	}
	r := &rawHTML{value: line[:n], start: start}
	block.Advance(n)
	return r
}

// rawLen is the length of the HTML tag, comment, instruction or declaration that b begins with: 0
// where there is none, -1 where b ends before it does.
func rawLen(b []byte) int {
	if len(b) < 2 {
		return 0
	}
	switch c := b[1]; {
	case c == '!':
		switch {
		case bytes.HasPrefix(b, []byte("<!-->")):
			return 5
		case bytes.HasPrefix(b, []byte("<!--->")):
			return 6
		case bytes.HasPrefix(b, []byte("<!--")):
			return endOf(b, 4, "-->")
		case bytes.HasPrefix(b, []byte("<![CDATA[")):
			return endOf(b, 9, "]]>")
		case len(b) > 2 && isAlpha(b[2]):
			return endOf(b, 3, ">")
		}
		return 0
	case c == '?':
		return endOf(b, 2, "?>")
	case c == '/':
		n := tagName(b[2:])
		if n == 0 {
			return 0
		}
		return tagEnd(b, skipSpace(b, 2+n))
	case isAlpha(c):
		return openTagLen(b, 1+tagName(b[1:]))
	}
	return 0
}

func endOf(b []byte, from int, mark string) int {
	if i := bytes.Index(b[from:], []byte(mark)); i >= 0 {
		return from + i + len(mark)
	}
	return -1
}

func tagName(b []byte) int {
	if len(b) == 0 || !isAlpha(b[0]) {
		return 0
	}
	i := 1
	for i < len(b) && (isAlnum(b[i]) || b[i] == '-') {
		i++
	}
	return i
}

func skipSpace(b []byte, i int) int {
	for i < len(b) && util.IsSpace(b[i]) {
		i++
	}
	return i
}

func tagEnd(b []byte, i int) int {
	switch {
	case i >= len(b):
		return -1
	case b[i] == '>':
		return i + 1
	}
	return 0
}

// openTagLen goes on behind the name of a start tag.
func openTagLen(b []byte, i int) int {
	for {
		j := skipSpace(b, i)
		if j < len(b) && b[j] == '/' {
			return tagEnd(b, j+1)
		}
		if j >= len(b) || b[j] == '>' || j == i {
			return tagEnd(b, j)
		}
		if c := b[j]; !isAlpha(c) && c != '_' && c != ':' {
			return 0
		}
		for j < len(b) && (isAlnum(b[j]) || strings.IndexByte("_:.-", b[j]) >= 0) {
			j++
		}
		i = j
		j = skipSpace(b, j)
		if j >= len(b) {
			return -1
		}
		if b[j] != '=' {
			continue
		}
		if j = skipSpace(b, j+1); j >= len(b) {
			return -1
		}
		switch q := b[j]; q {
		case '"', '\'':
			end := bytes.IndexByte(b[j+1:], q)
			if end < 0 {
				return -1
			}
			j += end + 2
		default:
			from := j
			for j < len(b) && b[j] > ' ' && strings.IndexByte("\"'=<>`", b[j]) < 0 {
				j++
			}
			if j == from {
				return 0
			}
		}
		i = j
	}
}

// rawPolicy is bluemonday's policy for the content of users, without pictures (a reader's browser
// would ask a third party), without ids (they must be unique on the page) and without rel.
func rawPolicy() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowAttrs("dir").Matching(bluemonday.Direction).Globally()
	p.AllowAttrs("lang").Matching(regexp.MustCompile(`^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$`)).Globally()
	p.AllowAttrs("title").Matching(bluemonday.Paragraph).Globally()
	p.AllowURLSchemes("mailto", "http", "https", "tel")
	p.AllowRelativeURLs(true)
	p.RequireParseableURLs(true)
	p.AllowElements("article", "aside", "section", "summary", "figure", "figcaption", "hgroup",
		"h1", "h2", "h3", "h4", "h5", "h6", "br", "div", "hr", "p", "span", "wbr", "abbr", "cite", "code", "dfn",
		"em", "kbd", "mark", "s", "samp", "strong", "sub", "sup", "var", "b", "i", "pre", "small", "u", "rp", "rt",
		"ruby", "bdi", "bdo", "blockquote", "q", "del", "ins", "dl", "dt", "dd", "details")
	p.AllowAttrs("open").Matching(regexp.MustCompile(`^(|open)$`)).OnElements("details")
	p.AllowAttrs("href").OnElements("a")
	p.AllowAttrs("datetime").Matching(bluemonday.ISO8601).OnElements("time", "del", "ins")
	p.AllowNoAttrs().OnElements("span", "time")
	p.AllowLists()
	p.AllowTables()
	return p
}

// phrasing are the elements that raw HTML may add to running text.
var phrasing = map[string]bool{
	"abbr": true, "b": true, "bdi": true, "bdo": true, "cite": true, "code": true, "del": true, "dfn": true,
	"em": true, "i": true, "ins": true, "kbd": true, "mark": true, "q": true, "rp": true, "rt": true, "ruby": true,
	"s": true, "samp": true, "small": true, "span": true, "strong": true, "sub": true, "sup": true, "time": true,
	"u": true, "var": true,
}

// rawTag gives the name of the first tag in b, and whether it is an end tag.
func rawTag(b []byte) (name string, end bool) {
	for {
		i := bytes.IndexByte(b, '<')
		if i < 0 || i+1 >= len(b) {
			return "", false
		}
		b = b[i+1:]
		rest := b
		if rest[0] == '/' {
			rest = rest[1:]
		}
		if n := tagName(rest); n > 0 {
			return strings.ToLower(string(rest[:n])), b[0] == '/'
		}
		if b[0] == '!' && tagName(b[1:]) > 0 || b[0] == '?' && tagName(b[1:]) > 0 {
			return strings.ToLower(string(b[:1+tagName(b[1:])])), false
		}
		if bytes.HasPrefix(b, []byte("![CDATA[")) {
			return "![cdata[", false
		}
	}
}

// rawInline writes raw HTML in running text.
func (w *work) rawInline(r *rawHTML) {
	if bytes.HasPrefix(r.value, []byte("<!--")) || w.quiet > 0 {
		return
	}
	name, end := rawTag(r.value)
	if !w.opt.RawHTML {
		if !end || !w.rawSeen[name] {
			w.refuse(name, r.start)
		}
		w.verbatim(r.value)
		return
	}
	switch {
	case name == "br" || name == "wbr":
		w.html = append(append(append(w.html, '<'), name...), '>')
	case !phrasing[name]:
	case end:
		for i := len(w.openTags) - 1; i >= w.openBase; i-- {
			if w.openTags[i] == name {
				w.closeTags(i)
				break
			}
		}
	case len(w.openTags) < maxInlineDepth:
		clean := w.r.policy().SanitizeBytes(r.value)
		// A tag that closes itself holds nothing to be seen.
		if bytes.HasPrefix(clean, []byte("<"+name)) && bytes.Count(clean, []byte("<")) == 1 && !bytes.HasSuffix(clean, []byte("/>")) {
			w.html = append(w.html, clean...)
			w.openTags = append(w.openTags, name)
		}
	}
}

// closeTags ends the raw elements above a height of the stack.
func (w *work) closeTags(height int) {
	for i := len(w.openTags) - 1; i >= height; i-- {
		w.html = append(w.html, "</"...)
		w.html = append(w.html, w.openTags[i]...)
		w.html = append(w.html, '>')
	}
	w.openTags = w.openTags[:height]
}

func (w *work) refuse(name string, at int) {
	if w.rawSeen == nil {
		w.rawSeen = make(map[string]bool)
	}
	w.rawSeen[name] = true
	w.fault(at, "raw-html", "tag", name)
}

// rawBlock writes a block of raw HTML.
func (w *work) rawBlock(n *ast.HTMLBlock) {
	var raw []byte
	lines := n.Lines()
	for i := range lines.Len() {
		seg := lines.At(i)
		raw = append(raw, seg.Value(w.src)...)
	}
	if n.HasClosure() {
		raw = append(raw, n.ClosureLine.Value(w.src)...)
	}
	raw = bytes.ReplaceAll(raw, []byte("\r"), nil)
	rest, closed := dropComments(raw)
	if !closed {
		w.fault(n.Pos(), "unclosed-comment")
	}
	rest = bytes.TrimSpace(rest)
	if len(rest) == 0 {
		return
	}
	if w.opt.RawHTML {
		if clean, ok := w.sanitise(rest); ok {
			w.html = append(w.html, clean...)
			return
		}
	}
	if name, end := rawTag(rest); name != "" && (!end || !w.rawSeen[name]) {
		w.refuse(name, n.Pos())
	}
	w.html = append(w.html, "<p>"...)
	w.html = appendText(w.html, rest)
	w.html = append(w.html, "</p>\n"...)
}

func dropComments(raw []byte) (rest []byte, closed bool) {
	for {
		i := bytes.Index(raw, []byte("<!--"))
		if i < 0 {
			return append(rest, raw...), true
		}
		rest = append(rest, raw[:i]...)
		end := rawLen(raw[i:])
		if end <= 0 {
			return rest, false
		}
		raw = raw[i+end:]
	}
}

// sanitise gives what the policy leaves of raw, whole and balanced, so that no stray end tag can
// close what the page's template opened. Its text joins the plain text.
func (w *work) sanitise(raw []byte) ([]byte, bool) {
	clean := w.r.policy().SanitizeBytes(raw)
	div := &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div}
	nodes, err := html.ParseFragment(bytes.NewReader(clean), div)
	if err != nil {
		return nil, false
	}
	var out bytes.Buffer
	for _, n := range nodes {
		if err := html.Render(&out, n); err != nil {
			return nil, false
		}
		for d := range n.Descendants() {
			if d.Type == html.TextNode {
				w.plain = append(w.plain, d.Data...)
			}
		}
	}
	w.endPlain()
	if out.Len() > 0 {
		out.WriteByte('\n')
	}
	return out.Bytes(), true
}
