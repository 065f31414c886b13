package markdown

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Slug makes an anchor of a text: lower case, without accents on Latin letters, with "-" for all
// that is no letter or digit. A text without either gives "section".
func Slug(s string) string {
	b := make([]byte, 0, len(s))
	gap := false
	letter := func(r rune) {
		if gap && len(b) > 0 {
			b = append(b, '-')
		}
		gap = false
		b = utf8.AppendRune(b, r)
	}
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			i++
			switch {
			case c >= 'A' && c <= 'Z':
				letter(rune(c | 0x20))
			case isAlnum(c):
				letter(rune(c))
			default:
				gap = true
			}
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		if spelled := ligature(r); spelled != "" {
			for _, r := range spelled {
				letter(r)
			}
			continue
		}
		switch {
		case unicode.IsLetter(r) || unicode.IsNumber(r):
			letter(unicode.ToLower(base(r)))
		case r >= 0x300 && r <= 0x36f:
			// A combining accent: the letter before it stays.
		case unicode.IsMark(r) && len(b) > 0 && !gap:
			b = utf8.AppendRune(b, r)
		default:
			gap = true
		}
	}
	if len(b) == 0 {
		return "section"
	}
	return string(b)
}

// ligature spells out letters that no accent makes.
func ligature(r rune) string {
	switch unicode.ToLower(r) {
	case 'œ':
		return "oe"
	case 'æ':
		return "ae"
	case 'ß':
		return "ss"
	case 'ø':
		return "o"
	case 'ł':
		return "l"
	case 'đ', 'ð':
		return "d"
	case 'þ':
		return "th"
	case 'ı':
		return "i"
	}
	return ""
}

// base takes the accents off a Latin letter.
func base(r rune) rune {
	d := norm.NFD.PropertiesString(string(r)).Decomposition()
	if len(d) == 0 || d[0] >= utf8.RuneSelf {
		return r
	}
	return rune(strings.ToLower(string(d[:1]))[0])
}
