package view

import (
	"encoding/json"
	"html/template"
	"strconv"
	"strings"

	"trousse/cmd/trousse/internal/kind/checklist"
	"trousse/cmd/trousse/internal/markdown"
	"trousse/cmd/trousse/internal/site"
)

// LinkedData says in JSON-LD, in the words of schema.org, what a page is, for search engines and for
// catalogues of learning material:
//
//	every page below home    BreadcrumbList
//	home                     WebSite
//	guide, lesson, decision  LearningResource
//	decision                 ItemList beside it: its questions and outcomes, in the order of the text
//	checklist                HowTo: each item is a step, each heading with items a section
//	glossary                 DefinedTermSet, of the definition lists and the data, or else of the headings
//	two questions or more    FAQPage: a text to unfold is a question where its summary ends in a
//	                         question mark, whatever the language
//
// A checklist without an item and a glossary without a term are learning resources. A claim that
// cannot be known to be true is not made; without whole addresses nothing is said, for nobody could
// tell of what. v is the value of p. All that is said comes from v and from texts that v names by
// their sums, so it belongs to the page's key.
func (m *Maker) LinkedData(p *site.Page, v *Page) template.JS {
	if v.Canonical == "" || v.Draft {
		return ""
	}
	d := data{Page: v, kind: p.Tree.Words.Text("kind-" + v.Kind), origin: strings.TrimSuffix(v.Canonical, v.URL)}
	d.text(p)
	if v.Checklist != nil {
		d.items = p.Items()
	}
	graph := struct {
		Context string `json:"@context"`
		Graph   []any  `json:"@graph"`
	}{"https://schema.org", d.graph()}
	if len(graph.Graph) == 0 {
		return ""
	}
	// What could end the script element, and what old readers of JavaScript take for the end of a line, is escaped.
	b, err := json.Marshal(graph)
	if err != nil {
		panic(err) // a bug: all are strings, numbers and lists of them
	}
	return template.JS(b)
}

// data gathers what is said of one page.
type data struct {
	*Page
	kind        string          // a word for it
	origin      string          // what makes an address of the site whole
	items       *checklist.List // of a checklist, nil without an item
	definitions []markdown.Definition
	folds       []markdown.Fold
	images      []markdown.Image
	headings    []markdown.Heading
}

// text gathers the facts of a text, and then those of the parts put into it.
func (d *data) text(p *site.Page) {
	f := &p.Facts
	d.definitions = append(append(d.definitions, f.Definitions...), p.Defined()...)
	d.folds = append(d.folds, f.Folds...)
	d.images = append(d.images, f.Images...)
	d.headings = append(d.headings, f.Headings...)
	for _, part := range p.Parts {
		if part != nil {
			d.text(part)
		}
	}
}

func (d *data) graph() []any {
	var nodes []any
	switch d.Kind {
	case "home":
		nodes = append(nodes, d.website())
	case "guide", "lesson":
		nodes = append(nodes, d.resource())
	case "decision":
		nodes = append(nodes, d.resource())
		if d.Decision != nil {
			nodes = append(nodes, d.stepList())
		}
	case "checklist":
		if d.items != nil {
			nodes = append(nodes, d.howTo())
		} else {
			nodes = append(nodes, d.resource())
		}
	case "glossary":
		if terms := d.terms(); len(terms) > 0 {
			nodes = append(nodes, termSet{d.work("DefinedTermSet"), terms})
		} else {
			nodes = append(nodes, d.resource())
		}
	}
	if questions := d.questions(); len(questions) >= 2 {
		nodes = append(nodes, faq{"FAQPage", d.Canonical, d.Title, d.Site.Tag, questions})
	}
	if len(d.Crumbs) > 0 {
		nodes = append(nodes, d.breadcrumbs())
	}
	return nodes
}

// thing is anything with a name.
type thing struct {
	Type string `json:"@type"`
	Name string `json:"name"`
	URL  string `json:"url,omitempty"`
}

