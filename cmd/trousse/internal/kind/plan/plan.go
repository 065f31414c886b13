// Package plan reads the data of a communication plan and judges it by itself: goals with the five parts of
// SMART, whom they are for, what is said and how, what it takes, and when.
package plan

import (
	"slices"
	"time"

	"trousse/cmd/trousse/internal/datafile"
)

// Kind is what such a file calls itself.
const Kind = "plan"

// The words that entries are sorted by, in the order in which they are shown.
var (
	stages     = [...]string{"before", "using", "problem"}
	themes     = [...]string{"privacy", "security", "functionality"}
	categories = [...]string{"people", "printing", "venue", "translation", "media", "equipment", "evaluation"}
	levels     = [...]string{"low", "medium", "high"}
)

// Stages lists the moments that a message may be for.
func Stages() []string { return stages[:] }

// Themes lists what a message may be about.
func Themes() []string { return themes[:] }

// Categories lists the sorts of resources.
func Categories() []string { return categories[:] }

// Plan is a communication plan. Its lists have the order of the file.
type Plan struct {
	Start, End, Checked datafile.Date
	Purpose             datafile.Text
	Assumptions         datafile.Text

	Audiences   []Audience
	Things      []Thing
	Channels    []Channel
	Messages    []Message
	Roles       []Role
	Goals       []Goal
	Resources   []Resource
	InKind      []InKind
	Events      []Event
	Risks       []Risk
	Evaluations []Evaluation
}

// Audience is whom the plan speaks to.
type Audience struct {
	ID               datafile.Ref
	Name, Who, Needs datafile.Text
}

// Thing is a family of devices to speak about.
type Thing struct {
	ID        datafile.Ref
	Name, Why datafile.Text
	Page      datafile.Ref // of this site; "" for none
}

// Channel is a way to reach people.
type Channel struct {
	ID        datafile.Ref
	Name, How datafile.Text
	Audiences []datafile.Ref
	Reach     datafile.Range // people, each time
	Cost      datafile.Range // dollars, each time
	LeadWeeks int
}

// Message is what is said, at one moment about one theme.
type Message struct {
	ID           datafile.Ref
	Stage, Theme string
	Text         datafile.Text
	Audiences    []datafile.Ref
	Channels     []datafile.Ref
	Things       []datafile.Ref
	Page         datafile.Ref // "" for none
}

// Role is who does something.
type Role struct {
	ID         datafile.Ref
	Name, Does datafile.Text
}

// Goal is what is to be reached, with the five parts of SMART.
type Goal struct {
	ID         datafile.Ref
	Title      datafile.Text
	Audience   datafile.Ref // specific
	Statement  datafile.Text
	Measure    Measure       // measurable
	Achievable datafile.Text // achievable
	Resources  []datafile.Ref
	Relevant   datafile.Text // relevant
	Gap        datafile.Ref  // of the gap analysis
	Owner      datafile.Ref  // time-bound
	Start, Due datafile.Date
	Channels   []datafile.Ref
	Messages   []datafile.Ref
}

// Measure is how a goal is measured.
type Measure struct {
	Text             datafile.Text
	Baseline, Target int
	Unit, Method     datafile.Text
}

// Resource is something that the plan needs and pays for.
type Resource struct {
	ID       datafile.Ref
	Name     datafile.Text
	Category string
	Costs    []Cost // by quarter, the first one first
	Note     datafile.Text
}

// Cost is what is paid in one quarter.
type Cost struct {
	Quarter Quarter
	Dollars int
	Pos     datafile.Pos
}

// Total is what a resource costs in all quarters.
func (r *Resource) Total() int {
	sum := 0
	for _, c := range r.Costs {
		sum += c.Dollars
	}
	return sum
}

// In gives what a resource costs in one quarter.
func (r *Resource) In(q Quarter) int {
	for _, c := range r.Costs {
		if c.Quarter == q {
			return c.Dollars
		}
	}
	return 0
}

// InKind is what exists already, made by others.
type InKind struct {
	Entry     datafile.Ref // of the gap analysis' catalogue
	Audiences []datafile.Ref
	Use       datafile.Text
}

// Event is a day of the calendar, or several.
type Event struct {
	ID           datafile.Ref
	On, Until    datafile.Date // Until is zero where it is one day
	Name, Action datafile.Text
	Goals        []datafile.Ref
	Owner        datafile.Ref   // "" for none
	Sources      []datafile.Ref // keys of the site's sources
}

// Last is the last day of an event.
func (e *Event) Last() time.Time {
	if e.Until.Time.IsZero() {
		return e.On.Time
	}
	return e.Until.Time
}

// Risk is what may go wrong.
type Risk struct {
	ID                 datafile.Ref
	Risk, Response     datafile.Text
	Likelihood, Effect string
	Owner              datafile.Ref
}

// Evaluation is how it is found out what came of the plan.
type Evaluation struct {
	ID               datafile.Ref
	Question, Method datafile.Text
	On               datafile.Date
	Owner            datafile.Ref
}

// maxQuarters bounds what is drawn and summed: a longer plan is a fault.
const maxQuarters = 20

// Quarters lists the quarters that the plan lasts, at most those of five years.
func (p *Plan) Quarters() []Quarter {
	var qs []Quarter
	if p.Start.Time.IsZero() || p.End.Time.IsZero() {
		return nil
	}
	last := QuarterOf(p.End.Time)
	for q := QuarterOf(p.Start.Time); !last.Before(q) && len(qs) < maxQuarters; q = q.Next() {
		qs = append(qs, q)
	}
	return qs
}

// Total is what the plan costs in all.
func (p *Plan) Total() int {
	sum := 0
	for i := range p.Resources {
		sum += p.Resources[i].Total()
	}
	return sum
}

// Anchors lists the ids on the page that links may lead to: goals have their own, other entries that of
// their list before it.
func (p *Plan) Anchors() []datafile.Ref {
	var as []datafile.Ref
	add := func(list string, id datafile.Ref) {
		if id.ID != "" {
			as = append(as, datafile.Ref{ID: Anchor(list, id.ID), Pos: id.Pos})
		}
	}
	for _, e := range p.Goals {
		add("", e.ID)
	}
	for _, e := range p.Audiences {
		add("audience", e.ID)
	}
	for _, e := range p.Things {
		add("thing", e.ID)
	}
	for _, e := range p.Channels {
		add("channel", e.ID)
	}
	for _, e := range p.Messages {
		add("message", e.ID)
	}
	for _, e := range p.Resources {
		add("resource", e.ID)
	}
	for _, e := range p.Events {
		add("event", e.ID)
	}
	for _, e := range p.Roles {
		add("role", e.ID)
	}
	return slices.Clip(as)
}

// Anchor is the id on the page of an entry of a list.
func Anchor(list, id string) string {
	if list == "" {
		return id
	}
	return list + "." + id
}
