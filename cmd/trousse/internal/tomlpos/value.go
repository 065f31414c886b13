package tomlpos

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// value scans one value into m.
func (sc *scanner) value(m *Node, depth int) {
	if depth > maxDepth {
		if sc.tree.deep < 0 {
			sc.tree.deep = sc.at
		}
		return
	}
	if sc.at >= len(sc.s) {
		sc.note("no-value", sc.at, "")
		return
	}
	switch c := sc.s[sc.at]; c {
	case '"', '\'':
		m.Kind = String
		sc.str(true)
	case '[':
		m.Kind, m.hard = Array, true
		sc.array(m, depth)
	case '{':
		m.Kind, m.hard = Table, true
		sc.inline(m, depth)
	default:
		sc.bare()
	}
}

// bare scans a number, a date, a boolean, or what is none of them.
func (sc *scanner) bare() {
	start := sc.at
	for sc.at < len(sc.s) && strings.IndexByte(",]}#\n", sc.s[sc.at]) < 0 {
		sc.at++
	}
	text := strings.TrimRight(string(sc.s[start:sc.at]), " \t")
	r, _ := utf8.DecodeRuneInString(text)
	switch {
	case text == "":
		sc.note("no-value", start, "")
	case text == "true" || text == "false" || text == "inf" || text == "nan":
	case strings.ContainsRune("“”„«»‘’‚‹›", r):
		sc.note("quotes", start, excerpt(text))
	case strings.Contains(" yes no on off true false oui non vrai faux ", " "+strings.ToLower(text)+" "):
		sc.note("boolean", start, text)
	case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r > 0x7f:
		sc.note("unquoted", start, excerpt(text))
	}
}

// str scans a string; with many also one of several lines.
func (sc *scanner) str(many bool) {
	start, quote := sc.at, sc.s[sc.at]
	triple := []byte{quote, quote, quote}
	if many && bytes.HasPrefix(sc.s[sc.at:], triple) {
		sc.at += 3
		sc.long(start, triple)
		return
	}
	for sc.at++; sc.at < len(sc.s); sc.at++ {
		switch c := sc.s[sc.at]; {
		case c == quote:
			sc.at++
			return
		case c == '\\' && quote == '"':
			sc.escape("btnfre\"\\uUx")
		case c == '\n':
			sc.note("unclosed-string", start, excerpt(string(sc.s[start:sc.at])))
			return
		}
	}
	sc.at = len(sc.s)
	sc.note("unclosed-string", start, excerpt(string(sc.s[start:])))
}

func (sc *scanner) long(start int, triple []byte) {
	for ; sc.at < len(sc.s); sc.at++ {
		if triple[0] == '"' && sc.s[sc.at] == '\\' {
			sc.escape("btnfre\"\\uUx \t\n")
			continue
		}
		if bytes.HasPrefix(sc.s[sc.at:], triple) {
			sc.at += 3
			// Up to two more quotes belong to the text: """She said "yes"""".
			for i := 0; i < 2 && sc.at < len(sc.s) && sc.s[sc.at] == triple[0]; i++ {
				sc.at++
			}
			return
		}
	}
	sc.at = len(sc.s)
	sc.note("unclosed-string", start, string(triple))
}

// escape looks at the character behind a backslash and stands on it.
func (sc *scanner) escape(known string) {
	if sc.at+1 >= len(sc.s) {
		return
	}
	c := sc.s[sc.at+1]
	if c == '\n' && !strings.Contains(known, "\n") {
		return
	}
	if c < utf8.RuneSelf && strings.IndexByte(known, c) < 0 || c >= utf8.RuneSelf {
		r, _ := utf8.DecodeRune(sc.s[sc.at+1:])
		sc.note("escape", sc.at, `\`+string(r))
	}
	sc.at++
}

func (sc *scanner) array(m *Node, depth int) {
	start := sc.at
	sc.at++
	for sc.tree.deep < 0 {
		lineBefore := sc.at
		sc.space(true)
		if sc.at >= len(sc.s) || sc.nextStatement(lineBefore) {
			break
		}
		switch sc.s[sc.at] {
		case ']':
			sc.at++
			return
		case ',':
			sc.at++
			continue
		case '}', '=':
			sc.note("unclosed-array", start, "")
			return
		}
		at := sc.place(sc.at)
		x := &Node{At: at, ValueAt: at}
		sc.value(x, depth+1)
		m.add(x)
	}
	sc.note("unclosed-array", start, "")
}

// nextStatement tells whether a new line that begins with "key =" was reached, which no array can
// hold: its bracket was forgotten. It then stands before that line.
func (sc *scanner) nextStatement(before int) bool {
	if bytes.IndexByte(sc.s[before:sc.at], '\n') < 0 {
		return false
	}
	i := sc.at
	for i < len(sc.s) && (isBare(sc.s[i]) || sc.s[i] == '.') {
		i++
	}
	if i == sc.at {
		return false
	}
	for i < len(sc.s) && (sc.s[i] == ' ' || sc.s[i] == '\t') {
		i++
	}
	if i >= len(sc.s) || sc.s[i] != '=' {
		return false
	}
	sc.at = bytes.LastIndexByte(sc.s[:sc.at], '\n')
	return true
}

func isBare(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-'
}

func (sc *scanner) inline(m *Node, depth int) {
	start := sc.at
	sc.at++
	for sc.tree.deep < 0 {
		sc.space(true)
		if sc.at >= len(sc.s) {
			break
		}
		switch sc.s[sc.at] {
		case '}':
			sc.at++
			return
		case ',':
			sc.at++
			continue
		}
		var buf [4]part
		parts := sc.keyParts(buf[:0])
		if sc.tree.deep >= 0 {
			return
		}
		if len(parts) == 0 || sc.at >= len(sc.s) || sc.s[sc.at] != '=' {
			break
		}
		sc.at++
		sc.space(false)
		// An inline table may not be reopened, but its own dotted keys may go into it.
		m.hard = false
		sc.assign(m, parts, depth+1)
		m.hard = true
	}
	sc.note("unclosed-table", start, "")
}
