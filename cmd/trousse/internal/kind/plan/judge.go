package plan

import (
	"slices"
	"strconv"
	"time"

	"trousse/cmd/trousse/internal/datafile"
)

// judge finds what is wrong between the entries of a plan.
func judge(r *datafile.Reader, p *Plan) {
	r.InOrder("end", p.Start, p.End)
	if long := p.Start.Time.AddDate(maxQuarters/4, 0, 0); !p.Start.Time.IsZero() && !p.End.Time.Before(long) {
		r.Fault("plan-dates.long", p.End.Pos, "years", strconv.Itoa(maxQuarters/4))
	}
	references(r, p)
	dates(r, p)
	if len(r.Diags()) == 0 { // a reference that is missing is a fault, and what it would use is no second one
		unused(r, p)
	}
}

// references finds what names no entry.
func references(r *datafile.Reader, p *Plan) {
	audiences := list(r, ids(p.Audiences, func(e Audience) datafile.Ref { return e.ID }))
	things := list(r, ids(p.Things, func(e Thing) datafile.Ref { return e.ID }))
	channels := list(r, ids(p.Channels, func(e Channel) datafile.Ref { return e.ID }))
	messages := list(r, ids(p.Messages, func(e Message) datafile.Ref { return e.ID }))
	roles := list(r, ids(p.Roles, func(e Role) datafile.Ref { return e.ID }))
	goals := list(r, ids(p.Goals, func(e Goal) datafile.Ref { return e.ID }))
	resources := list(r, ids(p.Resources, func(e Resource) datafile.Ref { return e.ID }))
	r.Unique(ids(p.Events, func(e Event) datafile.Ref { return e.ID })...)
	r.Unique(ids(p.Risks, func(e Risk) datafile.Ref { return e.ID })...)
	r.Unique(ids(p.Evaluations, func(e Evaluation) datafile.Ref { return e.ID })...)
	for _, e := range p.Channels {
		audiences.resolve(e.Audiences...)
	}
	for _, e := range p.Messages {
		audiences.resolve(e.Audiences...)
		channels.resolve(e.Channels...)
		things.resolve(e.Things...)
	}
	for _, e := range p.Goals {
		audiences.resolve(e.Audience)
		resources.resolve(e.Resources...)
		roles.resolve(e.Owner)
		channels.resolve(e.Channels...)
		messages.resolve(e.Messages...)
	}
	for _, e := range p.InKind {
		audiences.resolve(e.Audiences...)
	}
	for _, e := range p.Events {
		goals.resolve(e.Goals...)
		roles.resolve(e.Owner)
	}
	for _, e := range p.Risks {
		roles.resolve(e.Owner)
	}
	for _, e := range p.Evaluations {
		roles.resolve(e.Owner)
	}
}

// known are the ids of a list.
type known struct {
	r     *datafile.Reader
	ids   []string
	has   map[string]bool
	whole bool // every entry has one
}

func list(r *datafile.Reader, refs []datafile.Ref) known {
	nameless := func(ref datafile.Ref) bool { return ref.ID == "" }
	return known{r, r.Unique(refs...), set(refs), len(refs) > 0 && !slices.ContainsFunc(refs, nameless)}
}

// resolve reports references to no entry. Where an entry lacks its id, that is the fault, and what refers to
// it is none.
func (k known) resolve(refs ...datafile.Ref) {
	for _, ref := range refs {
		if k.whole && ref.ID != "" && !k.has[ref.ID] {
			k.r.Unknown("unknown-entry", "id", ref, k.ids)
		}
	}
}

func set(refs []datafile.Ref) map[string]bool {
	m := make(map[string]bool, len(refs))
	for _, ref := range refs {
		m[ref.ID] = true
	}
	return m
}

func ids[T any](list []T, id func(T) datafile.Ref) []datafile.Ref {
	refs := make([]datafile.Ref, len(list))
	for i, e := range list {
		refs[i] = id(e)
	}
	return refs
}

// dates finds days that are not in order, or outside the time of the plan: "plan-dates" [date, start, end].
// What is found out after its end is still evaluation.
func dates(r *datafile.Reader, p *Plan) {
	within := func(d datafile.Date) {
		if !d.Time.IsZero() && (!p.Start.Time.IsZero() && d.Time.Before(p.Start.Time) || !p.End.Time.IsZero() && d.Time.After(p.End.Time)) {
			r.Fault("plan-dates", d.Pos, "date", d.Time.Format(time.DateOnly), "start", day(p.Start), "end", day(p.End))
		}
	}
	for _, e := range p.Goals {
		r.InOrder("goal.due", e.Start, e.Due)
		within(e.Start)
		within(e.Due)
	}
	for _, e := range p.Events {
		r.InOrder("event.until", e.On, e.Until)
		within(e.On)
		within(e.Until)
	}
	for _, e := range p.Resources {
		for _, c := range e.Costs {
			if !p.Start.Time.IsZero() && c.Quarter.Before(QuarterOf(p.Start.Time)) || !p.End.Time.IsZero() && QuarterOf(p.End.Time).Before(c.Quarter) {
				r.Fault("plan-dates.quarter", c.Pos, "quarter", c.Quarter.String(), "start", day(p.Start), "end", day(p.End))
			}
		}
	}
}

// day writes a day as the plan does; "…" where it is missing, which is a fault already.
func day(d datafile.Date) string {
	if d.Time.IsZero() {
		return "…"
	}
	return d.Time.Format(time.DateOnly)
}

// unused finds what is in the plan for nothing: "plan-unused.LIST" [id].
func unused(r *datafile.Reader, p *Plan) {
	var resources, roles, channels []datafile.Ref
	for _, e := range p.Goals {
		resources, channels, roles = append(resources, e.Resources...), append(channels, e.Channels...), append(roles, e.Owner)
	}
	for _, e := range p.Messages {
		channels = append(channels, e.Channels...)
	}
	for _, e := range p.Events {
		roles = append(roles, e.Owner)
	}
	for _, e := range p.Risks {
		roles = append(roles, e.Owner)
	}
	for _, e := range p.Evaluations {
		roles = append(roles, e.Owner)
	}
	report := func(list string, have, used []datafile.Ref) {
		needed := set(used)
		for _, id := range have {
			if !needed[id.ID] {
				r.Fault("plan-unused."+list, id.Pos, "id", id.ID)
			}
		}
	}
	report("resource", ids(p.Resources, func(e Resource) datafile.Ref { return e.ID }), resources)
	report("role", ids(p.Roles, func(e Role) datafile.Ref { return e.ID }), roles)
	report("channel", ids(p.Channels, func(e Channel) datafile.Ref { return e.ID }), channels)
}
