// Package data shapes each page for reuse by other programs: index.json and index.md beside it.
package data

import (
	"html/template"
	"time"

	"trousse/cmd/trousse/internal/memo"
	"trousse/cmd/trousse/internal/site"
	"trousse/cmd/trousse/internal/view"
)

// Document is a page as data. Its JSON form is described by schema.json in this folder, which the site
// publishes at [SchemaPath].
type Document struct {
	Schema      int         `json:"schema"` // 1
	ID          string      `json:"id"`
	Lang        string      `json:"lang"` // BCP 47
	Kind        string      `json:"kind"`
	URL         string      `json:"url"`
	Title       string      `json:"title"`
	Description string      `json:"description"`
	ForWhom     string      `json:"forWhom,omitempty"`
	FiveMinutes []string    `json:"fiveMinutes,omitempty"`
	Audience    []string    `json:"audience"`
	Stage       []string    `json:"stage"`
	Theme       []string    `json:"theme"`
	Devices     []string    `json:"devices"`
	Topics      []string    `json:"topics"`            // of the site's gap analysis
	Updated     string      `json:"updated,omitempty"` // 2026-11-22
	Licence     Licence     `json:"licence"`
	Alternates  []Alternate `json:"alternates"`
	Headings    []Heading   `json:"headings"`
	Sources     []Source    `json:"sources"`
	Checklist   *Checklist  `json:"checklist,omitempty"`
	Decision    *Decision   `json:"decision,omitempty"`
	Glossary    *Glossary   `json:"glossary,omitempty"`
	Downloads   []Download  `json:"downloads,omitempty"`
	HTML        string      `json:"html" memo:"-"`
	Hash        string      `json:"hash" memo:"-"` // of all the rest: changes when anything of the page changes

	Fills memo.Sum `json:"-"` // stands for HTML in the key
}

// Licence is that of the text.
type Licence struct {
	Name string `json:"name"`
	URL  string `json:"url"`
}

// Alternate is the page in another language.
type Alternate struct {
	Lang  string `json:"lang"`
	URL   string `json:"url"`
	Title string `json:"title"`
}

// Download is a file beside the page, made of its data.
type Download struct {
	Text   string `json:"text"`
	URL    string `json:"url"`
	Format string `json:"format"` // "CSV", "XLSX", "ICS", "TOML"
}

// Heading is one heading of the text.
type Heading struct {
	Level int    `json:"level"`
	ID    string `json:"id"`
	Text  string `json:"text"`
}

// Source is one numbered source.
type Source struct {
	Number int           `json:"number"`
	Key    string        `json:"key"`
	HTML   template.HTML `json:"html"`
}

// document makes a page's value but for its HTML and its Hash.
func document(m *view.Maker, p *site.Page) *Document {
	s := m.Site
	fills, sources := m.Filled(p)
	d := &Document{
		Schema: 1, ID: p.ID, Lang: p.Tree.Lang.Tag, Kind: view.Kind(p), URL: s.Address(p.URL),
		Title: p.Meta.Title, Description: p.Meta.Description, ForWhom: p.Meta.ForWhom, FiveMinutes: p.Meta.FiveMinutes,
		Audience: list(p.Meta.Audience), Stage: list(p.Meta.Stage), Theme: list(p.Meta.Theme), Devices: list(p.Meta.Devices), Topics: list(p.Meta.Topics),
		Licence:    Licence{s.Config.Licence.Name, s.Config.Licence.URL},
		Alternates: []Alternate{}, Headings: []Heading{}, Sources: []Source{},
		Fills: fills, Decision: decisionOf(view.DecisionOf(p)),
	}
	if p.Meta.Kind == "checklist" {
		d.Checklist = checklistOf(p.Items())
	}
	if p.Meta.Kind == "glossary" {
		d.Glossary = glossaryOf(s, p)
	}
	if !p.Meta.Updated.IsZero() {
		d.Updated = p.Meta.Updated.Format(time.DateOnly)
	}
	for _, q := range p.Partners {
		if q != nil && q != p {
			d.Alternates = append(d.Alternates, Alternate{q.Tree.Lang.Tag, s.Address(q.URL), q.Meta.Title})
		}
	}
	d.Downloads = downloads(m, p)
	for _, h := range s.Outline(p) {
		d.Headings = append(d.Headings, Heading{h.Level, h.ID, h.Text})
	}
	for _, src := range sources {
		d.Sources = append(d.Sources, Source{src.Number, src.Key, src.HTML})
	}
	return d
}

// downloads lists the files that a page offers.
func downloads(m *view.Maker, p *site.Page) []Download {
	var ds []Download
	for _, o := range m.Offers(p) {
		ds = append(ds, Download{o.Text, m.Site.Address(p.URL + o.Name), o.Format})
	}
	return ds
}

// list makes an absent list an empty one: a program that reads JSON should not meet null.
func list(l []string) []string {
	if l == nil {
		return []string{}
	}
	return l
}
