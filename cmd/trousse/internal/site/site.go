// Package site joins pages that were read one by one into a whole: languages, sections, order,
// partners in other languages, addresses and links. A [Site] does not change after [Join].
package site

import (
	"net/url"
	"path"
	"strings"
	"sync"
	"time"

	"trousse/cmd/trousse/internal/config"
	"trousse/cmd/trousse/internal/content"
	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/kind/citation"
	"trousse/cmd/trousse/internal/locale"
	"trousse/cmd/trousse/internal/markdown"
	"trousse/cmd/trousse/internal/memo"
)

// ContentDir is the folder that holds pages, StaticDir the one whose files are published as they are.
const (
	ContentDir = "content"
	StaticDir  = "static"
)

// Site is everything that a build publishes, joined.
type Site struct {
	Config  *config.Config
	Base    string                     // path that every address begins with: "/" or "/toolkit/"
	Trees   []*Tree                    // one per language, in the configured order
	Pages   []*Page                    // all pages, language by language, in reading order
	Sources map[string]citation.Source // by key
	Data    []*content.Data            // that pages are made of, by path
	Day     time.Time                  // on which the site is judged; zero: sources do not grow old
	Used    []*File                    // files beside pages that some page shows or links to, by path

	langs  map[string]int   // language key to index in Trees
	all    []*Page          // every page and part, by path
	places map[place]*Page  // the same by where its file is
	files  map[string]*File // by path relative to the site's folder
	drafts map[place]bool   // pages left out because they are drafts
	urls   map[string]*Page
	cited  map[string]bool // keys of sources

	glossaries  []*Page                           // by language
	definitions []map[string]*markdown.Definition // of the glossary, by language, then by id
}

// Tree is the site in one language.
type Tree struct {
	Lang  config.Language
	Words *locale.Words
	Home  *Page // nil where there is no home page
}

// Page is one published page (or a part for includes) in one language.
type Page struct {
	*content.Page
	Tree     *Tree
	URL      string  // path of the address, without the site's base, not escaped: "en/seniors/buy-a-camera/"
	Parent   *Page   // the section that holds it; nil for a home page
	Children []*Page // of a section, in order
	Prev     *Page   // the page before it in its section
	Next     *Page
	Partners []*Page           // the same page in each language, in the order of Trees; itself included, nil where missing
	Data     *content.Data     // what stands in the data file beside the page; nil where it has none
	Listed   []citation.Source // of a page of all sources: every one, in the order of the language
	Parts    []*Page           // what each of Facts.Includes puts in; nil where that cannot be
	Aliases  []string          // paths of former addresses that lead here: "old/guide/", "old/guide.html"

	at       string // place.id
	homeless bool   // another page has its address
	resolve  sync.Once
	targets  []Target // see [Site.Targets]
}

// File is a file that is not a page: beside pages below content, or below static.
type File struct {
	Path          string // relative to the site's folder
	Size          int64
	Sum           memo.Sum
	Width, Height int    // of a picture, in CSS pixels; 0 where unknown
	URL           string // path of the address, without the site's base, not escaped
}

// place is where a page's file stands: the same for all languages of a page unless the front
// matter pairs them by key.
type place struct{ lang, id string }

// Input is what [Join] joins.
type Input struct {
	Config  *config.Config
	Words   *locale.Bundle
	Pages   []*content.Page
	Data    []*content.Data
	Files   []File
	Sources []citation.Source
	Drafts  bool      // publish drafts too
	Day     time.Time // on which the site is judged; zero: sources do not grow old
	BaseURL string    // instead of the configuration's, where not ""
}

// Absolute gives the whole address of a path of the site, or "" where the site's own is unknown.
// Like all addresses it is a URI (RFC 3986): what is not ASCII, or a space, is escaped, for not all
// who read addresses take what browsers take.
func (s *Site) Absolute(p string) string {
	if s.Config.BaseURL == "" {
		return ""
	}
	return s.Config.BaseURL + escape(p)
}

// Link gives the address of a path of the site as pages write it.
func (s *Site) Link(p string) string { return s.Base + escape(p) }

// Address gives the whole address of a path of the site where the site's own is known, and
// otherwise the one that pages write.
func (s *Site) Address(p string) string {
	if s.Config.BaseURL == "" {
		return s.Link(p)
	}
	return s.Absolute(p)
}

func escape(p string) string { return (&url.URL{Path: p}).EscapedPath() }

// PagesAndParts lists every page, and every part for includes, sorted by file.
func (s *Site) PagesAndParts() []*Page { return s.all }

// Top gives the section right below the home page that p is in, or is; nil for a home page.
func (p *Page) Top() *Page {
	if p.Parent == nil {
		return nil
	}
	for p.Parent.Parent != nil {
		p = p.Parent
	}
	if p.Shape != content.Section {
		return nil
	}
	return p
}

// Name is the short title, for navigation and breadcrumbs.
func (p *Page) Name() string {
	if p.Meta.LinkTitle != "" {
		return p.Meta.LinkTitle
	}
	return p.Meta.Title
}

// Default is the address for readers whose language is not known: the language choice for a home
// page, otherwise the page in the first language that has it.
func (p *Page) Default() string {
	if p.Parent == nil {
		return ""
	}
	for _, q := range p.Partners {
		if q != nil {
			return q.URL
		}
	}
	return p.URL
}

// At is a position in the page's file.
func (p *Page) At(line int) diag.Position { return diag.Position{Path: p.Path, Line: line, Col: 1} }

