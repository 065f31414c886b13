package diag

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Texter finds the words of a message in the reader's language. It tells whether there are any.
type Texter interface {
	Message(id string, args []Arg) (string, bool)
}

// TextFunc makes a [Texter] of a function that takes names and values in turn.
type TextFunc func(id string, args ...any) (string, bool)

// Message calls f.
func (f TextFunc) Message(id string, args []Arg) (string, bool) {
	nv := make([]any, 0, 2*len(args))
	for _, a := range args {
		nv = append(nv, a.Name, a.Value)
	}
	return f(id, nv...)
}

// Printer writes diagnostics. Its zero value writes English severities and rule names without
// messages. Printing neither sorts nor settles: see [Dedupe] and [Settle].
type Printer struct {
	Words  Texter
	Prefix string // put before every path, for output read from another folder than the site's: "docs/site/"
	Color  bool   // colour the text form for a terminal
}

// Message gives the words of d: those of its variant, else of its rule, else the rule's name and
// the arguments, so that a fault is never silent. It is one line.
func (p Printer) Message(d Diagnostic) string {
	if s, ok := p.lookUp(d, ""); ok {
		return s
	}
	var b strings.Builder
	b.WriteString(d.ID())
	for _, a := range d.Args {
		fmt.Fprintf(&b, " %s=%q", a.Name, clip(a.Value))
	}
	return visible(b.String())
}

// Hint gives what the author may do about d, or "". It is one line.
func (p Printer) Hint(d Diagnostic) string {
	s, _ := p.lookUp(d, ".hint")
	return s
}

func (p Printer) lookUp(d Diagnostic, suffix string) (string, bool) {
	if p.Words == nil {
		return "", false
	}
	args := make([]Arg, len(d.Args))
	for i, a := range d.Args {
		args[i] = Arg{a.Name, clip(a.Value)}
	}
	s, ok := p.Words.Message(d.ID()+suffix, args)
	if !ok && d.Variant != "" {
		s, ok = p.Words.Message(d.Rule+suffix, args)
	}
	return visible(s), ok
}

// word gives one fixed word of the reader's language.
func (p Printer) word(id, english string) string {
	if p.Words != nil {
		if s, ok := p.Words.Message(id, nil); ok {
			return visible(s)
		}
	}
	return english
}

func (p Printer) path(pos Position) string {
	if pos.Path == "" {
		return ""
	}
	return p.Prefix + pos.Path
}

const (
	bold   = "\x1b[1m"
	dim    = "\x1b[2m"
	red    = "\x1b[1;31m"
	yellow = "\x1b[1;33m"
	cyan   = "\x1b[36m"
	plain  = "\x1b[0m"
)

// Text writes one line for each diagnostic,
//
//	path:line:col: severity: message [rule]
//
// and below it, where there is one, an indented line with a hint. Line and column are left out
// for a file as a whole, the path for the site as a whole. Severity and "hint" are in the
// reader's language (messages "error", "warning" and "hint").
func (p Printer) Text(w io.Writer, ds []Diagnostic) error {
	paint := func(color, s string) string {
		if !p.Color {
			return s
		}
		return color + s + plain
	}
	errorWord, warningWord, hintWord := p.word("error", "error"), p.word("warning", "warning"), p.word("hint", "hint")
	out := bufio.NewWriter(w)
	for _, d := range ds {
		if d.Severity == Off {
			continue
		}
		if place := p.place(d.Pos); place != "" {
			out.WriteString(paint(bold, place+":") + " ")
		}
		if d.Severity == Warning {
			out.WriteString(paint(yellow, warningWord+":"))
		} else {
			out.WriteString(paint(red, errorWord+":"))
		}
		fmt.Fprintf(out, " %s %s\n", p.Message(d), paint(dim, "["+d.Rule+"]"))
		if hint := p.Hint(d); hint != "" {
			fmt.Fprintf(out, "  %s %s\n", paint(cyan, hintWord+":"), hint)
		}
	}
	return out.Flush()
}

func (p Printer) place(pos Position) string {
	s := visible(p.path(pos))
	if s != "" && pos.Line > 0 {
		s += fmt.Sprintf(":%d", pos.Line)
		if pos.Col > 0 {
			s += fmt.Sprintf(":%d", pos.Col)
		}
	}
	return s
}

// clip keeps an argument to a length that can be read.
func clip(s string) string {
	const most = 200
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most]) + "…"
}

// visible makes s one line that does nothing but show: an author's text may hold escape
// sequences or marks that turn the direction of writing.
func visible(s string) string {
	if strings.IndexFunc(s, hidden) < 0 && utf8.ValidString(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\r' || r == '\t':
			return ' '
		case hidden(r):
			return utf8.RuneError
		}
		return r
	}, s)
}

func hidden(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029'
}
