package site

import (
	"cmp"
	"path"
	"slices"
	"strconv"
	"strings"

	"trousse/cmd/trousse/internal/content"
	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/kind/citation"
	"trousse/cmd/trousse/internal/locale"
	"trousse/cmd/trousse/internal/markdown"
)

// Join makes a site of pages. It always gives a site; what is wrong with how the pages fit
// together is in the diagnostics.
func Join(in Input) (*Site, []diag.Diagnostic) {
	cfg := *in.Config
	if in.BaseURL != "" {
		cfg.BaseURL = in.BaseURL
	}
	s := &Site{
		Config:  &cfg,
		Base:    basePath(cfg.BaseURL),
		Day:     in.Day,
		Sources: make(map[string]citation.Source, len(in.Sources)),
		langs:   map[string]int{},
		places:  make(map[place]*Page, len(in.Pages)),
		files:   make(map[string]*File, len(in.Files)),
		drafts:  map[place]bool{},
		urls:    make(map[string]*Page, len(in.Pages)),
	}
	for _, src := range in.Sources {
		s.Sources[src.Key] = src
	}
	for i, lang := range cfg.Languages {
		s.langs[lang.Key] = i
		s.Trees = append(s.Trees, &Tree{Lang: lang, Words: in.Words.Words(lang.Key)})
	}
	for i := range in.Files {
		f := in.Files[i]
		f.URL = fileURL(f.Path)
		s.files[f.Path] = &f
	}

	var ds []diag.Diagnostic
	pages := s.place(in, &ds)
	s.connect(pages, &ds)
	s.order()
	taken := s.address(&ds)
	s.pair(&ds)
	s.include(&ds)
	s.join(in.Data, &ds)
	s.cite(in)
	s.list()
	s.defineTerms()
	s.use()
	s.clash(taken, &ds)
	return s, ds
}

// Folders of the built site that are no language's: of files beside pages, and of the theme's bundles.
const (
	filesDir  = "files"
	assetsDir = "assets"
)

func fileURL(p string) string {
	if rest, ok := strings.CutPrefix(p, StaticDir+"/"); ok {
		return rest
	}
	return filesDir + "/" + strings.TrimPrefix(p, ContentDir+"/")
}

// place makes a Page of each page and part, and notes where each stands.
func (s *Site) place(in Input, ds *[]diag.Diagnostic) []*Page {
	var pages []*Page
	block := make([]Page, len(in.Pages))
	for i, c := range in.Pages {
		li, ok := s.langs[c.Lang]
		if !ok {
			continue // content has said so
		}
		at := place{c.Lang, placeID(c)}
		block[i].at = at.id
		if c.Meta.Draft && !in.Drafts {
			s.drafts[at] = true
			continue
		}
		p := &block[i]
		p.Page, p.Tree = c, s.Trees[li]
		if other := s.places[at]; other != nil {
			*ds = append(*ds, diag.New("two-layouts", p.At(1), "other", other.Path))
			continue
		}
		s.places[at] = p
		s.all = append(s.all, p)
		if c.Shape != content.Part {
			pages = append(pages, p)
		}
	}
	if byPath := func(a, b *Page) int { return strings.Compare(a.Path, b.Path) }; !slices.IsSortedFunc(s.all, byPath) {
		slices.SortFunc(s.all, byPath)
	}
	return pages
}

// placeID is where the file stands below content, whatever its front matter says of pairs.
func placeID(c *content.Page) string {
	switch c.Shape {
	case content.Section, content.Bundle:
		return c.Dir
	default:
		if c.Dir == "" {
			return fileStem(c.Path, c.Lang)
		}
		return c.Dir + "/" + fileStem(c.Path, c.Lang)
	}
}

// fileStem is a file's name without ".md" and without the language.
func fileStem(p, lang string) string {
	return strings.TrimSuffix(strings.TrimSuffix(path.Base(p), ".md"), "."+lang)
}

