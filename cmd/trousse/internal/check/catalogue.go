package check

import (
	"maps"
	"slices"
	"strings"

	"trousse/cmd/trousse/internal/content"
	"trousse/cmd/trousse/internal/datafile"
	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/site"
)

// catalogueReference: a catalogue names sources of the site, and gaps of its gap analysis. A site without a gap
// analysis may call gaps what it likes.
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
	sources := slices.Sorted(maps.Keys(s.Sources))
	for _, d := range s.Data {
		if d.Catalogue == nil {
			continue
		}
		for _, c := range d.Citations() {
			for _, key := range c.Sources {
				named(d, "source", key, sources, report)
			}
		}
		for i := range d.Catalogue.Gaps {
			if analysed {
				named(d, "gap", d.Catalogue.Gaps[i].Gap, gaps, report)
			}
		}
	}
}

// named reports a name of none of known, with what was probably meant or, of gaps, all that there is.
func named(d *content.Data, variant string, ref datafile.Ref, known []string, report Report) {
	if ref.ID == "" || slices.Contains(known, ref.ID) {
		return
	}
	found := diag.New("catalogue-reference", d.Pos(ref.Pos), "id", ref.ID).With(variant)
	if near, ok := diag.Nearest(ref.ID, known); ok {
		found.Args = append(found.Args, diag.Arg{Name: "near", Value: near})
	} else if variant == "gap" {
		found.Args = append(found.Args, diag.Arg{Name: "known", Value: strings.Join(slices.Sorted(slices.Values(known)), ", ")})
	}
	report(found)
}
