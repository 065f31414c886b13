package view

import (
	"trousse/cmd/trousse/internal/sheet"
	"trousse/cmd/trousse/internal/site"
)

// Gap is what the template of a gap analysis shows of its data.
type Gap struct {
	Parts []Part // its headings, in order
}

func (m *Maker) gap(p *site.Page) *Gap { return &Gap{} }

// gapBook makes the tables of a gap analysis.
func (m *Maker) gapBook(p *site.Page) *sheet.Book { return nil }
