package view

import (
	"cmp"
	"slices"

	"trousse/cmd/trousse/internal/content"
	"trousse/cmd/trousse/internal/site"
)

// stages are the moments in the life of a device, in their order.
var stages = []string{"before", "using", "problem"}

// Group is the cards of one moment: ID is "before", "using" or "problem", "always" for pages of no
// moment or of all three, and "pages" where no page of the section has a moment.
type Group struct {
	ID    string
	Cards []Card
}

// Moment is one stage on the home page: where each section that has pages of it lists them.
type Moment struct {
	ID    string // as in [Group]
	Links []Link
}

// moments of a page: one or two of the stages; none for a page that fits any moment.
func moments(p *site.Page) []string {
	var ids []string
	for _, id := range stages {
		if slices.Contains(p.Meta.Stage, id) {
			ids = append(ids, id)
		}
	}
	if len(ids) == len(stages) {
		return nil
	}
	return ids
}

// groups parts the pages of a section by moment. A page of two moments stands in both.
func (m *Maker) groups(section *site.Page) []Group {
	gs := []Group{{ID: "before"}, {ID: "using"}, {ID: "problem"}, {ID: "always"}}
	for _, p := range section.Children {
		c := m.card(p)
		ids := moments(p)
		if len(ids) == 0 {
			ids = []string{"always"}
		}
		for i := range gs {
			if slices.Contains(ids, gs[i].ID) {
				gs[i].Cards = append(gs[i].Cards, c)
			}
		}
	}
	gs = slices.DeleteFunc(gs, func(g Group) bool { return len(g.Cards) == 0 })
	if len(gs) == 1 && gs[0].ID == "always" {
		gs[0].ID = "pages"
	}
	return gs
}

// moments lists, for the home page, where each section has its pages of each stage.
func (m *Maker) moments(home *site.Page) []Moment {
	var ms []Moment
	for _, id := range stages {
		v := Moment{ID: id}
		for _, section := range home.Children {
			has := func(p *site.Page) bool { return slices.Contains(moments(p), id) }
			if section.Shape == content.Section && slices.ContainsFunc(section.Children, has) {
				l := m.link(section)
				l.URL += "#page." + id
				v.Links = append(v.Links, l)
			}
		}
		if len(v.Links) > 0 {
			ms = append(ms, v)
		}
	}
	return ms
}

// mostRelated is how many pages of each other moment are offered beside a page.
const mostRelated = 2

// related offers pages of the same section for the other moments: first those about the same device,
// then those on the same theme, then the first of the section.
func (m *Maker) related(p *site.Page) []Group {
	own := moments(p)
	top := p.Top()
	if len(own) == 0 || top == nil {
		return nil
	}
	var gs []Group
	for _, id := range stages {
		if slices.Contains(own, id) {
			continue
		}
		var found []*site.Page
		take := func(kind, value string) {
			for _, q := range m.kin[kinship{top, id, kind, value}] {
				if len(found) < mostRelated && !slices.Contains(found, q) {
					found = append(found, q)
				}
			}
		}
		for _, d := range p.Meta.Devices {
			take("device", d)
		}
		for _, t := range p.Meta.Theme {
			take("theme", t)
		}
		take("", "")
		if len(found) > 0 {
			g := Group{ID: id}
			for _, q := range found {
				g.Cards = append(g.Cards, m.card(q))
			}
			gs = append(gs, g)
		}
	}
	return gs
}

// kinship is what makes pages of one section and moment alike.
type kinship struct {
	top         *site.Page
	stage       string
	kind, value string // "device" "camera", "theme" "privacy", or nothing
}

// kin lists the first pages of each kinship, in reading order: no more than are ever offered.
func kin(s *site.Site) map[kinship][]*site.Page {
	all := map[kinship][]*site.Page{}
	for _, p := range s.Pages {
		top := p.Top()
		if top == nil || p.Shape == content.Section {
			continue
		}
		for _, id := range moments(p) {
			add := func(kind, value string) {
				k := kinship{top, id, kind, value}
				if len(all[k]) < mostRelated {
					all[k] = append(all[k], p)
				}
			}
			add("", "")
			for _, d := range p.Meta.Devices {
				add("device", d)
			}
			for _, t := range p.Meta.Theme {
				add("theme", t)
			}
		}
	}
	return all
}

// mostRecent is how many pages the home page shows as new.
const mostRecent = 4

// recent lists the pages of a language that were updated last, the newest first; pages of one day
// stand in reading order. Pages about the site itself, and sections, are not news.
func (m *Maker) recent(t *site.Tree) []Card {
	var ps []*site.Page
	for _, p := range m.Site.Pages {
		if p.Tree == t && p.Shape != content.Section && p.Meta.Kind != "page" && !p.Meta.Updated.IsZero() {
			ps = append(ps, p)
		}
	}
	slices.SortStableFunc(ps, func(a, b *site.Page) int { return cmp.Compare(b.Meta.Updated.Unix(), a.Meta.Updated.Unix()) })
	var cs []Card
	for _, p := range ps[:min(mostRecent, len(ps))] {
		cs = append(cs, m.card(p))
	}
	return cs
}
