// Package gap reads the data of a gap analysis: a catalogue of what exists to teach people about connected
// devices, and what is missing. It judges the file by itself, and works out three tables from the catalogue.
package gap

import (
	"slices"

	"trousse/cmd/trousse/internal/datafile"
	"trousse/cmd/trousse/internal/locale"
)

// Kind is what such a file calls itself.
const Kind = "gap-analysis"

// Whom, when and for what resources are made: the same words as in the front matter of pages.
const (
	Everyone = "everyone"
	Parents  = "parents"  // they count for youth
	Partners = "partners" // makers, policy makers: they count for nobody below
)

// Audiences lists whom the tables are about, in their order.
func Audiences() []string { return []string{"youth", "seniors", "small-business"} }

// Stages lists the moments in the life of a device.
func Stages() []string { return []string{"before", "using", "problem"} }

// Themes lists what can be at stake.
func Themes() []string { return []string{"privacy", "security", "functionality"} }

// Where resources are from. Those from abroad count in no table.
const (
	Canada = "canada"
	Abroad = "abroad"
)

// MostDepth is the depth of what is about connected devices and nothing else; Enough is the one from which on
// a cell is no gap.
const (
	MostDepth = 3
	Enough    = 2
)

// Analysis is a gap analysis.
type Analysis struct {
	Checked   datafile.Date
	Topics    []Topic
	Formats   []Format
	Resources []Resource
	Gaps      []Gap
	Languages []string // of the tables: the keys of the site's languages, in its order
}

// Topic is a row of the table of topics. Pages of the site name it in their front matter.
type Topic struct {
	ID   datafile.Ref
	Name datafile.Text
}

// Format is a row of the table of formats.
type Format struct {
	ID    datafile.Ref
	Name  datafile.Text
	Kinds []string // kinds of this site's pages that are of this format
}

// Resource is one entry of the catalogue: something that exists.
type Resource struct {
	ID         datafile.Ref
	Title      datafile.Text
	Owner      datafile.Text
	URL        datafile.Text // empty where there is no address
	Audiences  []string      // of Audiences, or Everyone, Parents, Partners
	Topics     []datafile.Ref
	Stages     []string
	Themes     []string
	Formats    []datafile.Ref
	Languages  []string // BCP 47 tags
	Depth      int      // 0 to MostDepth
	Where      string   // Canada or Abroad
	Licence    datafile.Text
	Year       int // 0 where it is not known
	Checked    datafile.Date
	Confidence string // "C": seen at its publisher, "S": told by others, "GK": general knowledge
	Note       datafile.Text
}

// Gap is one of the headline gaps.
type Gap struct {
	ID         datafile.Ref
	Title      datafile.Text
	Text       datafile.Text
	Cells      []Where
	Suggestion datafile.Text
	To         datafile.Text  // who should act
	Goals      []datafile.Ref // of the site's plan
}

// Where names cells of one table: what is "" may be anything. A gap says so which cells it means.
type Where struct {
	Key
	Pos datafile.Pos
}

// In tells whether a resource is there in a language, by its key.
func (r *Resource) In(lang string) bool {
	base := locale.Base(lang)
	return slices.ContainsFunc(r.Languages, func(tag string) bool {
		return tag == lang || base != "" && locale.Base(tag) == base
	})
}

// Canadian tells whether a resource counts in the tables.
func (r *Resource) Canadian() bool { return r.Where == Canada }

// Anchors lists the ids on the page that links may lead to: of gaps and resources, of topics, and of cells.
func (a *Analysis) Anchors() []datafile.Ref {
	var all []datafile.Ref
	for i := range a.Gaps {
		all = append(all, a.Gaps[i].ID)
	}
	for i := range a.Resources {
		all = append(all, a.Resources[i].ID)
	}
	places := map[string]datafile.Pos{}
	for _, t := range a.Topics {
		places[t.ID.ID] = t.ID.Pos
		all = append(all, datafile.Ref{ID: TopicAnchor(t.ID.ID), Pos: t.ID.Pos})
	}
	for _, f := range a.Formats {
		places[f.ID.ID] = f.ID.Pos
	}
	for _, k := range a.keys() {
		all = append(all, datafile.Ref{ID: k.Anchor(), Pos: places[k.Topic+k.Format]})
	}
	return all
}

// TopicAnchor is the id of a topic's entries on the page.
func TopicAnchor(topic string) string { return "topic." + topic }
