package view_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"trousse/cmd/trousse/internal/archetype"
	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/site/testdata/sitetest"
	"trousse/cmd/trousse/internal/view"
)

const gapData = `kind = "gap-analysis"
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
id = "checklist"
name.en = "Checklist"
name.fr = "Liste"
kinds = ["checklist"]
[[format]]
id = "web"
name.en = "Web page"
name.fr = "Page Web"
kinds = ["guide"]
[[resource]]
id = "c1"
title = "Objets connectés"
owner.en = "An agency"
owner.fr = "Un organisme"
url = "https://example.org/objets"
audiences = ["everyone"]
topics = ["cameras"]
stages = ["before"]
themes = ["privacy"]
formats = ["web"]
languages = ["fr"]
depth = 3
where = "canada"
licence.en = "To be checked"
licence.fr = "À vérifier"
year = 2020
checked = 2026-11-22
confidence = "GK"
[[resource]]
id = "i1"
title.en = "Smart cameras"
title.fr = "Caméras intelligentes"
owner = "NCSC"
audiences = ["seniors", "parents"]
topics = ["cameras", "labels"]
stages = []
themes = []
formats = ["web", "checklist"]
languages = ["en"]
depth = 2
where = "abroad"
licence = "OGL"
checked = 2026-11-21
confidence = "C"
note.en = "A note"
note.fr = "Une note"
[[gap]]
id = "no-labels"
title.en = "Nobody explains labels"
title.fr = "Personne n’explique les étiquettes"
text = "T"
cells = [{topic = "labels"}, {topic = "cameras", audience = "youth", language = "en"}, {format = "checklist"}, {theme = "security"}]
suggestion = "S"
to = "Somebody"
goals = ["seniors-routers"]
`

func gapSite(more string) fstest.MapFS {
	files := sitetest.Pages(`
		_index.en.md: title = "Home"
		_index.fr.md: title = "Accueil"
		gaps.en.md: title = "Gaps"; kind = "gap-analysis"; audience = "partners"
		gaps.fr.md: title = "Écarts"; kind = "gap-analysis"; slug = "ecarts"; audience = "partners"
		a.en.md: title = "A camera"; audience = "seniors"; topics = ["cameras"]; stage = "before"; theme = ["privacy", "security"]
		a.fr.md: title = "Une caméra"; audience = "seniors"; topics = ["cameras"]; stage = "before"; theme = ["privacy", "security"]
	` + more)
	sitetest.Put(files, "content/gaps.toml", gapData)
	return files
}

func gapOf(t *testing.T, files fstest.MapFS, page string) (*view.Maker, *view.Page) {
	t.Helper()
	made := sitetest.Make(t, files)
	for _, d := range append(made.Read, made.Joined...) {
		if d.Rule != "missing-partner" {
			t.Fatal(sitetest.Told([]diag.Diagnostic{d}))
		}
	}
	m := view.New(made.Site, view.Look{}, func(string) bool { return false })
	return m, m.Page(made.Page(t, page))
}

// shown writes the cells of a page's tables: their ids, depth, resources and pages.
func shown(v *view.Page) map[string]string {
	cells := map[string]string{}
	for _, table := range v.Gap.Tables {
		for _, row := range table.Rows {
			for _, c := range row.Cells {
				s := fmt.Sprint(c.Name, " ", c.Depth)
				for _, e := range c.Entries {
					s += fmt.Sprint(" ", e.ID, ":", e.Depth, e.Lang)
					if e.Wider {
						s += "-"
					}
				}
				for _, p := range c.Pages {
					s += " [" + p.Title + "](" + p.URL + ")" + p.Lang
				}
				cells[strings.TrimPrefix(c.ID, "cell.")] = s
			}
		}
	}
	return cells
}

