package view

import (
	"trousse/cmd/trousse/internal/sheet"
	"trousse/cmd/trousse/internal/site"
)

// Catalogue is what the template of a catalogue of labels shows of its data.
type Catalogue struct {
	Parts []Part // its headings, in order
}

func (m *Maker) catalogue(p *site.Page) *Catalogue { return &Catalogue{} }

// catalogueBook makes the tables of a catalogue of labels.
func (m *Maker) catalogueBook(p *site.Page) *sheet.Book { return nil }
