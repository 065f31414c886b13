package card

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/image/font/sfnt"
)

const (
	capitals = 72  // hundredths of the size: the height of a capital
	leading  = 114 // hundredths of the size: from baseline to baseline
	mostText = 400 // letters: more than fit in four lines, whatever they are
)

// scale lists the sizes of a title, each with the most lines it may have, best first:
// a somewhat smaller size is better than one more line.
var scale = []struct{ size, lines int }{
	{96, 1}, {84, 2}, {76, 2}, {70, 2}, {76, 3}, {70, 3}, {64, 3}, {60, 4}, {54, 4}, {48, 4},
}

// setting is a title set in lines.
type setting struct {
	size  int
	lines [][]rune
}

// piece is the part [from, to) of a text that stays in one line. The space that parts it from the
// next piece is in neither.
type piece struct{ from, to int }

// fit sets text at the first size of scale at which it has few enough lines within width pixels, and the
// lines are of like length. At the smallest size a word wider than a line is broken, and what
// four lines do not hold gives way to an ellipsis.
func (t *typeface) fit(b *sfnt.Buffer, text []rune, width int) setting {
	if len(text) == 0 {
		return setting{}
	}
	if len(text) > mostText {
		text = append(trim(slices.Clone(text[:mostText])), ellipsis)
	}
	m := t.measure(b, text, split(text), 0)
	for _, step := range scale {
		m.room = width * t.em / step.size
		if n := m.fewest(); n > 0 && n <= step.lines {
			return setting{step.size, m.balanced(n)}
		}
	}
	last := scale[len(scale)-1]
	room := width * t.em / last.size
	text, pieces := t.breakWords(b, text, m.pieces, room)
	m = t.measure(b, text, pieces, room)
	if n := m.fewest(); n > 0 && n <= last.lines {
		return setting{last.size, m.balanced(n)}
	}
	lines, rest := m.first(last.lines - 1)
	return setting{last.size, append(lines, t.cut(b, text[rest:], last.size, width))}
}

// cut shortens text to one line of width pixels with an ellipsis, between words where that keeps
// more than half.
func (t *typeface) cut(b *sfnt.Buffer, text []rune, size, width int) []rune {
	if t.width(b, text, size) <= width {
		return text
	}
	text = text[:min(len(text), mostText)]
	end := len(text)
	shortened := func() []rune {
		kept := text[:end]
		for len(kept) > 0 && !unicode.IsLetter(kept[len(kept)-1]) && !unicode.IsNumber(kept[len(kept)-1]) {
			kept = kept[:len(kept)-1]
		}
		return append(slices.Clone(kept), ellipsis)
	}
	for end > 0 && t.width(b, shortened(), size) > width {
		end--
	}
	for word := end; word > end/2; word-- {
		if word == len(text) || text[word] == ' ' {
			end = word
			break
		}
	}
	return shortened()
}

// split finds the pieces of text: it parts after spaces, and after dashes and strokes between words
// of three letters or more. French marks that stand after a space stay with their word.
func split(text []rune) []piece {
	var pieces []piece
	from := 0
	for i := 1; i < len(text); i++ {
		switch {
		case text[i] == ' ' && mayPart(text, i):
			pieces = append(pieces, piece{from, i})
			from = i + 1
		case strings.ContainsRune("-–—/", text[i-1]) && letters(text[:i-1], true) >= 3 && letters(text[i:], false) >= 3:
			pieces = append(pieces, piece{from, i})
			from = i
		}
	}
	return append(pieces, piece{from, len(text)})
}

// mayPart tells whether a line may end at the space text[i].
func mayPart(text []rune, i int) bool {
	if i+1 >= len(text) || text[i-1] == '«' {
		return false
	}
	alone := i+2 >= len(text) || !unicode.IsLetter(text[i+2]) && !unicode.IsNumber(text[i+2])
	return !alone || !strings.ContainsRune(":;!?»%$€–—-/|·•", text[i+1])
}

// letters counts the letters at the end of text, or at its beginning.
func letters(text []rune, end bool) int {
	n := 0
	for n < len(text) {
		at := n
		if end {
			at = len(text) - 1 - n
		}
		if !unicode.IsLetter(text[at]) {
			break
		}
		n++
	}
	return n
}

