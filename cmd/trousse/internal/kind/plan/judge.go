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
	audiences := r.Unique(ids(p.Audiences, func(e Audience) datafile.Ref { return e.ID })...)
	things := r.Unique(ids(p.Things, func(e Thing) datafile.Ref { return e.ID })...)
	channels := r.Unique(ids(p.Channels, func(e Channel) datafile.Ref { return e.ID })...)
	messages := r.Unique(ids(p.Messages, func(e Message) datafile.Ref { return e.ID })...)
	roles := r.Unique(ids(p.Roles, func(e Role) datafile.Ref { return e.ID })...)
	goals := r.Unique(ids(p.Goals, func(e Goal) datafile.Ref { return e.ID })...)
	resources := r.Unique(ids(p.Resources, func(e Resource) datafile.Ref { return e.ID })...)
	r.Unique(ids(p.Events, func(e Event) datafile.Ref { return e.ID })...)
	r.Unique(ids(p.Risks, func(e Risk) datafile.Ref { return e.ID })...)
	r.Unique(ids(p.Evaluations, func(e Evaluation) datafile.Ref { return e.ID })...)
	for _, e := range p.Channels {
		r.Resolve(audiences, e.Audiences...)
	}
	for _, e := range p.Messages {
		r.Resolve(audiences, e.Audiences...)
		r.Resolve(channels, e.Channels...)
		r.Resolve(things, e.Things...)
	}
	for _, e := range p.Goals {
		r.Resolve(audiences, e.Audience)
		r.Resolve(resources, e.Resources...)
		r.Resolve(roles, e.Owner)
		r.Resolve(channels, e.Channels...)
		r.Resolve(messages, e.Messages...)
	}
	for _, e := range p.InKind {
		r.Resolve(audiences, e.Audiences...)
	}
	for _, e := range p.Events {
		r.Resolve(goals, e.Goals...)
		r.Resolve(roles, e.Owner)
	}
	for _, e := range p.Risks {
		r.Resolve(roles, e.Owner)
	}
	for _, e := range p.Evaluations {
		r.Resolve(roles, e.Owner)
	}
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
		known := datafile.IDs(used)
		for _, id := range have {
			if !slices.Contains(known, id.ID) {
				r.Fault("plan-unused."+list, id.Pos, "id", id.ID)
			}
		}
	}
	report("resource", ids(p.Resources, func(e Resource) datafile.Ref { return e.ID }), resources)
	report("role", ids(p.Roles, func(e Role) datafile.Ref { return e.ID }), roles)
	report("channel", ids(p.Channels, func(e Channel) datafile.Ref { return e.ID }), channels)
}
