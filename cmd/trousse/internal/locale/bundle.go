package locale

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

// English is the language of the words that every other language falls back to.
const English = "en"

// Problem is a fault in a words file.
type Problem struct {
	Layer     int    // which of the layers the file is in, from 0
	Path      string // in the layer: "fr.toml"
	Line, Col int    // from 1, Col in characters; 0 where unknown
	Kind      string // see the Kind constants
	Text      string // what the parser says, or which string it is about
}

// Kinds of problems. Each is a variant of the rule "string-syntax", the first one none.
const (
	KindSyntax   = ""         // not TOML; Text is what the parser says, in English
	KindReserved = "reserved" // the string's name is one of go-i18n's own words; Text is the name
	KindValue    = "value"    // not a text and not a table of plural forms; Text is the name
	KindOther    = "other"    // plural forms without "other"; Text is the name
	KindTemplate = "template" // {{…}} cannot be understood; Text is the name and what the parser says
)

// Bundle holds the words of every language of a site. It does not change and may be used from
// any goroutine. A nil Bundle has no words.
type Bundle struct {
	langs   []Lang
	words   map[string]*Words
	english *Words
}

// Key is the same for the same languages and the same files of the layers: what [Parse] makes of them may be
// used again. The error is that of a file that is there and cannot be read.
func Key(layers []fs.FS, langs []Lang) (string, error) {
	var key []byte
	add := func(s string) {
		key = binary.AppendUvarint(key, uint64(len(s)))
		key = append(key, s...)
	}
	for _, l := range append([]Lang{{English, English}}, langs...) {
		add(l.Key)
		add(l.Tag)
		for _, name := range filesOf(l) {
			for i, layer := range layers {
				data, err := fs.ReadFile(layer, name)
				if errors.Is(err, fs.ErrNotExist) {
					continue
				}
				if err != nil {
					return "", fmt.Errorf("read words %s: %w", name, err)
				}
				add(strconv.Itoa(i) + name)
				add(string(data))
			}
		}
	}
	return string(key), nil
}

// Parse reads the interface words of every language from the file "KEY.toml" of each layer, in the
// format of go-i18n: a text, or a table of CLDR plural forms. The first layer that has a string
// wins. A language that has no file of its own takes that of its base language ("fr.toml" for "fr-CA").
// English is always read: it stands in for strings that a language lacks.
//
// Faults in the files are problems; a file with a syntax error counts as absent. The error is
// that of a file that is there and cannot be read.
func Parse(layers []fs.FS, langs []Lang) (*Bundle, []Problem, error) {
	r := reader{layers: layers, files: map[string]map[string]*i18n.Message{}}
	b := &Bundle{langs: slices.Clone(langs), words: make(map[string]*Words, len(langs))}
	var err error
	if b.english, err = r.words(Lang{English, English}, nil); err != nil {
		return nil, nil, err
	}
	for _, l := range langs {
		if b.words[l.Key], err = r.words(l, b.english); err != nil {
			return nil, nil, err
		}
	}
	slices.SortFunc(r.problems, func(a, b Problem) int {
		if c := strings.Compare(a.Path, b.Path); c != 0 {
			return c
		}
		if a.Layer != b.Layer {
			return a.Layer - b.Layer
		}
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return strings.Compare(a.Text, b.Text)
	})
	return b, r.problems, nil
}

// Words gives the words of a language by its key; those of English for a language that the
// bundle does not have. Never nil.
func (b *Bundle) Words(key string) *Words {
	switch {
	case b == nil:
		return new(Words)
	case b.words[key] != nil:
		return b.words[key]
	case b.english != nil:
		return b.english
	}
	return new(Words)
}

// Lack is a string that one language has and another lacks.
type Lack struct {
	ID   string
	Lang string // key of the language without it
	Path string // where it belongs: "fr.toml"
}

// Missing lists the strings that a language of the site lacks and another, or English, has; by
// language in the site's order, then by id. Names and forms of dates, which are built in for
// English and French, are not missed.
func Missing(b *Bundle) []Lack {
	if b == nil {
		return nil
	}
	all := map[string]bool{}
	note := func(w *Words) {
		for id := range w.own {
			if id != "date" && !strings.HasPrefix(id, "month.") && !strings.HasPrefix(id, "language.") {
				all[id] = true
			}
		}
	}
	note(b.english)
	for _, w := range b.words {
		note(w)
	}
	ids := slices.Sorted(maps.Keys(all))
	var out []Lack
	for _, l := range b.langs {
		for _, id := range ids {
			if !b.words[l.Key].Own(id) {
				out = append(out, Lack{id, l.Key, l.Key + ".toml"})
			}
		}
	}
	return out
}

// reader reads each file of the layers once.
type reader struct {
	layers   []fs.FS
	files    map[string]map[string]*i18n.Message
	problems []Problem
	funcs    templates
}

// words collects the strings of one language.
func (r *reader) words(l Lang, english *Words) (*Words, error) {
	for _, name := range filesOf(l) {
		own, err := r.file(name)
		if err != nil {
			return nil, err
		}
		if own != nil {
			return newWords(l, own, english, &r.funcs), nil
		}
	}
	return newWords(l, nil, english, &r.funcs), nil
}

// filesOf names the files that may have the words of a language, the first one that is there first.
func filesOf(l Lang) []string {
	var names []string
	for _, name := range []string{l.Key, Base(l.Tag)} {
		if name != "" && fs.ValidPath(name) && !strings.Contains(name, "/") {
			names = append(names, name+".toml")
		}
	}
	return names
}

