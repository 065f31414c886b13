package locale

import (
	"unicode"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

// Initial gives the letter below which a word stands in a list that is sorted by [Compare]: "É" is "E" in
// French, and "Å" a letter of its own in Swedish. A word that begins with a digit stands below "0–9", one
// without letters below "#".
//
// The function must not be called from two goroutines at once: take one for each.
func Initial(tag string) func(word string) string {
	t, err := language.Parse(tag)
	if err != nil {
		t = language.Und
	}
	c, order := collate.New(t, collate.Loose), Compare(tag)
	return func(word string) string {
		for _, r := range word {
			switch {
			case unicode.IsDigit(r):
				return "0–9"
			case !unicode.IsLetter(r):
				continue
			}
			letter := string(unicode.ToUpper(r))
			if letter[0] < 0x80 {
				return letter
			}
			// What counts as alike but for an accent is one letter. A ligature stands where its letters would.
			if base := string([]rune(norm.NFD.String(letter))[:1]); base != letter && c.CompareString(base, letter) == 0 {
				return base
			}
			for _, near := range [][2]string{{"OD", "OF"}, {"AD", "AF"}} {
				if order(near[0], letter) < 0 && order(letter, near[1]) < 0 {
					return near[0][:1]
				}
			}
			return letter
		}
		return "#"
	}
}
