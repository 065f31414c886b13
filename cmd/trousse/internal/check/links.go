package check

import (
	"maps"
	"slices"

	"trousse/cmd/trousse/internal/content"
	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/markdown"
	"trousse/cmd/trousse/internal/site"
)

func brokenLink(s *site.Site, p *site.Page, report Report) {
	for i, t := range s.Targets(p) {
		if t.Fault == "" {
			continue
		}
		l := p.Facts.Links[i]
		d := diag.New(t.Fault, p.Pos(l.Pos), "target", l.Dest)
		if t.Fault == "broken-link" {
			if near, ok := s.Near(p, l.Dest); ok {
				d = meant(d, near)
			}
		}
		report(d)
	}
}

func brokenAnchor(s *site.Site, p *site.Page, report Report) {
	for i, l := range p.Facts.Links {
		switch {
		case l.Fragment == "":
		case l.Kind == markdown.LinkFile, l.Kind == markdown.LinkSite:
			if target := s.Targets(p)[i].Page; target != nil {
				anchor(s, p, target, l, report)
			}
		case l.Kind == markdown.LinkFragment && p.Decision != nil && p.Decision.Lost(l.Fragment):
			// Answers of a decision guide lead there: it tells all that is to be said.
		case l.Kind == markdown.LinkFragment && p.Shape != content.Part:
			anchor(s, p, p, l, report)
		}
	}
	if p.Shape != content.Part {
		partAnchors(s, p, p.Parts, report)
	}
}

// partAnchors looks at the links within a page that stand in a part of it: only there are the
// headings that they may lead to.
func partAnchors(s *site.Site, p *site.Page, parts []*site.Page, report Report) {
	for _, part := range parts {
		if part == nil {
			continue
		}
		for _, l := range part.Facts.Links {
			if l.Kind == markdown.LinkFragment && l.Fragment != "" {
				anchor(s, part, p, l, report)
			}
		}
		partAnchors(s, p, part.Parts, report)
	}
}

// anchor looks for the heading that a link in p's file leads to on target.
func anchor(s *site.Site, p, target *site.Page, l markdown.Link, report Report) {
	if target.HasAnchor(l.Fragment) {
		return
	}
	report(nearest(diag.New("broken-anchor", p.Pos(l.Pos), "target", target.Path, "anchor", l.Fragment), l.Fragment, anchors(s, target)))
}

func anchors(s *site.Site, p *site.Page) []string {
	var ids []string
	for _, h := range s.Outline(p) {
		ids = append(ids, h.ID)
	}
	for _, a := range p.Data.Anchors() {
		ids = append(ids, a.ID)
	}
	for _, src := range p.Listed {
		ids = append(ids, src.Key)
	}
	p.Definitions(func(_ *site.Page, d *markdown.Definition) { ids = append(ids, d.ID) })
	p.Tasks(func(_ *site.Page, t *markdown.Task) {
		if t.ID != "" {
			ids = append(ids, t.ID)
		}
	})
	return ids
}

// nearest words d as the variant that names what was probably meant, where something known is near.
func nearest(d diag.Diagnostic, written string, known []string) diag.Diagnostic {
	near, ok := diag.Nearest(written, known)
	if !ok {
		return d
	}
	return meant(d, near)
}

func meant(d diag.Diagnostic, near string) diag.Diagnostic {
	d.Args = append(d.Args, diag.Arg{Name: "near", Value: near})
	return d.With("near")
}

// languageLeap: a reader who follows a link into another language should know beforehand (WCAG 3.1.2).
func languageLeap(s *site.Site, p *site.Page, report Report) {
	for i, t := range s.Targets(p) {
		if l := p.Facts.Links[i]; t.Page != nil && t.Page.Lang != p.Lang && !l.Marked {
			report(diag.New("language-leap", p.Pos(l.Pos), "target", l.Dest, "language", t.Page.Tree.Lang.Tag))
		}
	}
}

func unknownCitation(s *site.Site, p *site.Page, report Report) {
	for _, c := range p.Facts.Citations {
		if _, ok := s.Sources[c.Key]; !ok {
			report(nearSource(s, diag.New("unknown-citation", p.Pos(c.Pos), "key", c.Key), c.Key))
		}
	}
}

// unknownSource looks at the front matter, and at the data beside the page: those of several languages are told once.
func unknownSource(s *site.Site, p *site.Page, report Report) {
	for _, ref := range p.Data.Cites() {
		if _, ok := s.Sources[ref.ID]; !ok {
			report(nearSource(s, diag.New("unknown-source", p.Data.Pos(ref.Pos), "key", ref.ID), ref.ID))
		}
	}
	for _, key := range p.Meta.Sources {
		if _, ok := s.Sources[key]; !ok {
			report(nearSource(s, diag.New("unknown-source", p.Key("sources"), "key", key), key))
		}
	}
}

func nearSource(s *site.Site, d diag.Diagnostic, key string) diag.Diagnostic {
	return nearest(d, key, slices.Sorted(maps.Keys(s.Sources)))
}

func unknownTerm(s *site.Site, p *site.Page, report Report) {
	if len(p.Facts.Terms) == 0 {
		return
	}
	g := s.Glossary(p.Tree)
	for _, t := range p.Facts.Terms {
		switch {
		case g == nil:
			report(diag.New("unknown-term", p.Pos(t.Pos), "term", t.ID).With("no-glossary"))
		case !g.HasAnchor(t.ID):
			report(nearest(diag.New("unknown-term", p.Pos(t.Pos), "term", t.ID), t.ID, anchors(s, g)))
		}
	}
}
