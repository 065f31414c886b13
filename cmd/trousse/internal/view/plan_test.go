package view_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"trousse/cmd/trousse/internal/archetype"
	"trousse/cmd/trousse/internal/memo"
	"trousse/cmd/trousse/internal/sheet"
	"trousse/cmd/trousse/internal/site/testdata/sitetest"
	"trousse/cmd/trousse/internal/view"
)

const plansGaps = `kind = "gap-analysis"
checked = 2026-11-26
[[topic]]
id = "router"
name = "Routers"
[[format]]
id = "guide"
name = "Guide"
[[resource]]
id = "c1"
title.en = "A guide"
title.fr = "Un guide"
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
id = "senior-devices"
title.en = "Devices of seniors"
title.fr = "Appareils des personnes aînées"
text = "Little is made for them."
cells = [{ topic = "router", audience = "seniors" }]
suggestion = "Make a workshop."
to = "Libraries"
goals = ["seniors-routers"]
`

// wholePlan is the blank plan with what it names of the gap analysis, of pages and of sources.
func wholePlan() string {
	return strings.NewReplacer("\n#[", "\n[", "\n#entry", "\nentry", "\n#audiences", "\naudiences", "\n#use", "\nuse",
		"id = \"routers\"", "id = \"routers\"\npage = \"s/router\"", "on = 2027-03-10", "on = 2027-03-10\nuntil = 2027-03-12\nsources = [\"src\"]").Replace(archetype.Data("plan"))
}

func planFiles(analysed bool) fstest.MapFS {
	files := sitetest.Pages(`
		_index.en.md:
		_index.fr.md:
		s/_index.en.md:
		s/_index.fr.md:
		s/plan.en.md: kind = "plan"; title = "The plan" | ## Why
		s/plan.fr.md: kind = "plan"; title = "Le plan"; slug = "le-plan" | ## Pourquoi
		s/router.en.md: title = "Your router"
		s/router.fr.md: title = "Votre routeur"
	`)
	sitetest.Put(files, "content/s/plan.toml", wholePlan())
	sitetest.Put(files, "content/sources.toml", "[src]\ntitle = \"A source\"\ndate = \"2024\"\nurl = \"https://example.org/\"\n")
	if analysed {
		for name, f := range sitetest.Pages("gaps.en.md: kind = \"gap-analysis\"\ngaps.fr.md: kind = \"gap-analysis\"") {
			files[name] = f
		}
		sitetest.Put(files, "content/gaps.toml", plansGaps)
	}
	return files
}

func TestAPlanIsShownInTheLanguageOfItsPage(t *testing.T) {
	m, maker := kit(t, planFiles(true), "")
	en, fr := maker.Page(m.Page(t, "s/plan.en.md")), maker.Page(m.Page(t, "s/plan.fr.md"))
	if en.Template != "plan" || en.Plan == nil {
		t.Fatal(en.Template)
	}
	for _, tt := range []struct{ what, got, want string }{
		{"total", en.Plan.Total, "$660"},
		{"total", fr.Plan.Total, "660\u00a0$"},
		{"quarters", strings.Join(en.Plan.Quarters, ", "), "Q1 2027, Q2 2027, Q3 2027, Q4 2027"},
		{"quarters", strings.Join(fr.Plan.Quarters, ", "), "T1 2027, T2 2027, T3 2027, T4 2027"},
		{"sums", strings.Join(en.Plan.Sums, ", "), "$260, $400, $0, $0"},
		{"due", fmt.Sprint(fr.Plan.Dues), "[{{2027-06-30 30 juin 2027} {Des routeurs plus sûrs chez les personnes aînées #seniors-routers}}]"},
		{"change", en.Plan.Goals[0].Change, "from 0 to 20 people"},
		{"change", fr.Plan.Goals[0].Change, "de 0 à 20 personnes"},
		{"gap", fmt.Sprint(fr.Plan.Goals[0].Gap), "{Appareils des personnes aînées /kit/fr/gaps/#senior-devices}"},
		{"resources", fmt.Sprint(en.Plan.Goals[0].Resources), "[{Facilitator #resource.facilitator} {Handouts in large print #resource.handouts}]"},
		{"owner", fmt.Sprint(en.Plan.Goals[0].Owner), "{Program coordinator at the library #role.coordinator}"},
		{"page", fmt.Sprint(fr.Plan.Things[0].Page), "{Votre routeur /kit/fr/s/router/}"},
		{"in kind", fmt.Sprint(fr.Plan.InKind[0].Entry, fr.Plan.InKind[0].Owner), "{Un guide /kit/fr/gaps/#c1}Somebody"},
		{"reach", fr.Plan.Channels[0].Reach + ", " + fr.Plan.Channels[0].Cost + ", " + fr.Plan.Channels[0].Lead, "8 à 15, 100\u00a0$ à 200\u00a0$, 6 semaines"},
		{"event", fmt.Sprint(en.Plan.Events[0].On, en.Plan.Events[0].Until), "{2027-03-10 March 10, 2027} {2027-03-12 March 12, 2027}"},
		{"quarter", fr.Plan.Events[0].Quarter, "T1 2027"},
		{"role", fmt.Sprint(en.Plan.Roles[0].Goals), "[{Safer routers in seniors’ homes #seniors-routers}]"},
		{"risk", fmt.Sprint(fr.Plan.Risks[0].Likelihood), "{medium Moyenne}"},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: %q, want %q", tt.what, tt.got, tt.want)
		}
	}
	if s := en.Plan.Events[0].Sources; len(s) != 1 || !strings.Contains(string(s[0]), "<cite>A source</cite>") {
		t.Error(s)
	}
	var toc []string
	for _, h := range en.TOC {
		toc = append(toc, h.ID)
	}
	want := "why data.summary data.goals data.timeline data.audiences data.things data.messages data.channels data.costs data.in-kind data.calendar data.roles data.risks data.evaluation"
	if d := cmp.Diff(want, strings.Join(toc, " ")); d != "" {
		t.Error(d)
	}
	if len(en.Plan.Stages) != 3 || len(en.Plan.Stages[1].Themes) != 3 || len(en.Plan.Stages[1].Themes[1].Messages) != 1 || len(en.Plan.Stages[0].Themes[0].Messages) != 0 {
		t.Errorf("%+v", en.Plan.Stages)
	}
}

