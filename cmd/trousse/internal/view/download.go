package view

import (
	"cmp"
	"path"
	"strconv"
	"sync"

	"trousse/cmd/trousse/internal/archetype"
	"trousse/cmd/trousse/internal/content"
	"trousse/cmd/trousse/internal/ical"
	"trousse/cmd/trousse/internal/kind/plan"
	"trousse/cmd/trousse/internal/sheet"
	"trousse/cmd/trousse/internal/site"
)

// Download is a file that a page offers.
type Download struct{ Text, URL, Format string }

// Offer is a file beside a page, made of the data that the page is made of. One of the fields below Format says
// of what; an offer with none of them is the data file itself.
type Offer struct {
	Name   string // of the file: "communication-plan-goals.csv"
	Text   string // what it is, in the page's language
	Format string // for readers: "CSV", "XLSX", "ICS", "TOML"

	Table    *sheet.Sheet
	Book     *sheet.Book
	Calendar *ical.Calendar
	Blank    string // a data file to begin with
}

// offered is what a page offers, worked out once: the page, its other forms and the files themselves ask for it.
type offered struct {
	once sync.Once
	list []Offer
}

// Offers lists the files that a page has beside it: its tables together and one by one, its calendar, its data
// file, and one to begin with.
func (m *Maker) Offers(p *site.Page) []Offer {
	o := m.offered[p]
	if o == nil {
		return nil
	}
	o.once.Do(func() { o.list = m.offers(p, m.Book(p), m.Calendar(p), archetype.DataIn(p.Data.Kind, m.langs())) })
	return o.list
}

// canOffer tells whether a page may have files beside it.
func canOffer(p *site.Page) bool { return p.Data != nil && p.Shape != content.Section }

func (m *Maker) offers(p *site.Page, b *sheet.Book, c *ical.Calendar, blank string) []Offer {
	t := m.Site.Trees[m.tree(p.Lang)]
	words := t.Words
	slug := path.Base(p.URL)
	var list []Offer
	if b != nil && len(b.Sheets) > 0 {
		b.Title, b.Lang, b.RTL = cmp.Or(b.Title, p.Meta.Title), cmp.Or(b.Lang, t.Lang.Tag), t.Lang.Dir == "rtl"
		list = append(list, Offer{Name: slug + ".xlsx", Text: words.Text("download-book"), Format: "XLSX", Book: b})
		taken := map[string]bool{}
		for i := range b.Sheets {
			s := &b.Sheets[i]
			name := cmp.Or(s.File, strconv.Itoa(i+1))
			if taken[name] {
				name += "-" + strconv.Itoa(i+1)
			}
			taken[name] = true
			list = append(list, Offer{Name: slug + "-" + name + ".csv", Text: words.Text("download-table", "table", s.Name), Format: "CSV", Table: s})
		}
	}
	if c != nil && len(c.Events) > 0 {
		c.Name, c.Lang = cmp.Or(c.Name, p.Meta.Title), cmp.Or(c.Lang, t.Lang.Tag)
		if c.Stamp.IsZero() {
			c.Stamp = p.Meta.Updated
		}
		list = append(list, Offer{Name: slug + ".ics", Text: words.Text("download-calendar"), Format: "ICS", Calendar: c})
	}
	list = append(list, Offer{Name: slug + ".toml", Text: words.Text("download-data"), Format: "TOML"})
	if p.Data.Kind == plan.Kind && blank != "" {
		list = append(list, Offer{Name: slug + "-" + words.Text("download-blank-file") + ".toml", Text: words.Text("download-blank-plan"), Format: "TOML", Blank: blank})
	}
	return list
}

func (m *Maker) langs() []string {
	var keys []string
	for _, t := range m.Site.Trees {
		keys = append(keys, t.Lang.Key)
	}
	return keys
}

// Downloads lists the files that a page offers, as its readers see them.
func (m *Maker) Downloads(p *site.Page) []Download {
	var ds []Download
	for _, o := range m.Offers(p) {
		ds = append(ds, Download{Text: o.Text, URL: m.Site.Link(p.URL + o.Name), Format: o.Format})
	}
	return ds
}
