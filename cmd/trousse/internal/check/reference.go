package check

import (
	"slices"
	"strings"

	"trousse/cmd/trousse/internal/content"
	"trousse/cmd/trousse/internal/datafile"
	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/kind/plan"
	"trousse/cmd/trousse/internal/site"
)

// What data files and pages name of each other. A site without a gap analysis may call gaps what it likes, and
// one without a plan its goals: nobody can tell.

// planReference: a plan names gaps and resources of the gap analysis, and pages.
func planReference(s *site.Site, report Report) {
	gaps, analysed := entries(s, gapsOf)
	resources, _ := entries(s, resourcesOf)
	for _, d := range s.Data {
		if d.Plan == nil {
			continue
		}
		tell := func(variant string, ref datafile.Ref, known []string) {
			refer(diag.New("plan-reference", d.Pos(ref.Pos), "id", ref.ID).With(variant), ref.ID, known, variant == "gap", report)
		}
		for _, ref := range pagesOf(d.Plan) {
			// A page that only some languages lack is told where the page is.
			if has := func(t *site.Tree) bool { return s.Page(t.Lang.Key, ref.ID) != nil }; !slices.ContainsFunc(s.Trees, has) {
				tell("page", ref, pageIDs(s))
			}
		}
		if !analysed {
			continue
		}
		for _, g := range d.Plan.Goals {
			tell("gap", g.Gap, gaps)
		}
		for _, k := range d.Plan.InKind {
			tell("entry", k.Entry, resources)
		}
	}
}

// catalogueReference: a label map names gaps of the gap analysis.
func catalogueReference(s *site.Site, report Report) {
	gaps, analysed := entries(s, gapsOf)
	for _, d := range s.Data {
		if d.Catalogue == nil || !analysed {
			continue
		}
		for _, g := range d.Catalogue.Gaps {
			refer(diag.New("catalogue-reference", d.Pos(g.Gap.Pos), "id", g.Gap.ID), g.Gap.ID, gaps, true, report)
		}
	}
}

// unknownGoal: what a gap analysis suggests is done by the goals of a plan.
func unknownGoal(s *site.Site, report Report) {
	goals, planned := entries(s, goalsOf)
	for _, d := range s.Data {
		if d.Gap == nil || !planned {
			continue
		}
		for _, g := range d.Gap.Gaps {
			for _, ref := range g.Goals {
				refer(diag.New("unknown-goal", d.Pos(ref.Pos), "goal", ref.ID), ref.ID, goals, true, report)
			}
		}
	}
}

// unknownTopic: a page that says what it is about stands in the gap analysis, or nowhere.
func unknownTopic(s *site.Site, p *site.Page, report Report) {
	if len(p.Meta.Topics) == 0 {
		return
	}
	topics, analysed := entries(s, topicsOf)
	for _, id := range p.Meta.Topics {
		if analysed {
			refer(diag.New("unknown-topic", p.Key("topics"), "topic", id), id, topics, true, report)
		}
	}
}

// entries gathers the ids of a list in all data files that have it, and tells whether any has.
func entries(s *site.Site, list func(*content.Data) (refs []datafile.Ref, has bool)) (ids []string, any bool) {
	for _, d := range s.Data {
		refs, has := list(d)
		ids, any = append(ids, datafile.IDs(refs)...), any || has
	}
	return ids, any
}

func gapsOf(d *content.Data) (refs []datafile.Ref, has bool) {
	if d.Gap == nil {
		return nil, false
	}
	for i := range d.Gap.Gaps {
		refs = append(refs, d.Gap.Gaps[i].ID)
	}
	return refs, true
}

func resourcesOf(d *content.Data) (refs []datafile.Ref, has bool) {
	if d.Gap == nil {
		return nil, false
	}
	for i := range d.Gap.Resources {
		refs = append(refs, d.Gap.Resources[i].ID)
	}
	return refs, true
}

func topicsOf(d *content.Data) (refs []datafile.Ref, has bool) {
	if d.Gap == nil {
		return nil, false
	}
	for i := range d.Gap.Topics {
		refs = append(refs, d.Gap.Topics[i].ID)
	}
	return refs, true
}

func goalsOf(d *content.Data) (refs []datafile.Ref, has bool) {
	if d.Plan == nil {
		return nil, false
	}
	for i := range d.Plan.Goals {
		refs = append(refs, d.Plan.Goals[i].ID)
	}
	return refs, true
}

// pagesOf lists the pages that a plan names.
func pagesOf(p *plan.Plan) (refs []datafile.Ref) {
	for i := range p.Things {
		refs = append(refs, p.Things[i].Page)
	}
	for i := range p.Messages {
		refs = append(refs, p.Messages[i].Page)
	}
	return refs
}

func pageIDs(s *site.Site) []string {
	ids := make([]string, len(s.Pages))
	for i, p := range s.Pages {
		ids[i] = p.ID
	}
	return ids
}

// refer reports an id that is none of known, with what was probably meant. all says to name all that there are
// where nothing is near.
func refer(d diag.Diagnostic, id string, known []string, all bool, report Report) {
	if id == "" || slices.Contains(known, id) {
		return
	}
	if near, ok := diag.Nearest(id, known); ok {
		d.Args = append(d.Args, diag.Arg{Name: "near", Value: near})
	} else if all {
		d.Args = append(d.Args, diag.Arg{Name: "known", Value: strings.Join(slices.Compact(slices.Sorted(slices.Values(known))), ", ")})
	}
	report(d)
}
