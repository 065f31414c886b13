package check

import (
	"slices"
	"strings"

	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/site"
)

// catalogueReference: a catalogue names gaps of the site's gap analysis. A site without one may call gaps what it
// likes.
func catalogueReference(s *site.Site, report Report) {
	var gaps []string
	analysed := false
	for _, d := range s.Data {
		if d.Gap == nil {
			continue
		}
		analysed = true
		for i := range d.Gap.Gaps {
			gaps = append(gaps, d.Gap.Gaps[i].ID.ID)
		}
	}
	for _, d := range s.Data {
		if d.Catalogue == nil || !analysed {
			continue
		}
		for i := range d.Catalogue.Gaps {
			ref := d.Catalogue.Gaps[i].Gap
			if ref.ID == "" || slices.Contains(gaps, ref.ID) {
				continue
			}
			found := diag.New("catalogue-reference", d.Pos(ref.Pos), "id", ref.ID)
			if near, ok := diag.Nearest(ref.ID, gaps); ok {
				found = meant(found, near)
			} else {
				found.Args = append(found.Args, diag.Arg{Name: "known", Value: strings.Join(slices.Sorted(slices.Values(gaps)), ", ")})
			}
			report(found)
		}
	}
}
