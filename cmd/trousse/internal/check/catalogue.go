package check

import (
	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/kind/gap"
	"trousse/cmd/trousse/internal/site"
)

// catalogueGap: what a catalogue calls a gap of the gap analysis is one. A site without a gap analysis may name
// what it likes.
func catalogueGap(s *site.Site, report Report) {
	var known []string
	for _, d := range s.Data {
		if d.Kind == gap.Kind {
			for _, a := range d.Anchors() {
				known = append(known, a.ID)
			}
		}
	}
	if known == nil {
		return
	}
	for _, d := range s.Data {
		if d.Catalogue == nil {
			continue
		}
		for _, g := range d.Catalogue.Gaps {
			if g.Gap.ID != "" {
				inAnalysis(report, diag.New("catalogue-gap", d.Pos(g.Gap.Pos), "id", g.Gap.ID), g.Gap.ID, known)
			}
		}
	}
}
