package decision_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/kind/decision"
)

// guide makes a guide of lines: "id: answer>target, answer>target" is a question, "id" an outcome with
// something to do, "id!" one without. The place of a section is its line, that of its answers has it too.
func guide(lines string) *decision.Guide {
	var texts []decision.Text
	for i, line := range strings.Split(strings.TrimSpace(lines), "\n") {
		head, list, ok := strings.Cut(strings.TrimSpace(line), ": ")
		id, bare := strings.CutSuffix(head, "!")
		pos := decision.Spot{Line: i + 1, Col: 1}
		t := decision.Text{ID: id, Title: id, Pos: pos, Leads: !bare}
		if ok {
			var l decision.List
			for n, answer := range strings.Split(list, ", ") {
				text, to, linked := strings.Cut(answer, ">")
				l.Items = append(l.Items, decision.Item{Text: text, Begins: linked, Link: text, To: to, Pos: decision.Spot{Line: i + 1, Col: n + 2}})
			}
			t.Lists = []decision.List{l}
		}
		texts = append(texts, t)
	}
	return decision.New(texts)
}

func told(found []diag.Diagnostic) string {
	var b strings.Builder
	for _, d := range found {
		fmt.Fprintf(&b, "%s:%d:%d %s", d.Pos.Path, d.Pos.Line, d.Pos.Col, d.ID())
		for _, a := range d.Args {
			b.WriteString(" " + a.Name + "=" + a.Value)
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestFindingsComeInStages(t *testing.T) {
	for _, tt := range []struct{ name, guide, want string }{
		{"a sound one", "a: yes>b, no>c\nb: yes>c, no>d\nc\nd", ""},
		{"one whose sections stand in another order", "a: yes>c, no>d\nb: yes>d, no>d\nc: yes>b, no>d\nd", ""},
		{"all that leads to what is not there is told once", "a: yes>bbbb, no>bbbb\nbbbbb: yes>bbbb, no>c\nc",
			"f:1:2 decision-target.near question=a answer=yes id=bbbb count=3 near=bbbbb\n"},
		{"a circle hides what only it leads to", "a: yes>b, no>c\nb: yes>a, no>c\nc\nd",
			"f:2:2 decision-circle question=b answer=yes way=a → b → a\n"},
		{"the answer that goes back in the text is told", "a: yes>c, no>d\nb: yes>c, no>d\nc: yes>b, no>d\nd",
			"f:3:2 decision-circle question=c answer=yes way=b → c → b\n"},
		{"of a tangle one answer is told", "a: yes>b, no>e\nb: yes>c, no>a\nc: yes>a, no>b\ne",
			"f:3:2 decision-circle question=c answer=yes way=a → b → c → a\n"},
		{"two circles apart are two", "a: yes>b, no>c\nb: yes>b, no>d\nc: yes>c, no>d\nd",
			"f:2:2 decision-circle question=b answer=yes way=b → b\nf:3:2 decision-circle question=c answer=yes way=c → c\n"},
		{"a long circle is shortened", "a: 1>b, n>z\nb: 1>c, n>z\nc: 1>d, n>z\nd: 1>e, n>z\ne: 1>g, n>z\ng: 1>h, n>z\nh: 1>i, n>z\ni: 1>a, n>z\nz",
			"f:8:2 decision-circle question=i answer=1 way=a → b → c → … → g → h → i → a\n"},
		{"what only an unreachable section leads to is not told", "a: yes>b, no>b\nb\nc: yes>d, no>e\nd\ne",
			"f:3:1 decision-unreachable section=c\n"},
		{"points that lack and bands that lack", "a: yes (1 point), no\nb", "f:1:3 decision-points.missing question=a answer=no\n"},
		{"no bands", "a: yes (1 point), no (0 points)\nb", "f:2:1 decision-bands.none most=1\n"},
		{"nothing at all", "a", "f:9:1 decision-start.none\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			g := guide(tt.guide)
			found := g.Judge("f", diag.Position{Path: "f", Line: 9, Col: 1})
			if got := told(found); got != tt.want {
				t.Errorf("(-want +got)\n%s", cmp.Diff(tt.want, got))
			}
			if g.Sound != (tt.want == "") {
				t.Errorf("sound: %v", g.Sound)
			}
		})
	}
}

func TestBandsAreReadInAnyLanguage(t *testing.T) {
	for heading, want := range map[string]string{
		"0 to 6 points: a base":                  "band 0 6 false a base",
		"0 à 6\u00a0points\u00a0: une base":      "band 0 6 false une base",
		"7–12: more":                             "band 7 12 false more",
		"15 points or more: much":                "band 15 15 true much",
		"15\u00a0points ou plus\u00a0: 3 choses": "band 15 15 true 3 choses",
		"15+ points: much":                       "band 15 15 true much",
		"1 point: one":                           "band 1 1 false one",
		"3 points":                               "band 3 3 false 3 points",
		"1 to 2 of 3 points: odd":                "outcome 0 0 false 1 to 2 of 3 points: odd",
		"99999999999999999999 points: far":       "outcome 0 0 false 99999999999999999999 points: far",
		"What to do":                             "outcome 0 0 false What to do",
	} {
		g := decision.New([]decision.Text{
			{ID: "q", Lists: []decision.List{{Items: []decision.Item{{Text: "Yes (1 point)"}, {Text: "No (2\u00a0points)."}}}}},
			{ID: "b", Title: heading},
		})
		s := g.Sections[1]
		kind := map[decision.Kind]string{decision.Band: "band", decision.Outcome: "outcome"}[s.Kind]
		if got := fmt.Sprint(kind, " ", s.From, " ", s.To, " ", s.Open, " ", s.Title); got != want {
			t.Errorf("%s: got %s, want %s", heading, got, want)
		}
		if g.Most != 2 || g.Sections[0].Answers[1].Text != "No" {
			t.Errorf("%d points at most; %q", g.Most, g.Sections[0].Answers[1].Text)
		}
	}
}

func TestWhatDiffersBetweenLanguagesIsToldOnce(t *testing.T) {
	const sound = "a: yes>b, no>c, so>d\nb: yes>c, no>d\nc: yes>d, no>e\nd\ne"
	for _, tt := range []struct{ name, other, want string }{
		{"nothing", sound, ""},
		{"a name", "a: yes>x, no>c, so>d\nx: yes>c, no>d\nc: yes>d, no>e\nd\ne", "en:2:1 decision-mismatch.renamed section=b other=x id=b otherid=x file=fr line=2\n"},
		{"the order", "a: yes>b, no>c, so>d\nc: yes>d, no>e\nd\nb: yes>c, no>d\ne", "en:2:1 decision-mismatch.moved section=b other=b file=fr line=4\n"},
		{"a section that lacks", "a: no>c, so>d\nc: yes>d, no>e\nd\ne", "en:2:1 decision-mismatch.missing section=b file=fr line=2\n"},
		{"a section too many", "a: yes>b, no>c, so>d, or>f\nb: yes>c, no>d\nc: yes>d, no>e\nd\ne\nf", "fr:6:1 decision-mismatch.missing section=f file=en line=5\n"},
		{"an answer that lacks", "a: yes>b, no>c\nb: yes>c, no>d\nc: yes>d, no>e\nd\ne",
			"en:1:1 decision-mismatch.answers section=a other=a count=3 othercount=2 file=fr line=1\n"},
		{"where an answer leads", "a: yes>b, no>c, so>e\nb: yes>c, no>d\nc: yes>d, no>e\nd\ne",
			"en:1:4 decision-mismatch.target section=a other=a answer=so otheranswer=so id=d otherid=e file=fr line=1\n"},
		{"the order of answers", "a: yes>b, no>c, so>d\nb: yes>d, no>c\nc: yes>d, no>e\nd\ne",
			"en:2:2 decision-mismatch.target section=b other=b answer=yes otheranswer=yes id=c otherid=d file=fr line=2\n"},
		{"points and links", "a: yes (0 points), no (1 point)\n0 to 1 points", "en:1:1 decision-mismatch.scored file=fr line=1\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a, b := guide(sound), guide(tt.other)
			for _, g := range []*decision.Guide{a, b} {
				if found := g.Judge("f", diag.Position{}); len(found) > 0 {
					t.Fatal(told(found))
				}
			}
			if got := told(decision.Compare(a, b, "en", "fr")); got != tt.want {
				t.Errorf("(-want +got)\n%s", cmp.Diff(tt.want, got))
			}
		})
	}
}

// A text that somebody made to be a burden is judged in a time that grows with its length.
func TestHugeGuidesAreJudged(t *testing.T) {
	var chain, ring, other strings.Builder
	const n = 30_000
	for i := range n {
		fmt.Fprintf(&chain, "s%d: a>s%d, b>end\n", i, i+1)
		fmt.Fprintf(&other, "t%d: a>t%d, b>end\n", i, i+1)
		fmt.Fprintf(&ring, "s%d: a>s%d, b>s%d\n", i, (i+1)%n, i/2)
	}
	a, b := guide(chain.String()+"s30000\nend"), guide(other.String()+"t30000\nend")
	for _, g := range []*decision.Guide{a, b} {
		if found := g.Judge("f", diag.Position{}); len(found) > 0 {
			t.Error(told(found))
		}
	}
	if found := decision.Compare(a, b, "en", "fr"); len(found) != n+1 {
		t.Errorf("%d findings", len(found))
	}
	if found := guide(ring.String()).Judge("f", diag.Position{}); len(found) != 1 || found[0].Rule != "decision-circle" {
		t.Errorf("%d findings", len(found))
	}
}
