package view_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"trousse/cmd/trousse/internal/site/testdata/sitetest"
	"trousse/cmd/trousse/internal/view"
)

const wordData = `kind = "glossary"
[[group]]
id = "things"
name.en = "Things"
name.fr = "Objets"
[[group]]
id = "threats"
name.en = "Threats"
name.fr = "Menaces"

[[term]]
id = "router"
group = "things"
term.en = "router"
term.fr = "routeur"
grammar.fr = "n. m."
also.en = ["gateway", "router box"]
definition.en = "Shares “one” & all."
definition.fr = "Partage « une » ligne."
confidence = "C"

[[term]]
id = "security-label"
group = "things"
term.en = "label"
term.fr = "étiquette"
definition.en = "A mark."
definition.fr = "Une marque."
confidence = "C"

[[term]]
id = "screen"
group = "threats"
term.en = "Screen"
term.fr = "écran"
definition.en = "Shows."
definition.fr = "Montre."
confidence = "GK"

[[organization]]
id = "cafc"
name.en = "Canadian Anti-Fraud Centre"
name.fr = "Centre antifraude du Canada"
short.en = "CAFC"
short.fr = "CAFC"
url.en = "https://example.org/en"
url.fr = "https://example.org/fr"

[[organization]]
id = "bureau"
name.en = "Bureau"
name.fr = "Le Bureau"
`

func wordList() fstest.MapFS {
	files := sitetest.Pages(`
		_index.en.md: title = "Home"
		_index.fr.md: title = "Accueil"
		words.en.md: title = "Glossary"; kind = "glossary" | Text.
		words.fr.md: title = "Glossaire"; slug = "mots"; kind = "glossary" | Modem {#modem}\n: Relie.
		a.en.md: title = "A" | A [router](term:), a [mark](term:security-label).\n\n::: include {file="/_parts/p"}\n:::
		a.fr.md: title = "A" | Un [modem](term:modem), un [routeur](term:router).`)
	sitetest.Put(files, "content/words.toml", wordData)
	sitetest.Put(files, "content/_parts/p.en.md", "## More\n\nA [screen](term:).\n")
	return files
}

func TestTermsAreSortedByTheirLanguage(t *testing.T) {
	m, maker := kit(t, wordList(), "")
	for file, want := range map[string]string{
		"words.en.md": "G: gateway→#router; L: label; R: router; S: Screen",
		"words.fr.md": "E: écran, étiquette; R: routeur",
	} {
		var letters []string
		for _, l := range maker.Page(m.Page(t, file)).Glossary.Letters {
			var entries []string
			for _, e := range l.Entries {
				text := e.Term
				if e.See != nil {
					text += "→" + e.See.URL
				}
				entries = append(entries, text)
			}
			letters = append(letters, l.Letter+": "+strings.Join(entries, ", "))
			if l.ID != "letter."+l.Letter {
				t.Error(l.ID)
			}
		}
		if got := strings.Join(letters, "; "); got != want {
			t.Errorf("%s: %s, want %s", file, got, want)
		}
	}
}

func TestATermIsPairedWithTheOtherLanguages(t *testing.T) {
	m, maker := kit(t, wordList(), "")
	g := maker.Page(m.Page(t, "words.fr.md")).Glossary
	want := view.Entry{ID: "router", Term: "routeur", Grammar: "n. m.", Definition: "Partage « une » ligne.",
		Foreign: []view.Foreign{{Tag: "en", Dir: "ltr", Language: "anglais", Text: "router", URL: "/kit/en/words/#router"}}}
	if d := cmp.Diff(want, g.Letters[1].Entries[0]); d != "" {
		t.Error(d)
	}
	groups := []view.TermGroup{{"Objets", []view.Link{{"étiquette", "#security-label"}, {"routeur", "#router"}}}, {"Menaces", []view.Link{{"écran", "#screen"}}}}
	if d := cmp.Diff(groups, g.Groups); d != "" {
		t.Error(d)
	}
	bodies := []view.Body{
		{ID: "cafc", Name: "Centre antifraude du Canada", Short: "CAFC", URL: "https://example.org/fr",
			Names: []view.Foreign{{Tag: "en", Dir: "ltr", Language: "anglais", Text: "Canadian Anti-Fraud Centre (CAFC)", URL: "https://example.org/en"}}},
		{ID: "bureau", Name: "Le Bureau", Names: []view.Foreign{{Tag: "en", Dir: "ltr", Language: "anglais", Text: "Bureau"}}},
	}
	if d := cmp.Diff(bodies, g.Organizations); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{"anglais"}, g.Others); d != "" || g.Count != 3 {
		t.Error(g.Count, d)
	}
}

