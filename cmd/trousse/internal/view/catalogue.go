package view

import (
	"strings"

	"trousse/cmd/trousse/internal/datafile"
	"trousse/cmd/trousse/internal/kind/catalogue"
	"trousse/cmd/trousse/internal/kind/citation"
	"trousse/cmd/trousse/internal/locale"
	"trousse/cmd/trousse/internal/markdown"
	"trousse/cmd/trousse/internal/sheet"
	"trousse/cmd/trousse/internal/site"
)

// Catalogue is what the template of a catalogue of labels shows of its data.
type Catalogue struct {
	Parts   []Part // its headings, in order
	Checked Date
	Count   int          // of labels
	Groups  []LabelGroup // as a shopper meets them, the most frequent first
	Picks   []Pick       // what the table of all labels can be narrowed down by
	Gaps    []LabelGap
}

// LabelGroup is the labels that are met as often: Seen is "common", "possible", "indirect", "rare" or "no".
type LabelGroup struct {
	Part
	Seen   string
	Labels []LabelEntry
}

// LabelEntry is one label. Force, Tests, About, Seen and State are ids, with words like "catalogue-force-law".
type LabelEntry struct {
	ID, Name, Owner, Country          string
	Since                             Date // ISO may be a month or a year
	Force, About, Seen, State         string
	Tests                             []string
	Covers, LeavesOut, Status, Advice string
	Checked                           Date
	Cites                             []Cite
}

// Pick is a choice that narrows the table down: By is "tests", "force", "seen" or "about".
type Pick struct {
	By      string
	Options []string // ids, in the order of the data's words; only those that some label has
}

// LabelGap is what no label does. Link leads to the gap in the gap analysis; nil where there is none.
type LabelGap struct {
	ID, Title, Text string
	Link            *Link
	Cites           []Cite
}

func (m *Maker) catalogue(p *site.Page) *Catalogue {
	c, w, lang := p.Data.Catalogue, p.Tree.Words, p.Lang
	cites := m.filledOf(p).cites
	v := &Catalogue{Checked: m.date(p.Tree, c.Checked.Time), Count: len(c.Labels), Picks: picks(c)}
	v.Parts = append(v.Parts, Part{"data.compare", w.Text("catalogue-compare")})
	for _, g := range c.Groups() {
		group := LabelGroup{Seen: g.Seen, Part: Part{"data." + g.Seen, w.Text("catalogue-group-" + g.Seen)}}
		for _, l := range g.Labels {
			group.Labels = append(group.Labels, LabelEntry{
				ID: l.ID.ID, Name: l.Name.In(lang), Owner: l.Owner.In(lang), Country: l.Country.In(lang),
				Since: Date{l.Since.String(), l.Since.In(w)}, Force: l.Force, About: l.About, Seen: l.Seen, State: l.State, Tests: l.Tests,
				Covers: l.Covers.In(lang), LeavesOut: l.LeavesOut.In(lang), Status: l.Status.In(lang), Advice: l.Advice.In(lang),
				Checked: m.date(p.Tree, l.Checked.Time), Cites: cites[l.ID.ID],
			})
		}
		v.Groups, v.Parts = append(v.Groups, group), append(v.Parts, group.Part)
	}
	for _, g := range c.Gaps {
		gap := LabelGap{ID: g.ID.ID, Title: g.Title.In(lang), Text: g.Text.In(lang), Cites: cites[g.ID.ID]}
		if q := m.Site.OfKind(p.Tree, "gap-analysis"); q != nil && g.Gap.ID != "" && q.HasAnchor(g.Gap.ID) {
			gap.Link = &Link{w.Text("catalogue-in-analysis", "gap", gap.Title), m.Site.Link(q.URL) + "#" + g.Gap.ID}
		}
		v.Gaps = append(v.Gaps, gap)
	}
	if len(v.Gaps) > 0 {
		v.Parts = append(v.Parts, Part{"data.gaps", w.Text("catalogue-gaps")})
	}
	return v
}

