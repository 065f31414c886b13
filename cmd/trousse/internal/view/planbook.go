package view

import (
	"cmp"
	"net/url"
	"strings"
	"time"

	"trousse/cmd/trousse/internal/datafile"
	"trousse/cmd/trousse/internal/ical"
	"trousse/cmd/trousse/internal/kind/plan"
	"trousse/cmd/trousse/internal/sheet"
	"trousse/cmd/trousse/internal/site"
)

// Widths of columns, in characters.
const (
	thin = 12
	some = 24
	wide = 48
)

// table begins a sheet: its words are behind "plan-sheet-", its file's name behind "plan-file-", those of
// its columns behind "plan-column-".
func (d *planner) table(id string, columns ...string) sheet.Sheet {
	s := sheet.Sheet{File: d.words.Text("plan-file-" + id), Name: d.words.Text("plan-sheet-" + id)}
	for _, c := range columns {
		width := some
		switch c {
		case "id", "baseline", "target", "start", "due", "from", "to", "on", "reach-low", "reach-high", "cost-low", "cost-high", "lead", "likelihood", "effect", "total":
			width = thin
		case "statement", "method", "achievable", "relevant", "needs", "who", "why", "how", "text", "action", "use", "response", "risk", "question", "does":
			width = wide
		}
		s.Columns = append(s.Columns, sheet.Column{Name: d.words.Text("plan-column-" + c), Width: width})
	}
	return s
}

func row(s *sheet.Sheet, cells ...sheet.Cell) { s.Rows = append(s.Rows, cells) }

func (d *planner) cell(t datafile.Text) sheet.Cell { return sheet.Text(d.say(t)) }

// date makes a cell of a day, which may be missing.
func dateCell(t datafile.Date) sheet.Cell {
	if t.Time.IsZero() {
		return sheet.Cell{}
	}
	return sheet.Day(t.Time)
}

// list makes a cell of the names of what is referred to.
func listCell(links ...Link) sheet.Cell {
	var names []string
	for _, l := range links {
		if l.Text != "" {
			names = append(names, l.Text)
		}
	}
	return sheet.Text(strings.Join(names, "; "))
}

// planBook makes the tables of a plan.
func (m *Maker) planBook(p *site.Page) *sheet.Book {
	d := m.planner(p)
	b := &sheet.Book{Title: p.Meta.Title, Lang: p.Tree.Lang.Tag, Sheets: []sheet.Sheet{
		d.goalSheet(), d.audienceSheet(), d.thingSheet(), d.channelSheet(), d.messageSheet(), d.resourceSheet(),
	}}
	if len(d.InKind) > 0 {
		b.Sheets = append(b.Sheets, d.inKindSheet())
	}
	b.Sheets = append(b.Sheets, d.calendarSheet(), d.roleSheet(), d.riskSheet(), d.evaluationSheet())
	return b
}

func (d *planner) goalSheet() sheet.Sheet {
	s := d.table("goals", "id", "title", "audience", "statement", "measure", "baseline", "target", "unit", "method",
		"achievable", "resources", "relevant", "gap", "owner", "start", "due", "channels", "messages")
	for _, g := range d.Goals {
		row(&s, sheet.Text(g.ID.ID), d.cell(g.Title), listCell(d.to("audience", g.Audience)), d.cell(g.Statement),
			d.cell(g.Measure.Text), sheet.Number(g.Measure.Baseline), sheet.Number(g.Measure.Target), d.cell(g.Measure.Unit), d.cell(g.Measure.Method),
			d.cell(g.Achievable), listCell(d.all("resource", g.Resources)...), d.cell(g.Relevant), listCell(d.gap(g.Gap)),
			listCell(d.to("role", g.Owner)), dateCell(g.Start), dateCell(g.Due),
			listCell(d.all("channel", g.Channels)...), listCell(d.all("message", g.Messages)...))
	}
	return s
}

