// Package readability measures how hard a plain text is to read, with a formula made for its language.
//
// A formula sees how long sentences and words are, and nothing else: it cannot tell whether the text is true,
// well ordered or of use. It is a reason to look again, never a verdict.
//
// # What counts
//
// Flesch tested running text and skipped titles and headings (How to Write Plain English, 1979), and so does this
// package: a block that is one sentence without an end mark and shorter than [LabelWords] words is a label: a
// heading, a term, a table's cell, a short list item. Labels are in [Sentences] and may be the longest sentence, but
// are not in the counts, since many short labels would make hard prose look easy. A list item that ends in a mark, or
// is that long, is prose. One that carries on a sentence begun before the list ("Ask three things:") is a sentence of
// its own, as is what leads to it: Flesch counted each unit that a colon or semicolon marks off, and readers take a
// list item by item. Inside a block neither mark ends a sentence.
//
// # Words
//
// A word is a run of letters, digits, apostrophes and hyphens. No-break spaces are spaces, but "55 000" with one is
// one word. As with Flesch, figures, addresses and abbreviations in capitals ("16h30", "trousse.example", "USB") are
// words of one syllable, and a hyphenated word is one word.
//
// In French, what is elided is a word ("l'appareil" and "jusqu'à" are two), mostly without a syllable of its own, since
// it is read with the next; so is a pronoun after a verb ("dit-il", "a-t-il" and "activez-la" are two). Other compounds
// are one word: "rendez-vous", "peut-être", "aujourd'hui", "quelqu'un".
package readability

import "strings"

// Formula names a formula.
type Formula string

const (
	// NoFormula says that there are too few words, or that the language does not write spaces between words.
	NoFormula Formula = ""

	// FleschKincaid, for English, gives a school grade:
	// 0.39 × words per sentence + 11.8 × syllables per word − 15.59.
	// J. P. Kincaid, R. P. Fishburne, R. L. Rogers, B. S. Chissom, Derivation of New Readability Formulas for Navy
	// Enlisted Personnel, Research Branch Report 8-75, Naval Technical Training Command, 1975.
	FleschKincaid Formula = "flesch-kincaid"

	// KandelMoles, for French, gives an ease of reading, about 0 to 100, the higher the easier:
	// 207 − 1.015 × words per sentence − 73.6 × syllables per word.
	// L. Kandel, A. Moles, Application de l'indice de Flesch à la langue française, Cahiers d'études de
	// radio-télévision 19, 1958. Some tools give 209 − 1.15 − 68 under the same names; most give these figures.
	KandelMoles Formula = "kandel-moles"

	// LIX, for every other language, is words per sentence + percentage of words of more than six letters.
	// C. H. Björnsson, Läsbarhet, Stockholm, Liber, 1968; J. Anderson (Analysing the Readability of English and
	// Non-English Texts in the Classroom with Lix, 1981, ERIC ED207022) found that it serves other languages as well.
	LIX Formula = "lix"
)

const (
	// MinWords is how many words of running text a formula needs to say anything.
	MinWords = 30
	// LabelWords is from how many words a block that is one sentence without an end mark is running text.
	LabelWords = 10
)

// Measure is what is known of a text. Words, Sentences, Syllables and LongWords are of its running text (see
// the package's documentation), on which the formula rests.
type Measure struct {
	Words, Sentences int
	Syllables        int // 0 where the formula does not count them
	LongWords        int // of more than six letters
	Longest          int // words of the longest sentence, labels among them
	Formula          Formula
	Score            float64 // the formula's own figure
	Grade            float64 // school grade where the formula gives one, else 0
	Band             Band
}

// Band is how hard a text is, on one scale for all formulas.
type Band int

const (
	NoBand   Band = iota // no formula
	VeryEasy             // to the end of grade 5
	Easy                 // grades 6 and 7
	Plain                // grades 8 and 9
	Hard                 // grades 10 to 12
	VeryHard             // beyond school
)

// String gives "very-easy", "easy", "plain", "hard" or "very-hard", or "" for no band.
func (b Band) String() string {
	if b < VeryEasy || b > VeryHard {
		return ""
	}
	return [...]string{"very-easy", "easy", "plain", "hard", "very-hard"}[b-VeryEasy]
}

// Where one band ends and the next begins. Flesch gave each stretch of his scale a name and a school grade (The Art of
// Readable Writing, 1949): 90 and above very easy, grade 5; 70 to 90 easy, grades 6 and 7; 60 to 70 standard, grades 8
// and 9; 50 to 60 fairly difficult, the rest of school. The French formula is read on the same scale. For LIX, 30, 40, 50
// and 60 usually part children's books, fiction, newspapers, official texts and what is harder.
var (
	gradeBands = [...]float64{6, 8, 10, 13}
	easeBands  = [...]float64{90, 70, 60, 50}
	lixBands   = [...]float64{30, 40, 50, 60}
)

// Of measures a plain text, one block (paragraph, heading, list item, table row) a line and a tab between the
// cells of a row, as markdown.Document.Plain holds it. lang is a BCP 47 tag or its base language; "en-CA" and
// "en" are the same.
func Of(lang, text string) Measure {
	var m Measure
	l := languageOf(lang)
	scan(l, text, true, func(s *sentence) {
		m.Longest = max(m.Longest, s.Words)
		if s.label {
			return
		}
		m.Sentences++
		m.Words += s.Words
		m.Syllables += s.syllables
		m.LongWords += s.long
	})
	if m.Words < MinWords || l == unspaced {
		return m
	}
	perSentence := float64(m.Words) / float64(m.Sentences)
	perWord := float64(m.Syllables) / float64(m.Words)
	switch l {
	case english:
		m.Formula = FleschKincaid
		m.Score = 0.39*perSentence + 11.8*perWord - 15.59
		m.Grade = max(m.Score, 0)
		m.Band = band(m.Score, gradeBands)
	case french:
		m.Formula = KandelMoles
		m.Score = 207 - 1.015*perSentence - 73.6*perWord
		m.Band = VeryHard
		for i, from := range easeBands {
			if m.Score >= from {
				m.Band = VeryEasy + Band(i)
				break
			}
		}
	default:
		m.Formula = LIX
		m.Score = perSentence + 100*float64(m.LongWords)/float64(m.Words)
		m.Band = band(m.Score, lixBands)
	}
	return m
}

// band gives the first band that a figure, the higher the harder, stays below the end of.
func band(score float64, ends [4]float64) Band {
	for i, end := range ends {
		if score < end {
			return VeryEasy + Band(i)
		}
	}
	return VeryHard
}

// language is what the package knows of a language.
type language int

const (
	other language = iota
	english
	french
	unspaced // written without spaces between words, which therefore cannot be counted here
)

func languageOf(tag string) language {
	if i := strings.IndexAny(tag, "-_"); i >= 0 {
		tag = tag[:i]
	}
	switch strings.ToLower(tag) {
	case "en":
		return english
	case "fr":
		return french
	case "ja", "zh", "yue", "th", "lo", "km", "my", "bo", "dz":
		return unspaced
	}
	return other
}
