package view

import (
	"cmp"
	"html/template"
	"slices"
	"strconv"
	"time"

	"trousse/cmd/trousse/internal/datafile"
	"trousse/cmd/trousse/internal/kind/gap"
	"trousse/cmd/trousse/internal/kind/plan"
	"trousse/cmd/trousse/internal/locale"
	"trousse/cmd/trousse/internal/site"
)

// planner makes what is shown and exported of one plan, in the language of its page.
type planner struct {
	*plan.Plan
	m     *Maker
	page  *site.Page
	words *locale.Words
	lang  string
	gaps  *site.Page // of the site's gap analysis, in this language; nil where it has none

	names map[string]string // of what is referred to, by its anchor
}

func (m *Maker) planner(p *site.Page) *planner {
	d := &planner{Plan: p.Data.Plan, m: m, page: p, words: p.Tree.Words, lang: p.Lang, names: map[string]string{}}
	if g := m.Site.OfKind(p.Tree, gap.Kind); g != nil && g.Data.Gap != nil {
		d.gaps = g
	}
	d.name()
	return d
}

// name notes what entries are called.
func (d *planner) name() {
	for _, e := range d.Goals {
		d.names[e.ID.ID] = d.say(e.Title)
	}
	for _, e := range d.Audiences {
		d.names[plan.Anchor("audience", e.ID.ID)] = d.say(e.Name)
	}
	for _, e := range d.Channels {
		d.names[plan.Anchor("channel", e.ID.ID)] = d.say(e.Name)
	}
	for _, e := range d.Messages {
		d.names[plan.Anchor("message", e.ID.ID)] = d.say(e.Text)
	}
	for _, e := range d.Resources {
		d.names[plan.Anchor("resource", e.ID.ID)] = d.say(e.Name)
	}
	for _, e := range d.Roles {
		d.names[plan.Anchor("role", e.ID.ID)] = d.say(e.Name)
	}
}

func (d *planner) say(t datafile.Text) string { return t.In(d.lang) }

// to makes a link to an entry of a list on the page; an empty one for none.
func (d *planner) to(list string, ref datafile.Ref) Link {
	if ref.ID == "" {
		return Link{}
	}
	anchor := plan.Anchor(list, ref.ID)
	name, ok := d.names[anchor]
	if !ok {
		return Link{Text: ref.ID} // a fault, which the build has told
	}
	return Link{Text: name, URL: "#" + anchor}
}

func (d *planner) all(list string, refs []datafile.Ref) []Link {
	var ls []Link
	for _, r := range refs {
		ls = append(ls, d.to(list, r))
	}
	return ls
}

// to another page of the site, in this language; an empty link where there is none.
func (d *planner) pageOf(ref datafile.Ref) Link {
	if q := d.m.Site.Page(d.lang, ref.ID); ref.ID != "" && q != nil {
		return d.m.link(q)
	}
	return Link{}
}

// gap makes a link to a gap of the gap analysis.
func (d *planner) gap(ref datafile.Ref) Link {
	if d.gaps != nil {
		for _, g := range d.gaps.Data.Gap.Gaps {
			if g.ID.ID == ref.ID {
				return Link{Text: d.say(g.Title), URL: d.m.Site.Link(d.gaps.URL) + "#" + ref.ID}
			}
		}
	}
	return Link{Text: ref.ID}
}

// entry makes a link to a resource of the gap analysis, and tells whose it is.
func (d *planner) entry(ref datafile.Ref) (Link, string) {
	if d.gaps != nil {
		for _, r := range d.gaps.Data.Gap.Resources {
			if r.ID.ID == ref.ID {
				return Link{Text: d.say(r.Title), URL: d.m.Site.Link(d.gaps.URL) + "#" + ref.ID}, d.say(r.Owner)
			}
		}
	}
	return Link{Text: ref.ID}, ""
}

func (d *planner) dollars(n int) string { return d.words.Text("plan-dollars", "amount", n) }

