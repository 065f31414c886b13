package markdown

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	nbsp  = "\u00a0"
	nnbsp = "\u202f"
)

// Typography puts right, in one line of text in a language (a BCP 47 tag), what keyboards get
// wrong. English: curly quotation marks and apostrophes, and "…". French as in Canada: « », ’, no
// space before ; ! and ?, and a no-break space before : % $ and units and between groups of
// digits. Other languages stay as they are. What is right already stays right.
func Typography(lang, s string) string {
	t := typo{mode: typoMode(lang)}
	if t.mode == typoNone || s == "" {
		return s
	}
	return string(t.append(make([]byte, 0, len(s)+16), []byte(s)))
}

const (
	typoNone = iota
	typoEnglish
	typoFrench
)

// typo is the typography of one block of text: the quotation marks open so far live on from one
// inline element to the next.
type typo struct {
	mode  int
	stack []byte // open quotation marks: '<' for «, '"' for “
	src   []byte // the source, to see what comes behind a stretch of text
	at    int    // where in src that is
}

// baseLang is the language of a tag, without region and script.
func baseLang(lang string) string {
	if i := strings.IndexAny(lang, "-_"); i >= 0 {
		lang = lang[:i]
	}
	return strings.ToLower(lang)
}

func typoMode(lang string) int {
	switch baseLang(lang) {
	case "en":
		return typoEnglish
	case "fr":
		return typoFrench
	}
	return typoNone
}

// append appends s to dst, put right. The end of dst is the text before s; a line feed or a tab there
// is the border of the block.
func (t *typo) append(dst, s []byte) []byte {
	switch t.mode {
	case typoEnglish:
		return t.english(dst, s)
	case typoFrench:
		return t.french(dst, s)
	}
	return append(dst, s...)
}

// begin forgets the quotation marks of the block before.
func (t *typo) begin() { t.stack = t.stack[:0] }

func (t *typo) push(mark byte) { t.stack = append(t.stack, mark) }

// pop takes off the innermost open mark, 0 for none.
func (t *typo) pop() byte {
	if len(t.stack) == 0 {
		return 0
	}
	mark := t.stack[len(t.stack)-1]
	t.stack = t.stack[:len(t.stack)-1]
	return mark
}

// popIf takes off the innermost open mark if it is this one.
func (t *typo) popIf(mark byte) {
	if n := len(t.stack); n > 0 && t.stack[n-1] == mark {
		t.stack = t.stack[:n-1]
	}
}

// behind is the character behind the stretch of text, without marks of emphasis; 0 is the end.
func (t *typo) behind() rune {
	i := t.at
	for i < len(t.src) && (t.src[i] == '*' || t.src[i] == '_' || t.src[i] == '~') {
		i++
	}
	if i >= len(t.src) {
		return 0
	}
	r, _ := utf8.DecodeRune(t.src[i:])
	switch r {
	case '\n', '\r':
		return ' '
	case ']', '|':
		return 0
	}
	return r
}

// next is the character at i of s, or what comes behind s.
func (t *typo) next(s []byte, i int) rune {
	if i >= len(s) {
		return t.behind()
	}
	r, _ := utf8.DecodeRune(s[i:])
	return r
}

// before is the last character of what is written, first in s, then in dst; 0 at the beginning of a block.
func before(dst, s []byte) rune {
	if len(s) == 0 {
		s = dst
	}
	r, n := utf8.DecodeLastRune(s)
	if n == 0 || r == '\n' || r == '\t' {
		return 0
	}
	return r
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func isSpaceOrEnd(r rune) bool { return r == 0 || isSpace(r) }

// opens tells whether a straight quotation mark between two characters begins a quotation.
func opens(prev, next rune) bool {
	if isSpaceOrEnd(next) {
		return false
	}
	switch prev {
	case 0, '(', '[', '{', '«', '“', '‘', '¿', '¡', '<', '>', '"':
		return true
	case '—', '–', '-', '/', '=', '’', '\'', ':', '|', '+':
		return isWord(next)
	}
	return isSpace(prev)
}

// dots writes the run of full stops at i of s; three make an ellipsis.
func dots(dst, s []byte, from, i int) (out []byte, stop int) {
	stop = i
	for stop < len(s) && s[stop] == '.' {
		stop++
	}
	if stop-i != 3 || i == 0 && before(dst, nil) == '.' {
		return append(dst, s[from:stop]...), stop
	}
	dst = append(dst, s[from:i]...)
	return append(dst, "…"...), stop
}

var englishTriggers = triggers(`"'.` + "\xe2")

func triggers(bytes string) (t [256]bool) {
	for i := range len(bytes) {
		t[bytes[i]] = true
	}
	return t
}

func (t *typo) english(dst, s []byte) []byte {
	from := 0
	for i := 0; i < len(s); i++ {
		if !englishTriggers[s[i]] {
			continue
		}
		switch s[i] {
		case '.':
			if i+2 < len(s) && s[i+1] == '.' {
				dst, from = dots(dst, s, from, i)
				i = from - 1
			}
		case '"':
			prev, next := before(dst, s[from:i]), t.next(s, i+1)
			mark := ""
			switch {
			case opens(prev, next):
				t.push('"')
				mark = "“"
			case t.pop() != 0:
				mark = "”"
			case prev == 0 || isSpace(prev) || isDigit(byte(prev)) && prev < utf8.RuneSelf:
				continue // a mark on its own, or inches
			default:
				mark = "”"
			}
			dst = append(append(dst, s[from:i]...), mark...)
			from = i + 1
		case '\'':
			prev, next := before(dst, s[from:i]), t.next(s, i+1)
			mark := "’"
			switch {
			case prev < utf8.RuneSelf && isDigit(byte(prev)) && next < utf8.RuneSelf && isDigit(byte(next)):
				continue // feet and inches, minutes and seconds
			case isSpaceOrEnd(prev) && isSpaceOrEnd(next):
				continue
			case opens(prev, next) && unicode.IsLetter(next) && !elided(s[i+1:]):
				mark = "‘"
			}
			dst = append(append(dst, s[from:i]...), mark...)
			from = i + 1
		case 0xe2:
			t.curly(s[i:])
		}
	}
	return append(dst, s[from:]...)
}

// curly notes a curly quotation mark that s begins with.
func (t *typo) curly(s []byte) {
	if len(s) < 3 || s[1] != 0x80 {
		return
	}
	switch s[2] {
	case 0x9c:
		t.push('"')
	case 0x9d:
		t.popIf('"')
	}
}

// elided tells whether s begins with a word that drops its beginning: ’tis, ’em, rock ’n’ roll.
func elided(s []byte) bool {
	n := 0
	for n < len(s) && isAlpha(s[n]) {
		n++
	}
	switch string(bytes.ToLower(s[:min(n, 6)])) {
	case "tis", "twas", "em", "til", "cause", "n", "round", "bout":
		return true
	}
	return false
}
