// Package html shapes the pages that people read.
package html

import (
	"bytes"
	"context"
	"fmt"
	"html"
	"html/template"
	"io"
	"strings"
	"sync"

	"trousse/cmd/trousse/internal/memo"
	"trousse/cmd/trousse/internal/output"
	"trousse/cmd/trousse/internal/publish"
	"trousse/cmd/trousse/internal/qr"
	"trousse/cmd/trousse/internal/site"
	"trousse/cmd/trousse/internal/view"
)

// Format makes index.html for every page and alias, the language choice and the pages for a
// missing page. Make it with [New].
type Format struct {
	maker     *view.Maker
	templates output.Templates
	body      output.Body
	relative  bool

	mu   sync.Mutex
	navs map[string]*nav
}

// nav is a piece of navigation, rendered once for all pages that carry it.
type nav struct {
	once sync.Once
	sum  memo.Sum
	html string
	err  error
}

// New makes the format. With relative set, every address on the site is written relative to the
// page it stands on, with "index.html", so that the site works from any folder.
func New(maker *view.Maker, templates output.Templates, body output.Body, relative bool) *Format {
	return &Format{maker: maker, templates: templates, body: body, relative: relative, navs: map[string]*nav{}}
}

// Name is "html".
func (f *Format) Name() string { return "html" }

// Files lists every HTML file of the site.
func (f *Format) Files(s *site.Site) ([]publish.File, error) {
	files := make([]publish.File, 0, len(s.Pages)+16)
	for _, p := range s.Pages {
		files = append(files, publish.File{
			Path:  p.URL + "index.html",
			Rank:  publish.Page,
			Key:   func() memo.Key { return f.pageKey(p) },
			Write: func(_ context.Context, w io.Writer) error { return f.writePage(w, p) },
		})
		for _, path := range p.Aliases {
			if strings.HasSuffix(path, "/") {
				path += "index.html"
			}
			files = append(files, f.file(path, publish.Page, p.Lang, "redirect.html", func() any { return f.maker.RedirectTo(p) }))
		}
	}
	for _, t := range s.Trees {
		lang := t.Lang.Key
		path := lang + "/404.html"
		files = append(files, publish.File{
			Path: path,
			Rank: publish.Page,
			Key: func() memo.Key {
				v := f.maker.NotFound(lang)
				f.sums(v, nil)
				return f.key("404.html", v)
			},
			Write: func(_ context.Context, w io.Writer) error {
				v := f.maker.NotFound(lang)
				if err := f.navigation(v, nil); err != nil {
					return err
				}
				return f.execute(w, path, lang, "404.html", v)
			},
		})
	}
	if len(s.Trees) > 0 {
		lang := s.Trees[0].Lang.Key
		files = append(files,
			f.file("index.html", publish.Index, lang, "languages.html", func() any { return f.maker.LanguageChoice(false) }),
			f.file("404.html", publish.Page, lang, "languages.html", func() any { return f.maker.LanguageChoice(true) }))
	}
	return files, nil
}

// file is a file made from one template and one value, with no body.
func (f *Format) file(path string, rank publish.Rank, lang, tmpl string, value func() any) publish.File {
	return publish.File{
		Path:  path,
		Rank:  rank,
		Key:   func() memo.Key { return f.key(tmpl, value()) },
		Write: func(_ context.Context, w io.Writer) error { return f.execute(w, path, lang, tmpl, value()) },
	}
}

func (f *Format) key(tmpl string, v any) memo.Key {
	return memo.KeyOf(v,
		memo.Part{Name: "template", Sum: f.templates.Key(tmpl)},
		memo.Part{Name: "relative addresses", Sum: memo.SumOf(f.relative)})
}

func (f *Format) pageKey(p *site.Page) memo.Key {
	v := f.maker.Page(p)
	f.sums(v, p)
	return f.key(v.Template+".html", v)
}

