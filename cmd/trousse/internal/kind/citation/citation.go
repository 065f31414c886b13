// Package citation reads the sources that pages cite and words each as readers of a language
// expect it: who published it, its title with a link, when, and when it was last checked.
package citation

import (
	"cmp"
	"strings"
	"time"

	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/locale"
)

// Kind is the kind of a page that lists all sources.
const Kind = "sources"

// Source is one source, as content/sources.toml describes it.
type Source struct {
	Key        string
	Lang       string // BCP 47 tag of the work's language; "" where it has the reader's, whichever that is
	Title      string
	Publisher  string
	URL        string // http or https
	In         []Text // what differs for readers of one language, sorted by language
	Date       Date   // of publication; zero where unknown
	Checked    Date   // when somebody last saw that it says what we say; zero where nobody did
	Confidence string // "C": the publisher's own page was seen; "S": a secondary source; "GK": general knowledge; or ""
	Pos        diag.Position
}

// Text is what a source says of itself to readers of one language. An empty field says nothing.
type Text struct {
	Lang      string // "fr"
	Title     string
	Publisher string
	URL       string
}

// Date is a day, a month of a year, or a year alone: what is not known is 0.
type Date struct{ Year, Month, Day int }

// ParseDate reads what [Date.String] writes.
func ParseDate(s string) (d Date, ok bool) {
	for _, layout := range []string{time.DateOnly, "2006-01", "2006"} {
		t, err := time.Parse(layout, s)
		if err != nil || t.Year() < 1000 {
			continue
		}
		d = Date{t.Year(), int(t.Month()), t.Day()}
		if len(layout) < len("2006-01-02") {
			d.Day = 0
		}
		if len(layout) < len("2006-01") {
			d.Month = 0
		}
		return d, true
	}
	return Date{}, false
}

// IsZero tells whether nothing is known.
func (d Date) IsZero() bool { return d == Date{} }

// String gives the date in ISO 8601: "2026-03-09", "2026-03", "2026", or "".
func (d Date) String() string {
	switch {
	case d.IsZero():
		return ""
	case d.Month == 0:
		return d.Time().Format("2006")
	case d.Day == 0:
		return d.Time().Format("2006-01")
	}
	return d.Time().Format(time.DateOnly)
}

// Time gives the day, or the first one that it may be.
func (d Date) Time() time.Time {
	return time.Date(d.Year, time.Month(max(d.Month, 1)), max(d.Day, 1), 0, 0, 0, 0, time.UTC)
}

// End is the last day of what is known: of the month, of the year, or the day itself.
func (d Date) End() time.Time {
	switch {
	case d.Month == 0:
		return time.Date(d.Year, time.December, 31, 0, 0, 0, 0, time.UTC)
	case d.Day == 0:
		return time.Date(d.Year, time.Month(d.Month)+1, 0, 0, 0, 0, 0, time.UTC)
	}
	return d.Time()
}

// In writes the date as a language does.
func (d Date) In(w *locale.Words) string {
	switch {
	case d.IsZero():
		return ""
	case d.Month == 0:
		return d.String()
	case d.Day == 0:
		return w.Month(d.Year, time.Month(d.Month))
	}
	return w.Date(d.Time())
}

// Cited gives what the source says of itself to readers of lang (a key or a BCP 47 tag), field by
// field, and whether there is a work for them: it is then in their language, whatever Lang says.
func (s Source) Cited(lang string) (t Text, own bool) {
	t = Text{lang, s.Title, s.Publisher, s.URL}
	for _, in := range s.In {
		if !same(in.Lang, lang) {
			continue
		}
		own = own || in.URL != "" || in.Title != "" && s.URL == ""
		t.Title = cmp.Or(in.Title, t.Title)
		t.Publisher = cmp.Or(in.Publisher, t.Publisher)
		t.URL = cmp.Or(in.URL, t.URL)
	}
	return t, own
}

// Foreign tells whether readers of lang meet a work in another language.
func (s Source) Foreign(lang string) bool {
	_, own := s.Cited(lang)
	return !own && s.Lang != "" && !same(s.Lang, lang)
}

// same tells whether two tags are of one language, whatever the region: a reader of Canadian
// French reads French.
func same(a, b string) bool {
	if strings.EqualFold(a, b) {
		return true
	}
	base := locale.Base(a)
	return base != "" && base == locale.Base(b)
}
