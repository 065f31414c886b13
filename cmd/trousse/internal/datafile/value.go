package datafile

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"trousse/cmd/trousse/internal/tomlpos"
)

// Setter reads the value of a key.
type Setter = func(name string, n *Node)

// validID is what may name an entry: it can stand in an address as it is.
var validID = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// Text reads a text in every language of the site: title.en = "…", title.fr = "…", or one string that is
// the same in all. A language that is absent is "text-language" [key, language].
func (r *Reader) Text(dst *Text) Setter {
	return func(name string, n *Node) {
		if n.Kind != tomlpos.Table {
			if n.Kind != tomlpos.String {
				r.toml.Fault("wrong-type.per-language", n.ValueAt, "key", name, "example", last(name)+"."+r.langs[0]+` = "…"`)
				return
			}
			if s, ok := r.toml.Text(n, name); ok {
				*dst = Text{{"", s}}
			}
			return
		}
		r.perLanguage(name, n, true, func(lang string, m *Node) {
			if s, ok := r.toml.Text(m, name+"."+lang); ok {
				*dst = append(*dst, Said{lang, s})
				r.passages = append(r.passages, Passage{name, lang, s, m.ValueAt})
			}
		})
	}
}

// Words reads a text that some languages may lack: grammar.fr = "n. m."
func (r *Reader) Words(dst *Text) Setter {
	return func(name string, n *Node) {
		if n.Kind == tomlpos.String {
			r.Text(dst)(name, n)
			return
		}
		r.perLanguage(name, n, false, func(lang string, m *Node) {
			if s, ok := r.toml.Text(m, name+"."+lang); ok {
				*dst = append(*dst, Said{lang, s})
			}
		})
	}
}

// Lists reads a list of texts for each language, some of which may lack one: also.fr = ["…", "…"]. The
// result has an entry for each text.
func (r *Reader) Lists(dst *Text) Setter {
	return func(name string, n *Node) {
		r.perLanguage(name, n, false, func(lang string, m *Node) {
			if !r.toml.Is(m, name+"."+lang, tomlpos.Array) {
				return
			}
			for _, e := range m.Nodes {
				if s, ok := r.toml.Text(e, name+"."+lang); ok {
					*dst = append(*dst, Said{lang, s})
				}
			}
		})
	}
}

// All gives what a list says in one language; see [Reader.Lists].
func (t Text) All(lang string) []string {
	var all []string
	for _, s := range t {
		if s.Lang == "" || s.Lang == lang {
			all = append(all, s.Text)
		}
	}
	return all
}

// perLanguage visits the languages of a table in the site's order.
func (r *Reader) perLanguage(name string, n *Node, whole bool, visit func(lang string, m *Node)) {
	if n.Kind != tomlpos.Table {
		r.toml.Fault("wrong-type.per-language", n.ValueAt, "key", name, "example", last(name)+"."+r.langs[0]+` = "…"`)
		return
	}
	for _, m := range n.Nodes {
		if !slices.Contains(r.langs, m.Key) {
			r.toml.Unknown("unknown-key", "key", m.At, tomlpos.Join(name, m.Key), m.Key, r.langs)
		}
	}
	at := n.At
	for _, lang := range r.langs {
		if m := n.Get(lang); m != nil {
			at = m.At
		}
	}
	for _, lang := range r.langs {
		switch m := n.Get(lang); {
		case m != nil:
			visit(lang, m)
		case whole:
			r.toml.Fault("text-language", at, "key", name, "language", lang)
		}
	}
}

func last(name string) string { return name[strings.LastIndexByte(name, '.')+1:] }

// Plain reads a string that is no text for readers: an address, the tag of a language.
func (r *Reader) Plain(dst *string) Setter { return r.toml.Into(dst) }

// ID reads the id of an entry and notes its place. Another form is "bad-id" [key, value].
func (r *Reader) ID(dst *Ref) Setter {
	return func(name string, n *Node) {
		s, ok := r.toml.Text(n, name)
		if !ok {
			return
		}
		if !validID.MatchString(s) || len(s) > 80 {
			r.toml.Fault("bad-id", n.ValueAt, "key", name, "value", s)
			return
		}
		*dst = Ref{s, n.ValueAt}
	}
}

// Ref reads what names an entry or a page.
func (r *Reader) Ref(dst *Ref) Setter {
	return func(name string, n *Node) {
		if s, ok := r.toml.Text(n, name); ok {
			*dst = Ref{s, n.ValueAt}
		}
	}
}

