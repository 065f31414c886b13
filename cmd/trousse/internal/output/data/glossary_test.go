package data_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trousse/cmd/trousse/internal/output/data"
	"trousse/cmd/trousse/internal/site/testdata/sitetest"
)

func TestAGlossaryIsData(t *testing.T) {
	files := sitetest.Pages(`
		_index.en.md:
		_index.fr.md:
		words.en.md: kind = "glossary" | Modem {#modem}\n: Links a home.\n\nList\n: - x
		words.fr.md: kind = "glossary"
		guide.en.md: | Modem\n: No glossary.
		guide.fr.md:
	`)
	sitetest.Put(files, "content/words.toml", `kind = "glossary"
[[group]]
id = "all"
name = "All"
[[term]]
id = "router"
group = "all"
term.en = "router"
term.fr = "routeur"
grammar.fr = "n. m."
also.en = ["gateway"]
definition.en = "A box."
definition.fr = "Un boîtier."
confidence = "C"
`)
	_, docs := documents(t, files)
	s := schema(t)
	of := func(path string) *data.Glossary {
		var v any
		var d data.Document
		if err := json.Unmarshal([]byte(docs[path]), &v); err != nil {
			t.Fatal(err)
		}
		if faults := fit(s, s, "", v); len(faults) > 0 {
			t.Errorf("%s: %v", path, faults)
		}
		if err := json.Unmarshal([]byte(docs[path]), &d); err != nil {
			t.Fatal(err)
		}
		return d.Glossary
	}
	want := &data.Glossary{Terms: []data.Term{
		{ID: "modem", Term: "Modem", Definition: "Links a home."},
		{ID: "list", Term: "List"},
		{ID: "router", Term: "router", Also: []string{"gateway"}, Definition: "A box.", Translations: []data.Translation{{Lang: "fr-CA", Term: "routeur"}}},
	}}
	if diff := cmp.Diff(want, of("en/words/index.json")); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if g := of("fr/words/index.json"); len(g.Terms) != 1 || g.Terms[0].Grammar != "n. m." || g.Terms[0].Term != "routeur" {
		t.Errorf("%+v", g)
	}
	if of("en/guide/index.json") != nil {
		t.Error("a guide has a glossary")
	}
}
