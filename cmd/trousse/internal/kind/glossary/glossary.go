// Package glossary reads the data of a glossary and judges it by itself.
package glossary

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"trousse/cmd/trousse/internal/datafile"
	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/lexicon"
)

// Kind is what such a file calls itself.
const Kind = "glossary"

// Glossary is a glossary: terms, each with its word in every language, and names of organizations.
type Glossary struct {
	Groups        []Group
	Terms         []Term
	Organizations []Organization
}

// Group is a subject that terms belong to.
type Group struct {
	ID   datafile.Ref
	Name datafile.Text
}

// Term is one term.
type Term struct {
	ID         datafile.Ref
	Group      datafile.Ref
	Term       datafile.Text
	Grammar    datafile.Text // "n. m."; not in every language
	Also       datafile.Text // other names that are right too; see [datafile.Text.All]
	Definition datafile.Text
	Avoid      []Avoid
	Confidence string // "C": seen in a publication; "GK": general knowledge
}

// Avoid is a word that pages in a language should not use for a term.
type Avoid struct {
	Lang, Word string
	Pos        datafile.Pos
}

// Organization is a body with its name in every language.
type Organization struct {
	ID    datafile.Ref
	Name  datafile.Text
	Short datafile.Text
	URL   datafile.Text // whole addresses
}

// Parse reads a file that says that it is of this [Kind]. What is wrong is in the diagnostics; what could be
// read is given all the same.
func Parse(r *datafile.Reader, root *datafile.Node) (*Glossary, []diag.Diagnostic) {
	g := &Glossary{}
	var kind string
	r.Table(root, "",
		datafile.Need("kind", r.Plain(&kind)),
		datafile.Need("group", r.Each(func(name string, n *datafile.Node) {
			var v Group
			r.Table(n, name, datafile.Need("id", r.ID(&v.ID)), datafile.Need("name", r.Text(&v.Name)))
			g.Groups = append(g.Groups, v)
		})),
		datafile.Need("term", r.Each(func(name string, n *datafile.Node) { g.term(r, name, n) })),
		datafile.May("organization", r.Each(func(name string, n *datafile.Node) { g.organization(r, name, n) })),
	)
	g.judge(r)
	return g, r.Diags()
}

func (g *Glossary) term(r *datafile.Reader, name string, n *datafile.Node) {
	var t Term
	r.Table(n, name,
		datafile.Need("id", r.ID(&t.ID)),
		datafile.Need("group", r.Ref(&t.Group)),
		datafile.Need("term", r.Text(&t.Term)),
		datafile.May("grammar", r.Words(&t.Grammar)),
		datafile.May("also", r.Lists(&t.Also)),
		datafile.Need("definition", r.Text(&t.Definition)),
		datafile.May("avoid", func(name string, n *datafile.Node) {
			var words datafile.Text
			r.Lists(&words)(name, n)
			t.Avoid = placed(n, words)
		}),
		datafile.Need("confidence", r.Choice(&t.Confidence, "C", "GK")),
	)
	g.Terms = append(g.Terms, t)
}

// placed finds where each of the words stands in a table of lists.
func placed(n *datafile.Node, words datafile.Text) []Avoid {
	var all []Avoid
	for _, w := range words {
		a := Avoid{Lang: w.Lang, Word: w.Text, Pos: n.ValueAt}
		for _, e := range n.Get(w.Lang).Nodes {
			if s, ok := e.Value.(string); ok && strings.Join(strings.Fields(s), " ") == w.Text {
				a.Pos = e.ValueAt
				break
			}
		}
		all = append(all, a)
	}
	return all
}

func (g *Glossary) organization(r *datafile.Reader, name string, n *datafile.Node) {
	var o Organization
	r.Table(n, name,
		datafile.Need("id", r.ID(&o.ID)),
		datafile.Need("name", r.Text(&o.Name)),
		datafile.May("short", r.Words(&o.Short)),
		datafile.May("url", func(name string, n *datafile.Node) {
			r.Words(&o.URL)(name, n)
			o.URL = slices.DeleteFunc(o.URL, func(s datafile.Said) bool {
				if webAddress(s.Text) {
					return false
				}
				at := n
				if s.Lang != "" {
					at = n.Get(s.Lang)
				}
				r.Fault("bad-value.url", at.ValueAt, "key", name, "value", s.Text)
				return true
			})
		}),
	)
	g.Organizations = append(g.Organizations, o)
}

