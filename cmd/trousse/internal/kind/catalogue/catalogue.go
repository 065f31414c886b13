// Package catalogue reads the data of a catalogue of labels and judges it by itself.
package catalogue

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"trousse/cmd/trousse/internal/datafile"
	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/kind/citation"
	"trousse/cmd/trousse/internal/tomlpos"
)

// Kind is what such a file calls itself.
const Kind = "catalogue"

// Catalogue is a catalogue of labels: marks, certificates and laws that say something about a device, and what
// none of them does.
type Catalogue struct {
	Checked datafile.Date // when somebody last looked at all of it
	Labels  []Label
	Gaps    []Gap
}

// Label is one label. Force, Tests, About, Seen and State are among the words of [Forces], [Testers]…
type Label struct {
	ID                   datafile.Ref
	Name, Owner, Country datafile.Text
	Since                citation.Date // zero where it is not known
	Force                string
	Tests                []string // who tests, at least one
	About                string
	Covers, LeavesOut    datafile.Text
	Seen, State          string
	Status, Advice       datafile.Text
	Checked              datafile.Date
	Sources              []datafile.Ref
}

// Gap is what no label does.
type Gap struct {
	ID          datafile.Ref
	Title, Text datafile.Text
	Gap         datafile.Ref // in the gap analysis; its ID is "" where none is named
	Sources     []datafile.Ref
}

// Forces are a law that must be followed and a label that a maker may choose.
func Forces() []string { return []string{"law", "voluntary"} }

// Testers are those who may test: the maker itself, a laboratory, a certification body, a regulator.
func Testers() []string { return []string{"self", "lab", "body", "regulator"} }

// Subjects are what a label may be about.
func Subjects() []string {
	return []string{"device", "organization", "interoperability", "radio-and-electrical"}
}

// Sightings say how a shopper in the country meets a label, the most frequent first.
func Sightings() []string { return []string{"common", "possible", "indirect", "rare", "no"} }

// States say how a label stands.
func States() []string { return []string{"active", "coming", "paused", "closed", "unclear"} }

// Parse reads a file that says that it is of this [Kind]. What is wrong is in the diagnostics; what could be
// read is given all the same.
func Parse(r *datafile.Reader, root *datafile.Node) (*Catalogue, []diag.Diagnostic) {
	c := &Catalogue{}
	var kind string
	r.Table(root, "",
		datafile.Need("kind", r.Plain(&kind)),
		datafile.Need("checked", r.Date(&c.Checked)),
		datafile.Need("label", r.Each(func(name string, n *datafile.Node) { c.label(r, name, n) })),
		datafile.May("gap", r.Each(func(name string, n *datafile.Node) { c.gap(r, name, n) })),
	)
	var ids []datafile.Ref
	last := c.Checked
	for _, l := range c.Labels {
		ids = append(ids, l.ID)
		if l.Checked.Time.After(last.Time) {
			last = l.Checked
		}
	}
	for _, g := range c.Gaps {
		ids = append(ids, g.ID)
	}
	r.Unique(ids...)
	// Whoever reads the date of the whole relies on it.
	if !c.Checked.Time.IsZero() && last != c.Checked {
		r.Fault("dates-order.checked", c.Checked.Pos, "value", c.Checked.Time.Format(time.DateOnly),
			"last", last.Time.Format(time.DateOnly), "line", strconv.Itoa(last.Pos.Line))
	}
	return c, r.Diags()
}

