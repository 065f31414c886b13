package check

import (
	"slices"
	"strings"

	"trousse/cmd/trousse/internal/content"
	"trousse/cmd/trousse/internal/datafile"
	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/kind/gap"
	"trousse/cmd/trousse/internal/kind/plan"
	"trousse/cmd/trousse/internal/site"
)

// planReference: a plan names gaps and resources of the site's gap analysis, where there is one, and pages of
// the site.
func planReference(s *site.Site, report Report) {
	for _, d := range s.Data {
		if d.Plan == nil {
			continue
		}
		if a := analysis(s); a != nil {
			gaps, entries := idsOf(a)
			for _, g := range d.Plan.Goals {
				refer(d, "gap", g.Gap, gaps, report)
			}
			for _, k := range d.Plan.InKind {
				refer(d, "entry", k.Entry, entries, report)
			}
		}
		planPages(s, d, report)
	}
}

// analysis is the site's gap analysis; nil where it has none.
func analysis(s *site.Site) *gap.Analysis {
	for _, d := range s.Data {
		if d.Gap != nil {
			return d.Gap
		}
	}
	return nil
}

func idsOf(a *gap.Analysis) (gaps, entries []string) {
	for i := range a.Gaps {
		gaps = append(gaps, a.Gaps[i].ID.ID)
	}
	for i := range a.Resources {
		entries = append(entries, a.Resources[i].ID.ID)
	}
	return gaps, entries
}

// planPages finds pages that no language has. One that some language lacks is told where the page is.
func planPages(s *site.Site, d *content.Data, report Report) {
	for _, ref := range pagesOf(d.Plan) {
		has := func(t *site.Tree) bool { return s.Page(t.Lang.Key, ref.ID) != nil }
		if ref.ID == "" || slices.ContainsFunc(s.Trees, has) {
			continue
		}
		var known []string
		for _, p := range s.Pages {
			known = append(known, p.ID)
		}
		refer(d, "page", ref, known, report)
	}
}

func pagesOf(p *plan.Plan) (refs []datafile.Ref) {
	for i := range p.Things {
		refs = append(refs, p.Things[i].Page)
	}
	for i := range p.Messages {
		refs = append(refs, p.Messages[i].Page)
	}
	return refs
}

// refer reports a reference to none of known, with what was probably meant.
func refer(d *content.Data, variant string, ref datafile.Ref, known []string, report Report) {
	if ref.ID == "" || slices.Contains(known, ref.ID) {
		return
	}
	found := diag.New("plan-reference", d.Pos(ref.Pos), "id", ref.ID).With(variant)
	if near, ok := diag.Nearest(ref.ID, known); ok {
		found.Args = append(found.Args, diag.Arg{Name: "near", Value: near})
	} else if variant == "gap" {
		found.Args = append(found.Args, diag.Arg{Name: "known", Value: strings.Join(slices.Sorted(slices.Values(known)), ", ")})
	}
	report(found)
}
