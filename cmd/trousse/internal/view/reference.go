package view

import (
	"html/template"
	"strings"

	"trousse/cmd/trousse/internal/site"
)

// Reference is one entry of a page that lists all sources of the site.
type Reference struct {
	ID         string        // its key, and the HTML id that links lead to
	HTML       template.HTML // as the notes of pages have it
	Letter     string        // how sure we are: C, S or GK; "" where nobody said
	Confidence string        // the same in words
	Checked    bool          // HTML says when
	Uses       []Link        // the pages of this language that cite it, in reading order
}

func (m *Maker) references(p *site.Page) []Reference {
	words := p.Tree.Words
	cited := m.Site.CitedOn(p.Tree)
	list := make([]Reference, len(p.Listed))
	for i, src := range p.Listed {
		r := Reference{ID: src.Key, HTML: template.HTML(src.HTML(p.Tree.Lang.Tag, words)), Checked: !src.Checked.IsZero()}
		if src.Confidence != "" {
			r.Letter = src.Confidence
			r.Confidence = words.Text("source-confidence-" + strings.ToLower(src.Confidence))
		}
		for _, q := range cited[src.Key] {
			r.Uses = append(r.Uses, Link{Text: q.Meta.Title, URL: m.Site.Link(q.URL)})
		}
		list[i] = r
	}
	return list
}
