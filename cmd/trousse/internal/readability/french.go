package readability

// countFrench counts the syllables of a French word as they are written and read: 0 where there is no vowel.
//
// As in written syllables, an e inside a word counts ("facilement" has four). As in reading, it is mute at the end: -e,
// -es, and -ent of verbs ("porte", "portes", "portent": one each). Two vowels that are read in one breath are
// one syllable ("bien", "mission", "nuit", "situation" has three), except after a consonant with l or r
// ("client", "oublier", "cruel").
func countFrench(w []byte) int {
	if n, ok := frenchWords[string(w)]; ok {
		return n
	}
	if len(w) > 2 && w[len(w)-1] == 's' {
		if n, ok := frenchWords[string(w[:len(w)-1])]; ok {
			return n
		}
	}
	return ruleFrench(w)
}

// ruleFrench is countFrench for a word that is not in the table.
func ruleFrench(w []byte) int {
	w = withoutMuteFrench(w)
	n, before := 0, false
	for i := range w {
		v := soundsFrench(w, i)
		if v && (!before || partsFrench(w, i)) {
			n++
		}
		before = v
	}
	return n
}

// withoutMuteFrench cuts an end that is not heard, unless it holds the only vowel ("les", "vent").
func withoutMuteFrench(w []byte) []byte {
	cut := len(w)
	switch {
	case ends(w, "e"):
		cut--
	case ends(w, "es"):
		cut -= 2
	case ends(w, "ent"):
		if !ends(w, "aient") && !ends(w, "oient") && heardEnt(w) {
			return w
		}
		cut -= 3
	}
	kept := w[:cut]
	if cut < len(w) && (ends(kept, "gu") || ends(kept, "qu")) {
		kept = kept[:cut-1] // "longue"
	}
	for i := range kept {
		if soundsFrench(kept, i) {
			return kept
		}
	}
	return w
}

// heardEnt says whether the ending -ent is heard: in nouns and adverbs ("moment", "souvent"), not in verbs ("donnent").
func heardEnt(w []byte) bool {
	if ends(w, "ment") {
		return !verbsInMent[string(w)]
	}
	return heardInEnt[string(w)] || ends(w, "tient") || ends(w, "vient") || ends(w, "Equent") ||
		ends(w, "cient") || ends(w, "scent")
}

// soundsFrench says whether the letter at i is a vowel: u is none in "que" and "guide", y none in "yeux".
func soundsFrench(w []byte, i int) bool {
	if !isVowel(w[i]) {
		return false
	}
	switch w[i] {
	case 'u':
		if i == 0 || w[i-1] != 'q' && w[i-1] != 'g' {
			return true
		}
		if i+1 == len(w) {
			return w[i-1] == 'g' // "aigu"
		}
		switch w[i+1] {
		case 'e', 'i', accented, 'y':
			return false
		case 'a', 'o':
			return w[i-1] == 'g'
		}
		return w[i-1] == 'g' || !isVowel(w[i+1]) && w[i+1] != '\''
	case 'y':
		return i > 0 || len(w) == 1 || !isVowel(w[1])
	}
	return true
}

// partsFrench says whether a new syllable begins between the vowels at i-1 and i.
func partsFrench(w []byte, i int) bool {
	a, b := w[i-1], w[i]
	switch {
	case b == apart, a == accented, a == apart:
		return true // maïs, réel, Noël
	case a == 'y':
		return true // voyage; "y" alone between consonant and vowel: "hyène"
	case b == 'y':
		return false
	}
	switch a {
	case 'i':
		if i > 1 && isVowel(w[i-2]) {
			return false // joie, biais; the border, if any, is before it
		}
		return cluster(w[:i-1])
	case 'u':
		if i > 1 && w[i-2] == 'o' {
			return cluster(w[:i-2]) && !begins(w[i:], "il") // éblouir, but brouillard
		}
		if i > 1 && isVowel(w[i-2]) && soundsFrench(w, i-2) {
			return false
		}
		return b != 'i' && cluster(w[:i-1]) // cruel, influence; but fluide, bruit
	case 'o':
		return b == 'a' || b == accented || b == 'e' && i+1 < len(w) || b == 'o' && (begins(w, "coop") || begins(w, "coor"))
	case 'a':
		return b == 'o' || b == accented || b == 'a'
	case 'e':
		return b == accented || b == 'o' && i > 1 && w[i-2] != 'g'
	}
	return false
}

// cluster says whether w ends in a consonant with l or r.
func cluster(w []byte) bool {
	n := len(w)
	if n < 2 || w[n-1] != 'l' && w[n-1] != 'r' {
		return false
	}
	switch w[n-2] {
	case 'b', 'c', 'd', 'f', 'g', 'p', 't', 'v', 'h':
		return true
	}
	return false
}
