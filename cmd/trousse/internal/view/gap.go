package view

import (
	"slices"
	"strings"

	"trousse/cmd/trousse/internal/datafile"
	"trousse/cmd/trousse/internal/kind/gap"
	"trousse/cmd/trousse/internal/kind/plan"
	"trousse/cmd/trousse/internal/locale"
	"trousse/cmd/trousse/internal/site"
)

// Gap is what the template of a gap analysis shows of its data.
type Gap struct {
	Parts     []Part // its headings, in order: summary, gaps, one for each table, entries, catalogue
	Checked   Date
	Figures   []GapFigure
	Gaps      []GapCard
	Tables    []GapTable // of topics, of formats, of stages
	Catalogue []GapList
}

// GapFigure is a number of the summary, and of what.
type GapFigure struct {
	Number int
	Text   string
}

// GapCard is one of the main gaps.
type GapCard struct {
	ID, Title, Text string
	Suggestion, To  string    // what could be done, and by whom
	Cells           []GapLink // where the gap shows
	Goals           []Link    // of the plan; URL is "" where the site has none
}

// GapLink leads to a cell, or to a row with several, and says what is there.
type GapLink struct {
	Text, URL string
	Depth     string // "1", "0–1"
	Pages     int    // of this site
}

// GapTable is a table of depths, with the number of pages that this site has beside each.
type GapTable struct {
	ID, Title string // those of its part
	Corner    string // what its rows are
	Said      string // how many gaps, and in how many of them this site has pages
	Language  string // of the pages, where the table is not of languages
	Groups    []GapHead
	Columns   []GapHead
	Rows      []GapRow
}

// GapHead is a column, or several of one audience. Short is shown in place of Text where it is not "".
type GapHead struct {
	Text, Short string
	Span        int
}

// GapRow is a row of a table. ID is that of what is behind its cells.
type GapRow struct {
	ID, Name string
	Cells    []GapCell
}

// GapCell is a cell of a table with what is behind it.
type GapCell struct {
	ID, Name string // of what is behind it: "Youth, English"
	Depth    int
	Entries  []GapEntry
	Pages    []GapPage // of this site
}

// GapEntry is a resource behind a cell.
type GapEntry struct {
	ID, Title string
	Lang      string // of the title, a BCP 47 tag; "" where it is the page's
	Depth     int    // that it contributes
	Wider     bool   // not made for this audience: one step lower
}

// GapPage is a page of this site. Lang is its language's tag; "" where it is the page's.
type GapPage struct{ Title, URL, Lang string }

// GapList is a part of the catalogue.
type GapList struct {
	ID, Title string
	Resources []GapResource
}

// GapResource is one entry of the catalogue. Lists are in words.
type GapResource struct {
	ID, Title, Owner             string
	Lang                         string // of the title, a BCP 47 tag; "" where it is the page's
	URL                          string // "" for none
	HrefLang                     string // of what is at the address; "" where it is the page's
	Audiences, Topics, Formats   string
	Languages                    string
	Depth                        int
	Meaning                      string // of the depth
	Licence                      string
	Year                         int // 0 where it is not known
	Checked                      Date
	Confidence, ConfidenceReason string
	Note                         string
}

// gapMaker makes the value of one page.
type gapMaker struct {
	*Maker
	p     *site.Page
	a     *gap.Analysis
	w     *locale.Words
	lang  string
	pages []*site.Page // of all languages
	own   map[gap.Key][]int
	cells map[gap.Key]*gap.Cell
	names map[string]string // of topics and formats, by "topic.ID" and "format.ID"
}

func (m *Maker) gapMaker(p *site.Page) *gapMaker {
	g := &gapMaker{Maker: m, p: p, a: p.Data.Gap, w: p.Tree.Words, lang: p.Lang, pages: m.Site.Pages,
		cells: map[gap.Key]*gap.Cell{}, names: map[string]string{}}
	facts := make([]gap.Page, len(g.pages))
	for i, q := range g.pages {
		facts[i] = gap.Page{Kind: q.Meta.Kind, Language: q.Lang, Topics: q.Meta.Topics, Audience: q.Meta.Audience, Stage: q.Meta.Stage, Theme: q.Meta.Theme}
	}
	g.own = g.a.Own(facts)
	cells := g.a.Cells()
	for i := range cells {
		g.cells[cells[i].Key] = &cells[i]
	}
	for _, t := range g.a.Topics {
		g.names["topic."+t.ID.ID] = t.Name.In(g.lang)
	}
	for _, f := range g.a.Formats {
		g.names["format."+f.ID.ID] = f.Name.In(g.lang)
	}
	return g
}

func (m *Maker) gap(p *site.Page) *Gap {
	g := m.gapMaker(p)
	v := &Gap{Checked: m.date(p.Tree, g.a.Checked.Time), Tables: g.tables()}
	for i := range g.a.Gaps {
		v.Gaps = append(v.Gaps, g.card(&g.a.Gaps[i]))
	}
	v.Catalogue = g.catalogue()
	v.Figures = g.figures()
	for _, id := range []string{"summary", "gaps", "topics", "formats", "stages", "behind", "catalogue"} {
		v.Parts = append(v.Parts, Part{ID: "data." + id, Title: g.w.Text("gap-" + id)})
	}
	return v
}