// connect gives every page its parent and every section its children.
func (s *Site) connect(pages []*Page, ds *[]diag.Diagnostic) {
	warned := map[place]bool{}
	for _, p := range pages {
		if p.Shape == content.Section && p.Dir == "" {
			p.Tree.Home = p
			continue
		}
		dir := p.Dir
		if p.Shape != content.Single {
			dir = parentDir(dir)
		}
		for at := dir; ; at = parentDir(at) {
			if q := s.places[place{p.Lang, at}]; q != nil && q.Shape == content.Section {
				p.Parent = q
				break
			}
			missing := place{p.Lang, at}
			if !warned[missing] {
				warned[missing] = true
				d := diag.New("section-index", diag.Position{Path: path.Join(ContentDir, at)},
					"folder", path.Join(ContentDir, at), "language", p.Lang)
				if s.drafts[missing] {
					d = d.With("draft")
				}
				*ds = append(*ds, d)
			}
			if at == "" {
				break
			}
		}
		if p.Parent != nil {
			p.Parent.Children = append(p.Parent.Children, p)
		}
	}
	for _, t := range s.Trees {
		if missing := (place{t.Lang.Key, ""}); t.Home == nil && !warned[missing] {
			*ds = append(*ds, diag.New("section-index", diag.Position{Path: ContentDir}, "folder", ContentDir, "language", t.Lang.Key))
		}
	}
}

func parentDir(dir string) string {
	d := path.Dir(dir)
	if d == "." {
		return ""
	}
	return d
}

// order sorts every section's pages (by weight, those without one last; then by title as the
// language sorts) and lists all pages in reading order.
func (s *Site) order() {
	for _, t := range s.Trees {
		if t.Home == nil {
			continue
		}
		compare := locale.Compare(t.Lang.Tag)
		var walk func(p *Page)
		walk = func(p *Page) {
			s.Pages = append(s.Pages, p)
			slices.SortStableFunc(p.Children, func(a, b *Page) int {
				if d := cmp.Compare(weight(a), weight(b)); d != 0 {
					return d
				}
				if d := compare(a.Name(), b.Name()); d != 0 {
					return d
				}
				return cmp.Compare(a.Path, b.Path)
			})
			var prev *Page
			for _, c := range p.Children {
				if c.Shape != content.Section {
					c.Prev = prev
					if prev != nil {
						prev.Next = c
					}
					prev = c
				}
			}
			for _, c := range p.Children {
				walk(c)
			}
		}
		walk(t.Home)
	}
}

func weight(p *Page) int {
	if p.Meta.Weight == 0 {
		return 1 << 30
	}
	return p.Meta.Weight
}

// address gives every page its URL and its aliases, and finds clashes. Parents come before children
// in s.Pages. The result has every address, in small letters, for file systems differ in whether
// "A" is "a".
func (s *Site) address(ds *[]diag.Diagnostic) map[string]*Page {
	taken := make(map[string]*Page, len(s.Pages))
	for _, p := range s.Pages {
		if p.Parent == nil {
			p.URL = p.Lang + "/"
		} else {
			p.URL = p.Parent.URL + slug(p, p.Parent) + "/"
		}
		small := strings.ToLower(p.URL)
		if other := taken[small]; other != nil {
			*ds = append(*ds, diag.New("url-clash", p.Key("slug"), "url", "/"+p.URL, "other", other.Path))
			p.homeless = true
			continue
		}
		taken[small] = p
		s.urls[p.URL] = p
	}
	for _, p := range s.Pages {
		for i, a := range p.Meta.Aliases {
			u := aliasURL(a)
			pos := p.At(p.Meta.Line("aliases[" + strconv.Itoa(i) + "]"))
			switch other := taken[strings.ToLower(u)]; {
			case other != nil:
				*ds = append(*ds, diag.New("alias-clash", pos, "alias", a, "other", other.Path))
			case s.reserved(u):
				*ds = append(*ds, diag.New("reserved-address", pos, "url", "/"+u).With("alias"))
			default:
				taken[strings.ToLower(u)] = p
				p.Aliases = append(p.Aliases, u)
			}
		}
	}
	return taken
}