func (c *Catalogue) label(r *datafile.Reader, name string, n *datafile.Node) {
	var l Label
	var since datafile.Pos
	r.Table(n, name,
		datafile.Need("id", r.ID(&l.ID)),
		datafile.Need("name", r.Text(&l.Name)),
		datafile.Need("owner", r.Text(&l.Owner)),
		datafile.Need("country", r.Text(&l.Country)),
		datafile.May("since", func(name string, n *datafile.Node) { l.Since, since = readSince(r, name, n), n.ValueAt }),
		datafile.Need("force", r.Choice(&l.Force, Forces()...)),
		datafile.Need("tests", some(r, r.Choices(&l.Tests, Testers()...))),
		datafile.Need("about", r.Choice(&l.About, Subjects()...)),
		datafile.Need("covers", r.Text(&l.Covers)),
		datafile.Need("leaves_out", r.Text(&l.LeavesOut)),
		datafile.Need("seen", r.Choice(&l.Seen, Sightings()...)),
		datafile.Need("state", r.Choice(&l.State, States()...)),
		datafile.Need("status", r.Text(&l.Status)),
		datafile.Need("advice", r.Text(&l.Advice)),
		datafile.Need("checked", r.Date(&l.Checked)),
		datafile.Need("sources", r.Refs(&l.Sources)),
	)
	slices.SortFunc(l.Tests, func(a, b string) int { return slices.Index(Testers(), a) - slices.Index(Testers(), b) })
	// What is still to come begins later than anybody can have looked.
	if day := l.Checked.Time; l.State != "coming" && !l.Since.IsZero() && !day.IsZero() && l.Since.String() > day.Format(time.DateOnly) {
		r.Fault("dates-order.since", since, "key", name+".since", "value", l.Since.String(), "checked", day.Format(time.DateOnly))
	}
	c.Labels = append(c.Labels, l)
}

func (c *Catalogue) gap(r *datafile.Reader, name string, n *datafile.Node) {
	var g Gap
	r.Table(n, name,
		datafile.Need("id", r.ID(&g.ID)),
		datafile.Need("title", r.Text(&g.Title)),
		datafile.Need("text", r.Text(&g.Text)),
		datafile.May("gap", r.Ref(&g.Gap)),
		datafile.May("sources", r.Refs(&g.Sources)),
	)
	c.Gaps = append(c.Gaps, g)
}

// some lets a list be read that has something in it.
func some(r *datafile.Reader, set datafile.Setter) datafile.Setter {
	return func(name string, n *datafile.Node) {
		if set(name, n); n.Kind == tomlpos.Array && len(n.Nodes) == 0 {
			r.Fault("bad-value.empty", n.ValueAt, "key", name)
		}
	}
}

// readSince reads a day, a month or a year: "2024-04-29", "2024-04", "2024".
func readSince(r *datafile.Reader, name string, n *datafile.Node) citation.Date {
	shown := "…"
	switch v := n.Value.(type) {
	case time.Time:
		shown = v.Format(time.DateOnly)
	case string:
		shown = strings.TrimSpace(v)
	}
	d, ok := citation.ParseDate(shown)
	if !ok {
		r.Fault("bad-date.since", n.ValueAt, "key", name, "value", shown)
	}
	return d
}

// Group is the labels of one sighting, in the order of the file.
type Group struct {
	Seen   string
	Labels []*Label
}

// Groups lists the labels as a shopper meets them, the most frequent first; empty groups are left out.
func (c *Catalogue) Groups() []Group {
	var groups []Group
	for _, seen := range Sightings() {
		g := Group{Seen: seen}
		for i := range c.Labels {
			if c.Labels[i].Seen == seen {
				g.Labels = append(g.Labels, &c.Labels[i])
			}
		}
		if len(g.Labels) > 0 {
			groups = append(groups, g)
		}
	}
	return groups
}

// Citations lists what entries cite, in the order in which readers meet them.
func (c *Catalogue) Citations() []datafile.Citation {
	var all []datafile.Citation
	for _, g := range c.Groups() {
		for _, l := range g.Labels {
			all = append(all, datafile.Citation{Entry: l.ID.ID, Sources: l.Sources})
		}
	}
	for _, g := range c.Gaps {
		all = append(all, datafile.Citation{Entry: g.ID.ID, Sources: g.Sources})
	}
	return all
}

// Anchors lists the ids on the page that links may lead to.
func (c *Catalogue) Anchors() []datafile.Ref {
	var refs []datafile.Ref
	for _, l := range c.Labels {
		refs = append(refs, l.ID)
	}
	for _, g := range c.Gaps {
		refs = append(refs, g.ID)
	}
	return slices.DeleteFunc(refs, func(r datafile.Ref) bool { return r.ID == "" })
}
