package view

import (
	"strings"

	"trousse/cmd/trousse/internal/datafile"
	"trousse/cmd/trousse/internal/kind/gap"
	"trousse/cmd/trousse/internal/sheet"
	"trousse/cmd/trousse/internal/site"
)

// gapBook makes the tables of a gap analysis: its resources, the three tables with a row for each cell, and
// the main gaps. Ids stand in the first column, and what a row refers to is named by its id as well.
func (m *Maker) gapBook(p *site.Page) *sheet.Book {
	g := m.gapMaker(p)
	return &sheet.Book{Title: p.Meta.Title, Lang: p.Tree.Lang.Tag, Sheets: []sheet.Sheet{
		g.resourceSheet(),
		g.cellSheet("topics", g.a.ByTopic()),
		g.cellSheet("formats", g.a.ByFormat()),
		g.cellSheet("stages", g.a.ByStage()),
		g.gapSheet(),
	}}
}

// sheet begins a table: id names its file and its name. A column with * is wide, one with + wider.
func (g *gapMaker) sheet(id string, columns ...string) sheet.Sheet {
	s := sheet.Sheet{File: g.w.Text("gap-file-" + id), Name: g.w.Text("gap-sheet-" + id)}
	for _, name := range columns {
		c := sheet.Column{Width: 14}
		switch {
		case strings.HasSuffix(name, "+"):
			c.Width = 50
		case strings.HasSuffix(name, "*"):
			c.Width = 28
		}
		c.Name = g.w.Text("gap-column-" + strings.TrimRight(name, "+*"))
		s.Columns = append(s.Columns, c)
	}
	return s
}

func (g *gapMaker) resourceSheet() sheet.Sheet {
	s := g.sheet("resources", "id", "title+", "owner*", "url+", "where", "audiences*", "topics*", "stages*", "themes*", "formats*",
		"languages", "depth", "meaning*", "licence*", "year", "checked", "confidence*", "note+")
	for i := range g.a.Resources {
		r := &g.a.Resources[i]
		v := g.resource(r)
		year := sheet.Cell{}
		if r.Year != 0 {
			year = sheet.Number(r.Year)
		}
		s.Rows = append(s.Rows, []sheet.Cell{
			sheet.Text(v.ID), sheet.Text(v.Title), sheet.Text(v.Owner), sheet.Text(v.URL), sheet.Text(g.word("gap-where", r.Where)),
			sheet.Text(v.Audiences), sheet.Text(gapIDs(r.Topics)), sheet.Text(g.words("stage", r.Stages)), sheet.Text(g.words("theme", r.Themes)),
			sheet.Text(gapIDs(r.Formats)), sheet.Text(v.Languages), sheet.Number(v.Depth), sheet.Text(v.Meaning), sheet.Text(v.Licence), year,
			gapDay(r.Checked), sheet.Text(v.ConfidenceReason), sheet.Text(v.Note),
		})
	}
	return s
}

func gapIDs(refs []datafile.Ref) string { return strings.Join(datafile.IDs(refs), ", ") }

func gapDay(d datafile.Date) sheet.Cell {
	if d.Time.IsZero() {
		return sheet.Cell{}
	}
	return sheet.Day(d.Time)
}

// cellSheet lists the cells of a table: what they are of, the depth, the pages of this site, and the resources.
func (g *gapMaker) cellSheet(id string, cells []gap.Cell) sheet.Sheet {
	columns := []string{"topic*", "audience", "language"}
	switch id {
	case "formats":
		columns = []string{"format*", "audience"}
	case "stages":
		columns = []string{"stage*", "audience"}
	}
	s := g.sheet(id, append(append([]string{"cell*"}, columns...), "depth", "gap", "own", "own-pages+", "resources+")...)
	for _, c := range cells {
		row := []sheet.Cell{sheet.Text(strings.TrimPrefix(c.Anchor(), "cell.")), sheet.Text(g.rowName(c.Key))}
		for _, name := range []string{g.word("audience", c.Audience), g.language(c.Language)} {
			if name != "" {
				row = append(row, sheet.Text(name))
			}
		}
		is := "gap-no"
		if c.Gap() {
			is = "gap-yes"
		}
		var resources, pages []string
		for _, by := range c.By {
			resources = append(resources, g.a.Resources[by.Resource].ID.ID)
		}
		for _, i := range g.owned(c.Key) {
			pages = append(pages, g.Site.Address(g.pages[i].URL))
		}
		s.Rows = append(s.Rows, append(row, sheet.Number(c.Depth), sheet.Text(g.w.Text(is)), sheet.Number(len(pages)),
			sheet.Text(strings.Join(pages, " ")), sheet.Text(strings.Join(resources, ", "))))
	}
	return s
}

func (g *gapMaker) gapSheet() sheet.Sheet {
	s := g.sheet("gaps", "id", "title+", "text+", "cells+", "suggestion+", "to+", "goals*")
	for i := range g.a.Gaps {
		x := &g.a.Gaps[i]
		v := g.card(x)
		var cells []string
		for _, l := range v.Cells {
			cells = append(cells, l.Text)
		}
		s.Rows = append(s.Rows, []sheet.Cell{sheet.Text(v.ID), sheet.Text(v.Title), sheet.Text(v.Text), sheet.Text(strings.Join(cells, "; ")),
			sheet.Text(v.Suggestion), sheet.Text(v.To), sheet.Text(gapIDs(x.Goals))})
	}
	return s
}
