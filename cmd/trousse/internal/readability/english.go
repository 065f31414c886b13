package readability

import "bytes"

// countEnglish counts the syllables of an English word as the rules of spelling let one hear them: 0 where
// there is no vowel. Of two pronunciations the shorter counts, as with Flesch.
func countEnglish(w []byte) int {
	if n, ok := englishWords[string(w)]; ok {
		return n
	}
	return ruleEnglish(w)
}

// ruleEnglish is countEnglish for a word that is not in the table.
func ruleEnglish(w []byte) int {
	if i := bytes.IndexByte(w, '\''); i >= 0 {
		return countContraction(w[:i], w[i+1:])
	}
	if len(w) > 3 && w[len(w)-1] == 's' && w[len(w)-2] != 's' {
		if n, ok := englishWords[string(w[:len(w)-1])]; ok {
			if hisses(w[:len(w)-1]) {
				n++
			}
			return n
		}
	}
	if len(w) > 4 && begins(w, "mc") && !isVowel(w[2]) {
		return 1 + countEnglish(w[2:]) // a name: "McCain"
	}
	if len(w) < 4 {
		return countPlain(w)
	}
	for _, p := range englishPrefixes[w[0]] {
		// A compound keeps the mute e of its first part: "something", "household".
		if len(w) > len(p)+2 && string(w[:len(p)]) == p && (p[len(p)-1] != 'e' || !isVowel(w[len(p)]) || string(w[len(p):]) == "one") {
			return countEnglish(w[:len(p)]) + countEnglish(w[len(p):])
		}
	}
	for _, x := range englishSuffixes[w[len(w)-1]] {
		if n := len(w) - len(x.letters); n >= 2 && string(w[n:]) == x.letters && hasVowel(w[:n]) {
			return countEnglish(w[:n]) + x.syllables
		}
	}
	return countPlain(w)
}

// countContraction counts a word with an apostrophe.
func countContraction(w, end []byte) int {
	n := countEnglish(w)
	if len(w) == 0 || len(end) == 0 {
		return n + countEnglish(end)
	}
	last := w[len(w)-1]
	switch string(end) {
	case "s":
		if hisses(w) {
			n++ // "house's"
		}
	case "ll", "ve":
		if !isVowel(last) {
			n++ // "that'll"
		}
	case "d":
		if last == 't' || last == 'd' {
			n++
		}
	case "t": // "didn't", "haven't"; but "can't", "aren't"
		if stem := w[:len(w)-1]; len(stem) > 0 && last == 'n' {
			n = countEnglish(stem)
			if before := stem[len(stem)-1]; !isVowel(before) && before != 'r' || string(stem) == "have" {
				n++
			}
		}
	case "m", "re", "n":
	default:
		n += countEnglish(end) // "o'clock"
	}
	return n
}

// countPlain counts the groups of vowels of a word without prefix and suffix.
func countPlain(w []byte) int {
	n, before := 0, false
	for i := range withoutMuteEnglish(w) {
		v := soundsEnglish(w, i)
		if v && (!before || partsEnglish(w, i)) {
			n++
		}
		before = v
	}
	if ends(w, "sm") || ends(w, "thm") || ends(w, "sms") || ends(w, "thms") {
		n++ // "tourism", "rhythm"
	}
	return n
}

// withoutMuteEnglish cuts an end that is not heard: the e of "home", "homes" and "called". It stays where it is the only
// vowel, and where it is heard: "table", "centre", "boxes", "needed".
func withoutMuteEnglish(w []byte) []byte {
	cut := len(w)
	switch {
	case ends(w, "e"):
		cut--
		if liquid(w[:cut]) {
			return w
		}
	case ends(w, "es"):
		cut -= 2
		if hisses(w[:cut]) || liquid(w[:cut]) {
			return w
		}
	case ends(w, "ed"):
		cut -= 2
		if cut > 0 && (w[cut-1] == 't' || w[cut-1] == 'd') || liquid(w[:cut]) {
			return w
		}
	}
	if cut == 0 || cut == len(w) || soundsEnglish(w, cut-1) && w[cut-1] != 'y' && !ends(w, "ed") || !hasVowel(w[:cut]) {
		return w
	}
	return w[:cut]
}

// liquid says whether w ends in l or r after another consonant, so that an e behind it is heard: "tabl-", "centr-".
func liquid(w []byte) bool {
	n := len(w)
	if n < 2 || w[n-1] != 'l' && w[n-1] != 'r' {
		return false
	}
	c := w[n-2]
	return !isVowel(c) && c != 'l' && c != 'r' && c != 'w'
}

// hisses says whether w ends in a sound after which -s and -es are a syllable: "box", "change", "wish".
func hisses(w []byte) bool {
	if ends(w, "e") {
		w = w[:len(w)-1]
	}
	if len(w) == 0 {
		return false
	}
	switch w[len(w)-1] {
	case 's', 'x', 'z', 'c', 'g':
		return true
	}
	return ends(w, "sh") || ends(w, "ch")
}

