package view

import (
	"strings"

	"trousse/cmd/trousse/internal/kind/gap"
)

// tables makes the three tables.
func (g *gapMaker) tables() []GapTable {
	topics := GapTable{ID: "data.topics", Title: g.w.Text("gap-topics"), Corner: g.w.Text("gap-topic")}
	for _, audience := range gap.Audiences() {
		topics.Groups = append(topics.Groups, GapHead{Text: g.word("audience", audience), Span: len(g.a.Languages)})
		for _, lang := range g.a.Languages {
			topics.Columns = append(topics.Columns, GapHead{Text: g.language(lang), Short: strings.ToUpper(lang), Span: 1})
		}
	}
	formats := GapTable{ID: "data.formats", Title: g.w.Text("gap-formats"), Corner: g.w.Text("gap-format")}
	for _, audience := range gap.Audiences() {
		formats.Columns = append(formats.Columns, GapHead{Text: g.word("audience", audience), Span: 1})
	}
	stages := GapTable{ID: "data.stages", Title: g.w.Text("gap-stages"), Corner: g.w.Text("gap-stage")}
	for _, audience := range gap.Audiences() {
		stages.Columns = append(stages.Columns, GapHead{Text: g.word("audience", audience), Span: 1})
	}
	formats.Language = g.language(g.lang)
	stages.Language = formats.Language
	g.fillTable(&topics, g.a.ByTopic())
	g.fillTable(&formats, g.a.ByFormat())
	g.fillTable(&stages, g.a.ByStage())
	return []GapTable{topics, formats, stages}
}

// fillTable puts cells into rows, and counts them.
func (g *gapMaker) fillTable(t *GapTable, cells []gap.Cell) {
	open, filled := 0, 0
	for _, c := range cells {
		id := rowAnchor(c.Key)
		if n := len(t.Rows); n == 0 || t.Rows[n-1].ID != id {
			t.Rows = append(t.Rows, GapRow{ID: id, Name: g.rowName(c.Key)})
		}
		v := g.cell(c)
		if c.Gap() {
			open++
			if len(v.Pages) > 0 {
				filled++
			}
		}
		row := &t.Rows[len(t.Rows)-1]
		row.Cells = append(row.Cells, v)
	}
	t.Said = g.w.Text("gap-said", "gaps", open, "cells", len(cells), "filled", filled)
}

func (g *gapMaker) rowName(k gap.Key) string {
	switch {
	case k.Topic != "":
		return g.names["topic."+k.Topic]
	case k.Format != "":
		return g.names["format."+k.Format]
	}
	return g.word("stage", k.Stage) + g.w.Text("colon") + strings.ToLower(g.word("theme", k.Theme))
}

func (g *gapMaker) cell(c gap.Cell) GapCell {
	v := GapCell{ID: c.Anchor(), Depth: c.Depth, Name: g.word("audience", c.Audience)}
	if c.Language != "" {
		v.Name += ", " + g.language(c.Language)
	}
	for _, s := range c.By {
		r := &g.a.Resources[s.Resource]
		v.Entries = append(v.Entries, GapEntry{ID: r.ID.ID, Title: r.Title.In(g.lang), Lang: g.foreign(r.Title, r), Depth: s.Depth, Wider: s.Wider})
	}
	for _, i := range g.owned(c.Key) {
		q := g.pages[i]
		l := GapPage{Title: q.Name(), URL: g.Site.Link(q.URL)}
		if q.Tree != g.p.Tree {
			l.Lang = q.Tree.Lang.Tag
		}
		v.Pages = append(v.Pages, l)
	}
	return v
}
