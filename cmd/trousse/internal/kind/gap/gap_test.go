package gap_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trousse/cmd/trousse/internal/datafile"
	"trousse/cmd/trousse/internal/kind/gap"
)

// whole is a file with one or two of everything. A line that ends with "# may" may be absent.
const whole = `kind = "gap-analysis"
checked = 2026-11-22
[[topic]]
id = "cameras"
name.en = "Cameras"
name.fr = "Caméras"
[[topic]]
id = "labels"
name.en = "Labels"
name.fr = "Étiquettes"
[[format]]
id = "web-page"
name.en = "Web page"
name.fr = "Page Web"
kinds = ["guide"] # may
[[format]]
id = "checklist"
name.en = "Checklist"
name.fr = "Liste"
[[resource]]
id = "c1"
title.en = "Smart home"
title.fr = "La maison intelligente"
owner = "An agency"
url.en = "https://example.org/en"
url.fr = "https://example.org/fr"
audiences = ["everyone", "small-business"]
topics = ["cameras"]
stages = ["before", "using"]
themes = ["privacy"]
formats = ["web-page"]
languages = ["en-CA", "fr"]
depth = 2
where = "canada"
licence.en = "Ask"
licence.fr = "À demander"
year = 2019 # may
checked = 2026-11-22
confidence = "C"
note = "A note" # may
[[resource]]
id = "i1"
title = "Abroad"
owner = "Another agency"
audiences = ["seniors"]
topics = []
stages = []
themes = []
formats = ["checklist"]
languages = ["en"]
depth = 3
where = "abroad"
licence = "Free"
checked = 2026-11-22
confidence = "GK"
[[gap]]
id = "no-labels"
title = "A gap"
text = "A text"
cells = [{topic = "labels"}, {topic = "cameras", audience = "youth"}, {format = "checklist"}, {stage = "problem"}]
suggestion = "Do it"
to = "Somebody"
goals = ["labels-explained"]
`

func parse(text string) (*gap.Analysis, []string) {
	r, root := datafile.Open([]byte(text), "content/gap.toml", []string{"en", "fr"})
	a, ds := gap.Parse(r, root, []string{"guide", "checklist"})
	var said []string
	for _, d := range ds {
		s := fmt.Sprintf("%d:%d %s", d.Pos.Line, d.Pos.Col, d.ID())
		for _, arg := range d.Args {
			s += " " + arg.Name + "=" + arg.Value
		}
		said = append(said, s)
	}
	return a, said
}

func TestAWholeFileIsReadWithoutAFault(t *testing.T) {
	a, said := parse(whole)
	if len(said) > 0 {
		t.Fatal(said)
	}
	got := fmt.Sprintln(len(a.Topics), len(a.Formats), len(a.Resources), len(a.Gaps), a.Languages, a.Checked.Time.Format("2006-01-02"),
		a.Topics[1].Name.In("fr"), a.Formats[0].Kinds)
	if want := "2 2 2 1 [en fr] 2026-11-22 Étiquettes [guide]\n"; got != want {
		t.Errorf("got %swant %s", got, want)
	}
	x := a.Resources[0]
	if x.ID.ID != "c1" || x.URL.In("fr") != "https://example.org/fr" || x.Depth != 2 || x.Year != 2019 || !x.Canadian() || x.Note.In("en") != "A note" ||
		!slices.Equal(x.Audiences, []string{"everyone", "small-business"}) || !slices.Equal(x.Languages, []string{"en-CA", "fr"}) || a.Resources[1].Canadian() {
		t.Errorf("%+v", x)
	}
	var ids []string
	for _, ref := range a.Anchors() {
		ids = append(ids, ref.ID)
	}
	for _, want := range []string{"no-labels", "c1", "i1", "topic.labels", "cell.labels-small-business-fr", "cell.checklist-youth", "cell.problem-theme"} {
		if slices.Contains(ids, want) == (want == "cell.problem-theme") {
			t.Errorf("%s among %v", want, ids)
		}
	}
	if n := len(slices.Compact(slices.Sorted(slices.Values(ids)))); n != len(ids) {
		t.Errorf("%d of %d ids are different", n, len(ids))
	}
}

// Whatever one line is taken out of a file, exactly one fault is told, in the entry that it was in.
func TestEachLineThatIsTakenOutIsToldOnce(t *testing.T) {
	lines := strings.SplitAfter(strings.TrimSuffix(whole, "\n"), "\n")
	n, from := 0, 1
	for i, line := range lines {
		if strings.HasPrefix(line, "[[") {
			from = i + 1
			continue
		}
		_, said := parse(strings.Join(slices.Delete(slices.Clone(lines), i, i+1), ""))
		if strings.HasSuffix(strings.TrimSpace(line), "# may") {
			if len(said) > 0 {
				t.Errorf("without %q: %q", line, said)
			}
			continue
		}
		n++
		key, _, _ := strings.Cut(strings.TrimSpace(line), " ")
		name, lang, two := strings.Cut(key, ".")
		if len(said) != 1 {
			t.Errorf("without %q: %q", line, said)
			continue
		}
		var at int
		fmt.Sscanf(said[0], "%d:", &at)
		want := "missing-key key="
		if two {
			want = "text-language key="
		}
		if !strings.Contains(said[0], want) || !strings.Contains(said[0], name) || two && !strings.HasSuffix(said[0], " language="+lang) {
			t.Errorf("without %q: %q", line, said)
		}
		// A language is told where the other stands, a key at its table.
		if two && at != i && at != i+1 || !two && at != from {
			t.Errorf("without %q, line %d of an entry from %d on: %q", line, i+1, from, said)
		}
	}
	if n < 50 {
		t.Errorf("%d lines were taken out", n)
	}
}

