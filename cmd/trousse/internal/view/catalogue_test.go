package view_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"trousse/cmd/trousse/internal/memo"
	"trousse/cmd/trousse/internal/sheet"
	"trousse/cmd/trousse/internal/site/testdata/sitetest"
	"trousse/cmd/trousse/internal/view"
)

const labelData = `kind = "catalogue"
checked = 2026-11-22

[[label]]
id = "psti"
name = "PSTI"
owner.en = "UK government"
owner.fr = "Gouvernement du Royaume-Uni"
country.en = "United Kingdom"
country.fr = "Royaume-Uni"
since = "2024-04-29"
force = "law"
tests = ["self", "regulator"]
about = "device"
covers.en = "Three duties."
covers.fr = "Trois obligations."
leaves_out.en = "Privacy."
leaves_out.fr = "La vie privée."
seen = "indirect"
state = "active"
status.en = "In force."
status.fr = "En vigueur."
advice.en = "Ask."
advice.fr = "Demandez."
checked = 2026-11-22
sources = ["law", "gone", "shared"]

[[label]]
id = "matter"
name = "Matter"
owner = "CSA"
country.en = "Industry"
country.fr = "Industrie"
since = "2022-10"
force = "voluntary"
tests = ["lab"]
about = "interoperability"
covers = "…"
leaves_out = "…"
seen = "common"
state = "active"
status = "…"
advice = "…"
checked = 2026-11-20
sources = ["shared", "matter"]

[[gap]]
id = "no-label"
title.en = "No label"
title.fr = "Pas d’étiquette"
text = "…"
gap = "labels"
sources = ["law"]
`

const analysisData = `kind = "gap-analysis"
checked = 2026-11-26
[[topic]]
id = "router"
name = "Routers"
[[format]]
id = "guide"
name = "Guide"
[[resource]]
id = "c1"
title = "A guide"
owner = "Somebody"
audiences = ["seniors"]
topics = ["router"]
stages = ["using"]
themes = ["security"]
formats = ["guide"]
languages = ["en"]
depth = 1
where = "canada"
licence = "Unknown"
checked = 2026-11-26
confidence = "C"
[[gap]]
id = "labels"
title = "Labels"
text = "None."
cells = [{ topic = "router", audience = "seniors" }]
suggestion = "Make one."
to = "Libraries"
goals = ["g"]
`

func labelMap() fstest.MapFS {
	files := sitetest.Pages(`
		_index.en.md: title = "Home"
		_index.fr.md: title = "Accueil"
		map.en.md: title = "Map"; kind = "catalogue" | Text [@text] and [@shared]. Again [@text].\n\n## Before you buy
		map.fr.md: title = "Carte"; slug = "carte"; kind = "catalogue" | [La loi](#psti)
		gaps.en.md: title = "Gaps"; kind = "gap-analysis"
		gaps.fr.md: title = "Écarts"; kind = "gap-analysis"`)
	sitetest.Put(files, "content/map.toml", labelData)
	sitetest.Put(files, "content/gaps.toml", analysisData)
	sources := ""
	for _, key := range []string{"law", "shared", "matter", "text"} {
		sources += "[" + key + "]\ntitle = \"" + key + "\"\ndate = 2024\n"
	}
	sitetest.Put(files, "content/sources.toml", sources)
	return files
}

