package content

import (
	"net/url"
	"sort"

	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/kind/decision"
	"trousse/cmd/trousse/internal/markdown"
)

// isDecision tells whether a page is a decision guide.
func (p *Page) isDecision() bool {
	return p.Meta.Kind == "decision" && p.Shape != Part && p.Shape != Section
}

// decision makes the page's guide of its text and judges it.
func (p *Page) decision(lists []markdown.List) {
	p.Decision = decision.New(sections(&p.Facts, lists))
	kind := diag.Position{Path: p.Path, Line: p.Meta.Line("kind"), Col: 1}
	p.Diags = append(p.Diags, p.Decision.Judge(p.Path, kind)...)
}

// sections parts a text at its headings of the second level.
func sections(f *markdown.Facts, lists []markdown.List) []decision.Text {
	var texts []decision.Text
	of := make([]int, len(f.Headings)) // by heading: its section
	for i, h := range f.Headings {
		if h.Level <= 2 {
			texts = append(texts, decision.Text{ID: h.ID, Title: h.Text, Pos: decision.Spot(h.Pos)})
		}
		of[i] = len(texts) - 1
	}
	section := func(pos markdown.Spot) *decision.Text {
		i := sort.Search(len(of), func(i int) bool { return f.Headings[i].Pos.Line > pos.Line }) - 1
		if i < 0 || of[i] < 0 {
			return nil
		}
		return &texts[of[i]]
	}
	for _, l := range f.Links {
		if s := section(l.Pos); s != nil {
			s.Leads = true
		}
	}
	for _, inc := range f.Includes {
		if s := section(inc.Pos); s != nil {
			s.Leads = true
		}
	}
	for _, l := range lists {
		if l.Heading >= 0 && of[l.Heading] >= 0 {
			s := &texts[of[l.Heading]]
			s.Lists = append(s.Lists, answers(f, l))
		}
	}
	return texts
}

// answers makes a list of the guide of one of the text.
func answers(f *markdown.Facts, l markdown.List) decision.List {
	out := decision.List{Ordered: l.Ordered}
	for _, it := range l.Items {
		item := decision.Item{Text: it.Text, Pos: decision.Spot(it.Pos)}
		if it.Link >= 0 {
			link := f.Links[it.Link]
			item.Begins, item.Link = true, link.Text
			if link.Kind == markdown.LinkFragment {
				item.To = link.Fragment
				if id, err := url.PathUnescape(link.Fragment); err == nil {
					item.To = id
				}
			}
		}
		out.Items = append(out.Items, item)
	}
	return out
}
