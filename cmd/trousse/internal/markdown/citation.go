package markdown

import (
	"bytes"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// citations are what stands in one bracket: [@key], [@a; @b, p. 3].
type citations struct {
	ast.BaseInline
	list []cited
}

type cited struct {
	key, note string
	at        int
}

var kindCitations = ast.NewNodeKind("Citations")

// Kind implements ast.Node.
func (c *citations) Kind() ast.NodeKind { return kindCitations }

// Dump implements ast.Node.
func (c *citations) Dump(source []byte, level int) { ast.DumpHelper(c, source, level, nil, nil) }

// citationAt reads the citations that begin at the reader's place; they may go on to the next line.
func (w *work) citationAt(block text.Reader, line []byte, start int) ast.Node {
	if len(line) < 3 || line[1] != '@' {
		return nil
	}
	n, pos := block.Position()
	first := len(line)
	next := start + first
	if bytes.IndexByte(line, ']') < 0 {
		block.AdvanceLine()
		more, seg := block.PeekLine()
		block.SetPosition(n, pos)
		line = append(line[:len(line):len(line)], more...)
		next = seg.Start
	}
	end := bytes.IndexByte(line, ']')
	if end < 0 {
		return nil
	}
	if end+1 < len(line) && (line[end+1] == '(' || line[end+1] == '[') {
		return nil
	}
	c := &citations{}
	for i := 1; i < end; {
		stop := end
		if j := bytes.IndexByte(line[i:end], ';'); j >= 0 {
			stop = i + j
		}
		at := start + i
		if i >= first {
			at = next + i - first
		}
		item, ok := parseCited(line[i:stop], at)
		if !ok {
			return nil
		}
		c.list = append(c.list, item)
		i = stop + 1
	}
	block.Advance(end + 1)
	return c
}

func parseCited(b []byte, at int) (cited, bool) {
	rest := bytes.TrimLeft(b, " \t\n")
	at += len(b) - len(rest)
	if len(rest) < 2 || rest[0] != '@' {
		return cited{}, false
	}
	i := 1
	for i < len(rest) && (isAlnum(rest[i]) || rest[i] >= utf8.RuneSelf || bytes.IndexByte([]byte("_-:./+"), rest[i]) >= 0) {
		i++
	}
	key := bytes.TrimRight(rest[1:i], ".:/")
	note := bytes.TrimSpace(rest[i:])
	if len(key) == 0 || len(note) > 0 && note[0] != ',' && len(note) == len(rest[i:]) {
		return cited{}, false
	}
	note = bytes.TrimSpace(bytes.TrimPrefix(note, []byte(",")))
	return cited{string(key), string(bytes.Join(bytes.Fields(note), []byte(" "))), at}, true
}

// citation leaves a hole for each mark. The mark follows the word before it without the space that
// stands between them in the source, so that it never begins a line.
func (w *work) citation(c *citations) {
	if n := len(w.html); n > 0 && w.html[n-1] == ' ' && !w.holeAt(n) {
		w.html = w.html[:n-1]
	}
	for i, one := range c.list {
		if i > 0 {
			w.html = append(w.html, `<span class="cite-sep">, </span>`...)
		}
		w.hole(HoleCitation, len(w.facts.Citations))
		note := Typography(w.opt.Lang, one.note)
		w.facts.Citations = append(w.facts.Citations, Citation{Key: one.key, Note: note, Pos: w.spot(one.at)})
	}
}

// holeAt tells whether the last hole lies at an offset.
func (w *work) holeAt(at int) bool {
	n := len(w.facts.Holes)
	return n > 0 && w.facts.Holes[n-1].At == at
}
