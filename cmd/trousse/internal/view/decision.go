package view

import (
	"html/template"

	"trousse/cmd/trousse/internal/kind/decision"
	"trousse/cmd/trousse/internal/site"
	"trousse/cmd/trousse/internal/svg"
)

// Decision is what a decision guide shows beside its text.
type Decision struct {
	Scored bool           // answers have points and lead nowhere
	Most   int            // points that can be had
	Steps  []DecisionStep // in reading order, numbered from 1
	// Chart is a drawing of the guide. It is put in when the page is rendered; what it is made from is in Steps.
	Chart template.HTML `memo:"-"`
}

// DecisionStep is a question, an outcome or a band of points.
type DecisionStep struct {
	Number    int
	Kind      string // "question", "outcome", "band"
	ID, Title string
	Answers   []DecisionAnswer
	From, To  int  // of a band
	Open      bool // a band without an upper end; To is 0
}

// DecisionAnswer is an answer to a question.
type DecisionAnswer struct {
	Text   string
	Number int    // of the step that it leads to; 0 in a guide with points
	ID     string // of that step
	Title  string
	Points int
}

// DecisionOf gives what a page shows of its decision guide; nil for other pages.
func DecisionOf(p *site.Page) *Decision {
	g := p.Decision
	if g == nil {
		return nil
	}
	v := &Decision{Scored: g.Scored, Most: g.Most}
	for i := range g.Sections {
		s := &g.Sections[i]
		step := DecisionStep{Number: i + 1, ID: s.ID, Title: s.Title}
		switch s.Kind {
		case decision.Question:
			step.Kind = "question"
		case decision.Outcome:
			step.Kind = "outcome"
		case decision.Band:
			step.Kind, step.From, step.To, step.Open = "band", s.From, s.To, s.Open
			if s.Open {
				step.To = 0
			}
		}
		for _, a := range s.Answers {
			answer := DecisionAnswer{Text: a.Text, Points: a.Points}
			if a.To >= 0 {
				to := &g.Sections[a.To]
				answer.Number, answer.ID, answer.Title = a.To+1, to.ID, to.Title
			}
			step.Answers = append(step.Answers, answer)
		}
		v.Steps = append(v.Steps, step)
	}
	return v
}

// Draw draws the flow chart. A guide with points has none: its questions follow each other.
func (d *Decision) Draw() template.HTML {
	if d.Scored {
		return ""
	}
	nodes := make([]svg.Node, len(d.Steps))
	for i, s := range d.Steps {
		nodes[i] = svg.Node{Number: s.Number, Title: s.Title}
		for _, a := range s.Answers {
			if a.Number > 0 { // a fault that the site's rules let pass may have left an answer leading nowhere
				nodes[i].Answers = append(nodes[i].Answers, svg.Edge{Label: a.Text, To: a.Number - 1})
			}
		}
	}
	return template.HTML(svg.Flow(nodes))
}
