package catalogue_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trousse/cmd/trousse/internal/archetype"
	"trousse/cmd/trousse/internal/datafile"
	"trousse/cmd/trousse/internal/kind/catalogue"
	"trousse/cmd/trousse/internal/kind/citation"
)

const whole = `kind = "catalogue"
checked = 2026-11-22

[[label]]
id = "uk-psti"
name = "PSTI"
owner.en = "UK government"
owner.fr = "Gouvernement du Royaume-Uni"
country.en = "United Kingdom"
country.fr = "Royaume-Uni"
since = "2024-04-29"
force = "law"
tests = ["regulator", "self"]
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
sources = ["uk-psti-2024"]

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
covers.en = "Devices talk."
covers.fr = "Les appareils se parlent."
leaves_out.en = "Security."
leaves_out.fr = "La sécurité."
seen = "common"
state = "active"
status.en = "1.6."
status.fr = "1.6."
advice.en = "Look."
advice.fr = "Regardez."
checked = 2026-11-20
sources = ["matter-2026"]

[[gap]]
id = "no-label"
title.en = "No label"
title.fr = "Pas d’étiquette"
text.en = "None."
text.fr = "Aucune."
gap = "labels"
sources = ["uk-psti-2024"]
`

func parse(text string) (*catalogue.Catalogue, string) {
	r, root := datafile.Open([]byte(text), "f", []string{"en", "fr"})
	c, ds := catalogue.Parse(r, root)
	var b strings.Builder
	for _, d := range ds {
		fmt.Fprintf(&b, "%d:%d %s", d.Pos.Line, d.Pos.Col, d.ID())
		for _, a := range d.Args {
			b.WriteString(" " + a.Name + "=" + a.Value)
		}
		b.WriteString("\n")
	}
	return c, b.String()
}

func TestAWholeCatalogueIsReadWithoutFault(t *testing.T) {
	c, said := parse(whole)
	if said != "" {
		t.Error(said)
	}
	l := c.Labels[0]
	if l.Name.In("fr") != "PSTI" || l.Since != (citation.Date{Year: 2024, Month: 4, Day: 29}) || c.Labels[1].Since.String() != "2022-10" {
		t.Errorf("%+v", l)
	}
	if d := cmp.Diff([]string{"self", "regulator"}, l.Tests); d != "" {
		t.Error("who tests is in the order of the words", d)
	}
	if g := c.Gaps[0]; g.Gap.ID != "labels" || g.Gap.Pos.Line != 57 {
		t.Errorf("%+v", g)
	}
	if d := cmp.Diff([]string{"uk-psti", "matter", "no-label"}, datafile.IDs(c.Anchors())); d != "" {
		t.Error(d)
	}
}

func TestLabelsAreGroupedAsAShopperMeetsThem(t *testing.T) {
	c, _ := parse(whole)
	var got []string
	for _, g := range c.Groups() {
		got = append(got, g.Seen)
	}
	if d := cmp.Diff([]string{"common", "indirect"}, got); d != "" {
		t.Error(d)
	}
	got = nil
	for _, cited := range c.Citations() {
		got = append(got, cited.Entry+":"+strings.Join(datafile.IDs(cited.Sources), ","))
	}
	if d := cmp.Diff([]string{"matter:matter-2026", "uk-psti:uk-psti-2024", "no-label:uk-psti-2024"}, got); d != "" {
		t.Error("sources are cited in the order of the page", d)
	}
	if d := cmp.Diff([]string{"matter-2026", "uk-psti-2024", "uk-psti-2024"}, datafile.IDs(c.Cites())); d != "" {
		t.Error(d)
	}
}

