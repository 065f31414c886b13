package glossary_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trousse/cmd/trousse/internal/archetype"
	"trousse/cmd/trousse/internal/datafile"
	"trousse/cmd/trousse/internal/kind/glossary"
	"trousse/cmd/trousse/internal/lexicon"
)

const whole = `kind = "glossary"

[[group]]
id = "things"
name.en = "Things"
name.fr = "Objets"

[[term]]
id = "router"
group = "things"
term.en = "router"
term.fr = "routeur"
grammar.fr = "n. m."
also.en = ["gateway"]
definition.en = "A box."
definition.fr = "Un boîtier."
avoid.fr = ["router", "routers"]
confidence = "C"

[[term]]
id = "wi-fi"
group = "things"
term = "Wi-Fi"
definition.en = "A network."
definition.fr = "Un réseau."
confidence = "GK"

[[organization]]
id = "cafc"
name.en = "Canadian Anti-Fraud Centre"
name.fr = "Centre antifraude du Canada"
short.en = "CAFC"
url.en = "https://example.org/en"
url.fr = "https://example.org/fr"
`

func parse(text string) (*glossary.Glossary, string) {
	r, root := datafile.Open([]byte(text), "f", []string{"en", "fr"})
	g, ds := glossary.Parse(r, root)
	var b strings.Builder
	for _, d := range ds {
		fmt.Fprintf(&b, "%d:%d %s", d.Pos.Line, d.Pos.Col, d.ID())
		for _, a := range d.Args {
			b.WriteString(" " + a.Name + "=" + a.Value)
		}
		b.WriteString("\n")
	}
	return g, b.String()
}

func TestAWholeGlossaryIsReadWithoutFault(t *testing.T) {
	g, said := parse(whole)
	if said != "" {
		t.Error(said)
	}
	if d := cmp.Diff([]string{"router", "wi-fi", "cafc"}, datafile.IDs(g.Anchors())); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]lexicon.Word{{Avoid: "router", Use: "routeur"}, {Avoid: "routers", Use: "routeur"}}, g.Avoided("fr")); d != "" {
		t.Error(d)
	}
	if g.Avoided("en") != nil {
		t.Error("nothing is avoided in English")
	}
	if a := g.Terms[0].Avoid[1]; a.Pos != (datafile.Pos{Line: 17, Col: 23}) {
		t.Errorf("%+v", a)
	}
}

// Each line that must be there is missed: once, at the entry, or beside what is left of a text.
func TestEveryLineTakenOutIsToldOnce(t *testing.T) {
	optional := map[string]bool{"kind": true, "grammar.fr": true, "also.en": true, "avoid.fr": true, "short.en": true, "url.en": true, "url.fr": true}
	lines := strings.SplitAfter(whole, "\n")
	entry := 1
	for i, line := range lines {
		key, _, ok := strings.Cut(line, " = ")
		if strings.HasPrefix(line, "[[") {
			entry = i + 1
		}
		if !ok || optional[key] {
			continue
		}
		_, said := parse(strings.Join(lines[:i], "") + strings.Join(lines[i+1:], ""))
		rule, at := "missing-key", entry
		if base, lang, two := strings.Cut(key, "."); two {
			rule, at = "text-language", i+1
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

func TestFaultsOfAGlossaryAreToldAtTheirPlaces(t *testing.T) {
	for _, tt := range []struct{ old, new, want string }{
		{`id = "wi-fi"`, `id = "router"`, "21:6 duplicate-entry id=router line=9\n"},
		{`id = "cafc"`, `id = "wi-fi"`, "29:6 duplicate-entry id=wi-fi line=21\n"},
		{`group = "things"`, `group = "thing"`, "10:9 unknown-entry.near id=thing near=things\n"},
		{"[[term]]", "[[group]]\nid = \"empty\"\nname = \"Empty\"\n[[term]]", "9:6 glossary-group id=empty\n"},
		{`term = "Wi-Fi"`, `term.en = "Router"` + "\n" + `term.fr = "wifi"`, "21:6 glossary-name term=Router id=router line=9\n"},
		{`["router", "routers"]`, `["router", "Routeur"]`, "17:23 glossary-avoid word=Routeur id=router line=9\n"},
		{`avoid.fr = ["router", "routers"]`, `also.fr = ["a"]` + "\n" + `avoid.fr = ["A"]`, "18:13 glossary-avoid word=A id=router line=9\n"},
		{`term = "Wi-Fi"`, `term = "Wi-Fi"` + "\n" + `avoid.fr = ["Router"]`, "24:13 glossary-avoid.twice word=Router line=17\n"},
		{"https://example.org/fr", "example.org", "34:10 bad-value.url key=organization.url value=example.org\n"},
		{"https://example.org/fr", "javascript:x", "34:10 bad-value.url key=organization.url value=javascript:x\n"},
		{`"GK"`, `"S"`, "26:14 bad-value key=term.confidence value=S allowed=C, GK\n"},
		{`avoid.fr = ["router", "routers"]`, `avoid = ["router"]`, "17:9 wrong-type.per-language key=term.avoid example=avoid.en = \"…\"\n"},
	} {
		if _, said := parse(strings.Replace(whole, tt.old, tt.new, 1)); said != tt.want {
			t.Errorf("%s: %q, want %q", tt.new, said, tt.want)
		}
	}
}

// The draft that "trousse new" makes is whole.
func TestTheDraftOfAGlossaryIsWithoutFault(t *testing.T) {
	g, said := parse(archetype.Data("glossary"))
	if said != "" || len(g.Terms) == 0 || len(g.Organizations) == 0 {
		t.Error(len(g.Terms), len(g.Organizations), said)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(whole)
	f.Add("[[term]]\navoid.fr = 'x'\nalso = {fr = ['a', 3]}\n[[organization]]\nurl = {en = ''}")
	f.Fuzz(func(t *testing.T, text string) {
		g, _ := parse(text)
		g.Avoided("fr")
		g.Anchors()
	})
}