type website struct {
	Type        string `json:"@type"`
	ID          string `json:"@id"`
	URL         string `json:"url"`
	Name        string `json:"name"`
	Description string `json:"description,omitempty"`
	InLanguage  string `json:"inLanguage"`
	Publisher   *thing `json:"publisher,omitempty"`
}

func (d *data) website() website {
	description := d.Site.Description
	if description == "" {
		description = d.Description
	}
	name := d.Site.Title
	if name == "" {
		name = d.Title
	}
	return website{"WebSite", d.Canonical, d.Canonical, name, description, d.Site.Tag, d.publisher()}
}

func (d *data) publisher() *thing {
	if d.Site.Publisher.Text == "" {
		return nil
	}
	return &thing{"Organization", d.Site.Publisher.Text, d.Site.Publisher.URL}
}

// work is what is said of every page that somebody learns from.
type work struct {
	Type                 string     `json:"@type"`
	ID                   string     `json:"@id"`
	URL                  string     `json:"url"`
	Name                 string     `json:"name"`
	Description          string     `json:"description,omitempty"`
	Image                string     `json:"image,omitempty"`
	InLanguage           string     `json:"inLanguage"`
	DateModified         string     `json:"dateModified,omitempty"`
	License              string     `json:"license,omitempty"`
	Audience             []audience `json:"audience,omitempty"`
	About                []thing    `json:"about,omitempty"`
	IsAccessibleForFree  bool       `json:"isAccessibleForFree"`
	AccessibilityFeature []string   `json:"accessibilityFeature"`
	Publisher            *thing     `json:"publisher,omitempty"`
}

type audience struct {
	Type string `json:"@type"`
	Name string `json:"audienceType"`
}

func (d *data) work(sort string) work {
	w := work{
		Type: sort, ID: d.Canonical, URL: d.Canonical, Name: d.Title, Description: d.Description, Image: d.Image.URL,
		InLanguage: d.Site.Tag, DateModified: d.Updated.ISO, License: d.Site.Licence.URL,
		IsAccessibleForFree: true, AccessibilityFeature: d.features(), Publisher: d.publisher(),
	}
	for _, l := range d.Labels {
		switch l.Group {
		case "audience":
			w.Audience = append(w.Audience, audience{"Audience", l.Text})
		case "theme":
			w.About = append(w.About, thing{Type: "Thing", Name: l.Text})
		}
	}
	return w
}

// features lists what helps readers, in the words of the W3C's accessibility vocabulary. The first
// three are true of everything that Markdown and the built-in templates make.
func (d *data) features() []string {
	fs := []string{"displayTransformability", "readingOrder", "structuralNavigation"}
	shown, described := false, true
	for _, img := range d.images {
		shown = shown || !img.Decorative
		described = described && (img.Decorative || img.Alt != "")
	}
	if shown && described {
		fs = append(fs, "alternativeText")
	}
	if len(d.TOC) > 0 {
		fs = append(fs, "tableOfContents")
	}
	return fs
}

type resource struct {
	work
	LearningResourceType string `json:"learningResourceType"`
}

func (d *data) resource() resource { return resource{d.work("LearningResource"), d.kind} }

type howTo struct {
	work
	TotalTime string `json:"totalTime,omitempty"` // ISO 8601
	Step      []any  `json:"step"`
}

type step struct {
	Type         string `json:"@type"`
	Name         string `json:"name,omitempty"` // where the text says more
	Text         string `json:"text"`
	URL          string `json:"url,omitempty"`
	TimeRequired string `json:"timeRequired,omitempty"`
}

type stepSection struct {
	Type            string `json:"@type"`
	Name            string `json:"name"`
	ItemListElement []step `json:"itemListElement"`
}

// howTo makes a step of each item; those below one heading are a section.
func (d *data) howTo() howTo {
	h := howTo{work: d.work("HowTo"), TotalTime: duration(d.items.Sum().Minutes)}
	for _, g := range d.items.Groups {
		steps := make([]step, len(g.Items))
		for i := range g.Items {
			steps[i] = d.step(&g.Items[i])
		}
		if g.Title != "" {
			h.Step = append(h.Step, stepSection{"HowToSection", g.Title, steps})
			continue
		}
		for _, s := range steps {
			h.Step = append(h.Step, s)
		}
	}
	return h
}

