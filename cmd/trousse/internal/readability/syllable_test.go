package readability

import (
	"strconv"
	"strings"
	"testing"
	"unicode"
)

// countWord counts the syllables of one word as a text's words are counted.
func countWord(lang, word string) int {
	n := 0
	scan(languageOf(lang), word, true, func(s *sentence) { n += s.syllables })
	return n
}

// The numbers are counted by hand. Words of which good dictionaries give two counts are left out.
const englishSyllables = `
1: the a I be he she me they eyes home homes house call called filled used moved played tried cried knows phone phones
1: lock locks watch like liked makes school through though strength world friend field piece build guide guard league quick
1: don't can't won't aren't you're they've I'll it's bridge change judge box fix please lens shoe toe sea view true blue cause
1: source while whole where here more sure cure flame rhyme type bye real scratched asked worked cheese eight height once USB IoT
2: table tables simple apple little cable centre metre fibre password passwords network router routers device update trousse's
2: boxes changes places houses wishes needed wanted added isn't doesn't wouldn't that'll haven't updates
2: something sometimes somewhere household homework statement basement safely safety useful careful wireless useless movement
2: being going doing seeing reading buying playing trying player buyer power people create quiet science client poem ruin fluid
2: ocean special patient nation station question vision million union onion region senior surgeon reset unplug begin return
2: hundred rhythm prism moment comment payment apply reply supply only early city cities easy maybe software firmware
2: argue language issue issued value valued rescue business marriage clever naked
3: camera cameras family families company companies video radio audio studio media medium area idea theatre devices
3: everyone everything continue continued factory gallery library
3: privacy permission connection connected protection decision encryption invented important example tourism enabled
3: official computer together however another remember telephone microphone location attention element
3: completely easily carefully easier carrier supplier quietly museum natural usual actual animal property entity beautiful
3: serious previous various period curious behaviour familiar recycled internet recipe guarantee
4: security television information activity original authority experience society variety anxiety biology reliable
4: material industrial development usually education situation technology apparently January necessary available identity
4: associate community ability operator appropriate temporary Canadian automatic European supermarket
5: university electricity automatically administrator possibility communication investigation association evaluated
5: opportunity vocabulary simultaneous enthusiasm
6: responsibility availability
`

const frenchSyllables = `
1: le la les de des que qui quoi un une est sont eux mot mots porte portes portent vie vies rue rues joie être ville mille quatre
1: bien rien pied ciel mieux lieu dieu oui nuit bruit suis huit lui œil cœur eau beau feu peu seul jour mai paix vent dent cent lent langue longue guerre
1: chaque quelque lorsque presque quand peuvent doivent veulent servent disent voient jouent fait faites prêt voix choix yeux poêle août
1: aient mangent aiment ferment tue signe simple double chambre autre notre l'autre qu'une d'eux NIP trousse
2: porter porté portée moment souvent argent parent client crier trier plier cruel pays maïs naïf Noël réel créer géant alarme
2: voyage payer moyen foyer loyer tuyau ayez soyez réseau chaos poète mission station avion million camion premier métier dernier
2: média radio travail conseil accueil famille veuillez clavier cahier fatigue équipe Québec aigu
2: paiement bouton écran serrure routeur courriel retire étaient disaient réponse enfant personne parfois toujours lumière adresse sonnette
2: l'argent jusqu'à dit-il est-ce a-t-il peut-être mangeaient l'écran d'abord quelqu'un
3: appareil caméra activez utilisent étudiant oublier ouvrier février éblouir activé utilise électrique formulaire
3: voyager appuyez employé envoyez idéal vidéo océan réunion continuer situation attention connexion employer héroïne
3: développe animal quotidien cohérent véhicule maladie batterie impression inconnu adhérent aujourd'hui rendez-vous
3: permission fabricant numéro chiffrement partager supprimer différent président téléphone fournisseur protection
3: l'appareil c'est-à-dire
4: sécurité ordinateur téléphoner facilement certainement réinstaller adolescent application association
4: intelligent intelligente priorité européen inconvénient gouvernement télécharger automatique identifié paramétrer renseignement
4: activez-les rapidement
5: développement vérification administrateur renouvellement réinitialise
6: réinitialiser municipalité responsabilité cybersécurité confidentialité confidentiellement
7: imperméabilité
`

func TestSyllablesOfWordsThatOneKnows(t *testing.T) {
	for lang, list := range map[string]string{"en": englishSyllables, "fr": frenchSyllables} {
		words := 0
		for _, line := range strings.Split(strings.TrimSpace(list), "\n") {
			number, rest, _ := strings.Cut(line, ": ")
			want, err := strconv.Atoi(number)
			if err != nil {
				t.Fatal(err)
			}
			for _, w := range strings.Fields(rest) {
				words++
				if got := countWord(lang, w); got != want {
					t.Errorf("%s %q has %d syllables, want %d", lang, w, got, want)
				}
			}
		}
		if words < 150 {
			t.Errorf("%s: only %d words", lang, words)
		}
	}
}

// A word that the rules get right has no place in a table of exceptions.
func TestExceptionsAreExceptions(t *testing.T) {
	for w, n := range englishWords {
		if got := ruleEnglish([]byte(w)); got == n {
			t.Errorf("the rules give %q its %d syllables without the table", w, n)
		}
		if strings.IndexFunc(w, func(r rune) bool { return r < 'a' || r > 'z' }) >= 0 {
			t.Errorf("%q is not as the rules see letters", w)
		}
	}
	for w, n := range frenchWords {
		if got := ruleFrench([]byte(w)); got == n {
			t.Errorf("the rules give %q its %d syllables without the table", w, n)
		}
		if strings.IndexFunc(w, func(r rune) bool { return !isVowel(byte(r)) && !unicode.IsLower(r) }) >= 0 {
			t.Errorf("%q is not as the rules see letters", w)
		}
	}
}
