package decision

import (
	"slices"
	"strconv"
	"strings"

	"trousse/cmd/trousse/internal/diag"
)

// judge gathers findings on one guide.
type judge struct {
	*Guide
	path  string
	found []diag.Diagnostic
}

// Judge tells what is wrong with a guide, whose file is at path, and notes whether it is sound. kind
// is where the file says that it is a guide.
//
// One fault must give one finding. So only where every section is in order by itself, the ways through
// them are judged; and only where no way goes round, whether there is a way to each section.
func (g *Guide) Judge(path string, kind diag.Position) []diag.Diagnostic {
	j := &judge{Guide: g, path: path}
	if g.Questions() == 0 {
		j.found = append(j.found, diag.New("decision-start", kind).With("none"))
		return j.found
	}
	j.sections()
	if len(j.found) == 0 && g.Scored {
		j.bands()
	}
	if len(j.found) == 0 && !g.Scored {
		j.circles()
	}
	if len(j.found) == 0 {
		j.reachable()
	}
	g.Sound = len(j.found) == 0
	return j.found
}

func (j *judge) say(rule, variant string, at Spot, args ...string) {
	d := diag.New(rule, diag.Position{Path: j.path, Line: at.Line, Col: at.Col}, args...)
	j.found = append(j.found, d.With(variant))
}

// sections judges each section by itself.
func (j *judge) sections() {
	lost := map[string][]Answer{} // by the id that no section has
	for i := range j.Sections {
		s := &j.Sections[i]
		switch {
		case s.Kind == Question:
			j.answers(s, lost)
		case asks(s.Title):
			j.say("decision-few-answers", "none", s.Pos, "question", s.Title)
		case i == 0:
			j.say("decision-start", "", s.Pos, "section", s.Title)
		case !s.Steps:
			j.say("decision-outcome", "", s.Pos, "outcome", s.Title)
		}
	}
	var ids []string
	for i := range j.Sections {
		ids = append(ids, j.Sections[i].ID)
	}
	for i := range j.Sections {
		for _, a := range j.Sections[i].Answers {
			all := lost[a.Target]
			if len(all) == 0 || all[0].Pos != a.Pos {
				continue // said at the first of them
			}
			args := []string{"question", j.Sections[i].Title, "answer", a.Text, "id", a.Target}
			if len(all) > 1 {
				args = append(args, "count", strconv.Itoa(len(all)))
			}
			if near, ok := diag.Nearest(a.Target, ids); ok {
				j.say("decision-target", "near", a.Pos, append(args, "near", near)...)
			} else {
				j.say("decision-target", "", a.Pos, args...)
			}
		}
	}
}

// asks tells whether a heading ends with a question mark of any script.
func asks(title string) bool {
	return strings.HasSuffix(title, "?") || strings.HasSuffix(title, "？") || strings.HasSuffix(title, "؟")
}

func (j *judge) answers(s *Section, lost map[string][]Answer) {
	for _, a := range s.Answers {
		switch {
		case a.fault == "missing" || a.fault == "number":
			j.say("decision-points", a.fault, a.Pos, "question", s.Title, "answer", a.Text)
		case a.fault != "":
			j.say("decision-answer", a.fault, a.Pos, "question", s.Title, "answer", a.Text)
		case a.Target != "" && a.To < 0:
			lost[a.Target] = append(lost[a.Target], a)
		}
	}
	if len(s.Answers) < 2 {
		j.say("decision-few-answers", "", s.Pos, "question", s.Title)
	}
}

// bands judges whether each sum of points has one band. The first thing wrong is told, for what follows
// from it is wrong as well.
func (j *judge) bands() {
	var bands []*Section
	for i := range j.Sections {
		if j.Sections[i].Kind == Band {
			bands = append(bands, &j.Sections[i])
		}
	}
	if len(bands) == 0 {
		j.say("decision-bands", "none", j.Sections[len(j.Sections)-1].Pos, "most", strconv.Itoa(j.Most))
		return
	}
	for _, b := range bands {
		if !b.Open && b.From > b.To {
			j.say("decision-bands", "backwards", b.Pos, "band", b.Title, "from", strconv.Itoa(b.From), "to", strconv.Itoa(b.To))
			return
		}
	}
	slices.SortStableFunc(bands, func(a, b *Section) int { return a.From - b.From })
	next := 0 // the least sum without a band yet
	for i, b := range bands {
		switch {
		case b.From > next:
			j.hole(b, next, b.From-1)
			return
		case b.From < next:
			last := bands[i-1]
			j.say("decision-bands", "overlap", b.Pos, "band", b.Title, "other", last.Title, "line", strconv.Itoa(last.Pos.Line), "from", strconv.Itoa(b.From))
			return
		}
		if b.From > j.Most || !b.Open && b.To > j.Most {
			j.say("decision-bands", "beyond", b.Pos, "band", b.Title, "most", strconv.Itoa(j.Most))
			return
		}
		if b.Open {
			next = j.Most + 1
		} else {
			next = b.To + 1
		}
	}
	if next <= j.Most {
		j.hole(bands[len(bands)-1], next, j.Most)
	}
}

// hole tells of sums without a band. at is the band beside them.
func (j *judge) hole(at *Section, from, to int) {
	if from == to {
		j.say("decision-bands", "hole-one", at.Pos, "points", strconv.Itoa(from), "band", at.Title)
		return
	}
	j.say("decision-bands", "hole", at.Pos, "from", strconv.Itoa(from), "to", strconv.Itoa(to), "band", at.Title)
}

// reachable tells which sections no answer leads to. What only they lead to is not told: it is reached
// as soon as they are.
func (j *judge) reachable() {
	led := make([]bool, len(j.Sections))
	led[0] = true
	for i := range j.Sections {
		for _, a := range j.Sections[i].Answers {
			if a.To >= 0 {
				led[a.To] = true
			}
		}
	}
	for i := range j.Sections {
		s := &j.Sections[i]
		switch {
		case j.Scored && s.Kind == Outcome:
			j.say("decision-unreachable", "scored", s.Pos, "section", s.Title)
		case !j.Scored && !led[i]:
			j.say("decision-unreachable", "", s.Pos, "section", s.Title)
		}
	}
}
