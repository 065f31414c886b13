package check

import (
	"slices"
	"strings"

	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/site"
)

// unknownTopic: a page that says what it is about stands in the gap analysis, or nowhere. Without a gap analysis
// topics are anybody's.
func unknownTopic(s *site.Site, p *site.Page, report Report) {
	if len(p.Meta.Topics) == 0 {
		return
	}
	analysed := false
	var known []string
	for _, d := range s.Data {
		if d.Gap == nil {
			continue
		}
		analysed = true
		for _, t := range d.Gap.Topics {
			known = append(known, t.ID.ID)
		}
	}
	for _, id := range p.Meta.Topics {
		if analysed && !slices.Contains(known, id) {
			report(among(diag.New("unknown-topic", p.Key("topics"), "topic", id), id, known))
		}
	}
}

// unknownGoal: what a gap analysis suggests is done by the goals of a plan. Without a plan nobody can tell.
func unknownGoal(s *site.Site, report Report) {
	planned := false
	var known []string
	for _, d := range s.Data {
		if d.Plan == nil {
			continue
		}
		planned = true
		for _, g := range d.Plan.Goals {
			known = append(known, g.ID.ID)
		}
	}
	for _, d := range s.Data {
		if d.Gap == nil || !planned {
			continue
		}
		for _, g := range d.Gap.Gaps {
			for _, goal := range g.Goals {
				if !slices.Contains(known, goal.ID) {
					report(among(diag.New("unknown-goal", d.Pos(goal.Pos), "goal", goal.ID), goal.ID, known))
				}
			}
		}
	}
}

// among suggests which of known was meant, or lists them all.
func among(d diag.Diagnostic, name string, known []string) diag.Diagnostic {
	slices.Sort(known)
	if n := nearest(d, name, known); n.Variant != "" {
		return n
	}
	d.Args = append(d.Args, diag.Args("known", strings.Join(slices.Compact(known), ", "))...)
	return d
}
