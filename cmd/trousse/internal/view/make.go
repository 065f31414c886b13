package view

import (
	"crypto/sha256"
	"encoding/base64"
	"html/template"
	"slices"
	"strings"
	"sync"
	"time"

	"trousse/cmd/trousse/internal/asset"
	"trousse/cmd/trousse/internal/content"
	"trousse/cmd/trousse/internal/kind/citation"
	"trousse/cmd/trousse/internal/markdown"
	"trousse/cmd/trousse/internal/memo"
	"trousse/cmd/trousse/internal/site"
)

// Look is what a theme contributes to every page: the paths of its files on the site.
type Look struct {
	Stylesheet     string
	CodeStylesheet string
	Script         string
	Icon           string
	Kinds          map[string]KindLook // what only the pages of a kind have
	Icons          map[string]string   // other pictures of the icon that the theme has, by their names in its static folder
	Colours        asset.Colours
	Banners        []Banner // what stands above the header, in each language of the site; none, or one for each
	Open           bool     // pages are opened from a folder, where a content security policy would block their own files
}

// KindLook is what a theme contributes to the pages of one kind beside the rest: paths on the site, "" for none.
type KindLook struct{ Stylesheet, Script string }

// Banner is what stands above the header in one language. The logo's URL is its path on the site.
type Banner struct {
	Owner Link
	Logo  Image
}

// Policy is the content security policy of every page: nothing but the site's own files, no inline
// script or style, no plug-in, no form that sends anywhere else.
const Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; " +
	"connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'"

// PolicyWith is a policy that names a block of data in the page by its hash. Browsers run no data, but
// checkers of HTML take every script element that has text for one that runs.
func PolicyWith(policy string, data template.JS) string {
	if policy == "" || data == "" {
		return policy
	}
	sum := sha256.Sum256([]byte(data))
	return strings.Replace(policy, "script-src 'self'", "script-src 'self' 'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'", 1)
}

// Maker makes the values of one site. It is safe for use by many goroutines.
type Maker struct {
	Site     *site.Site
	look     Look
	icons    []Icon
	formats  map[string]bool
	sites    []Site     // by language, as all below
	words    []memo.Sum // of the interface words
	wordings []wording
	filled   map[*site.Page]*filled
	offered  map[*site.Page]*offered // of pages that are made of data
	kin      map[kinship][]*site.Page
	room     sync.Pool // of *[]byte, for making fillings
}

// New prepares what all pages share.
func New(s *site.Site, look Look, on func(format string) bool) *Maker {
	m := &Maker{Site: s, look: look, formats: map[string]bool{}, filled: make(map[*site.Page]*filled, len(s.Pages)), offered: map[*site.Page]*offered{}, kin: kin(s)}
	block := make([]filled, len(s.Pages))
	for i, p := range s.Pages {
		m.filled[p] = &block[i]
		if canOffer(p) && on("download") {
			m.offered[p] = &offered{}
		}
	}
	for _, f := range []string{"json", "markdown", "feed", "cards", "icons"} {
		m.formats[f] = on(f)
	}
	if s.Config.BaseURL == "" {
		m.formats["feed"] = false // a feed needs whole addresses: there is none
	}
	m.icons = iconsOf(s, look, m.formats["icons"])
	for i, t := range s.Trees {
		v := Site{
			Title: t.Lang.Title, Description: t.Lang.Description,
			Lang: t.Lang.Key, Tag: t.Lang.Tag, Dir: t.Lang.Dir, LangName: t.Lang.Name,
			HomeURL: s.Link(t.Lang.Key + "/"), RootURL: s.Link(""),
			Stylesheet: m.path(look.Stylesheet), CodeStylesheet: m.path(look.CodeStylesheet),
			Script: m.path(look.Script), Icon: m.path(look.Icon),
			Licence:   Link{Text: s.Config.Licence.Name, URL: s.Config.Licence.URL},
			Publisher: Link{Text: s.Config.Publisher.Name, URL: s.Config.Publisher.URL},
			Frame:     look.Colours.Light, FrameDark: look.Colours.Dark, Locale: openGraphLocale(t.Lang.Tag),
		}
		for _, icon := range m.icons {
			if icon.Touch {
				v.TouchIcon = s.Link(icon.Path)
			}
		}
		if m.HasManifests() {
			v.Manifest = s.Link(t.Lang.Key + "/" + ManifestName)
		}
		if i < len(look.Banners) {
			v.Owner, v.Logo = look.Banners[i].Owner, look.Banners[i].Logo
			v.Logo.URL = m.path(v.Logo.URL)
		}
		if !look.Open {
			v.Policy = Policy
		}
		if t.Home != nil {
			v.HomeURL = s.Link(t.Home.URL)
			if v.Title == "" {
				v.Title = t.Home.Meta.Title
			}
		}
		for _, id := range s.Config.Footer {
			if p := s.Page(t.Lang.Key, id); p != nil {
				v.FooterLinks = append(v.FooterLinks, m.link(p))
			}
		}
		m.sites = append(m.sites, v.named())
		m.words = append(m.words, memo.Sum(t.Words.Sum()))
		m.wordings = append(m.wordings, wordingOf(t))
	}
	return m
}

