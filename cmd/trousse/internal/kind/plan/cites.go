package plan

import "trousse/cmd/trousse/internal/datafile"

// Cites lists the sources that the plan names, by their keys.
func (p *Plan) Cites() []datafile.Ref {
	var refs []datafile.Ref
	for i := range p.Events {
		refs = append(refs, p.Events[i].Sources...)
	}
	return refs
}
