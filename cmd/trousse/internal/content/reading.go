package content

import (
	"bytes"
	"math"
	"regexp"
	"strconv"
	"strings"

	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/readability"
)

// Target says how hard a text may be to read; 0 means anything.
type Target struct {
	Grade    int // school grade at most
	Ease     int // ease of reading at least
	Sentence int // words in a sentence at most
}

// reading measures the text against the target of its section. Where a site has none, nothing is measured:
// that takes about as long as rendering does.
func (p *Page) reading(plain string, source []byte, line int, opt Options) {
	section, _, _ := strings.Cut(p.Dir, "/")
	want, ok := opt.Reading[section]
	if !ok || p.Shape == Part {
		return
	}
	tag := opt.tag(p.Lang)
	m := readability.Of(tag, plain)
	at := diag.Position{Path: p.Path, Line: p.Meta.Line("title"), Col: 1}
	tell := func(variant string, is float64, target int) {
		p.Diags = append(p.Diags, diag.New("reading-level", at, "is", strconv.FormatFloat(is, 'f', 1, 64),
			"target", strconv.Itoa(target), "longest", strconv.Itoa(m.Longest)).With(variant))
	}
	// What readers of the message see is rounded, and so is what is judged.
	score := math.Round(m.Score*10) / 10
	switch {
	case m.Formula == readability.FleschKincaid && want.Grade > 0 && score > float64(want.Grade):
		tell("grade", score, want.Grade)
	case m.Formula == readability.KandelMoles && want.Ease > 0 && score < float64(want.Ease):
		tell("ease", score, want.Ease)
	}
	if want.Sentence == 0 || m.Longest <= want.Sentence {
		return
	}
	for _, s := range readability.Sentences(tag, plain) {
		if s.Words > want.Sentence {
			at.Line = line + lineOf(plain[s.From:s.To], source)
			p.Diags = append(p.Diags, diag.New("long-sentence", at, "words", strconv.Itoa(s.Words),
				"most", strconv.Itoa(want.Sentence), "begins", beginning(plain[s.From:s.To])))
		}
	}
}

var words = regexp.MustCompile(`[\pL\pN]+`)

// between is what may stand between two words of a sentence in its source: the rest of a link, a citation, marks.
const between = `(?:\]\([^)\n]*\)|\{[^}\n]*\}|\[@[^\]\n]*\]|[^\pL\pN])+`

// lineOf finds the line, from 1, on which a sentence of the visible text begins in its source; 1 where it cannot
// be found.
func lineOf(sentence string, source []byte) int {
	first := words.FindAllString(sentence, 12)
	for ; len(first) > 1; first = first[:len(first)-1] {
		at := regexp.MustCompile(`(?:^|[^\pL\pN])(` + strings.Join(first, between) + `)(?:$|[^\pL\pN])`).FindSubmatchIndex(source)
		if at != nil {
			return 1 + bytes.Count(source[:at[2]], []byte("\n"))
		}
	}
	return 1
}

// beginning is how a sentence begins, for a message.
func beginning(s string) string {
	parts := strings.Fields(s)
	return strings.Join(parts[:min(len(parts), 6)], " ") + "…"
}