func TestAPlanStandsWithoutAGapAnalysis(t *testing.T) {
	m, maker := kit(t, planFiles(false), "")
	v := maker.Page(m.Page(t, "s/plan.en.md")).Plan
	if g := v.Goals[0].Gap; g != (view.Link{Text: "senior-devices"}) {
		t.Error(g)
	}
	if k := v.InKind[0]; k.Entry != (view.Link{Text: "c1"}) || k.Owner != "" {
		t.Error(k)
	}
}

// A manager who compares channels sees what is said to whom by which: a number where the channel is for an
// audience, 0 among them, and nothing where it is not.
func TestMessagesAreCountedByChannelAndAudience(t *testing.T) {
	files := planFiles(false)
	sitetest.Put(files, "content/s/plan.toml", wholePlan()+`
[[audience]]
id = "youth"
name = "Youth"
who = "Y"
needs = "N"
[[channel]]
id = "poster"
name = "Poster"
how = "H"
audiences = ["youth", "seniors"]
reach = [5, 5]
cost = [0, 0]
lead_weeks = 1
[[message]]
id = "both"
stage = "before"
theme = "privacy"
text = "Look."
audiences = ["youth", "seniors"]
channels = ["poster", "workshop"]
[[message]]
id = "old"
stage = "before"
theme = "privacy"
text = "See."
audiences = ["seniors"]
channels = ["poster"]
`)
	m, maker := kit(t, files, "")
	v := maker.Page(m.Page(t, "s/plan.en.md")).Plan
	var got []string
	for _, r := range v.Reach {
		got = append(got, fmt.Sprint(r.Channel.Text, r.Counts))
	}
	if d := cmp.Diff([]string{"Workshop at the library[{2 3} { 0}]", "Poster[{2 3} {1 2}]"}, got); d != "" {
		t.Error(d)
	}
	if v.Channels[1].Reach != "5" || v.Channels[1].Cost != "$0" || v.Channels[1].Lead != "1 week" {
		t.Errorf("%+v", v.Channels[1])
	}
}

func TestAPlanIsMadeAnewWhenWhatItShowsChanges(t *testing.T) {
	key := func(change func(fstest.MapFS)) memo.Sum {
		files := planFiles(true)
		change(files)
		return keys(t, files)["s/plan.en.md"]
	}
	edit := func(file, old, new string) func(fstest.MapFS) {
		return func(files fstest.MapFS) {
			text := string(files[file].Data)
			if !strings.Contains(text, old) {
				t.Fatalf("%s has no %s", file, old)
			}
			sitetest.Put(files, file, strings.Replace(text, old, new, 1))
		}
	}
	before := key(func(fstest.MapFS) {})
	for _, change := range [][3]string{
		{"content/s/plan.toml", "2027-q2 = 400", "2027-q2 = 401"},
		{"content/s/plan.toml", "due = 2027-06-30", "due = 2027-06-29"},
		{"content/gaps.toml", "Devices of seniors", "Things of seniors"},
		{"content/gaps.toml", "title.en = \"A guide\"", "title.en = \"The guide\""},
		{"content/s/router.en.md", "Your router", "A router"},
		{"content/sources.toml", "A source", "The source"},
	} {
		if key(edit(change[0], change[1], change[2])) == before {
			t.Errorf("%s: %s is not seen", change[0], change[1])
		}
	}
	for _, change := range [][3]string{
		{"content/s/plan.toml", "Des routeurs plus sûrs", "Des routeurs sûrs"},
		{"content/s/plan.toml", "# Whom you speak to", "# Whom"},
	} {
		if key(edit(change[0], change[1], change[2])) != before {
			t.Errorf("%s: %s makes the English page anew", change[0], change[1])
		}
	}
}

