package gap_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trousse/cmd/trousse/internal/datafile"
	"trousse/cmd/trousse/internal/kind/gap"
)

// small is an analysis of two topics and two formats, without resources.
func small() *gap.Analysis {
	ref := func(id string) datafile.Ref { return datafile.Ref{ID: id} }
	return &gap.Analysis{
		Topics:    []gap.Topic{{ID: ref("cameras")}, {ID: ref("toys")}},
		Formats:   []gap.Format{{ID: ref("web"), Kinds: []string{"guide", "page"}}, {ID: ref("list"), Kinds: []string{"checklist"}}},
		Languages: []string{"en", "fr"},
	}
}

func refs(ids string) []datafile.Ref {
	var out []datafile.Ref
	for id := range strings.FieldsSeq(ids) {
		out = append(out, datafile.Ref{ID: id})
	}
	return out
}

// made makes a resource of a line: "ID WHERE DEPTH | audiences | topics | formats | languages | stages | themes".
func made(line string) gap.Resource {
	f := strings.Split(line, "|")
	var x gap.Resource
	fmt.Sscan(f[0], &x.ID.ID, &x.Where, &x.Depth)
	x.Audiences, x.Topics, x.Formats = strings.Fields(f[1]), refs(f[2]), refs(f[3])
	x.Languages, x.Stages, x.Themes = strings.Fields(f[4]), strings.Fields(f[5]), strings.Fields(f[6])
	return x
}

// drawn writes the cells of a table, a row on a line: depth, and the ids of what is behind it with what each
// contributes, with a minus where it was not made for the audience.
func drawn(a *gap.Analysis, cells []gap.Cell, columns int) string {
	var b strings.Builder
	for i, c := range cells {
		fmt.Fprintf(&b, "%d", c.Depth)
		for _, s := range c.By {
			fmt.Fprintf(&b, " %s:%d", a.Resources[s.Resource].ID.ID, s.Depth)
			if s.Wider {
				b.WriteByte('-')
			}
		}
		if (i+1)%columns == 0 {
			b.WriteByte('\n')
		} else {
			b.WriteString(" | ")
		}
	}
	return b.String()
}

func TestTablesAreWorkedOutByHandTheSame(t *testing.T) {
	a := small()
	for _, line := range []string{
		"a canada 1 | seniors      | cameras      | web      | en    | before         | privacy",
		"b canada 3 | everyone     | cameras toys | web list | en fr | before using   | privacy security",
		"c canada 2 | parents      | toys         | list     | fr-CA | problem        | functionality",
		"d canada 3 | partners     | cameras      | web      | en    | before         | privacy",
		"e abroad 3 | seniors      | cameras      | web      | en    | before         | privacy",
		"f canada 0 | everyone small-business | toys | list  | es    | using          | privacy",
		"g canada 1 | everyone youth | toys       | list     | en    | using          | functionality",
	} {
		a.Resources = append(a.Resources, made(line))
	}
	topics := strings.Join([]string{
		"2 b:2- | 2 b:2- | 2 b:2- a:1 | 2 b:2- | 2 b:2- | 2 b:2-",
		"2 b:2- g:1 | 2 b:2- c:1- | 2 b:2- g:0- | 2 b:2- | 2 b:2- g:0- | 2 b:2-",
		"",
	}, "\n")
	if diff := cmp.Diff(topics, drawn(a, a.ByTopic(), 6)); diff != "" {
		t.Error(diff)
	}
	formats := strings.Join([]string{
		"2 b:2- | 2 b:2- a:1 | 2 b:2-",
		"2 b:2- c:1- g:1 f:0- | 2 b:2- f:0- g:0- | 2 b:2- f:0 g:0-",
		"",
	}, "\n")
	if diff := cmp.Diff(formats, drawn(a, a.ByFormat(), 3)); diff != "" {
		t.Error(diff)
	}
	stages := strings.Join([]string{
		"2 b:2- | 2 b:2- a:1 | 2 b:2-", "2 b:2- | 2 b:2- | 2 b:2-", "0 | 0 | 0",
		"2 b:2- f:0- | 2 b:2- f:0- | 2 b:2- f:0", "2 b:2- | 2 b:2- | 2 b:2-", "1 g:1 | 0 g:0- | 0 g:0-",
		"0 | 0 | 0", "0 | 0 | 0", "1 c:1- | 0 | 0",
		"",
	}, "\n")
	if diff := cmp.Diff(stages, drawn(a, a.ByStage(), 3)); diff != "" {
		t.Error(diff)
	}
}

func TestAGapMeansAllCellsThatMatch(t *testing.T) {
	a := small()
	for _, tt := range []struct {
		means gap.Key
		want  string
	}{
		{gap.Key{}, ""},
		{gap.Key{Audience: "youth"}, ""},
		{gap.Key{Topic: "toys"}, "toys-youth-en toys-youth-fr toys-seniors-en toys-seniors-fr toys-small-business-en toys-small-business-fr"},
		{gap.Key{Topic: "toys", Audience: "youth", Language: "fr"}, "toys-youth-fr"},
		{gap.Key{Language: "fr", Audience: "seniors"}, "cameras-seniors-fr toys-seniors-fr"},
		{gap.Key{Format: "list"}, "list-youth list-seniors list-small-business"},
		{gap.Key{Format: "list", Audience: "youth"}, "list-youth"},
		{gap.Key{Format: "list", Language: "fr"}, ""},
		{gap.Key{Stage: "using"}, "using-privacy-youth using-privacy-seniors using-privacy-small-business using-security-youth using-security-seniors using-security-small-business using-functionality-youth using-functionality-seniors using-functionality-small-business"},
		{gap.Key{Theme: "privacy", Stage: "problem"}, "problem-privacy-youth problem-privacy-seniors problem-privacy-small-business"},
		{gap.Key{Theme: "privacy", Audience: "youth"}, "before-privacy-youth using-privacy-youth problem-privacy-youth"},
		{gap.Key{Topic: "bicycles"}, ""},
	} {
		var got []string
		for _, k := range a.Match(tt.means) {
			got = append(got, strings.TrimPrefix(k.Anchor(), "cell."))
		}
		if s := strings.Join(got, " "); s != tt.want {
			t.Errorf("%+v means %s, not %s", tt.means, s, tt.want)
		}
	}
}

