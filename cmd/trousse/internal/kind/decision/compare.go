package decision

import (
	"slices"
	"strconv"

	"trousse/cmd/trousse/internal/align"
	"trousse/cmd/trousse/internal/diag"
)

// pair compares a guide with the same guide in another language.
type pair struct {
	a, b         *Guide
	pathA, pathB string
	twin         []int // by section of a: the section of b that it is; -1
	back         []int // by section of b
	bandSaid     bool
	found        []diag.Diagnostic
}

// Compare tells where a guide and the same guide in another language differ: in their sections and the
// order of these, in what an answer leads to, in points and in bands. A finding stands in the first
// file, or where only the other has something, in that one; it names the place in the other. Both must
// be sound.
func Compare(a, b *Guide, pathA, pathB string) []diag.Diagnostic {
	p := &pair{a: a, b: b, pathA: pathA, pathB: pathB}
	if a.Scored != b.Scored {
		p.say("scored", a.Sections[0].Pos, pathA, pathB, b.Sections[0].Pos.Line)
		return p.found
	}
	p.align()
	for i, k := range p.twin {
		if k >= 0 {
			p.same(&a.Sections[i], &b.Sections[k])
		}
	}
	return p.found
}

func (p *pair) say(variant string, at Spot, path, other string, line int, args ...string) {
	d := diag.New("decision-mismatch", diag.Position{Path: path, Line: at.Line, Col: at.Col},
		append(args, "file", other, "line", strconv.Itoa(line))...)
	p.found = append(p.found, d.With(variant))
}

// align finds which section of the one is which of the other. Those of the same id are the same. Those of
// the longest run that has the same order in both stand where they should: others of them were moved. Of
// what is left between two that stand where they should, the first is the first of the other under
// another id, and so on; the rest is missing.
func (p *pair) align() {
	p.twin, p.back = none(len(p.a.Sections)), none(len(p.b.Sections))
	at := make(map[string]int, len(p.b.Sections))
	for k := range p.b.Sections {
		at[p.b.Sections[k].ID] = k
	}
	var common, places []int // sections of a that b has, and where b has them
	for i := range p.a.Sections {
		if k, ok := at[p.a.Sections[i].ID]; ok {
			p.twin[i], p.back[k] = k, i
			common, places = append(common, i), append(places, k)
		}
	}
	kept := align.Rising(places)
	from, to := 0, 0 // the gap behind the last that stands where it should
	for n, i := range common {
		if !kept[n] {
			s, o := &p.a.Sections[i], &p.b.Sections[places[n]]
			p.say("moved", s.Pos, p.pathA, p.pathB, o.Pos.Line, "section", s.Title, "other", o.Title)
			continue
		}
		p.gap(from, i, to, places[n])
		from, to = i+1, places[n]+1
	}
	p.gap(from, len(p.a.Sections), to, len(p.b.Sections))
}

func none(n int) []int {
	s := make([]int, n)
	for i := range s {
		s[i] = -1
	}
	return s
}

// gap pairs what has no twin between two sections that have one.
func (p *pair) gap(fromA, toA, fromB, toB int) {
	var as, bs []int
	for i := fromA; i < toA; i++ {
		if p.twin[i] < 0 {
			as = append(as, i)
		}
	}
	for k := fromB; k < toB; k++ {
		if p.back[k] < 0 {
			bs = append(bs, k)
		}
	}
	n := min(len(as), len(bs))
	for m := range n {
		i, k := as[m], bs[m]
		p.twin[i], p.back[k] = k, i
		s, o := &p.a.Sections[i], &p.b.Sections[k]
		p.say("renamed", s.Pos, p.pathA, p.pathB, o.Pos.Line, "section", s.Title, "other", o.Title, "id", s.ID, "otherid", o.ID)
	}
	for _, i := range as[n:] {
		p.missing(&p.a.Sections[i], p.pathA, p.b, p.pathB, toB)
	}
	for _, k := range bs[n:] {
		p.missing(&p.b.Sections[k], p.pathB, p.a, p.pathA, toA)
	}
}

// missing tells of a section that the other language lacks. next is the section there before which it
// would stand.
func (p *pair) missing(s *Section, path string, other *Guide, otherPath string, next int) {
	line := other.Sections[min(next, len(other.Sections)-1)].Pos.Line
	p.say("missing", s.Pos, path, otherPath, line, "section", s.Title)
}

// same compares what is the same section in both.
func (p *pair) same(s, o *Section) {
	names := []string{"section", s.Title, "other", o.Title}
	switch {
	case s.Kind != o.Kind:
		p.say("kind", s.Pos, p.pathA, p.pathB, o.Pos.Line, names...)
		return
	case s.Kind == Band && (s.From != o.From || s.Open != o.Open || !s.Open && s.To != o.To):
		if p.bandSaid {
			return // moving one border changes two bands
		}
		p.bandSaid = true
		p.say("band", s.Pos, p.pathA, p.pathB, o.Pos.Line, names...)
		return
	}
	as, bs := s.Answers, o.Answers
	if len(as) != len(bs) {
		// What leads to a section that one of them lacks was told with that section.
		as = slices.DeleteFunc(slices.Clone(as), func(a Answer) bool { return a.To >= 0 && p.twin[a.To] < 0 })
		bs = slices.DeleteFunc(slices.Clone(bs), func(b Answer) bool { return b.To >= 0 && p.back[b.To] < 0 })
	}
	if len(as) != len(bs) {
		p.say("answers", s.Pos, p.pathA, p.pathB, o.Pos.Line, append(names,
			"count", strconv.Itoa(len(s.Answers)), "othercount", strconv.Itoa(len(o.Answers)))...)
		return
	}
	for n := range as {
		a, b := &as[n], &bs[n]
		args := append(names[:4:4], "answer", a.Text, "otheranswer", b.Text)
		switch {
		case a.To >= 0 && b.To >= 0 && p.twin[a.To] >= 0 && p.back[b.To] >= 0 && p.twin[a.To] != b.To:
			p.say("target", a.Pos, p.pathA, p.pathB, b.Pos.Line, append(args, "id", a.Target, "otherid", b.Target)...)
			return
		case a.Points != b.Points:
			p.say("points", a.Pos, p.pathA, p.pathB, b.Pos.Line, append(args,
				"points", strconv.Itoa(a.Points), "otherpoints", strconv.Itoa(b.Points))...)
			return
		}
	}
}
