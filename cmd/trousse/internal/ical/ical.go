// Package ical writes calendars that calendar programs take in: iCalendar, RFC 5545.
package ical

import (
	"bufio"
	"io"
	"strings"
	"time"
	"unicode/utf8"
)

// Calendar is a list of days with what happens on them.
type Calendar struct {
	Name   string
	Lang   string    // BCP 47
	Stamp  time.Time // the day on which somebody last saw that it is right; where zero, the first day in it
	Events []Event   // at least one: a calendar without any is none
}

// Event takes one day or several.
type Event struct {
	UID         string    // the same for the same event in every version of the calendar
	From, To    time.Time // first and last day; To may be zero for one day
	Summary     string
	Description string
	URL         string
}

// Write writes the calendar. Nothing in it depends on when it is written: the stamp that the standard asks for
// is that of the data.
func (c *Calendar) Write(w io.Writer) error {
	b := &writer{Writer: bufio.NewWriter(w)}
	lang := ""
	if tag(c.Lang) {
		lang = ";LANGUAGE=" + c.Lang
	}
	b.line("BEGIN:VCALENDAR")
	b.line("VERSION:2.0")
	b.line("PRODID:-//trousse//trousse//EN")
	b.line("CALSCALE:GREGORIAN")
	if c.Name != "" {
		b.line("NAME" + lang + ":" + text(c.Name)) // RFC 7986
		b.line("X-WR-CALNAME:" + text(c.Name))     // for programs that are older than it
	}
	stamp := day(c.stamp()) + "T000000Z"
	for _, e := range c.Events {
		to := e.To
		if to.Before(e.From) {
			to = e.From
		}
		b.line("BEGIN:VEVENT")
		b.line("UID:" + text(e.UID))
		b.line("DTSTAMP:" + stamp)
		b.line("DTSTART;VALUE=DATE:" + day(e.From))
		b.line("DTEND;VALUE=DATE:" + day(to.AddDate(0, 0, 1))) // the first day that is not in it
		b.line("SUMMARY" + lang + ":" + text(e.Summary))
		if e.Description != "" {
			b.line("DESCRIPTION" + lang + ":" + text(e.Description))
		}
		if e.URL != "" {
			b.line("URL:" + printable(e.URL))
		}
		b.line("TRANSP:TRANSPARENT") // who has a date to remember is not busy all day
		b.line("END:VEVENT")
	}
	b.line("END:VCALENDAR")
	return b.Flush()
}

func (c *Calendar) stamp() time.Time {
	first := c.Stamp
	if !first.IsZero() {
		return first
	}
	for _, e := range c.Events {
		if first.IsZero() || e.From.Before(first) {
			first = e.From
		}
	}
	return first
}

func day(t time.Time) string { return t.Format("20060102") }

// tag tells whether a language may stand in a parameter as it is.
func tag(s string) bool {
	return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") == ""
}

// text escapes a TEXT value (section 3.3.11).
func text(s string) string {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n").Replace(s)
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '\\', r == ';', r == ',':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case !control(r):
			b.WriteRune(r)
		}
	}
	return b.String()
}

// printable leaves out what no value may hold.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if control(r) || r == ' ' {
			return -1
		}
		return r
	}, s)
}

func control(r rune) bool { return r < ' ' && r != '\t' || r >= 0x7f && r <= 0x9f || r == 0xfeff }

type writer struct{ *bufio.Writer }

// most is how many octets a line may have (section 3.1), without its end.
const most = 75

// line writes a content line, folded between characters; what goes on begins with a space.
func (b *writer) line(s string) {
	room := most
	for len(s) > room {
		n := room
		for !utf8.RuneStart(s[n]) {
			n--
		}
		b.WriteString(s[:n] + "\r\n ")
		s, room = s[n:], most-1
	}
	b.WriteString(s + "\r\n")
}
