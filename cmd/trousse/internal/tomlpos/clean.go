package tomlpos

import (
	"bytes"
	"fmt"
	"unicode/utf8"
)

// Clean gives data as text that every later step can trust: UTF-8 without byte order mark, lines
// that end with "\n", no control characters but tab and newline. What cannot stay becomes U+FFFD
// and is a fault, told once for each of the two rules:
//
//   - not-utf8 (byte, count; variant "latin1" with char where the byte would be a letter in the
//     old encoding of Western Europe; variant "utf16" where the whole file is UTF-16, of which
//     nothing is read);
//   - control-character (code, count): NUL and all that HTML and XML forbid.
//
// Data without faults, mark and "\r" is returned as it is, not copied.
func Clean(data []byte) ([]byte, []Fault) {
	if bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) {
		return nil, []Fault{{Rule: "not-utf8", Variant: "utf16", Pos: Pos{1, 1}}}
	}
	text := bytes.TrimPrefix(data, []byte("\ufeff"))
	if bytes.IndexByte(text, '\r') >= 0 {
		text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
		// A lone "\r" ended lines long ago, and CommonMark still has it so.
		text = bytes.ReplaceAll(text, []byte("\r"), []byte("\n"))
	}
	var faults []Fault
	if !utf8.Valid(text) {
		text, faults = replaceInvalid(text)
	}
	if at, _ := nextControl(text, 0); at >= 0 {
		var f Fault
		text, f = replaceControls(text, at)
		faults = append(faults, f)
		sortFaults(faults)
	}
	return text, faults
}

func replaceInvalid(text []byte) ([]byte, []Fault) {
	out := make([]byte, 0, len(text)+16)
	first, count := -1, 0
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && n == 1 {
			if first < 0 {
				first = i
			}
			count++
			out = append(out, "\ufffd"...)
			i++
			continue
		}
		out = append(out, text[i:i+n]...)
		i += n
	}
	b := text[first]
	f := Fault{Rule: "not-utf8", Pos: At(text, first),
		Args: []string{"byte", fmt.Sprintf("%02X", b), "count", fmt.Sprint(count)}}
	if b >= 0xC0 && b != 0xD7 && b != 0xF7 {
		f.Variant = "latin1"
		f.Args = append(f.Args, "char", string(rune(b)))
	}
	return out, []Fault{f}
}

func replaceControls(text []byte, at int) ([]byte, Fault) {
	r, _ := utf8.DecodeRune(text[at:])
	f := Fault{Rule: "control-character", Pos: At(text, at)}
	out := make([]byte, 0, len(text)+16)
	from, count := 0, 0
	for at >= 0 {
		_, n := utf8.DecodeRune(text[at:])
		out = append(out, text[from:at]...)
		out = append(out, "\ufffd"...)
		from = at + n
		count++
		at, _ = nextControl(text, from)
	}
	out = append(out, text[from:]...)
	f.Args = []string{"code", fmt.Sprintf("U+%04X", r), "count", fmt.Sprint(count)}
	return out, f
}

// suspect marks the bytes that are, or may begin, a forbidden character.
var suspect = func() (t [256]bool) {
	for c := range t {
		t[c] = c < 0x20 && c != '\n' && c != '\t' || c == 0x7f || c == 0xC2 || c >= 0xEF
	}
	return t
}()

// nextControl finds the first forbidden character at or after from, or -1.
func nextControl(text []byte, from int) (int, rune) {
	for i := from; i < len(text); i++ {
		c := text[i]
		if !suspect[c] {
			continue
		}
		switch {
		case c < 0x20 && c != '\n' && c != '\t', c == 0x7f:
			return i, rune(c)
		case c == 0xC2 && i+1 < len(text) && text[i+1] < 0xA0: // U+0080 to U+009F
			return i, rune(text[i+1])
		case c >= 0xEF:
			if r, _ := utf8.DecodeRune(text[i:]); r&0xFFFE == 0xFFFE || r >= 0xFDD0 && r <= 0xFDEF {
				return i, r
			}
		}
	}
	return -1, 0
}

// HasControl tells whether s holds a character that [Clean] would not leave in a text. Escapes in
// TOML and YAML can write them.
func HasControl(s string) bool {
	at, _ := nextControl([]byte(s), 0)
	return at >= 0
}

// At gives the place of the byte at offset off; behind the end of text, the end.
func At(text []byte, off int) Pos {
	off = max(0, min(off, len(text)))
	start := bytes.LastIndexByte(text[:off], '\n') + 1
	return Pos{bytes.Count(text[:start], []byte("\n")) + 1, utf8.RuneCount(text[start:off]) + 1}
}