// aliasURL is the path of an alias. Where it does not name a file ("/old/guide.html"), it is a
// folder's, with a slash at the end.
func aliasURL(alias string) string {
	u := strings.TrimSuffix(strings.Trim(alias, "/"), "/index.html")
	if path.Ext(u) == ".html" {
		return u
	}
	return u + "/"
}

// reserved tells whether formats write a file at u, or need a folder of that name.
func (s *Site) reserved(u string) bool {
	dir, name := path.Split(strings.ToLower(strings.TrimSuffix(u, "/")))
	if dir != "" && s.urls[dir] == nil {
		return false
	}
	switch name {
	case "index.html", "index.json", "index.md", "feed.xml", "404.html":
		return true
	case "robots.txt", "sitemap.xml", "_headers", "_redirects", filesDir, assetsDir:
		return dir == ""
	}
	return false
}

// slug is the last part of a page's address. A folder between a page and its section that has no
// page of its own keeps its name in the address.
func slug(p, parent *Page) string {
	at := p.at
	name := path.Base(at)
	if p.Meta.Slug != "" {
		name = path.Clean(p.Meta.Slug)
	}
	if between := strings.TrimPrefix(strings.TrimPrefix(parentDir(at), parent.Dir), "/"); between != "" {
		return path.Join(between, name)
	}
	return name
}

// pair finds the same page in every language.
func (s *Site) pair(ds *[]diag.Diagnostic) {
	byID := make(map[string][]*Page, len(s.Pages))
	block := make([]*Page, 0, len(s.Pages)*len(s.Trees))
	for _, p := range s.Pages {
		ps := byID[p.ID]
		if ps == nil {
			n := len(block)
			block = block[:n+len(s.Trees)]
			ps = block[n : n+len(s.Trees) : n+len(s.Trees)]
			byID[p.ID] = ps
		}
		i := s.langs[p.Lang]
		if other := ps[i]; other != nil {
			*ds = append(*ds, diag.New("key-clash", p.Key("key"), "key", p.ID, "other", other.Path))
			p.Partners = make([]*Page, len(s.Trees))
			p.Partners[i] = p
			continue
		}
		ps[i] = p
		p.Partners = ps
	}
	for _, p := range s.Pages {
		for i, q := range p.Partners {
			if q != nil {
				continue
			}
			lang := s.Trees[i].Lang.Key
			d := diag.New("missing-partner", p.At(1), "language", s.Trees[i].Lang.Tag, "file", p.PartnerPath(lang))
			if s.drafts[place{lang, p.at}] {
				d = d.With("draft")
			}
			*ds = append(*ds, d)
		}
	}
}

// PartnerPath is the file in which the page is expected in another language.
func (p *Page) PartnerPath(lang string) string {
	if rest, ok := strings.CutPrefix(p.Path, ContentDir+"/"+p.Lang+"/"); ok {
		return ContentDir + "/" + lang + "/" + rest
	}
	return strings.TrimSuffix(p.Path, "."+p.Lang+".md") + "." + lang + ".md"
}

// include resolves what every page and part puts in, and cuts loops.
func (s *Site) include(ds *[]diag.Diagnostic) {
	owners := make([]*Page, 0, 8)
	for _, p := range s.all {
		if len(p.Facts.Includes) > 0 {
			owners = append(owners, p)
		}
	}
	for _, p := range owners {
		p.Parts = make([]*Page, len(p.Facts.Includes))
		for i, inc := range p.Facts.Includes {
			part, d := s.part(p, inc)
			if d != nil {
				*ds = append(*ds, *d)
			}
			p.Parts[i] = part
		}
	}
	v := visit{state: map[*Page]state{}, size: map[*Page]size{}}
	for _, p := range owners {
		if v.state[p] == unseen {
			v.page(p)
		}
	}
	*ds = append(*ds, v.found...)
}

