// Package plan reads the data of a communication plan and judges it by itself.
package plan

import (
	"trousse/cmd/trousse/internal/datafile"
	"trousse/cmd/trousse/internal/diag"
)

// Kind is what such a file calls itself.
const Kind = "plan"

// Plan is a communication plan.
type Plan struct{}

// Parse reads a file that says that it is of this [Kind]. What is wrong is in the diagnostics; what could be
// read is given all the same.
func Parse(r *datafile.Reader, root *datafile.Node) (*Plan, []diag.Diagnostic) {
	return &Plan{}, r.Diags()
}

// Anchors lists the ids on the page that links may lead to.
func (*Plan) Anchors() []datafile.Ref { return nil }
