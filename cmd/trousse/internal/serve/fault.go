package serve

import (
	"fmt"

	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/locale"
	"trousse/cmd/trousse/internal/site"
)

// Fault is one thing that is wrong, as a browser shows it.
type Fault struct {
	Place    string `json:"place"` // "content/a.en.md:3:1"
	Severity string `json:"severity"`
	Error    bool   `json:"error"`
	Message  string `json:"message"`
	Hint     string `json:"hint,omitempty"`
	Rule     string `json:"rule"`
	Lines    []Line `json:"lines,omitempty"` // those around the place
	Edit     string `json:"edit,omitempty"`  // an address that opens the place in an editor
}

// Line is a line of a source file.
type Line struct {
	Number int    `json:"number"`
	Text   string `json:"text"`
	Marked bool   `json:"marked,omitempty"`
}

// speech is what the preview says in one language.
type speech struct {
	*locale.Words
	lang    string
	printer diag.Printer
	site    *locale.Words // of the site itself in that language; nil where it lacks the language
}

// about gives the same with the words of a site.
func (say speech) about(st *site.Site) speech {
	for _, t := range st.Trees {
		if say.site == nil && locale.Base(t.Lang.Tag) == say.lang {
			say.site = t.Words
		}
	}
	return say
}

// speech gives the words of a language that the preview speaks, else of the user's.
func (s *Server) speech(lang string) speech {
	set := s.opt.Messages[lang]
	if set == nil {
		lang = s.opt.Lang
		set = s.opt.Messages[lang]
	}
	return speech{Words: set.Words(), lang: lang, printer: diag.Printer{Words: diag.TextFunc(set.Text)}}
}

// fault puts a diagnostic into words.
func (s *Server) fault(say speech, d diag.Diagnostic) Fault {
	f := Fault{
		Place: d.Pos.Path, Severity: say.Text(d.Severity.String()), Error: d.Severity == diag.Error,
		Message: say.printer.Message(d), Hint: say.printer.Hint(d), Rule: d.Rule,
	}
	if d.Pos.Line > 0 {
		f.Place = fmt.Sprintf("%s:%d:%d", d.Pos.Path, d.Pos.Line, max(1, d.Pos.Col))
		f.Edit = s.opt.Edit(d.Pos)
	}
	return f
}

// withLines adds the lines around the place. They are read now: they are what the file says, not
// what it said when the fault was found.
func (s *Server) withLines(f Fault, d diag.Diagnostic) Fault {
	if d.Pos.Line > 0 {
		f.Lines = s.opt.Lines(d.Pos)
	}
	return f
}

// faults puts the errors into the user's words.
func (s *Server) faults(ds []diag.Diagnostic) []Fault {
	say, fs := s.speech(s.opt.Lang), []Fault{}
	for _, d := range ds {
		if d.Severity == diag.Error {
			fs = append(fs, s.withLines(s.fault(say, d), d))
		}
	}
	return fs
}
