package view

import (
	"html"
	"html/template"
	"strconv"
	"strings"

	"trousse/cmd/trousse/internal/markdown"
	"trousse/cmd/trousse/internal/memo"
	"trousse/cmd/trousse/internal/site"
)

// Filling is all that is put into the holes of one page's body, parts inside it included. It is
// a plain value: its hash covers whatever the body shows of the rest of the site.
type Filling struct {
	Path   string     // of the file whose body has the holes
	Body   memo.Sum   // names that body
	Values []string   // by hole; "" for an include
	Parts  []*Filling // by hole, nil where nothing is included
}

// Assemble puts a filling into bodies: holes gives those of a file by its path, body its HTML.
func (f *Filling) Assemble(holes func(path string) []markdown.Hole, body func(path string) (string, error)) (string, error) {
	var b strings.Builder
	if err := f.assemble(&b, holes, body); err != nil {
		return "", err
	}
	return b.String(), nil
}

func (f *Filling) assemble(b *strings.Builder, holes func(string) []markdown.Hole, body func(string) (string, error)) error {
	own, err := body(f.Path)
	if err != nil {
		return err
	}
	b.Grow(len(own) + len(own)/4)
	at := 0
	for i, h := range holes(f.Path) {
		b.WriteString(own[at:h.At])
		at = h.At
		b.WriteString(f.Values[i])
		if part := f.Parts[i]; part != nil {
			if err := part.assemble(b, holes, body); err != nil {
				return err
			}
		}
	}
	b.WriteString(own[at:])
	return nil
}

// filler walks a page in reading order, numbering citations as it meets them.
type filler struct {
	*Maker
	page    *site.Page // the page that readers see
	numbers map[string]int
	order   []string
	marks   map[string]int
	heading int
}

func (m *Maker) fill(p *site.Page) (*Filling, *filler) {
	f := &filler{Maker: m, page: p, numbers: map[string]int{}, marks: map[string]int{}}
	return f.walk(p, 0), f
}

const maxDepth = 16 // of parts within parts; loops are a fault of their own

func (f *filler) walk(p *site.Page, depth int) *Filling {
	fl := &Filling{Path: p.Path, Body: p.Sum}
	n := len(p.Facts.Holes)
	fl.Values, fl.Parts = make([]string, n), make([]*Filling, n)
	for i, h := range p.Facts.Holes {
		switch h.Kind {
		case markdown.HoleLink:
			l := p.Facts.Links[h.Index]
			fl.Values[i] = html.EscapeString(f.Site.URL(f.Site.Target(p, l), l.Fragment))
		case markdown.HoleLinkAttr:
			fl.Values[i] = f.linkAttributes(p, p.Facts.Links[h.Index])
		case markdown.HoleImage:
			if file := f.Site.Image(p, p.Facts.Images[h.Index]); file != nil {
				fl.Values[i] = html.EscapeString(f.Site.URL(site.Target{File: file}, ""))
			}
		case markdown.HoleImageAttr:
			if file := f.Site.Image(p, p.Facts.Images[h.Index]); file != nil && file.Width > 0 {
				fl.Values[i] = ` width="` + strconv.Itoa(file.Width) + `" height="` + strconv.Itoa(file.Height) + `"`
			}
		case markdown.HoleInclude:
			if h.Index < len(p.Parts) && p.Parts[h.Index] != nil && depth < maxDepth {
				fl.Parts[i] = f.walk(p.Parts[h.Index], depth+1)
			}
		case markdown.HoleCitation:
			fl.Values[i] = f.citation(p.Facts.Citations[h.Index])
		case markdown.HoleHeading:
			fl.Values[i] = f.headingTools(p.Facts.Headings[h.Index])
		case markdown.HoleTerm:
			fl.Values[i] = f.term(p.Facts.Terms[h.Index])
		}
	}
	return fl
}

func (f *filler) linkAttributes(p *site.Page, l markdown.Link) string {
	t := f.Site.Target(p, l)
	if t.Page == nil || t.Page.Lang == p.Lang {
		return ""
	}
	return ` hreflang="` + html.EscapeString(t.Page.Tree.Lang.Tag) + `"`
}

// citation gives the mark for one citation. The first mark of source 2 has the id cite-2-1.
func (f *filler) citation(c markdown.Citation) string {
	if _, ok := f.Site.Sources[c.Key]; !ok {
		return ""
	}
	n, ok := f.numbers[c.Key]
	if !ok {
		f.order = append(f.order, c.Key)
		n = len(f.order)
		f.numbers[c.Key] = n
	}
	f.marks[c.Key]++
	num := strconv.Itoa(n)
	note := ""
	if c.Note != "" {
		note = ", " + html.EscapeString(c.Note)
	}
	label := f.page.Tree.Words.Text("source-number", "number", num)
	return `<sup class="cite"><a id="cite-` + num + "-" + strconv.Itoa(f.marks[c.Key]) + `" href="#source-` + num +
		`" aria-label="` + html.EscapeString(label) + `">` + num + note + `</a></sup>`
}

// headingTools gives the links behind a heading: to itself and to the same heading in the other languages.
func (f *filler) headingTools(h markdown.Heading) string {
	i := f.heading
	f.heading++
	words := f.page.Tree.Words
	var b strings.Builder
	b.WriteString(`<a class="permalink" href="#` + html.EscapeString(h.ID) + `" aria-label="` +
		html.EscapeString(words.Text("permalink", "heading", h.Text)) + `">#</a>`)
	for _, q := range f.page.Partners {
		if q == nil || q == f.page {
			continue
		}
		id, text, ok := f.sameHeading(q, i)
		if !ok {
			continue
		}
		b.WriteString(`<a class="partner" href="` + html.EscapeString(f.Site.Link(q.URL)+"#"+id) +
			`" hreflang="` + html.EscapeString(q.Tree.Lang.Tag) + `" lang="` + html.EscapeString(q.Tree.Lang.Tag) +
			`" aria-label="` + html.EscapeString(q.Tree.Lang.Name+q.Tree.Words.Text("colon")+text) + `">` +
			html.EscapeString(strings.ToUpper(q.Tree.Lang.Key)) + `</a>`)
	}
	return b.String()
}

// sameHeading finds the heading of q that stands where the page's i-th heading stands. It is sure
// only where both pages have the same levels in the same order.
func (f *filler) sameHeading(q *site.Page, i int) (id, text string, ok bool) {
	own, other := f.Site.Outline(f.page), f.Site.Outline(q)
	if len(own) != len(other) || i >= len(own) {
		return "", "", false
	}
	for j := range own {
		if own[j].Level != other[j].Level {
			return "", "", false
		}
	}
	return other[i].ID, other[i].Text, true
}

// term gives the opening tag of a link into the glossary.
func (f *filler) term(t markdown.Term) string {
	if g := f.Site.Glossary(f.page.Tree); g != nil {
		return `<a class="term" href="` + html.EscapeString(f.Site.Link(g.URL)+"#"+t.ID) + `">`
	}
	return `<a class="term">`
}

// sources lists what the page cites, in the order of the numbers in its text.
func (f *filler) sources() []Source {
	var out []Source
	for i, key := range f.order {
		src := f.Site.Sources[key]
		out = append(out, Source{
			Number: i + 1,
			Key:    key,
			HTML:   template.HTML(src.HTML(f.page.Lang, f.page.Tree.Words)),
			Back:   f.marks[key],
		})
	}
	return out
}
