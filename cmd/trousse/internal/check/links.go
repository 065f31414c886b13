package check

import (
	"slices"

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
		d := diag.New(t.Fault, l.Pos, "target", l.Dest)
		if t.Fault == "broken-link" {
			if near, ok := s.Near(p, l.Dest); ok {
				d.Args = append(d.Args, diag.Arg{Name: "near", Value: near})
				d = d.With("near")
			}
		}
		report(d)
	}
}

func brokenAnchor(s *site.Site, p *site.Page, report Report) {
	for i, l := range p.Facts.Links {
		if l.Fragment == "" {
			continue
		}
		target := p
		switch l.Kind {
		case markdown.LinkFile, markdown.LinkSite:
			target = s.Targets(p)[i].Page
		case markdown.LinkFragment:
		default:
			continue
		}
		if target == nil || target.HasAnchor(l.Fragment) {
			continue
		}
		d := diag.New("broken-anchor", l.Pos, "target", target.Path, "anchor", l.Fragment)
		var known []string
		for _, h := range s.Outline(target) {
			known = append(known, h.ID)
		}
		if near, ok := diag.Nearest(l.Fragment, known); ok {
			d.Args = append(d.Args, diag.Arg{Name: "near", Value: near})
			d = d.With("near")
		}
		report(d)
	}
}

// languageLeap: a reader who follows a link into another language should know beforehand (WCAG 3.1.2).
func languageLeap(s *site.Site, p *site.Page, report Report) {
	for i, t := range s.Targets(p) {
		if l := p.Facts.Links[i]; t.Page != nil && t.Page.Lang != p.Lang && !l.Marked {
			report(diag.New("language-leap", l.Pos, "target", l.Dest, "language", t.Page.Tree.Lang.Name))
		}
	}
}

func unknownCitation(s *site.Site, p *site.Page, report Report) {
	for _, c := range p.Facts.Citations {
		if _, ok := s.Sources[c.Key]; !ok {
			report(nearSource(s, diag.New("unknown-citation", c.Pos, "key", c.Key), c.Key))
		}
	}
}

func unknownSource(s *site.Site, p *site.Page, report Report) {
	for _, key := range p.Meta.Sources {
		if _, ok := s.Sources[key]; !ok {
			report(nearSource(s, diag.New("unknown-source", p.Key("sources"), "key", key), key))
		}
	}
}

func nearSource(s *site.Site, d diag.Diagnostic, key string) diag.Diagnostic {
	known := make([]string, 0, len(s.Sources))
	for k := range s.Sources {
		known = append(known, k)
	}
	slices.Sort(known)
	if near, ok := diag.Nearest(key, known); ok {
		d.Args = append(d.Args, diag.Arg{Name: "near", Value: near})
		d = d.With("near")
	}
	return d
}

func unknownTerm(s *site.Site, p *site.Page, report Report) {
	if len(p.Facts.Terms) == 0 {
		return
	}
	g := s.Glossary(p.Tree)
	for _, t := range p.Facts.Terms {
		switch {
		case g == nil:
			report(diag.New("unknown-term", t.Pos, "term", t.ID).With("no-glossary"))
		case !g.HasAnchor(t.ID):
			report(diag.New("unknown-term", t.Pos, "term", t.ID))
		}
	}
}