// Refs reads a list of names. One that is there twice is "bad-value.duplicate".
func (r *Reader) Refs(dst *[]Ref) Setter {
	return func(name string, n *Node) {
		if !r.toml.Is(n, name, tomlpos.Array) {
			return
		}
		seen := map[string]bool{}
		for _, e := range n.Nodes {
			s, ok := r.toml.Text(e, name)
			if !ok {
				continue
			}
			if seen[s] {
				r.toml.Fault("bad-value.duplicate", e.ValueAt, "key", name, "value", s)
				continue
			}
			seen[s] = true
			*dst = append(*dst, Ref{s, e.ValueAt})
		}
	}
}

// Choice reads one of a few words.
func (r *Reader) Choice(dst *string, allowed ...string) Setter {
	return func(name string, n *Node) {
		if s, ok := r.toml.Choice(n, name, allowed...); ok {
			*dst = s
		}
	}
}

// Choices reads a list of a few words.
func (r *Reader) Choices(dst *[]string, allowed ...string) Setter {
	return func(name string, n *Node) {
		if !r.toml.Is(n, name, tomlpos.Array) {
			return
		}
		for _, e := range n.Nodes {
			s, ok := r.toml.Choice(e, name, allowed...)
			switch {
			case !ok:
			case slices.Contains(*dst, s):
				r.toml.Fault("bad-value.duplicate", e.ValueAt, "key", name, "value", s)
			default:
				*dst = append(*dst, s)
			}
		}
	}
}

// Integer reads a whole number from lo to hi.
func (r *Reader) Integer(dst *int, lo, hi int) Setter {
	return func(name string, n *Node) {
		if v, ok := r.toml.Integer(n, name, lo, hi); ok {
			*dst = v
		}
	}
}

// Range is from a number to one that is no smaller.
type Range struct{ Low, High int }

// Range reads two whole numbers in a list: [10, 40]. Anything else is "bad-range" [key].
func (r *Reader) Range(dst *Range, hi int) Setter {
	return func(name string, n *Node) {
		if !r.toml.Is(n, name, tomlpos.Array) {
			return
		}
		var v []int
		for _, e := range n.Nodes {
			i, ok := e.Value.(int64)
			if e.Kind != tomlpos.Integer || !ok || i < 0 || i > int64(hi) {
				break
			}
			v = append(v, int(i))
		}
		if len(v) != 2 || len(n.Nodes) != 2 || v[0] > v[1] {
			r.toml.Fault("bad-range", n.ValueAt, "key", name, "max", strconv.Itoa(hi))
			return
		}
		*dst = Range{v[0], v[1]}
	}
}

// Date is a day, and where it stands.
type Date struct {
	Time time.Time // midnight UTC
	Pos  Pos
}

// Date reads a day: 2027-06-30. Anything else is "bad-date" [key, value].
func (r *Reader) Date(dst *Date) Setter {
	return func(name string, n *Node) {
		switch v := n.Value.(type) {
		case time.Time:
			if n.Kind == tomlpos.Date {
				*dst = Date{v, n.ValueAt}
				return
			}
			r.toml.Fault("bad-date", n.ValueAt, "key", name, "value", v.Format(time.RFC3339))
		case string:
			if t, err := time.Parse(time.DateOnly, v); err == nil {
				*dst = Date{t, n.ValueAt}
				return
			}
			r.toml.Fault("bad-date", n.ValueAt, "key", name, "value", v)
		default:
			r.toml.Fault("bad-date", n.ValueAt, "key", name, "value", "…")
		}
	}
}

// Unique reports entries of a list that have one id: "duplicate-entry" [id, line]. It returns the ids.
func (r *Reader) Unique(ids ...Ref) []string {
	seen := map[string]Pos{}
	var known []string
	for _, id := range ids {
		if id.ID == "" {
			continue
		}
		if first, ok := seen[id.ID]; ok {
			r.toml.Fault("duplicate-entry", id.Pos, "id", id.ID, "line", strconv.Itoa(first.Line))
			continue
		}
		seen[id.ID] = id.Pos
		known = append(known, id.ID)
	}
	return known
}

// Resolve reports references that name none of known: "unknown-entry" [id, known].
func (r *Reader) Resolve(known []string, refs ...Ref) {
	for _, ref := range refs {
		if ref.ID != "" && !slices.Contains(known, ref.ID) {
			r.Unknown("unknown-entry", "id", ref, known)
		}
	}
}

// InOrder reports a second day that is before the first: "dates-order" [key, first, second].
func (r *Reader) InOrder(key string, first, second Date) {
	if !first.Time.IsZero() && !second.Time.IsZero() && second.Time.Before(first.Time) {
		r.toml.Fault("dates-order", second.Pos, "key", key,
			"first", first.Time.Format(time.DateOnly), "second", second.Time.Format(time.DateOnly))
	}
}
