package svg

import (
	"encoding/xml"
	"fmt"
	"io"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// guide is a small one: a question whose answers part and meet again.
func guide() []Node {
	return []Node{
		{1, "Do you need the connection?", []Edge{{"Yes", 2}, {"No", 1}, {"I don’t know & can’t tell", 3}}},
		{2, "Leave it unconnected", nil},
		{3, "Does it get updates?", []Edge{{"Yes", 4}, {"No", 1}, {"I don’t know", 3}}},
		{4, "Find out first", nil},
		{5, "Connect it", nil},
	}
}

func TestEachNodeIsAStripOfItsOwnBelowAllThatLeadToIt(t *testing.T) {
	got := Flow(guide())
	strips := strings.Split(strings.TrimSuffix(got, "\n"), "\n")
	if len(strips) != 5 {
		t.Fatalf("%d strips for 5 nodes", len(strips))
	}
	var titles []string
	for _, s := range strips {
		titles = append(titles, regexp.MustCompile(`font-size="15">([^<]*)`).FindStringSubmatch(s)[1])
	}
	want := []string{"Do you need the", "Does it get updates?", "Leave it unconnected", "Find out first", "Connect it"}
	for i := range want {
		if !strings.HasPrefix(titles[i], want[i]) {
			t.Errorf("row %d is %q, want %q", i, titles[i], want[i])
		}
	}
	wellFormed(t, got)
}

func wellFormed(t *testing.T, drawing string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader("<div>" + drawing + "</div>"))
	for {
		if _, err := d.Token(); err == io.EOF {
			return
		} else if err != nil {
			t.Fatal(err)
		}
	}
}

func TestLinesGoOnInTheNextStrip(t *testing.T) {
	box := regexp.MustCompile(`^<svg [^>]*viewBox="0 0 360 ([0-9.]+)"`)
	strips := strings.Split(strings.TrimSpace(Flow(guide())), "\n")
	for i, strip := range strips {
		m := box.FindStringSubmatch(strip)
		if m == nil {
			t.Fatalf("strip %d begins elsewhere: %s", i, strip)
		}
		ends, begins := strings.Count(strip, "V"+m[1]), 0
		if i+1 < len(strips) {
			begins = len(regexp.MustCompile(`M[0-9.]+ 0V`).FindAllString(strips[i+1], -1))
		}
		if ends != begins || i == 0 && ends == 0 {
			t.Errorf("%d lines end at the foot of strip %d, and %d begin at the head of the next", ends, i, begins)
		}
	}
}

func TestEveryAnswerNamesItsGoalAndHasALineToIt(t *testing.T) {
	got := Flow(guide())
	for _, goal := range []string{"→ 2", "→ 3", "→ 4", "→ 5"} {
		if !strings.Contains(got, goal+"</text>") {
			t.Errorf("no answer names %q", goal)
		}
	}
	if n := strings.Count(got, "l7-4v8z"); n != 4 { // one for each node that something leads to
		t.Errorf("%d arrowheads, want 4", n)
	}
	if !strings.Contains(got, "I don’t know &amp; can’t tell") {
		t.Error("a text was not escaped, or is missing")
	}
}

func TestLinesThatRunSideBySideHaveLanesOfTheirOwn(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		nodes := random(r, 2+r.IntN(40))
		c := chart{nodes: nodes, row: make([]int, len(nodes))}
		for row, n := range order(nodes) {
			c.row[n] = row
			c.rows = append(c.rows, n)
		}
		c.route()
		for a := range nodes {
			for _, e := range nodes[a].Answers {
				if c.row[e.To] <= c.row[a] {
					t.Fatalf("node %d stands above %d, which leads to it", e.To, a)
				}
			}
			for b := range a {
				if c.lane[a] != noLane && c.lane[a] == c.lane[b] && c.first[a] <= c.row[b] && c.first[b] <= c.row[a] {
					t.Fatalf("lines to %d and %d share lane %d and rows", a, b, c.lane[a])
				}
			}
		}
		wellFormed(t, c.drawn())
	}
}

func (c *chart) drawn() string { c.place(); return c.draw() }

// random makes a guide without a circle, with its nodes in any order.
func random(r *rand.Rand, n int) []Node {
	nodes := make([]Node, n)
	name := r.Perm(n)
	for i := range n {
		nodes[name[i]] = Node{Number: name[i] + 1, Title: strings.Repeat("word ", 1+r.IntN(20))}
		for range r.IntN(5) {
			if i+1 < n {
				to := i + 1 + r.IntN(n-i-1)
				nodes[name[i]].Answers = append(nodes[name[i]].Answers, Edge{"answer", name[to]})
			}
		}
	}
	return nodes
}

func TestNodesOnACircleAreDrawnToo(t *testing.T) {
	got := Flow([]Node{{1, "a", []Edge{{"x", 1}}}, {2, "b", []Edge{{"y", 0}, {"self", 1}}}})
	if strings.Count(got, "<svg") != 2 || !strings.Contains(got, "→ 1") {
		t.Errorf("%s", got)
	}
	wellFormed(t, got)
}

func TestNothingIsWiderThanTheDrawing(t *testing.T) {
	word := strings.Repeat("ouaouaron", 30)
	nodes := []Node{{100, word + " et " + word, []Edge{{word, 1}}}, {200, "Fin", nil}}
	for _, m := range regexp.MustCompile(`<text x="([0-9.]+)"[^>]*font-size="15">([^<]*)`).FindAllStringSubmatch(Flow(nodes), -1) {
		x, _ := strconv.ParseFloat(m[1], 64)
		if right := x + measure(m[2], titleSize*bold); right > width {
			t.Errorf("%q reaches to %v of %d", m[2], right, width)
		}
	}
}

func TestWordsHeldTogetherAreNotParted(t *testing.T) {
	for text, want := range map[string][]string{
		"":                       {""},
		"aa bb cc":               {"aa bb", "cc"},
		"aa\u00a0bb cc":          {"aa\u00a0bb", "cc"},
		"aa bb\u00a0cc":          {"aa", "bb\u00a0cc"},
		"ééééééééé a":            {"éééééé", "ééé a"},
		"\u0301\u0301\u0301 a b": {"\u0301\u0301\u0301 a b"},
	} {
		if got := wrap(text, 10, 40); !slices.Equal(got, want) {
			t.Errorf("wrap(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestALongGuideStaysSmall(t *testing.T) {
	nodes := make([]Node, 200)
	for i := range nodes {
		nodes[i] = Node{Number: i + 1, Title: fmt.Sprintf("Question number %d about something?", i+1)}
		if i < 199 {
			nodes[i].Answers = []Edge{{"Yes", i + 1}, {"No", min(199, i+7)}, {"I do not know", 199}}
		}
	}
	if n := len(Flow(nodes)); n > 400_000 {
		t.Errorf("%d bytes", n)
	}
}

func BenchmarkFlow(b *testing.B) {
	nodes := guide()
	b.ReportAllocs()
	for b.Loop() {
		Flow(nodes)
	}
}
