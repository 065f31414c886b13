package plan

import (
	"slices"

	"trousse/cmd/trousse/internal/datafile"
	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/tomlpos"
)

// The largest numbers that a plan may hold: beyond them somebody has mistyped.
const (
	maxPeople  = 100_000_000
	maxDollars = 100_000_000
	maxCount   = 1_000_000_000
	maxWeeks   = 104
)

// Parse reads a file that says that it is of this [Kind]. What is wrong is in the diagnostics; what could be
// read is given all the same.
func Parse(r *datafile.Reader, root *datafile.Node) (*Plan, []diag.Diagnostic) {
	p := &Plan{}
	rd := reader{r}
	kind := ""
	r.Table(root, "",
		datafile.Need("kind", r.Plain(&kind)),
		datafile.Need("start", r.Date(&p.Start)),
		datafile.Need("end", r.Date(&p.End)),
		datafile.Need("checked", r.Date(&p.Checked)),
		datafile.Need("purpose", r.Text(&p.Purpose)),
		datafile.Need("assumptions", r.Text(&p.Assumptions)),
		datafile.Need("audience", each(rd, &p.Audiences, rd.audience)),
		datafile.Need("thing", each(rd, &p.Things, rd.thing)),
		datafile.Need("channel", each(rd, &p.Channels, rd.channel)),
		datafile.Need("message", each(rd, &p.Messages, rd.message)),
		datafile.Need("role", each(rd, &p.Roles, rd.role)),
		datafile.Need("goal", each(rd, &p.Goals, rd.goal)),
		datafile.Need("resource", each(rd, &p.Resources, rd.resource)),
		datafile.May("in_kind", each(rd, &p.InKind, rd.inKind)), // a city without a catalogue has nothing to name
		datafile.Need("event", each(rd, &p.Events, rd.event)),
		datafile.Need("risk", each(rd, &p.Risks, rd.risk)),
		datafile.Need("evaluation", each(rd, &p.Evaluations, rd.evaluation)),
	)
	judge(r, p)
	return p, r.Diags()
}

type reader struct{ *datafile.Reader }

// each makes a setter of a list of entries.
func each[T any](r reader, dst *[]T, read func(name string, n *datafile.Node) T) datafile.Setter {
	return r.Each(func(name string, n *datafile.Node) { *dst = append(*dst, read(name, n)) })
}

// some reads a list of references that must hold one.
func (r reader) some(dst *[]datafile.Ref) datafile.Setter {
	return func(name string, n *datafile.Node) {
		r.Refs(dst)(name, n)
		if n.Kind == tomlpos.Array && len(n.Nodes) == 0 {
			r.Fault("bad-value.empty", n.ValueAt, "key", name)
		}
	}
}

func (r reader) audience(name string, n *datafile.Node) (e Audience) {
	r.Table(n, name,
		datafile.Need("id", r.ID(&e.ID)),
		datafile.Need("name", r.Text(&e.Name)),
		datafile.Need("who", r.Text(&e.Who)),
		datafile.Need("needs", r.Text(&e.Needs)),
	)
	return e
}

func (r reader) thing(name string, n *datafile.Node) (e Thing) {
	r.Table(n, name,
		datafile.Need("id", r.ID(&e.ID)),
		datafile.Need("name", r.Text(&e.Name)),
		datafile.Need("why", r.Text(&e.Why)),
		datafile.May("page", r.Ref(&e.Page)),
	)
	return e
}

func (r reader) channel(name string, n *datafile.Node) (e Channel) {
	r.Table(n, name,
		datafile.Need("id", r.ID(&e.ID)),
		datafile.Need("name", r.Text(&e.Name)),
		datafile.Need("how", r.Text(&e.How)),
		datafile.Need("audiences", r.some(&e.Audiences)),
		datafile.Need("reach", r.Range(&e.Reach, maxPeople)),
		datafile.Need("cost", r.Range(&e.Cost, maxDollars)),
		datafile.Need("lead_weeks", r.Integer(&e.LeadWeeks, 0, maxWeeks)),
	)
	return e
}