func TestAGapAnalysisShowsItsTablesInEachLanguage(t *testing.T) {
	_, v := gapOf(t, gapSite(""), "gaps.en.md")
	want := map[string]string{
		"cameras-youth-en": "Youth, English 0", "cameras-youth-fr": "Youth, French 2 c1:2fr-",
		"cameras-seniors-en": "Seniors, English 0 [A camera](/en/a/)", "cameras-seniors-fr": "Seniors, French 2 c1:2fr- [Une caméra](/fr/a/)fr-CA",
		"cameras-small-business-en": "Small businesses, English 0", "cameras-small-business-fr": "Small businesses, French 2 c1:2fr-",
		"labels-youth-en": "Youth, English 0", "labels-youth-fr": "Youth, French 0",
		"labels-seniors-en": "Seniors, English 0", "labels-seniors-fr": "Seniors, French 0",
		"labels-small-business-en": "Small businesses, English 0", "labels-small-business-fr": "Small businesses, French 0",
		"checklist-youth": "Youth 0", "checklist-seniors": "Seniors 0", "checklist-small-business": "Small businesses 0",
		"web-youth": "Youth 2 c1:2fr-", "web-seniors": "Seniors 2 c1:2fr- [A camera](/en/a/)", "web-small-business": "Small businesses 2 c1:2fr-",
		"before-privacy-youth": "Youth 2 c1:2fr-", "before-security-youth": "Youth 0", "before-functionality-youth": "Youth 0",
		"before-privacy-seniors": "Seniors 2 c1:2fr- [A camera](/en/a/)", "before-security-seniors": "Seniors 0 [A camera](/en/a/)", "before-functionality-seniors": "Seniors 0",
		"before-privacy-small-business": "Small businesses 2 c1:2fr-", "before-security-small-business": "Small businesses 0", "before-functionality-small-business": "Small businesses 0",
		"using-privacy-youth": "Youth 0", "using-security-youth": "Youth 0", "using-functionality-youth": "Youth 0",
		"using-privacy-seniors": "Seniors 0", "using-security-seniors": "Seniors 0", "using-functionality-seniors": "Seniors 0",
		"using-privacy-small-business": "Small businesses 0", "using-security-small-business": "Small businesses 0", "using-functionality-small-business": "Small businesses 0",
		"problem-privacy-youth": "Youth 0", "problem-security-youth": "Youth 0", "problem-functionality-youth": "Youth 0",
		"problem-privacy-seniors": "Seniors 0", "problem-security-seniors": "Seniors 0", "problem-functionality-seniors": "Seniors 0",
		"problem-privacy-small-business": "Small businesses 0", "problem-security-small-business": "Small businesses 0", "problem-functionality-small-business": "Small businesses 0",
	}
	if diff := cmp.Diff(want, shown(v)); diff != "" {
		t.Error(diff)
	}
	_, fr := gapOf(t, gapSite(""), "gaps.fr.md")
	got := shown(fr)
	if got["web-seniors"] != "Personnes aînées 2 c1:2- [Une caméra](/fr/a/)" || got["cameras-seniors-en"] != "Personnes aînées, anglais 0 [A camera](/en/a/)en-CA" {
		t.Errorf("%q %q", got["web-seniors"], got["cameras-seniors-en"])
	}
	topics := fr.Gap.Tables[0]
	if topics.Said != "Lacunes (0 ou 1)\u00a0: 9 cases sur 12. Pour 1 d’entre elles, ce site a une page." || topics.Rows[1].Name != "Étiquettes" || topics.Columns[1].Short != "FR" {
		t.Errorf("%+v", topics)
	}
	figures := map[string]int{}
	for _, f := range v.Gap.Figures {
		figures[f.Text] = f.Number
	}
	if figures["resources in the catalogue"] != 2 || figures["from Canada, in French"] != 1 || figures["from Canada, in English"] != 0 || figures["of 12 cells of the first table are gaps"] != 9 {
		t.Error(figures)
	}
}

