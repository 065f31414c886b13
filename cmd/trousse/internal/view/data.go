package view

import (
	"html"

	"trousse/cmd/trousse/internal/ical"
	"trousse/cmd/trousse/internal/markdown"
	"trousse/cmd/trousse/internal/sheet"
	"trousse/cmd/trousse/internal/site"
)

// data makes what a page shows of the data file beside it.
func (m *Maker) data(v *Page, p *site.Page) {
	switch {
	case p.Data.Plan != nil:
		v.Template, v.Plan = "plan", m.plan(p)
	case p.Data.Gap != nil:
		v.Template, v.Gap = "gap-analysis", m.gap(p)
	case p.Data.Catalogue != nil:
		v.Template, v.Catalogue = "catalogue", m.catalogue(p)
	case p.Data.Glossary != nil:
		v.Template, v.Glossary = "glossary", m.glossary(p)
	}
	v.Downloads = m.Downloads(p)
}

// Part is a part of a page that is made of data, with a heading of level 2.
type Part struct{ ID, Title string }

// dataOutline lists the headings of what a page shows of its data, in order, for its table of contents.
func dataOutline(v *Page) []markdown.Heading {
	var parts []Part
	switch {
	case v.Plan != nil:
		parts = v.Plan.Parts
	case v.Gap != nil:
		parts = v.Gap.Parts
	case v.Catalogue != nil:
		parts = v.Catalogue.Parts
	case v.Glossary != nil:
		parts = v.Glossary.Parts
	}
	hs := make([]markdown.Heading, len(parts))
	for i, p := range parts {
		hs[i] = markdown.Heading{Level: 2, ID: p.ID, Text: p.Title, HTML: html.EscapeString(p.Title), InTOC: true}
	}
	return hs
}

// Book gives the tables that a page has to export; nil where it has none.
func (m *Maker) Book(p *site.Page) *sheet.Book {
	switch {
	case p.Data == nil:
	case p.Data.Plan != nil:
		return m.planBook(p)
	case p.Data.Gap != nil:
		return m.gapBook(p)
	case p.Data.Catalogue != nil:
		return m.catalogueBook(p)
	case p.Data.Glossary != nil:
		return m.glossaryBook(p)
	}
	return nil
}

// Calendar gives the days that a page has to export; nil where it has none.
func (m *Maker) Calendar(p *site.Page) *ical.Calendar {
	if p.Data == nil || p.Data.Plan == nil {
		return nil
	}
	return m.planCalendar(p)
}
