// Package glossary reads the data of a glossary and judges it by itself.
package glossary

import (
	"trousse/cmd/trousse/internal/datafile"
	"trousse/cmd/trousse/internal/diag"
)

// Kind is what such a file calls itself.
const Kind = "glossary"

// Glossary is a glossary.
type Glossary struct{}

// Parse reads a file that says that it is of this [Kind]. What is wrong is in the diagnostics; what could be
// read is given all the same.
func Parse(r *datafile.Reader, root *datafile.Node) (*Glossary, []diag.Diagnostic) {
	return &Glossary{}, r.Diags()
}

// Anchors lists the ids on the page that links may lead to.
func (*Glossary) Anchors() []datafile.Ref { return nil }
