package readability

import (
	"slices"
	"strings"
	"testing"
)

func TestSentencesEndWhereTheyEnd(t *testing.T) {
	for _, c := range []struct{ lang, text string }{ // "|" stands where a sentence ends and the next begins
		{"en", "Lock it. |Unplug it! |Is it off? |Yes…"},
		{"en", "Dr. Roy and Mrs. Wu met M. Tremblay at 9 a.m. in St. John's. |They spoke."},
		{"en", "Use it, e.g. at home, i.e. Monday to Friday, etc. and so on. |Stop."},
		{"en", "Bring pens, paper, etc. |Then begin."},
		{"en", "See fig. 2, No. 5 and p. 12. |The answer is no. |Try again."},
		{"en", "It came out in Sept. 2019. |It cost 3.50 then."},
		{"en", "It costs $5.8 million, or 3.14 each, at 16:30. |Go to trousse.example/page.html. |Read it."},
		{"en", "J. R. Smith and J.-P. Roy wrote it. |So did I. |Then we left at 5 p.m. |He stayed."},
		{"en", "He said: “Call home.” |Then he left (at noon). |(He came back.) |So?"},
		{"en", "“Really?” she asked. |“Yes!” |Fine."},
		{"en", "Wait... |Now go. |iPhones work too. and this goes on"},
		{"en", "The agency said so . |It added more ."},
		{"en", "What?! |No… |55,000 people. |3 more."},
		{"en", "1. Unplug the camera. |2. Wait"},
		{"en", "Done. |🎉 — Next."},
		{"en", "One block\n|Another one. |And more\n|Cell one\t|Cell two"},
		{"en", "Keep it off, unless it helps me. |Then tell me."},
		{"fr", "Appelez Me. Roy et le Pr. Côté. |Bon."},
		{"en", "A version 2.0. |Ends in a number 7. |Next."},
		{"fr", "Vraiment? |Oui! |M. Roy, Mme Wu et le Dr Côté sont là. |Ils parlent."},
		{"fr", "Par exemple\u00a0: «\u00a0Tu peux voir ma porte, mais pas ma cuisine.\u00a0» |Vous décidez."},
		{"fr", "«\u00a0Vraiment?\u00a0» dit-elle. |«\u00a0Oui.\u00a0» |Il part."},
		{"fr", "Un appareil (p. ex. une caméra ou, p. ex. Ring) vous voit, c.-à-d. vous filme, etc. |Il y en a. |Bon."},
		{"fr", "Appelez le poste no. 12. |Le coût est de 5,8\u00a0millions\u202f! |Vraiment\u00a0?"},
		{"fr", "Allez à trousse.example. |Lisez l’art. 5 à 16 h 30. |Fin…"},
		{"sv", "Hej! |Gå till t.ex. Stockholm. |Kl. 5 börjar det."},
	} {
		want := strings.Split(c.text, "|")
		text := strings.Join(want, "")
		var got []string
		for _, s := range Sentences(c.lang, text) {
			got = append(got, text[s.From:s.To])
		}
		for i := range want {
			want[i] = strings.TrimSpace(want[i])
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s\n got %q\nwant %q", c.lang, got, want)
		}
	}
}

func TestWordsAreCountedAsTheDocumentationSays(t *testing.T) {
	for _, c := range []struct {
		lang, text string
		words      int
	}{
		{"en", "a two-step check-up", 3},
		{"en", "don't stop o'clock customers’ phones", 5},
		{"en", "55,000 accounts, 3.50 and 24/7", 5},
		{"en", "and/or yes—no", 4},
		{"en", "trousse.example https://trousse.example/a?b=c#d a@b.example", 3},
		{"en", "20% of US$5.8 & $7", 4},
		{"en", "a\u00a0b\u202fc", 3},
		{"en", "soft\u00adhyphen e\u0301te\u0301", 2},
		{"fr", "l’appareil qu'il jusqu’à d’abord", 8},
		{"fr", "aujourd’hui quelqu’un presqu’île", 3},
		{"fr", "dit-il a-t-il est-ce activez-la donnez-le-lui vas-y allez-vous-en", 16},
		{"fr", "rendez-vous peut-être vis-à-vis là-bas celui-ci sous-traitant", 6},
		{"fr", "c’est-à-dire", 2},
		{"fr", "55\u00a0000\u00a0comptes et 1\u202f234\u202f567", 4},
		{"fr", "12\u00a034 5 000", 4},
		{"fr", "«\u00a0oui\u00a0» 20\u00a0% 5\u00a0$ 16\u00a0h\u00a030", 6},
		{"sv", "Å åka till Malmö", 4},
		{"ru", "Привет, мир", 2},
		{"en", "… — * \u00a0", 0},
	} {
		n := 0
		for _, s := range Sentences(c.lang, c.text) {
			n += s.Words
		}
		if n != c.words {
			t.Errorf("%s: %q has %d words, want %d", c.lang, c.text, n, c.words)
		}
	}
}

// Each sentence lies in the text, after the one before, within one block, and has what Of counts; a text cut at a block's
// end gives what the whole gives.
func FuzzOf(f *testing.F) {
	for _, text := range []string{enCamera, enIntruders, frCamera, frIntruders, "1. a\tb\nM. x\u00a0» “… \xff e\u0301\r\n. ... 55\u00a0000 a.b.c d’d’d’-t-il-le",
		"«\u00a0Vraiment?\u00a0» dit-il. iPhone!? (p. ex.) no. 5"} {
		for _, lang := range []string{"en", "fr", "de", "zh"} {
			f.Add(lang, text, len(text)/2)
		}
	}
	f.Fuzz(func(t *testing.T, lang, text string, at int) {
		m, all := Of(lang, text), Sentences(lang, text)
		before, words, longest := 0, 0, 0
		for _, s := range all {
			if s.From < before || s.To <= s.From || s.To > len(text) || s.Words < 1 {
				t.Fatalf("%+v after %d in %d bytes", s, before, len(text))
			}
			if strings.ContainsAny(text[s.From:s.To], "\n\t") {
				t.Fatalf("%q spans blocks", text[s.From:s.To])
			}
			before = s.To
			words += s.Words
			longest = max(longest, s.Words)
		}
		if m.Longest != longest || m.Words > words || m.Sentences > len(all) || m.Words < m.Sentences || m.LongWords > m.Words || m.Syllables < 0 {
			t.Fatalf("%+v of %d words in %d sentences, longest %d", m, words, len(all), longest)
		}
		if (m.Formula == NoFormula) != (m.Band == NoBand) || m.Score != m.Score {
			t.Fatalf("%+v", m)
		}
		if at < 0 || at > len(text) {
			return
		}
		a, b := text[:at], text[at:]
		ma, mb, whole := Of(lang, a), Of(lang, b), Of(lang, a+"\n"+b)
		if whole.Words != ma.Words+mb.Words || whole.Sentences != ma.Sentences+mb.Sentences || whole.Syllables != ma.Syllables+mb.Syllables ||
			whole.LongWords != ma.LongWords+mb.LongWords || whole.Longest != max(ma.Longest, mb.Longest) {
			t.Fatalf("%+v and %+v make %+v", ma, mb, whole)
		}
		parts := Sentences(lang, a)
		for _, s := range Sentences(lang, b) {
			parts = append(parts, Sentence{s.From + at + 1, s.To + at + 1, s.Words})
		}
		if got := Sentences(lang, a+"\n"+b); !slices.Equal(got, parts) {
			t.Fatalf("%v, want %v", got, parts)
		}
	})
}
