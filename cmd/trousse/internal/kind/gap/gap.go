// Package gap reads the data of a gap analysis and judges it by itself.
package gap

import (
	"trousse/cmd/trousse/internal/datafile"
	"trousse/cmd/trousse/internal/diag"
)

// Kind is what such a file calls itself.
const Kind = "gap-analysis"

// Analysis is a gap analysis.
type Analysis struct{}

// Parse reads a file that says that it is of this [Kind]. What is wrong is in the diagnostics; what could be
// read is given all the same.
func Parse(r *datafile.Reader, root *datafile.Node) (*Analysis, []diag.Diagnostic) {
	return &Analysis{}, r.Diags()
}

// Anchors lists the ids on the page that links may lead to.
func (*Analysis) Anchors() []datafile.Ref { return nil }