func (m *Maker) tree(lang string) int {
	return slices.IndexFunc(m.Site.Trees, func(t *site.Tree) bool { return t.Lang.Key == lang })
}

// SiteIn gives what every page of a language shows of the site.
func (m *Maker) SiteIn(lang string) Site { return m.sites[m.tree(lang)] }

// path is the address of a theme's file; "" for none.
func (m *Maker) path(p string) string {
	if p == "" {
		return ""
	}
	return m.Site.Link(p)
}

func (m *Maker) link(p *site.Page) Link { return Link{Text: p.Name(), URL: m.Site.Link(p.URL)} }

// Page makes the value of one page, without its navigation and its body, which are put in when
// the page is rendered: NavSum and Fills stand for them in the page's key. [Maker.FillPage] gives what
// the body's holes get.
func (m *Maker) Page(p *site.Page) *Page {
	v := m.page(p)
	f := m.filledOf(p)
	v.Fills, v.Sources, v.Explained = f.page, f.sources, f.terms
	return v
}

func (m *Maker) page(p *site.Page) *Page {
	i := m.tree(p.Lang)
	t := m.Site.Trees[i]
	v := &Page{
		Template:    "page",
		Site:        m.sites[i],
		Policy:      m.sites[i].Policy,
		Kind:        Kind(p),
		Title:       p.Meta.Title,
		Description: p.Meta.Description,
		ForWhom:     p.Meta.ForWhom,
		FiveMinutes: p.Meta.FiveMinutes,
		Labels:      m.labels(p),
		Devices:     p.Meta.Devices,
		Related:     m.related(p),
		URL:         m.Site.Link(p.URL),
		Canonical:   m.Site.Absolute(p.URL),
		XDefault:    m.Site.Absolute(p.Default()),
		Updated:     m.date(t, p.Meta.Updated),
		Draft:       p.Meta.Draft,
		QuickExit:   p.Meta.QuickExit,
		Languages:   m.alternates(p),
		BodySum:     p.Text,
		HasCode:     hasCode(p),
		Image:       m.picture(p),
		Words:       m.words[i],
	}
	if k, ok := m.look.Kinds[LookKind(p)]; ok {
		v.Stylesheet, v.Script = m.path(k.Stylesheet), m.path(k.Script)
	}
	v.HeadTitle = v.Title
	switch {
	case p.Parent == nil && p.Shape == content.Section:
		v.Template = "home"
		v.Moments, v.Recent = m.moments(p), m.recent(t)
		if v.Site.Title != "" && v.Site.Title != v.Title {
			v.HeadTitle = v.Title + " – " + v.Site.Title
		}
	default:
		switch {
		case p.Shape == content.Section:
			v.Template = "section"
			v.Groups = m.groups(p)
		case p.Meta.Kind == "gallery":
			v.Template = "gallery"
		case p.Decision != nil:
			v.Template, v.Decision = "decision", DecisionOf(p)
		case p.Data != nil:
			m.data(v, p)
		case p.Meta.Kind == citation.Kind:
			v.Template, v.References = "sources-page", m.references(p)
		case p.Meta.Kind == "checklist":
			v.Checklist = checklistOf(p)
			if v.Checklist != nil {
				v.Template = "checklist"
			}
		}
		if v.Site.Title != "" {
			v.HeadTitle = v.Title + " – " + v.Site.Title
		}
	}
	if top := p.Top(); top != nil {
		v.Section = top.ID
	}
	// A decision guide has its chart: beside one question at a time, a list of all would be in the way.
	if toc := p.Meta.TOC; toc == nil && p.Decision == nil || toc != nil && *toc {
		v.TOC = nest(append(slices.Clip(m.Site.Outline(p)), dataOutline(v)...))
	}
	for q := p.Parent; q != nil; q = q.Parent {
		v.Crumbs = append(v.Crumbs, m.link(q))
	}
	slices.Reverse(v.Crumbs)
	if v.Template == "home" {
		for _, c := range p.Children {
			v.Children = append(v.Children, m.card(c))
		}
	}
	if v.Template == "gallery" && p.Parent != nil {
		// No text makes cards: the gallery shows those of its section, and of the pages in it.
		v.Children = append(v.Children, m.card(p.Parent))
		for _, c := range p.Parent.Children {
			v.Children = append(v.Children, m.card(c))
		}
	}
	if p.Prev != nil {
		l := m.link(p.Prev)
		v.Prev = &l
	}
	if p.Next != nil {
		l := m.link(p.Next)
		v.Next = &l
	}
	if m.formats["json"] {
		v.Formats = append(v.Formats, Link{"JSON", v.URL + "index.json"})
	}
	if m.formats["markdown"] {
		v.Formats = append(v.Formats, Link{"Markdown", v.URL + "index.md"})
	}
	if m.formats["feed"] {
		v.Feeds = append(v.Feeds, Link{v.Site.Title, m.sites[i].HomeURL + "feed.xml"})
		if top := p.Top(); top != nil {
			v.Feeds = append(v.Feeds, Link{v.Site.Title + " – " + top.Name(), m.Site.Link(top.URL) + "feed.xml"})
		}
	}
	return v
}

