package readability

import (
	"math"
	"strings"
	"testing"
)

// Paragraphs of the site, counted by hand.
const (
	// From content/seniors/cameras-and-doorbells.en.md.
	enCamera = "A camera or a video doorbell can be a real comfort. You see who is at the door before you get up, " +
		"and you choose whether to answer. This guide helps you keep that view for yourself and for the people you pick."
	enIntruders = "The intruders used passwords that they had stolen elsewhere or guessed. The company disagreed with the " +
		"complaint, yet agreed to pay US$5.8 million in refunds ."
	// From content/seniors/cameras-and-doorbells.fr.md.
	frCamera = "Une caméra ou une sonnette vidéo peut être un vrai réconfort. Vous voyez qui est à la porte avant même de vous " +
		"lever, et vous choisissez de répondre ou non. Ce guide vous aide à garder ces images pour vous et pour les gens de votre choix."
	frIntruders = "Les intrus se servaient de mots de passe volés ailleurs ou devinés. L’entreprise a contesté la plainte, mais " +
		"elle a accepté de rembourser 5,8\u00a0millions de dollars américains ."
)

func TestCountsAgreeWithAHandCount(t *testing.T) {
	for _, c := range []struct {
		name, lang, text                           string
		words, sentences, syllables, long, longest int
	}{
		// 11, 17, 15 words; 17, 20, 17 syllables; long: doorbell comfort, whether, yourself.
		{"camera", "en-CA", enCamera, 43, 3, 54, 4, 17},
		// 11, 14 words (US$5.8 is one, of one syllable); 16, 22 syllables; long: intruders passwords elsewhere guessed,
		// company disagreed complaint million refunds.
		{"intruders", "en", enIntruders, 25, 2, 38, 9, 14},
		// 11, 19, 17 words; 18, 25, 19 syllables; long: sonnette réconfort, choisissez répondre.
		{"caméra", "fr-CA", frCamera, 47, 3, 62, 4, 19},
		// 12, 17 words (L’ is one, without a syllable); 18, 29 syllables (5,8 has one); long: servaient ailleurs devinés,
		// entreprise contesté plainte accepté rembourser millions dollars américains.
		{"intrus", "fr", frIntruders, 29, 2, 47, 11, 17},
	} {
		m := Of(c.lang, c.text)
		got := [5]int{m.Words, m.Sentences, m.Syllables, m.LongWords, m.Longest}
		if want := [5]int{c.words, c.sentences, c.syllables, c.long, c.longest}; got != want {
			t.Errorf("%s: words, sentences, syllables, long words, longest: %v, want %v", c.name, got, want)
		}
	}
}

func TestEachLanguageHasItsFormula(t *testing.T) {
	for _, c := range []struct {
		lang, text string
		formula    Formula
		score      float64
		band       Band
	}{
		{"en", enCamera, FleschKincaid, 0.39*43/3 + 11.8*54/43 - 15.59, VeryEasy},
		{"EN_ca", enCamera, FleschKincaid, 0.39*43/3 + 11.8*54/43 - 15.59, VeryEasy},
		{"fr-CA", frCamera, KandelMoles, 207 - 1.015*47/3 - 73.6*62/47, VeryEasy},
		{"de", enCamera, LIX, 43.0/3 + 100*4.0/43, VeryEasy},
		{"", enCamera, LIX, 43.0/3 + 100*4.0/43, VeryEasy},
		{"en", enIntruders, NoFormula, 0, NoBand}, // 25 words
		{"ja", enCamera, NoFormula, 0, NoBand},
		{"en", strings.Repeat("Responsibility necessitates investigation. ", 10), FleschKincaid, 0.39*3 + 11.8*15/3 - 15.59, VeryHard},
		{"fr", strings.Repeat("La confidentialité nécessite des vérifications. ", 10), KandelMoles, 207 - 1.015*5 - 73.6*16/5, VeryHard},
	} {
		m := Of(c.lang, c.text)
		if m.Formula != c.formula || math.Abs(m.Score-c.score) > 1e-9 || m.Band != c.band {
			t.Errorf("%s: %q %.3f %v, want %q %.3f %v", c.lang, m.Formula, m.Score, m.Band, c.formula, c.score, c.band)
		}
		if grade := m.Grade; (grade != 0) != (m.Formula == FleschKincaid) || grade != 0 && grade != m.Score {
			t.Errorf("%s: grade %.3f beside score %.3f", c.lang, grade, m.Score)
		}
	}
	if m := Of("en", strings.Repeat("I see it. ", 20)); m.Score >= 0 || m.Grade != 0 {
		t.Errorf("the easiest text: score %.2f, grade %.2f: there is no grade below 0", m.Score, m.Grade)
	}
}