func (d *data) step(it *checklist.Item) step {
	s := step{Type: "HowToStep", Text: it.Deed, TimeRequired: duration(it.Minutes)}
	if it.Why != "" || it.How != "" {
		s.Name = it.Deed
		s.Text = strings.TrimSpace(it.Deed + " " + it.Why)
		if it.How != "" {
			s.Text += " " + strings.ReplaceAll(it.How, "\n", " ")
		}
	}
	if it.ID != "" {
		s.URL = d.Canonical + "#" + it.ID
	}
	return s
}

// duration writes minutes as ISO 8601 does; "" for none.
func duration(minutes int) string {
	if minutes == 0 {
		return ""
	}
	return "PT" + strconv.Itoa(minutes) + "M"
}

type itemList struct {
	Type            string  `json:"@type"`
	ID              string  `json:"@id"`
	Name            string  `json:"name"`
	NumberOfItems   int     `json:"numberOfItems"`
	ItemListElement []crumb `json:"itemListElement"`
}

// stepList lists the questions and outcomes of a decision guide.
func (d *data) stepList() itemList {
	l := itemList{Type: "ItemList", ID: d.Canonical + "#steps", Name: d.Title, NumberOfItems: len(d.Decision.Steps)}
	for _, s := range d.Decision.Steps {
		l.ItemListElement = append(l.ItemListElement, crumb{"ListItem", s.Number, s.Title, d.Canonical + "#" + s.ID})
	}
	return l
}

type termSet struct {
	work
	HasDefinedTerm []term `json:"hasDefinedTerm"`
}

type term struct {
	Type        string `json:"@type"`
	ID          string `json:"@id"`
	Name        string `json:"name"`
	Description string `json:"description,omitempty"`
	InSet       string `json:"inDefinedTermSet"`
}

func (d *data) terms() []term {
	var terms []term
	add := func(id, name, text string) {
		terms = append(terms, term{"DefinedTerm", d.Canonical + "#" + id, name, text, d.Canonical})
	}
	for _, t := range d.definitions {
		add(t.ID, t.Term, t.Text)
	}
	if len(terms) == 0 {
		for _, h := range d.headings {
			add(h.ID, h.Text, "")
		}
	}
	return terms
}

type faq struct {
	Type       string     `json:"@type"`
	URL        string     `json:"url"`
	Name       string     `json:"name"`
	InLanguage string     `json:"inLanguage"`
	MainEntity []question `json:"mainEntity"`
}

type question struct {
	Type           string `json:"@type"`
	Name           string `json:"name"`
	AcceptedAnswer answer `json:"acceptedAnswer"`
}

type answer struct {
	Type string `json:"@type"`
	Text string `json:"text"`
}

// questions finds the folds that ask something and answer it.
func (d *data) questions() []question {
	var qs []question
	for _, f := range d.folds {
		if f.Text != "" && strings.ContainsAny(f.Summary[max(0, len(f.Summary)-3):], "?？؟") {
			qs = append(qs, question{"Question", f.Summary, answer{"Answer", f.Text}})
		}
	}
	return qs
}

type breadcrumbs struct {
	Type            string  `json:"@type"`
	ItemListElement []crumb `json:"itemListElement"`
}

type crumb struct {
	Type     string `json:"@type"`
	Position int    `json:"position"`
	Name     string `json:"name"`
	Item     string `json:"item"`
}

// breadcrumbs lists the way from home to the page, the page itself last.
func (d *data) breadcrumbs() breadcrumbs {
	b := breadcrumbs{Type: "BreadcrumbList"}
	for _, l := range append(d.Crumbs[:len(d.Crumbs):len(d.Crumbs)], Link{d.Title, d.URL}) {
		b.ItemListElement = append(b.ItemListElement, crumb{"ListItem", len(b.ItemListElement) + 1, l.Text, d.origin + l.URL})
	}
	return b
}
