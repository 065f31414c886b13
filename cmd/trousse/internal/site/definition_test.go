package site_test

import (
	"testing"

	"trousse/cmd/trousse/internal/site/testdata/sitetest"
)

func TestTheGlossaryOfALanguageExplainsItsTerms(t *testing.T) {
	files := sitetest.Pages(`
		_index.en.md: title = "Home"
		_index.fr.md: title = "Accueil"
		words.en.md: title = "Words"; kind = "glossary" | Router {#box}\n: Shares a connection.\n\nListed\n: - not a sentence\n\n::: include {file="/_parts/more"}\n:::
		mots.fr.md: title = "Mots"; kind = "glossary"; key = "words" | Routeur {#box}\n: Partage une connexion.
		other.en.md: title = "Other" | Router {#box}\n: Something else.
	`)
	sitetest.Put(files, "content/_parts/more.en.md", "Modem\nBox {#box}\n: Links a home.\n")
	m := sitetest.Make(t, files)
	for _, c := range []struct{ lang, id, want string }{
		{"en", "box", "Shares a connection."}, // the page's own before that of a part
		{"en", "modem", "Links a home."},
		{"en", "listed", ""},
		{"en", "routeur", ""},
		{"fr", "box", "Partage une connexion."},
		{"fr", "modem", ""},
	} {
		got := ""
		if d := m.Site.Definition(m.Site.Tree(c.lang), c.id); d != nil {
			got = d.Text
		}
		if got != c.want {
			t.Errorf("%s %s: %q, want %q", c.lang, c.id, got, c.want)
		}
	}
	words := m.Page(t, "words.en.md")
	for id, want := range map[string]bool{"box": true, "modem": true, "listed": true, "routeur": false} {
		if words.HasAnchor(id) != want {
			t.Errorf("anchor %s: %v, want %v", id, !want, want)
		}
	}
}
