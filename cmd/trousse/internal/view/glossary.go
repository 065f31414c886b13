package view

import (
	"slices"
	"strings"

	"trousse/cmd/trousse/internal/datafile"
	"trousse/cmd/trousse/internal/kind/glossary"
	"trousse/cmd/trousse/internal/locale"
	"trousse/cmd/trousse/internal/sheet"
	"trousse/cmd/trousse/internal/site"
)

// Glossary is what the template of a glossary shows of its data.
type Glossary struct {
	Parts         []Part // its headings, in order
	Count         int    // of terms
	Letters       []Letter
	Groups        []TermGroup
	Organizations []Body
	Others        []string // the other languages, as this one names them, in the order of Body.Names
}

// Letter is the entries that begin with one letter, as the language sorts them.
type Letter struct {
	ID, Letter string
	Entries    []Entry
}

// Entry is one entry: a term, or another name of one, which only says where to look.
type Entry struct {
	ID, Term, Grammar string
	Also              []string
	Definition        string
	Foreign           []Foreign // the term in the other languages
	See               *Link     // of another name: the term; nil for a term
}

// Foreign is something in another language of the site. URL is where it stands on a page in that language,
// or "".
type Foreign struct {
	Tag, Dir string
	Language string // as the page's own language names it
	Text     string
	URL      string
}

// TermGroup is a subject with its terms.
type TermGroup struct {
	Title string
	Terms []Link
}

// Body is an organization with its name in every language.
type Body struct {
	ID, Name, Short, URL string
	Names                []Foreign
}

func (m *Maker) glossary(p *site.Page) *Glossary {
	g, w, lang := p.Data.Glossary, p.Tree.Words, p.Lang
	v := &Glossary{Count: len(g.Terms)}
	var entries []Entry
	for i := range g.Terms {
		t := &g.Terms[i]
		e := Entry{ID: t.ID.ID, Term: t.Term.In(lang), Grammar: t.Grammar.In(lang), Also: t.Also.All(lang), Definition: t.Definition.In(lang)}
		e.Foreign = m.foreign(p, func(other string) string { return t.Term.In(other) }, func(q *site.Page) string {
			if q == nil {
				return ""
			}
			return m.Site.Link(q.URL) + "#" + t.ID.ID
		})
		entries = append(entries, e)
		for _, name := range e.Also {
			entries = append(entries, Entry{Term: name, See: &Link{e.Term, "#" + e.ID}})
		}
	}
	compare := locale.Compare(p.Tree.Lang.Tag)
	slices.SortStableFunc(entries, func(a, b Entry) int { return compare(a.Term, b.Term) })
	entries = slices.Collect(func(yield func(Entry) bool) {
		for i, e := range entries {
			// Another name that stands right beside its term is in sight already.
			beside := func(j int) bool { return j >= 0 && j < len(entries) && e.See.URL == "#"+entries[j].ID }
			if (e.See == nil || !beside(i-1) && !beside(i+1)) && !yield(e) {
				return
			}
		}
	})
	initial := locale.Initial(p.Tree.Lang.Tag)
	for _, e := range entries {
		letter := initial(e.Term)
		at := slices.IndexFunc(v.Letters, func(l Letter) bool { return l.Letter == letter })
		if at < 0 {
			at = len(v.Letters)
			v.Letters = append(v.Letters, Letter{ID: "letter." + letterID(letter), Letter: letter})
		}
		v.Letters[at].Entries = append(v.Letters[at].Entries, e)
	}
	v.Groups = termGroups(g, lang, compare)
	for i := range g.Organizations {
		o := &g.Organizations[i]
		b := Body{ID: o.ID.ID, Name: o.Name.In(lang), Short: o.Short.In(lang), URL: o.URL.In(lang)}
		i, short := 0, ""
		b.Names = m.foreign(p, func(other string) string { return o.Name.In(other) }, func(*site.Page) string { return "" })
		for _, t := range m.Site.Trees {
			if t == p.Tree {
				continue
			}
			if short = o.Short.In(t.Lang.Key); short != "" {
				b.Names[i].Text += " (" + short + ")"
			}
			b.Names[i].URL = o.URL.In(t.Lang.Key)
			i++
		}
		v.Organizations = append(v.Organizations, b)
	}
	slices.SortStableFunc(v.Organizations, func(a, b Body) int { return compare(a.Name, b.Name) })
	for _, t := range m.Site.Trees {
		if t != p.Tree {
			v.Others = append(v.Others, w.Language(t.Lang.Tag))
		}
	}
	v.Parts = []Part{{"data.terms", w.Text("glossary-terms")}}
	if len(v.Groups) > 1 {
		v.Parts = append(v.Parts, Part{"data.groups", w.Text("glossary-groups")})
	}
	if len(v.Organizations) > 0 {
		v.Parts = append(v.Parts, Part{"data.organizations", w.Text("glossary-organizations")})
	}
	return v
}

