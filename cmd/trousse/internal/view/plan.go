package view

import (
	"trousse/cmd/trousse/internal/ical"
	"trousse/cmd/trousse/internal/sheet"
	"trousse/cmd/trousse/internal/site"
)

// Plan is what the template of a plan shows of its data.
type Plan struct {
	Parts []Part // its headings, in order
}

func (m *Maker) plan(p *site.Page) *Plan { return &Plan{} }

// planBook makes the tables of a plan.
func (m *Maker) planBook(p *site.Page) *sheet.Book { return nil }

// planCalendar makes the calendar of a plan.
func (m *Maker) planCalendar(p *site.Page) *ical.Calendar { return nil }
