package check_test

import (
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"trousse/cmd/trousse/internal/archetype"
	"trousse/cmd/trousse/internal/check"
	"trousse/cmd/trousse/internal/site/testdata/sitetest"
)

const smallAnalysis = `kind = "gap-analysis"
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
id = "senior-devices"
title = "Devices of seniors"
text = "Little is made for them."
cells = [{ topic = "router", audience = "seniors" }]
suggestion = "Make a workshop."
to = "Libraries"
goals = ["seniors-routers"]
`

// wholePlan is the blank plan with what it names of the gap analysis.
func wholePlan() string {
	return strings.NewReplacer("\n#[", "\n[", "\n#entry", "\nentry", "\n#audiences", "\naudiences", "\n#use", "\nuse").Replace(archetype.Data("plan"))
}

// planned is a site with the blank plan and, where it is to have one, a gap analysis that suits it.
func planned(analysed bool) fstest.MapFS {
	files := sitetest.Pages(`
		_index.en.md:
		_index.fr.md:
		plan.en.md: kind = "plan"
		plan.fr.md: kind = "plan"
		routers.en.md:
		routers.fr.md:
	`)
	sitetest.Put(files, "content/plan.toml", wholePlan())
	if analysed {
		for name, f := range sitetest.Pages("gaps.en.md: kind = \"gap-analysis\"\ngaps.fr.md: kind = \"gap-analysis\"") {
			files[name] = f
		}
		sitetest.Put(files, "content/gaps.toml", smallAnalysis)
	}
	return files
}

func TestAPlanFitsItsSite(t *testing.T) {
	for _, tt := range []struct {
		old, new string
		analysed bool
		want     string
	}{
		{"", "", false, ""},
		{"", "", true, ""},
		{`gap = "senior-devices"`, `gap = "senior-device"`, true, "plan-reference.gap id=senior-device near=senior-devices"},
		{`gap = "senior-devices"`, `gap = "cameras"`, true, "plan-reference.gap id=cameras known=senior-devices"},
		{`gap = "senior-devices"`, `gap = "cameras"`, false, ""}, // nobody can tell
		{`entry = "c1"`, `entry = "p28"`, true, "plan-reference.entry id=p28"},
		{`entry = "c1"`, `entry = "p28"`, false, ""},
		{`id = "routers"`, "id = \"routers\"\npage = \"routers\"", true, ""},
		{`id = "routers"`, "id = \"routers\"\npage = \"router\"", true, "plan-reference.page id=router near=routers"},
		{`id = "router-password"`, "id = \"router-password\"\npage = \"seniors/cameras\"", true, "plan-reference.page id=seniors/cameras"},
	} {
		files := planned(tt.analysed)
		text := strings.Replace(wholePlan(), tt.old, tt.new, 1)
		sitetest.Put(files, "content/plan.toml", text)
		want := ""
		if tt.want != "" {
			line := 1 + strings.Count(text[:strings.Index(text, tt.new)+len(tt.new)], "\n")
			want = "plan.toml:" + strconv.Itoa(line) + " " + tt.want + "\n"
		}
		if d := cmp.Diff(want, sitetest.Told(judge(sitetest.Make(t, files)))); d != "" {
			t.Errorf("%s (-want +got)\n%s", tt.new, d)
		}
	}
}

// What a plan is judged by alone keeps its severity: an entry that nothing refers to stops no build.
func TestWhatAPlanDoesNotUseIsAWarning(t *testing.T) {
	files := planned(true)
	sitetest.Put(files, "content/plan.toml", strings.Replace(wholePlan(), `resources = ["facilitator", "handouts"]`, `resources = ["facilitator"]`, 1))
	m := sitetest.Make(t, files)
	got := verdict(check.Judge(check.Rules(), m.Input.Config, m.Input.Pages, judge(m)))
	if want := "warning plan.toml:111 plan-unused.resource id=handouts\n"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