// Each line that must be there is missed: once, at the entry, or beside what is left of a text.
func TestEveryLineTakenOutIsToldOnce(t *testing.T) {
	optional := map[string]bool{"since": true, "gap": true, "sources": true}
	lines := strings.SplitAfter(whole, "\n")
	entry := 1
	for i, line := range lines {
		key, _, ok := strings.Cut(line, " = ")
		if strings.HasPrefix(line, "[[") {
			entry = i + 1
		}
		inGap := entry > 50
		if !ok || key == "kind" || optional[key] && (inGap || key == "since") {
			continue
		}
		_, said := parse(strings.Join(lines[:i], "") + strings.Join(lines[i+1:], ""))
		rule, at := "missing-key", entry
		if base, lang, two := strings.Cut(key, "."); two {
			rule, at = "text-language", i+1 // the other language moved up, or stands before
			if lang == "fr" {
				at = i
			}
			key = base
		}
		if strings.Count(said, "\n") != 1 || !strings.HasPrefix(said, fmt.Sprintf("%d:", at)) || !strings.Contains(said, rule) || !strings.Contains(said, key) {
			t.Errorf("without line %d (%s): %q, want %s at line %d", i+1, strings.TrimSpace(line), said, rule, at)
		}
	}
}

func TestFaultsOfACatalogueAreToldAtTheirPlaces(t *testing.T) {
	for _, tt := range []struct{ old, new, want string }{
		{`id = "matter"`, `id = "uk-psti"`, "29:6 duplicate-entry id=uk-psti line=5\n"},
		{`id = "no-label"`, `id = "matter"`, "52:6 duplicate-entry id=matter line=29\n"},
		{`"law"`, `"lwa"`, "12:9 bad-value.near key=label.force value=lwa allowed=law, voluntary near=law\n"},
		{`tests = ["lab"]`, `tests = []`, "36:9 bad-value.empty key=label.tests\n"},
		{`tests = ["lab"]`, `tests = ["lab", "lab"]`, "36:17 bad-value.duplicate key=label.tests value=lab\n"},
		{`tests = ["lab"]`, `tests = "lab"`, "36:9 wrong-type.list key=label.tests example=tests = [\"…\"]\n"},
		{`"2022-10"`, `"October 2022"`, "34:9 bad-date.since key=label.since value=October 2022\n"},
		{`"2022-10"`, `2022`, "34:9 bad-date.since key=label.since value=…\n"},
		{`"2024-04-29"`, `2024-04-29`, ""},
		{`"2022-10"`, `"2026-12"`, "34:9 dates-order.since key=label.since value=2026-12 checked=2026-11-20\n"},
		{"checked = 2026-11-22\n\n", "checked = 2026-11-21\n\n", "2:11 dates-order.checked value=2026-11-21 last=2026-11-22 line=25\n"},
		{"gap = \"labels\"", "gaps = \"labels\"", "57:1 unknown-key.near key=gap.gaps near=gap\n"},
	} {
		if _, said := parse(strings.Replace(whole, tt.old, tt.new, 1)); said != tt.want {
			t.Errorf("%s: %q, want %q", tt.new, said, tt.want)
		}
	}
	coming := strings.Replace(strings.Replace(whole, `"2022-10"`, `"2027-12-11"`, 1), "state = \"active\"\nstatus.en = \"1.6", "state = \"coming\"\nstatus.en = \"1.6", 1)
	if _, said := parse(coming); said != "" {
		t.Error("what is still to come begins later: ", said)
	}
}

// The draft that "trousse new" makes is whole.
func TestTheDraftOfACatalogueIsWithoutFault(t *testing.T) {
	c, said := parse(archetype.Data("catalogue"))
	if said != "" || len(c.Labels) == 0 || len(c.Gaps) == 0 {
		t.Error(len(c.Labels), len(c.Gaps), said)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(whole)
	f.Add("kind = 3\n[[label]]\ntests = {}\nsince = [1]\n[[gap]]\nid = 'a'")
	f.Fuzz(func(t *testing.T, text string) {
		c, _ := parse(text)
		c.Groups()
		c.Citations()
		for _, a := range c.Anchors() {
			if a.ID == "" {
				t.Error("an anchor without a name")
			}
		}
	})
}
