package citation

import (
	"cmp"
	"html"
	"net/url"
	"strings"

	"trousse/cmd/trousse/internal/locale"
)

// HTML words the source for a page in lang (a key or a BCP 47 tag) as the inside of one list item:
//
//	Statistics Canada, <a href="…"><cite>The Daily</cite></a>, October 21, 2024. Accessed November 22, 2026.
//
// A work in another language says so inside the link, where nobody can miss it, and its title
// carries its language for screen readers. The interface words are "source-accessed" [date]
// and "source-only" [language]; English and French are known by heart.
func (s Source) HTML(lang string, w *locale.Words) string {
	if locale.Base(lang) == "" {
		lang = w.Tag() // a site may call a language what it likes
	}
	t, _ := s.Cited(lang)
	foreign := s.Foreign(lang)
	var b strings.Builder
	if t.Publisher != "" {
		b.WriteString(html.EscapeString(t.Publisher))
		b.WriteString(", ")
	}
	href := webAddress(t.URL)
	if href != "" {
		b.WriteString(`<a href="` + html.EscapeString(href) + `"`)
		if foreign {
			b.WriteString(` hreflang="` + html.EscapeString(s.Lang) + `"`)
		}
		b.WriteString(">")
	}
	b.WriteString("<cite")
	// A title that was given for this language is in this language.
	if foreign && t.Title == s.Title && t.Title != "" {
		b.WriteString(` lang="` + html.EscapeString(s.Lang) + `"`)
		if locale.Direction(s.Lang) != locale.Direction(lang) {
			b.WriteString(` dir="` + locale.Direction(s.Lang) + `"`)
		}
	}
	b.WriteString(">" + html.EscapeString(cmp.Or(t.Title, s.Key)) + "</cite>")
	if foreign {
		b.WriteString(" (" + html.EscapeString(say(w, lang, "source-only", "language", w.Language(s.Lang))) + ")")
	}
	if href != "" {
		b.WriteString("</a>")
	}
	if !s.Date.IsZero() {
		b.WriteString(", " + stamp(s.Date, w))
	}
	b.WriteString(".")
	if !s.Checked.IsZero() {
		// The date is markup, and goes in after the words were escaped.
		before, after, _ := strings.Cut(say(w, lang, "source-accessed", "date", "\x00"), "\x00")
		b.WriteString(" " + html.EscapeString(before) + stamp(s.Checked, w) + html.EscapeString(after) + ".")
	}
	return b.String()
}

// stamp writes a date for readers and for machines.
func stamp(d Date, w *locale.Words) string {
	return `<time datetime="` + d.String() + `">` + html.EscapeString(d.In(w)) + `</time>`
}

// builtIn are the words for the two languages that are known by heart.
var builtIn = map[string]map[string]string{
	"en": {"source-accessed": "Accessed {{.date}}", "source-only": "in {{.language}} only"},
	"fr": {"source-accessed": "Consulté le {{.date}}", "source-only": "en {{.language}} seulement"},
}

// say gives interface words with one variable: those of the words file, else the built-in ones.
func say(w *locale.Words, lang, id, name, value string) string {
	if w.Own(id) {
		return w.Text(id, name, value)
	}
	known := builtIn[cmp.Or(locale.Base(w.Tag()), locale.Base(lang))]
	if known == nil && w.Has(id) {
		return w.Text(id, name, value)
	}
	if known == nil {
		known = builtIn["en"]
	}
	return strings.Replace(known[id], "{{."+name+"}}", value, 1)
}

// webAddress gives an address of the web as it may stand in a link, or "" for anything else.
func webAddress(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Hostname() == "" || u.User != nil {
		return ""
	}
	return u.String()
}
