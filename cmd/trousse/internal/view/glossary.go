package view

import (
	"trousse/cmd/trousse/internal/sheet"
	"trousse/cmd/trousse/internal/site"
)

// Glossary is what the template of a glossary shows of its data.
type Glossary struct {
	Parts []Part // its headings, in order
}

func (m *Maker) glossary(p *site.Page) *Glossary { return &Glossary{} }

// glossaryBook makes the tables of a glossary.
func (m *Maker) glossaryBook(p *site.Page) *sheet.Book { return nil }