// A page explains terms of data as it does those of definition lists, in parts as well; both can be in one glossary.
func TestTermsOfDataAreExplainedInPlace(t *testing.T) {
	m, maker := kit(t, wordList(), "")
	if got := sitetest.Told(m.Joined); got != "" {
		t.Error(got)
	}
	p := m.Page(t, "a.en.md")
	want := []view.Term{{"router", "Shares “one” & all."}, {"label", "A mark."}, {"Screen", "Shows."}}
	if d := cmp.Diff(want, maker.Page(p).Explained); d != "" {
		t.Error(d)
	}
	text := assembled(t, m, maker.FillPage(p), p)
	for _, piece := range []string{
		`popovertarget="term.1">router</button>`, `<b>router: </b>Shares “one” &amp; all. <a href="/kit/en/words/#router">`, `popovertarget="term.3">screen</button>`,
	} {
		if !strings.Contains(text, piece) {
			t.Errorf("%s is not in\n%s", piece, text)
		}
	}
	if got := maker.Page(m.Page(t, "a.fr.md")).Explained; len(got) != 2 || got[0].Text != "Relie." || got[1].Term != "routeur" {
		t.Errorf("%+v", got)
	}
	for id, want := range map[string]bool{"router": true, "cafc": true, "modem": true, "nothing": false} {
		if got := m.Page(t, "words.fr.md").HasAnchor(id); got != want {
			t.Errorf("anchor %s: %v", id, got)
		}
	}
}

func TestTermsOfDataAreInTheLinkedData(t *testing.T) {
	m, maker := kit(t, wordList(), "")
	set := linked(t, m, maker, "words.fr.md")["DefinedTermSet"]
	var got []string
	for _, v := range set["hasDefinedTerm"].([]any) {
		term := v.(object)
		got = append(got, term["@id"].(string)+" "+term["name"].(string)+" "+term["description"].(string))
	}
	want := []string{
		"https://example.org/kit/fr/mots/#modem Modem Relie.", "https://example.org/kit/fr/mots/#router routeur Partage « une » ligne.",
		"https://example.org/kit/fr/mots/#security-label étiquette Une marque.", "https://example.org/kit/fr/mots/#screen écran Montre.",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestAGlossaryIsATableToExport(t *testing.T) {
	m, maker := kit(t, wordList(), "")
	b := maker.Book(m.Page(t, "words.fr.md"))
	wholeBook(t, b)
	terms := b.Sheets[0]
	if terms.File != "termes" || terms.Columns[2].Name != "Terme (français)" || terms.Columns[3].Name != "Terme (anglais)" {
		t.Errorf("%+v", terms.Columns)
	}
	if row := terms.Rows[0]; row[0].Text != "router" || row[1].Text != "Objets" || row[2].Text != "routeur" || row[3].Text != "router" || row[7].Text != "gateway; router box" {
		t.Errorf("%+v", row)
	}
	if row := b.Sheets[1].Rows[0]; row[1].Text != "Centre antifraude du Canada" || row[2].Text != "Canadian Anti-Fraud Centre" {
		t.Errorf("%+v", row)
	}
}
