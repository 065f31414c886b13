package tomlpos

import (
	"slices"
	"strconv"
	"strings"
)

// Reader reads values of the types that are wanted, and notes what is wrong. Its zero value is ready, without
// suggestions for names that are not known.
type Reader struct {
	Nearest func(name string, known []string) (near string, ok bool) // which known name was probably meant; may be nil
	Faults  []Fault
}

// maxTold bounds what is told of one file; nobody mends more at a time.
const maxTold = 100

// Field is one known key of a table. Set gets the key's dotted name, for messages, and its value.
type Field struct {
	Key string
	Set func(name string, n *Node)
}

// Root reads a text, with the faults of its syntax.
func (r *Reader) Root(data []byte) *Node {
	root, faults := Read(data)
	r.Faults = append(r.Faults, faults...)
	return root
}

// Fault reports a fault at a place. id is a rule, or a rule and a variant with a dot between; args are
// names and values in turn.
func (r *Reader) Fault(id string, p Pos, args ...string) {
	if len(r.Faults) >= maxTold {
		return
	}
	rule, variant, _ := strings.Cut(id, ".")
	r.Faults = append(r.Faults, Fault{Rule: rule, Variant: variant, Pos: p, Args: args})
}

// Join gives the dotted name of a key in a table; the root's name is "".
func Join(table, key string) string {
	if table == "" {
		return key
	}
	return table + "." + key
}

// Table reads a table of known keys. Another key is "unknown-key" [key, known], or with a suggestion
// "unknown-key.near" [key, near].
func (r *Reader) Table(n *Node, name string, fields []Field) {
	if !r.Is(n, name, Table) {
		return
	}
	known := make([]string, len(fields))
	for i, f := range fields {
		known[i] = f.Key
	}
	for _, m := range n.Nodes {
		i := slices.Index(known, m.Key)
		if i < 0 {
			r.Unknown("unknown-key", "key", m.At, Join(name, m.Key), m.Key, known)
			continue
		}
		fields[i].Set(Join(name, m.Key), m)
	}
}

// Unknown reports a name that is not known, with the one that was probably meant: rule [arg, known], or
// rule.near [arg, near]. shown is what stands for the name in the message.
func (r *Reader) Unknown(rule, arg string, p Pos, shown, name string, known []string) {
	if len(r.Faults) >= maxTold {
		return // looking for what was meant takes time
	}
	if near, ok := r.near(name, known); ok {
		r.Fault(rule+".near", p, arg, shown, "near", near)
		return
	}
	sorted := slices.Sorted(slices.Values(known))
	r.Fault(rule, p, arg, shown, "known", strings.Join(sorted, ", "))
}

func (r *Reader) near(name string, known []string) (string, bool) {
	if r.Nearest == nil {
		return "", false
	}
	return r.Nearest(name, known)
}

// Is reports a value of another kind than wanted: "wrong-type" with the variant "table", "list", "boolean",
// "integer", "string", or "elements" for an element of a list [key, example].
func (r *Reader) Is(n *Node, name string, want Kind) bool {
	if n.Kind == want {
		return true
	}
	variant, sample := "string", `"…"`
	switch want {
	case Table:
		r.Fault("wrong-type.table", n.ValueAt, "key", name, "example", "["+name+"]")
		return false
	case Array:
		variant, sample = "list", `["…"]`
	case Boolean:
		variant, sample = "boolean", "true"
	case Integer:
		variant, sample = "integer", "10"
	}
	if n.Key == "" {
		variant, sample = "elements", `["…"]`
	}
	r.Fault("wrong-type."+variant, n.ValueAt, "key", name, "example", name[strings.LastIndexByte(name, '.')+1:]+" = "+sample)
	return false
}

// Text reads a string that must say something, on one line. Otherwise it is "bad-value.control" or
// "bad-value.empty" [key].
func (r *Reader) Text(n *Node, name string) (string, bool) {
	if !r.Is(n, name, String) {
		return "", false
	}
	raw := n.Value.(string)
	if HasControl(raw) {
		r.Fault("bad-value.control", n.ValueAt, "key", name)
		return "", false
	}
	s := strings.Join(strings.FieldsFunc(raw, func(c rune) bool { return c == ' ' || c == '\t' || c == '\n' }), " ")
	if s == "" {
		r.Fault("bad-value.empty", n.ValueAt, "key", name)
		return "", false
	}
	return s, true
}

// Into makes a setter of a text.
func (r *Reader) Into(dst *string) func(string, *Node) {
	return func(name string, n *Node) {
		if s, ok := r.Text(n, name); ok {
			*dst = s
		}
	}
}

// Choice reads one of a few words. Another is "bad-value" [key, value, allowed], or "bad-value.near" with near.
func (r *Reader) Choice(n *Node, name string, allowed ...string) (string, bool) {
	s, ok := r.Text(n, name)
	if !ok || slices.Contains(allowed, s) {
		return s, ok
	}
	list := strings.Join(allowed, ", ")
	if near, ok := r.near(s, allowed); ok {
		r.Fault("bad-value.near", n.ValueAt, "key", name, "value", s, "allowed", list, "near", near)
	} else {
		r.Fault("bad-value", n.ValueAt, "key", name, "value", s, "allowed", list)
	}
	return "", false
}

// Integer reads a whole number from lo to hi. Another is "bad-value.range" [key, value, min, max].
func (r *Reader) Integer(n *Node, name string, lo, hi int) (int, bool) {
	if !r.Is(n, name, Integer) {
		return 0, false
	}
	v := n.Value.(int64)
	if v < int64(lo) || v > int64(hi) {
		r.Fault("bad-value.range", n.ValueAt, "key", name, "value", strconv.FormatInt(v, 10),
			"min", strconv.Itoa(lo), "max", strconv.Itoa(hi))
		return 0, false
	}
	return int(v), true
}

// Boolean makes a setter of true or false.
func (r *Reader) Boolean(dst *bool) func(string, *Node) {
	return func(name string, n *Node) {
		if r.Is(n, name, Boolean) {
			*dst = n.Value.(bool)
		}
	}
}
