// Package diag holds what is wrong with an author's work: where, which rule, how bad, and what
// to do. A diagnostic is data; its words are found in the reader's language when it is printed.
package diag

// Severity says what a diagnostic does to a build. The zero value means that the rule's own severity applies.
type Severity uint8

const (
	Default Severity = iota
	Off
	Warning
	Error
)

// Position is a place in a file. Path is relative to the site's folder, with slashes. Line and
// Col count from 1, Col in characters (runes); Line 0 means the file as a whole.
type Position struct {
	Path string
	Line int
	Col  int
}

// Arg is one named value that the words of a message mention.
type Arg struct{ Name, Value string }

// Diagnostic is one fault. Its message is looked up as "Rule" or, with a Variant, "Rule.Variant";
// its hint as the same with ".hint" behind it.
type Diagnostic struct {
	Rule     string // "broken-link"
	Variant  string // "near": another wording of the same rule; often empty
	Severity Severity
	Pos      Position
	Args     []Arg // in the order given
}

// New makes a diagnostic with the rule's own severity. args are names and values in turn.
func New(rule string, pos Position, args ...string) Diagnostic {
	return Diagnostic{Rule: rule, Pos: pos, Args: Args(args...)}
}

// Args pairs names and values in turn.
func Args(nv ...string) []Arg {
	as := make([]Arg, 0, len(nv)/2)
	for i := 0; i+1 < len(nv); i += 2 {
		as = append(as, Arg{nv[i], nv[i+1]})
	}
	return as
}

// With returns d worded as another variant.
func (d Diagnostic) With(variant string) Diagnostic {
	d.Variant = variant
	return d
}

// ID is the message's name: the rule, and the variant behind a dot where there is one.
func (d Diagnostic) ID() string {
	if d.Variant == "" {
		return d.Rule
	}
	return d.Rule + "." + d.Variant
}
