package ical_test

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"trousse/cmd/trousse/internal/ical"
)

func date(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC) }

func written(t testing.TB, c ical.Calendar) string {
	t.Helper()
	var b strings.Builder
	if err := c.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestACalendarIsWrittenAsTheStandardHasIt(t *testing.T) {
	c := ical.Calendar{Name: "Plan, un an; suite", Lang: "fr-CA", Stamp: date(2026, 11, 26), Events: []ical.Event{
		{UID: "a@example.org", From: date(2027, 1, 28), Summary: "Journée"},
		{UID: "b@example.org", From: date(2027, 2, 28), To: date(2027, 3, 1), Summary: `a\b`, Description: "Une,\r\ndeux;\ntrois\x07", URL: "https://example.org/a,b;c?d=e f\r\n"},
		{UID: "c@example.org", From: date(2027, 5, 2), To: date(2027, 5, 1), Summary: "Before its end"},
	}}
	want := `BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//trousse//trousse//EN
CALSCALE:GREGORIAN
NAME;LANGUAGE=fr-CA:Plan\, un an\; suite
X-WR-CALNAME:Plan\, un an\; suite
BEGIN:VEVENT
UID:a@example.org
DTSTAMP:20261126T000000Z
DTSTART;VALUE=DATE:20270128
DTEND;VALUE=DATE:20270129
SUMMARY;LANGUAGE=fr-CA:Journée
TRANSP:TRANSPARENT
END:VEVENT
BEGIN:VEVENT
UID:b@example.org
DTSTAMP:20261126T000000Z
DTSTART;VALUE=DATE:20270228
DTEND;VALUE=DATE:20270302
SUMMARY;LANGUAGE=fr-CA:a\\b
DESCRIPTION;LANGUAGE=fr-CA:Une\,\ndeux\;\ntrois
URL:https://example.org/a,b;c?d=ef
TRANSP:TRANSPARENT
END:VEVENT
BEGIN:VEVENT
UID:c@example.org
DTSTAMP:20261126T000000Z
DTSTART;VALUE=DATE:20270502
DTEND;VALUE=DATE:20270503
SUMMARY;LANGUAGE=fr-CA:Before its end
TRANSP:TRANSPARENT
END:VEVENT
END:VCALENDAR
`
	if d := cmp.Diff(strings.ReplaceAll(want, "\n", "\r\n"), written(t, c)); d != "" {
		t.Error(d)
	}
}

// Without a day on which it was seen to be right, a calendar is as old as its first day: never as the clock.
func TestTheStampIsOfTheData(t *testing.T) {
	c := ical.Calendar{Lang: "no tag", Events: []ical.Event{{UID: "a", From: date(2027, 3, 1)}, {UID: "b", From: date(2027, 2, 1)}}}
	got := written(t, c)
	if strings.Count(got, "DTSTAMP:20270201T000000Z\r\n") != 2 || strings.Contains(got, "LANGUAGE") {
		t.Error(got)
	}
}

func TestLongLinesAreFoldedBetweenCharacters(t *testing.T) {
	for _, s := range []string{strings.Repeat("é", 300), strings.Repeat("a", 300), strings.Repeat("🙂", 90), "x" + strings.Repeat("’", 99), strings.Repeat(`;`, 200)} {
		got := written(t, ical.Calendar{Events: []ical.Event{{UID: "a", From: date(2027, 1, 1), Summary: s}}})
		lines := strings.Split(strings.TrimSuffix(got, "\r\n"), "\r\n")
		for _, line := range lines {
			if len(line) > 75 || !utf8.ValidString(line) || strings.Contains(line, "\n") {
				t.Errorf("%d octets: %q", len(line), line)
			}
		}
		unfolded := strings.ReplaceAll(got, "\r\n ", "")
		if !strings.Contains(unfolded, "SUMMARY:"+strings.ReplaceAll(s, ";", `\;`)+"\r\n") {
			t.Errorf("%q came back as %q", s, unfolded)
		}
	}
}

// Whatever a text says, it stays in its property.
func FuzzCalendar(f *testing.F) {
	f.Add("a\r\nEND:VEVENT", "x,;\\\n", "fr-CA")
	f.Fuzz(func(t *testing.T, summary, url, lang string) {
		got := written(t, ical.Calendar{Name: summary, Lang: lang, Events: []ical.Event{{UID: "u", From: date(2027, 1, 1), Summary: summary, Description: url, URL: url}}})
		rest := strings.ReplaceAll(got, "\r\n", "")
		if strings.ContainsAny(rest, "\r\n") || strings.Count(got, "\r\nEND:VEVENT\r\n") != 1 {
			t.Errorf("%q", got)
		}
		for line := range strings.SplitSeq(strings.ReplaceAll(got, "\r\n ", ""), "\r\n") {
			name, _, ok := strings.Cut(line, ":")
			if line != "" && (!ok || strings.Trim(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ-") == "" && name == "") {
				t.Errorf("%q", line)
			}
		}
	})
}