// figures counts what the summary says.
func (g *gapMaker) figures() []GapFigure {
	owners, canadian := map[string]bool{}, 0
	for i := range g.a.Resources {
		r := &g.a.Resources[i]
		owners[r.Owner.In(g.lang)] = true
		if r.Canadian() {
			canadian++
		}
	}
	fs := []GapFigure{
		{len(g.a.Resources), g.w.Text("gap-figure-resources")},
		{canadian, g.w.Text("gap-figure-canadian")},
		{len(owners), g.w.Text("gap-figure-owners")},
	}
	for _, t := range g.Site.Trees {
		in := 0
		for i := range g.a.Resources {
			if r := &g.a.Resources[i]; r.Canadian() && r.In(t.Lang.Key) {
				in++
			}
		}
		fs = append(fs, GapFigure{in, g.w.Text("gap-figure-language", "language", g.w.Language(t.Lang.Tag))})
	}
	open, covered := 0, 0
	for _, c := range g.a.ByTopic() {
		if c.Gap() {
			open++
			if len(g.own[c.Key]) > 0 {
				covered++
			}
		}
	}
	return append(fs,
		GapFigure{len(g.a.Gaps), g.w.Text("gap-figure-gaps")},
		GapFigure{open, g.w.Text("gap-figure-cells", "all", len(g.a.ByTopic()))},
		GapFigure{covered, g.w.Text("gap-figure-covered")})
}

// card makes the card of one of the main gaps.
func (g *gapMaker) card(x *gap.Gap) GapCard {
	c := GapCard{ID: x.ID.ID, Title: x.Title.In(g.lang), Text: x.Text.In(g.lang), Suggestion: x.Suggestion.In(g.lang), To: x.To.In(g.lang)}
	for _, w := range x.Cells {
		if l, ok := g.cellLink(w.Key); ok {
			c.Cells = append(c.Cells, l)
		}
	}
	at := g.Site.OfKind(g.p.Tree, plan.Kind)
	for _, goal := range x.Goals {
		l := Link{Text: goal.ID}
		if at != nil {
			i := slices.IndexFunc(at.Data.Plan.Goals, func(e plan.Goal) bool { return e.ID.ID == goal.ID })
			if i < 0 {
				continue // a fault that is told
			}
			l = Link{Text: at.Data.Plan.Goals[i].Title.In(g.lang), URL: g.Site.Link(at.URL) + "#" + goal.ID}
		}
		c.Goals = append(c.Goals, l)
	}
	return c
}

// cellLink says what is in the cells that w means, and leads there.
func (g *gapMaker) cellLink(w gap.Key) (GapLink, bool) {
	keys := g.a.Match(w)
	if len(keys) == 0 {
		return GapLink{}, false
	}
	var said []string
	for _, s := range []string{g.names["topic."+w.Topic], g.names["format."+w.Format], g.word("stage", w.Stage), g.word("theme", w.Theme), g.word("audience", w.Audience), g.language(w.Language)} {
		if s != "" {
			said = append(said, s)
		}
	}
	l := GapLink{Text: strings.Join(said, " · "), URL: "#" + rowAnchor(keys[0])}
	switch {
	case len(keys) == 1:
		l.URL = "#" + keys[0].Anchor()
	case w.Topic == "" && w.Format == "" && w.Stage == "": // one cell in each of many rows
		l.URL = "#data.topics"
		if keys[0].Stage != "" {
			l.URL = "#data.stages"
		}
	}
	low, high := gap.MostDepth, 0
	pages := map[int]bool{}
	for _, k := range keys {
		low, high = min(low, g.cells[k].Depth), max(high, g.cells[k].Depth)
		for _, i := range g.owned(k) {
			pages[i] = true
		}
	}
	l.Pages, l.Depth = len(pages), g.w.Number(low)
	if high > low {
		l.Depth += "–" + g.w.Number(high)
	}
	return l, true
}

// owned lists the pages of this site that stand in a cell: those in the page's language where the cell has none.
func (g *gapMaker) owned(k gap.Key) []int {
	if k.Language == "" {
		k = k.In(g.lang)
	}
	return g.own[k]
}

// rowAnchor is the id of what is behind the cells of a row.
func rowAnchor(k gap.Key) string {
	switch {
	case k.Topic != "":
		return gap.TopicAnchor(k.Topic)
	case k.Format != "":
		return "format." + k.Format
	}
	return "stage." + k.Stage + "-" + k.Theme
}

func (g *gapMaker) word(group, id string) string {
	if id == "" {
		return ""
	}
	return g.w.Text(group + "-" + id)
}

func (g *gapMaker) language(key string) string {
	if t := g.Site.Tree(key); t != nil {
		return g.w.Language(t.Lang.Tag)
	}
	return ""
}

// words names ids of a group in words, with commas between.
func (g *gapMaker) words(group string, ids []string) string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = g.word(group, id)
	}
	return strings.Join(names, ", ")
}

func (g *gapMaker) named(group string, refs []datafile.Ref) string {
	names := make([]string, len(refs))
	for i, ref := range refs {
		names[i] = g.names[group+"."+ref.ID]
	}
	return strings.Join(names, "; ")
}
