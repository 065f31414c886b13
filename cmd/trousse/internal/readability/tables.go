package readability

// kind says what a dot after an abbreviation leaves open. One that is in no table ends the sentence, unless a small letter follows.
type kind int

const (
	title        kind = iota + 1 // something always follows: "Mme", "vs"
	beforeNumber                 // a number follows: "fig. 2"
)

// abbreviations are in small letters, without the last dot. They serve every language.
var abbreviations = map[string]kind{
	"mr": title, "mrs": title, "ms": title, "dr": title, "drs": title, "dre": title, "prof": title, "rev": title,
	"hon": title, "sgt": title, "lt": title, "capt": title, "gen": title, "st": title, "ste": title, "mt": title,
	"mm": title, "mme": title, "mmes": title, "mlle": title, "mlles": title,
	"vs": title, "cf": title, "viz": title, "approx": title,
	"no": beforeNumber, "nos": beforeNumber, "nr": beforeNumber, "pp": beforeNumber, "fig": beforeNumber,
	"art": beforeNumber, "vol": beforeNumber, "ch": beforeNumber, "chap": beforeNumber, "sec": beforeNumber,
	"par": beforeNumber, "ext": beforeNumber, "tel": beforeNumber, "tél": beforeNumber, "al": beforeNumber,
	"jan": beforeNumber, "feb": beforeNumber, "apr": beforeNumber, "aug": beforeNumber, "sept": beforeNumber,
	"oct": beforeNumber, "nov": beforeNumber, "dec": beforeNumber, "janv": beforeNumber, "févr": beforeNumber,
	"juill": beforeNumber, "déc": beforeNumber, "ca": beforeNumber, "kl": beforeNumber, "éd": beforeNumber, "ed": beforeNumber,
}

// frenchTitles are abbreviations that are words, or nothing, in other languages.
var frenchTitles = map[string]bool{"me": true, "mes": true, "pr": true, "ex": true, "env": true, "boul": true, "mgr": true}

// englishWords are words that the rules get wrong, with their syllables. Plurals need no line of their own where they
// have as many, or one more after a hiss.
var englishWords = map[string]int{
	// A mute e inside the word, or a vowel that nobody says.
	"business": 2, "businesses": 3, "every": 2, "evening": 2, "chocolate": 2, "wednesday": 2, "colonel": 2, "whereas": 2,
	"interesting": 3, "medieval": 4, "aches": 1, "headaches": 2, "initiative": 4,
	// An e at the end that is said.
	"recipe": 3, "maybe": 2, "apostrophe": 4, "catastrophe": 4, "acne": 2, "karaoke": 4, "simile": 3, "adobe": 3, "anime": 3,
	"finale": 3, "epitome": 4, "facsimile": 4, "hyperbole": 4, "cafe": 2, "diabetes": 4, "argue": 2, "argued": 2, "segue": 2,
	"naked": 2, "wicked": 2, "rugged": 2, "beloved": 3, "embed": 2, "infrared": 3, "moped": 2, "biped": 2, "unwed": 2,
	// An e that the endings would make mute.
	"element": 3, "tenement": 3, "vehement": 3, "nicety": 3,
	// Vowels side by side.
	"ideal": 3, "european": 4, "caribbean": 4, "overseas": 3, "undersea": 3, "aerial": 4, "archaic": 3, "mosaic": 3,
	"prosaic": 3, "algebraic": 4, "photovoltaic": 6, "heroic": 3, "stoic": 2, "koala": 3, "boa": 2, "convenience": 3,
	"convenient": 3, "inconvenience": 4, "resilience": 3, "resilient": 3, "resiliency": 4, "canyon": 2, "battalion": 3, "vacuum": 2,
	"atheist": 3, "atheism": 4, "premier": 2, "glacier": 2, "chandelier": 3, "hyena": 3, "coerce": 2, "naive": 2,
	"patio": 3, "linear": 3, "nuclear": 3,
}

// englishPrefixes are first parts of compounds, by first letter: words that end in a mute e, or that the rules get wrong.
var englishPrefixes = byFirstLetter("every", "some", "home", "house", "base", "fire", "care", "time", "life", "safe", "note", "side",
	"there", "white", "name", "space", "place", "game", "face", "like", "love", "where", "more", "fore", "line", "code", "made",
	"use", "smoke", "store", "ware", "wide", "phone", "live", "knowledge", "large", "guide", "blue", "voice", "type", "take", "file",
	"sales", "spokes")

// suffix is an ending that leaves the word before it as it sounds by itself.
type suffix struct {
	letters   string
	syllables int
}

