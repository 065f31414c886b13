package markdown

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// frenchTriggers are the bytes at which French typography may have something to do. A space has
// only before some characters, see frenchAfterSpace.
var (
	frenchTriggers   = triggers("\"'. :%$\xc2\xe2")
	frenchAfterSpace = triggers(" :;!?%$\xc2\xe2")
)

// french puts right as the Office québécois de la langue française has it, without the thin spaces.
func (t *typo) french(dst, s []byte) []byte {
	from, begin := 0, len(dst)
	if t.eats(dst) {
		for from < len(s) && spaceLen(s[from:]) > 0 {
			from += spaceLen(s[from:])
		}
	}
	for i := from; i < len(s); i++ {
		if !frenchTriggers[s[i]] {
			continue
		}
		switch c := s[i]; c {
		case '.':
			if i+2 < len(s) && s[i+1] == '.' {
				dst, from = dots(dst, s, from, i)
				i = from - 1
			}
		case '\'':
			prev, next := before(dst, s[from:i]), t.next(s, i+1)
			if isASCIIDigit(prev) && isASCIIDigit(next) || isSpaceOrEnd(prev) && (isSpaceOrEnd(next) || closes(next)) {
				continue
			}
			dst = append(append(dst, s[from:i]...), "’"...)
			from = i + 1
		case '"':
			prev, next := before(dst, s[from:i]), t.next(s, i+1)
			mark := t.frenchQuote(prev, next)
			if mark == "" {
				continue
			}
			dst = append(dst, s[from:i]...)
			if mark == "»" {
				if end := trimSpaces(dst, begin); end < len(dst) {
					dst = append(dst[:end], nbsp...)
				}
			}
			dst = append(dst, mark...)
			from = i + 1
		case ':', '%', '$':
			prev, next := before(dst, s[from:i]), t.next(s, i+1)
			if c == ':' && !colonInProse(prev, next) || c != ':' && (!isASCIIDigit(prev) || isWord(next)) {
				continue
			}
			dst = append(append(append(dst, s[from:i]...), nbsp...), c)
			from = i + 1
		case ' ':
			if i+1 < len(s) && !frenchAfterSpace[s[i+1]] && (!isDigit(s[i+1]) && !isAlpha(s[i+1]) || !t.countBefore(dst, s[from:i])) {
				continue
			}
			dst = append(dst, s[from:i]...)
			dst, from = t.frenchSpace(dst, s, i)
			i = from - 1
		case 0xc2:
			if i+1 >= len(s) {
				continue
			}
			switch s[i+1] {
			case 0xa0:
				dst = append(dst, s[from:i]...)
				dst, from = t.frenchSpace(dst, s, i)
				i = from - 1
			case 0xab: // «
				t.push('<')
				dst = append(append(dst, s[from:i]...), "«"+nbsp...)
				from = i + 2
				for from < len(s) && spaceLen(s[from:]) > 0 {
					from += spaceLen(s[from:])
				}
				i = from - 1
			case 0xbb: // »
				t.popIf('<')
				dst = append(dst, s[from:i]...)
				if prev := before(dst, nil); prev != 0 && !isSpace(prev) {
					dst = append(dst, nbsp...)
				}
				from = i
				i++
			}
		case 0xe2:
			if bytes.HasPrefix(s[i:], []byte(nnbsp)) {
				dst = append(dst, s[from:i]...)
				dst, from = t.frenchSpace(dst, s, i)
				i = from - 1
				continue
			}
			t.curly(s[i:])
		}
	}
	return append(dst, s[from:]...)
}

// closes tells whether nothing opens before r, even when a space between them is about to go.
func closes(r rune) bool {
	switch r {
	case ';', ':', '!', '?', '»', '%', '$':
		return true
	}
	return false
}

// eats tells whether the text ends in an opening mark whose space is written already.
func (t *typo) eats(dst []byte) bool {
	return t.mode == typoFrench && bytes.HasSuffix(dst, []byte("«"+nbsp))
}

// frenchQuote gives the mark for a straight quotation mark between two characters, or "" to leave it.
func (t *typo) frenchQuote(prev, next rune) string {
	if opens(prev, next) && !closes(next) {
		if len(t.stack) == 0 {
			t.push('<')
			return "«" + nbsp
		}
		t.push('"')
		return "“"
	}
	switch t.pop() {
	case '<':
		if isSpace(prev) {
			return "»"
		}
		return nbsp + "»"
	case '"':
		return "”"
	}
	return ""
}

// colonInProse tells whether a colon that no space precedes wants one: not in 14:30, not in ":)".
func colonInProse(prev, next rune) bool {
	if prev == 0 || prev == ':' || isSpace(prev) {
		return false
	}
	return isSpaceOrEnd(next) || next == '»' || next == '”' || next == '"'
}