// file merges one file of all layers. It is nil where no layer has it.
func (r *reader) file(name string) (map[string]*i18n.Message, error) {
	if m, ok := r.files[name]; ok {
		return m, nil
	}
	var all map[string]*i18n.Message
	for i, layer := range r.layers {
		data, err := fs.ReadFile(layer, name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("read words %s: %w", name, err)
		}
		if all == nil {
			all = map[string]*i18n.Message{}
		}
		messages, problems := parseFile(data, &r.funcs)
		for _, p := range problems {
			p.Layer, p.Path = i, name
			r.problems = append(r.problems, p)
		}
		for _, m := range messages {
			if all[m.ID] == nil {
				all[m.ID] = m
			}
		}
	}
	r.files[name] = all
	return all, nil
}

// mostProblems is how many faults of single strings are told of one file: finding the place of
// each takes time in proportion to the file.
const mostProblems = 50

// parseFile reads one words file. Strings with a fault are left out.
func parseFile(data []byte, t *templates) ([]*i18n.Message, []Problem) {
	var raw map[string]toml.Primitive
	md, err := toml.Decode(strings.TrimPrefix(string(data), "\ufeff"), &raw)
	if err != nil {
		return nil, []Problem{syntaxProblem(data, err)}
	}
	var problems []Problem
	var messages []*i18n.Message
	for _, id := range slices.Sorted(maps.Keys(raw)) {
		kind, detail := KindReserved, id
		if !reserved[id] {
			var ms []*i18n.Message
			if ms, kind, detail = parseEntry(md, id, raw[id], t); kind == "" {
				messages = append(messages, ms...)
				continue
			}
		}
		if len(problems) < mostProblems {
			line, col := place(md, raw[id])
			problems = append(problems, Problem{Line: line, Col: col, Kind: kind, Text: detail})
		}
	}
	return messages, problems
}

// reserved are the names that go-i18n takes for parts of one message.
var reserved = map[string]bool{"id": true, "description": true, "hash": true, "leftdelim": true, "rightdelim": true,
	"zero": true, "one": true, "two": true, "few": true, "many": true, "other": true, "translation": true}

// parseEntry reads one top-level entry: a text, a table of plural forms, or a table of entries.
func parseEntry(md toml.MetaData, id string, raw toml.Primitive, t *templates) (ms []*i18n.Message, kind, detail string) {
	var value any
	if err := md.PrimitiveDecode(raw, &value); err != nil {
		return nil, KindValue, id
	}
	ms, err := i18n.ParseMessageBytes([]byte{0}, func(_ []byte, v any) error {
		*v.(*any) = map[string]any{id: value}
		return nil
	})
	if err != nil {
		return nil, KindValue, id
	}
	slices.SortFunc(ms, func(a, b *i18n.Message) int { return strings.Compare(a.ID, b.ID) })
	for _, m := range ms {
		// A text that is empty on purpose has no forms either, and is fine.
		if _, table := value.(map[string]any); table && m.Other == "" && (m.ID == id || len(forms(m)) > 0) {
			return nil, KindOther, m.ID
		}
		for _, f := range forms(m) {
			if _, err := t.Parse(f.text, m.LeftDelim, m.RightDelim); err != nil {
				return nil, KindTemplate, m.ID + ": " + strings.TrimPrefix(err.Error(), "template: ")
			}
		}
	}
	return ms, "", ""
}

// form is one plural form of a message, by its CLDR name.
type form struct{ name, text string }

// forms lists the plural forms that m has, in the order of CLDR.
func forms(m *i18n.Message) []form {
	out := make([]form, 0, 2)
	for _, f := range []form{{"zero", m.Zero}, {"one", m.One}, {"two", m.Two}, {"few", m.Few}, {"many", m.Many}, {"other", m.Other}} {
		if f.text != "" {
			out = append(out, f)
		}
	}
	return out
}

// refuser fails to be decoded: the parser then tells where the value stands, which it tells in no other way.
type refuser struct{}

var errRefused = errors.New("refused")

// UnmarshalTOML always fails.
func (*refuser) UnmarshalTOML(any) error { return errRefused }

// place finds the line and column of a value.
func place(md toml.MetaData, raw toml.Primitive) (line, col int) {
	var pe toml.ParseError
	if err := md.PrimitiveDecode(raw, new(refuser)); errors.As(err, &pe) {
		return pe.Position.Line, 1
	}
	return 0, 0
}

// syntaxProblem makes a problem of a parser's error.
func syntaxProblem(data []byte, err error) Problem {
	p := Problem{Kind: KindSyntax, Text: strings.TrimPrefix(err.Error(), "toml: ")}
	var pe toml.ParseError
	if errors.As(err, &pe) {
		p.Text = pe.Message
		p.Line = pe.Position.Line
		start := min(max(pe.Position.Start, 0), len(data))
		begin := strings.LastIndexByte(string(data[:start]), '\n') + 1
		p.Col = utf8.RuneCount(data[begin:start]) + 1
	}
	return p
}

// tagOf gives a tag that go-i18n has plural rules for: those of English where it knows none.
func tagOf(l Lang) language.Tag {
	tag, err := language.Parse(l.Tag)
	if err != nil {
		return language.English
	}
	if i18n.NewBundle(tag).AddMessages(tag) != nil {
		return language.English
	}
	return tag
}
