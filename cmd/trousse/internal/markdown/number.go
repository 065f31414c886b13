package markdown

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What a figure is, for an editor: a share (25 %, 1 in 4), an amount of money, a number of 1,000 or more, in
// digits or in words. What is none: a year, a date, a time, how long something takes, an age, a version, the
// number of a standard, of a telephone or of a step, the size of a password or of a screen.

// findFigure gives the bounds of the first figure in a text; they are the same where there is none.
func findFigure(s string, french bool) (from, to int) {
	for i := 0; i < len(s); {
		switch {
		case isDigit(s[i]):
			n := scanNumber(s, i, french)
			if from, to, ok := n.figure(s, french); ok {
				return from, to
			}
			i = n.past(s)
		case letterAt(s, i):
			end := wordEnd(s, i)
			if end-i < 16 && tellingLengths[s[i]]&(1<<(end-i)) != 0 && telling[strings.ToLower(s[i:end])] {
				if from, to, ok := inWords(s, i, end, french); ok {
					return from, to
				}
			}
			i = end
			// What goes on with a digit is a name: H264, IPv6.
			for i < len(s) && (isDigit(s[i]) || letterAt(s, i)) {
				i++
			}
		default:
			i++
		}
	}
	return 0, 0
}

// telling are the words that may belong to a figure in words. Most words of a text are none of them, and are
// passed by with one look.
var telling = func() map[string]bool {
	t := map[string]bool{}
	for _, words := range [][]string{largeWords, portionWords, {"percent", "cent", "thousands", "milliers"}} {
		for _, w := range words {
			t[w] = true
		}
	}
	for w := range counts {
		t[w] = true
	}
	return t
}()

// tellingLengths are the lengths of those that begin with a letter, a bit for each: enough to pass most words by.
var tellingLengths = func() (t [256]uint16) {
	for w := range telling {
		t[w[0]] |= 1 << len(w)
		t[w[0]-'a'+'A'] |= 1 << len(w)
	}
	return t
}()

func letterAt(s string, i int) bool {
	if s[i] < utf8.RuneSelf {
		return isAlpha(s[i])
	}
	r, _ := utf8.DecodeRuneInString(s[i:])
	return unicode.IsLetter(r)
}