func (d *planner) audienceSheet() sheet.Sheet {
	s := d.table("audiences", "id", "name", "who", "needs")
	for _, a := range d.Audiences {
		row(&s, sheet.Text(a.ID.ID), d.cell(a.Name), d.cell(a.Who), d.cell(a.Needs))
	}
	return s
}

func (d *planner) thingSheet() sheet.Sheet {
	s := d.table("things", "id", "name", "why", "page")
	for _, t := range d.Things {
		row(&s, sheet.Text(t.ID.ID), d.cell(t.Name), d.cell(t.Why), listCell(d.pageOf(t.Page)))
	}
	return s
}

func (d *planner) channelSheet() sheet.Sheet {
	s := d.table("channels", "id", "name", "how", "audiences", "reach-low", "reach-high", "cost-low", "cost-high", "lead")
	for _, c := range d.Channels {
		row(&s, sheet.Text(c.ID.ID), d.cell(c.Name), d.cell(c.How), listCell(d.all("audience", c.Audiences)...),
			sheet.Number(c.Reach.Low), sheet.Number(c.Reach.High), sheet.Dollars(c.Cost.Low), sheet.Dollars(c.Cost.High), sheet.Number(c.LeadWeeks))
	}
	return s
}

func (d *planner) messageSheet() sheet.Sheet {
	s := d.table("messages", "id", "stage", "theme", "text", "audiences", "channels", "things", "page")
	things := map[string]string{}
	for _, t := range d.Things {
		things[t.ID.ID] = d.say(t.Name)
	}
	for _, e := range d.Messages {
		var about []Link
		for _, t := range e.Things {
			about = append(about, Link{Text: things[t.ID]})
		}
		row(&s, sheet.Text(e.ID.ID), d.word("stage-", e.Stage), d.word("theme-", e.Theme), d.cell(e.Text),
			listCell(d.all("audience", e.Audiences)...), listCell(d.all("channel", e.Channels)...), listCell(about...), listCell(d.pageOf(e.Page)))
	}
	return s
}

// word makes a cell of one of a few words of a plan; empty where it is missing, which is a fault.
func (d *planner) word(prefix, id string) sheet.Cell {
	if id == "" {
		return sheet.Cell{}
	}
	return sheet.Text(d.words.Text(prefix + id))
}

// resourceSheet has a column for each quarter, and the sums below.
func (d *planner) resourceSheet() sheet.Sheet {
	s := d.table("resources", "id", "name", "category")
	quarters := d.Quarters()
	for _, q := range quarters {
		s.Columns = append(s.Columns, sheet.Column{Name: d.quarter(q), Width: thin})
	}
	s.Columns = append(s.Columns, sheet.Column{Name: d.words.Text("plan-column-total"), Width: thin}, sheet.Column{Name: d.words.Text("plan-column-note"), Width: wide})
	line := func(head []sheet.Cell, note sheet.Cell, of ...plan.Resource) {
		all := 0
		for _, q := range quarters {
			n := 0
			for i := range of {
				n += of[i].In(q)
			}
			all += n
			head = append(head, sheet.Dollars(n))
		}
		row(&s, append(head, sheet.Dollars(all), note)...)
	}
	for _, r := range d.Resources {
		line([]sheet.Cell{sheet.Text(r.ID.ID), d.cell(r.Name), d.word("plan-category-", r.Category)}, d.cell(r.Note), r)
	}
	line([]sheet.Cell{{}, sheet.Text(d.words.Text("plan-column-total")), {}}, sheet.Cell{}, d.Resources...)
	return s
}

func (d *planner) inKindSheet() sheet.Sheet {
	s := d.table("in-kind", "id", "title", "made-by", "audiences", "use")
	for _, k := range d.InKind {
		entry, owner := d.entry(k.Entry)
		row(&s, sheet.Text(k.Entry.ID), listCell(entry), sheet.Text(owner), listCell(d.all("audience", k.Audiences)...), d.cell(k.Use))
	}
	return s
}