// Key is the position of a front matter key, or of the file's first line where the key is absent.
func (p *Page) Key(key string) diag.Position {
	if line, ok := p.Meta.Lines[key]; ok {
		return p.At(line)
	}
	return p.At(1)
}

// Page finds the page with an id in a language; nil where there is none.
func (s *Site) Page(lang, id string) *Page {
	p := s.places[place{lang, id}]
	if p == nil || p.Shape == content.Part {
		return nil
	}
	return p
}

// Tree finds a language by its key; nil where the site has no such language.
func (s *Site) Tree(lang string) *Tree {
	if i, ok := s.langs[lang]; ok {
		return s.Trees[i]
	}
	return nil
}

// Anchors lists every heading of a page in order, those of included parts among them.
func (p *Page) Anchors(visit func(owner *Page, index int)) {
	if len(p.Parts) == 0 {
		for i := range p.Facts.Headings {
			visit(p, i)
		}
		return
	}
	// Holes keep the order of headings and includes among themselves.
	for _, h := range p.Facts.Holes {
		switch h.Kind {
		case markdown.HoleHeading:
			visit(p, h.Index)
		case markdown.HoleInclude:
			if part := p.Parts[h.Index]; part != nil {
				part.Anchors(visit)
			}
		}
	}
}

// Definitions lists every term of the page's definition lists, and then those of included parts.
func (p *Page) Definitions(visit func(owner *Page, d *markdown.Definition)) {
	for i := range p.Facts.Definitions {
		visit(p, &p.Facts.Definitions[i])
	}
	for _, part := range p.Parts {
		if part != nil {
			part.Definitions(visit)
		}
	}
}

// HasAnchor tells whether a fragment leads somewhere on the page. As in browsers, it may be written
// as it is or with percent-escapes: that is how it comes out of an address bar.
func (p *Page) HasAnchor(fragment string) bool {
	decoded, err := url.PathUnescape(fragment)
	if err != nil {
		decoded = fragment
	}
	found := fragment == "" || fragment == "page.content" || fragment == "top"
	p.Definitions(func(_ *Page, d *markdown.Definition) {
		found = found || d.ID == fragment || d.ID == decoded
	})
	for _, a := range p.Data.Anchors() {
		found = found || a.ID == fragment || a.ID == decoded
	}
	for i := range p.Listed {
		found = found || p.Listed[i].Key == fragment || p.Listed[i].Key == decoded
	}
	p.Anchors(func(owner *Page, i int) {
		id := owner.Facts.Headings[i].ID
		found = found || id == fragment || id == decoded
	})
	p.Tasks(func(_ *Page, t *markdown.Task) {
		found = found || t.ID != "" && (t.ID == fragment || t.ID == decoded)
	})
	return found
}

// HolesOf gives the holes of the page's own text or of a part somewhere in it, by path.
func (p *Page) HolesOf(path string) []markdown.Hole {
	if path == p.Path {
		return p.Facts.Holes
	}
	for _, part := range p.Parts {
		if part != nil {
			if hs := part.HolesOf(path); hs != nil {
				return hs
			}
		}
	}
	return nil
}

// Outline lists the headings of a page as readers meet them, those of included parts among them.
func (s *Site) Outline(p *Page) []markdown.Heading {
	if len(p.Parts) == 0 {
		return p.Facts.Headings
	}
	var hs []markdown.Heading
	p.Anchors(func(owner *Page, i int) { hs = append(hs, owner.Facts.Headings[i]) })
	return hs
}

// Defined lists the terms in the data of a glossary, in the page's language and in the order of the file.
func (p *Page) Defined() []markdown.Definition {
	if p.Data == nil || p.Data.Glossary == nil {
		return nil
	}
	var ds []markdown.Definition
	for _, t := range p.Data.Glossary.Terms {
		if t.ID.ID != "" {
			ds = append(ds, markdown.Definition{ID: t.ID.ID, Term: t.Term.In(p.Lang), Text: t.Definition.In(p.Lang)})
		}
	}
	return ds
}

// Glossary finds the page that explains terms in a language; nil where there is none.
func (s *Site) Glossary(t *Tree) *Page { return s.glossaries[s.langs[t.Lang.Key]] }

// Definition finds what the glossary in a language says of a term by its id; nil where it says nothing.
func (s *Site) Definition(t *Tree, id string) *markdown.Definition {
	return s.definitions[s.langs[t.Lang.Key]][id]
}

// defineTerms finds the glossary of each language, and its terms.
func (s *Site) defineTerms() {
	s.glossaries = make([]*Page, len(s.Trees))
	s.definitions = make([]map[string]*markdown.Definition, len(s.Trees))
	for _, p := range s.Pages {
		i := s.langs[p.Lang]
		if p.Meta.Kind != "glossary" || s.glossaries[i] != nil {
			continue
		}
		s.glossaries[i], s.definitions[i] = p, map[string]*markdown.Definition{}
		p.Definitions(func(_ *Page, d *markdown.Definition) {
			if s.definitions[i][d.ID] == nil && d.Text != "" {
				s.definitions[i][d.ID] = d
			}
		})
		for _, d := range p.Defined() {
			if s.definitions[i][d.ID] == nil {
				s.definitions[i][d.ID] = &d
			}
		}
	}
}

func basePath(baseURL string) string {
	u, err := url.Parse(baseURL)
	if err != nil || u.Path == "" {
		return "/"
	}
	return strings.TrimSuffix(path.Clean("/"+u.EscapedPath()), "/") + "/"
}