func TestAPlanIsDrawnFromItsValue(t *testing.T) {
	m, maker := kit(t, planFiles(true), "")
	v := maker.Page(m.Page(t, "s/plan.fr.md")).Plan
	got := v.Draw(false)
	for _, want := range []string{">2027<", ">T4<", ">1</text>"} {
		if !strings.Contains(string(got.Head), want) {
			t.Errorf("%s is missing in\n%s", want, got.Head)
		}
	}
	if rtl := v.Draw(true); len(got.Bars) != len(v.Goals) || got.Head == rtl.Head || got.Bars[0] == rtl.Bars[0] {
		t.Error(got)
	}
	if g := v.Goals[0]; g.From < .084 || g.From > .086 || g.To < .49 || g.To > .5 {
		t.Error(g.From, g.To)
	}
}

func TestAPlanIsABookOfTables(t *testing.T) {
	m, maker := kit(t, planFiles(true), "")
	for file, names := range map[string]string{
		"s/plan.en.md": "goals audiences devices channels messages resources in-kind calendar roles risks evaluation",
		"s/plan.fr.md": "objectifs publics appareils moyens messages ressources existant calendrier roles risques evaluation",
	} {
		b := maker.Book(m.Page(t, file))
		var got []string
		for _, s := range b.Sheets {
			got = append(got, s.File)
			if n := len([]rune(s.Name)); n < 1 || n > 31 || strings.HasPrefix(s.Name, "plan-") {
				t.Errorf("a sheet is called %q", s.Name)
			}
			if len(s.Rows) == 0 {
				t.Errorf("%s is empty", s.Name)
			}
			for _, r := range s.Rows {
				if len(r) != len(s.Columns) {
					t.Errorf("%s: %d cells in %d columns", s.Name, len(r), len(s.Columns))
				}
			}
			for _, c := range s.Columns {
				if strings.HasPrefix(c.Name, "plan-") {
					t.Errorf("%s: there are no words for %s", s.Name, c.Name)
				}
			}
		}
		if d := cmp.Diff(names, strings.Join(got, " ")); d != "" {
			t.Error(d)
		}
	}
	resources := maker.Book(m.Page(t, "s/plan.en.md")).Sheets[5]
	if d := cmp.Diff([]sheet.Cell{{}, sheet.Text("Total"), {}, sheet.Dollars(260), sheet.Dollars(400), sheet.Dollars(0), sheet.Dollars(0), sheet.Dollars(660), {}}, resources.Rows[2]); d != "" {
		t.Error(d)
	}
	if b := maker.Book(m.Page(t, "s/router.en.md")); b != nil {
		t.Error("a page without data has tables")
	}
}

func TestAPlanIsACalendar(t *testing.T) {
	m, maker := kit(t, planFiles(true), "")
	c := maker.Calendar(m.Page(t, "s/plan.fr.md"))
	var got []string
	for _, e := range c.Events {
		got = append(got, fmt.Sprintf("%s %s–%s %s %s", e.UID, e.From.Format("0102"), e.To.Format("0102"), e.Summary, e.URL))
	}
	want := []string{
		"s/plan.seniors-routers.start@example.org 0201–0201 Début\u00a0: Des routeurs plus sûrs chez les personnes aînées https://example.org/kit/fr/s/le-plan/#seniors-routers",
		"s/plan.seniors-routers.due@example.org 0630–0630 Échéance\u00a0: Des routeurs plus sûrs chez les personnes aînées https://example.org/kit/fr/s/le-plan/#seniors-routers",
		"s/plan.event.first-workshop@example.org 0310–0312 Premier atelier https://example.org/kit/fr/s/le-plan/#event.first-workshop",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if c.Stamp.IsZero() {
		t.Error("the calendar does not say how old it is")
	}
	if c.Name != "Le plan" || maker.Calendar(m.Page(t, "gaps.fr.md")) != nil {
		t.Error(c.Name)
	}
}
