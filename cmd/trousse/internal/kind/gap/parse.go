package gap

import (
	"slices"
	"strconv"
	"strings"

	"trousse/cmd/trousse/internal/datafile"
	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/locale"
	"trousse/cmd/trousse/internal/tomlpos"
)

// The years in which a resource may have come out.
const firstYear, lastYear = 1980, 2100

// Parse reads a file that says that it is of this [Kind]; kinds are those of pages. What is wrong is in the
// diagnostics; what could be read is given all the same.
func Parse(r *datafile.Reader, root *datafile.Node, kinds []string) (*Analysis, []diag.Diagnostic) {
	a := &Analysis{Languages: r.Languages()}
	p := parser{r, a, kinds}
	var kind string
	r.Table(root, "",
		datafile.Need("kind", r.Plain(&kind)),
		datafile.Need("checked", r.Date(&a.Checked)),
		datafile.Need("topic", r.Each(p.topic)),
		datafile.Need("format", r.Each(p.format)),
		datafile.Need("resource", r.Each(p.resource)),
		datafile.Need("gap", r.Each(p.gap)),
	)
	p.judge()
	return a, r.Diags()
}

type parser struct {
	*datafile.Reader
	a     *Analysis
	kinds []string
}

func (p parser) topic(name string, n *datafile.Node) {
	var t Topic
	p.Table(n, name,
		datafile.Need("id", p.ID(&t.ID)),
		datafile.Need("name", p.Text(&t.Name)),
	)
	p.a.Topics = append(p.a.Topics, t)
}

func (p parser) format(name string, n *datafile.Node) {
	var f Format
	p.Table(n, name,
		datafile.Need("id", p.ID(&f.ID)),
		datafile.Need("name", p.Text(&f.Name)),
		datafile.May("kinds", p.Choices(&f.Kinds, p.kinds...)),
	)
	p.a.Formats = append(p.a.Formats, f)
}

func (p parser) resource(name string, n *datafile.Node) {
	var x Resource
	p.Table(n, name,
		datafile.Need("id", p.ID(&x.ID)),
		datafile.Need("title", p.Text(&x.Title)),
		datafile.Need("owner", p.Text(&x.Owner)),
		datafile.May("url", p.address(&x.URL)),
		datafile.Need("audiences", p.some(p.Choices(&x.Audiences, append(Audiences(), Everyone, Parents, Partners)...))),
		datafile.Need("topics", p.Refs(&x.Topics)),
		datafile.Need("stages", p.Choices(&x.Stages, Stages()...)),
		datafile.Need("themes", p.Choices(&x.Themes, Themes()...)),
		datafile.Need("formats", p.some(p.Refs(&x.Formats))),
		datafile.Need("languages", p.some(p.languages(&x.Languages))),
		datafile.Need("depth", p.Integer(&x.Depth, 0, MostDepth)),
		datafile.Need("where", p.Choice(&x.Where, Canada, Abroad)),
		datafile.Need("licence", p.Text(&x.Licence)),
		datafile.May("year", p.Integer(&x.Year, firstYear, lastYear)),
		datafile.Need("checked", p.Date(&x.Checked)),
		datafile.Need("confidence", p.Choice(&x.Confidence, "C", "S", "GK")),
		datafile.May("note", p.Text(&x.Note)),
	)
	p.a.Resources = append(p.a.Resources, x)
}

func (p parser) gap(name string, n *datafile.Node) {
	var g Gap
	p.Table(n, name,
		datafile.Need("id", p.ID(&g.ID)),
		datafile.Need("title", p.Text(&g.Title)),
		datafile.Need("text", p.Text(&g.Text)),
		datafile.Need("cells", p.some(p.Each(func(name string, n *datafile.Node) {
			w := Where{Pos: n.ValueAt}
			p.Table(n, name,
				datafile.May("topic", p.Plain(&w.Topic)),
				datafile.May("format", p.Plain(&w.Format)),
				datafile.May("audience", p.Choice(&w.Audience, Audiences()...)),
				datafile.May("language", p.Choice(&w.Language, p.a.Languages...)),
				datafile.May("stage", p.Choice(&w.Stage, Stages()...)),
				datafile.May("theme", p.Choice(&w.Theme, Themes()...)),
			)
			// Of a cell with a fault that is told already nothing can be said.
			if w.written() == len(n.Nodes) {
				g.Cells = append(g.Cells, w)
			}
		}))),
		datafile.Need("suggestion", p.Text(&g.Suggestion)),
		datafile.Need("to", p.Text(&g.To)),
		datafile.Need("goals", p.Refs(&g.Goals)),
	)
	p.a.Gaps = append(p.a.Gaps, g)
}

