package plan_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trousse/cmd/trousse/internal/archetype"
	"trousse/cmd/trousse/internal/datafile"
	"trousse/cmd/trousse/internal/kind/plan"
)

func parse(text string) (*plan.Plan, []string) {
	r, root := datafile.Open([]byte(text), "content/plan.toml", []string{"en", "fr"})
	p, found := plan.Parse(r, root)
	var told []string
	for _, d := range found {
		s := fmt.Sprintf("%d %s", d.Pos.Line, d.ID())
		for _, a := range d.Args {
			s += " " + a.Name + "=" + a.Value
		}
		told = append(told, s)
	}
	return p, told
}

// blank is the plan that "trousse new" makes: small, whole and valid. What it names of other files is a remark
// there, and read here.
func blank() string {
	var b strings.Builder
	for line := range strings.Lines(archetype.Data(plan.Kind)) {
		if len(line) > 1 && line[0] == '#' && line[1] != ' ' {
			line = line[1:]
		}
		b.WriteString(line)
	}
	return b.String()
}

func TestTheBlankPlanIsValidOnAnySite(t *testing.T) {
	p, told := parse(archetype.Data(plan.Kind))
	if len(told) > 0 || len(p.InKind) > 0 {
		t.Error(told, p.InKind)
	}
}

func TestTheBlankPlanIsReadWhole(t *testing.T) {
	p, told := parse(blank())
	if len(told) > 0 {
		t.Fatal(told)
	}
	g := p.Goals[0]
	if g.ID.ID != "seniors-routers" || g.Measure.Target != 20 || g.Measure.Unit.In("fr") != "personnes" || g.Gap.ID != "senior-devices" || g.Due.Time.Month() != 6 {
		t.Errorf("%+v", g)
	}
	if p.Total() != 660 || p.Resources[0].In(plan.Quarter{Year: 2027, N: 2}) != 400 || p.Resources[1].In(plan.Quarter{Year: 2027, N: 2}) != 0 {
		t.Errorf("%+v", p.Resources)
	}
	if d := cmp.Diff("[2027-q1 2027-q2 2027-q3 2027-q4]", fmt.Sprint(p.Quarters())); d != "" {
		t.Error(d)
	}
	var anchors []string
	for _, a := range p.Anchors() {
		anchors = append(anchors, a.ID)
	}
	if d := cmp.Diff("seniors-routers audience.seniors thing.routers channel.workshop message.router-password resource.facilitator resource.handouts event.first-workshop role.coordinator", strings.Join(anchors, " ")); d != "" {
		t.Error(d)
	}
	if len(p.Channels) != 1 || p.Channels[0].Reach != (datafile.Range{Low: 8, High: 15}) || p.Channels[0].LeadWeeks != 6 || len(p.InKind) != 1 || !p.Events[0].Last().Equal(p.Events[0].On.Time) {
		t.Errorf("%+v", p)
	}
}

// line is a line of the text that gives a key its value.
type line struct {
	n         int // in the text, from 1
	header    int // line of the [[header]] that it stands below; 1 at the top
	key, name string
	list      string // of the table: "goal"
}

func lines(text string) []line {
	var ls []line
	header, list := 1, ""
	for i, s := range strings.Split(text, "\n") {
		if strings.HasPrefix(s, "[[") {
			header, list = i+1, strings.Trim(s, "[]")
			continue
		}
		key, _, ok := strings.Cut(s, " = ")
		if !ok || strings.HasPrefix(s, "#") {
			continue
		}
		ls = append(ls, line{i + 1, header, key, strings.TrimSuffix(strings.TrimSuffix(key, ".en"), ".fr"), list})
	}
	return ls
}

// without gives the text with some lines empty, so that all others keep their numbers.
func without(text string, out ...int) string {
	ls := strings.Split(text, "\n")
	for _, n := range out {
		ls[n-1] = ""
	}
	return strings.Join(ls, "\n")
}

// optional keys of the blank plan; what else stands in it must be there.
var optional = map[string]bool{"message.things": true, "goal.channels": true, "goal.messages": true, "resource.note": true, "event.goals": true, "event.owner": true}

// parts tells which part of SMART a key of a goal belongs to.
var parts = map[string]string{
	"audience": "specific", "statement": "specific",
	"measure.text": "measurable", "measure.baseline": "measurable", "measure.target": "measurable", "measure.unit": "measurable", "measure.method": "measurable",
	"achievable": "achievable", "resources": "achievable",
	"relevant": "relevant", "gap": "relevant",
	"owner": "time-bound", "start": "time-bound", "due": "time-bound",
}

