package locale

import (
	"strings"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// Compare gives the order of the language of a BCP 47 tag: capitals and accents where a reader
// looks for them, numbers by their value ("Grade 9" before "Grade 10"). Words that count as alike
// are ordered by their bytes, so that a list always comes out the same.
//
// The function must not be called from two goroutines at once: take one for each.
func Compare(tag string) func(a, b string) int {
	t, err := language.Parse(tag)
	if err != nil {
		t = language.Und
	}
	// CLDR weighs accents from the end of the word in Canadian French only (cote, côte, coté, côté).
	if strings.EqualFold(t.String(), "fr-CA") {
		if backwards, err := t.SetTypeForKey("kb", "true"); err == nil {
			t = backwards
		}
	}
	c := collate.New(t, collate.Numeric)
	return func(a, b string) int {
		if a == b {
			return 0
		}
		if d := c.CompareString(a, b); d != 0 {
			return d
		}
		return strings.Compare(a, b)
	}
}