func TestBandsHaveNamesAndOrder(t *testing.T) {
	names := ""
	for b := NoBand; b <= VeryHard+1; b++ {
		names += b.String() + " "
	}
	if want := " very-easy easy plain hard very-hard  "; names != want {
		t.Errorf("%q, want %q", names, want)
	}
	for _, c := range []struct {
		score float64
		want  Band
	}{{-2, VeryEasy}, {5.99, VeryEasy}, {6, Easy}, {7.99, Easy}, {8, Plain}, {9.99, Plain}, {10, Hard}, {13, VeryHard}} {
		if got := band(c.score, gradeBands); got != c.want {
			t.Errorf("grade %.2f: %v, want %v", c.score, got, c.want)
		}
	}
}

// A sentence that grows with its number of words must not come out easier, nor one with longer words.
func TestHarderTextsComeOutHarder(t *testing.T) {
	for _, texts := range [][]string{
		{"en", "Lock the door. Then go home. Call me there.", "Lock the door and then go home and call me there.", "Secure the entrance and afterwards return to your residence and telephone somebody there."},
		{"fr", "Fermez la porte. Rentrez chez vous. Appelez-moi de là.", "Fermez la porte et rentrez chez vous et appelez-moi de là.", "Verrouillez l’entrée, regagnez votre résidence et téléphonez immédiatement à quelqu’un."},
		{"sv", "Lås dörren. Gå hem. Ring mig sedan.", "Lås dörren och gå hem och ring mig sedan.", "Säkerställ ytterdörren och återvänd därefter hemåt och telefonera omedelbart."},
	} {
		before := 0.0
		for i, text := range texts[1:] {
			m := Of(texts[0], strings.Repeat(text+"\n", 6))
			score := m.Score
			if m.Formula == KandelMoles {
				score = -score
			}
			if m.Formula == NoFormula || i > 0 && score <= before {
				t.Errorf("%s: %q: %s %.2f after %.2f", texts[0], text, m.Formula, score, before)
			}
			before = score
		}
	}
}

func TestLabelsAreNotCountedButMayBeLongest(t *testing.T) {
	prose := enCamera + "\n"
	plain := Of("en", prose)
	for name, text := range map[string]string{
		"heading":      "Why it matters to you\n" + prose,
		"table":        prose + "Network\tWhat goes there\tWhy\nOffice\tWork computers, shared files\tYou cannot lose these\n",
		"short item":   prose + "Lock the door\nCall home\n",
		"symbols":      prose + "*** — 🎉\n",
		"empty blocks": "\n\n\t\n" + prose + "\n \n",
	} {
		if got := Of("en", text); got != plain {
			t.Errorf("%s: %+v, want %+v", name, got, plain)
		}
	}
	for name, c := range map[string]struct {
		text                      string
		words, sentences, longest int
	}{
		"nine words without a mark":   {"one two three four five six seven eight nine", 0, 0, 9},
		"ten words without a mark":    {"one two three four five six seven eight nine ten", 10, 1, 10},
		"a short sentence":            {"Lock the door.", 3, 1, 3},
		"what leads to a list":        {"Ask two things:\nwhat it costs;\nwho pays.\n", 8, 3, 3},
		"the end of a paragraph":      {"Lock the door. Then call", 5, 2, 3},
		"a mark inside, then a quote": {"He said “no!” to that", 0, 0, 5},
		"a mark in quotes":            {"He said “Call home.”", 4, 1, 4},
		"a colon after a space":       {"Appelez\u00a0:", 1, 1, 1},
	} {
		m := Of("en", c.text)
		if m.Words != c.words || m.Sentences != c.sentences || m.Longest != c.longest {
			t.Errorf("%s: %d words in %d sentences, longest %d; want %d, %d, %d", name, m.Words, m.Sentences, m.Longest, c.words, c.sentences, c.longest)
		}
	}
}

func TestMeasuringAllocatesLittle(t *testing.T) {
	text := strings.Repeat(enCamera+" "+frCamera+"\n", 50)
	for _, lang := range []string{"en", "fr", "sv"} {
		if n := testing.AllocsPerRun(10, func() { Of(lang, text) }); n > 4 {
			t.Errorf("%s: %.0f allocations for %d bytes", lang, n, len(text))
		}
	}
}

func BenchmarkOf(b *testing.B) {
	for _, c := range []struct{ lang, text string }{
		{"en", enCamera + "\n" + enIntruders + "\n"}, {"fr", frCamera + "\n" + frIntruders + "\n"}, {"sv", enCamera + "\n" + enIntruders + "\n"},
	} {
		text := strings.Repeat(c.text, 40)
		b.Run(c.lang, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				Of(c.lang, text)
			}
		})
	}
}
