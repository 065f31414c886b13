package check

import (
	"slices"

	"trousse/cmd/trousse/internal/content"
	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/kind/checklist"
	"trousse/cmd/trousse/internal/markdown"
	"trousse/cmd/trousse/internal/site"
)

// checklistEmpty: a checklist has something to tick. A part that cannot be put in is a fault already.
func checklistEmpty(s *site.Site, p *site.Page, report Report) {
	if p.Meta.Kind != "checklist" || p.Shape == content.Part || p.Shape == content.Section || p.Items() != nil {
		return
	}
	if !faulty(p) && !slices.Contains(p.Parts, nil) {
		report(diag.New("checklist-empty", p.Key("kind")))
	}
}

// checklistDiffers: whoever changes the language finds the same things to do, and the ticks on them. Each
// language is compared with the first that has the page. A part is compared by itself, not in every page that
// puts it in.
func checklistDiffers(s *site.Site, p *site.Page, report Report) {
	for _, t := range s.Trees {
		q := s.Twin(p, t)
		if q == nil {
			continue
		}
		comparable := q.Meta.Kind == p.Meta.Kind && (q.Shape == content.Part) == (p.Shape == content.Part) && !faulty(p) && !faulty(q)
		if q != p && comparable && (q.Checklist != nil || p.Checklist != nil) {
			for _, d := range checklist.Compare(side(s, q), side(s, p)) {
				report(d)
			}
		}
		return
	}
}

func faulty(p *site.Page) bool { return p.Checklist != nil && p.Checklist.Faulty }

func side(s *site.Site, p *site.Page) checklist.Side {
	return checklist.Side{List: p.Checklist, Path: p.Path, Part: func(i int) (string, *checklist.List) {
		name := s.PartName(p, i)
		part := p.Parts[i]
		if part == nil {
			return name, nil
		}
		if l := part.Items(); l != nil {
			return name, l
		}
		return name, &checklist.List{}
	}}
}

// duplicateTasks finds ids of tasks that the page has already, by seen. A part that is put in twice is
// reported once, where it is put in.
func duplicateTasks(p *site.Page, seen map[string]*site.Page, report Report) {
	for i := range p.Facts.Tasks {
		duplicateTask(p, &p.Facts.Tasks[i], p.Pos(p.Facts.Tasks[i].Pos), seen, report)
	}
	for i, part := range p.Parts {
		if part == nil {
			continue
		}
		said := false
		part.Tasks(func(owner *site.Page, t *markdown.Task) {
			if !said {
				said = duplicateTask(owner, t, p.Pos(p.Facts.Includes[i].Pos), seen, report)
			}
		})
	}
}

func duplicateTask(owner *site.Page, t *markdown.Task, at diag.Position, seen map[string]*site.Page, report Report) bool {
	if t.ID == "" {
		return false
	}
	if other, ok := seen[t.ID]; ok {
		report(diag.New("duplicate-id", at, "id", t.ID, "other", other.Path))
		return true
	}
	seen[t.ID] = owner
	return false
}
