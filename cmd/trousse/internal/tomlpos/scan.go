package tomlpos

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// tree is what the scanner finds: nodes with places but without values, and the statements.
type tree struct {
	root  Node
	stmts []stmt
	deep  int // offset where nesting is too deep, or -1
}

// stmt is one "key = value", or one "[header]" with all that follows until the next header.
type stmt struct {
	from, to int
	value    int // offset of the value
	header   bool
	key      string // dotted
	issue    issue  // believed only when the decoder refuses the text
}

// issue is a fault as the scanner sees it. An empty rule means toml-syntax, if there is a variant.
type issue struct {
	rule, variant string
	at            int
	pos           Pos    // used in place of at where it is set
	text          string // what is written there, or the line of an earlier definition
}

func (is issue) fault(text []byte, key string) Fault {
	f := Fault{Rule: is.rule, Variant: is.variant, Pos: is.pos, Key: key}
	if f.Pos == (Pos{}) {
		f.Pos = At(text, is.at)
	}
	switch is.rule {
	case "duplicate-key":
		f.Args = []string{"key", key, "line", is.text}
	case "":
		f.Rule = "toml-syntax"
		fallthrough
	default:
		f.Args = []string{"key", key, "value", is.text}
	}
	return f
}

// scanner walks the text once. It is lenient: what it does not understand ends with the line.
type scanner struct {
	s     []byte
	at    int
	tree  *tree
	cur   *Node // the table that statements go into
	found issue // first issue in the statement being scanned
	mark  int   // offset up to which lines and columns are counted
	pos   Pos   // of mark
}

func scan(text []byte) *tree {
	t := &tree{deep: -1}
	t.root = Node{Kind: Table, At: Pos{1, 1}, ValueAt: Pos{1, 1}}
	sc := &scanner{s: text, tree: t, cur: &t.root, pos: Pos{1, 1}}
	for t.deep < 0 {
		sc.space(true)
		if sc.at >= len(sc.s) {
			break
		}
		sc.found = issue{}
		if sc.s[sc.at] == '[' {
			sc.header()
		} else {
			sc.statement()
		}
	}
	// A faulty header takes what stands below it along, or its keys would count as another table's.
	end := len(text)
	for i := len(t.stmts) - 1; i >= 0; i-- {
		if t.stmts[i].header {
			t.stmts[i].to, end = end, t.stmts[i].from
		}
	}
	return t
}

// place gives the position of off, which never lies before an earlier one.
func (sc *scanner) place(off int) Pos {
	for seg := sc.s[sc.mark:off]; len(seg) > 0; {
		i := bytes.IndexByte(seg, '\n')
		if i < 0 {
			sc.pos.Col += utf8.RuneCount(seg)
			break
		}
		sc.pos.Line++
		sc.pos.Col = 1
		seg = seg[i+1:]
	}
	sc.mark = off
	return sc.pos
}

func (sc *scanner) note(variant string, at int, text string) {
	if sc.found == (issue{}) {
		sc.found = issue{variant: variant, at: at, text: text}
	}
}

// space skips blanks, and with lines also comments and line ends.
func (sc *scanner) space(lines bool) {
	for sc.at < len(sc.s) {
		switch c := sc.s[sc.at]; {
		case c == ' ' || c == '\t':
			sc.at++
		case lines && c == '\n':
			sc.at++
		case lines && c == '#':
			sc.line()
		default:
			return
		}
	}
}

// line goes to the end of the line.
func (sc *scanner) line() {
	if i := bytes.IndexByte(sc.s[sc.at:], '\n'); i >= 0 {
		sc.at += i
	} else {
		sc.at = len(sc.s)
	}
}

func (sc *scanner) rest() string {
	end := sc.at
	if i := bytes.IndexByte(sc.s[sc.at:], '\n'); i >= 0 {
		end += i
	} else {
		end = len(sc.s)
	}
	return excerpt(string(bytes.TrimSpace(sc.s[sc.at:end])))
}

// excerpt shortens what a message quotes.
func excerpt(s string) string {
	const most = 60
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most-1]) + "…"
}

// part is one piece of a dotted key.
type part struct {
	name string
	at   Pos
}

func (sc *scanner) keyParts(buf []part) []part {
	for {
		sc.space(false)
		start := sc.at
		if start >= len(sc.s) {
			return buf
		}
		var name string
		switch c := sc.s[start]; {
		case c == '"' || c == '\'':
			name = sc.quotedKey(c)
		default:
			for sc.at < len(sc.s) && strings.IndexByte(" \t\n.=[]{},#\"'", sc.s[sc.at]) < 0 {
				sc.at++
			}
			name = string(sc.s[start:sc.at])
			if strings.ContainsFunc(name, func(r rune) bool { return r >= utf8.RuneSelf || !isBare(byte(r)) && r != ':' }) {
				sc.note("key", start, name)
			}
		}
		buf = append(buf, part{name, sc.place(start)})
		if len(buf) > maxDepth && sc.tree.deep < 0 {
			sc.tree.deep = start
		}
		sc.space(false)
		if sc.at >= len(sc.s) || sc.s[sc.at] != '.' || sc.tree.deep >= 0 {
			return buf
		}
		sc.at++
	}
}