func pick[T any](r *rand.Rand, from []T) []T {
	var out []T
	for _, x := range from {
		if r.IntN(2) == 0 {
			out = append(out, x)
		}
	}
	return out
}

// anyResource makes a resource by chance.
func anyResource(r *rand.Rand, a *gap.Analysis) gap.Resource {
	return gap.Resource{
		Where: []string{gap.Canada, gap.Canada, gap.Abroad}[r.IntN(3)], Depth: r.IntN(gap.MostDepth + 1),
		Audiences: pick(r, append(gap.Audiences(), gap.Everyone, gap.Parents, gap.Partners)),
		Topics:    pick(r, []datafile.Ref{a.Topics[0].ID, a.Topics[1].ID}), Formats: pick(r, []datafile.Ref{a.Formats[0].ID, a.Formats[1].ID}),
		Languages: pick(r, []string{"en", "fr-CA", "es"}), Stages: pick(r, gap.Stages()), Themes: pick(r, gap.Themes()),
	}
}

// touches tells, in words of its own, whether a resource stands in a cell.
func touches(x gap.Resource, k gap.Key) bool {
	if x.Where == gap.Abroad {
		return false
	}
	forSome := func(ids ...string) bool {
		return slices.ContainsFunc(ids, func(id string) bool { return slices.Contains(x.Audiences, id) })
	}
	forAudience := forSome(k.Audience, gap.Everyone) || k.Audience == "youth" && forSome(gap.Parents)
	switch {
	case k.Topic != "":
		tag := map[string]string{"en": "en", "fr": "fr-CA"}[k.Language]
		return forAudience && datafile.Has(x.Topics, k.Topic) && slices.Contains(x.Languages, tag)
	case k.Format != "":
		return forAudience && datafile.Has(x.Formats, k.Format)
	}
	return forAudience && slices.Contains(x.Stages, k.Stage) && slices.Contains(x.Themes, k.Theme)
}

func TestOneMoreResourceChangesJustTheCellsThatItShould(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 2))
	changed, same, deeper := 0, 0, 0
	for range 400 {
		a := small()
		for range r.IntN(6) {
			a.Resources = append(a.Resources, anyResource(r, a))
		}
		before := a.Cells()
		more := anyResource(r, a)
		a.Resources = append(a.Resources, more)
		for i, c := range a.Cells() {
			was := before[i]
			if !touches(more, c.Key) {
				same++
				if diff := cmp.Diff(was, c); diff != "" {
					t.Errorf("%s should be as before: %s", c.Anchor(), diff)
				}
				continue
			}
			changed++
			least := more.Depth
			if c.Audience != "" && !slices.Contains(more.Audiences, c.Audience) {
				least = max(0, least-1)
			}
			if c.Depth != max(was.Depth, least) || len(c.By) != len(was.By)+1 {
				t.Errorf("%s is %+v, was %+v, with %+v", c.Anchor(), c, was, more)
			}
			if c.Depth > was.Depth {
				deeper++
			}
		}
	}
	if changed < 1000 || same < 1000 || deeper < 100 {
		t.Errorf("%d cells changed, %d not, %d became deeper: too few to tell", changed, same, deeper)
	}
}

func TestPagesOfThisSiteStandInTheirCells(t *testing.T) {
	a := small()
	pages := []gap.Page{
		{Kind: "guide", Language: "en", Topics: []string{"cameras"}, Audience: []string{"seniors"}, Stage: []string{"before"}, Theme: []string{"privacy", "security"}},
		{Kind: "checklist", Language: "fr", Topics: []string{"cameras", "toys"}, Audience: []string{"everyone"}},
		{Kind: "page", Language: "en", Audience: []string{"youth", "everyone"}},
		{Kind: "guide", Language: "en", Topics: []string{"toys"}, Audience: []string{"partners"}, Stage: []string{"before"}, Theme: []string{"privacy"}},
		{Kind: "plan", Language: "en", Topics: []string{"toys"}},
	}
	own := a.Own(pages)
	got := map[string][]int{}
	for k, is := range own {
		got[k.Anchor()] = is
	}
	want := map[string][]int{
		"cell.cameras-seniors-en": {0}, "cell.web-seniors-en": {0, 2}, "cell.before-privacy-seniors-en": {0}, "cell.before-security-seniors-en": {0},
		"cell.cameras-youth-fr": {1}, "cell.cameras-seniors-fr": {1}, "cell.cameras-small-business-fr": {1},
		"cell.toys-youth-fr": {1}, "cell.toys-seniors-fr": {1}, "cell.toys-small-business-fr": {1},
		"cell.list-youth-fr": {1}, "cell.list-seniors-fr": {1}, "cell.list-small-business-fr": {1},
		"cell.web-youth-en": {2}, "cell.web-small-business-en": {2},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
