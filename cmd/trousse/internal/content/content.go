// Package content reads one file into a page: front matter, rendered text and facts. A page
// depends on the file's bytes and on Options, on nothing else, so it can be remembered.
package content

import (
	"time"

	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/kind/checklist"
	"trousse/cmd/trousse/internal/kind/decision"
	"trousse/cmd/trousse/internal/markdown"
	"trousse/cmd/trousse/internal/memo"
)

// Page is one source file, read.
type Page struct {
	Path  string   // relative to the site's folder: "content/seniors/buy-a-camera.en.md"
	Sum   memo.Sum // of the file's bytes and the options
	Text  memo.Sum // of the text after the front matter and the options: all that the body is made of
	ID    string   // what pairs languages: "seniors/buy-a-camera"; "" is the home page
	Lang  string   // language key of the configuration: "en"
	Dir   string   // folder of the file below content, without a language tree: "seniors"; a section's own page has its section
	Shape Shape
	Meta  Meta
	Facts markdown.Facts
	Diags []diag.Diagnostic

	Decision  *decision.Guide // of a decision guide; nil elsewhere
	Checklist *checklist.List // of a checklist, and of a part: one may be put into the other; nil elsewhere
}

// Pos is the place of something in the page's text.
func (p *Page) Pos(s markdown.Spot) diag.Position {
	return diag.Position{Path: p.Path, Line: s.Line, Col: s.Col}
}

// Shape says what a file is, by its name.
type Shape uint8

const (
	Single  Shape = iota // name.en.md
	Bundle               // folder/index.en.md, a page with its own files
	Section              // folder/_index.en.md
	Part                 // _name.en.md or a file below a folder that begins with "_": not a page, for includes
)

// Meta is the front matter, typed. Known keys only.
type Meta struct {
	Title       string
	Description string
	Slug        string
	Kind        string
	Key         string
	Weight      int
	Draft       bool
	Updated     time.Time
	Audience    []string
	Stage       []string
	Theme       []string
	Devices     []string
	Topics      []string // of the site's gap analysis
	Aliases     []string
	Embed       *bool
	TOC         *bool
	Sources     []string
	LinkTitle   string   // short title for navigation and breadcrumbs
	ForWhom     string   // "who it is for", one sentence
	FiveMinutes []string // what a reader can do in five minutes
	QuickExit   bool
	Address     string         // "tu" or "vous": how a French page addresses its reader
	Ignore      []Ignore       // places silenced with a reason
	Lines       map[string]int // line of each key present, for positions; see [Meta.Line]
}

// Ignore silences a rule on this page, or on one line of it.
type Ignore struct {
	Rule   string
	Line   int
	Reason string
}