// between writes a range; one number where both ends are the same.
func (d *planner) between(r datafile.Range, write func(int) string) string {
	if r.Low == r.High {
		return write(r.Low)
	}
	return d.words.Text("plan-range", "low", write(r.Low), "high", write(r.High))
}

func (d *planner) day(t datafile.Date) Date { return d.m.date(d.page.Tree, t.Time) }

func (d *planner) quarter(q plan.Quarter) string {
	return d.words.Text("plan-quarter", "number", strconv.Itoa(q.N), "year", strconv.Itoa(q.Year))
}

// part is where in the time of the plan a day begins, from 0 to 1.
func (d *planner) part(t time.Time) float64 {
	whole := d.End.Time.AddDate(0, 0, 1).Sub(d.Start.Time)
	if whole <= 0 || t.IsZero() {
		return 0
	}
	return min(max(float64(t.Sub(d.Start.Time))/float64(whole), 0), 1)
}

// next is the day after.
func next(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	return t.AddDate(0, 0, 1)
}

// planParts are the headings of a plan: ids behind "data.", words behind "plan-".
var planParts = [...]string{"summary", "goals", "timeline", "audiences", "things", "messages", "channels", "costs", "in-kind", "calendar", "roles", "risks", "evaluation"}

// plan makes what the template of a plan shows.
func (m *Maker) plan(p *site.Page) *Plan {
	d := m.planner(p)
	v := &Plan{
		Purpose: d.say(d.Purpose), Assumptions: d.say(d.Assumptions),
		Start: d.day(d.Start), End: d.day(d.End), Checked: d.day(d.Checked),
		Total: d.dollars(d.Total()),
		Goals: d.goals(), Audiences: d.audiences(), Things: d.things(), Stages: d.stages(),
		Reach: d.reach(), Channels: d.channels(), InKind: d.inKind(), Events: d.events(), Roles: d.roles(),
		Risks: d.risks(), Evaluations: d.evaluations(), Heads: d.heads(),
	}
	v.Dues = d.dues(v.Goals)
	v.Quarters, v.Costs, v.Sums = d.costs()
	for _, part := range planParts {
		if part == "in-kind" && len(v.InKind) == 0 {
			continue
		}
		v.Parts = append(v.Parts, Part{ID: "data." + part, Title: d.words.Text("plan-" + part)})
	}
	return v
}

func (d *planner) goals() []PlanGoal {
	var goals []PlanGoal
	for i, g := range d.Goals {
		goals = append(goals, PlanGoal{
			Number: i + 1, ID: g.ID.ID, Title: d.say(g.Title), Section: g.Audience.ID,
			Audience: d.to("audience", g.Audience), Statement: d.say(g.Statement),
			Measure: d.say(g.Measure.Text), Method: d.say(g.Measure.Method),
			Change:     d.change(g.Measure),
			Achievable: d.say(g.Achievable), Resources: d.all("resource", g.Resources),
			Relevant: d.say(g.Relevant), Gap: d.gap(g.Gap),
			Owner: d.to("role", g.Owner), Start: d.day(g.Start), Due: d.day(g.Due),
			Channels: d.all("channel", g.Channels), Messages: d.all("message", g.Messages),
			From: d.part(g.Start.Time), To: d.part(next(g.Due.Time)),
		})
	}
	return goals
}

// change says from where to where a measure is to go.
func (d *planner) change(m plan.Measure) string {
	return d.words.Text("plan-change", "baseline", m.Baseline, "target", m.Target, "unit", d.say(m.Unit))
}

// dues lists the days by which goals are to be reached.
func (d *planner) dues(goals []PlanGoal) []PlanDue {
	dues := make([]PlanDue, len(goals))
	for i, g := range goals {
		dues[i] = PlanDue{Date: g.Due, Goal: Link{Text: g.Title, URL: "#" + g.ID}}
	}
	slices.SortStableFunc(dues, func(a, b PlanDue) int { return cmp.Compare(a.Date.ISO, b.Date.ISO) })
	return dues
}

