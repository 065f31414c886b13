package site

import (
	"slices"
	"strings"

	"trousse/cmd/trousse/internal/content"
	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/kind/glossary"
	"trousse/cmd/trousse/internal/markdown"
)

// join gives pages the data that stand beside them. A page of a kind that is made of data must have a file,
// and a file that says what it is must have pages.
func (s *Site) join(data []*content.Data, ds *[]diag.Diagnostic) {
	byID := make(map[string]*content.Data, len(data))
	for _, d := range data {
		byID[d.ID] = d
	}
	used := map[*content.Data]bool{}
	for _, p := range s.Pages {
		d := byID[p.at]
		made := slices.Contains(content.DataKinds(), p.Meta.Kind)
		switch {
		case !made && (d == nil || d.Kind == ""):
		case d == nil:
			if !defines(p) {
				*ds = append(*ds, diag.New("data-missing", p.Key("kind"), "kind", p.Meta.Kind, "file", dataFile(p)))
			}
		case d.Kind == "":
			*ds = append(*ds, diag.New("data-kind", diag.Position{Path: d.Path, Line: 1, Col: 1}, "kind", p.Meta.Kind).With("absent"))
			used[d] = true
		case d.Kind != p.Meta.Kind:
			*ds = append(*ds, diag.New("data-kind", p.Key("kind"), "kind", p.Meta.Kind, "file", d.Path, "other", d.Kind).With("differs"))
			used[d] = true
		default:
			p.Data = d
			used[d] = true
		}
	}
	for _, d := range data {
		if d.Kind != "" && !used[d] {
			if !s.isDraft(d.ID) {
				*ds = append(*ds, diag.New("data-unused", diag.Position{Path: d.Path, Line: 1, Col: 1}, "file", d.Path, "page", d.ID))
			}
			continue
		}
		if used[d] {
			s.Data = append(s.Data, d)
		}
	}
	slices.SortFunc(s.Data, func(a, b *content.Data) int { return strings.Compare(a.Path, b.Path) })
}

// isDraft tells whether a page that stands at a place is left out because it is a draft.
func (s *Site) isDraft(at string) bool {
	for _, t := range s.Trees {
		if s.drafts[place{t.Lang.Key, at}] {
			return true
		}
	}
	return false
}

// defines tells whether a page is a glossary whose terms stand in its own text, which needs no data file.
func defines(p *Page) bool {
	found := false
	p.Definitions(func(*Page, *markdown.Definition) { found = p.Meta.Kind == glossary.Kind })
	return found
}

// dataFile is where the data of a page is expected.
func dataFile(p *Page) string {
	name := p.at
	switch p.Shape {
	case content.Bundle:
		name += "/index"
	case content.Section:
		name = strings.TrimPrefix(name+"/_index", "/")
	}
	return ContentDir + "/" + name + content.DataExt
}

// OfKind finds the first page of a kind that has data, in a language; nil where there is none.
func (s *Site) OfKind(t *Tree, kind string) *Page {
	for _, p := range s.Pages {
		if p.Tree == t && p.Data != nil && p.Data.Kind == kind {
			return p
		}
	}
	return nil
}