// Kind is what a page is: "home" for a home page, whatever its front matter says.
func Kind(p *site.Page) string {
	if p.Parent == nil && p.Shape == content.Section {
		return "home"
	}
	return p.Meta.Kind
}

// LookKind names the style sheet and the script that a page has beside those of every page: its kind, but
// for decision guides with points, which show other things than those without.
func LookKind(p *site.Page) string {
	if p.Decision != nil && p.Decision.Scored {
		return "points"
	}
	return Kind(p)
}

func hasCode(p *site.Page) bool {
	return p.Facts.HasCode || slices.ContainsFunc(p.Parts, func(part *site.Page) bool { return part != nil && hasCode(part) })
}

func (m *Maker) labels(p *site.Page) []Label {
	var ls []Label
	words := p.Tree.Words
	add := func(group string, ids []string) {
		for _, id := range ids {
			l := Label{Group: group, ID: id, Text: words.Text(group + "-" + id)}
			if group == "audience" {
				if q := m.Site.Page(p.Lang, id); q != nil && q.Shape == content.Section {
					l.URL = m.Site.Link(q.URL)
				}
			}
			ls = append(ls, l)
		}
	}
	add("audience", p.Meta.Audience)
	add("stage", p.Meta.Stage)
	add("theme", p.Meta.Theme)
	return ls
}

func (m *Maker) card(p *site.Page) Card {
	return Card{
		ID: p.ID, Kind: p.Meta.Kind, Title: p.Meta.Title, Name: p.Name(), Description: p.Meta.Description,
		URL: m.Site.Link(p.URL), Labels: m.labels(p), Devices: p.Meta.Devices, Updated: m.date(p.Tree, p.Meta.Updated), Under: len(p.Children),
	}
}

func (m *Maker) date(t *site.Tree, d time.Time) Date {
	if d.IsZero() {
		return Date{}
	}
	return Date{ISO: d.Format(time.DateOnly), Text: t.Words.Date(d)}
}

// alternates lists the page in every language, its own first.
func (m *Maker) alternates(p *site.Page) []Alternate {
	as := make([]Alternate, 0, len(p.Partners))
	for i, q := range p.Partners {
		l := m.Site.Trees[i].Lang
		a := Alternate{Lang: l.Key, Tag: l.Tag, Name: l.Name, Dir: l.Dir, Locale: m.sites[i].Locale, Current: q == p}
		if q == nil {
			a.Missing, a.URL = true, m.sites[i].HomeURL
		} else {
			a.URL, a.Absolute, a.Title = m.Site.Link(q.URL), m.Site.Absolute(q.URL), q.Meta.Title
		}
		as = append(as, a)
	}
	slices.SortStableFunc(as, func(a, b Alternate) int {
		switch {
		case a.Current && !b.Current:
			return -1
		case b.Current && !a.Current:
			return 1
		}
		return 0
	})
	return as
}

// nest makes a tree of the headings that belong in a table of contents; none if there are fewer than two.
func nest(hs []markdown.Heading) []Heading {
	type level struct {
		level int
		list  *[]Heading
	}
	var top []Heading
	stack := []level{{0, &top}}
	n := 0
	for _, h := range hs {
		if !h.InTOC {
			continue
		}
		n++
		for len(stack) > 1 && stack[len(stack)-1].level >= h.Level {
			stack = stack[:len(stack)-1]
		}
		list := stack[len(stack)-1].list
		*list = append(*list, Heading{ID: h.ID, HTML: template.HTML(h.HTML)})
		stack = append(stack, level{h.Level, &(*list)[len(*list)-1].Under})
	}
	if n < 2 {
		return nil
	}
	return top
}