func TestACardOfAGapLeadsToItsCellsAndGoals(t *testing.T) {
	files := gapSite("plan.en.md: title = \"Plan\"; kind = \"plan\"\nplan.fr.md: title = \"Plan\"; kind = \"plan\"")
	sitetest.Put(files, "content/plan.toml", archetype.Data("plan"))
	_, v := gapOf(t, files, "gaps.en.md")
	card := v.Gap.Gaps[0]
	want := []view.GapLink{
		{Text: "Labels", URL: "#topic.labels", Depth: "0"},
		{Text: "Cameras · Youth · English", URL: "#cell.cameras-youth-en", Depth: "0"},
		{Text: "Checklist", URL: "#format.checklist", Depth: "0"},
		{Text: "Security", URL: "#data.stages", Depth: "0", Pages: 1},
	}
	if diff := cmp.Diff(want, card.Cells); diff != "" {
		t.Error(diff)
	}
	if len(card.Goals) != 1 || card.Goals[0].URL != "/en/plan/#seniors-routers" || !strings.Contains(card.Goals[0].Text, "routers") {
		t.Errorf("%+v", card.Goals)
	}
	if _, v = gapOf(t, gapSite(""), "gaps.fr.md"); v.Gap.Gaps[0].Goals[0] != (view.Link{Text: "seniors-routers"}) {
		t.Errorf("without a plan: %+v", v.Gap.Gaps[0].Goals)
	}
}

