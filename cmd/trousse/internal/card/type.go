package card

import (
	"image"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
	"golang.org/x/text/unicode/norm"
)

const (
	noBreakSpace  = '\u00a0'
	narrowSpace   = '\u202f' // no break either
	noBreakHyphen = '\u2011'
	ellipsis      = '…'
	// hyphen is a hyphen's shape in the Go fonts; what they have for "-" is as wide as a minus.
	hyphen = '\u00ad'
)

// typeface is one parsed font. Everything is measured in its own whole units, so that no rounding
// depends on the machine.
type typeface struct {
	font   *sfnt.Font
	em     int           // units
	common [0x250]symbol // Latin, worked out beforehand
}

// symbol is what the font has for a character: the place of its shape, 0 where there is none, and
// how far it takes the pen, in units.
type symbol struct {
	glyph   sfnt.GlyphIndex
	advance int
}

func newTypeface(file []byte) (*typeface, error) {
	f, err := sfnt.Parse(file)
	if err != nil {
		return nil, err
	}
	t := &typeface{font: f, em: int(f.UnitsPerEm())}
	var b sfnt.Buffer
	for r := range t.common {
		t.common[r] = t.find(&b, rune(r))
	}
	return t, nil
}

// prepare makes s ready to be set: composed letters, single spaces, a typographer's apostrophe
// and dash, no invisible characters. ok is false where has lacks a shape that s needs, or nothing is left.
func prepare(s string, has func(rune) bool) (text []rune, ok bool) {
	space := func(r rune) {
		switch last := len(text) - 1; {
		case last < 0 || !isSpace(text[last]):
			text = append(text, r)
		case r != ' ':
			text[last] = r // of two spaces, the one that holds words together counts
		}
	}
	for _, r := range norm.NFC.String(s) {
		switch {
		case r == unicode.ReplacementChar || unicode.Is(unicode.Co, r):
			return nil, false // a font's shape for these is a box
		case r == noBreakSpace || r == '\u2007':
			space(noBreakSpace)
		case r == narrowSpace || r == '\u2009' || r == '\u200a':
			space(narrowSpace) // thin spaces hold their words together
		case unicode.IsSpace(r):
			space(' ')
		case r == noBreakHyphen:
			text = append(text, r)
		case r == '\u2010':
			text = append(text, '-')
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Variation_Selector):
			// These steer other software's layout; they have no shape.
		case has(r):
			text = append(text, r)
		case unicode.In(r, unicode.So, unicode.Sk, unicode.Me):
			// An emoji is decoration: the words are whole without it.
		default:
			plain := strings.TrimSpace(norm.NFKC.String(string(r))) // « 1ʳᵉ » becomes « 1re »
			if strings.ContainsFunc(plain, func(r rune) bool { return !has(r) }) {
				return nil, false
			}
			text = append(text, []rune(plain)...)
		}
	}
	text = trim(text)
	for i := 1; i+1 < len(text); i++ {
		switch {
		case text[i] == '\'' && unicode.IsLetter(text[i-1]) && unicode.IsLetter(text[i+1]):
			text[i] = '’'
		case text[i] == '-' && isSpace(text[i-1]) && isSpace(text[i+1]):
			text[i] = '–'
		}
	}
	return text, len(text) > 0
}

// trim takes the spaces off both ends.
func trim(text []rune) []rune {
	for len(text) > 0 && isSpace(text[0]) {
		text = text[1:]
	}
	for len(text) > 0 && isSpace(text[len(text)-1]) {
		text = text[:len(text)-1]
	}
	return text
}

func isSpace(r rune) bool { return r == ' ' || r == noBreakSpace || r == narrowSpace }

// has tells whether the font has a shape for r.
func (t *typeface) has(b *sfnt.Buffer, r rune) bool {
	return t.symbol(b, r).glyph != 0
}

func (t *typeface) symbol(b *sfnt.Buffer, r rune) symbol {
	if r >= 0 && int(r) < len(t.common) {
		return t.common[r]
	}
	return t.find(b, r)
}

func (t *typeface) find(b *sfnt.Buffer, r rune) symbol {
	g, err := t.font.GlyphIndex(b, r)
	if err != nil || g == 0 {
		return symbol{}
	}
	a, err := t.font.GlyphAdvance(b, g, fixed.Int26_6(t.em), font.HintingNone)
	if err != nil {
		return symbol{}
	}
	return symbol{g, int(a)}
}

// glyph gives the shape of r and how far it takes the pen, in units.
func (t *typeface) glyph(b *sfnt.Buffer, r rune) (sfnt.GlyphIndex, int) {
	narrow := r == narrowSpace
	switch {
	case narrow:
		r = ' '
	case r == '-' || r == noBreakHyphen:
		r = hyphen
	}
	sym := t.symbol(b, r)
	if narrow {
		sym.advance = sym.advance * 3 / 5
	}
	return sym.glyph, sym.advance
}

// advance measures text in units.
func (t *typeface) advance(b *sfnt.Buffer, text []rune) int {
	sum := 0
	for i, r := range text {
		_, a := t.glyph(b, r)
		sum += a
		if i > 0 {
			sum += t.closer(text[i-1], r)
		}
	}
	return sum
}

// width measures text at a size in whole pixels, rounded up.
func (t *typeface) width(b *sfnt.Buffer, text []rune, size int) int {
	return (t.advance(b, text)*size + t.em - 1) / t.em
}

