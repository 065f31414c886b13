// Package datafile reads the TOML files that stand beside pages and hold what the program draws, counts
// and exports: plans, catalogues, glossaries. It knows texts in every language, dates, numbers, references
// and lists of entries, and where in the file each stands.
package datafile

import (
	"slices"
	"strconv"

	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/tomlpos"
)

// MaxBytes is the size beyond which a data file is not read.
const MaxBytes = 4 << 20

// Node is a value of a data file, with its place.
type Node = tomlpos.Node

// Pos is a place in a data file.
type Pos = tomlpos.Pos

// Text is what is said to readers, in each language in the order of the site's. A text that is the same in
// every language is there once, with Lang "".
type Text []Said

// Said is a text in one language, by its key: "fr".
type Said struct{ Lang, Text string }

// In gives the text in a language; "" where it says nothing.
func (t Text) In(lang string) string {
	for _, s := range t {
		if s.Lang == "" || s.Lang == lang {
			return s.Text
		}
	}
	return ""
}

// Ref names an entry of the same file or of another, or a page, a source.
type Ref struct {
	ID  string
	Pos Pos
}

// IDs gives the ids of references.
func IDs(refs []Ref) []string {
	ids := make([]string, len(refs))
	for i, r := range refs {
		ids[i] = r.ID
	}
	return ids
}

// Has tells whether one of refs has an id.
func Has(refs []Ref, id string) bool {
	return slices.ContainsFunc(refs, func(r Ref) bool { return r.ID == id })
}

// Key is one known key of a table: what reads its value, and whether it may be absent.
type Key struct {
	Name     string
	Set      func(name string, n *Node)
	Optional bool
	Missing  string // the rule, or rule.variant, that is told where the key is absent: "" is "missing-key"
}

// Need is a key that must be there.
func Need(name string, set func(string, *Node)) Key { return Key{Name: name, Set: set} }

// May is a key that may be there.
func May(name string, set func(string, *Node)) Key {
	return Key{Name: name, Set: set, Optional: true}
}

// Or words the absence of a key by a rule of its own: "rule" or "rule.variant" [key].
func (k Key) Or(rule string) Key {
	k.Missing = rule
	return k
}

// Reader reads one data file. What is wrong is gathered, and reading goes on.
type Reader struct {
	toml     tomlpos.Reader
	path     string
	langs    []string
	passages []Passage
}

// Passage is what [Reader.Text] read in one language, for those who look at the words of any data file. Key
// is dotted: "goal.title".
type Passage struct {
	Key, Lang, Text string
	Pos             Pos
}

// Passages gives what was read so far that differs between languages, in the order of reading.
func (r *Reader) Passages() []Passage { return r.passages }

// Citation is an entry with the keys of the sources that it cites.
type Citation struct {
	Entry   string // its id; "" for the data as a whole
	Sources []Ref
}

// Open reads the syntax of a file; langs are the site's language keys, in its order. The root is always a
// table. What is wrong is in [Reader.Diags].
func Open(data []byte, path string, langs []string) (*Reader, *Node) {
	r := &Reader{toml: tomlpos.Reader{Nearest: diag.Nearest}, path: path, langs: langs}
	if len(data) > MaxBytes {
		r.toml.Fault("file-too-large", Pos{Line: 1, Col: 1}, "size", strconv.Itoa(len(data)), "max", strconv.Itoa(MaxBytes))
		return r, &tomlpos.Node{Kind: tomlpos.Table, At: Pos{Line: 1, Col: 1}, ValueAt: Pos{Line: 1, Col: 1}}
	}
	return r, r.toml.Root(data)
}

// Diags gives what was found wrong, in the order of the text.
func (r *Reader) Diags() []diag.Diagnostic {
	ds := make([]diag.Diagnostic, len(r.toml.Faults))
	for i, f := range r.toml.Faults {
		ds[i] = diag.New(f.Rule, diag.Position{Path: r.path, Line: f.Pos.Line, Col: f.Pos.Col}, f.Args...).With(f.Variant)
	}
	diag.Sort(ds)
	return diag.Dedupe(ds)
}

// Languages gives the keys of the site's languages, in its order.
func (r *Reader) Languages() []string { return slices.Clone(r.langs) }

// Fault reports a fault: id is a rule, or a rule and a variant with a dot between; args are names and
// values in turn.
func (r *Reader) Fault(id string, p Pos, args ...string) { r.toml.Fault(id, p, args...) }

// Unknown reports a reference to what is not there, with what was probably meant.
func (r *Reader) Unknown(rule, arg string, ref Ref, known []string) {
	r.toml.Unknown(rule, arg, ref.Pos, ref.ID, ref.ID, known)
}

// Table reads a table of known keys. A key that is absent and must be there is a fault at the table's name.
func (r *Reader) Table(n *Node, name string, keys ...Key) {
	fields := make([]tomlpos.Field, len(keys))
	for i, k := range keys {
		fields[i] = tomlpos.Field{Key: k.Name, Set: k.Set}
	}
	r.toml.Table(n, name, fields)
	if n.Kind != tomlpos.Table {
		return
	}
	for _, k := range keys {
		if k.Optional || n.Get(k.Name) != nil {
			continue
		}
		rule := k.Missing
		if rule == "" {
			rule = "missing-key"
		}
		r.toml.Fault(rule, n.At, "key", tomlpos.Join(name, k.Name))
	}
}

// Within makes a setter of a table below this one.
func (r *Reader) Within(keys ...Key) func(string, *Node) {
	return func(name string, n *Node) { r.Table(n, name, keys...) }
}

// Each makes a setter of a list of tables ([[name]]): entry reads one.
func (r *Reader) Each(entry func(name string, n *Node)) func(string, *Node) {
	return func(name string, n *Node) {
		if n.Kind != tomlpos.Array {
			r.toml.Fault("wrong-type.tables", n.ValueAt, "key", name, "example", "[["+name+"]]")
			return
		}
		for _, e := range n.Nodes {
			if e.Kind != tomlpos.Table {
				r.toml.Fault("wrong-type.tables", e.ValueAt, "key", name, "example", "[["+name+"]]")
				continue
			}
			entry(name, e)
		}
	}
}
