package sheet

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// clean gives a text as both formats can hold it: line breaks as "\n", a tab as a space, and nothing that
// XML 1.0 or the TEXTDATA of RFC 4180 has no room for.
func clean(s string) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\r', r == '\u2028', r == '\u2029':
			return '\n'
		case r == '\t':
			return ' '
		case r < ' ' && r != '\n', r >= 0x7f && r <= 0x9f, r == 0xfeff, r == 0xfffe, r == 0xffff:
			return -1
		}
		return r // what is not UTF-8 comes as U+FFFD
	}, s)
}

// String gives the value as plain text: a number without separators, a day in ISO 8601, "" for an empty cell.
func (c Cell) String() string {
	switch c.Kind {
	case IsNumber, IsDollars:
		return strconv.Itoa(c.Number)
	case IsDay:
		if c.Day.IsZero() {
			return ""
		}
		return c.Day.Format(time.DateOnly)
	}
	return clean(c.Text)
}

// width is how many characters the longest line of a text has.
func width(s string) int {
	most := 0
	for line := range strings.SplitSeq(s, "\n") {
		most = max(most, utf8.RuneCountInString(line))
	}
	return most
}