func wordEnd(s string, i int) int {
	for i < len(s) {
		if s[i] < utf8.RuneSelf {
			if !isAlpha(s[i]) {
				return i
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if !unicode.IsLetter(r) {
			return i
		}
		i += n
	}
	return i
}

// space gives the width of the space at i, of whatever sort; 0 where there is none.
func space(s string, i int) int {
	for _, sp := range []string{" ", "\u00a0", "\u202f", "\u2009"} {
		if strings.HasPrefix(s[i:], sp) {
			return len(sp)
		}
	}
	return 0
}

func pastSpaces(s string, i int) int {
	for {
		n := space(s, i)
		if n == 0 {
			return i
		}
		i += n
	}
}

// wordAfter gives the word behind i and spaces, in small letters, and where it ends.
func wordAfter(s string, i int) (word string, end int) {
	i = pastSpaces(s, i)
	end = wordEnd(s, i)
	return strings.ToLower(s[i:end]), end
}

// wordBefore gives the word before i and spaces, as it is written, and where it begins.
func wordBefore(s string, i int) (word string, start int) {
	for i > 0 {
		r, n := utf8.DecodeLastRuneInString(s[:i])
		if r != '.' && r != ' ' && !unicode.IsSpace(r) && r != '°' {
			break
		}
		i -= n
	}
	start = i
	for start > 0 {
		r, n := utf8.DecodeLastRuneInString(s[:start])
		if !unicode.IsLetter(r) {
			break
		}
		start -= n
	}
	return s[start:i], start
}

// number is a number written in digits.
type number struct {
	from, to int
	whole    int  // the part before the decimal sign
	decimal  bool // there is a part behind it
	grouped  byte // what parts its thousands: ',', ' ', or 0 where nothing does
}

func scanNumber(s string, i int, french bool) number {
	n := number{from: i}
	add := func(from, to int) {
		for _, c := range []byte(s[from:to]) {
			n.whole = min(n.whole*10+int(c-'0'), 1<<50)
		}
	}
	end := digits(s, i)
	add(i, end)
	for end-i <= 3 || n.grouped != 0 {
		sep := 1
		group := byte(',')
		if french || end == len(s) || s[end] != ',' {
			if end == len(s) {
				break
			}
			sep, group = space(s, end), ' '
		}
		if sep == 0 || n.grouped != 0 && n.grouped != group || digits(s, end+sep) != end+sep+3 {
			break
		}
		add(end+sep, end+sep+3)
		n.grouped, end = group, end+sep+3
	}
	if end+1 < len(s) && (s[end] == '.' || s[end] == ',') && isDigit(s[end+1]) {
		n.decimal = true
		end = digits(s, end+1)
	}
	n.to = end
	return n
}

func digits(s string, i int) int {
	for i < len(s) && isDigit(s[i]) {
		i++
	}
	return i
}

// past gives where to look on behind a number that is no figure: behind all that is written in one with it, as a
// date, a telephone number or a version is.
func (n number) past(s string) int {
	i := n.to
	for i < len(s) {
		switch {
		case isDigit(s[i]), letterAt(s, i) && i > n.from && isDigit(s[i-1]):
			i++
		case i+1 < len(s) && strings.IndexByte("-./:,", s[i]) >= 0 && isDigit(s[i+1]):
			i++
		case n.runsOn(s, i):
			i += space(s, i)
		default:
			return i
		}
	}
	return i
}

// runsOn tells whether a space is followed by more digits: a telephone number, or a code.
func (n number) runsOn(s string, i int) bool {
	w := space(s, i)
	return w > 0 && i+w < len(s) && isDigit(s[i+w])
}

// figure tells whether a number is a figure, and what belongs to it.
func (n number) figure(s string, french bool) (from, to int, ok bool) {
	before, width := utf8.DecodeLastRuneInString(s[:n.from])
	var after rune
	if n.to < len(s) {
		after, _ = utf8.DecodeRuneInString(s[n.to:])
	}
	joined := strings.ContainsRune("-/.:,", after) && n.to+1 < len(s) && isDigit(s[n.to+1])
	coded := n.from > 0 && (strings.ContainsRune("-/.:#@_=+×", before) || unicode.IsLetter(before))
	if end, share := n.percent(s); share && !coded {
		return n.from, end, n.whole != 100 && n.whole != 0 || n.decimal
	}
	if joined || coded {
		return 0, 0, false
	}
	if strings.ContainsRune("$€£", before) && n.from > 0 {
		return n.from - width, n.large(s), true
	}
	next := pastSpaces(s, n.to)
	for _, sign := range []string{"$", "€", "£"} {
		// In English the sign stands before what it belongs to: "two 5 $7 lamps" has none of 5.
		if strings.HasPrefix(s[next:], sign) && (next+len(sign) == len(s) || !isDigit(s[next+len(sign)])) {
			return n.from, next + len(sign), true
		}
	}
	word, end := wordAfter(s, n.to)
	switch {
	case word == "dollars" || word == "dollar" || word == "euros":
		return n.from, end, true
	case slices.Contains(largeWords, word):
		return n.from, end, true
	case n.whole < 1000 && !n.decimal:
		return fraction(s, n.from, n.whole, n.to, french)
	case n.whole < 1000, unicode.IsLetter(after), after == '×', n.runsOn(s, n.to):
		return 0, 0, false
	}
	return n.from, n.to, !n.isName(s, before, word)
}

// percent tells whether a number is a share of a hundred, and where that ends.
func (n number) percent(s string) (end int, ok bool) {
	i := pastSpaces(s, n.to)
	for _, sign := range []string{"%", "percentage points", "percent", "per cent", "p. 100", "p.\u00a0100", "pour cent"} {
		if strings.HasPrefix(s[i:], sign) {
			return i + len(sign), true
		}
	}
	return 0, false
}

// large gives where an amount ends: behind "million" and the like.
func (n number) large(s string) int {
	if word, end := wordAfter(s, n.to); slices.Contains(largeWords, word) {
		return end
	}
	return n.to
}

var largeWords = []string{"million", "millions", "billion", "billions", "trillion", "trillions", "milliard", "milliards"}

// isName tells whether a number of 1,000 or more only names something, or measures what needs no source.
func (n number) isName(s string, before rune, unit string) bool {
	if slices.Contains(plainUnits, unit) {
		return true
	}
	if n.grouped == ',' {
		return false
	}
	if n.grouped == 0 && !n.decimal {
		year := n.to-n.from == 4 && n.whole >= 1900 && n.whole < 2100
		counting := strings.HasPrefix("1234567890", s[n.from:n.to]) // the worst of codes
		// What is counted follows; a code stands alone.
		if year || counting || unit == "" || s[n.from] == '0' || strings.ContainsRune("“«‘\"'", before) && n.from > 0 {
			return true
		}
	}
	word, _ := wordBefore(s, n.from)
	capitals := len(word) > 1 && strings.ToUpper(word) == word // EN 303 645, ISO 27001
	word = strings.ToLower(word)
	addressed := n.grouped == 0 && (word == "to" || word == "at" || word == "au") // "text it to 7726"
	return capitals || addressed || slices.Contains(namingWords, word)
}

// plainUnits are units of time, of text and of devices.
var plainUnits = strings.Fields(`second seconds minute minutes hour hours day days week weeks month months year years
	seconde secondes heure heures jour jours semaine semaines mois an ans année années
	character characters word words letter letters caractère caractères mot mots lettre lettres
	pixel pixels lumen lumens lux watt watts volt volts hz khz mhz ghz w kw kwh v mah m km cm mm metre metres mètre mètres kelvin k
	bit bits kb mb gb tb kbit mbit gbit ko mo go to dpi ppp`)

// namingWords stand before a number that names something.
var namingWords = strings.Fields(`article art articles section sections page pages p pp paragraph paragraphe chapter chapitre
	no nos n number numéro ext extension poste code pin nip step étape version model modèle port room channel act bill law loi standard norme
	call dial text texto textez texte appelez composez faites call appeler composer since depuis`)

// inWords looks at a word for a figure that has no digits, or that goes on with some.
func inWords(s string, i, end int, french bool) (from, to int, ok bool) {
	word := strings.ToLower(s[i:end])
	switch {
	case slices.Contains(largeWords, word):
		if before, start := wordBefore(s, i); counts[strings.ToLower(before)] > 0 || strings.EqualFold(before, "a") {
			return start, end, true
		}
		return i, end, true
	case word == "percent", word == "cent" && precededBy(s, i, "per", "pour"):
		if before, start := wordBefore(s, i); !strings.EqualFold(before, "per") && !strings.EqualFold(before, "pour") {
			return start, end, counts[strings.ToLower(before)] > 0
		} else if number, start := wordBefore(s, start); counts[strings.ToLower(number)] > 0 {
			return start, end, true
		}
	case word == "thousands" && precededBy(s, i, "of"), word == "milliers" && precededBy(s, i, "de"):
		_, start := wordBefore(s, i)
		_, start = wordBefore(s, start)
		return start, end, true
	case slices.Contains(portionWords, word):
		if french {
			return portion(s, i, end, "des", "de")
		}
		return portion(s, i, end, "of")
	case counts[word] > 0:
		return fraction(s, i, counts[word], end, french)
	}
	return 0, 0, false
}

var portionWords = []string{"half", "third", "thirds", "quarter", "quarters", "moitié", "tiers", "quart", "quarts"}

func precededBy(s string, i int, words ...string) bool {
	before, _ := wordBefore(s, i)
	return slices.Contains(words, strings.ToLower(before))
}

// portion looks at what follows "half": of people it is a figure, of a lemon it is none.
func portion(s string, i, end int, links ...string) (from, to int, ok bool) {
	link, at := wordAfter(s, end)
	if !slices.Contains(links, link) {
		return 0, 0, false
	}
	of, to := wordAfter(s, at)
	if of == "all" || of == "la" || of == "the" {
		of, to = wordAfter(s, to)
	}
	return i, to, slices.Contains(counted, of)
}

// counted are those whom surveys count.
var counted = strings.Fields(`people canadians adults households homes users businesses organizations companies respondents seniors teens youth
	children families parents students consumers incidents population
	personnes gens canadiens canadiennes adultes ménages foyers utilisateurs entreprises organisations répondants aînés jeunes enfants familles
	parents élèves consommateurs internautes québécois`)

// counts are numbers in words.
var counts = map[string]int{
	"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twenty": 20, "fifty": 50, "hundred": 100,
	"un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "sept": 7, "huit": 8, "neuf": 9, "dix": 10, "vingt": 20, "cinquante": 50, "cent": 100,
}

// fraction looks for a share behind a number: "1 in 4", "three out of ten", "une personne sur quatre", and of a
// larger number "161 of 184", "161 pages sur 184".
func fraction(s string, from, first, end int, french bool) (int, int, bool) {
	// "un" and "une" are everywhere: mostly nothing follows that makes a share of them.
	near := s[end:min(len(s), end+120)]
	if french && !strings.Contains(near, "sur") && !strings.Contains(near, "des") ||
		precededBy(s, from, "step", "question", "page", "part", "étape", "partie") {
		return 0, 0, false
	}
	link, at := wordAfter(s, end)
	many := false // only of ten or more is it a share
	if french {
		for n := 0; link != "sur" && link != "" && n < 6; n++ { // what is counted may stand between
			if link == "des" && n == 0 {
				break
			}
			many = n >= 2
			link, at = wordAfter(s, at)
		}
		if link != "sur" && link != "des" {
			return 0, 0, false
		}
		many = many || link == "des"
	} else if of, behind := wordAfter(s, at); link == "out" && of == "of" {
		at = behind
	} else if many = link == "of"; link != "in" && !many {
		return 0, 0, false
	}
	at = pastSpaces(s, at)
	to := digits(s, at)
	second := 0
	if to > at && to-at <= 3 {
		for _, c := range []byte(s[at:to]) {
			second = second*10 + int(c-'0')
		}
	} else {
		to = wordEnd(s, at)
		second = counts[strings.ToLower(s[at:to])]
	}
	if second <= first || many && (second < 10 || !isDigit(s[from]) || !isDigit(s[at])) {
		return 0, 0, false
	}
	after, _ := wordAfter(s, to)
	switch {
	case slices.Contains(plainUnits, after):
		return 0, 0, false
	case french && !isDigit(s[at]) && after != "" && !slices.Contains(afterShare, after):
		return 0, 0, false // "un appareil sur deux réseaux"
	}
	return from, to, true
}

// afterShare are words that may follow a share in French; a noun there makes it a place.
var afterShare = strings.Fields(`a ont avait avaient est sont était étaient dit disent possède utilise se s ne n y au aux des de du d qui en et ou chez dans parmi affirme déclare`)
