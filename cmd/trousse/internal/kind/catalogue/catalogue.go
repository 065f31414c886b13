// Package catalogue reads the data of a catalogue of labels and judges it by itself.
package catalogue

import (
	"trousse/cmd/trousse/internal/datafile"
	"trousse/cmd/trousse/internal/diag"
)

// Kind is what such a file calls itself.
const Kind = "catalogue"

// Catalogue is a catalogue of labels.
type Catalogue struct{}

// Parse reads a file that says that it is of this [Kind]. What is wrong is in the diagnostics; what could be
// read is given all the same.
func Parse(r *datafile.Reader, root *datafile.Node) (*Catalogue, []diag.Diagnostic) {
	return &Catalogue{}, r.Diags()
}

// Anchors lists the ids on the page that links may lead to.
func (*Catalogue) Anchors() []datafile.Ref { return nil }
