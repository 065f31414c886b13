package sheet

import (
	"bufio"
	"io"
	"strings"
)

// CSV writes the table as RFC 4180 has it: the names of the columns, then the rows, each line ended by CRLF,
// fields parted by commas and quoted where they must be, in UTF-8 without a byte order mark. Numbers are plain,
// days are ISO 8601.
//
// A spreadsheet takes a field that begins with =, +, - or @ for a formula, quoted or not, and runs it when the
// file is opened: a text from somewhere else could then read or send what is on that machine. Such a text gets
// an apostrophe before it, the mark by which spreadsheets themselves write down that a cell is text. It can be
// seen, it can be taken away again, and the file stays strict: quotation marks protect from nothing, a space is
// trimmed by some programs, and leaving the text out would lose it. Only texts get one: -5 is a number.
func (s *Sheet) CSV(w io.Writer) error {
	b := bufio.NewWriter(w)
	line := make([]string, len(s.Columns))
	for i, c := range s.Columns {
		line[i] = harmless(clean(c.Name))
	}
	record(b, line)
	for _, row := range s.Rows {
		for i := range line {
			line[i] = ""
			if i >= len(row) {
				continue
			}
			if line[i] = row[i].String(); row[i].Kind == IsText {
				line[i] = harmless(line[i])
			}
		}
		record(b, line)
	}
	return b.Flush()
}

// harmless puts an apostrophe before a text that would be run as a formula. Programs look behind spaces, and
// some take the wide signs of Asian keyboards for the narrow ones.
func harmless(s string) string {
	head := strings.TrimLeft(s, " \n\u00a0\u202f\u3000")
	for _, sign := range []string{"=", "+", "-", "@", "＝", "＋", "－", "＠"} {
		if strings.HasPrefix(head, sign) {
			return "'" + s
		}
	}
	return s
}

func record(b *bufio.Writer, fields []string) {
	for i, f := range fields {
		if i > 0 {
			b.WriteByte(',')
		}
		// A line with nothing in it is no record to some readers. A semicolon needs no quotation marks, but keeps
		// those who guess the separator from guessing wrong.
		if !strings.ContainsAny(f, "\",;\n") && strings.TrimSpace(f) == f && (f != "" || len(fields) > 1) {
			b.WriteString(f)
			continue
		}
		b.WriteString(`"` + strings.ReplaceAll(f, `"`, `""`) + `"`)
	}
	b.WriteString("\r\n")
}
