package corpus

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// text says one thing in both languages. Slots in braces stand for what [slots] holds.
type text struct{ en, fr string }

// device is what a page or a sentence is about.
type device struct {
	id       string
	en, ens  string // singular, plural
	fr, frs  string
	feminine bool
}

var devices = []device{
	{"camera", "camera", "cameras", "caméra", "caméras", true},
	{"doorbell", "video doorbell", "video doorbells", "sonnette vidéo", "sonnettes vidéo", true},
	{"thermostat", "thermostat", "thermostats", "thermostat", "thermostats", false},
	{"speaker", "smart speaker", "smart speakers", "enceinte vocale", "enceintes vocales", true},
	{"router", "router", "routers", "routeur", "routeurs", false},
	{"television", "television", "televisions", "téléviseur", "téléviseurs", false},
	{"watch", "watch", "watches", "montre", "montres", true},
	{"bulb", "light bulb", "light bulbs", "ampoule", "ampoules", true},
	{"lock", "door lock", "door locks", "serrure", "serrures", true},
	{"plug", "smart plug", "smart plugs", "prise intelligente", "prises intelligentes", true},
	{"baby-monitor", "baby monitor", "baby monitors", "moniteur pour bébé", "moniteurs pour bébé", false},
	{"vacuum", "robot vacuum", "robot vacuums", "aspirateur robot", "aspirateurs robots", false},
	{"printer", "printer", "printers", "imprimante", "imprimantes", true},
	{"tablet", "tablet", "tablets", "tablette", "tablettes", true},
	{"console", "game console", "game consoles", "console de jeu", "consoles de jeu", true},
	{"refrigerator", "refrigerator", "refrigerators", "réfrigérateur", "réfrigérateurs", false},
	{"smoke-detector", "smoke detector", "smoke detectors", "détecteur de fumée", "détecteurs de fumée", false},
	{"garage-door", "garage door opener", "garage door openers", "ouvre-porte de garage", "ouvre-portes de garage", false},
	{"toy", "talking toy", "talking toys", "jouet parlant", "jouets parlants", false},
	{"terminal", "payment terminal", "payment terminals", "terminal de paiement", "terminaux de paiement", false},
	{"scale", "bathroom scale", "bathroom scales", "balance", "balances", true},
	{"tensiometer", "blood pressure monitor", "blood pressure monitors", "tensiomètre", "tensiomètres", false},
	{"alarm", "alarm panel", "alarm panels", "tableau d'alarme", "tableaux d'alarme", false},
	{"leak-sensor", "leak sensor", "leak sensors", "détecteur d'eau", "détecteurs d'eau", false},
	{"e-reader", "e-reader", "e-readers", "liseuse", "liseuses", true},
	{"projector", "projector", "projectors", "projecteur", "projecteurs", false},
}

// people all begin with "un" or "une" in French, so that "de" and "que" before them are "d'" and "qu'".
var people = []text{
	{"a neighbour", "une voisine"},
	{"a colleague", "un collègue"},
	{"a granddaughter", "une petite-fille"},
	{"a friend of the family", "un ami de la famille"},
	{"a tenant", "une locataire"},
	{"an installer", "un installateur"},
	{"a caregiver", "une aide à domicile"},
	{"a student", "un élève"},
	{"a new employee", "une nouvelle employée"},
	{"a visitor", "un visiteur"},
	{"a technician", "une technicienne"},
	{"a librarian", "une bibliothécaire"},
}

var times = []text{
	{"every month", "chaque mois"},
	{"every season", "chaque saison"},
	{"twice a year", "deux fois par an"},
	{"on the first Sunday of the month", "le premier dimanche du mois"},
	{"after every update", "après chaque mise à jour"},
	{"when the clocks change", "au changement d'heure"},
	{"before the holidays", "avant les vacances"},
	{"at the start of the school year", "à la rentrée"},
	{"once a week", "une fois par semaine"},
	{"when someone moves out", "au départ d'un membre du foyer"},
	{"before the first snow", "avant la première neige"},
	{"after a power failure", "après une panne de courant"},
}

