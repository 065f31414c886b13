package markdown

import (
	"bytes"
	"strconv"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/util"
)

// Which bytes HTML cannot hold as they are, in text and in attribute values.
var textEscapes, attrEscapes = func() (t, a [256]string) {
	t['&'], t['<'], t['>'], t[0] = "&amp;", "&lt;", "&gt;", "\ufffd"
	a = t
	a['"'] = "&#34;"
	return t, a
}()

// appendText appends s as the text of an element.
func appendText(b, s []byte) []byte {
	from := 0
	for i, c := range s {
		if e := textEscapes[c]; e != "" {
			b = append(b, s[from:i]...)
			b = append(b, e...)
			from = i + 1
		}
	}
	return append(b, s[from:]...)
}

// appendAttr appends s as an attribute's value, without the quotation marks.
func appendAttr(b []byte, s string) []byte {
	from := 0
	for i := range len(s) {
		if e := attrEscapes[s[i]]; e != "" {
			b = append(b, s[from:i]...)
			b = append(b, e...)
			from = i + 1
		}
	}
	return append(b, s[from:]...)
}

func appendNamed(b []byte, name, value string) []byte {
	if value == "" {
		return b
	}
	b = append(b, ' ')
	b = append(b, name...)
	b = append(b, `="`...)
	b = appendAttr(b, value)
	return append(b, '"')
}

func appendClass(b []byte, class string) []byte { return appendNamed(b, "class", class) }

func appendID(b []byte, attrs []attr) []byte {
	a, _ := find(attrs, "id")
	return appendNamed(b, "id", a.value)
}

// unreserved are the bytes that a URL holds as they are.
var unreserved = func() (t [256]bool) {
	for c := range t {
		t[c] = isAlnum(byte(c))
	}
	for _, c := range []byte("-._~:/?@!$&'()*+,;=") {
		t[c] = true
	}
	return t
}()

// appendURL appends a URL as an attribute's value. What a URL cannot hold is percent-encoded; what
// is percent-encoded stays.
func appendURL(b []byte, s string) []byte {
	const hex = "0123456789ABCDEF"
	fragment := false
	for i := range len(s) {
		c := s[i]
		switch {
		case c == '&':
			b = append(b, "&amp;"...)
		case unreserved[c]:
			b = append(b, c)
		case c == '#' && !fragment:
			fragment = true
			b = append(b, c)
		case c == '%' && i+2 < len(s) && util.IsHexDecimal(s[i+1]) && util.IsHexDecimal(s[i+2]):
			b = append(b, c)
		default:
			b = append(b, '%', hex[c>>4], hex[c&15])
		}
	}
	return b
}

// text writes a stretch of the source as text: escapes and entities are resolved, typography is
// put right.
func (w *work) text(from, to int) {
	start := len(w.plain)
	w.write(from, to)
	if w.opt.Avoid != nil {
		w.heed(start, from, to)
	}
}

func (w *work) write(from, to int) {
	start := len(w.plain)
	s := w.src[from:to]
	w.typo.at = to
	if !w.escapes {
		w.plain = w.typo.append(w.plain, s)
		w.html = appendText(w.html, w.plain[start:])
		return
	}
	for len(s) > 0 {
		i := bytes.IndexAny(s, `\&`)
		if i < 0 {
			break
		}
		r, n := unescape(s[i:])
		if n == 0 {
			// A lone backslash or ampersand is text like any other, but it is seldom and may stand apart.
			r, n = string(s[i:i+1]), 1
		}
		w.typo.at = to - len(s) + i
		w.plain = w.typo.append(w.plain, s[:i])
		w.plain = append(w.plain, r...)
		s = s[i+n:]
	}
	w.typo.at = to
	w.plain = w.typo.append(w.plain, s)
	w.html = appendText(w.html, w.plain[start:])
}

// verbatim writes text that typography must leave alone.
func (w *work) verbatim(s []byte) {
	w.plain = append(w.plain, s...)
	w.html = appendText(w.html, s)
}

// unescape resolves the backslash escape or the entity that b begins with, and gives its length, or
// 0 where there is none.
func unescape(b []byte) (string, int) {
	if len(b) < 2 {
		return "", 0
	}
	if b[0] == '\\' {
		if util.IsPunct(b[1]) {
			return string(b[1:2]), 2
		}
		return "", 0
	}
	end := bytes.IndexByte(b[:min(len(b), 40)], ';')
	if end < 2 {
		return "", 0
	}
	name := b[1:end]
	if name[0] == '#' {
		digits, base, limit := name[1:], 10, 7
		if len(digits) > 0 && digits[0]|0x20 == 'x' {
			digits, base, limit = digits[1:], 16, 6
		}
		if len(digits) == 0 || len(digits) > limit || digits[0] == '+' || digits[0] == '-' {
			return "", 0
		}
		v, err := strconv.ParseUint(string(digits), base, 32)
		if err != nil {
			return "", 0
		}
		r := rune(v)
		if v > unicode.MaxRune || !utf8.ValidRune(r) || !printable(r) {
			r = utf8.RuneError
		}
		return string(r), end + 1
	}
	e, ok := util.LookUpHTML5EntityByName(string(name))
	if !ok {
		return "", 0
	}
	return string(e.Characters), end + 1
}

// resolve gives a destination or a title without escapes and entities.
func (w *work) resolve(b []byte) string {
	if !w.escapes {
		return string(b)
	}
	var out []byte
	for i := 0; i < len(b); {
		if b[i] == '\\' || b[i] == '&' {
			if r, n := unescape(b[i:]); n > 0 {
				out = append(out, r...)
				i += n
				continue
			}
		}
		out = append(out, b[i])
		i++
	}
	return string(out)
}

// isSpace tells whether r separates words.
func isSpace(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return r == ' ' || r >= '\t' && r <= '\r'
	}
	return unicode.IsSpace(r) || r == '\u200b'
}