func TestTheCatalogueSaysInWordsWhatThereIs(t *testing.T) {
	_, v := gapOf(t, gapSite(""), "gaps.en.md")
	if len(v.Gap.Catalogue) != 2 || v.Gap.Catalogue[1].ID != "data.abroad" || v.Gap.Catalogue[1].Resources[0].ID != "i1" {
		t.Fatalf("%+v", v.Gap.Catalogue)
	}
	got := v.Gap.Catalogue[0].Resources[0]
	want := view.GapResource{
		ID: "c1", Title: "Objets connectés", Owner: "An agency", Lang: "fr", URL: "https://example.org/objets", HrefLang: "fr",
		Audiences: "Everyone", Topics: "Cameras", Formats: "Web page", Languages: "French", Depth: 3, Meaning: "All about connected devices",
		Licence: "To be checked", Year: 2020, Checked: view.Date{ISO: "2026-11-22", Text: "November 22, 2026"}, Confidence: "GK", ConfidenceReason: "not confirmed",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	_, v = gapOf(t, gapSite(""), "gaps.fr.md")
	if got := v.Gap.Catalogue[0].Resources[0]; got.Lang != "" || got.HrefLang != "" || got.Owner != "Un organisme" || got.Languages != "français" {
		t.Errorf("%+v", got)
	}
}

// differing lists the cells that are not the same.
func differing(a, b map[string]string) []string {
	var ids []string
	for id := range b {
		if a[id] != b[id] {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

func TestOneMoreGuideChangesJustItsCells(t *testing.T) {
	_, before := gapOf(t, gapSite(""), "gaps.en.md")
	for more, want := range map[string]string{
		`b.en.md: kind = "guide"; audience = "youth"; topics = ["labels"]; stage = "using"; theme = "privacy"`:                   "labels-youth-en using-privacy-youth web-youth",
		`b.en.md: kind = "checklist"; audience = ["youth", "small-business"]; topics = ["labels"]`:                               "checklist-small-business checklist-youth labels-small-business-en labels-youth-en",
		`b.fr.md: kind = "guide"; audience = "everyone"; topics = ["cameras"]; stage = ["using", "problem"]; theme = "security"`: "cameras-seniors-fr cameras-small-business-fr cameras-youth-fr",
		`b.en.md: kind = "guide"; audience = "educators"; topics = ["cameras"]; stage = "using"; theme = "security"`:             "",
		`b.en.md: kind = "guide"; audience = "seniors"; topics = ["cameras"]; stage = "using"; draft = true; theme = "security"`: "",
	} {
		_, after := gapOf(t, gapSite(more), "gaps.en.md")
		if got := strings.Join(differing(shown(before), shown(after)), " "); got != want {
			t.Errorf("%s\nchanges %s\nnot %s", more, got, want)
		}
	}
}

func TestOneMoreResourceChangesJustItsCellsOnThePage(t *testing.T) {
	_, before := gapOf(t, gapSite(""), "gaps.en.md")
	files := gapSite("")
	resource := gapData[strings.Index(gapData, "[[resource]]\nid = \"i1\""):strings.Index(gapData, "[[gap]]")]
	resource = strings.NewReplacer(`"i1"`, `"c2"`, `"abroad"`, `"canada"`, "depth = 2", "depth = 1", "stages = []", `stages = ["problem"]`, "themes = []", `themes = ["privacy"]`).Replace(resource)
	sitetest.Put(files, "content/gaps.toml", strings.Replace(gapData, "[[gap]]", resource+"[[gap]]", 1))
	_, after := gapOf(t, files, "gaps.en.md")
	want := "cameras-seniors-en cameras-youth-en checklist-seniors checklist-youth labels-seniors-en labels-youth-en problem-privacy-seniors problem-privacy-youth web-seniors web-youth"
	if got := strings.Join(differing(shown(before), shown(after)), " "); got != want {
		t.Errorf("changes %s\nnot %s", got, want)
	}
	if got := shown(after)["cameras-seniors-en"]; got != "Seniors, English 1 c2:1 [A camera](/en/a/)" {
		t.Error(got)
	}
}

func TestAllPlacesOnThePageAreThere(t *testing.T) {
	_, v := gapOf(t, gapSite(""), "gaps.en.md")
	made := sitetest.Make(t, gapSite(""))
	p := made.Page(t, "gaps.en.md")
	ids := map[string]bool{}
	put := func(id string) {
		if ids[id] {
			t.Errorf("%s is there twice", id)
		}
		ids[id] = true
	}
	for _, part := range v.Gap.Parts {
		put(part.ID)
	}
	for _, g := range v.Gap.Gaps {
		put(g.ID)
	}
	for _, table := range v.Gap.Tables {
		for _, row := range table.Rows {
			put(row.ID)
			for _, c := range row.Cells {
				put(c.ID)
			}
		}
	}
	for _, l := range v.Gap.Catalogue {
		for _, r := range l.Resources {
			put(r.ID)
		}
	}
	for _, g := range v.Gap.Gaps {
		for _, c := range g.Cells {
			if !ids[strings.TrimPrefix(c.URL, "#")] {
				t.Errorf("%s leads nowhere", c.URL)
			}
		}
	}
	for _, a := range p.Data.Anchors() {
		if !ids[a.ID] {
			t.Errorf("%s can be linked to, and is not on the page: %v", a.ID, slices.Sorted(maps.Keys(ids)))
		}
	}
}

func TestTablesToExportAreWhole(t *testing.T) {
	for _, lang := range []string{"en", "fr"} {
		m, _ := gapOf(t, gapSite(""), "gaps."+lang+".md")
		made := m.Site.Page(lang, "gaps")
		b := m.Book(made)
		rows := map[string]int{}
		for _, s := range b.Sheets {
			rows[s.File] = len(s.Rows)
			if s.Name == "" || len([]rune(s.Name)) > 31 {
				t.Errorf("%s is named %q", s.File, s.Name)
			}
			seen := map[string]bool{}
			for i, row := range s.Rows {
				if len(row) != len(s.Columns) {
					t.Errorf("%s: row %d has %d cells and not %d", s.File, i, len(row), len(s.Columns))
				}
				if id := row[0].Text; id == "" || seen[id] {
					t.Errorf("%s: row %d has the id %q", s.File, i, id)
				}
				seen[row[0].Text] = true
			}
			for _, c := range s.Columns {
				if c.Name == "" || strings.Contains(c.Name, "gap-column") {
					t.Errorf("%s has a column %q", s.File, c.Name)
				}
			}
		}
		want := map[string]int{"resources": 2, "topics": 12, "formats": 6, "moments": 27, "gaps": 1}
		if lang == "fr" {
			want = map[string]int{"ressources": 2, "sujets": 12, "formats": 6, "moments": 27, "lacunes": 1}
		}
		if diff := cmp.Diff(want, rows); diff != "" {
			t.Error(diff)
		}
		if got := b.Sheets[1].Rows[3]; got[0].Text != "cameras-seniors-fr" || got[4].Number != 2 || got[6].Number != 1 || got[8].Text != "c1" {
			t.Errorf("%+v", got)
		}
	}
}
