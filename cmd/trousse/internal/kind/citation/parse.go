package citation

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/locale"
	"trousse/cmd/trousse/internal/tomlpos"
)

// MaxBytes is the size beyond which a file of sources is not read.
const MaxBytes = 4 << 20

// Parse reads a file of sources: a table for each, named by the key that pages cite. path names
// the file in diagnostics. Sources come sorted by key; one with a fault is given as far as it was
// understood, so that pages that cite it are not at fault as well.
func Parse(data []byte, path string) ([]Source, []diag.Diagnostic) {
	r := &reader{path: path}
	if len(data) > MaxBytes {
		return nil, []diag.Diagnostic{diag.New("file-too-large", diag.Position{Path: path},
			"size", strconv.Itoa(len(data)), "limit", strconv.Itoa(MaxBytes))}
	}
	root, faults := tomlpos.Read(data)
	for _, f := range faults {
		r.diags = append(r.diags, diag.New(f.Rule, r.at(f.Pos), f.Args...).With(f.Variant))
	}
	var sources []Source
	for _, n := range root.Nodes {
		if n.Kind != tomlpos.Table {
			r.report(diag.New("wrong-type", r.at(n.At), "key", n.Key, "example", "["+n.Key+"]").With("table"))
			continue
		}
		if !validKey.MatchString(n.Key) {
			r.report(diag.New("bad-source-key", r.at(n.At), "key", n.Key))
			continue
		}
		sources = append(sources, r.source(n))
	}
	slices.SortFunc(sources, func(a, b Source) int { return cmp.Compare(a.Key, b.Key) })
	return sources, diag.Dedupe(r.diags)
}

