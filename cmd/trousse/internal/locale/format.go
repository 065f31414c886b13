package locale

import (
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
	"golang.org/x/text/message"
	"golang.org/x/text/number"
)

const nbsp = "\u00a0"

// format is how a language writes dates and numbers.
type format struct {
	tag  language.Tag
	base string // "en", "fr"; anything else is left to CLDR and to the words file
}

func formatOf(tag string) format {
	t, err := language.Parse(tag)
	if err != nil {
		t = language.Und
	}
	return format{t, Base(tag)}
}

var (
	monthsEN = [...]string{"January", "February", "March", "April", "May", "June", "July",
		"August", "September", "October", "November", "December"}
	monthsFR = [...]string{"janvier", "février", "mars", "avril", "mai", "juin", "juillet",
		"août", "septembre", "octobre", "novembre", "décembre"}
)

// Date writes a day: "November 22, 2026", "22 novembre 2026", "1er décembre 2026". A zero time
// gives "". A words file may bring its own form: "date" with {{.day}}, {{.month}} and {{.year}},
// and the months as "month.1" to "month.12"; without, a language other than English and French
// gets ISO 8601.
func (w *Words) Date(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	year, month, day := t.Date()
	y, d := strconv.Itoa(year), strconv.Itoa(day)
	if own := "month." + strconv.Itoa(int(month)); w.Own("date") && w.Own(own) {
		return w.Text("date", "day", d, "month", w.Text(own), "year", y)
	}
	switch w.format.base {
	case "en":
		// North America puts the month first; the others who write English do not.
		switch region, _ := w.format.tag.Region(); region.String() {
		case "CA", "US", "PH", "ZZ":
			return monthsEN[month-1] + " " + d + ", " + y
		}
		return d + " " + monthsEN[month-1] + " " + y
	case "fr":
		if day == 1 {
			d = "1er"
		}
		return d + " " + monthsFR[month-1] + " " + y
	}
	return t.Format(time.DateOnly)
}

// Month writes a month of a year: "March 2026", "mars 2026"; ISO 8601 as in [Words.Date].
func (w *Words) Month(year int, month time.Month) string {
	y := strconv.Itoa(year)
	if month < 1 || month > 12 {
		return y
	}
	if own := "month." + strconv.Itoa(int(month)); w.Own(own) {
		return w.Text(own) + " " + y
	}
	switch w.format.base {
	case "en":
		return monthsEN[month-1] + " " + y
	case "fr":
		return monthsFR[month-1] + " " + y
	}
	return time.Date(year, month, 1, 0, 0, 0, 0, time.UTC).Format("2006-01")
}

// Number writes a whole number: "12,500", "12 500" (with no-break spaces).
func (w *Words) Number(n int) string { return w.format.number(int64(n)) }

func (f format) number(n int64) string {
	switch f.base {
	case "en", "":
		return group(n, ",")
	case "fr":
		return group(n, nbsp)
	}
	return message.NewPrinter(f.tag).Sprint(number.Decimal(n))
}

// group parts the digits of n in threes.
func group(n int64, by string) string {
	s := strconv.FormatInt(n, 10)
	sign := ""
	if n < 0 {
		sign, s = "-", s[1:]
	}
	if len(s) <= 3 {
		return sign + s
	}
	var b strings.Builder
	b.WriteString(sign)
	first := (len(s)-1)%3 + 1
	b.WriteString(s[:first])
	for i := first; i < len(s); i += 3 {
		b.WriteString(by)
		b.WriteString(s[i : i+3])
	}
	return b.String()
}

// Bytes writes a size in decimal units with a no-break space: "1.4 MB", "1,4 Mo". Below ten it
// has one decimal, unless that is zero.
func (w *Words) Bytes(n int64) string { return w.format.bytes(n) }

func (f format) bytes(n int64) string {
	units := [...]string{"kB", "MB", "GB", "TB", "PB", "EB"}
	single, several := "byte", "bytes"
	if f.base == "fr" {
		units = [...]string{"ko", "Mo", "Go", "To", "Po", "Eo"}
		single, several = "octet", "octets"
	}
	if -1000 < n && n < 1000 {
		if n == 1 || n == 0 && f.base == "fr" {
			several = single
		}
		return strconv.FormatInt(n, 10) + nbsp + several
	}
	v := float64(n) / 1000
	u := 0
	// 999.6 would be written as 1000 of this unit: it is 1 of the next.
	for ; (v >= 999.5 || v <= -999.5) && u+1 < len(units); u++ {
		v /= 1000
	}
	s := strconv.FormatFloat(v, 'f', 1, 64)
	if len(strings.TrimPrefix(s, "-")) > len("9.9") {
		s = strconv.FormatFloat(v, 'f', 0, 64)
	}
	s = strings.TrimSuffix(s, ".0")
	if f.base == "fr" {
		s = strings.Replace(s, ".", ",", 1)
	} else if f.base != "en" && f.base != "" {
		v, _ := strconv.ParseFloat(s, 64)
		s = message.NewPrinter(f.tag).Sprint(number.Decimal(v, number.MaxFractionDigits(1)))
	}
	return s + nbsp + units[u]
}

// Language names the language of a BCP 47 tag in these words' language: "French", "français".
// A name that nobody knows is the tag itself. A words file may bring "language.TAG".
func (w *Words) Language(tag string) string {
	if own := "language." + tag; w.Own(own) {
		return w.Text(own)
	}
	base := Base(tag)
	if base == "" {
		return tag
	}
	switch w.format.base + base {
	case "enen":
		return "English"
	case "enfr":
		return "French"
	case "fren":
		return "anglais"
	case "frfr":
		return "français"
	}
	namer := display.Languages(w.format.tag)
	if namer == nil {
		namer = display.Languages(language.English)
	}
	if name := namer.Name(language.Make(base)); name != "" {
		return name
	}
	return tag
}