// englishSuffixes are by last letter; of several, the first that fits counts.
var englishSuffixes = [256][]suffix{
	'd': {{"board", 1}},
	'e': {{"ware", 1}, {"like", 1}, {"wise", 1}, {"some", 1}, {"place", 1}, {"where", 1}, {"time", 1}, {"line", 1}},
	'g': {{"keeping", 2}},
	'k': {{"work", 1}, {"book", 1}, {"back", 1}},
	'l': {{"ful", 1}},
	'p': {{"ship", 1}},
	'r': {{"maker", 2}, {"giver", 2}},
	's': {{"ments", 1}, {"less", 1}, {"ness", 1}, {"works", 1}, {"places", 2}, {"givers", 2}},
	't': {{"ment", 1}},
	'y': {{"ically", 2}, {"fully", 2}, {"lessly", 2}, {"iety", 3}, {"ty", 1}, {"ly", 1}},
}

func byFirstLetter(words ...string) (by [256][]string) {
	for _, w := range words {
		by[w[0]] = append(by[w[0]], w)
	}
	return by
}

// tied are the pronouns that French ties to a verb with a hyphen; t only helps to say it.
var tied = map[string]bool{
	"je": true, "tu": true, "il": true, "elle": true, "on": true, "nous": true, "vous": true, "ils": true, "elles": true,
	"ce": true, "le": true, "la": true, "les": true, "lui": true, "leur": true, "moi": true, "toi": true, "y": true, "en": true,
	"t": true,
}

// elisions are what may stand before a French apostrophe as a word of its own, with its syllables.
var elisions = map[string]int{
	"c": 0, "ç": 0, "d": 0, "j": 0, "l": 0, "m": 0, "n": 0, "s": 0, "t": 0, "qu": 0,
	"jusqu": 1, "lorsqu": 1, "puisqu": 1, "quoiqu": 1,
}

// frenchWords are words that the rules get wrong, with their syllables, in letters as the rules see them.
var frenchWords = map[string]int{
	"pays": 2, "paysage": 3, "paysan": 3, "abbaye": 3, "aout": 1, "saoul": 1, "paon": 1, "taon": 1, "faon": 1,
	"poEle": 1, "moelle": 1, "moelleux": 2, "aiguI": 2, "ambiguI": 3,
	"google": 2, "apple": 2, "facebook": 2,
}

// verbsInMent are verbs whose -ment is mute, unlike that of "moment" and "facilement".
var verbsInMent = sounds("abîment", "affament", "affirment", "aiment", "allument", "animent", "arment", "assument", "calment",
	"charment", "chôment", "confirment", "conforment", "consomment", "consument", "déclament", "déforment",
	"dénomment", "désarment", "dorment", "alarment", "endorment", "enferment", "entament", "enveniment", "escriment", "estiment",
	"expriment", "ferment", "filment", "forment", "fument", "gomment", "impriment", "informent", "intiment", "légitiment",
	"nomment", "parfument", "performent", "périment", "priment", "proclament", "programment", "raniment", "réaffirment",
	"referment", "reforment", "réforment", "renferment", "renomment", "résument", "réaniment", "suppriment",
	"surnomment", "transforment", "dépriment", "oppriment", "répriment", "sèment", "parsèment", "briment", "riment", "trament", "blâment",
	"acclament", "diffament", "reprogramment", "surestiment", "subliment", "plument", "inhument", "présument")

// heardInEnt are words whose -ent is heard, beside those in -ment.
var heardInEnt = sounds("absent", "accent", "accident", "adhérent", "adjacent", "affluent", "agent", "antécédent",
	"apparent", "ardent", "argent", "arpent", "auvent", "avent", "bivalent", "cent", "client",
	"cohérent", "compétent", "concurrent", "confident", "consent", "content", "contingent", "continent", "convergent", "couvent",
	"décadent", "décent", "déférent", "dent", "différent", "diligent", "dissident", "divergent",
	"dolent", "éloquent", "émergent", "éminent", "équivalent", "évent", "évident", "excellent", "expédient",
	"fervent", "fluent", "gent", "gradient", "imminent", "impatient", "impertinent", "impotent", "imprudent", "impudent",
	"incident", "incohérent", "incompétent", "inconvénient", "indécent", "indifférent", "indigent", "indolent", "indulgent", "influent",
	"ingrédient", "inhérent", "innocent", "insolent", "insurgent", "intelligent", "intermittent", "interférent", "latent", "lent", "malcontent",
	"mécontent", "négligent", "occident", "occurrent", "omnipotent", "omniprésent", "onguent", "opulent", "orient", "paravent", "parent",
	"patent", "pénitent", "permanent", "pertinent", "polyvalent", "précédent", "présent", "président", "proéminent",
	"prudent", "quotient", "récent", "récipient", "récurrent", "référent", "régent", "relent", "rémanent", "résident",
	"résilient", "serpent", "sergent", "somnolent", "souvent", "strident", "succulent", "subséquent", "talent", "tangent", "torrent", "transparent",
	"trident", "turbulent", "urgent", "vent", "violent", "virulent", "contrevent", "coefficient", "ambivalent")

// sounds gives a set of French words as the rules see their letters.
func sounds(words ...string) map[string]bool {
	set := make(map[string]bool, len(words))
	for _, w := range words {
		var b []byte
		for _, r := range w {
			b = appendSound(b, r)
		}
		set[string(b)] = true
	}
	return set
}
