package serve

import (
	"cmp"
	"slices"
	"strings"

	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/locale"
)

// tiles counts what there is, and leads to each.
func (o *overview) tiles(q query, say speech) []tile {
	var out []tile
	add := func(n int, text, tone string, to query) {
		if n == 0 {
			tone = ""
		}
		to.in, to.sort, to.page = q.in, q.sort, 1
		here := q
		here.page = 1
		out = append(out, tile{Count: n, Text: text, URL: to.url(), Tone: tone, Current: to == here})
	}
	count := func(wanted query) (n int) {
		for _, g := range wanted.chosen(o.groups) {
			n += len(g)
		}
		return n
	}
	gaps := false
	for _, t := range o.result.Site.Trees {
		n := count(query{lang: t.Lang.Key}) - count(query{lang: t.Lang.Key, state: stateMissing})
		add(n, say.Words.Count("serve.desk.tile.pages", n, "language", t.Lang.Tag), "", query{lang: t.Lang.Key})
	}
	for _, t := range o.result.Site.Trees {
		wanted := query{lang: t.Lang.Key, state: stateMissing}
		if n := count(wanted); n > 0 {
			gaps = true
			add(n, say.Words.Count("serve.desk.tile.missing-in", n, "language", t.Lang.Tag), "bad", wanted)
		}
	}
	if !gaps {
		add(0, say.Words.Count("serve.desk.tile.missing", 0), "", query{state: stateMissing})
	}
	for _, state := range []string{stateProblems, stateDraft, stateComplete} {
		n := count(query{state: state})
		tone := map[string]string{stateProblems: "warn", stateComplete: "good"}[state]
		add(n, say.Words.Count("serve.desk.tile."+state, n), tone, query{state: state})
	}
	return out
}

// ruleTiles counts problems by rule, those with most first, and leads to each.
func (o *overview) ruleTiles(q query, say speech, ds []diag.Diagnostic) []tile {
	count, bad := map[string]int{}, map[string]bool{}
	for _, d := range ds {
		count[d.Rule]++
		bad[d.Rule] = bad[d.Rule] || d.Severity == diag.Error
	}
	var out []tile
	for rule, n := range count {
		to := query{in: q.in, sort: q.sort, rule: rule, page: 1}
		t := tile{Count: n, Text: ruleName(say, rule), URL: to.url(), Tone: "warn", Current: q.rule == rule}
		if bad[rule] {
			t.Tone = "bad"
		}
		out = append(out, t)
	}
	slices.SortFunc(out, func(a, b tile) int {
		return cmp.Or(cmp.Compare(a.Tone, b.Tone), cmp.Compare(b.Count, a.Count), cmp.Compare(a.Text, b.Text), cmp.Compare(a.URL, b.URL))
	})
	return out
}

// ruleName is the rule in a few words.
func ruleName(say speech, rule string) string {
	if id := "rule." + rule; say.Has(id) {
		return say.Text(id)
	}
	return rule
}

// selects are the form's fields, each with what the site has.
func (o *overview) selects(q query, say speech) []selector {
	compare := locale.Compare(say.Tag())
	field := func(name, now string, choices []choice) selector {
		all := choice{Text: say.Text("serve.desk.all." + name)}
		for i := range choices {
			choices[i].Current = choices[i].Value == now
		}
		return selector{Name: name, Label: say.Text("serve.desk.field." + name), Choices: append([]choice{all}, choices...)}
	}
	var langs, states, kinds, audiences, rules []choice
	for _, t := range o.result.Site.Trees {
		langs = append(langs, choice{Value: t.Lang.Key, Text: say.Language(t.Lang.Tag)})
	}
	for _, state := range []string{stateMissing, stateProblems, stateDraft, stateComplete} {
		states = append(states, choice{Value: state, Text: say.Text("serve.state." + state)})
	}
	seen := map[string]bool{}
	once := func(list *[]choice, group, value, text string) {
		if !seen[group+value] {
			seen[group+value] = true
			*list = append(*list, choice{Value: value, Text: text})
		}
	}
	for _, g := range o.groups {
		for _, r := range g {
			once(&kinds, "kind ", kindOf(r.page), kindWord(say, r.page))
			for _, a := range r.page.Meta.Audience {
				once(&audiences, "audience ", a, siteWord(say, r.page, "audience-", a))
			}
		}
	}
	for _, d := range o.problems {
		once(&rules, "rule ", d.Rule, ruleName(say, d.Rule))
	}
	if q.rule != "" {
		once(&rules, "rule ", q.rule, ruleName(say, q.rule)) // mended meanwhile
	}
	for _, list := range [][]choice{kinds, audiences, rules} {
		slices.SortFunc(list, func(a, b choice) int { return cmp.Or(compare(a.Text, b.Text), cmp.Compare(a.Value, b.Value)) })
	}
	return []selector{
		field("lang", q.lang, langs), field("state", q.state, states), field("rule", q.rule, rules),
		field("kind", q.kind, kinds), field("audience", q.audience, audiences), q.sortField(say),
	}
}

// sortField offers the ways to sort: on narrow screens, the table has no heads to press.
func (q query) sortField(say speech) selector {
	f := selector{Name: "sort", Label: say.Text("serve.desk.field.sort"), Choices: []choice{{Text: say.Text("serve.desk.all.sort")}}}
	for _, c := range columns {
		f.Choices = append(f.Choices, choice{Value: c.first, Text: say.Text("serve.desk.sort." + c.name), Current: q.sort == c.first})
		if other := turned(c.first); q.sort == other {
			f.Choices = append(f.Choices, choice{Value: other, Text: say.Text("serve.desk.sort.turned", "way", say.Text("serve.desk.sort."+c.name)), Current: true})
		}
	}
	return f
}

// turned is the same column the other way round.
func turned(sort string) string {
	if column, down := strings.CutPrefix(sort, "-"); down {
		return column
	}
	return "-" + sort
}

// headers are the heads of the table's columns.
func (q query) headers(v *deskView) []header {
	plain := func(name string) header { return header{Name: name, Text: v.Say("column." + name)} }
	out := []header{plain("lang")}
	for _, c := range columns {
		h := plain(c.name)
		to := q
		to.page, to.sort = 1, c.first
		if strings.TrimPrefix(q.sort, "-") == c.name {
			to.sort = turned(q.sort)
			h.Sorted = "ascending"
			if strings.HasPrefix(q.sort, "-") {
				h.Sorted = "descending"
			}
		}
		h.URL = to.url()
		out = append(out, h)
	}
	return append(out, plain("pair"))
}