func (d *planner) audiences() []PlanAudience {
	var as []PlanAudience
	for _, a := range d.Audiences {
		as = append(as, PlanAudience{ID: plan.Anchor("audience", a.ID.ID), Name: d.say(a.Name), Who: d.say(a.Who), Needs: d.say(a.Needs)})
	}
	return as
}

func (d *planner) things() []PlanThing {
	var ts []PlanThing
	for _, t := range d.Things {
		ts = append(ts, PlanThing{ID: plan.Anchor("thing", t.ID.ID), Name: d.say(t.Name), Why: d.say(t.Why), Page: d.pageOf(t.Page)})
	}
	return ts
}

// stages sorts messages by moment and theme. Every pair is there: an empty one shows that nothing is said.
func (d *planner) stages() []PlanStage {
	var stages []PlanStage
	for _, stage := range plan.Stages() {
		s := PlanStage{ID: stage, Name: d.words.Text("stage-" + stage)}
		for _, theme := range plan.Themes() {
			t := PlanTheme{ID: theme, Name: d.words.Text("theme-" + theme)}
			for _, msg := range d.Messages {
				if msg.Stage == stage && msg.Theme == theme {
					t.Messages = append(t.Messages, PlanMessage{ID: plan.Anchor("message", msg.ID.ID), Text: d.say(msg.Text),
						Audiences: d.all("audience", msg.Audiences), Page: d.pageOf(msg.Page)})
				}
			}
			s.Themes = append(s.Themes, t)
		}
		stages = append(stages, s)
	}
	return stages
}

// reach counts the messages that lead to an audience by a channel.
func (d *planner) reach() []PlanReach {
	var rows []PlanReach
	counts, most := make([][]int, len(d.Channels)), 0
	for i, c := range d.Channels {
		for _, a := range d.Audiences {
			n := d.leading(c.ID.ID, a.ID.ID)
			counts[i], most = append(counts[i], n), max(most, n)
		}
	}
	for i, c := range d.Channels {
		row := PlanReach{Channel: d.to("channel", c.ID)}
		for j, a := range d.Audiences {
			var count PlanCount
			if datafile.Has(c.Audiences, a.ID.ID) {
				n := counts[i][j]
				count = PlanCount{Text: d.words.Number(n), Level: (3*n + most - 1) / max(most, 1)}
			}
			row.Counts = append(row.Counts, count)
		}
		rows = append(rows, row)
	}
	return rows
}

// leading counts the messages to an audience by a channel.
func (d *planner) leading(channel, audience string) int {
	n := 0
	for _, msg := range d.Messages {
		if datafile.Has(msg.Channels, channel) && datafile.Has(msg.Audiences, audience) {
			n++
		}
	}
	return n
}

func (d *planner) channels() []PlanChannel {
	var cs []PlanChannel
	for _, c := range d.Channels {
		cs = append(cs, PlanChannel{ID: plan.Anchor("channel", c.ID.ID), Name: d.say(c.Name), How: d.say(c.How),
			Audiences: d.all("audience", c.Audiences), Reach: d.between(c.Reach, d.words.Number),
			Cost: d.between(c.Cost, d.dollars), Lead: d.words.Count("plan-weeks", c.LeadWeeks)})
	}
	return cs
}

// costs sums what resources cost by quarter, category and in all.
func (d *planner) costs() (names []string, categories []PlanCosts, sums []string) {
	quarters := d.Quarters()
	line := func(in []plan.Resource) (cells []string, total string) {
		sum := 0
		for _, q := range quarters {
			n := 0
			for i := range in {
				n += in[i].In(q)
			}
			sum += n
			cells = append(cells, d.dollars(n))
		}
		return cells, d.dollars(sum)
	}
	for _, q := range quarters {
		names = append(names, d.quarter(q))
	}
	for _, id := range plan.Categories() {
		c := PlanCosts{ID: id, Name: d.words.Text("plan-category-" + id)}
		var in []plan.Resource
		for _, r := range d.Resources {
			if r.Category != id {
				continue
			}
			in = append(in, r)
			row := PlanResource{ID: plan.Anchor("resource", r.ID.ID), Name: d.say(r.Name), Note: d.say(r.Note)}
			row.Quarters, row.Total = line([]plan.Resource{r})
			c.Resources = append(c.Resources, row)
		}
		if len(in) > 0 {
			c.Quarters, c.Total = line(in)
			categories = append(categories, c)
		}
	}
	sums, _ = line(d.Resources)
	return names, categories, sums
}

