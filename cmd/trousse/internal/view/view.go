// Package view chooses: it makes the plain value with all that one page's template may show.
// Templates see these values and nothing else, so the hash of a value, with the template's hash,
// is the key of what is rendered from it.
package view

import (
	"html/template"

	"trousse/cmd/trousse/internal/memo"
)

// Page is what the template of one page gets. Text is plain and escaped by the template;
// template.HTML is finished. Addresses are ready to be written into an attribute.
type Page struct {
	Template    string // the template that renders this page: "home", "section", "page", "checklist", "decision", "plan", "gap-analysis", "catalogue", "glossary", "sources-page", "gallery", "404", "languages", "redirect"
	Site        Site   `memo:"site"`
	Kind        string // "guide", "checklist", "page", "section", "home"…
	Section     string // id of the top section ("seniors"); "" at the top
	Title       string
	HeadTitle   string // for <title>: page and site
	Description string
	ForWhom     string
	FiveMinutes []string      `memo:"five minutes"`
	Labels      []Label       `memo:"labels"` // audience, stage, theme, in that order
	Devices     []string      `memo:"devices"`
	URL         string        `memo:"address"`
	Canonical   string        `memo:"canonical address"` // absolute where the site's address is known
	XDefault    string        `memo:"default address"`   // absolute; the page for readers whose language is not known
	Updated     Date          `memo:"date updated"`
	Draft       bool          `memo:"draft"`
	QuickExit   bool          `memo:"quick exit"`
	Languages   []Alternate   `memo:"languages"` // every language of the site, this page's own first marked Current
	Menu        template.HTML `memo:"-"`         // the header's menu, rendered once per language, this page marked
	Nav         template.HTML `memo:"-"`         // the section's navigation, rendered once per section and language
	MenuSum     memo.Sum      `memo:"menu"`
	NavSum      memo.Sum      `memo:"navigation"`
	Crumbs      []Link        `memo:"breadcrumbs"` // from home to the parent; empty at home
	TOC         []Heading     `memo:"headings"`    // nested; empty when the page has fewer than two, or toc = false
	Body        template.HTML `memo:"-"`
	BodySum     memo.Sum      `memo:"body"`
	Fills       memo.Sum      `memo:"links in the text"` // of everything put into the body's holes
	Children    []Card        `memo:"pages in this section"`
	Groups      []Group       `memo:"pages by moment"`        // of a section: its pages by the moment that they are for
	Related     []Group       `memo:"pages of other moments"` // of the same section, for the stages that this page is not for
	Moments     []Moment      `memo:"moments"`                // of the home page
	Recent      []Card        `memo:"recent pages"`           // of the home page: what was updated last
	QR          template.HTML `memo:"-"`                      // the canonical address as a code, for paper
	Prev, Next  *Link
	Sources     []Source    `memo:"sources"`
	Explained   []Term      `memo:"explained words"` // in the text, in the order of their first use
	Checklist   *Checklist  // of a checklist; nil where it has no item
	Decision    *Decision   // of a decision guide
	Plan        *Plan       // of a plan
	Gap         *Gap        // of a gap analysis
	Catalogue   *Catalogue  // of a catalogue of labels
	Glossary    *Glossary   // of a glossary made of data
	Downloads   []Download  `memo:"downloads"`
	References  []Reference `memo:"sources of the site"` // of a page of all sources
	Feeds       []Link      `memo:"feeds"`               // Atom feeds to announce; Text is the feed's title
	Formats     []Link      `memo:"other formats"`       // this page as JSON and Markdown; Text is "JSON", "Markdown"
	HasCode     bool        `memo:"code style"`
	Stylesheet  string      `memo:"style of the kind"`  // address of what only pages of this kind need, beside the site's; "" where there is none
	Script      string      `memo:"script of the kind"` // likewise
	Image       Picture     `memo:"picture for sharing"`
	// LinkedData says in JSON-LD what the page is, for other programs. It is put in when the page is
	// rendered; what it is made from is in the other fields.
	LinkedData template.JS `memo:"-"`
	Policy     string      `memo:"-"`               // content security policy of this page; "" where pages are opened from a folder
	Words      memo.Sum    `memo:"interface words"` // of all interface words in this language
}

