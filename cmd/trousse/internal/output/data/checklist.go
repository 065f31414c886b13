package data

import "trousse/cmd/trousse/internal/kind/checklist"

// Checklist is what there is to do, in the order of the text, with what parts bring.
type Checklist struct {
	Groups []Group `json:"groups"`
}

// Group is what stands below one heading; what stands before the first has neither id nor title.
type Group struct {
	ID    string `json:"id,omitempty"`
	Title string `json:"title,omitempty"`
	Items []Item `json:"items"`
}

// Item is one thing to do. All texts are plain; how has a line for each paragraph or step.
type Item struct {
	ID        string   `json:"id,omitempty"`
	Text      string   `json:"text"`
	Why       string   `json:"why,omitempty"`
	How       string   `json:"how,omitempty"`
	Minutes   int      `json:"minutes,omitempty"`
	Effort    string   `json:"effort,omitempty"`
	Essential bool     `json:"essential"`
	Theme     string   `json:"theme,omitempty"`
	Stage     string   `json:"stage,omitempty"`
	Devices   []string `json:"devices,omitempty"`
}

func checklistOf(l *checklist.List) *Checklist {
	if l == nil {
		return nil
	}
	out := &Checklist{}
	for _, g := range l.Groups {
		group := Group{ID: g.ID, Title: g.Title}
		for _, it := range g.Items {
			group.Items = append(group.Items, Item{
				ID: it.ID, Text: it.Deed, Why: it.Why, How: it.How, Minutes: it.Minutes, Effort: it.Effort,
				Essential: it.Essential, Theme: it.Theme, Stage: it.Stage, Devices: it.Devices,
			})
		}
		out.Groups = append(out.Groups, group)
	}
	return out
}