func (d *planner) calendarSheet() sheet.Sheet {
	s := d.table("calendar", "id", "from", "to", "name", "action", "goals", "owner", "sources")
	for _, e := range d.calendar() {
		var sources []Link
		for _, key := range e.Sources {
			title := key.ID
			if src, ok := d.m.Site.Sources[key.ID]; ok {
				said, _ := src.Cited(d.page.Tree.Lang.Tag)
				title = cmp.Or(said.Title, title)
			}
			sources = append(sources, Link{Text: title})
		}
		row(&s, sheet.Text(e.ID.ID), dateCell(e.On), dateCell(datafile.Date{Time: e.Last()}), d.cell(e.Name), d.cell(e.Action),
			listCell(d.all("", e.Goals)...), listCell(d.to("role", e.Owner)), listCell(sources...))
	}
	return s
}

func (d *planner) roleSheet() sheet.Sheet {
	s := d.table("roles", "id", "name", "does")
	for _, r := range d.Roles {
		row(&s, sheet.Text(r.ID.ID), d.cell(r.Name), d.cell(r.Does))
	}
	return s
}

func (d *planner) riskSheet() sheet.Sheet {
	s := d.table("risks", "id", "risk", "likelihood", "effect", "response", "owner")
	for _, r := range d.Risks {
		row(&s, sheet.Text(r.ID.ID), d.cell(r.Risk), d.word("plan-level-", r.Likelihood), d.word("plan-level-", r.Effect), d.cell(r.Response), listCell(d.to("role", r.Owner)))
	}
	return s
}

func (d *planner) evaluationSheet() sheet.Sheet {
	s := d.table("evaluation", "id", "question", "method", "on", "owner")
	for _, e := range d.Evaluations {
		row(&s, sheet.Text(e.ID.ID), d.cell(e.Question), d.cell(e.Method), dateCell(e.On), listCell(d.to("role", e.Owner)))
	}
	return s
}

// planCalendar makes the calendar of a plan: when goals begin and are to be reached, and its events.
func (m *Maker) planCalendar(p *site.Page) *ical.Calendar {
	d := m.planner(p)
	c := &ical.Calendar{Name: p.Meta.Title, Lang: p.Tree.Lang.Tag, Stamp: d.Checked.Time}
	// Whoever copies the plan has another site: the dates of both may stand in one calendar.
	host := "trousse"
	if u, err := url.Parse(m.Site.Config.BaseURL); err == nil && u.Host != "" {
		host = u.Hostname()
	}
	add := func(list, id, what string, from, to time.Time, summary, description string) {
		if id == "" || from.IsZero() {
			return // a fault, which the build has told
		}
		e := ical.Event{UID: p.ID + "." + plan.Anchor(list, id) + what + "@" + host, From: from, To: to, Summary: summary, Description: description}
		if whole := m.Site.Absolute(p.URL); whole != "" {
			e.URL = whole + "#" + plan.Anchor(list, id)
		}
		c.Events = append(c.Events, e)
	}
	for _, g := range d.Goals {
		owner := d.to("role", g.Owner).Text
		add("", g.ID.ID, ".start", g.Start.Time, g.Start.Time, d.words.Text("plan-begins", "goal", d.say(g.Title)),
			d.words.Text("plan-goal-note", "statement", d.say(g.Statement), "owner", owner))
		add("", g.ID.ID, ".due", g.Due.Time, g.Due.Time, d.words.Text("plan-is-due", "goal", d.say(g.Title)),
			d.words.Text("plan-goal-note", "statement", d.say(g.Measure.Text)+d.words.Text("colon")+d.change(g.Measure), "owner", owner))
	}
	for _, e := range d.calendar() {
		add("event", e.ID.ID, "", e.On.Time, e.Last(), d.say(e.Name), d.say(e.Action))
	}
	return c
}