// spaceLen is the length of the space, breaking or not, that s begins with.
func spaceLen(s []byte) int {
	switch {
	case s[0] == ' ':
		return 1
	case len(s) > 1 && s[0] == 0xc2 && s[1] == 0xa0:
		return 2
	case len(s) > 2 && s[0] == 0xe2 && s[1] == 0x80 && s[2] == 0xaf:
		return 3
	}
	return 0
}

// trimSpaces gives where the spaces at the end of b begin, not before a place.
func trimSpaces(b []byte, begin int) int {
	n := len(b)
	for n > begin {
		r, size := utf8.DecodeLastRune(b[:n])
		if r != ' ' && r != '\u00a0' && r != '\u202f' {
			break
		}
		n -= size
	}
	return n
}

// countBefore tells whether what is written ends in a digit, or in the "h" of an hour.
func (t *typo) countBefore(dst, s []byte) bool {
	r := before(dst, s)
	return isASCIIDigit(r) || r == 'h'
}

// frenchSpace writes the spaces at i of s as what follows them wants, and gives where they end.
func (t *typo) frenchSpace(dst, s []byte, i int) ([]byte, int) {
	stop := i
	for stop < len(s) && spaceLen(s[stop:]) > 0 {
		stop += spaceLen(s[stop:])
	}
	prev := before(dst, nil)
	rest := s[stop:]
	next := t.next(s, stop)
	switch {
	case prev == 0 || isSpace(prev) || len(rest) == 0:
	case next == '»':
		return append(dst, nbsp...), stop
	case next == ';' || next == '!' || next == '?':
		if t.endsSentence(rest) {
			return dst, stop
		}
	case next == ':':
		if after := t.next(rest, 1); isSpaceOrEnd(after) || strings.ContainsRune(`«»"“”`, after) {
			return append(dst, nbsp...), stop
		}
	case isASCIIDigit(prev):
		if t.unit(rest) || isASCIIDigit(next) && t.digitGroup(dst, rest) {
			return append(dst, nbsp...), stop
		}
	case prev == 'h' && isASCIIDigit(next) && endsInHour(dst):
		return append(dst, nbsp...), stop
	}
	return append(dst, s[i:stop]...), stop
}

// endsSentence tells whether the ; ! or ? that s begins with are punctuation, and not a sign in a
// formula or a face.
func (t *typo) endsSentence(s []byte) bool {
	n := 0
	for n < len(s) && (s[n] == ';' || s[n] == '!' || s[n] == '?') {
		n++
	}
	next := t.next(s, n)
	if next == ')' {
		return s[n-1] != ';'
	}
	return isSpaceOrEnd(next) || strings.ContainsRune("»”\"'’.,…]:", next)
}

// frenchUnits are what a number is never parted from.
var frenchUnits = func() map[string]bool {
	m := make(map[string]bool)
	for _, u := range strings.Fields(`% ‰ $ € ¢ ° °C °F M$ G$ k$ h min s ms km m cm mm g kg mg l L ml mL ko Ko Mo Go To Kio Mio
		Gio kbit/s Mbit/s Gbit/s kb/s Mb/s Gb/s Mo/s Go/s kbps Mbps Gbps Hz kHz MHz GHz W kW kWh V A mA mAh px pt em po
		pi lb million millions milliard milliards`) {
		m[u] = true
	}
	return m
}()

// unit tells whether s begins with a unit.
func (t *typo) unit(s []byte) bool {
	n := 0
	for n < len(s) && n < 12 {
		r, size := utf8.DecodeRune(s[n:])
		if !unicode.IsLetter(r) && !strings.ContainsRune("%‰$€¢°/", r) {
			break
		}
		n += size
	}
	for ; n > 0; n-- {
		if frenchUnits[string(s[:n])] {
			return !isWord(t.next(s, n)) && t.next(s, n) != '/'
		}
		if s[n-1] != '/' && s[n-1] != '%' && s[n-1] != '$' {
			break
		}
	}
	return false
}

// digitGroup tells whether a space stands between two groups of one number: up to three digits
// before it, three after.
func (t *typo) digitGroup(dst, rest []byte) bool {
	n := 0
	for n < len(dst) && n <= 3 && isDigit(dst[len(dst)-1-n]) {
		n++
	}
	if n == 0 || n > 3 || n < len(dst) && (dst[len(dst)-1-n] == ',' || dst[len(dst)-1-n] == '.') {
		return false
	}
	if len(rest) < 3 || !isDigit(rest[1]) || !isDigit(rest[2]) {
		return false
	}
	return !isWord(t.next(rest, 3))
}

// endsInHour tells whether what is written ends in a number and "h".
func endsInHour(dst []byte) bool {
	b := dst[:len(dst)-1]
	for {
		n := len(b)
		switch {
		case n > 0 && b[n-1] == ' ':
			b = b[:n-1]
		case bytes.HasSuffix(b, []byte(nbsp)):
			b = b[:n-2]
		default:
			return n > 0 && len(dst)-1-n > 0 && isDigit(b[n-1])
		}
	}
}

func isASCIIDigit(r rune) bool { return r >= '0' && r <= '9' }
