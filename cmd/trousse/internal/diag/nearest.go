package diag

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// longest is the length in bytes beyond which a word is not compared: no name that somebody
// typed is longer, and comparing takes time in proportion to the product of two lengths.
const longest = 200

// Nearest returns the known word that word was most likely meant to be, and whether there is one.
//
// Words are near when few letters were left out, added, changed or swapped (Damerau–Levenshtein
// distance, no part edited twice): one in a word of three to five letters, two up to eight, and so
// on to four. Capitals and accents are not counted. Failing that, the one known word that begins with what was
// typed, or the one path with the same last part, is near. The answer does not depend on the order of known.
func Nearest(word string, known []string) (string, bool) {
	if word == "" || len(word) > longest {
		return "", false
	}
	start := fold(word)
	typed, last := []rune(start), lastPart(start)
	limit := min(len(typed)/3, 4)
	best, found := "", false
	var begins, ends []string
	var rows table
	for _, k := range known {
		if k == word {
			return k, true
		}
		if k == "" || len(k) > longest {
			continue
		}
		folded := fold(k)
		if n := utf8.RuneCountInString(folded); n-len(typed) <= limit && len(typed)-n <= limit {
			if d := rows.distance(typed, []rune(folded), limit); d <= limit {
				if !found || d < rows.best || d == rows.best && k < best {
					best, found, rows.best = k, true, d
				}
				continue
			}
		}
		if len(typed) >= 3 && strings.HasPrefix(folded, start) {
			begins = append(begins, k)
		}
		if lastPart(folded) == last {
			ends = append(ends, k)
		}
	}
	switch {
	case found:
		return best, true
	case len(begins) == 1:
		return begins[0], true
	case len(ends) == 1:
		return ends[0], true
	}
	return "", false
}

// fold makes words equal that differ in capitals and accents only.
func fold(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return strings.Map(func(r rune) rune {
				if unicode.Is(unicode.Mn, r) {
					return -1
				}
				return unicode.ToLower(r)
			}, norm.NFD.String(s))
		}
	}
	return strings.ToLower(s)
}

func lastPart(s string) string {
	s = strings.TrimSuffix(s, "/")
	return s[strings.LastIndexByte(s, '/')+1:]
}

// table holds the three rows of the distance matrix that are alive at one time, and the best distance yet.
type table struct {
	rows [3][]int
	best int
}

// distance counts the edits between a and b, or gives limit+1 as soon as there must be more.
func (t *table) distance(a, b []rune, limit int) int {
	for i := range t.rows {
		if cap(t.rows[i]) <= len(b) {
			t.rows[i] = make([]int, longest+1)
		}
		t.rows[i] = t.rows[i][:len(b)+1]
	}
	before, last, now := t.rows[0], t.rows[1], t.rows[2]
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		now[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			change := 1
			if a[i-1] == b[j-1] {
				change = 0
			}
			now[j] = min(last[j]+1, now[j-1]+1, last[j-1]+change)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				now[j] = min(now[j], before[j-2]+1)
			}
			least = min(least, now[j])
		}
		if least > limit+1 {
			return limit + 1
		}
		before, last, now = last, now, before
	}
	return last[len(b)]
}