// picks lists the choices that have something to choose between.
func picks(c *catalogue.Catalogue) []Pick {
	var all []Pick
	add := func(by string, options []string, has func(l *catalogue.Label, option string) bool) {
		p := Pick{By: by}
		for _, o := range options {
			for i := range c.Labels {
				if has(&c.Labels[i], o) {
					p.Options = append(p.Options, o)
					break
				}
			}
		}
		if len(p.Options) > 1 {
			all = append(all, p)
		}
	}
	add("tests", catalogue.Testers(), func(l *catalogue.Label, o string) bool {
		return strings.Contains(" "+strings.Join(l.Tests, " ")+" ", " "+o+" ")
	})
	add("force", catalogue.Forces(), func(l *catalogue.Label, o string) bool { return l.Force == o })
	add("seen", catalogue.Sightings(), func(l *catalogue.Label, o string) bool { return l.Seen == o })
	add("about", catalogue.Subjects(), func(l *catalogue.Label, o string) bool { return l.About == o })
	return all
}

// catalogueBook makes the tables of a catalogue of labels.
func (m *Maker) catalogueBook(p *site.Page) *sheet.Book {
	c, w, lang := p.Data.Catalogue, p.Tree.Words, p.Lang
	labels := newSheet(w, "catalogue-sheet-labels", "sheet-id", "catalogue-name", "catalogue-owner", "catalogue-country", "catalogue-since", "catalogue-force",
		"catalogue-tests", "catalogue-about", "catalogue-covers", "catalogue-leaves-out", "catalogue-seen", "catalogue-state", "catalogue-status",
		"catalogue-advice", "catalogue-checked", "sources")
	for _, l := range c.Labels {
		tests := make([]string, len(l.Tests))
		for i, t := range l.Tests {
			tests[i] = w.Text("catalogue-tests-" + t)
		}
		labels.Rows = append(labels.Rows, []sheet.Cell{
			sheet.Text(l.ID.ID), sheet.Text(l.Name.In(lang)), sheet.Text(l.Owner.In(lang)), sheet.Text(l.Country.In(lang)), sinceCell(l.Since),
			sheet.Text(w.Text("catalogue-force-" + l.Force)), sheet.Text(strings.Join(tests, "; ")), sheet.Text(w.Text("catalogue-about-" + l.About)),
			sheet.Text(l.Covers.In(lang)), sheet.Text(l.LeavesOut.In(lang)), sheet.Text(w.Text("catalogue-seen-" + l.Seen)),
			sheet.Text(w.Text("catalogue-state-" + l.State)), sheet.Text(l.Status.In(lang)), sheet.Text(l.Advice.In(lang)),
			dayCell(l.Checked), sheet.Text(refsCell(l.Sources)),
		})
	}
	b := &sheet.Book{Title: p.Meta.Title, Lang: p.Tree.Lang.Tag, Sheets: []sheet.Sheet{labels}}
	if len(c.Gaps) > 0 {
		gaps := newSheet(w, "catalogue-sheet-gaps", "sheet-id", "catalogue-gap-title", "catalogue-gap-text", "catalogue-gap-id", "sources")
		for _, g := range c.Gaps {
			gaps.Rows = append(gaps.Rows, []sheet.Cell{
				sheet.Text(g.ID.ID), sheet.Text(g.Title.In(lang)), sheet.Text(g.Text.In(lang)), sheet.Text(g.Gap.ID), sheet.Text(refsCell(g.Sources)),
			})
		}
		b.Sheets = append(b.Sheets, gaps)
	}
	return b
}

// newSheet makes a sheet without rows: name and columns are ids of interface words.
func newSheet(w *locale.Words, name string, columns ...string) sheet.Sheet {
	s := sheet.Sheet{Name: w.Text(name), File: markdown.Slug(w.Text(name))}
	for _, id := range columns {
		s.Columns = append(s.Columns, sheet.Column{Name: w.Text(id)})
	}
	return s
}

// sinceCell is a day where the day is known.
func sinceCell(d citation.Date) sheet.Cell {
	if d.Day == 0 {
		return sheet.Text(d.String())
	}
	return sheet.Day(d.Time())
}

// dayCell is the cell of a day, empty where there is none.
func dayCell(d datafile.Date) sheet.Cell {
	if d.Time.IsZero() {
		return sheet.Cell{}
	}
	return sheet.Day(d.Time)
}

// refsCell lists what is referred to in one cell.
func refsCell(refs []datafile.Ref) string { return strings.Join(datafile.IDs(refs), "; ") }
