package readability

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxWord is from how many bytes a word is none of a language, but a code, and counts as a figure does. It also
// bounds what the rules for syllables may cost.
const maxWord = 100

// count counts the words of a chunk, which begins and ends with a letter or digit.
func (s *scanner) count(c string) {
	if strings.IndexByte(c, '@') > 0 || strings.Contains(c, "://") {
		s.add(1, 0)
		return
	}
	for i := 0; i < len(c); {
		r, n := decode(c[i:])
		if !isWordRune(r) {
			i += n
			continue
		}
		from := i
		for i < len(c) {
			next, n := decode(c[i:])
			if !isWordRune(next) && !isJoined(next) && !connects(r, next, c[i+n:]) {
				break
			}
			r = next
			i += n
		}
		s.word(c[from:i])
	}
}

// connects says whether r, which stands between before and rest, holds a word together.
func connects(before, r rune, rest string) bool {
	if rest == "" {
		return false
	}
	after, _ := decode(rest)
	switch {
	case isApostrophe(r), isHyphen(r), r == '.', r == '_':
		return isWordRune(after) && (isWordRune(before) || isJoined(before))
	case r == ',', r == ':', r == '/':
		return unicode.IsDigit(before) && unicode.IsDigit(after)
	case r == '$', r == '€', r == '£':
		return unicode.IsDigit(after) // "US$5.8"
	}
	return false
}

// smallWord adds a word of letters a to z, quickly.
func (s *scanner) smallWord(w string) {
	if len(w) > maxWord {
		s.add(1, 0)
		return
	}
	n := 0
	if s.syllables {
		s.letter = append(s.letter[:0], w...)
		if s.lang == french {
			n = countFrench(s.letter)
		} else {
			n = countEnglish(s.letter)
		}
	}
	s.add(max(n, 1), len(w))
}

// add adds a word. letters is 0 for a figure or an address, which is not long however many it has.
func (s *scanner) add(syllables, letters int) {
	s.now.Words++
	if s.syllables {
		s.now.syllables += syllables
	}
	if letters > 6 {
		s.now.long++
	}
}

// word adds a word, or in French the words that an apostrophe or hyphen joins.
func (s *scanner) word(w string) {
	if len(w) > maxWord {
		s.add(1, 0)
		return
	}
	letters, capitals := 0, 0
	for i := 0; i < len(w); {
		r, n := decode(w[i:])
		i += n
		switch {
		case r >= 'a' && r <= 'z':
			letters++
		case unicode.IsDigit(r), r == '.', r == '_', r == '$', r == '€', r == '£':
			s.add(1, 0) // "16h30", "trousse.example", "e.g"
			return
		case unicode.IsLetter(r):
			letters++
			if unicode.IsUpper(r) {
				capitals++
			}
		}
	}
	switch {
	case s.lang == french:
		s.frenchWords(w)
	case s.lang == english && s.syllables:
		s.add(s.spoken(w, letters, capitals, countEnglish), letters)
	default:
		s.add(0, letters)
	}
}

// frenchWords adds w and the words that are written together with it.
func (s *scanner) frenchWords(w string) {
	for {
		head, pronoun, ok := cutPronoun(w)
		if !ok {
			break
		}
		if pronoun != "t" && pronoun != "T" { // "a-t-il"
			s.add(1, len(pronoun))
		}
		w = head
	}
	for i, r := range w {
		if !isApostrophe(r) {
			continue
		}
		if syllables, ok := elided(w[:i]); ok {
			s.add(syllables, utf8.RuneCountInString(w[:i]))
			s.frenchWords(w[i+utf8.RuneLen(r):])
			return
		}
		break // "aujourd'hui"
	}
	letters, capitals := 0, 0
	for _, r := range w {
		if unicode.IsLetter(r) {
			letters++
			if unicode.IsUpper(r) {
				capitals++
			}
		}
	}
	if !s.syllables {
		s.add(0, letters)
		return
	}
	s.add(s.spoken(w, letters, capitals, countFrench), letters)
}

// cutPronoun parts a word from the pronoun that a hyphen ties to its end.
func cutPronoun(w string) (head, pronoun string, ok bool) {
	for i := len(w) - 1; i > 0 && len(w)-i <= 6; i-- {
		if w[i] < utf8.RuneSelf && w[i] != '-' || !utf8.RuneStart(w[i]) {
			continue
		}
		r, n := decode(w[i:])
		if !isHyphen(r) {
			continue
		}
		head, pronoun = w[:i], w[i+n:]
		var room [8]byte
		p := appendLower(room[:0], pronoun)
		if !tied[string(p)] || string(p) == "vous" && strings.EqualFold(head, "rendez") {
			return "", "", false
		}
		return head, pronoun, true
	}
	return "", "", false
}

