package readability

import (
	"unicode"
	"unicode/utf8"
)

// Sentence is one sentence of a text: text[From:To], with its quotes, brackets and end marks.
type Sentence struct {
	From, To int // byte offsets
	Words    int
}

// Sentences gives each sentence of a plain text in order, labels among them. lang and text are those of [Of].
//
// A sentence ends with its block, or with . ! ? or … at the end of a word. The mark does not end it where
// what follows begins with a small letter ("etc. and so on", « Vraiment? » dit-elle), nor after titles (Dr., Mme),
// abbreviations, initials, or a number that opens the block ("1. Unplug it").
func Sentences(lang, text string) []Sentence {
	var all []Sentence
	scan(languageOf(lang), text, false, func(s *sentence) { all = append(all, s.Sentence) })
	return all
}

// sentence is a sentence with what the formulas count in it.
type sentence struct {
	Sentence
	syllables, long int
	label           bool
}

// ending is what the text so far says about the end of the sentence.
type ending int

const (
	open     ending = iota // nothing
	ended                  // it ends here, unless a small letter follows
	numbered               // as ended, unless a number follows: "fig. 2"
)

// scanner cuts one block after the other into sentences.
type scanner struct {
	lang      language
	text      string
	syllables bool
	yield     func(*sentence)

	now    sentence // the sentence being read
	begun  bool     // now.From holds
	end    ending
	marked bool // the last that was read is an end mark, or a mark that says that more is to come
	next   int  // where what may be the next sentence begins, after end; -1: not yet
	whole  int  // sentences of this block so far
	figure bool // the chunk before was one to three digits, which a no-break space may carry on
	letter []byte
}

// scan calls yield with each sentence. syllables says whether they are to be counted.
func scan(lang language, text string, syllables bool, yield func(*sentence)) {
	var room [64]byte
	s := scanner{lang: lang, text: text, yield: yield, letter: room[:0]}
	s.syllables = syllables && (lang == english || lang == french)
	from := 0
	for i := 0; i <= len(text); i++ {
		if i == len(text) || text[i] == '\n' || text[i] == '\t' {
			s.block(from, i)
			from = i + 1
		}
	}
}

// block reads text[i:to], which has no line end.
func (s *scanner) block(i, to int) {
	s.whole = 0
	s.reset()
	s.figure = false
	for {
		start, glued := i, false
		for i < to {
			r, n := decode(s.text[i:to])
			if !isSpace(r) {
				break
			}
			glued = i == start && isNoBreak(r)
			i += n
		}
		if i == to {
			break
		}
		start = i
		for i < to && s.text[i] >= 'a' && s.text[i] <= 'z' {
			i++
		}
		small := i // where the small letters that it begins with end
		for i < to {
			r, n := decode(s.text[i:to])
			if isSpace(r) {
				break
			}
			i += n
		}
		s.chunk(start, i, glued, small == i)
	}
	s.finish()
}

// chunk reads text[from:to], which has no spaces. glued says that one no-break space stands before it, small that it is
// nothing but letters a to z, as most are.
func (s *scanner) chunk(from, to int, glued, small bool) {
	c := s.text[from:to]
	if small && s.end == open {
		s.begin(from)
		s.smallWord(c)
		s.now.To, s.marked, s.figure = to, false, false
		return
	}
	first, last := core(c)
	if first == last {
		s.symbols(from, to)
		return
	}
	if s.end != open {
		r, n := decode(c[first:])
		if s.now.Words > 0 && !(s.end == numbered && unicode.IsDigit(r)) && !continues(r, c[first+n:]) {
			at := s.next
			if at < 0 {
				at = from
			}
			s.finish()
			s.begin(at)
		}
		s.end = open
	}
	s.begin(from)
	opening := s.now.Words == 0
	carried := glued && s.figure && threeDigits(c[first:last])
	s.count(c[first:last])
	if carried {
		s.now.Words--
		if s.syllables {
			s.now.syllables--
		}
	}
	s.figure = last == len(c) && last-first <= 3 && digits(c[first:last])
	s.now.To = to

	dot, mark, more := tail(c[last:])
	s.marked = dot || mark || more
	switch {
	case mark:
		s.end, s.next = ended, -1
	case dot:
		s.end, s.next = s.afterDot(c[first:last], opening), -1
	}
}

// symbols reads a chunk without letters and digits.
func (s *scanner) symbols(from, to int) {
	s.figure = false
	c := s.text[from:to]
	dot, mark, more := tail(c)
	if !s.begun || !closes(c) {
		if s.end == open {
			s.begin(from)
		} else if s.next < 0 {
			s.next = from // "« ", a dash: of the next sentence, if there is one
		}
		return
	}
	if s.next >= 0 {
		return // what closes here was opened after the end
	}
	s.now.To = to
	if dot || mark {
		s.end = ended
	}
	s.marked = s.marked || dot || mark || more
}

func (s *scanner) begin(at int) {
	if !s.begun {
		s.now.From, s.begun = at, true
	}
}