// closer gives by how many units b stands closer to a than their shapes alone say. The fonts bring
// no such table; at the size of a title the widest gaps would be seen.
func (t *typeface) closer(a, b rune) int {
	b = base(b)
	const low, round = "acdegmnopqrsuvwxyzœæ", "aceodgqœæ"
	hundredths := 0
	switch base(a) {
	case 'T', 'Y':
		if strings.ContainsRune(low, b) {
			hundredths = -7
		}
	case 'V', 'W':
		if strings.ContainsRune(round, b) {
			hundredths = -4
		}
	case 'F', 'P':
		if strings.ContainsRune(round, b) {
			hundredths = -2
		}
	case 'A':
		if strings.ContainsRune("TVWY’", b) {
			hundredths = -6
		}
	case 'L':
		if strings.ContainsRune("TVY’", b) {
			hundredths = -7
		}
	case 'r':
		if b == '.' || b == ',' {
			hundredths = -5
		}
	}
	return hundredths * t.em / 100
}

// base gives a letter without its accents.
func base(r rune) rune {
	if r < 0x80 {
		return r
	}
	for _, first := range norm.NFD.String(string(r)) {
		return first
	}
	return r
}

// line writes text in one line with its baseline at y; x is where its first stem begins (from the
// right, where the sheet is mirrored).
func (s *sheet) line(t *typeface, c tone, size, x, y int, text []rune) {
	if len(text) == 0 {
		return
	}
	px := fixed.I(size)
	pen := fixed.I(x)
	if s.mirrored {
		pen = fixed.I(Width-x) - t.scaled(t.advance(&s.glyphs, text), size) + t.bearing(&s.glyphs, text[len(text)-1], px, true)
	} else {
		pen -= t.bearing(&s.glyphs, text[0], px, false)
	}
	origin := pen
	units := 0
	for i, r := range text {
		if i > 0 {
			units += t.closer(text[i-1], r)
		}
		g, advance := t.glyph(&s.glyphs, r)
		// On whole pixels the same letters have the same edges, and the file is a tenth smaller.
		pen = fixed.I((origin + t.scaled(units, size)).Round())
		units += advance
		sh, from := s.letter(t, g, size)
		s.stamp(c, image.Pt(pen.Floor(), y).Add(from), sh)
	}
}

// letter names the shape of a glyph at a size.
type letter struct {
	t    *typeface
	g    sfnt.GlyphIndex
	size int
}

// mostLetters bounds the shapes that are kept: more than two scripts in all sizes of a title.
const mostLetters = 4096

// letter gives the shape of a glyph and where its corner is from the pen. Shapes are kept for the
// next time: the letters of a language are few.
func (s *sheet) letter(t *typeface, g sfnt.GlyphIndex, size int) (shape, image.Point) {
	name := letter{t, g, size}
	sh, ok := s.letters[name]
	if ok {
		return sh.shape, sh.from
	}
	if outline, err := t.font.LoadGlyph(&s.glyphs, g, fixed.I(size), nil); err == nil && len(outline) > 0 { // else a space
		box := outline.Bounds()
		bounds := image.Rect(box.Min.X.Floor(), box.Min.Y.Floor(), box.Max.X.Ceil(), box.Max.Y.Ceil())
		from := fixed.Point26_6{X: -fixed.I(bounds.Min.X), Y: -fixed.I(bounds.Min.Y)}
		sh = cut{s.outline(bounds, func(r *vector.Rasterizer) { trace(r, outline, from) }), bounds.Min}
		sh.runs = slices.Clone(sh.runs)
	}
	if len(s.letters) >= mostLetters {
		clear(s.letters)
	}
	s.letters[name] = sh
	return sh.shape, sh.from
}

// cut is a letter's shape and where its corner is from the pen.
type cut struct {
	shape
	from image.Point
}

// scaled gives units at a size.
func (t *typeface) scaled(units, size int) fixed.Int26_6 {
	return fixed.Int26_6(units * size * 64 / t.em)
}

// bearing gives the empty room before a glyph's shape, or after it.
func (t *typeface) bearing(b *sfnt.Buffer, r rune, px fixed.Int26_6, after bool) fixed.Int26_6 {
	g, _ := t.glyph(b, r)
	box, advance, err := t.font.GlyphBounds(b, g, px, font.HintingNone)
	switch {
	case err != nil:
		return 0
	case after:
		return advance - box.Max.X
	}
	return box.Min.X
}

// trace draws a glyph's outline from an origin.
func trace(r *vector.Rasterizer, outline sfnt.Segments, from fixed.Point26_6) {
	at := func(p fixed.Point26_6) (float32, float32) {
		return float32(p.X+from.X) / 64, float32(p.Y+from.Y) / 64
	}
	for _, seg := range outline {
		x, y := at(seg.Args[0])
		switch seg.Op {
		case sfnt.SegmentOpMoveTo:
			r.MoveTo(x, y)
		case sfnt.SegmentOpLineTo:
			r.LineTo(x, y)
		case sfnt.SegmentOpQuadTo:
			x1, y1 := at(seg.Args[1])
			r.QuadTo(x, y, x1, y1)
		case sfnt.SegmentOpCubeTo:
			x1, y1 := at(seg.Args[1])
			x2, y2 := at(seg.Args[2])
			r.CubeTo(x, y, x1, y1, x2, y2)
		}
	}
}