func (d *planner) inKind() []PlanInKind {
	var ks []PlanInKind
	for _, k := range d.InKind {
		v := PlanInKind{Audiences: d.all("audience", k.Audiences), Use: d.say(k.Use)}
		v.Entry, v.Owner = d.entry(k.Entry)
		ks = append(ks, v)
	}
	return ks
}

// calendar gives the events in the order of their days.
func (d *planner) calendar() []plan.Event {
	return slices.SortedStableFunc(slices.Values(d.Events), func(a, b plan.Event) int {
		return a.On.Time.Compare(b.On.Time)
	})
}

func (d *planner) events() []PlanEvent {
	var es []PlanEvent
	for i, e := range d.calendar() {
		v := PlanEvent{Number: i + 1, ID: plan.Anchor("event", e.ID.ID), On: d.day(e.On), Until: d.day(e.Until),
			Quarter: d.quarter(plan.QuarterOf(e.On.Time)),
			Name:    d.say(e.Name), Action: d.say(e.Action), Goals: d.all("", e.Goals), Owner: d.to("role", e.Owner),
			From: d.part(e.On.Time), To: d.part(e.On.Time)}
		if !e.Until.Time.IsZero() {
			v.To = d.part(next(e.Until.Time))
		}
		for _, key := range e.Sources {
			if src, ok := d.m.Site.Sources[key.ID]; ok {
				v.Sources = append(v.Sources, template.HTML(src.HTML(d.page.Tree.Lang.Tag, d.words)))
			}
		}
		es = append(es, v)
	}
	return es
}

func (d *planner) roles() []PlanRole {
	var rs []PlanRole
	for _, r := range d.Roles {
		v := PlanRole{ID: plan.Anchor("role", r.ID.ID), Name: d.say(r.Name), Does: d.say(r.Does)}
		for _, g := range d.Goals {
			if g.Owner.ID == r.ID.ID {
				v.Goals = append(v.Goals, d.to("", g.ID))
			}
		}
		rs = append(rs, v)
	}
	return rs
}

func (d *planner) level(id string) PlanLevel {
	return PlanLevel{ID: id, Name: d.words.Text("plan-level-" + id)}
}

func (d *planner) risks() []PlanRisk {
	var rs []PlanRisk
	for _, r := range d.Risks {
		rs = append(rs, PlanRisk{Risk: d.say(r.Risk), Likelihood: d.level(r.Likelihood), Effect: d.level(r.Effect),
			Response: d.say(r.Response), Owner: d.to("role", r.Owner)})
	}
	return rs
}

func (d *planner) evaluations() []PlanEvaluation {
	var es []PlanEvaluation
	for _, e := range d.Evaluations {
		es = append(es, PlanEvaluation{Question: d.say(e.Question), Method: d.say(e.Method), On: d.day(e.On), Owner: d.to("role", e.Owner)})
	}
	return es
}

// heads are the columns of the time line.
func (d *planner) heads() []PlanHead {
	var hs []PlanHead
	year := 0
	for _, q := range d.Quarters() {
		h := PlanHead{Label: d.words.Text("plan-quarter-short", "number", strconv.Itoa(q.N)), From: d.part(q.Start())}
		if q.Year != year {
			year = q.Year
			h.Year = strconv.Itoa(year)
		}
		hs = append(hs, h)
	}
	return hs
}