func (r reader) message(name string, n *datafile.Node) (e Message) {
	r.Table(n, name,
		datafile.Need("id", r.ID(&e.ID)),
		datafile.Need("stage", r.Choice(&e.Stage, stages[:]...)),
		datafile.Need("theme", r.Choice(&e.Theme, themes[:]...)),
		datafile.Need("text", r.Text(&e.Text)),
		datafile.Need("audiences", r.some(&e.Audiences)),
		datafile.Need("channels", r.some(&e.Channels)),
		datafile.May("things", r.Refs(&e.Things)),
		datafile.May("page", r.Ref(&e.Page)),
	)
	return e
}

func (r reader) role(name string, n *datafile.Node) (e Role) {
	r.Table(n, name,
		datafile.Need("id", r.ID(&e.ID)),
		datafile.Need("name", r.Text(&e.Name)),
		datafile.Need("does", r.Text(&e.Does)),
	)
	return e
}

func (r reader) resource(name string, n *datafile.Node) (e Resource) {
	r.Table(n, name,
		datafile.Need("id", r.ID(&e.ID)),
		datafile.Need("name", r.Text(&e.Name)),
		datafile.Need("category", r.Choice(&e.Category, categories[:]...)),
		datafile.Need("cost", r.costs(&e.Costs)),
		datafile.May("note", r.Text(&e.Note)),
	)
	return e
}

// costs reads what is paid in each quarter: { 2027-q1 = 400 }. A key that is no quarter is "bad-quarter"
// [key, value].
func (r reader) costs(dst *[]Cost) datafile.Setter {
	return func(name string, n *datafile.Node) {
		if n.Kind != tomlpos.Table {
			r.Fault("wrong-type.table", n.ValueAt, "key", name, "example", "cost = { 2027-q1 = 400 }")
			return
		}
		if len(n.Nodes) == 0 {
			r.Fault("bad-value.empty", n.ValueAt, "key", name)
		}
		for _, m := range n.Nodes {
			q, ok := ParseQuarter(m.Key)
			if !ok {
				r.Fault("bad-quarter", m.At, "key", name, "value", m.Key)
				continue
			}
			c := Cost{Quarter: q, Dollars: -1, Pos: m.At}
			if r.Integer(&c.Dollars, 0, maxDollars)(name+"."+m.Key, m); c.Dollars >= 0 {
				*dst = append(*dst, c)
			}
		}
		slices.SortFunc(*dst, func(a, b Cost) int {
			if a.Quarter.Before(b.Quarter) {
				return -1
			}
			return 1 // TOML has each key once
		})
	}
}

func (r reader) inKind(name string, n *datafile.Node) (e InKind) {
	r.Table(n, name,
		datafile.Need("entry", r.Ref(&e.Entry)),
		datafile.Need("audiences", r.some(&e.Audiences)),
		datafile.Need("use", r.Text(&e.Use)),
	)
	return e
}

func (r reader) event(name string, n *datafile.Node) (e Event) {
	r.Table(n, name,
		datafile.Need("id", r.ID(&e.ID)),
		datafile.Need("on", r.Date(&e.On)),
		datafile.May("until", r.Date(&e.Until)),
		datafile.Need("name", r.Text(&e.Name)),
		datafile.Need("action", r.Text(&e.Action)),
		datafile.May("goals", r.Refs(&e.Goals)),
		datafile.May("owner", r.Ref(&e.Owner)),
		datafile.May("sources", r.Refs(&e.Sources)),
	)
	return e
}

func (r reader) risk(name string, n *datafile.Node) (e Risk) {
	r.Table(n, name,
		datafile.Need("id", r.ID(&e.ID)),
		datafile.Need("risk", r.Text(&e.Risk)),
		datafile.Need("likelihood", r.Choice(&e.Likelihood, levels[:]...)),
		datafile.Need("effect", r.Choice(&e.Effect, levels[:]...)),
		datafile.Need("response", r.Text(&e.Response)),
		datafile.Need("owner", r.Ref(&e.Owner)),
	)
	return e
}

func (r reader) evaluation(name string, n *datafile.Node) (e Evaluation) {
	r.Table(n, name,
		datafile.Need("id", r.ID(&e.ID)),
		datafile.Need("question", r.Text(&e.Question)),
		datafile.Need("method", r.Text(&e.Method)),
		datafile.Need("on", r.Date(&e.On)),
		datafile.Need("owner", r.Ref(&e.Owner)),
	)
	return e
}