func (s *scanner) reset() {
	s.now, s.begun, s.end, s.marked, s.next = sentence{}, false, open, false, -1
}

// finish hands out the sentence read so far.
func (s *scanner) finish() {
	if s.now.Words > 0 {
		s.now.label = s.whole == 0 && !s.marked && s.now.Words < LabelWords
		s.whole++
		s.yield(&s.now)
	}
	s.reset()
}

// afterDot says what a dot after a word means. opening says that it is the sentence's first.
func (s *scanner) afterDot(word string, opening bool) ending {
	if opening && digits(word) {
		return open // "1. Unplug it"
	}
	for i := len(word) - 1; s.lang == french && i >= 0 && len(word)-i <= 12; i-- {
		if r, n := decode(word[i:]); isApostrophe(r) {
			word = word[i+n:] // "l’art. 5"
			break
		}
	}
	if len(word) > 8 || word == "" {
		return ended
	}
	if r, n := decode(word); n == len(word) {
		if unicode.IsDigit(r) || s.lang == english && word == "I" || s.lang == french && isOneLetterWord(r) {
			return ended
		}
		return open // an initial
	}
	var room [8]byte
	w := appendLower(room[:0], word)
	segment := 1
	if s.lang == other {
		segment = 2 // "t.ex.", "bl.a."
	}
	if isChain(word, segment) {
		if hour := string(w); hour == "a.m" || hour == "p.m" {
			return ended
		}
		return open
	}
	if s.lang == french && frenchTitles[string(w)] {
		return open
	}
	switch abbreviations[string(w)] {
	case title:
		return open
	case beforeNumber:
		return numbered
	}
	return ended
}

// isOneLetterWord says whether a letter is a French word that may end a sentence: "il y en a."
func isOneLetterWord(r rune) bool { return r == 'a' || r == 'y' || r == 'à' }

// isChain says whether word has dots and no more than so many letters between them: "e.g", "J.-P", "c.-à-d".
func isChain(word string, most int) bool {
	dots := false
	for letters := 0; word != ""; {
		r, n := decode(word)
		switch {
		case r == '.':
			dots, letters = true, 0
		case r == '-':
			letters = 0
		case !unicode.IsLetter(r) || letters == most:
			return false
		default:
			letters++
		}
		word = word[n:]
	}
	return dots
}

// continues says whether a word that begins with r and goes on with rest carries on a sentence that seemed to have
// ended: it has a small letter, and no capital behind it ("iPhone" begins a sentence).
func continues(r rune, rest string) bool {
	if !unicode.IsLower(r) {
		return false
	}
	for _, r := range rest {
		if unicode.IsUpper(r) {
			return false
		}
		if !unicode.IsLetter(r) {
			break
		}
	}
	return true
}

// core gives where the first letter or digit of a chunk stands and where the last one ends.
func core(c string) (first, last int) {
	for first < len(c) {
		r, n := decode(c[first:])
		if isWordRune(r) {
			break
		}
		first += n
	}
	if first == len(c) {
		return 0, 0
	}
	last = len(c)
	for {
		r, n := rune(c[last-1]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeLastRuneInString(c[:last])
		}
		if isWordRune(r) || isJoined(r) {
			return first, last
		}
		last -= n
	}
}

// tail says which marks stand at the end of a chunk, quotes and brackets aside: a single dot, an end mark,
// or one that says that more is to come.
func tail(c string) (dot, mark, more bool) {
	dots := 0
	for c != "" {
		r, n := decode(c)
		switch {
		case r == '.':
			dots++
		case isEndMark(r):
			mark = true
		case r == ':' || r == ';':
			more = true
		case r == ',', !isCloser(r): // "sure?)," goes on
			dots, mark, more = 0, false, false
		}
		c = c[n:]
	}
	return dots == 1 && !mark, mark || dots > 1, more
}

// closes says whether a chunk without words belongs to what stands before it.
func closes(c string) bool {
	for c != "" {
		r, n := decode(c)
		if !isCloser(r) && !isEndMark(r) && r != '.' && r != ',' && r != ':' && r != ';' && r != '%' && r != '$' {
			return false
		}
		c = c[n:]
	}
	return true
}

func isEndMark(r rune) bool {
	switch r {
	case '!', '?', '…', '‽', '⁇', '⁈', '⁉', '؟', '۔', '।', '॥', '。', '！', '？', '｡':
		return true
	}
	return false
}

func isCloser(r rune) bool {
	switch r {
	case ')', ']', '}', '"', '\'', '»', '›', '”', '’', '“', '‘', '」', '』', '）':
		return true
	}
	return false
}

func isSpace(r rune) bool {
	if r < utf8.RuneSelf {
		return r == ' ' || r >= '\t' && r <= '\r'
	}
	return unicode.IsSpace(r)
}

func isNoBreak(r rune) bool { return r == '\u00a0' || r == '\u202f' || r == '\u2009' }

// decode gives the first rune of s, which is not empty.
func decode(s string) (rune, int) {
	if s[0] < utf8.RuneSelf {
		return rune(s[0]), 1
	}
	return utf8.DecodeRuneInString(s)
}
