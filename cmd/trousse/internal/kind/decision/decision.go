// Package decision reads decision guides: questions whose answers lead to the next question or to an
// outcome, or whose answers have points that add up to a band. A guide is made from the sections of a
// text, judges itself and compares itself with the same guide in another language; it knows no site.
package decision

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

// Spot is a place in the guide's file.
type Spot struct{ Line, Col int }

// Text is a heading of the second level with what follows up to the next, as [New] gets it.
type Text struct {
	ID, Title string
	Pos       Spot
	Lists     []List
	Leads     bool // it has a link, or a part whose text is elsewhere: something to go on with
}

// List is a list in a section.
type List struct {
	Ordered bool
	Items   []Item
}

// Item is an item of a list. Where it begins with a link, Link is the text of that, and To its
// fragment; To is "" where the link leads off the page.
type Item struct {
	Text     string
	Begins   bool // with a link
	Link, To string
	Pos      Spot
}

// Kind says what a section is.
type Kind uint8

const (
	Question Kind = iota + 1
	Outcome
	Band // an outcome for a range of points
)

// Guide is a decision guide.
type Guide struct {
	Scored   bool // answers have points and lead nowhere
	Sections []Section
	Most     int  // points that can be had
	Sound    bool // nothing was found wrong with it
}

// Section is a question, an outcome or a band.
type Section struct {
	Kind     Kind
	ID       string
	Title    string // of a band without its range
	Pos      Spot
	Answers  []Answer
	From, To int  // of a band
	Open     bool // a band without an upper end
	Steps    bool // it says what to do next
}

// Answer is an answer to a question.
type Answer struct {
	Text   string
	Target string // id of the section that it leads to
	To     int    // index of that section; -1 where there is none
	Points int
	Pos    Spot
	fault  string // "unlinked", "away", "missing", "number": what is wrong with it by itself
}

// New makes a guide of the sections of a text.
func New(texts []Text) *Guide {
	g := &Guide{Scored: scored(texts)}
	at := make(map[string]int, len(texts))
	for i, t := range texts {
		at[t.ID] = i
		s := Section{Kind: Outcome, ID: t.ID, Title: t.Title, Pos: t.Pos, Steps: t.Leads || len(t.Lists) > 0}
		for _, l := range t.Lists {
			if s.Answers = g.answers(l); s.Answers != nil {
				s.Kind = Question
				break
			}
		}
		if s.Kind == Outcome && g.Scored {
			s.band()
		}
		g.Sections = append(g.Sections, s)
	}
	for i := range g.Sections {
		most := 0
		for j := range g.Sections[i].Answers {
			a := &g.Sections[i].Answers[j]
			if to, ok := at[a.Target]; ok && a.Target != "" {
				a.To = to
			}
			most = max(most, a.Points)
		}
		g.Most += most
	}
	return g
}

// scored tells what kind of guide it is by the first answer that is one of either.
func scored(texts []Text) bool {
	for _, t := range texts {
		for _, l := range t.Lists {
			for _, it := range l.Items {
				if l.Ordered {
					break
				}
				if it.To != "" {
					return false
				}
				if _, _, ok := points(it.Text); ok {
					return true
				}
			}
		}
	}
	return false
}

// answers makes the answers of a list; nil where it is another list.
func (g *Guide) answers(l List) []Answer {
	if l.Ordered {
		return nil
	}
	found := false
	var as []Answer
	for _, it := range l.Items {
		a := Answer{Text: it.Text, To: -1, Pos: it.Pos}
		if g.Scored {
			text, n, ok := points(it.Text)
			found = found || ok
			switch {
			case !ok:
				a.fault = "missing"
			case n < 0:
				a.fault = "number"
			default:
				a.Text, a.Points = text, n
			}
		} else {
			switch {
			case it.To != "":
				found = true
				a.Text, a.Target = it.Link, it.To
			case it.Begins:
				a.fault = "away"
			default:
				a.fault = "unlinked"
			}
		}
		as = append(as, a)
	}
	if !found {
		return nil
	}
	return as
}

var pointed = regexp.MustCompile(`^(.*?)[\s\x{00a0}\x{202f}]*\(([^()]*?)[\s\x{00a0}\x{202f}]*points?\)[\s.]*$`)

// maxPoints is more than any answer is worth; sums of it fit anywhere.
const maxPoints = 10_000

// points parts an answer from its points, "(3 points)"; they are -1 where they are no whole number.
func points(text string) (answer string, n int, ok bool) {
	m := pointed.FindStringSubmatch(text)
	if m == nil {
		return text, 0, false
	}
	n, err := strconv.Atoi(m[2])
	if err != nil || n < 0 || n > maxPoints || m[2][0] == '+' {
		n = -1
	}
	return m[1], n, true
}

var number = regexp.MustCompile(`[0-9]+`)

// band makes a band of an outcome whose heading begins with a range: "0 to 6 points: so",
// "15 points or more: so". What stands between the numbers is in the language of the page: two
// numbers are a range, and one number has no upper end where something follows "points".
func (s *Section) band() {
	if s.Title == "" || s.Title[0] < '0' || s.Title[0] > '9' {
		return
	}
	head, title, ok := strings.Cut(s.Title, ":")
	ns := number.FindAllString(head, 3)
	from, err := strconv.Atoi(ns[0])
	to, err2 := strconv.Atoi(ns[min(1, len(ns)-1)])
	if len(ns) > 2 || err != nil || err2 != nil || from > maxPoints*maxPoints || to > maxPoints*maxPoints {
		return
	}
	s.Kind, s.From, s.To = Band, from, to
	if len(ns) == 1 {
		words := strings.FieldsFunc(head[len(ns[0]):], func(r rune) bool { return unicode.IsSpace(r) })
		s.Open = len(words) > 1 || len(words) == 1 && !strings.HasPrefix(words[0], "point")
	}
	if title = strings.TrimSpace(title); ok && title != "" {
		s.Title = title
	}
}

// Questions counts the questions.
func (g *Guide) Questions() int {
	n := 0
	for i := range g.Sections {
		if g.Sections[i].Kind == Question {
			n++
		}
	}
	return n
}

// Lost tells whether an answer leads to a section with this id that is not there.
func (g *Guide) Lost(id string) bool {
	for i := range g.Sections {
		for _, a := range g.Sections[i].Answers {
			if a.To < 0 && a.Target == id {
				return id != ""
			}
		}
	}
	return false
}