var places = []text{
	{"in the kitchen", "dans la cuisine"},
	{"at the front door", "à la porte d'entrée"},
	{"in the garage", "dans le garage"},
	{"at the cottage", "au chalet"},
	{"in a child's room", "dans une chambre d'enfant"},
	{"behind the counter", "derrière le comptoir"},
	{"in the workshop", "dans l'atelier"},
	{"near the balcony", "près du balcon"},
	{"in the living room", "au salon"},
	{"in the basement", "au sous-sol"},
	{"in a rented flat", "dans un logement loué"},
	{"in the waiting room", "dans la salle d'attente"},
}

var things = []text{
	{"the microphone", "le micro"},
	{"the location", "la position"},
	{"the remote access", "l'accès à distance"},
	{"the guest network", "le réseau invité"},
	{"the second step at sign-in", "la deuxième étape à la connexion"},
	{"the motion alert", "l'alerte de mouvement"},
	{"the recording", "l'enregistrement"},
	{"the online storage", "le stockage en ligne"},
	{"the voice control", "la commande vocale"},
	{"the shared account", "le compte partagé"},
	{"the activity log", "le journal d'activité"},
	{"the night mode", "le mode de nuit"},
}

// slots is what one sentence speaks of.
type slots struct {
	device
	who, when, where, thing text
	n                       int
}

// draw picks what a sentence speaks of: mostly the page's own device.
func draw(r *rand.Rand, own device) slots {
	s := slots{
		device: own,
		who:    pick(r, people), when: pick(r, times), where: pick(r, places), thing: pick(r, things),
		n: 2 + r.IntN(58),
	}
	if r.IntN(3) == 0 {
		s.device = pick(r, devices)
	}
	return s
}

func pick[T any](r *rand.Rand, of []T) T { return of[r.IntN(len(of))] }

// say fills the slots of both languages.
func (s slots) say(t text) text {
	return text{fill(t.en, "{", "}", s.english), fill(t.fr, "{", "}", s.french)}
}

func (s slots) english(slot string) string {
	switch slot {
	case "the":
		return "the " + s.en
	case "a":
		if strings.ContainsRune("aeiou", rune(s.en[0])) {
			return "an " + s.en
		}
		return "a " + s.en
	case "devices":
		return s.ens
	}
	return s.common(slot, func(t text) string { return t.en })
}

func (s slots) french(slot string) string {
	the := "le " + s.fr
	switch {
	case strings.ContainsAny(s.fr[:1], "aeiou"):
		the = "l'" + s.fr
	case s.feminine:
		the = "la " + s.fr
	}
	switch slot {
	case "the":
		return the
	case "of":
		return contracted("du ", "de ", the)
	case "to":
		return contracted("au ", "à ", the)
	case "ofthing":
		return contracted("du ", "de ", s.thing.fr)
	case "a":
		if s.feminine {
			return "une " + s.fr
		}
		return "un " + s.fr
	case "e": // the ending of an adjective or participle
		if s.feminine {
			return "e"
		}
		return ""
	case "devices":
		return s.frs
	}
	return s.common(slot, func(t text) string { return t.fr })
}

// contracted puts a preposition before a noun with its article: de + le is du, à + le is au.
func contracted(joined, apart, noun string) string {
	if rest, ok := strings.CutPrefix(noun, "le "); ok {
		return joined + rest
	}
	return apart + noun
}

func (s slots) common(slot string, in func(text) string) string {
	switch slot {
	case "who":
		return in(s.who)
	case "when":
		return in(s.when)
	case "where":
		return in(s.where)
	case "thing":
		return in(s.thing)
	case "n":
		return strconv.Itoa(s.n)
	case "id":
		return s.id
	}
	return "{" + slot + "}"
}

// fill replaces each slot between open and end. A slot that begins with a capital gives its value one.
func fill(t, open, end string, value func(slot string) string) string {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(t, open)
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		slot, after, _ := strings.Cut(rest, end)
		if low := strings.ToLower(slot); low != slot {
			b.WriteString(capital(value(low)))
		} else {
			b.WriteString(value(slot))
		}
		t = after
	}
}

func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}
