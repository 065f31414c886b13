package content

import (
	"slices"

	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/kind/checklist"
	"trousse/cmd/trousse/internal/markdown"
)

// hasTasks tells whether the tasks of a text are items of a checklist: those of a part may be put into one.
func (p *Page) hasTasks() bool {
	return p.Meta.Kind == "checklist" && p.Shape != Section || p.Shape == Part
}

// checklist makes the page's checklist of its text. Includes are taken for parts with items; whether they
// have any is known when the site is joined.
func (p *Page) checklist(tasks []markdown.TaskText, found []diag.Diagnostic) {
	var w checklist.Writer
	f := &p.Facts
	n := 0
	add := func(hole int) {
		for n < len(tasks) && tasks[n].From <= hole {
			t := &tasks[n]
			n++
			w.Item(checklist.Item{
				ID: t.ID, Deed: t.Deed, Why: t.Why, How: t.How, HasHow: t.HasHow, Minutes: t.Minutes, Effort: t.Effort,
				Essential: t.Essential, Theme: t.Theme, Stage: t.Stage, Devices: t.Devices, Spot: checklist.Spot(t.Pos),
			})
		}
	}
	// Holes keep the order of headings, tasks and includes among themselves.
	for i, h := range f.Holes {
		add(i)
		switch h.Kind {
		case markdown.HoleHeading:
			at := &f.Headings[h.Index]
			w.Heading(checklist.Group{ID: at.ID, Title: at.Text, Fixed: at.Fixed, Spot: checklist.Spot(at.Pos)})
		case markdown.HoleInclude:
			if n == 0 || i >= tasks[n-1].To { // not in how a task is done
				w.Item(checklist.Item{Part: h.Index + 1, Spot: checklist.Spot(f.Includes[h.Index].Pos)})
			}
		}
	}
	add(len(f.Holes))
	p.Checklist = w.List()
	if slices.ContainsFunc(found, func(d diag.Diagnostic) bool { return slices.Contains(ofTasks, d.Rule) }) {
		if p.Checklist == nil {
			p.Checklist = &checklist.List{}
		}
		p.Checklist.Faulty = true
	}
}

// ofTasks are the rules whose faults leave a task with less than was meant.
var ofTasks = []string{"duplicate-id", "empty-task", "task-attribute", "unknown-attribute"}
