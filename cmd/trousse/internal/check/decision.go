package check

import (
	"trousse/cmd/trousse/internal/kind/decision"
	"trousse/cmd/trousse/internal/site"
)

// decisionMismatch: whoever changes the language of a guide must come to the same advice by the same
// answers. Each language is compared with the first that has the page, and only where both are in order by
// themselves: what is wrong with one would be told again.
func decisionMismatch(_ *site.Site, p *site.Page, report Report) {
	for _, q := range p.Partners {
		if q == nil {
			continue
		}
		if q != p && p.Decision != nil && q.Decision != nil && p.Decision.Sound && q.Decision.Sound {
			for _, d := range decision.Compare(q.Decision, p.Decision, q.Path, p.Path) {
				report(d)
			}
		}
		return
	}
}