func (f *Format) writePage(w io.Writer, p *site.Page) error {
	v := f.maker.Page(p)
	if err := f.navigation(v, p); err != nil {
		return err
	}
	body, err := f.maker.FillPage(p).Assemble(p.HolesOf, f.body)
	if err != nil {
		return fmt.Errorf("assemble %s: %w", p.Path, err)
	}
	v.Body = template.HTML(body)
	if v.Canonical != "" {
		// An address too long for a code has none on paper; it is printed beside it all the same.
		code, _ := qr.SVG(v.Canonical)
		v.QR = template.HTML(code)
	}
	if v.Decision != nil {
		v.Decision.Chart = v.Decision.Draw()
	}
	if v.Plan != nil {
		v.Plan.Chart = v.Plan.Draw(v.Site.Dir == "rtl")
	}
	v.LinkedData = f.maker.LinkedData(p, v)
	v.Policy = view.PolicyWith(v.Policy, v.LinkedData)
	return f.execute(w, p.URL+"index.html", p.Lang, v.Template+".html", v)
}

// sums puts the sums of the menu and of the section's navigation into a page's value: they stand
// for both in its key. An error shows when the page is written.
func (f *Format) sums(v *view.Page, p *site.Page) {
	v.MenuSum = f.menu(v.Site.Lang).sum
	if top := top(p); top != nil {
		v.NavSum = f.sectionNav(top).sum
	}
}

// navigation puts the menu and the section's navigation into a page's value, the page itself
// marked. p is nil for a page that is in no section.
func (f *Format) navigation(v *view.Page, p *site.Page) error {
	menu := f.menu(v.Site.Lang)
	if menu.err != nil {
		return menu.err
	}
	current, kind := v.URL, "page"
	if len(v.Crumbs) > 1 {
		current, kind = v.Crumbs[1].URL, "true"
	}
	v.Menu = template.HTML(mark(menu.html, current, kind))
	if top := top(p); top != nil {
		nav := f.sectionNav(top)
		if nav.err != nil {
			return nav.err
		}
		v.Nav = template.HTML(mark(nav.html, v.URL, "page"))
	}
	return nil
}

func top(p *site.Page) *site.Page {
	if p == nil {
		return nil
	}
	return p.Top()
}

func (f *Format) menu(lang string) *nav {
	return f.nav(lang, "menu.html", func() view.Nav { return f.maker.Menu(lang) })
}

func (f *Format) sectionNav(section *site.Page) *nav {
	return f.nav(section.Path, "nav.html", func() view.Nav { return f.maker.Nav(section) })
}

func (f *Format) nav(id, tmpl string, value func() view.Nav) *nav {
	f.mu.Lock()
	n := f.navs[tmpl+" "+id]
	if n == nil {
		n = &nav{}
		f.navs[tmpl+" "+id] = n
	}
	f.mu.Unlock()
	n.once.Do(func() {
		v := value()
		k := f.key(tmpl, v)
		var b bytes.Buffer
		n.err = f.templates.Execute(&b, v.Site.Lang, tmpl, v)
		n.sum, n.html = k.Sum, b.String()
	})
	return n
}

// mark adds aria-current to the link to url in rendered navigation.
func mark(nav, url, kind string) string {
	needle := `href="` + html.EscapeString(url) + `"`
	i := strings.Index(nav, needle)
	if i < 0 {
		return nav
	}
	i += len(needle)
	return nav[:i] + ` aria-current="` + kind + `"` + nav[i:]
}

var pool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func (f *Format) execute(w io.Writer, path, lang, tmpl string, v any) error {
	b := pool.Get().(*bytes.Buffer)
	defer pool.Put(b)
	b.Reset()
	if err := f.templates.Execute(b, lang, tmpl, v); err != nil {
		return err
	}
	out := b.Bytes()
	if f.relative {
		out = output.Rewrite(out, f.maker.Site.Base, output.Relative(path))
	}
	_, err := w.Write(out)
	return err
}

var _ output.Format = (*Format)(nil)
