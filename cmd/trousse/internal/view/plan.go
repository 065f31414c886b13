package view

import (
	"html/template"

	"trousse/cmd/trousse/internal/svg"
)

// Plan is what the template of a plan shows of its data. Links lead to other parts of the page where they can.
type Plan struct {
	Parts                []Part // its headings, in order
	Purpose, Assumptions string
	Start, End, Checked  Date
	Total                string    // all costs together
	Dues                 []PlanDue // of all goals, the first one first
	Goals                []PlanGoal
	Quarters             []string // their names
	Audiences            []PlanAudience
	Things               []PlanThing
	Stages               []PlanStage
	Reach                []PlanReach // of messages: the channels, in the order of Channels
	Channels             []PlanChannel
	Costs                []PlanCosts // by category
	Sums                 []string    // costs of each quarter
	InKind               []PlanInKind
	Events               []PlanEvent
	Roles                []PlanRole
	Risks                []PlanRisk
	Evaluations          []PlanEvaluation
	// Chart is the time line. It is put in when the page is rendered; what it is made from is in the rest.
	Chart PlanChart  `memo:"-"`
	Heads []PlanHead // the columns of the time line
}

// PlanChart is a time line in strips, each as wide as the place where it stands.
type PlanChart struct {
	Head template.HTML   // the quarters, and the days of the calendar
	Bars []template.HTML // of the goals, in their order
}

// PlanDue is a goal and the day on which it is to be reached.
type PlanDue struct {
	Date Date
	Goal Link
}

// PlanGoal is a goal with the five parts of SMART.
type PlanGoal struct {
	Number                  int // from 1, in the order of the plan
	ID, Title               string
	Section                 string // id of the audience: of the section of the site whose colour it has, where there is one
	Audience                Link   // specific
	Statement               string // specific
	Measure, Change, Method string // measurable; Change is from the baseline to the target
	Achievable              string
	Resources               []Link
	Relevant                string
	Gap                     Link // URL is empty where the site has no gap analysis
	Owner                   Link // time-bound
	Start, Due              Date
	Channels                []Link
	Messages                []Link
	From, To                float64 // on the time line
}

// PlanAudience is whom the plan speaks to.
type PlanAudience struct {
	ID, Name, Who, Needs string
}

// PlanThing is a family of devices.
type PlanThing struct {
	ID, Name, Why string
	Page          Link // Text is empty for none
}

// PlanStage is a moment with what is said then, by theme.
type PlanStage struct {
	ID, Name string
	Themes   []PlanTheme
}

// PlanTheme is what is said at one moment about one theme.
type PlanTheme struct {
	ID, Name string
	Messages []PlanMessage
}

// PlanMessage is a message.
type PlanMessage struct {
	ID, Text  string
	Audiences []Link
	Page      Link // Text is empty for none
}

// PlanReach says how many messages lead to each audience by one channel.
type PlanReach struct {
	Channel Link
	Counts  []PlanCount // by audience
}

// PlanCount is a number of messages. Text is empty where the channel is not for the audience.
type PlanCount struct {
	Text  string
	Level int // from 0, for none, to 3, for a number among the greatest third of all
}

// PlanChannel is a way to reach people.
type PlanChannel struct {
	ID, Name, How string
	Audiences     []Link
	Reach, Cost   string
	Lead          string
}

// PlanCosts are the resources of one category.
type PlanCosts struct {
	ID, Name  string
	Quarters  []string
	Total     string
	Resources []PlanResource
}

// PlanResource is something that is paid for.
type PlanResource struct {
	ID, Name, Note string
	Quarters       []string
	Total          string
}

// PlanInKind is what exists already.
type PlanInKind struct {
	Entry     Link   // in the catalogue; URL is empty where the site has none
	Owner     string // empty where the site has no catalogue
	Audiences []Link
	Use       string
}

// PlanEvent is a day of the calendar, or several.
type PlanEvent struct {
	Number       int // from 1, in the order of the calendar
	ID           string
	On, Until    Date   // Until is empty where it is one day
	Quarter      string // in which it begins
	Name, Action string
	Goals        []Link
	Owner        Link            // Text is empty for none
	Sources      []template.HTML // formatted by the language's conventions
	From, To     float64         // on the time line
}

// PlanRole is who does something, and the goals that he or she answers for.
type PlanRole struct {
	ID, Name, Does string
	Goals          []Link
}

// PlanRisk is what may go wrong.
type PlanRisk struct {
	Risk               string
	Likelihood, Effect PlanLevel
	Response           string
	Owner              Link
}

// PlanLevel is how likely something is, or how bad.
type PlanLevel struct{ ID, Name string }

// PlanEvaluation is how it is found out what came of the plan.
type PlanEvaluation struct {
	Question, Method string
	On               Date
	Owner            Link
}

// PlanHead is a column of the time line: a quarter, with the year above the first one of it.
type PlanHead struct {
	Label, Year string
	From        float64
}

// Draw draws the time line; rtl where the text runs from right to left.
func (v *Plan) Draw(rtl bool) PlanChart {
	l := svg.Line{RTL: rtl}
	for _, h := range v.Heads {
		l.Columns = append(l.Columns, svg.Column{Label: h.Label, Above: h.Year, From: h.From})
	}
	for _, e := range v.Events {
		l.Marks = append(l.Marks, svg.Mark{Number: e.Number, From: e.From, To: e.To})
	}
	c := PlanChart{Head: template.HTML(l.Head())}
	for _, g := range v.Goals {
		c.Bars = append(c.Bars, template.HTML(l.Bar(g.From, g.To)))
	}
	return c
}