// The numbers of the text come first; then those of the data, in the order in which readers meet its entries.
func TestSourcesOfDataJoinThoseOfTheText(t *testing.T) {
	m, maker := kit(t, labelMap(), "")
	v := maker.Page(m.Page(t, "map.en.md"))
	var got []string
	for _, s := range v.Sources {
		got = append(got, s.Key+strings.Repeat("*", s.Back))
	}
	if d := cmp.Diff([]string{"text**", "shared***", "matter*", "law**"}, got); d != "" {
		t.Error(d)
	}
	c := v.Catalogue
	for name, cites := range map[string]struct{ got, want []view.Cite }{
		"matter": {c.Groups[0].Labels[0].Cites, []view.Cite{{2, 2}, {3, 1}}},
		"psti":   {c.Groups[1].Labels[0].Cites, []view.Cite{{4, 1}, {2, 3}}},
		"gap":    {c.Gaps[0].Cites, []view.Cite{{4, 2}}},
	} {
		if d := cmp.Diff(cites.want, cites.got); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
	_, sources := maker.Filled(m.Page(t, "map.fr.md"))
	if len(sources) != 3 || sources[0].Key != "shared" || sources[2].Key != "law" {
		t.Errorf("a text without citations begins with the data: %+v", sources)
	}
}

func TestACatalogueIsGroupedAndCanBeNarrowedDown(t *testing.T) {
	m, maker := kit(t, labelMap(), "")
	v := maker.Page(m.Page(t, "map.fr.md"))
	c := v.Catalogue
	if v.Template != "catalogue" || c.Count != 2 || c.Checked.ISO != "2026-11-22" {
		t.Errorf("%+v", v)
	}
	var parts []string
	for _, p := range c.Parts {
		parts = append(parts, p.ID)
	}
	if d := cmp.Diff([]string{"data.compare", "data.common", "data.indirect", "data.gaps"}, parts); d != "" {
		t.Error(d)
	}
	want := view.LabelEntry{
		ID: "psti", Name: "PSTI", Owner: "Gouvernement du Royaume-Uni", Country: "Royaume-Uni", Since: view.Date{ISO: "2024-04-29", Text: "29 avril 2024"},
		Force: "law", About: "device", Seen: "indirect", State: "active", Tests: []string{"self", "regulator"}, Covers: "Trois obligations.",
		LeavesOut: "La vie privée.", Status: "En vigueur.", Advice: "Demandez.", Checked: view.Date{ISO: "2026-11-22", Text: "22 novembre 2026"},
		Cites: []view.Cite{{3, 1}, {1, 2}},
	}
	if d := cmp.Diff(want, c.Groups[1].Labels[0]); d != "" {
		t.Error(d)
	}
	if s := c.Groups[0].Labels[0].Since; s != (view.Date{ISO: "2022-10", Text: "octobre 2022"}) {
		t.Errorf("a month: %+v", s)
	}
	picks := []view.Pick{{"tests", []string{"self", "lab", "regulator"}}, {"force", []string{"law", "voluntary"}},
		{"seen", []string{"common", "indirect"}}, {"about", []string{"device", "interoperability"}}}
	if d := cmp.Diff(picks, c.Picks); d != "" {
		t.Error(d)
	}
	if link := c.Gaps[0].Link; link == nil || link.URL != "/kit/fr/gaps/#labels" || !strings.Contains(link.Text, "Pas d’étiquette") {
		t.Errorf("%+v", link)
	}
	if toc := maker.Page(m.Page(t, "map.en.md")).TOC; len(toc) != 5 || toc[0].ID != "before-you-buy" || toc[1].ID != "data.compare" {
		t.Errorf("%+v", toc)
	}
}

func TestACatalogueWithoutAGapAnalysisLinksNowhere(t *testing.T) {
	files := labelMap()
	for _, f := range []string{"gaps.toml", "gaps.en.md", "gaps.fr.md"} {
		delete(files, "content/"+f)
	}
	m, maker := kit(t, files, "")
	if g := maker.Page(m.Page(t, "map.en.md")).Catalogue.Gaps[0]; g.Link != nil {
		t.Errorf("%+v", g.Link)
	}
}

func TestACatalogueIsATableToExport(t *testing.T) {
	m, maker := kit(t, labelMap(), "")
	b := maker.Book(m.Page(t, "map.fr.md"))
	if b.Title != "Carte" || b.Lang != "fr" && b.Lang != "fr-CA" || len(b.Sheets) != 2 {
		t.Fatalf("%+v", b)
	}
	wholeBook(t, b)
	labels, gaps := b.Sheets[0], b.Sheets[1]
	if labels.File != "etiquettes" || labels.Columns[1].Name != "Étiquette" {
		t.Errorf("%+v", labels)
	}
	row := labels.Rows[0]
	if row[0].Text != "psti" || row[4].Kind != sheet.IsDay || row[5].Text != "Loi" || row[15].Text != "law; gone; shared" || labels.Rows[1][4].Text != "2022-10" {
		t.Errorf("%+v", row)
	}
	if gaps.Rows[0][0].Text != "no-label" || gaps.Rows[0][3].Text != "labels" {
		t.Errorf("%+v", gaps.Rows)
	}
}

// wholeBook looks at what every workbook must be.
func wholeBook(t *testing.T, b *sheet.Book) {
	t.Helper()
	names, files := map[string]bool{}, map[string]bool{}
	for _, s := range b.Sheets {
		if names[s.Name] || files[s.File] || s.File == "" || len([]rune(s.Name)) > 31 {
			t.Errorf("sheet %q in %q", s.Name, s.File)
		}
		names[s.Name], files[s.File] = true, true
		for i, r := range s.Rows {
			if len(r) != len(s.Columns) {
				t.Errorf("%s: row %d has %d cells for %d columns", s.Name, i, len(r), len(s.Columns))
			}
		}
	}
}

// A value that the page shows is in the page's key.
func TestEveryTextOfACatalogueIsInTheKey(t *testing.T) {
	key := func(old, text string) memo.Sum {
		files := labelMap()
		sitetest.Put(files, "content/map.toml", strings.Replace(labelData, old, text, 1))
		m, maker := kit(t, files, "")
		return memo.KeyOf(maker.Page(m.Page(t, "map.en.md"))).Sum
	}
	before := key("", "")
	for change, want := range map[string]bool{
		"Three duties.>Four duties.": true, "Trois obligations.>Quatre obligations.": false, `tests = ["lab"]>tests = ["body"]`: true,
		"checked = 2026-11-20>checked = 2026-11-19": true, `"shared", "matter">"matter"`: true, `seen = "common">seen = "rare"`: true,
	} {
		old, text, _ := strings.Cut(change, ">")
		if got := key(old, text) != before; got != want {
			t.Errorf("%s: the key changes: %v, want %v", change, got, want)
		}
	}
}
