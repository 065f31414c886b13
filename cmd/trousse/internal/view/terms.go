package view

import (
	"strconv"

	"trousse/cmd/trousse/internal/markdown"
	"trousse/cmd/trousse/internal/site"
)

// A term is explained where it stands: its text is a button that opens a popover, which needs no
// script, is closed by Escape or a tap beside it, and is read next by whoever listens, because it
// comes next in the text. (An element details may not stand in a sentence; dfn names the place
// where a term is defined, which is the glossary.) A browser without popovers shows the
// explanation in brackets: see terms.css of the theme.
//
// Only the first use of a term below a heading of level 2 is a button. In a heading or a summary a
// term is a link; in a task's label, which may hold no second control, its button stands behind the
// label. For readers elsewhere, who may have neither our styles nor our manners, each is a link.

// Term is a word that a page explains in place, for paper, where nothing opens.
type Term struct{ Term, Text string }

// termTail is what must follow the text of the term that the filler is in.
type termTail uint8

const (
	tailNone termTail = iota
	tailLink
	tailControl
)

// explainer is what a filler knows of the terms that it met.
type explainer struct {
	on      bool            // explain terms in place; otherwise each is a link
	tail    termTail        // for the term whose text comes now
	said    map[string]bool // explained since the last heading of level 2, by id
	owed    []*markdown.Term
	number  int // of popovers
	met     map[string]bool
	inOrder []Term
}

// explained tells whether a page has terms, in its own text or in a part.
func explained(p *site.Page) bool {
	if len(p.Facts.Terms) > 0 {
		return true
	}
	for _, part := range p.Parts {
		if part != nil && explained(part) {
			return true
		}
	}
	return false
}

// term puts what stands before a term's text.
func (f *filler) term(t *markdown.Term) {
	e := &f.terms
	e.tail = tailNone
	g := f.Site.Glossary(f.page.Tree)
	if g == nil {
		return
	}
	d := f.Site.Definition(f.page.Tree, t.ID)
	switch {
	case !e.on || t.Quiet || d == nil:
		f.put(`<a class="term" href="`)
		f.escape(f.Site.Link(g.URL) + "#" + t.ID)
		f.put(`">`)
		e.tail = tailLink
	case e.said[t.ID]:
	default:
		if e.said == nil {
			e.said, e.met = map[string]bool{}, map[string]bool{}
		}
		e.said[t.ID] = true
		if !e.met[t.ID] {
			e.met[t.ID] = true
			e.inOrder = append(e.inOrder, Term{d.Term, d.Text})
		}
		if t.Label {
			e.owed = append(e.owed, t)
			return
		}
		f.control()
		e.tail = tailControl
	}
}

// termEnd puts what follows a term's text.
func (f *filler) termEnd(t *markdown.Term) {
	switch f.terms.tail {
	case tailLink:
		f.put(`</a>`)
	case tailControl:
		f.explanation(t)
	}
	f.terms.tail = tailNone
}

// termsOfLabel puts the controls that a label had no room for.
func (f *filler) termsOfLabel() {
	for _, t := range f.terms.owed {
		f.put(` `)
		f.control()
		f.escape(t.Text)
		f.explanation(t)
	}
	f.terms.owed = f.terms.owed[:0]
}

// control begins the button of a term.
func (f *filler) control() {
	f.terms.number++
	f.put(`<button type="button" class="term" popovertarget="term.`, strconv.Itoa(f.terms.number), `">`)
}

// explanation ends the button of a term and puts its popover. The space at its beginning is for
// those who get the text without its styles.
func (f *filler) explanation(t *markdown.Term) {
	d := f.Site.Definition(f.page.Tree, t.ID)
	f.put(`</button><span id="term.`, strconv.Itoa(f.terms.number), `" class="explained" popover role="note"> <b>`)
	f.escape(d.Term)
	f.put(f.words.colon, `</b>`)
	f.escape(d.Text)
	f.put(` <a href="`)
	f.escape(f.Site.Link(f.Site.Glossary(f.page.Tree).URL) + "#" + t.ID)
	f.put(`">`)
	f.around(f.words.glossary, d.Term)
	f.put(`</a></span>`)
}
