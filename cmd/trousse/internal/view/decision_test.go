package view_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trousse/cmd/trousse/internal/site/testdata/sitetest"
	"trousse/cmd/trousse/internal/view"
)

func TestADecisionGuideShowsItsGraph(t *testing.T) {
	m, maker := kit(t, sitetest.Pages(`
		_index.en.md: title = "Home"
		_index.fr.md: title = "Accueil"
		d.en.md: kind = "decision" | ## Is it so? {#so}\n\n- [Yes](#more), it is\n- [No](#end)\n\n## And "more" & so? {#more}\n\n- [Yes](#end)\n- [No](#end)\n\n## The end {#end}\n\n1. Go.
		p.en.md: kind = "decision" | ## Is it so? {#so}\n\n- Yes (0 points)\n- No (2 points)\n\n## 0 to 1 points: good {#good}\n\n1. Go.\n\n## 2 points or more: bad {#bad}\n\n1. Stop.
		g.en.md: | - [Yes](#more)`), "")
	v := maker.Page(m.Page(t, "d.en.md"))
	want := &view.Decision{Steps: []view.DecisionStep{
		{Number: 1, Kind: "question", ID: "so", Title: "Is it so?", Answers: []view.DecisionAnswer{
			{Text: "Yes", Number: 2, ID: "more", Title: "And “more” & so?"}, {Text: "No", Number: 3, ID: "end", Title: "The end"}}},
		{Number: 2, Kind: "question", ID: "more", Title: "And “more” & so?", Answers: []view.DecisionAnswer{
			{Text: "Yes", Number: 3, ID: "end", Title: "The end"}, {Text: "No", Number: 3, ID: "end", Title: "The end"}}},
		{Number: 3, Kind: "outcome", ID: "end", Title: "The end"},
	}}
	if diff := cmp.Diff(want, v.Decision); diff != "" || v.Template != "decision" {
		t.Errorf("template %s (-want +got)\n%s", v.Template, diff)
	}
	if chart := string(v.Decision.Draw()); strings.Count(chart, "<svg") != 3 || !strings.Contains(chart, "&amp; so?") {
		t.Errorf("the chart: %s", chart)
	}
	data := string(maker.LinkedData(m.Page(t, "d.en.md"), v))
	for _, part := range []string{`"@type":"LearningResource"`, `"@type":"ItemList"`, `"numberOfItems":3`, `"position":3,"name":"The end","item":"https://example.org/kit/en/d/#end"`} {
		if !strings.Contains(data, part) {
			t.Errorf("no %s in %s", part, data)
		}
	}

	p := maker.Page(m.Page(t, "p.en.md")).Decision
	if !p.Scored || p.Most != 2 || p.Draw() != "" || p.Steps[0].Answers[1].Points != 2 || p.Steps[1].To != 1 || !p.Steps[2].Open || p.Steps[2].Title != "bad" {
		t.Errorf("%+v", p)
	}
	if v := maker.Page(m.Page(t, "g.en.md")); v.Decision != nil || v.Template != "page" {
		t.Errorf("a guide has template %s and %+v", v.Template, v.Decision)
	}
}