// Menu makes the header's menu in one language.
func (m *Maker) Menu(lang string) Nav {
	i := m.tree(lang)
	t := m.Site.Trees[i]
	v := Nav{Site: m.sites[i], Words: m.words[i]}
	if t.Home == nil {
		return v
	}
	v.Section = m.link(t.Home)
	if len(m.Site.Config.Menu) > 0 {
		for _, id := range m.Site.Config.Menu {
			if p := m.Site.Page(lang, id); p != nil {
				v.Items = append(v.Items, m.item(p, 0))
			}
		}
		return v
	}
	for _, c := range t.Home.Children {
		if c.Shape == content.Section {
			v.Items = append(v.Items, m.item(c, 0))
		}
	}
	return v
}

// Nav makes the navigation of a section and all below it.
func (m *Maker) Nav(section *site.Page) Nav {
	v := Nav{Site: m.SiteIn(section.Lang), Section: m.link(section), Words: m.words[m.tree(section.Lang)]}
	long := longNav < count(section, longNav)
	for _, c := range section.Children {
		if long && c.Shape != content.Section {
			v.More++
			continue
		}
		depth := 8
		if long {
			depth = 0
		}
		v.Items = append(v.Items, m.item(c, depth))
	}
	return v
}

// longNav is how many entries a navigation may have. Each page of a section carries its navigation:
// beyond this, readers scroll past a wall of links and pages grow heavy, so only sections are listed.
const longNav = 60

// count counts the pages below a section, up to a little over most.
func count(section *site.Page, most int) int {
	n := len(section.Children)
	for _, c := range section.Children {
		if n > most {
			break
		}
		n += count(c, most-n)
	}
	return n
}

func (m *Maker) item(p *site.Page, depth int) NavItem {
	it := NavItem{Text: p.Name(), URL: m.Site.Link(p.URL), Kind: p.Meta.Kind}
	if depth > 0 {
		for _, c := range p.Children {
			it.Under = append(it.Under, m.item(c, depth-1))
		}
	}
	return it
}

// NotFound makes the page that stands where there is none, with places to go on from.
func (m *Maker) NotFound(lang string) *Page {
	i := m.tree(lang)
	t := m.Site.Trees[i]
	v := &Page{Template: "404", Kind: "404", Site: m.sites[i], Policy: m.sites[i].Policy, Words: m.words[i]}
	v.Title = t.Words.Text("not-found-title")
	v.HeadTitle = v.Title + " – " + v.Site.Title
	v.URL = m.Site.Link(lang + "/404.html")
	for j, other := range m.Site.Trees {
		v.Languages = append(v.Languages, Alternate{Lang: other.Lang.Key, Tag: other.Lang.Tag, Name: other.Lang.Name,
			Dir: other.Lang.Dir, URL: m.Site.Link(other.Lang.Key + "/404.html"), Title: other.Words.Text("not-found-title"), Current: j == i})
	}
	if t.Home != nil {
		for _, c := range t.Home.Children {
			v.Children = append(v.Children, m.card(c))
		}
	}
	return v
}

// LanguageChoice makes the page at the root of the site, and the one that a host shows where it
// finds no page and cannot know the reader's language.
func (m *Maker) LanguageChoice(notFound bool) Languages {
	v := Languages{Site: m.sites[0], Each: m.sites, NotFound: notFound, Words: memo.SumOf(m.words)}
	v.Stylesheet = m.path(m.look.Kinds["languages"].Stylesheet)
	if !notFound {
		v.Canonical = m.Site.Absolute("")
		if m.HasRootCard() {
			v.Image = m.pictureOf(m.RootCard(), "")
		}
	}
	for i, t := range m.Site.Trees {
		v.Homes = append(v.Homes, Alternate{Lang: t.Lang.Key, Tag: t.Lang.Tag, Name: t.Lang.Name, Dir: t.Lang.Dir,
			URL: m.sites[i].HomeURL, Absolute: m.Site.Absolute(t.Lang.Key + "/"), Title: m.sites[i].Title})
	}
	return v
}

// RedirectTo makes the page that stands at an alias of p.
func (m *Maker) RedirectTo(p *site.Page) Redirect {
	return Redirect{Site: m.SiteIn(p.Lang), To: m.Site.Link(p.URL), Title: p.Meta.Title, Words: m.words[m.tree(p.Lang)]}
}
