package corpus

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"strings"
)

// author writes the pages of one site, one after the other.
type author struct {
	opt  Options
	seen map[uint64]bool // paragraphs written, so that none comes twice
}

func newAuthor(opt Options) *author { return &author{opt, map[uint64]bool{}} }

// page is one page in both languages.
type page struct {
	name   string // of its files, without language and ending
	en, fr string
}

// front writes the home page or a section's own page.
func (a *author) front(s section, weight int) page {
	d := a.draft(1<<32+weight, devices[weight])
	d.meta(s.title, s.description, s.slug, weight)
	d.paragraph()
	d.heading(2)
	d.paragraph()
	d.list()
	return page{s.name, d.en.String(), d.fr.String()}
}

// page writes the page of number i: seven to nine parts with a heading each, one table, lists,
// now and then a quotation.
func (a *author) page(i int) page {
	title, own, where := a.title(i)
	d := a.draft(i, own)
	about := draw(d.r, own)
	about.device, about.where = own, where
	d.meta(title, about.say(pick(d.r, descriptions)), slug(title.fr), i/len(sections)+1)
	d.paragraph()

	parts := 7 + d.r.IntN(3)
	size := (5400 + d.r.IntN(1500)) / parts
	tabled := d.r.IntN(parts)
	blocks := a.blocks(i, own)
	for part := range parts {
		level := 2
		if part > 0 && d.r.IntN(3) == 0 {
			level = 3
		}
		end := d.en.Len() + size
		d.heading(level)
		d.paragraph()
		if d.r.IntN(2) == 0 {
			d.list()
		}
		if d.r.IntN(9) == 0 {
			d.quote()
		}
		if part == tabled {
			d.table()
		}
		for d.en.Len() < end {
			d.paragraph()
		}
		// Each part takes its share of what is left, so that the last takes all.
		share := (len(blocks) + d.r.IntN(parts-part)) / (parts - part)
		for _, b := range blocks[:share] {
			d.put(b)
		}
		blocks = blocks[share:]
	}
	return page{slug(title.en), d.en.String(), d.fr.String()}
}

// title gives the page of number i a title that no other has, with the device and the place in it.
// The stride is a prime, which makes neighbours unlike.
func (a *author) title(i int) (text, device, text) {
	const stride = 7919
	all := len(actions) * len(devices) * len(places)
	n := (i%all*stride + int(a.opt.Seed%uint64(all))) % all
	s := slots{device: devices[n/len(actions)%len(devices)], where: places[n/len(actions)/len(devices)]}
	t := s.say(text{actions[n%len(actions)].en + " {where}", actions[n%len(actions)].fr + " {where}"})
	if again := i / all; again > 0 {
		t.en += fmt.Sprintf(", part %d", again+1)
		t.fr += fmt.Sprintf(", partie %d", again+1)
	}
	return t, s.device, s.where
}

// draft is a page while it is written.
type draft struct {
	author *author
	r      *rand.Rand
	own    device
	en, fr strings.Builder

	sentences, items, headings, leads *deck
}

func (a *author) draft(stream int, own device) *draft {
	r := rand.New(rand.NewPCG(a.opt.Seed, uint64(stream)))
	return &draft{
		author: a, r: r, own: own,
		sentences: &deck{r: r, of: sentences},
		items:     &deck{r: r, of: items},
		headings:  &deck{r: r, of: headings},
		leads:     &deck{r: r, of: leads},
	}
}

// deck deals texts in random order, each once before any comes again.
type deck struct {
	r    *rand.Rand
	of   []text
	left []int
}

func (k *deck) deal() text {
	if len(k.left) == 0 {
		k.left = k.r.Perm(len(k.of))
	}
	last := len(k.left) - 1
	t := k.of[k.left[last]]
	k.left = k.left[:last]
	return t
}

// meta writes the front matter. An English page has the name of its file for an address.
func (d *draft) meta(title, description text, slug string, weight int) {
	head := func(b *strings.Builder, title, description, slug string) {
		fmt.Fprintf(b, "+++\ntitle = \"%s\"\ndescription = \"%s\"\n", title, description)
		if slug != "" {
			fmt.Fprintf(b, "slug = \"%s\"\n", slug)
		}
		if weight > 0 {
			fmt.Fprintf(b, "weight = %d\n", weight)
		}
		b.WriteString("+++\n")
	}
	head(&d.en, title.en, description.en, "")
	head(&d.fr, title.fr, description.fr, slug)
}

// put writes a block, with an empty line before it.
func (d *draft) put(t text) {
	d.en.WriteString("\n" + t.en + "\n")
	d.fr.WriteString("\n" + t.fr + "\n")
}

// plain fills t with what comes to mind, the page's own device above all.
func (d *draft) plain(t text) text {
	s := draw(d.r, d.own)
	return s.say(t)
}

// joined makes one text of several, with sep between them.
func joined(ts []text, sep string) text {
	var t text
	for i, s := range ts {
		if i > 0 {
			t.en, t.fr = t.en+sep, t.fr+sep
		}
		t.en, t.fr = t.en+s.en, t.fr+s.fr
	}
	return t
}

// paragraph writes two or three sentences that no paragraph of the site has had together.
func (d *draft) paragraph() {
	for {
		ts := make([]text, 2+d.r.IntN(2))
		for i := range ts {
			ts[i] = d.plain(d.sentences.deal())
		}
		t := joined(ts, " ")
		if d.author.isNew(t) {
			d.put(t)
			return
		}
	}
}

func (a *author) isNew(t text) bool {
	en, fr := sum(t.en), sum(t.fr)
	if a.seen[en] || a.seen[fr] {
		return false
	}
	a.seen[en], a.seen[fr] = true, true
	return true
}

func sum(s string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(s))
	return h.Sum64()
}

func (d *draft) heading(level int) {
	t := d.plain(d.headings.deal())
	mark := strings.Repeat("#", level) + " "
	d.put(text{mark + t.en, mark + t.fr})
}

// list writes a lead and three to six items, in one case out of three as steps.
func (d *draft) list() {
	d.put(d.plain(d.leads.deal()))
	steps := d.r.IntN(3) == 0
	ts := make([]text, 3+d.r.IntN(4))
	for i := range ts {
		mark := "- "
		if steps {
			mark = fmt.Sprintf("%d. ", i+1)
		}
		t := d.plain(d.items.deal())
		ts[i] = text{mark + t.en, mark + t.fr}
	}
	d.put(joined(ts, "\n"))
}

func (d *draft) quote() {
	for {
		t := d.plain(pick(d.r, quotes))
		if d.author.isNew(t) {
			d.put(text{"> " + t.en, "> « " + t.fr + " »"})
			return
		}
	}
}

// table writes a table of four to six rows.
func (d *draft) table() {
	t := pick(d.r, tables)
	rule := text{"---", "---"}
	rows := []text{row(t.head), row(slices.Repeat([]text{rule}, len(t.head)))}
	for range 4 + d.r.IntN(3) {
		cells := make([]text, len(t.cells))
		for i, column := range t.cells {
			cells[i] = d.plain(pick(d.r, column))
		}
		rows = append(rows, row(cells))
	}
	d.put(joined(rows, "\n"))
}

func row(cells []text) text {
	t := joined(cells, " | ")
	return text{"| " + t.en + " |", "| " + t.fr + " |"}
}