func (sc *scanner) quotedKey(quote byte) string {
	start := sc.at
	sc.str(false)
	raw := string(sc.s[start:sc.at])
	if quote == '"' {
		if s, err := strconv.Unquote(raw); err == nil {
			return s
		}
	}
	return strings.Trim(raw, string(quote))
}

func dotted(parts []part) string {
	if len(parts) == 1 {
		return parts[0].name
	}
	names := make([]string, len(parts))
	for i, p := range parts {
		names[i] = p.name
	}
	return strings.Join(names, ".")
}

func (sc *scanner) header() {
	start := sc.at
	sc.at++
	many := sc.at < len(sc.s) && sc.s[sc.at] == '['
	if many {
		sc.at++
	}
	var buf [4]part
	parts := sc.keyParts(buf[:0])
	closing := "]"
	if many {
		closing = "]]"
	}
	if bytes.HasPrefix(sc.s[sc.at:], []byte(closing)) {
		sc.at += len(closing)
		sc.trailing()
	} else {
		sc.at = start
		sc.note("header", start, sc.rest())
		sc.line()
	}
	if sc.tree.deep >= 0 || len(parts) == 0 {
		return
	}
	sc.open(parts, many)
	sc.tree.stmts = append(sc.tree.stmts,
		stmt{from: start, to: sc.at, value: start, header: true, key: dotted(parts), issue: sc.found})
}

// open makes the table that a header names the current one.
func (sc *scanner) open(parts []part, many bool) {
	n := &sc.tree.root
	for _, p := range parts[:len(parts)-1] {
		n = sc.inner(n, p)
	}
	p := parts[len(parts)-1]
	m := n.Get(p.name)
	switch {
	case many:
		if m == nil || m.Kind != Array || m.hard {
			m = n.add(&Node{Key: p.name, At: p.at, ValueAt: p.at, Kind: Array})
		}
		sc.cur = m.add(&Node{At: p.at, ValueAt: p.at, Kind: Table})
		return
	case m == nil:
		m = n.add(&Node{Key: p.name, At: p.at, ValueAt: p.at, Kind: Table})
	case m.named || m.hard || m.Kind != Table:
		sc.duplicate(m, p)
	}
	if m.Kind != Table {
		m = &Node{Kind: Table} // a table that is not in the tree
	}
	m.named, m.At, m.ValueAt = true, p.at, p.at
	sc.cur = m
}

// inner steps into the table p of n, making it where it is not there.
func (sc *scanner) inner(n *Node, p part) *Node {
	m := n.Get(p.name)
	if m == nil {
		return n.add(&Node{Key: p.name, At: p.at, ValueAt: p.at, Kind: Table})
	}
	if m.Kind == Array && !m.hard && len(m.Nodes) > 0 {
		return m.Nodes[len(m.Nodes)-1]
	}
	if m.Kind != Table || m.hard {
		return &Node{Kind: Table}
	}
	return m
}

func (sc *scanner) duplicate(first *Node, p part) {
	if sc.found == (issue{}) {
		sc.found = issue{rule: "duplicate-key", pos: p.at, text: fmt.Sprint(first.At.Line)}
	}
}

func (n *Node) add(m *Node) *Node {
	n.Nodes = append(n.Nodes, m)
	if m.Key == "" && n.Kind == Array {
		return m
	}
	if n.index == nil && len(n.Nodes) > 16 {
		n.index = make(map[string]*Node, 2*len(n.Nodes))
		for _, x := range n.Nodes {
			if _, ok := n.index[x.Key]; !ok {
				n.index[x.Key] = x
			}
		}
	} else if n.index != nil {
		if _, ok := n.index[m.Key]; !ok {
			n.index[m.Key] = m
		}
	}
	return m
}

func (sc *scanner) statement() {
	start := sc.at
	var buf [4]part
	parts := sc.keyParts(buf[:0])
	if sc.tree.deep >= 0 {
		return
	}
	s := stmt{from: start, key: dotted(parts)}
	if sc.at >= len(sc.s) || sc.s[sc.at] != '=' {
		variant := "no-equals"
		if sc.at < len(sc.s) && sc.s[sc.at] == ':' || strings.HasSuffix(s.key, ":") {
			variant, s.key = "colon", strings.TrimSuffix(s.key, ":")
		}
		sc.at = start
		sc.note(variant, start, sc.rest())
		sc.line()
		s.value = start
	} else {
		sc.at++
		sc.space(false)
		s.value = sc.at
		sc.assign(sc.cur, parts, 1)
		sc.trailing()
	}
	s.to, s.issue = sc.at, sc.found
	sc.tree.stmts = append(sc.tree.stmts, s)
}

// assign scans the value of the key and hangs it into n.
func (sc *scanner) assign(n *Node, parts []part, depth int) {
	for _, p := range parts[:len(parts)-1] {
		n = sc.inner(n, p)
	}
	p := parts[len(parts)-1]
	if m := n.Get(p.name); m != nil {
		sc.duplicate(m, p)
	}
	m := &Node{Key: p.name, At: p.at, ValueAt: sc.place(sc.at)}
	sc.value(m, depth)
	n.add(m)
}

// trailing expects the end of a statement.
func (sc *scanner) trailing() {
	sc.space(false)
	if sc.at < len(sc.s) && sc.s[sc.at] != '\n' && sc.s[sc.at] != '#' {
		sc.note("after-value", sc.at, sc.rest())
	}
	sc.line()
}
