// Package lexicon finds words that a text should not use, each with the word to use instead.
package lexicon

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Word is a word, or a few in order, and what to say instead.
type Word struct{ Avoid, Use string }

// Lexicon knows the words of one language. It does not change: any number of goroutines may ask it.
type Lexicon struct {
	byFirst map[string][]entry // by the first word, folded; those of more words come first
	starts  [256]bool          // first bytes of all of them
	longest int                // bytes of the longest first word
}

type entry struct {
	rest []string // the words behind the first, folded
	gaps []string // what stands before each: " " or "-"
	use  string
}

// Hit is a word that was found, by its bytes in the text.
type Hit struct {
	From, To int
	Use      string
}

// New makes a lexicon. Of a word that is there twice the first counts. None gives nil, which finds nothing.
func New(words []Word) *Lexicon {
	l := &Lexicon{byFirst: map[string][]entry{}}
	for _, w := range words {
		var e entry
		var first string
		text := []byte(w.Avoid)
		for at, n := 0, 0; ; n++ {
			from, to := nextWord(text, at)
			if from == to {
				break
			}
			word := string(fold(nil, text[from:to]))
			if n == 0 {
				first = word
			} else {
				gap := " "
				if strings.TrimSpace(string(text[at:from])) != "" {
					gap = string(text[at:from])
				}
				e.rest, e.gaps = append(e.rest, word), append(e.gaps, string(fold(nil, []byte(gap))))
			}
			at = to
		}
		if first == "" {
			continue
		}
		e.use = w.Use
		l.byFirst[first] = append(l.byFirst[first], e)
		l.starts[first[0]] = true
		l.longest = max(l.longest, len(first))
	}
	if len(l.byFirst) == 0 {
		return nil
	}
	for _, es := range l.byFirst {
		slices.SortStableFunc(es, func(a, b entry) int { return cmp.Compare(len(b.rest), len(a.rest)) })
	}
	return l
}

// Find gives what stands in a text as whole words, whatever the case, also with a plural "s". What stands in
// quotation marks is somebody else's word, or named and not used: it does not count.
func (l *Lexicon) Find(text []byte) []Hit {
	if l == nil {
		return nil
	}
	var hits []Hit
	var buf [64]byte
	for at := 0; at < len(text); {
		from, to := nextWord(text, at)
		if from == to {
			break
		}
		at = to
		// Most words are let go by their first letter. Capitals that are not ASCII are folded before they are asked for.
		c := text[from]
		if c < utf8.RuneSelf && !l.starts[lower(c)] || to-from > l.longest+8 || !apart(text, from, to) {
			continue
		}
		word := fold(buf[:0], text[from:to])
		es := l.byFirst[string(word)]
		if n := len(word); n > 1 && word[n-1] == 's' {
			if more := l.byFirst[string(word[:n-1])]; len(more) > 0 {
				es = append(slices.Clip(es), more...)
			}
		}
		for _, e := range es {
			if end, ok := e.goesOn(text, to); ok {
				hits = append(hits, Hit{from, end, e.use})
				at = end
				break
			}
		}
	}
	if len(hits) > 0 {
		marks := quotations(text)
		hits = slices.DeleteFunc(hits, func(h Hit) bool {
			return slices.ContainsFunc(marks, func(q [2]int) bool { return q[0] < h.From && h.From < q[1] })
		})
	}
	return hits
}

// goesOn tells whether the other words of an entry follow the first, which ends at a place, and where they end.
func (e entry) goesOn(text []byte, at int) (end int, ok bool) {
	var buf [64]byte
	for i, want := range e.rest {
		from, to := nextWord(text, at)
		if from == to || !sameGap(text[at:from], e.gaps[i]) || !apart(text, from, to) {
			return 0, false
		}
		word := fold(buf[:0], text[from:to])
		if n := len(word); string(word) != want && (word[n-1] != 's' || string(word[:n-1]) != want) {
			return 0, false
		}
		at = to
	}
	return at, true
}

// sameGap tells whether what stands between two words is what should: any space for a space.
func sameGap(got []byte, want string) bool {
	if want == " " {
		r, n := utf8.DecodeRune(got)
		return n == len(got) && (r == ' ' || r == '\u00a0' || r == '\u202f')
	}
	var buf [16]byte
	return string(fold(buf[:0], got)) == want
}

// nextWord gives the next run of letters and digits from a place on; from and to are the same at the end.
func nextWord(text []byte, at int) (from, to int) {
	from = at
	for from < len(text) {
		if c := text[from]; c < utf8.RuneSelf {
			if letters[c] {
				break
			}
			from++
			continue
		}
		r, n := utf8.DecodeRune(text[from:])
		if isWord(r) {
			break
		}
		from += n
	}
	to = from
	for to < len(text) {
		if c := text[to]; c < utf8.RuneSelf {
			if !letters[c] {
				break
			}
			to++
			continue
		}
		r, n := utf8.DecodeRune(text[to:])
		if !isWord(r) {
			break
		}
		to += n
	}
	return from, to
}

// letters are the letters and digits of ASCII.
var letters = func() (t [utf8.RuneSelf]bool) {
	for c := range t {
		t[c] = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
	}
	return t
}()

func isWord(r rune) bool {
	if r < utf8.RuneSelf {
		return letters[r]
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// apart tells whether a word is no piece of an address or a name: "hub" is none in "hub.example",
// "@hub" and "/hub/".
func apart(text []byte, from, to int) bool {
	if from > 0 && strings.IndexByte("@/_.#", text[from-1]) >= 0 && (from < 2 || text[from-1] != '/' || !isWord(rune(text[from-2]))) {
		return false
	}
	if to >= len(text) {
		return true
	}
	switch text[to] {
	case '@', '_':
		return false
	case '.':
		next, _ := utf8.DecodeRune(text[to+1:])
		return !isWord(next)
	}
	return true
}

// quotations lists what stands between « and », and between “ and ”, in the order of their ends. A mark
// without its like is none.
func quotations(text []byte) [][2]int {
	var pairs [][2]int
	var open, curly []int
	for i, r := range string(text) {
		switch r {
		case '«':
			open = append(open, i)
		case '“':
			curly = append(curly, i)
		case '»':
			if n := len(open); n > 0 {
				pairs, open = append(pairs, [2]int{open[n-1], i}), open[:n-1]
			}
		case '”':
			if n := len(curly); n > 0 {
				pairs, curly = append(pairs, [2]int{curly[n-1], i}), curly[:n-1]
			}
		}
	}
	return pairs
}

func lower(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// fold appends a word as it is compared: in small letters, with a straight apostrophe.
func fold(dst, word []byte) []byte {
	for i := 0; i < len(word); {
		if c := word[i]; c < utf8.RuneSelf {
			dst = append(dst, lower(c))
			i++
			continue
		}
		r, n := utf8.DecodeRune(word[i:])
		if r == '’' {
			dst = append(dst, '\'')
		} else {
			dst = utf8.AppendRune(dst, unicode.ToLower(r))
		}
		i += n
	}
	return dst
}