// letterID is what an address can hold of a letter's name.
func letterID(letter string) string {
	switch letter {
	case "#":
		return "other"
	case "0–9":
		return "0"
	}
	return letter
}

// foreign says something in each of the other languages, in the site's order.
func (m *Maker) foreign(p *site.Page, text func(lang string) string, at func(q *site.Page) string) []Foreign {
	var fs []Foreign
	for i, t := range m.Site.Trees {
		if t != p.Tree {
			fs = append(fs, Foreign{Tag: t.Lang.Tag, Dir: t.Lang.Dir, Language: p.Tree.Words.Language(t.Lang.Tag), Text: text(t.Lang.Key), URL: at(p.Partners[i])})
		}
	}
	return fs
}

func termGroups(g *glossary.Glossary, lang string, compare func(a, b string) int) []TermGroup {
	var groups []TermGroup
	for _, v := range g.Groups {
		group := TermGroup{Title: v.Name.In(lang)}
		for _, t := range g.Terms {
			if t.Group.ID == v.ID.ID {
				group.Terms = append(group.Terms, Link{t.Term.In(lang), "#" + t.ID.ID})
			}
		}
		slices.SortStableFunc(group.Terms, func(a, b Link) int { return compare(a.Text, b.Text) })
		groups = append(groups, group)
	}
	return groups
}

// glossaryBook makes the tables of a glossary. Words of all languages are in it: it is one table to translate by.
func (m *Maker) glossaryBook(p *site.Page) *sheet.Book {
	g, w := p.Data.Glossary, p.Tree.Words
	terms := newSheet(w, "glossary-sheet-terms", "sheet-id", "glossary-group")
	for _, id := range []string{"glossary-term", "glossary-grammar", "glossary-also", "glossary-definition", "glossary-avoid"} {
		for _, t := range m.languagesOf(p) {
			terms.Columns = append(terms.Columns, sheet.Column{Name: w.Text(id) + " (" + w.Language(t.Lang.Tag) + ")"})
		}
	}
	terms.Columns = append(terms.Columns, sheet.Column{Name: w.Text("glossary-confidence")})
	names := map[string]string{}
	for _, v := range g.Groups {
		names[v.ID.ID] = v.Name.In(p.Lang)
	}
	for _, t := range g.Terms {
		row := []sheet.Cell{sheet.Text(t.ID.ID), sheet.Text(names[t.Group.ID])}
		for _, in := range []func(lang string) string{
			t.Term.In, t.Grammar.In, func(lang string) string { return joined(t.Also.All(lang)) }, t.Definition.In,
			func(lang string) string { return joined(t.Avoided(lang)) },
		} {
			for _, tree := range m.languagesOf(p) {
				row = append(row, sheet.Text(in(tree.Lang.Key)))
			}
		}
		terms.Rows = append(terms.Rows, append(row, sheet.Text(t.Confidence)))
	}
	b := &sheet.Book{Title: p.Meta.Title, Lang: p.Tree.Lang.Tag, Sheets: []sheet.Sheet{terms}}
	if len(g.Organizations) == 0 {
		return b
	}
	bodies := newSheet(w, "glossary-sheet-organizations", "sheet-id")
	for _, id := range []string{"glossary-organization", "glossary-short", "glossary-address"} {
		for _, t := range m.languagesOf(p) {
			bodies.Columns = append(bodies.Columns, sheet.Column{Name: w.Text(id) + " (" + w.Language(t.Lang.Tag) + ")"})
		}
	}
	for _, o := range g.Organizations {
		row := []sheet.Cell{sheet.Text(o.ID.ID)}
		for _, text := range []datafile.Text{o.Name, o.Short, o.URL} {
			for _, t := range m.languagesOf(p) {
				row = append(row, sheet.Text(text.In(t.Lang.Key)))
			}
		}
		bodies.Rows = append(bodies.Rows, row)
	}
	b.Sheets = append(b.Sheets, bodies)
	return b
}

// languagesOf lists the site's languages, the page's own first.
func (m *Maker) languagesOf(p *site.Page) []*site.Tree {
	trees := []*site.Tree{p.Tree}
	for _, t := range m.Site.Trees {
		if t != p.Tree {
			trees = append(trees, t)
		}
	}
	return trees
}

func joined(texts []string) string { return strings.Join(texts, "; ") }
