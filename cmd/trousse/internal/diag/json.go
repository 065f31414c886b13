package diag

import (
	"encoding/json"
	"io"
)

// Report is the JSON form of a list of diagnostics. Version grows when a field changes its
// meaning or goes; fields may be added without.
type Report struct {
	Version     int      `json:"version"` // 1
	Errors      int      `json:"errors"`
	Warnings    int      `json:"warnings"`
	Diagnostics []Record `json:"diagnostics"` // [] where there are none
}

// Record is the JSON form of one diagnostic. Line and Col are left out for a file as a whole,
// Path for the site as a whole.
type Record struct {
	Path     string            `json:"path,omitempty"`
	Line     int               `json:"line,omitempty"` // from 1
	Col      int               `json:"col,omitempty"`  // from 1, in characters
	Severity string            `json:"severity"`       // "error" or "warning"
	Rule     string            `json:"rule"`
	Variant  string            `json:"variant,omitempty"`
	Message  string            `json:"message"` // in the reader's language
	Hint     string            `json:"hint,omitempty"`
	Args     map[string]string `json:"args,omitempty"`
}

// Report gives the JSON form of ds, for a report that holds more than diagnostics.
func (p Printer) Report(ds []Diagnostic) Report {
	r := Report{Version: 1, Diagnostics: make([]Record, 0, len(ds))}
	r.Errors, r.Warnings = Count(ds)
	for _, d := range ds {
		if d.Severity == Off {
			continue
		}
		rec := Record{
			Path: p.path(d.Pos), Line: d.Pos.Line, Col: d.Pos.Col,
			Severity: d.Severity.String(), Rule: d.Rule, Variant: d.Variant,
			Message: p.Message(d), Hint: p.Hint(d),
		}
		if len(d.Args) > 0 {
			rec.Args = make(map[string]string, len(d.Args))
			for _, a := range d.Args {
				rec.Args[a.Name] = a.Value
			}
		}
		r.Diagnostics = append(r.Diagnostics, rec)
	}
	return r
}

// JSON writes ds as one [Report].
func (p Printer) JSON(w io.Writer, ds []Diagnostic) error {
	return writeJSON(w, p.Report(ds))
}

func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