func TestRemovingALineGivesOneErrorAtItsPlace(t *testing.T) {
	text := blank()
	all := lines(text)
	seen := map[string]int{}
	for i, l := range all {
		_, told := parse(without(text, l.n))
		full := strings.TrimPrefix(l.list+"."+l.name, ".")
		var want string
		switch {
		case optional[full] && l.key == l.name:
			if len(told) > 0 {
				t.Errorf("without line %d, %s, which may be absent: %q", l.n, l.key, told)
			}
			continue
		case l.key != l.name: // one language of two
			other, lang := all[i-1], "fr"
			if strings.HasSuffix(l.key, ".en") {
				other, lang = all[i+1], "en"
			}
			want = fmt.Sprintf("%d text-language key=%s language=%s", other.n, full, lang)
		case l.list == "goal" && parts[l.name] != "":
			at := l.header
			if strings.HasPrefix(l.name, "measure.") {
				at = measureLine(all, l)
			}
			want = fmt.Sprintf("%d goal-not-smart.%s key=%s", at, parts[l.name], full)
		case l.key == "kind":
			continue // without it nobody knows that it is a plan
		default:
			want = fmt.Sprintf("%d missing-key key=%s", l.header, full)
		}
		if len(told) != 1 || told[0] != want {
			t.Errorf("without line %d, %s: %q, want %q", l.n, l.key, told, want)
		}
		seen[strings.Fields(want)[1]]++
	}
	for _, id := range []string{"text-language", "missing-key", "goal-not-smart.specific", "goal-not-smart.measurable", "goal-not-smart.achievable", "goal-not-smart.relevant", "goal-not-smart.time-bound"} {
		if seen[id] == 0 {
			t.Errorf("nothing tries %s", id)
		}
	}
}

// measureLine is where the measure of a goal begins once a line is taken out.
func measureLine(all []line, out line) int {
	for _, l := range all {
		if l.header == out.header && l.n != out.n && strings.HasPrefix(l.name, "measure.") {
			return l.n
		}
	}
	return 0
}

func TestRemovingATextGivesOneError(t *testing.T) {
	text := blank()
	all := lines(text)
	tried := 0
	for i, l := range all {
		if !strings.HasSuffix(l.key, ".en") || optional[l.list+"."+l.name] {
			continue
		}
		_, told := parse(without(text, l.n, all[i+1].n))
		full := strings.TrimPrefix(l.list+"."+l.name, ".")
		want := "missing-key key=" + full
		if l.list == "goal" && parts[l.name] != "" {
			want = "goal-not-smart." + parts[l.name] + " key=" + full
		}
		if len(told) != 1 || !strings.HasSuffix(told[0], " "+want) {
			t.Errorf("without %s: %q, want %q", l.name, told, want)
		}
		tried++
	}
	if tried < 20 {
		t.Errorf("only %d texts tried", tried)
	}
}

func TestAPartOfSMARTThatIsAbsentIsOneError(t *testing.T) {
	text := blank()
	for part, want := range map[string]string{
		"specific":   "goal.audience, goal.statement",
		"measurable": "goal.measure",
		"achievable": "goal.achievable, goal.resources",
		"relevant":   "goal.relevant, goal.gap",
		"time-bound": "goal.owner, goal.start, goal.due",
	} {
		var out []int
		header := 0
		for _, l := range lines(text) {
			if l.list == "goal" && parts[l.name] == part {
				out, header = append(out, l.n), l.header
			}
		}
		_, told := parse(without(text, out...))
		if want := fmt.Sprintf("%d goal-not-smart.%s key=%s", header, part, want); len(told) != 1 || told[0] != want {
			t.Errorf("%q, want %q", told, want)
		}
	}
}

