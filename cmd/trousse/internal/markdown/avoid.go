package markdown

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/lexicon"
)

// Avoided reports words of a text that pages in its language should not use: "term-language" [word, term,
// language], at one place for all.
func Avoided(words *lexicon.Lexicon, text, lang string, at diag.Position) []diag.Diagnostic {
	var ds []diag.Diagnostic
	for _, h := range words.Find([]byte(text)) {
		ds = append(ds, avoided(at, text[h.From:h.To], h.Use, lang))
	}
	return ds
}

func avoided(at diag.Position, word, use, lang string) diag.Diagnostic {
	return diag.New("term-language", at, "word", strings.Join(strings.Fields(word), " "), "term", use, "language", lang)
}

// piece is a stretch of a block's text that is in the page's own language: where it begins in the plain text,
// and where it stands in the source.
type piece struct{ plain, end, from, to int }

// heed notes what was just written of a block's text, from a place in the plain text on.
func (w *work) heed(plain, from, to int) {
	if !w.foreign && w.quiet == 0 {
		w.pieces = append(w.pieces, piece{plain, len(w.plain), from, to})
	}
}

// avoid looks at the block whose text begins at a place in the plain text.
func (w *work) avoid(plain int) {
	pieces := w.pieces
	w.pieces = w.pieces[:0]
	if len(pieces) == 0 {
		return
	}
	for _, h := range w.opt.Avoid.Find(w.plain[plain:]) {
		from, to := plain+h.From, plain+h.To
		first, last := pieceAt(pieces, from), pieceAt(pieces, to-1)
		if first == nil || last == nil || !joined(pieces, from, to) {
			continue // code, an address, or another language
		}
		word := string(w.plain[from:to])
		w.diags = append(w.diags, avoided(w.pos(w.sourceOf(first, from)), word, h.Use, w.opt.Lang))
	}
}

// avoidIn looks at a text that readers meet beside the blocks, which stands at an offset of the source.
func (w *work) avoidIn(text string, at int) {
	if w.opt.Avoid != nil && !w.foreign && w.quiet == 0 {
		w.diags = append(w.diags, Avoided(w.opt.Avoid, text, w.opt.Lang, w.pos(at))...)
	}
}

// pieceAt finds the piece that holds an offset of the plain text.
func pieceAt(pieces []piece, at int) *piece {
	for i := range pieces {
		if p := &pieces[i]; p.plain <= at && at < p.end {
			return p
		}
	}
	return nil
}

// joined tells whether nothing but line breaks stands between the pieces that hold a stretch of the plain text.
func joined(pieces []piece, from, to int) bool {
	for i := 1; i < len(pieces); i++ {
		gap := pieces[i].plain - pieces[i-1].end
		if from < pieces[i].plain && pieces[i].plain < to && gap > 1 {
			return false
		}
	}
	return true
}

// sourceOf finds where a word of a piece stands in the source. What typography changes are no letters, so the
// same word is found by counting.
func (w *work) sourceOf(p *piece, at int) int {
	word := w.plain[at:p.end]
	n := 0
	for n < len(word) {
		r, size := utf8.DecodeRune(word[n:])
		if !isWord(r) {
			break
		}
		n += size
	}
	word = word[:n]
	before := bytes.Count(w.plain[p.plain:at], word)
	src := w.src[p.from:p.to]
	for i := 0; ; {
		next := bytes.Index(src[i:], word)
		if next < 0 {
			return p.from // written with an entity
		}
		if before == 0 {
			return p.from + i + next
		}
		before--
		i += next + len(word)
	}
}