// soundsEnglish says whether the letter at i is a vowel: y is none before one at the start, and u none in "quick", "guide".
func soundsEnglish(w []byte, i int) bool {
	if !isVowel(w[i]) {
		return false
	}
	next := i+1 < len(w) && isVowel(w[i+1])
	switch w[i] {
	case 'y':
		return i > 0 || !next
	case 'u':
		if i == 0 || w[i-1] != 'q' && w[i-1] != 'g' {
			return true
		}
		if w[i-1] == 'g' && next && w[i+1] == 'o' {
			return true // "ambiguous"
		}
		return !next && i+1 < len(w) // "league", whose e is cut
	}
	return true
}

// partsEnglish says whether a new syllable begins between the vowels at i-1 and i.
func partsEnglish(w []byte, i int) bool {
	a, b, rest := w[i-1], w[i], w[i:]
	before := byte(0)
	if i > 1 {
		before = w[i-2]
	}
	earlier := i > 1 && hasVowel(w[:i-1])
	if b == apart || a == accented || b == accented && a != 'i' {
		return true
	}
	switch string([]byte{a, b}) {
	case "ao":
		return true // chaos
	case "ea":
		switch {
		case len(rest) == 1, string(rest) == "as":
			return earlier // idea, but sea
		case ends(w[:i-1], "cr"):
			return begins(rest, "at") && !begins(rest, "atu") // create
		case string(w[:i-1]) == "r":
			return begins(rest, "act") || begins(rest, "ali") || begins(rest, "app") || begins(rest, "ass")
		}
		return begins(rest, "atr") // theatre
	case "ei":
		return len(rest) == 1 || string(rest) == "ing" || string(rest) == "ings" ||
			string(w[:i-1]) == "r" && len(rest) > 4 && !begins(rest, "ign")
	case "eo":
		if before == 'g' || before == 'c' || before == 'h' {
			return i == 2 && !begins(rest, "orge") || before == 'h' && begins(rest, "or") // geography, theory
		}
		return !begins(rest, "opl") && !begins(rest, "opard")
	case "eu":
		return string(rest) == "um" || begins(rest, "us") && string(w[:i-1]) == "r" // museum, reuse
	case "ia":
		switch before {
		case 'c', 't':
			return begins(rest, "at") || before == 't' && i == 2 // negotiate
		case 'g', 's':
			return begins(rest, "ant") || begins(rest, "as") && before == 's'
		case 'l':
			short := begins(rest, "ar") || string(rest) == "a" || string(rest) == "an" || string(rest) == "ans" // Australian
			return !(short && earlier) && !(i > 2 && w[i-3] == 'l' && begins(rest, "ant"))
		case 'r':
			return !(begins(rest, "ag") && i > 2 && w[i-3] == 'r') // marriage
		}
		return true
	case "ie":
		switch {
		case begins(rest, "er"):
			return earlier && (len(rest) == 2 || string(rest) == "ers") && before != 't' && before != 'd' && before != 'h'
		case begins(rest, "est"):
			return earlier
		case begins(rest, "et"):
			return true // quiet, society
		case begins(rest, "enc"), begins(rest, "ent"):
			return before != 'c' && before != 't' || begins(w, "scien")
		case string(rest) == "en":
			return earlier // alien
		}
		return false
	case "io":
		switch before {
		case 't', 's', 'c', 'g', 'x', 'h':
			return begins(rest, "ol") || begins(rest, "od") || begins(rest, "ot")
		case 'n', 'v':
			return !begins(rest, "on") && !begins(rest, "or") && !begins(rest, "our")
		case 'l':
			return !(i > 2 && w[i-3] == 'l')
		}
		return true
	case "iu":
		return before != 'g' || !earlier
	case "ii":
		return true
	case "oa":
		return begins(rest, "asi") || begins(rest, "aut") || begins(rest, "alit") // coalition
	case "oe":
		return begins(rest, "ever") || len(rest) > 1 && (rest[1] == 'm' || rest[1] == 't' || rest[1] == 'f' || rest[1] == 'x')
	case "oi":
		return string(rest) == "ing" || string(rest) == "ings" || begins(rest, "incid")
	case "oo":
		return begins(rest, "oper") || begins(rest, "ordin")
	case "ua":
		return !begins(rest, "ade")
	case "ue":
		return len(rest) > 1 && (rest[1] == 'l' || rest[1] == 'n' || rest[1] == 'r' || rest[1] == 't')
	case "ui":
		return len(rest) == 1 || string(rest) == "ing" || begins(rest, "itio") || string(rest) == "in" || string(rest) == "id" ||
			begins(rest, "ins") || begins(rest, "icid") // continui-ty, ruin
	case "uo", "uu":
		return true
	case "ya", "yo", "yi", "yu":
		return true // trying, cyan; player, royal
	case "ye":
		return i > 1 && isVowel(before) || begins(rest, "er") && before != 'w'
	}
	return a == 'y'
}

func isVowel(c byte) bool {
	switch c {
	case 'a', 'e', 'i', 'o', 'u', 'y', accented, apart, joined:
		return true
	}
	return false
}

func hasVowel(w []byte) bool {
	for _, c := range w {
		if isVowel(c) {
			return true
		}
	}
	return false
}

func ends(w []byte, end string) bool {
	return len(w) >= len(end) && string(w[len(w)-len(end):]) == end
}

func begins(w []byte, start string) bool {
	return len(w) >= len(start) && string(w[:len(start)]) == start
}
