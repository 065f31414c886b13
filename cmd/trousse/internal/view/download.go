package view

import "trousse/cmd/trousse/internal/site"

// Download is a file that a page offers.
type Download struct{ Text, URL, Format string }

// downloads lists the files that a page offers.
func (m *Maker) downloads(p *site.Page) []Download { return nil }
