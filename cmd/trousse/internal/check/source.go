package check

import (
	"maps"
	"slices"
	"time"

	"trousse/cmd/trousse/internal/content"
	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/kind/citation"
	"trousse/cmd/trousse/internal/site"
)

// eachSource visits the site's sources by key.
func eachSource(s *site.Site, visit func(src citation.Source)) {
	for _, key := range slices.Sorted(maps.Keys(s.Sources)) {
		visit(s.Sources[key])
	}
}

// sourceUnused: what nothing cites is kept up for nobody.
func sourceUnused(s *site.Site, report Report) {
	eachSource(s, func(src citation.Source) {
		if !s.IsCited(src.Key) {
			report(diag.New("source-unused", src.Pos, "key", src.Key))
		}
	})
}

// sourceUnchecked: pages on the web change and go away. A source without any date is told as such already.
func sourceUnchecked(s *site.Site, report Report) {
	eachSource(s, func(src citation.Source) {
		switch {
		case src.Checked.IsZero() && src.Date.IsZero():
		case src.Checked.IsZero():
			report(diag.New("source-unchecked", src.Pos, "key", src.Key).With("never"))
		case !s.Day.IsZero() && src.Checked.End().AddDate(1, 0, 0).Before(s.Day.UTC().Truncate(24*time.Hour)):
			report(diag.New("source-unchecked", src.Pos, "key", src.Key,
				"date", src.Checked.String(), "today", s.Day.UTC().Format(time.DateOnly)))
		}
	})
}

// Pages that the public reads, by kind and by audience. A part may be put into any of them.
var (
	publicKinds     = []string{"guide", "checklist", "decision", "page", "section"}
	publicAudiences = []string{"youth", "seniors", "small-business", "everyone"}
)

// figureWithoutSource: a figure without a source is not printed. Which figures stand near none is known from the
// text, see [markdown.Facts].
func figureWithoutSource(p *content.Page, report Report) {
	part := p.Shape == content.Part
	if !part && !slices.Contains(publicKinds, p.Meta.Kind) {
		return
	}
	forPublic := func(audience string) bool { return slices.Contains(publicAudiences, audience) }
	if !slices.ContainsFunc(p.Meta.Audience, forPublic) && (!part || len(p.Meta.Audience) > 0) {
		return
	}
	for _, f := range p.Facts.Figures {
		report(diag.New("figure-without-source", p.Pos(f.Pos), "figure", f.Text))
	}
}
