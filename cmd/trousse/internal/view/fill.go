package view

import (
	"html"
	"html/template"
	"slices"
	"strconv"
	"strings"
	"sync"

	"trousse/cmd/trousse/internal/locale"
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
	Parts  []*Filling // by hole, nil where nothing is included; none at all in a text without includes
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
		if len(f.Parts) > i && f.Parts[i] != nil {
			if err := f.Parts[i].assemble(b, holes, body); err != nil {
				return err
			}
		}
	}
	b.WriteString(own[at:])
	return nil
}

// Fill makes what is put into the holes of a page's body, for use elsewhere than on the page: terms
// are links to the glossary.
func (m *Maker) Fill(p *site.Page) *Filling {
	f, done := m.filler(p)
	defer done()
	return f.walk(p)
}

// FillPage is [Maker.Fill] for the page itself, where terms are explained in place.
func (m *Maker) FillPage(p *site.Page) *Filling {
	f, done := m.filler(p)
	defer done()
	f.terms.on = true
	return f.walk(p)
}

// filled is what a page's value needs to know of its filling: the filling itself is as heavy as
// the text around it, and only wanted when the page is rendered.
type filled struct {
	once    sync.Once
	sum     memo.Sum // of [Maker.Fill]
	page    memo.Sum // of [Maker.FillPage]
	sources []Source
	terms   []Term
	cites   map[string][]Cite // of the entries of data, by their ids
}

// Filled gives the sum of what [Maker.Fill] makes, and the sources that the page's text and data cite.
func (m *Maker) Filled(p *site.Page) (memo.Sum, []Source) {
	f := m.filledOf(p)
	return f.sum, f.sources
}

// filledOf works out what a page's fillings are once, for the formats that make a file of the page
// each ask.
func (m *Maker) filledOf(p *site.Page) *filled {
	f := m.filled[p]
	if f == nil {
		f = &filled{} // a part: nothing is made of it by itself
	}
	f.once.Do(func() {
		filler, done := m.filler(p)
		filler.onlySum = true
		filler.walk(p)
		f.sum = memo.SumBytes(filler.buf)
		f.cites = filler.citeData(p.Data)
		f.sources = filler.sources()
		f.page = f.sum
		done()
		if !explained(p) {
			return // both are the same
		}
		filler, done = m.filler(p)
		filler.onlySum, filler.terms.on = true, true
		filler.walk(p)
		f.page, f.terms = memo.SumBytes(filler.buf), filler.terms.inOrder
		done()
	})
	return f
}

// around is an interface text with one variable, escaped, parted where the variable stands.
type around []string

func aroundOf(w *locale.Words, id, variable string) around {
	return strings.Split(html.EscapeString(w.Text(id, variable, "\x00")), "\x00")
}

// wording is what fillings say in one language, escaped, made once for all pages.
type wording struct {
	permalink around // of a heading
	source    around // of a number
	glossary  around // of a term
	colon     string // with its spaces
	partner   string // what stands between the address of a heading in this language and its text
	key       string // and after it
	tag       string
}

func wordingOf(t *site.Tree) wording {
	tag := html.EscapeString(t.Lang.Tag)
	return wording{
		permalink: aroundOf(t.Words, "permalink", "heading"),
		source:    aroundOf(t.Words, "source-number", "number"),
		glossary:  aroundOf(t.Words, "in-glossary", "term"),
		colon:     html.EscapeString(t.Words.Text("colon")),
		partner:   `" hreflang="` + tag + `" lang="` + tag + `" aria-label="` + html.EscapeString(t.Lang.Name+t.Words.Text("colon")),
		key:       `">` + html.EscapeString(strings.ToUpper(t.Lang.Key)) + `</a>`,
		tag:       tag,
	}
}

// filler walks a page in reading order, numbering citations as it meets them.
type filler struct {
	*Maker
	page     *site.Page // the page that readers see
	words    *wording
	partners []partner
	numbers  map[string]int
	order    []string
	marks    map[string]int
	heading  int
	terms    explainer
	buf      []byte
	onlySum  bool // leave in buf what names the filling, and make none
}

// partner is the page in another language, where each heading has a heading to go with it.
type partner struct {
	href    string // escaped, up to the fragment
	words   *wording
	outline []markdown.Heading
}

// filler prepares to fill a page's holes; done gives back the room that it used.
func (m *Maker) filler(p *site.Page) (f *filler, done func()) {
	f = &filler{Maker: m, page: p, words: &m.wordings[m.tree(p.Lang)]}
	// Room that an earlier page needed saves growing anew for each.
	room, _ := m.room.Get().(*[]byte)
	if room == nil {
		room = new([]byte)
	}
	f.buf = (*room)[:0]
	own := m.Site.Outline(p)
	for i, q := range p.Partners {
		if q == nil || q == p {
			continue
		}
		if other := m.Site.Outline(q); sameLevels(own, other) {
			f.partners = append(f.partners, partner{html.EscapeString(m.Site.Link(q.URL) + "#"), &m.wordings[i], other})
		}
	}
	return f, func() {
		*room, f.buf = f.buf, nil
		m.room.Put(room)
	}
}

// sameLevels tells whether two pages have the same headings but for the words. Only then is it
// sure that those at the same place say the same.
func sameLevels(a, b []markdown.Heading) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].Level != b[i].Level {
			return false
		}
	}
	return true
}