// validKey is what [@key] can name in a text.
var validKey = regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9_:.-]{0,98}[A-Za-z0-9])?$`)

// perLanguage are the keys that may have a language behind them: title_fr.
var perLanguage = []string{"title", "publisher", "url"}

var allKeys = []string{"title", "publisher", "date", "url", "lang", "checked", "confidence"}

type reader struct {
	path  string
	diags []diag.Diagnostic
}

func (r *reader) at(p tomlpos.Pos) diag.Position {
	return diag.Position{Path: r.path, Line: p.Line, Col: p.Col}
}

func (r *reader) report(d diag.Diagnostic) { r.diags = append(r.diags, d) }

func (r *reader) source(n *tomlpos.Node) Source {
	s := Source{Key: n.Key, Pos: r.at(n.At)}
	var general Text
	in := map[string]*Text{}
	for _, m := range n.Nodes {
		name, lang, split := strings.Cut(m.Key, "_")
		switch {
		case split && slices.Contains(perLanguage, name) && locale.ValidTag(lang):
			if in[lang] == nil {
				in[lang] = &Text{Lang: lang}
			}
			r.text(m, in[lang].field(name))
		case slices.Contains(perLanguage, m.Key):
			r.text(m, general.field(m.Key))
		case m.Key == "date":
			s.Date = r.date(m)
		case m.Key == "checked":
			s.Checked = r.date(m)
		case m.Key == "lang":
			r.lang(m, &s.Lang)
		case m.Key == "confidence":
			r.confidence(m, &s.Confidence)
		default:
			r.unknown(m)
		}
	}
	s.Title, s.Publisher, s.URL = general.Title, general.Publisher, general.URL
	for _, t := range in {
		s.In = append(s.In, *t)
	}
	slices.SortFunc(s.In, func(a, b Text) int { return cmp.Compare(a.Lang, b.Lang) })
	r.judge(&s, n)
	return s
}

// judge finds what a source lacks. A key that is there with a fault of its own was told already.
func (r *reader) judge(s *Source, n *tomlpos.Node) {
	titled := slices.IndexFunc(s.In, func(t Text) bool { return t.Title != "" })
	switch {
	case s.Title != "":
	case titled >= 0:
		s.Title = s.In[titled].Title // for the languages without one of their own
	case n.Get("title") == nil:
		r.report(diag.New("source-without-title", s.Pos, "key", s.Key))
	}
	if n.Get("date") == nil && n.Get("checked") == nil {
		r.report(diag.New("source-without-date", s.Pos, "key", s.Key))
	}
}

func (t *Text) field(name string) *string {
	switch name {
	case "publisher":
		return &t.Publisher
	case "url":
		return &t.URL
	}
	return &t.Title
}

// text reads a title, a publisher or an address, by the key.
func (r *reader) text(n *tomlpos.Node, dst *string) {
	s, ok := r.str(n)
	if !ok {
		return
	}
	if strings.HasPrefix(n.Key, "url") && webAddress(s) == "" {
		r.report(diag.New("bad-value", r.at(n.ValueAt), "key", n.Key, "value", s).With("url"))
		return
	}
	*dst = s
}

// str reads a text that says something, on one line.
func (r *reader) str(n *tomlpos.Node) (string, bool) {
	raw, ok := n.Value.(string)
	if !ok {
		r.report(diag.New("wrong-type", r.at(n.ValueAt), "key", n.Key, "example", n.Key+` = "…"`).With("string"))
		return "", false
	}
	if tomlpos.HasControl(raw) {
		r.report(diag.New("bad-value", r.at(n.ValueAt), "key", n.Key).With("control"))
		return "", false
	}
	s := strings.Join(strings.FieldsFunc(raw, func(c rune) bool { return c == ' ' || c == '\t' || c == '\n' }), " ")
	if s == "" {
		r.report(diag.New("bad-value", r.at(n.ValueAt), "key", n.Key).With("empty"))
		return "", false
	}
	return s, true
}

func (r *reader) lang(n *tomlpos.Node, dst *string) {
	s, ok := r.str(n)
	if !ok {
		return
	}
	if !locale.ValidTag(s) {
		r.report(diag.New("bad-language-tag", r.at(n.ValueAt), "key", n.Key, "value", s))
		return
	}
	*dst = s
}

func (r *reader) confidence(n *tomlpos.Node, dst *string) {
	s, ok := r.str(n)
	if !ok {
		return
	}
	switch s {
	case "C", "S", "GK":
		*dst = s
	case "c", "s", "gk", "Gk", "gK":
		r.report(diag.New("bad-value", r.at(n.ValueAt), "key", n.Key, "value", s, "allowed", "C, S, GK", "near", strings.ToUpper(s)).With("near"))
	default:
		r.report(diag.New("bad-value", r.at(n.ValueAt), "key", n.Key, "value", s, "allowed", "C, S, GK"))
	}
}

// date reads a day, a month or a year, as TOML's date, as a text or, for a year, as a number.
func (r *reader) date(n *tomlpos.Node) Date {
	shown := "…"
	switch v := n.Value.(type) {
	case time.Time:
		// A time of day without a date has no year.
		if v.Year() > 0 {
			return Date{v.Year(), int(v.Month()), v.Day()}
		}
	case int64:
		shown = strconv.FormatInt(v, 10)
	case string:
		shown = strings.TrimSpace(v)
	case bool:
		shown = strconv.FormatBool(v)
	}
	if d, ok := ParseDate(shown); ok {
		return d
	}
	r.report(diag.New("bad-date", r.at(n.ValueAt), "key", n.Key, "value", shown))
	return Date{}
}

func (r *reader) unknown(n *tomlpos.Node) {
	known := slices.Clone(allKeys)
	name, lang, split := strings.Cut(n.Key, "_")
	switch {
	case split && slices.Contains(perLanguage, name):
		r.report(diag.New("bad-language-tag", r.at(n.At), "key", n.Key, "value", lang))
		return
	case split && slices.Contains(allKeys, name):
		// date_fr: the key is right and may not have a language.
		r.report(diag.New("unknown-key", r.at(n.At), "key", n.Key, "near", name).With("near"))
		return
	case split && locale.ValidTag(lang):
		for _, k := range perLanguage {
			known = append(known, k+"_"+lang)
		}
	}
	if near, ok := diag.Nearest(n.Key, known); ok {
		r.report(diag.New("unknown-key", r.at(n.At), "key", n.Key, "near", near).With("near"))
		return
	}
	slices.Sort(known)
	r.report(diag.New("unknown-key", r.at(n.At), "key", n.Key, "known", strings.Join(known, ", ")))
}
