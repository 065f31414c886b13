package gap

import (
	"cmp"
	"slices"
	"strings"

	"trousse/cmd/trousse/internal/datafile"
)

// Key names a cell of one of three tables: Topic, Audience and Language; Format and Audience; or Stage,
// Theme and Audience. The others are "".
type Key struct{ Topic, Format, Audience, Language, Stage, Theme string }

// In gives the key of a cell with a language.
func (k Key) In(lang string) Key {
	k.Language = lang
	return k
}

// Anchor is the id of a cell's entries on the page: "cell.cameras-youth-en".
func (k Key) Anchor() string {
	var parts []string
	for _, s := range []string{k.Topic, k.Format, k.Stage, k.Theme, k.Audience, k.Language} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return "cell." + strings.Join(parts, "-")
}

// Cell is one cell of a table with what is behind it.
type Cell struct {
	Key
	Depth int     // of the best resource; 0 where there is none
	By    []Share // the best first, then in the order of the catalogue
}

// Gap tells whether too little is there.
func (c *Cell) Gap() bool { return c.Depth < Enough }

// Share is what one resource contributes to a cell.
type Share struct {
	Resource int // index in Analysis.Resources
	Depth    int
	Wider    bool // it was not made for this audience, and counts one step lower
}

// keys lists all cells, table by table and row by row.
func (a *Analysis) keys() []Key {
	return slices.Concat(a.topicKeys(), a.formatKeys(), stageKeys())
}

func (a *Analysis) topicKeys() []Key {
	var ks []Key
	for _, t := range a.Topics {
		if t.ID.ID == "" {
			continue // a fault of its own
		}
		for _, audience := range Audiences() {
			for _, lang := range a.Languages {
				ks = append(ks, Key{Topic: t.ID.ID, Audience: audience, Language: lang})
			}
		}
	}
	return ks
}

func (a *Analysis) formatKeys() []Key {
	var ks []Key
	for _, f := range a.Formats {
		if f.ID.ID == "" {
			continue
		}
		for _, audience := range Audiences() {
			ks = append(ks, Key{Format: f.ID.ID, Audience: audience})
		}
	}
	return ks
}

func stageKeys() []Key {
	var ks []Key
	for _, stage := range Stages() {
		for _, theme := range Themes() {
			for _, audience := range Audiences() {
				ks = append(ks, Key{Stage: stage, Theme: theme, Audience: audience})
			}
		}
	}
	return ks
}

// ByTopic works out the table of topics, audiences and languages: row by row, in each audience by audience
// and then language by language.
func (a *Analysis) ByTopic() []Cell { return a.cells(a.topicKeys()) }

// ByFormat works out the table of formats and audiences.
func (a *Analysis) ByFormat() []Cell { return a.cells(a.formatKeys()) }

// ByStage works out the table of stages with their themes, and audiences.
func (a *Analysis) ByStage() []Cell { return a.cells(stageKeys()) }

// Cells works out all three tables, one after the other.
func (a *Analysis) Cells() []Cell { return a.cells(a.keys()) }

func (a *Analysis) cells(keys []Key) []Cell {
	cells := make([]Cell, len(keys))
	for i, k := range keys {
		cells[i].Key = k
		for r := range a.Resources {
			if share, ok := a.Resources[r].share(k); ok {
				share.Resource = r
				cells[i].By = append(cells[i].By, share)
				cells[i].Depth = max(cells[i].Depth, share.Depth)
			}
		}
		slices.SortStableFunc(cells[i].By, func(s, t Share) int { return cmp.Compare(t.Depth, s.Depth) })
	}
	return cells
}

// share tells what a resource contributes to a cell, if it has to do with it.
func (r *Resource) share(k Key) (Share, bool) {
	if !r.Canadian() || k.Topic != "" && !datafile.Has(r.Topics, k.Topic) || k.Format != "" && !datafile.Has(r.Formats, k.Format) ||
		k.Language != "" && !r.In(k.Language) || k.Stage != "" && !slices.Contains(r.Stages, k.Stage) ||
		k.Theme != "" && !slices.Contains(r.Themes, k.Theme) {
		return Share{}, false
	}
	made, wider := reach(r.Audiences, k.Audience)
	switch {
	case made:
		return Share{Depth: r.Depth}, true
	case wider:
		return Share{Depth: max(0, r.Depth-1), Wider: true}, true
	}
	return Share{}, false
}

// reach tells whether something that is for some audiences was made for one of the tables, or is for it too.
func reach(audiences []string, audience string) (made, wider bool) {
	for _, s := range audiences {
		made = made || s == audience
		wider = wider || s == Everyone || s == Parents && audience == "youth"
	}
	return made, wider
}

// Match lists the keys of all cells that w means, in their order.
func (a *Analysis) Match(w Key) []Key {
	var keys []Key
	switch {
	case w.Topic == "" && w.Language == "" && w.Format == "" && w.Stage == "" && w.Theme == "":
		return nil // an audience alone, or nothing, says not which table
	case w.Format == "" && w.Stage == "" && w.Theme == "":
		keys = a.topicKeys()
	case w.Stage == "" && w.Theme == "":
		keys = a.formatKeys()
	default:
		keys = stageKeys()
	}
	return slices.DeleteFunc(keys, func(k Key) bool { return !k.within(w) })
}

// within tells whether k is one of the cells that w means.
func (k Key) within(w Key) bool {
	same := func(k, w string) bool { return w == "" || w == k }
	return same(k.Topic, w.Topic) && same(k.Format, w.Format) && same(k.Audience, w.Audience) &&
		same(k.Language, w.Language) && same(k.Stage, w.Stage) && same(k.Theme, w.Theme)
}