// judge looks at how entries fit together.
func (g *Glossary) judge(r *datafile.Reader) {
	var groups, ids []datafile.Ref
	for _, v := range g.Groups {
		groups = append(groups, v.ID)
	}
	known := r.Unique(groups...)
	filled := map[string]bool{}
	for _, t := range g.Terms {
		ids = append(ids, t.ID)
		filled[t.Group.ID] = true
		if len(known) == len(g.Groups) { // a group without an id is a fault already
			r.Resolve(known, t.Group)
		}
	}
	for _, o := range g.Organizations {
		ids = append(ids, o.ID)
	}
	r.Unique(ids...)
	for _, v := range g.Groups {
		if v.ID.ID != "" && !filled[v.ID.ID] {
			r.Fault("glossary-group", v.ID.Pos, "id", v.ID.ID)
		}
	}
	g.names(r)
}

// names finds words that cannot be what they are said to be: one name for two terms, and a word to avoid that
// some term has for its own.
func (g *Glossary) names(r *datafile.Reader) {
	type key struct{ lang, word string }
	right, taken := map[key]*Term{}, map[key]*Term{}
	for i := range g.Terms {
		t := &g.Terms[i]
		for _, s := range t.Term {
			k := key{s.Lang, strings.ToLower(s.Text)}
			if other := taken[k]; other != nil && other.ID.ID != t.ID.ID {
				r.Fault("glossary-name", t.ID.Pos, "term", s.Text, "id", other.ID.ID, "line", strconv.Itoa(other.ID.Pos.Line))
			} else {
				taken[k] = t
			}
			right[k] = t
		}
	}
	for i := range g.Terms {
		for _, s := range g.Terms[i].Also {
			if k := (key{s.Lang, strings.ToLower(s.Text)}); right[k] == nil {
				right[k] = &g.Terms[i]
			}
		}
	}
	avoided := map[key]datafile.Pos{}
	for _, t := range g.Terms {
		for _, a := range t.Avoid {
			k := key{a.Lang, strings.ToLower(a.Word)}
			if first, ok := avoided[k]; ok {
				r.Fault("glossary-avoid.twice", a.Pos, "word", a.Word, "line", strconv.Itoa(first.Line))
				continue
			}
			avoided[k] = a.Pos
			if other := right[k]; other != nil {
				r.Fault("glossary-avoid", a.Pos, "word", a.Word, "id", other.ID.ID, "line", strconv.Itoa(other.ID.Pos.Line))
			}
		}
	}
}

// webAddress tells whether s is the whole address of a page on the web.
func webAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Hostname() != "" && u.User == nil
}

// Anchors lists the ids on the page that links may lead to.
func (g *Glossary) Anchors() []datafile.Ref {
	var refs []datafile.Ref
	for _, t := range g.Terms {
		refs = append(refs, t.ID)
	}
	for _, o := range g.Organizations {
		refs = append(refs, o.ID)
	}
	return slices.DeleteFunc(refs, func(r datafile.Ref) bool { return r.ID == "" })
}

// Avoided lists the words that pages in a language should not use, each with the term to use.
func (g *Glossary) Avoided(lang string) []lexicon.Word {
	var words []lexicon.Word
	for _, t := range g.Terms {
		for _, word := range t.Avoided(lang) {
			words = append(words, lexicon.Word{Avoid: word, Use: t.Term.In(lang)})
		}
	}
	return words
}

// Avoided lists the words that pages in a language should not use for the term.
func (t *Term) Avoided(lang string) []string {
	var words []string
	for _, a := range t.Avoid {
		if a.Lang == lang {
			words = append(words, a.Word)
		}
	}
	return words
}