// elided gives the syllables of what may stand before a French apostrophe: "l", "qu", "jusqu".
func elided(w string) (syllables int, ok bool) {
	if len(w) > 6 {
		return 0, false
	}
	var room [8]byte
	syllables, ok = elisions[string(appendLower(room[:0], w))]
	return syllables, ok
}

// spoken gives the syllables of one word, which may have hyphens.
func (s *scanner) spoken(w string, letters, capitals int, count func([]byte) int) int {
	if letters <= 5 && capitals >= 2 {
		return 1 // an abbreviation: "USB", "IoT"
	}
	n := 0
	s.letter = s.letter[:0]
	for i := 0; i < len(w); {
		if c := w[i]; c >= 'a' && c <= 'z' {
			s.letter = append(s.letter, c)
			i++
			continue
		}
		r, size := decode(w[i:])
		i += size
		if isHyphen(r) {
			n += count(s.letter)
			s.letter = s.letter[:0]
			continue
		}
		s.letter = appendSound(s.letter, r)
	}
	return max(n+count(s.letter), 1)
}

// Letters as the rules for syllables see them: a to z, an apostrophe, and these.
const (
	accented = 'E' // é, è or ê, never mute
	apart    = 'I' // ï, ü or ë: a syllable of its own
	joined   = 'O' // œ
	foreign  = '?' // a letter of another script
)

// appendSound appends a letter as the rules see it. A mark that stands by itself changes the letter before it.
func appendSound(b []byte, r rune) []byte {
	if r >= 'a' && r <= 'z' {
		return append(b, byte(r))
	}
	if r >= 'A' && r <= 'Z' {
		return append(b, byte(r)+'a'-'A')
	}
	switch unicode.ToLower(r) {
	case 'é', 'è', 'ê', 'æ':
		return append(b, accented)
	case 'ë', 'ï', 'ü':
		return append(b, apart)
	case 'à', 'â', 'ä', 'á', 'å', 'ã':
		return append(b, 'a')
	case 'î', 'í', 'ì':
		return append(b, 'i')
	case 'ô', 'ö', 'ó', 'ò', 'õ', 'ø':
		return append(b, 'o')
	case 'û', 'ù', 'ú':
		return append(b, 'u')
	case 'ÿ', 'ý':
		return append(b, 'y')
	case 'ç':
		return append(b, 'c')
	case 'ñ':
		return append(b, 'n')
	case 'œ':
		return append(b, joined)
	case '\u0300', '\u0301', '\u0302':
		if n := len(b); n > 0 && b[n-1] == 'e' {
			b[n-1] = accented
		}
		return b
	case '\u0308':
		if n := len(b); n > 0 && (b[n-1] == 'e' || b[n-1] == 'i' || b[n-1] == 'u') {
			b[n-1] = apart
		}
		return b
	}
	switch {
	case isApostrophe(r):
		return append(b, '\'')
	case isJoined(r):
		return b
	}
	return append(b, foreign)
}

// appendLower appends the small letters of a short word, for looking it up.
func appendLower(b []byte, w string) []byte {
	for _, r := range w {
		b = utf8.AppendRune(b, unicode.ToLower(r))
	}
	return b
}

func isWordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// isJoined says whether r belongs to the letter before it: an accent by itself, a soft hyphen, a joiner.
func isJoined(r rune) bool {
	return r >= utf8.RuneSelf && (unicode.Is(unicode.M, r) || r == '\u00ad' || r == '\u200c' || r == '\u200d' || r == '\u2060')
}

func isApostrophe(r rune) bool { return r == '\'' || r == '’' || r == 'ʼ' }

func isHyphen(r rune) bool { return r == '-' || r == '‐' || r == '‑' }

func digits(w string) bool {
	for i := 0; i < len(w); i++ {
		if w[i] < '0' || w[i] > '9' {
			return false
		}
	}
	return true
}

// threeDigits says whether w begins with three digits and no more.
func threeDigits(w string) bool {
	return len(w) >= 3 && digits(w[:3]) && (len(w) == 3 || w[3] < '0' || w[3] > '9')
}