// Parts may be put into parts so deep, and so many into one page. Beyond, a few files that name
// each other several times would make a page without end.
const (
	maxDepth = 16
	maxParts = 1000
)

// visit goes through pages and parts along their includes. It takes out what would have no end.
type visit struct {
	state map[*Page]state
	size  map[*Page]size
	chain []string // files on the way here
	found []diag.Diagnostic
}

type state uint8

const (
	unseen state = iota
	open
	done
)

// size is how many parts are put in, and how deep.
type size struct{ parts, depth int }

func (v *visit) page(p *Page) {
	v.state[p] = open
	v.chain = append(v.chain, p.Path)
	var own size
	for i, part := range p.Parts {
		if part == nil {
			continue
		}
		if v.state[part] == unseen {
			v.page(part)
		}
		inc := p.Facts.Includes[i]
		if v.state[part] == open {
			from := slices.Index(v.chain, part.Path)
			v.found = append(v.found, diag.New("include-loop", p.Pos(inc.Pos),
				"chain", strings.Join(append(slices.Clone(v.chain[from:]), part.Path), " → ")))
			p.Parts[i] = nil
			continue
		}
		with := size{own.parts + 1 + v.size[part].parts, max(own.depth, 1+v.size[part].depth)}
		if with.parts > maxParts || with.depth > maxDepth {
			v.found = append(v.found, diag.New("include-loop", p.Pos(inc.Pos),
				"file", inc.File, "parts", strconv.Itoa(maxParts), "depth", strconv.Itoa(maxDepth)).With("many"))
			p.Parts[i] = nil
			continue
		}
		own = with
	}
	v.chain = v.chain[:len(v.chain)-1]
	v.state[p], v.size[p] = done, own
}

// use lists the files that pages show or link to: only these are published.
func (s *Site) use() {
	used := map[*File]bool{}
	for _, p := range s.all {
		for _, img := range p.Facts.Images {
			if f := s.Image(p, img); f != nil {
				used[f] = true
			}
		}
		for _, l := range p.Facts.Links {
			if l.Kind != markdown.LinkFile && l.Kind != markdown.LinkSite || strings.HasSuffix(l.Dest, ".md") || path.Ext(l.Dest) == "" {
				continue // nowhere on the site, or to a page: no need to resolve it here
			}
			if t := s.target(p, l.Dest); t.File != nil {
				used[t.File] = true
			}
		}
	}
	for path, f := range s.files {
		if strings.HasPrefix(path, StaticDir+"/") {
			used[f] = true
		}
	}
	for f := range used {
		s.Used = append(s.Used, f)
	}
	slices.SortFunc(s.Used, func(a, b *File) int { return cmp.Compare(a.Path, b.Path) })
}

// clash finds what cannot be placed beside what is there already, and takes it out of the site.
func (s *Site) clash(taken map[string]*Page, ds *[]diag.Diagnostic) {
	for _, t := range s.Trees {
		if key := t.Lang.Key; key == filesDir || key == assetsDir {
			*ds = append(*ds, diag.New("reserved-address", s.Config.Position("languages."+key), "url", "/"+key+"/", "key", key).With("language"))
		}
	}
	placed := make(map[string]*File, len(s.Used))
	s.Used = slices.DeleteFunc(s.Used, func(f *File) bool {
		u := strings.ToLower(f.URL)
		other := ""
		if q := placed[u]; q != nil {
			other = q.Path
		} else if p := cmp.Or(taken[u], taken[u+"/"]); p != nil {
			other = p.Path
		}
		if other == "" {
			placed[u] = f
			return false
		}
		*ds = append(*ds, diag.New("url-clash", diag.Position{Path: f.Path}, "url", "/"+f.URL, "other", other).With("file"))
		return true
	})
	s.Pages = slices.DeleteFunc(s.Pages, func(p *Page) bool { return p.homeless })
}
