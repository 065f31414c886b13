package site

import (
	"cmp"
	"slices"

	"trousse/cmd/trousse/internal/kind/citation"
	"trousse/cmd/trousse/internal/locale"
)

// Cites visits the key of each source that a page or a part cites: in its text, in its front matter, in the
// data beside it, and in the parts that it puts in. One that is cited several times comes several times.
func (p *Page) Cites(visit func(key string)) {
	for i := range p.Facts.Citations {
		visit(p.Facts.Citations[i].Key)
	}
	for _, key := range p.Meta.Sources {
		visit(key)
	}
	for _, ref := range p.Data.Cites() {
		visit(ref.ID)
	}
	for _, part := range p.Parts {
		if part != nil {
			part.Cites(visit)
		}
	}
}

// CitedOn gives, by key, the pages of a language that cite a source, in reading order.
func (s *Site) CitedOn(t *Tree) map[string][]*Page {
	on := map[string][]*Page{}
	for _, p := range s.Pages {
		if p.Tree != t {
			continue
		}
		p.Cites(func(key string) {
			if pages := on[key]; len(pages) == 0 || pages[len(pages)-1] != p {
				on[key] = append(pages, p)
			}
		})
	}
	return on
}

// IsCited tells whether a page, a part or a draft in any language cites a source.
func (s *Site) IsCited(key string) bool { return s.cited[key] }

// cite notes what is cited at all, drafts among the rest: somebody is at work on them.
func (s *Site) cite(in Input) {
	s.cited = map[string]bool{}
	for _, p := range in.Pages {
		for _, c := range p.Facts.Citations {
			s.cited[c.Key] = true
		}
		for _, key := range p.Meta.Sources {
			s.cited[key] = true
		}
	}
	for _, d := range in.Data {
		for _, ref := range d.Cites() {
			s.cited[ref.ID] = true
		}
	}
}

// list gives each page of all sources what it lists: every source, by who published it and what it is called,
// sorted as its language sorts.
func (s *Site) list() {
	for _, p := range s.Pages {
		if p.Meta.Kind != citation.Kind {
			continue
		}
		for _, src := range s.Sources {
			p.Listed = append(p.Listed, src)
		}
		tag := p.Tree.Lang.Tag
		compare := locale.Compare(tag)
		slices.SortFunc(p.Listed, func(a, b citation.Source) int {
			x, _ := a.Cited(tag)
			y, _ := b.Cited(tag)
			if d := compare(cmp.Or(x.Publisher, x.Title), cmp.Or(y.Publisher, y.Title)); d != 0 {
				return d
			}
			if d := compare(x.Title, y.Title); d != 0 {
				return d
			}
			return cmp.Compare(a.Key, b.Key)
		})
	}
}
