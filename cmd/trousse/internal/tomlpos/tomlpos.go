// Package tomlpos reads TOML and keeps where in the text everything stands.
//
// The values come from BurntSushi/toml, which tells no positions; a small scanner of its own finds
// those in the text. Where the two disagree, the values are right and only a position is less
// exact. A fault does not end the reading: the statement that has it is left out and the rest is
// read on, so an author sees all faults at once.
package tomlpos

import (
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/BurntSushi/toml"
)

// Pos is a place in a text. Line and Col count from 1, Col in characters (runes).
type Pos struct{ Line, Col int }

// Kind says what a [Node] holds.
type Kind uint8

const (
	Table Kind = iota + 1
	Array
	String  // Value is a string
	Integer // Value is an int64
	Float   // Value is a float64
	Boolean // Value is a bool
	Date    // Value is a time.Time: midnight UTC of a day without time
	Time    // Value is a time.Time: a date with a time, or a time alone
)

// Node is one value of a TOML document, with its place.
type Node struct {
	Key     string // the last part of its name; "" for the document and for elements of an array
	At      Pos    // of the key; of the value where there is no key; of the last header's name for a table
	ValueAt Pos
	Kind    Kind
	Value   any     // nil for tables and arrays
	Nodes   []*Node // members in the order of the text, or elements

	index map[string]*Node // only for large tables
	hard  bool             // an inline table or an array written as a value: nothing may be added
	named bool             // a header names exactly this table
}

// Get returns the member of a table that has the key, or nil. It may be called on nil.
func (n *Node) Get(key string) *Node {
	if n == nil {
		return nil
	}
	if n.index != nil {
		return n.index[key]
	}
	for _, m := range n.Nodes {
		if m.Key == key {
			return m
		}
	}
	return nil
}

// Fault is one thing that is wrong in a text. Rule and Variant name the message; Args are names and
// values in turn; Key is the key whose value was left out because of it, dotted, where it is known.
type Fault struct {
	Rule, Variant string
	Pos           Pos
	Key           string
	Args          []string
}

// maxDepth bounds nesting. Both parsing and walking recurse, and the parser's time grows with the
// square of the depth: without a bound, 60 kB of brackets keep it busy for half a minute.
const maxDepth = 32

const (
	// maxRepairs bounds how often a text is read again without what was wrong in it.
	maxRepairs = 20
	// repairBytes bounds the same for long texts.
	repairBytes = 2 << 20
	// maxFaults bounds what is told of one reading. Nobody mends more at a time.
	maxFaults = 50
)

// Read reads a TOML document (version 1.0, https://toml.io). It always returns a table: what
// could be read. Data may have a byte order mark and line ends of any system; see [Clean].
func Read(data []byte) (*Node, []Fault) {
	text, faults := Clean(data)
	tree := scan(text)
	for range max(3, min(maxRepairs, repairBytes/(len(text)+1))) {
		if tree.deep >= 0 {
			faults = append(faults, Fault{Rule: "toml-syntax", Variant: "deep", Pos: At(text, tree.deep)})
			return &Node{Kind: Table, At: Pos{1, 1}, ValueAt: Pos{1, 1}}, faults
		}
		var values map[string]any
		_, err := toml.Decode(string(text), &values)
		if err == nil {
			fill(&tree.root, values)
			sortFaults(faults)
			return &tree.root, faults
		}
		var found []Fault
		text, found = repair(text, tree, err)
		faults = append(faults, found...)
		tree = scan(text)
	}
	sortFaults(faults)
	return &Node{Kind: Table, At: Pos{1, 1}, ValueAt: Pos{1, 1}}, faults
}

func sortFaults(fs []Fault) {
	slices.SortStableFunc(fs, func(a, b Fault) int {
		if a.Pos.Line != b.Pos.Line {
			return a.Pos.Line - b.Pos.Line
		}
		return a.Pos.Col - b.Pos.Col
	})
}

// fill puts decoded values into the tree that was scanned. The values decide what is there.
func fill(n *Node, value any) {
	switch v := value.(type) {
	case map[string]any:
		n.Kind, n.Value = Table, nil
		kept := n.Nodes[:0]
		for _, m := range n.Nodes {
			if x, ok := v[m.Key]; ok {
				fill(m, x)
				kept = append(kept, m)
			}
		}
		n.Nodes = kept
		if len(kept) < len(v) {
			addUnseen(n, v)
		}
	case []map[string]any:
		all := make([]any, len(v))
		for i := range v {
			all[i] = v[i]
		}
		fill(n, all)
	case []any:
		n.Kind, n.Value = Array, nil
		for len(n.Nodes) < len(v) {
			n.Nodes = append(n.Nodes, &Node{At: n.ValueAt, ValueAt: n.ValueAt})
		}
		n.Nodes = n.Nodes[:len(v)]
		for i, x := range v {
			fill(n.Nodes[i], x)
		}
	default:
		n.Nodes = nil
		n.Kind, n.Value = leaf(v)
	}
}

