package catalogue

import "trousse/cmd/trousse/internal/datafile"

// Cites lists the sources that the file names, by their keys.
func (c *Catalogue) Cites() []datafile.Ref {
	var refs []datafile.Ref
	for _, cited := range c.Citations() {
		refs = append(refs, cited.Sources...)
	}
	return refs
}