func TestEachFaultIsToldAtItsPlace(t *testing.T) {
	for change, want := range map[[2]string]string{
		{`id = "labels"`, `id = "cameras"`}:                                "8:6 duplicate-entry id=cameras line=4|60:10 unknown-entry id=labels known=cameras",
		{`id = "checklist"`, `id = "web-page"`}:                            "17:6 duplicate-entry id=web-page line=12|49:12 unknown-entry id=checklist known=web-page|60:71 unknown-entry id=checklist known=web-page",
		{`id = "i1"`, `id = "c1"`}:                                         "42:6 duplicate-entry id=c1 line=21",
		{`id = "no-labels"`, `id = "i1"`}:                                  "57:6 duplicate-entry id=i1 line=42",
		{`topics = ["cameras"]`, `topics = ["camera"]`}:                    "28:11 unknown-entry.near id=camera near=cameras",
		{`formats = ["web-page"]`, `formats = ["film"]`}:                   "31:12 unknown-entry id=film known=checklist, web-page",
		{`"https://example.org/fr"`, `"www.example.org"`}:                  "26:10 bad-value.url key=resource.url value=www.example.org",
		{`languages = ["en-CA", "fr"]`, `languages = ["French"]`}:          "32:14 bad-language-tag key=resource.languages value=French",
		{`languages = ["en-CA", "fr"]`, `languages = []`}:                  "32:13 bad-value.empty key=resource.languages",
		{`audiences = ["seniors"]`, `audiences = []`}:                      "45:13 bad-value.empty key=resource.audiences",
		{`audiences = ["seniors"]`, `audiences = ["senior"]`}:              "45:14 bad-value.near key=resource.audiences value=senior allowed=youth, seniors, small-business, everyone, parents, partners near=seniors",
		{`depth = 2`, `depth = 4`}:                                         "33:9 bad-value.range key=resource.depth value=4 min=0 max=3",
		{`kinds = ["guide"]`, `kinds = ["guides"]`}:                        "15:10 bad-value.near key=format.kinds value=guides allowed=guide, checklist near=guide",
		{`year = 2019`, `year = 20190`}:                                    "37:8 bad-value.range key=resource.year value=20190 min=1980 max=2100",
		{`where = "canada"`, `where = "canda"`}:                            "34:9 bad-value.near key=resource.where value=canda allowed=canada, abroad near=canada",
		{`owner = "An agency"`, `owners = "An agency"`}:                    "24:1 unknown-key.near key=resource.owners near=owner|20:3 missing-key key=resource.owner",
		{`{topic = "labels"}`, `{topic = "label"}`}:                        "60:10 unknown-entry.near id=label near=labels",
		{`{topic = "labels"}`, `{topics = "labels"}`}:                      "60:11 unknown-key.near key=gap.cells.topics near=topic",
		{`{topic = "labels"}`, `{}`}:                                       "60:10 gap-cell.no-table",
		{`{topic = "labels"}`, `{audience = "youth"}`}:                     "60:10 gap-cell.no-table",
		{`{topic = "labels"}`, `{topic = "labels", stage = "problem"}`}:    "60:10 gap-cell.two-tables",
		{`{topic = "labels"}`, `{topic = "labels", format = "checklist"}`}: "60:10 gap-cell.two-tables",
		{`{topic = "labels"}`, `{format = "checklist", language = "fr"}`}:  "60:10 gap-cell.two-tables",
		{`{topic = "labels"}`, `{language = "fr", theme = "privacy"}`}:     "60:10 gap-cell.two-tables",
		{`{topic = "labels"}`, `{language = "de"}`}:                        "60:22 bad-value key=gap.cells.language value=de allowed=en, fr",
		{`{topic = "labels"}`, `{topic = "cameras"}`}:                      "60:10 gap-cell.covered cell=cameras-small-business-en depth=2 resource=c1 covered=2 cells=6",
		{`{topic = "labels"}`, `{theme = "privacy"}`}:                      "60:10 gap-cell.covered cell=before-privacy-small-business depth=2 resource=c1 covered=2 cells=9",
		{`cells = [{topic = "labels"}, {topic = "cameras", audience = "youth"}, {format = "checklist"}, {stage = "problem"}]`, `cells = []`}: "60:9 bad-value.empty key=gap.cells",
	} {
		if !strings.Contains(whole, change[0]) {
			t.Fatal(change[0])
		}
		_, said := parse(strings.Replace(whole, change[0], change[1], 1))
		wants := strings.Split(want, "|")
		slices.Sort(wants)
		slices.Sort(said)
		if diff := cmp.Diff(wants, said); diff != "" {
			t.Errorf("%s: %s", change[1], diff)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(whole)
	f.Add("[[format]]\n[[topic]]")
	f.Add("kind = 'gap-analysis'\n[[gap]]\ncells = [{topic = 3}, 4]\n[[resource]]\nurl = [1]\n")
	f.Fuzz(func(t *testing.T, text string) {
		a, _ := parse(text)
		a.Anchors()
		for _, c := range a.Cells() {
			if c.Depth < 0 || c.Depth > gap.MostDepth || !slices.Contains(a.Match(c.Key), c.Key) {
				t.Errorf("%+v", c)
			}
		}
	})
}