// walk fills the holes of one text. All values are pieces of one string.
func (f *filler) walk(p *site.Page) *Filling {
	n := len(p.Facts.Holes)
	var fl *Filling
	var ends []int
	if !f.onlySum {
		fl, ends = &Filling{Path: p.Path, Body: p.Text, Values: make([]string, n)}, make([]int, n)
		if len(p.Parts) > 0 {
			fl.Parts = make([]*Filling, n)
		}
	}
	var links []site.Target
	if len(p.Facts.Links) > 0 {
		links = f.Site.Targets(p)
	}
	start := len(f.buf)
	for i, h := range p.Facts.Holes {
		switch h.Kind {
		case markdown.HoleLink:
			f.escape(f.Site.URL(links[h.Index], p.Facts.Links[h.Index].Fragment))
		case markdown.HoleLinkAttr:
			if q := links[h.Index].Page; q != nil && q.Tree != p.Tree {
				f.put(` hreflang="`, f.wordings[f.tree(q.Lang)].tag, `"`)
			}
		case markdown.HoleImage:
			if file := f.Site.Image(p, p.Facts.Images[h.Index]); file != nil {
				f.escape(f.Site.URL(site.Target{File: file}, ""))
			}
		case markdown.HoleImageAttr:
			if file := f.Site.Image(p, p.Facts.Images[h.Index]); file != nil && file.Width > 0 {
				f.put(` width="`, strconv.Itoa(file.Width), `" height="`, strconv.Itoa(file.Height), `"`)
			}
		case markdown.HoleInclude:
			if part := p.Parts[h.Index]; part != nil {
				if in := f.walk(part); in != nil {
					fl.Parts[i] = in
				}
			}
		case markdown.HoleCitation:
			f.citation(p.Facts.Citations[h.Index])
		case markdown.HoleHeading:
			f.headingTools(&p.Facts.Headings[h.Index])
		case markdown.HoleTerm:
			f.term(&p.Facts.Terms[h.Index])
		case markdown.HoleTermEnd:
			f.termEnd(&p.Facts.Terms[h.Index])
		case markdown.HoleTerms:
			f.termsOfLabel()
		case markdown.HoleTask:
			f.task(&p.Facts.Tasks[h.Index])
		}
		if f.onlySum {
			f.buf = append(f.buf, 0) // no value has it: it parts them
		} else {
			ends[i] = len(f.buf) - start
		}
	}
	if f.onlySum {
		f.buf = append(f.buf, p.Text[:]...)
		return nil
	}
	all := string(f.buf[start:])
	f.buf = f.buf[:start]
	from := 0
	for i, end := range ends {
		fl.Values[i] = all[from:end]
		from = end
	}
	return fl
}

// put puts pieces of HTML.
func (f *filler) put(pieces ...string) {
	for _, s := range pieces {
		f.buf = append(f.buf, s...)
	}
}

// around puts a text with its variable filled in.
func (f *filler) around(a around, value string) {
	for i, s := range a {
		if i > 0 {
			f.escape(value)
		}
		f.put(s)
	}
}

// citation puts the mark for one citation. The first mark of source 2 has the id cite-2-1.
func (f *filler) citation(c markdown.Citation) {
	n, ok := f.number(c.Key)
	if !ok {
		return
	}
	num := strconv.Itoa(n)
	f.put(`<sup class="cite"><a id="cite-`, num, "-", strconv.Itoa(f.marks[c.Key]), `" href="#source-`, num, `" aria-label="`)
	f.around(f.words.source, num)
	f.note(c.Note) // what is seen must be part of what is heard
	f.put(`">`, num)
	f.note(c.Note)
	f.put(`</a></sup>`)
}

// note puts what stands behind the key of a citation.
func (f *filler) note(text string) {
	if text != "" {
		f.put(", ")
		f.escape(text)
	}
}

// headingTools puts the links behind a heading: to itself and to the same heading in the other languages.
func (f *filler) headingTools(h *markdown.Heading) {
	if h.Level <= 2 {
		clear(f.terms.said)
	}
	f.put(`<a class="permalink" href="#`)
	f.escape(h.ID)
	f.put(`" aria-label="`)
	f.around(f.words.permalink, h.Text)
	f.put(`">#</a>`)
	for _, q := range f.partners {
		if f.heading < len(q.outline) {
			other := &q.outline[f.heading]
			f.put(`<a class="partner" href="`, q.href)
			f.escape(other.ID)
			f.put(q.words.partner)
			f.escape(other.Text)
			f.put(q.words.key)
		}
	}
	f.heading++
}

// escape puts text for use in an element or an attribute, as html.EscapeString writes it. It is the
// most frequent thing that a filling does.
func (f *filler) escape(s string) {
	for {
		i := strings.IndexAny(s, `&<>"'`)
		if i < 0 {
			f.buf = append(f.buf, s...)
			return
		}
		f.put(s[:i], html.EscapeString(s[i:i+1]))
		s = s[i+1:]
	}
}

// sources lists what the page cites, in the order of the numbers in its text, and then what its front matter
// names beside.
func (f *filler) sources() []Source {
	var out []Source
	order := f.order
	for _, key := range f.page.Meta.Sources {
		if _, known := f.Site.Sources[key]; known && !slices.Contains(order, key) {
			order = append(order, key)
		}
	}
	for i, key := range order {
		src := f.Site.Sources[key]
		out = append(out, Source{
			Number: i + 1,
			Key:    key,
			HTML:   template.HTML(src.HTML(f.page.Tree.Lang.Tag, f.page.Tree.Words)),
			Back:   f.marks[key],
		})
	}
	return out
}
