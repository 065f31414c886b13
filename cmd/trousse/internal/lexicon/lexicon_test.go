package lexicon_test

import (
	"strings"
	"testing"

	"trousse/cmd/trousse/internal/lexicon"
)

func words() *lexicon.Lexicon {
	return lexicon.New([]lexicon.Word{
		{Avoid: "router", Use: "routeur"}, {Avoid: "smart TV", Use: "téléviseur intelligent"}, {Avoid: "smart", Use: "intelligent"},
		{Avoid: "mail", Use: "courriel"}, {Avoid: "e-mail", Use: "courriel"}, {Avoid: "termes d’utilisation", Use: "conditions d’utilisation"},
		{Avoid: "hacké", Use: "piraté"}, {Avoid: "Écran", Use: "…"}, {Avoid: "code PIN", Use: "NIP"}, {Avoid: "POS", Use: "PDV"}, {Avoid: "mail", Use: "second"},
	})
}

func TestWordsAreFoundWholeInAnyCaseAndNumber(t *testing.T) {
	for text, want := range map[string]string{
		"Un router.":                             "router>routeur",
		"Deux ROUTERS, un Router":                "ROUTERS>routeur Router>routeur",
		"Des routerie, le subrouter":             "",
		"l’e-mail, l'e-mails et mail":            "e-mail>courriel e-mails>courriel mail>courriel",
		"voice-mail":                             "mail>courriel",
		"une smart TV et deux smart\u00a0TVs":    "smart TV>téléviseur intelligent smart\u00a0TVs>téléviseur intelligent",
		"smart. TV":                              "smart>intelligent",
		"smart\nTV":                              "smart>intelligent",
		"les termes d'utilisation":               "termes d'utilisation>conditions d’utilisation",
		"il est HACKÉ, elle est hackée":          "HACKÉ>piraté",
		"écrans ÉCRAN":                           "écrans>… ÉCRAN>…",
		"deux codes PIN":                         "codes PIN>NIP",
		"le code, PIN":                           "",
		"router.example et www.router":           "",
		"a@router.ca router@a.ca":                "",
		"/router/ #router a_router":              "",
		"router/modem modem/router":              "router>routeur router>routeur",
		"Fin: router. Ensuite":                   "router>routeur",
		"le mot « router » et router":            "router>routeur",
		"“router” et «\u00a0a “b” router\u00a0»": "",
		"router » et « router":                   "router>routeur router>routeur",
		"":                                       "",
	} {
		var got []string
		for _, h := range words().Find([]byte(text)) {
			got = append(got, text[h.From:h.To]+">"+h.Use)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestALexiconWithoutWordsFindsNothing(t *testing.T) {
	l := lexicon.New([]lexicon.Word{{Avoid: "…"}})
	if l != nil || l.Find([]byte("a … b")) != nil {
		t.Error("it found something")
	}
}

func FuzzFind(f *testing.F) {
	f.Add("le router « smart TV » hacké.e")
	f.Add("\xc3 router\xff’e-mails@")
	l := words()
	f.Fuzz(func(t *testing.T, text string) {
		last := 0
		for _, h := range l.Find([]byte(text)) {
			if h.From < last || h.To <= h.From || h.To > len(text) {
				t.Fatalf("%+v in %q", h, text)
			}
			last = h.To
		}
	})
}
