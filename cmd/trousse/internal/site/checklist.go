package site

import (
	"path"

	"trousse/cmd/trousse/internal/kind/checklist"
	"trousse/cmd/trousse/internal/markdown"
)

// Items gives the page's checklist with those of its parts in their places; nil where it has no item.
func (p *Page) Items() *checklist.List {
	if p.Checklist == nil {
		return nil
	}
	return p.Checklist.Join(func(i int) *checklist.List {
		if part := p.Parts[i]; part != nil {
			return part.Items()
		}
		return nil
	})
}

// Tasks lists every task with attributes of the page's own text, and then those of included parts.
func (p *Page) Tasks(visit func(owner *Page, t *markdown.Task)) {
	for i := range p.Facts.Tasks {
		visit(p, &p.Facts.Tasks[i])
	}
	for _, part := range p.Parts {
		if part != nil {
			part.Tasks(visit)
		}
	}
}

// Twin finds the page, or the part, that stands for p in another language; nil where there is none. Parts
// have no front matter to pair them, only their places.
func (s *Site) Twin(p *Page, t *Tree) *Page {
	if p.Partners != nil {
		return p.Partners[s.langs[t.Lang.Key]]
	}
	return s.places[place{t.Lang.Key, placeID(p.Page)}]
}

// PartName names what an include puts in, the same in every language.
func (s *Site) PartName(p *Page, i int) string {
	if part := p.Parts[i]; part != nil {
		return placeID(part.Page)
	}
	file := p.Facts.Includes[i].File
	full, ok := s.resolve(p, file)
	if !ok {
		return path.Clean(file)
	}
	at, _ := s.placeOf(full, p.Lang)
	return at.id
}
