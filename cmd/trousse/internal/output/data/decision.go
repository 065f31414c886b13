package data

import "trousse/cmd/trousse/internal/view"

// Decision is a decision guide: a graph of questions and outcomes, or, where its answers have points,
// questions and bands.
type Decision struct {
	Start     string     `json:"start"` // id of the first question
	Scored    bool       `json:"scored"`
	Questions []Question `json:"questions"`
	Outcomes  []Outcome  `json:"outcomes"`
	Bands     []Band     `json:"bands"`
}

// Question is a question with its answers. Ids are those of headings.
type Question struct {
	ID      string   `json:"id"`
	Title   string   `json:"title"`
	Answers []Answer `json:"answers"`
}

// Answer leads to a question or an outcome, or has points.
type Answer struct {
	Text   string `json:"text"`
	To     string `json:"to,omitempty"`
	Points *int   `json:"points,omitempty"`
}

// Outcome is where answers end.
type Outcome struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

// Band is the outcome for a range of points, both ends included. The last has no To where it is open.
type Band struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	From  int    `json:"from"`
	To    *int   `json:"to,omitempty"`
}

func decisionOf(v *view.Decision) *Decision {
	if v == nil || len(v.Steps) == 0 {
		return nil
	}
	d := &Decision{Start: v.Steps[0].ID, Scored: v.Scored, Questions: []Question{}, Outcomes: []Outcome{}, Bands: []Band{}}
	for _, s := range v.Steps {
		switch s.Kind {
		case "question":
			q := Question{ID: s.ID, Title: s.Title, Answers: []Answer{}}
			for _, a := range s.Answers {
				answer := Answer{Text: a.Text, To: a.ID}
				if v.Scored {
					answer.Points = &a.Points
				}
				q.Answers = append(q.Answers, answer)
			}
			d.Questions = append(d.Questions, q)
		case "outcome":
			d.Outcomes = append(d.Outcomes, Outcome{s.ID, s.Title})
		case "band":
			b := Band{ID: s.ID, Title: s.Title, From: s.From}
			if !s.Open {
				b.To = &s.To
			}
			d.Bands = append(d.Bands, b)
		}
	}
	return d
}