func (k Key) written() int {
	n := 0
	for _, s := range []string{k.Topic, k.Format, k.Audience, k.Language, k.Stage, k.Theme} {
		if s != "" {
			n++
		}
	}
	return n
}

// some refuses an empty list: "bad-value.empty" [key].
func (p parser) some(set datafile.Setter) datafile.Setter {
	return func(name string, n *datafile.Node) {
		if n.Kind == tomlpos.Array && len(n.Nodes) == 0 {
			p.Fault("bad-value.empty", n.ValueAt, "key", name)
			return
		}
		set(name, n)
	}
}

// address reads an address on the web, one or one for each language. Another is "bad-value.url" [key, value].
func (p parser) address(dst *datafile.Text) datafile.Setter {
	return func(name string, n *datafile.Node) {
		p.Text(dst)(name, n)
		for _, m := range append(n.Nodes, n) {
			s, ok := m.Value.(string)
			if ok && s != "" && (!strings.HasPrefix(s, "https://") && !strings.HasPrefix(s, "http://") || strings.ContainsAny(s, " \t\n\"<>")) {
				p.Fault("bad-value.url", m.ValueAt, "key", name, "value", s)
			}
		}
	}
}

// languages reads tags of languages. What is none is "bad-language-tag" [key, value].
func (p parser) languages(dst *[]string) datafile.Setter {
	return func(name string, n *datafile.Node) {
		var refs []datafile.Ref
		p.Refs(&refs)(name, n)
		for _, ref := range refs {
			if !locale.ValidTag(ref.ID) {
				p.Fault("bad-language-tag", ref.Pos, "key", name, "value", ref.ID)
				continue
			}
			*dst = append(*dst, ref.ID)
		}
	}
}

// judge looks at what the parts of the file say of each other.
func (p parser) judge() {
	a := p.a
	var topics, formats, entries []datafile.Ref
	for _, t := range a.Topics {
		topics = append(topics, t.ID)
	}
	for _, f := range a.Formats {
		formats = append(formats, f.ID)
	}
	for _, x := range a.Resources {
		entries = append(entries, x.ID)
	}
	for _, g := range a.Gaps {
		entries = append(entries, g.ID) // they stand on one page with the resources
	}
	known := names{p.names(topics), p.names(formats)}
	p.Unique(entries...)
	for _, x := range a.Resources {
		p.resolve(known.topics, x.Topics...)
		p.resolve(known.formats, x.Formats...)
	}
	depths := map[Key]*Cell{}
	cells := a.Cells()
	for i := range cells {
		depths[cells[i].Key] = &cells[i]
	}
	for _, g := range a.Gaps {
		for _, w := range g.Cells {
			p.resolve(known.topics, datafile.Ref{ID: w.Topic, Pos: w.Pos})
			p.resolve(known.formats, datafile.Ref{ID: w.Format, Pos: w.Pos})
			if in(known.topics, w.Topic) && in(known.formats, w.Format) {
				p.cell(w, depths)
			}
		}
	}
}

// names are the ids that references may name; nil where an entry lacks its own, so that nobody can tell what
// they name.
type names struct{ topics, formats []string }

func (p parser) names(ids []datafile.Ref) []string {
	known := p.Unique(ids...)
	if slices.ContainsFunc(ids, func(id datafile.Ref) bool { return id.ID == "" }) {
		return nil
	}
	return known
}

func (p parser) resolve(known []string, refs ...datafile.Ref) {
	if known != nil {
		p.Resolve(known, refs...)
	}
}

func in(known []string, id string) bool { return id == "" || slices.Contains(known, id) }

// cell judges a cell of a gap. It must mean cells that are there: "gap-cell.no-table", or "gap-cell.two-tables".
// None of them may be well covered: "gap-cell.covered" [cell, depth, resource, covered, cells].
func (p parser) cell(w Where, cells map[Key]*Cell) {
	keys := p.a.Match(w.Key)
	if len(keys) == 0 {
		variant := "no-table"
		if w.written() > 1 {
			variant = "two-tables"
		}
		p.Fault("gap-cell."+variant, w.Pos)
		return
	}
	var covered []*Cell
	for _, k := range keys {
		if c := cells[k]; !c.Gap() {
			covered = append(covered, c)
		}
	}
	if len(covered) == 0 {
		return
	}
	c := covered[0]
	p.Fault("gap-cell.covered", w.Pos, "cell", strings.TrimPrefix(c.Anchor(), "cell."), "depth", strconv.Itoa(c.Depth),
		"resource", p.a.Resources[c.By[0].Resource].ID.ID, "covered", strconv.Itoa(len(covered)), "cells", strconv.Itoa(len(keys)))
}