// breakWords parts the pieces that are wider than room, with a hyphen between letters.
func (t *typeface) breakWords(b *sfnt.Buffer, text []rune, pieces []piece, room int) ([]rune, []piece) {
	var out []rune
	var parts []piece
	dash := t.advance(b, []rune{'-'})
	for i, p := range pieces {
		if i > 0 && p.from > pieces[i-1].to {
			out = append(out, ' ')
		}
		from := len(out)
		whole := t.advance(b, text[p.from:p.to]) <= room
		for j := p.from; j < p.to; j++ {
			if !whole && len(out) > from && t.advance(b, append(out[from:len(out):len(out)], text[j]))+dash > room {
				if unicode.IsLetter(text[j]) && unicode.IsLetter(text[j-1]) {
					out = append(out, '-')
				}
				parts = append(parts, piece{from, from + len(trim(out[from:]))})
				from = len(out)
			}
			if len(out) > from || !isSpace(text[j]) {
				out = append(out, text[j])
			}
		}
		parts = append(parts, piece{from, len(out)})
	}
	return out, parts
}

// measured is a text with all that breaking it into lines asks for.
type measured struct {
	text   []rune
	pieces []piece
	upTo   []int // units from the beginning to each letter
	room   int   // units in a line
}

func (t *typeface) measure(b *sfnt.Buffer, text []rune, pieces []piece, room int) measured {
	upTo := make([]int, len(text)+1)
	for i, r := range text {
		_, a := t.glyph(b, r)
		if i > 0 {
			a += t.closer(text[i-1], r)
		}
		upTo[i+1] = upTo[i] + a
	}
	return measured{text, pieces, upTo, room}
}

// units measures a line of the pieces from i to j, both in it.
func (m measured) units(i, j int) int { return m.upTo[m.pieces[j].to] - m.upTo[m.pieces[i].from] }

// fewest gives the least number of lines, 0 where a piece is wider than a line.
func (m measured) fewest() int {
	n, from := 1, 0
	for i := range m.pieces {
		if m.units(i, i) > m.room {
			return 0
		}
		if m.units(from, i) > m.room {
			n, from = n+1, i
		}
	}
	return n
}

// first fills n lines and gives the place in the text where the rest begins.
func (m measured) first(n int) (lines [][]rune, rest int) {
	from := 0
	for i := range m.pieces {
		if i > from && m.units(from, i) > m.room {
			lines = append(lines, m.text[m.pieces[from].from:m.pieces[i-1].to])
			from = i
			if len(lines) == n {
				break
			}
		}
	}
	return lines, m.pieces[from].from
}

// balanced breaks the text into n lines at the least cost: the squares of how far each is from the
// mean, in hundredths of a line, and what its end is worth.
func (m measured) balanced(n int) [][]rune {
	count := len(m.pieces)
	mean := m.units(0, count-1) / n
	const none = 1 << 40
	// cost[k][j] is the least for the pieces before j in k lines; last[k][j] is where its last line begins.
	cost, last := make([][]int, n+1), make([][]int, n+1)
	for k := range cost {
		cost[k], last[k] = make([]int, count+1), make([]int, count+1)
		for j := range cost[k] {
			cost[k][j] = none
		}
	}
	cost[0][0] = 0
	for k := 1; k <= n; k++ {
		for j := 1; j <= count; j++ {
			for i := j - 1; i >= 0; i-- {
				w := m.units(i, j-1)
				if w > m.room {
					break
				}
				off := (w - mean) * 100 / m.room
				c := cost[k-1][i] + off*off
				if j < count {
					c += m.ending(j - 1)
				}
				if c < cost[k][j] {
					cost[k][j], last[k][j] = c, i
				}
			}
		}
	}
	lines := make([][]rune, n)
	for k, j := n, count; k > 0; k-- {
		i := last[k][j]
		lines[k-1] = m.text[m.pieces[i].from:m.pieces[j-1].to]
		j = i
	}
	return lines
}

// ending is what it costs to end a line after piece j: less after a mark, more within a word or
// after a little word that belongs to the next, such as “the” or « de ».
func (m measured) ending(j int) int {
	p := m.pieces[j]
	switch end := m.text[p.to-1]; {
	case j+1 < len(m.pieces) && m.pieces[j+1].from == p.to:
		return 900
	case strings.ContainsRune(":;.?!–—", end):
		return -300
	case end == ',':
		return -100
	case p.to-p.from <= 3:
		return 600
	case p.to-p.from == 4:
		return 150
	}
	return 0
}