// Site is what every page shows of the site, in the page's language.
type Site struct {
	Title, Description string
	Lang               string // "en"
	Tag                string // "en-CA"
	Dir                string // "ltr", "rtl"
	LangName           string // "English"
	HomeURL            string
	RootURL            string // the language-choice page
	Stylesheet         string // address of the fingerprinted bundle
	CodeStylesheet     string
	Script             string // "" where the theme has none
	Icon               string // address of the SVG icon, "" where there is none
	TouchIcon          string // address of the PNG icon for home screens, "" where there is none
	Manifest           string // address of the web application manifest, "" where there is none
	Frame, FrameDark   string // colours of the browser's frame, light and dark: "#f2f5f4"; "" where the theme names none
	Locale             string // "en_CA", as the Open Graph protocol writes it
	Owner              Link   // who publishes the site, beside its name; Text is "" where the theme names nobody
	Logo               Image  // the owner's; URL is "" where there is none
	FooterLinks        []Link
	sum                memo.Sum
	Policy             string // content security policy, for hosts that send none; "" where pages are opened from a folder
	Licence            Link   // Text is the licence's name
	Publisher          Link   // Text is its name, "" where the configuration names none
}

// MemoSum names the value: the same on every page, it is worked out once for each language.
func (s Site) MemoSum() memo.Sum { return s.sum }

// named returns s with its sum worked out; it must not change afterwards.
func (s Site) named() Site {
	type plain Site // has no MemoSum to stop at
	s.sum = memo.SumOf(plain(s))
	return s
}

// Link is a text and where it leads.
type Link struct{ Text, URL string }

// Image is a picture of the theme. Alt is "" where the text beside it says all.
type Image struct {
	URL, Alt      string
	Width, Height int
}

// Label is one classification of a page: Group "audience", "stage" or "theme", ID as in front
// matter ("seniors"), Text in the page's language, URL where there is a page about it.
type Label struct{ Group, ID, Text, URL string }

// Date is a day, for machines and for readers.
type Date struct {
	ISO  string // 2026-11-22; "" where there is none
	Text string // "November 22, 2026", "22 novembre 2026"
}

// Alternate is the page in one language of the site. Where the page lacks that language, Missing
// is true and URL is that language's home.
type Alternate struct {
	Lang, Tag, Name, Dir string
	Locale               string // "fr_CA", as the Open Graph protocol writes it
	URL                  string
	Absolute             string // for hreflang; "" where the site's address is unknown
	Title                string // the page's title in that language
	Current, Missing     bool
}

// Heading is an entry of the table of contents.
type Heading struct {
	ID    string
	HTML  template.HTML
	Under []Heading
}

// Card presents a page in a list.
type Card struct {
	ID                      string // page id: "seniors/buy-a-camera"
	Kind                    string
	Title, Description, URL string
	Name                    string // short title
	Labels                  []Label
	Devices                 []string
	Updated                 Date
	Under                   int // how many pages a section holds
}

// Source is one numbered source of a page.
type Source struct {
	Number int
	Key    string
	HTML   template.HTML // formatted by the language's conventions, title linked
	Back   int           // how many marks in the text point here: #cite-Number-1 …
}

// Nav is what the navigation template gets: once per section and language.
type Nav struct {
	Site    Site
	Section Link
	Items   []NavItem
	Words   memo.Sum `memo:"interface words"`
	More    int      // pages left out because the section is too long to list beside every page
}

// NavItem is one page of the navigation.
type NavItem struct {
	Text, URL, Kind string
	Under           []NavItem
}

// Languages is what the language-choice template gets.
type Languages struct {
	Site  Site
	Homes []Alternate
	Each  []Site // every language's own site values, in order

	Stylesheet string `memo:"style of the kind"` // address of what only this page needs, beside the site's; "" where there is none

	Canonical string  // absolute where the site's address is known
	Image     Picture // for all languages

	Words    memo.Sum `memo:"interface words"` // of every language
	NotFound bool     // the same page, shown where there is no page
}

// Redirect is what the template of an alias gets.
type Redirect struct {
	Site  Site
	To    string // address of the page
	Title string
	Words memo.Sum `memo:"interface words"`
}
