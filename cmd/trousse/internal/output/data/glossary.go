package data

import (
	"trousse/cmd/trousse/internal/markdown"
	"trousse/cmd/trousse/internal/site"
)

// Glossary is what a glossary explains: the terms of its definition lists, and then those of its data.
type Glossary struct {
	Terms []Term `json:"terms"`
}

// Term is one term. All texts are plain.
type Term struct {
	ID           string        `json:"id"`
	Term         string        `json:"term"`
	Grammar      string        `json:"grammar,omitempty"`
	Also         []string      `json:"also,omitempty"`
	Definition   string        `json:"definition,omitempty"`
	Translations []Translation `json:"translations,omitempty"`
}

// Translation is the term in another language of the site.
type Translation struct {
	Lang string `json:"lang"` // BCP 47
	Term string `json:"term"`
}

// glossaryOf gives the terms of a page; nil where it has none.
func glossaryOf(s *site.Site, p *site.Page) *Glossary {
	var g Glossary
	p.Definitions(func(_ *site.Page, d *markdown.Definition) {
		g.Terms = append(g.Terms, Term{ID: d.ID, Term: d.Term, Definition: d.Text})
	})
	if p.Data != nil && p.Data.Glossary != nil {
		for _, t := range p.Data.Glossary.Terms {
			term := Term{ID: t.ID.ID, Term: t.Term.In(p.Lang), Grammar: t.Grammar.In(p.Lang), Also: t.Also.All(p.Lang), Definition: t.Definition.In(p.Lang)}
			for _, tree := range s.Trees {
				if tree != p.Tree {
					term.Translations = append(term.Translations, Translation{tree.Lang.Tag, t.Term.In(tree.Lang.Key)})
				}
			}
			g.Terms = append(g.Terms, term)
		}
	}
	if len(g.Terms) == 0 {
		return nil
	}
	return &g
}