func TestEachFaultIsToldAtItsLine(t *testing.T) {
	for _, tt := range []struct{ old, new, want string }{
		{"measure.target = 20", "measure.target = 0", "goal-not-smart.measurable key=goal.measure.target same=0"},
		{"measure.target = 20", "measure.target = 'x'", "wrong-type.integer key=goal.measure.target example=target = 10"},
		{"resources = [\"facilitator\", \"handouts\"]", "resources = []", "bad-value.empty key=goal.resources"},
		{"due = 2027-06-30", "due = 2027-01-31", "dates-order key=goal.due first=2027-02-01 second=2027-01-31"},
		{"due = 2027-06-30", "due = 2028-06-30", "plan-dates date=2028-06-30 start=2027-01-01 end=2027-12-31"},
		{"start = 2027-02-01", "start = 2026-12-31", "plan-dates date=2026-12-31 start=2027-01-01 end=2027-12-31"},
		{"on = 2027-03-10", "on = 2026-03-10", "plan-dates date=2026-03-10 start=2027-01-01 end=2027-12-31"},
		{"on = 2027-03-10", "on = 2027-03-10\nuntil = 2027-03-09", "dates-order key=event.until first=2027-03-10 second=2027-03-09"},
		{"on = 2027-12-01", "on = 2028-02-01", ""}, // of an evaluation, which comes after
		{"end = 2027-12-31", "end = 2032-01-01", "plan-dates.long years=5"},
		{"end = 2027-12-31", "end = 2031-12-31", ""},
		{"cost = { 2027-q1 = 60 }", "cost = { 2028-q1 = 60 }", "plan-dates.quarter quarter=2028-q1 start=2027-01-01 end=2027-12-31"},
		{"cost = { 2027-q1 = 60 }", "cost = { 2027-q5 = 60 }", "bad-quarter key=resource.cost value=2027-q5"},
		{"cost = { 2027-q1 = 60 }", "cost = { 2027-q1 = 60.5 }", "wrong-type.integer key=resource.cost.2027-q1 example=2027-q1 = 10"},
		{"cost = { 2027-q1 = 60 }", "cost = {}", "bad-value.empty key=resource.cost"},
		{"cost = { 2027-q1 = 60 }", "cost = 60", "wrong-type.table key=resource.cost example=cost = { 2027-q1 = 400 }"},
		{"audience = \"seniors\"", "audience = \"senior\"", "unknown-entry.near id=senior near=seniors"},
		{"gap = \"senior-devices\"", "gap = 3", "wrong-type.string key=goal.gap example=gap = \"…\""},
		{"category = \"printing\"", "category = \"print\"", "bad-value.near key=resource.category value=print allowed=people, printing, venue, translation, media, equipment, evaluation near=printing"},
		{"goals = [\"seniors-routers\"]", "goals = [\"else\"]", "unknown-entry id=else known=seniors-routers"},
		{"reach = [8, 15]", "reach = [15, 8]", "bad-range key=channel.reach max=100000000"},
		{"stage = \"using\"", "stage = \"usin\"", "bad-value.near key=message.stage value=usin allowed=before, using, problem near=using"},
		{"resources = [\"facilitator\", \"handouts\"]", "resources = [\"facilitator\"]", "plan-unused.resource id=handouts"},
		{"[[goal]]", "[[role]]\nid = 'idle'\nname = 'x'\ndoes = 'x'\n\n[[goal]]", "plan-unused.role id=idle"},
		{"[[message]]", "[[channel]]\nid = 'idle'\nname = 'x'\nhow = 'x'\naudiences = ['seniors']\nreach = [1, 2]\ncost = [0, 0]\nlead_weeks = 1\n\n[[message]]", "plan-unused.channel id=idle"},
		{"[[risk]]", "[[rsk]]", "unknown-key.near key=rsk near=risk"},
	} {
		text := strings.Replace(blank(), "\n"+tt.old, "\n"+tt.new, 1)
		if text == blank() {
			t.Errorf("%s is not in the plan", tt.old)
			continue
		}
		at := 0
		for i, s := range strings.Split(text, "\n") {
			first, last := strings.Split(tt.new, "\n")[0], tt.new[strings.LastIndex(tt.new, "\n")+1:]
			if strings.HasPrefix(tt.want, "plan-unused.role") || strings.HasPrefix(tt.want, "plan-unused.channel") {
				last = "id = 'idle'"
			} else if strings.HasPrefix(tt.want, "plan-unused.resource") {
				last = "id = \"handouts\""
			}
			if s == last || s == first && at == 0 && last == first {
				at = i + 1
			}
		}
		_, told := parse(text)
		want := []string{fmt.Sprintf("%d %s", at, tt.want)}
		switch {
		case tt.want == "":
			want = nil
		case strings.HasPrefix(tt.want, "unknown-key"): // the list that is lost is missed as well
			want = append([]string{"1 missing-key key=risk"}, want...)
		}
		if d := cmp.Diff(want, told); d != "" {
			t.Errorf("%s:\n%s", tt.new, d)
		}
	}
}

func TestQuarters(t *testing.T) {
	for _, bad := range []string{"", "2027", "2027-q0", "2027-q5", "2027-Q1", "27-q1", "2027-q1 ", "0999-q1"} {
		if q, ok := plan.ParseQuarter(bad); ok {
			t.Errorf("%q is %v", bad, q)
		}
	}
	q, ok := plan.ParseQuarter("2027-q4")
	if !ok || q.String() != "2027-q4" || q.Next().String() != "2028-q1" || !q.Before(q.Next()) || q.Before(q) || plan.QuarterOf(q.Start()) != q || q.Start().Month() != 10 {
		t.Error(q)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(blank())
	f.Add("kind = 'plan'\nstart = 0001-01-01\nend = 9999-12-31\ngoal = [{measure = 3}, 4]\nresource = [{cost = {2027-q1 = -1}}]")
	f.Fuzz(func(t *testing.T, text string) {
		p, told := parse(text)
		if len(p.Quarters()) > 20 || p.Total() < 0 {
			t.Error("more than can be drawn")
		}
		if len(told) == 0 && (len(p.Goals) == 0 || p.Goals[0].Measure.Baseline == p.Goals[0].Measure.Target) {
			t.Error("a goal without a measure is whole")
		}
		for _, a := range p.Anchors() {
			if a.Pos.Line < 1 {
				t.Error("an entry that stands nowhere", a)
			}
		}
	})
}