// addUnseen adds the members that the scanner missed, so that no value is ever lost.
func addUnseen(n *Node, values map[string]any) {
	var missed []string
	for key := range values {
		if n.Get(key) == nil {
			missed = append(missed, key)
		}
	}
	slices.Sort(missed)
	for _, key := range missed {
		m := &Node{Key: key, At: n.At, ValueAt: n.At}
		fill(m, values[key])
		n.Nodes = append(n.Nodes, m)
		if n.index != nil {
			n.index[key] = m
		}
	}
}

func leaf(v any) (Kind, any) {
	switch v := v.(type) {
	case string:
		return String, v
	case int64:
		return Integer, v
	case float64:
		return Float, v
	case bool:
		return Boolean, v
	case time.Time:
		// The decoder tells a local date from other dates by the name of its location only.
		if v.Location().String() == "date-local" {
			return Date, time.Date(v.Year(), v.Month(), v.Day(), 0, 0, 0, 0, time.UTC)
		}
		return Time, v
	}
	return 0, nil
}

// repair explains why text could not be decoded, and gives it without the statements at fault.
func repair(text []byte, tree *tree, err error) ([]byte, []Fault) {
	var faults []Fault
	blanked := slices.Clone(text)
	for _, s := range tree.stmts {
		if s.issue != (issue{}) {
			if len(faults) < maxFaults {
				faults = append(faults, s.issue.fault(text, s.key))
			}
			blank(blanked, s.from, s.to)
		}
	}
	if faults != nil {
		return blanked, faults
	}
	var pe toml.ParseError
	if !errors.As(err, &pe) {
		blank(blanked, 0, len(text))
		return blanked, []Fault{{Rule: "toml-syntax", Pos: Pos{1, 1}, Args: []string{"detail", err.Error()}}}
	}
	at := max(0, min(pe.Position.Start, len(text)))
	// From the end: a header's statement holds those below it.
	for _, s := range slices.Backward(tree.stmts) {
		if s.from <= at && at <= s.to {
			blank(blanked, s.from, s.to)
			return blanked, []Fault{explain(text, s, at, pe.Message)}
		}
	}
	from, to := lineAround(text, at)
	blank(blanked, from, to)
	if slices.Equal(blanked, text) {
		// Nothing on that line could be taken out: without this, the same fault would be found again.
		blank(blanked, 0, len(text))
	}
	return blanked, []Fault{{Rule: "toml-syntax", Pos: At(text, at), Args: []string{"detail", pe.Message}}}
}

// explain words a fault that only the decoder saw.
func explain(text []byte, s stmt, at int, message string) Fault {
	value := strings.TrimSpace(string(text[s.value:s.to]))
	if i := strings.IndexAny(value, "#\n"); i >= 0 {
		value = strings.TrimSpace(value[:i])
	}
	switch {
	case s.header || at < s.value:
	case dateShaped(value):
		return issue{rule: "bad-date", at: s.value, text: value}.fault(text, s.key)
	case value != "" && strings.IndexByte("+-0123456789.", value[0]) >= 0:
		return issue{rule: "toml-syntax", variant: "number", at: s.value, text: value}.fault(text, s.key)
	}
	return Fault{Rule: "toml-syntax", Pos: At(text, at), Key: s.key, Args: []string{"detail", message}}
}

// dateShaped tells whether s was meant as a day: 2026-02-30, 2026-2-3.
func dateShaped(s string) bool {
	year, rest, ok := strings.Cut(s, "-")
	month, day, ok2 := strings.Cut(rest, "-")
	return ok && ok2 && len(year) == 4 && allDigits(year) && len(month) <= 2 && allDigits(month) &&
		len(day) <= 2 && allDigits(day)
}

func allDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// blank writes spaces over text[from:to], keeping lines where they are.
func blank(text []byte, from, to int) {
	for i := from; i < to; i++ {
		if text[i] != '\n' {
			text[i] = ' '
		}
	}
}

func lineAround(text []byte, at int) (from, to int) {
	from = strings.LastIndexByte(string(text[:at]), '\n') + 1
	to = len(text)
	if i := strings.IndexByte(string(text[from:]), '\n'); i >= 0 {
		to = from + i
	}
	return from, to
}
