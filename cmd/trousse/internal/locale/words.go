package locale

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/nicksnyder/go-i18n/v2/i18n"
)

// Words are the interface words of one language. They do not change and may be used from any
// goroutine. The zero value has no words and answers each id with itself.
type Words struct {
	lang    Lang
	format  format
	plain   map[string]string // what needs no filling in, English where the language has nothing
	own     map[string]*i18n.Message
	local   *i18n.Localizer
	parser  *templates
	english *Words // nil for English itself
	sum     [16]byte
}

func newWords(l Lang, own map[string]*i18n.Message, english *Words, t *templates) *Words {
	w := &Words{lang: l, format: formatOf(l.Tag), own: own, english: english, parser: t}
	tag := tagOf(l)
	bundle := i18n.NewBundle(tag)
	list := make([]*i18n.Message, 0, len(own))
	for _, id := range slices.Sorted(maps.Keys(own)) {
		list = append(list, own[id])
	}
	bundle.MustAddMessages(tag, list...) // tagOf has seen that the tag is known, the only thing it fails for
	w.local = i18n.NewLocalizer(bundle, tag.String())

	w.plain = make(map[string]string, len(own))
	if english != nil {
		maps.Copy(w.plain, english.plain)
	}
	for id, m := range own {
		delete(w.plain, id)
		if p, err := t.Parse(m.Other, m.LeftDelim, m.RightDelim); err == nil {
			if text, ok := p.(pieces); ok && len(text.parts) == 1 {
				w.plain[id] = text.parts[0]
			}
		}
	}
	w.sum = w.hash()
	return w
}

// Text gives the string id with its variables filled in from args, names and values in turn. A
// string that the language lacks is given in English; one that English lacks as its id.
// Values that are whole numbers and times are written as the language writes them.
func (w *Words) Text(id string, args ...any) string {
	if len(args) == 0 {
		if s, ok := w.plain[id]; ok {
			return s
		}
	}
	s, _ := w.text(id, nil, args)
	return s
}

// Count gives the string id in the plural form for n, which stands in it as {{.Count}}, written
// as the language writes numbers. Args and missing strings are as in [Words.Text].
func (w *Words) Count(id string, n int, args ...any) string {
	s, _ := w.text(id, n, args)
	return s
}

// text finds and fills in a string, and tells whether there is one. count is nil or an int.
func (w *Words) text(id string, count any, args []any) (string, bool) {
	m := w.own[id]
	if m == nil {
		if w.english != nil {
			return w.english.text(id, count, args)
		}
		return id, false
	}
	vars := make(map[string]string, len(args)/2+1)
	for i := 0; i+1 < len(args); i += 2 {
		vars[fmt.Sprint(args[i])] = w.value(args[i+1])
	}
	if n, ok := count.(int); ok {
		vars["Count"] = w.Number(n)
	}
	// Its error is that of a plural form that the file lacks; the form "other" is then given.
	s, _ := w.local.Localize(&i18n.LocalizeConfig{
		MessageID: id, TemplateData: vars, PluralCount: count, TemplateParser: w.parser,
	})
	return s, true
}

// value writes one variable.
func (w *Words) value(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case int:
		return w.Number(v)
	case int64:
		return w.format.number(v)
	case time.Time:
		return w.Date(v)
	}
	return fmt.Sprint(v)
}

// Has tells whether there is a string id, in the language or in English.
func (w *Words) Has(id string) bool {
	return w.Own(id) || w.english != nil && w.english.Own(id)
}

// Own tells whether the language itself has the string id.
func (w *Words) Own(id string) bool { return w.own[id] != nil }

// IDs lists, in order, the strings that the language or English has.
func (w *Words) IDs() []string {
	ids := maps.Clone(w.own)
	if ids == nil {
		ids = map[string]*i18n.Message{}
	}
	if w.english != nil {
		maps.Copy(ids, w.english.own)
	}
	return slices.Sorted(maps.Keys(ids))
}

// Map gives every string as it is written, {{…}} included, English where the language has
// nothing; of plurals the form "other".
func (w *Words) Map() map[string]string {
	all := make(map[string]string, len(w.own))
	if w.english != nil {
		all = w.english.Map()
	}
	for id, m := range w.own {
		all[id] = m.Other
	}
	return all
}

// Forms gives the plural forms of the string id as they are written, by their CLDR names ("one",
// "other"), for code that counts in the browser. A string without plurals has only "other".
func (w *Words) Forms(id string) map[string]string {
	m := w.own[id]
	if m == nil {
		if w.english != nil {
			return w.english.Forms(id)
		}
		return nil
	}
	out := map[string]string{}
	for _, f := range forms(m) {
		out[f.name] = f.text
	}
	return out
}

// Key gives the language's key on the site: "fr".
func (w *Words) Key() string { return w.lang.Key }

// Tag gives the language's BCP 47 tag: "fr-CA".
func (w *Words) Tag() string { return w.lang.Tag }

// Sum names everything these words can say: whatever is rendered with them is out of date when it differs.
func (w *Words) Sum() [16]byte { return w.sum }

func (w *Words) hash() [16]byte {
	var b []byte
	write := func(ss ...string) {
		for _, s := range ss {
			b = binary.AppendUvarint(b, uint64(len(s)))
			b = append(b, s...)
		}
	}
	write(w.lang.Key, w.lang.Tag)
	for _, id := range slices.Sorted(maps.Keys(w.own)) {
		m := w.own[id]
		write(id, m.LeftDelim, m.RightDelim)
		for _, f := range forms(m) {
			write(f.name, f.text)
		}
		write("")
	}
	if w.english != nil {
		b = append(b, w.english.sum[:]...)
	}
	full := sha256.Sum256(b)
	return [16]byte(full[:16])
}
