package view

import (
	"strings"

	"trousse/cmd/trousse/internal/datafile"
	"trousse/cmd/trousse/internal/kind/gap"
	"trousse/cmd/trousse/internal/locale"
)

// catalogue lists all resources, those that count in the tables first.
func (g *gapMaker) catalogue() []GapList {
	lists := []GapList{
		{ID: "data.canada", Title: g.w.Text("gap-canada")},
		{ID: "data.abroad", Title: g.w.Text("gap-abroad")},
	}
	for i := range g.a.Resources {
		r := &g.a.Resources[i]
		l := &lists[0]
		if !r.Canadian() {
			l = &lists[1]
		}
		l.Resources = append(l.Resources, g.resource(r))
	}
	var out []GapList
	for _, l := range lists {
		if len(l.Resources) > 0 {
			out = append(out, l)
		}
	}
	return out
}

func (g *gapMaker) resource(r *gap.Resource) GapResource {
	languages := make([]string, len(r.Languages))
	for i, tag := range r.Languages {
		languages[i] = g.w.Language(tag)
	}
	return GapResource{
		ID: r.ID.ID, Title: r.Title.In(g.lang), Lang: g.foreign(r.Title, r), Owner: r.Owner.In(g.lang),
		URL: r.URL.In(g.lang), HrefLang: g.foreignTarget(r),
		Audiences: g.words("audience", r.Audiences), Topics: g.named("topic", r.Topics), Formats: g.named("format", r.Formats),
		Languages: strings.Join(languages, ", "), Depth: r.Depth, Meaning: g.depth(r.Depth), Licence: r.Licence.In(g.lang), Year: r.Year,
		Checked: g.date(g.p.Tree, r.Checked.Time), Confidence: r.Confidence, ConfidenceReason: g.word("gap-confidence", strings.ToLower(r.Confidence)),
		Note: r.Note.In(g.lang),
	}
}

func (g *gapMaker) depth(n int) string { return g.w.Text("gap-depth-" + g.w.Number(n)) }

// foreign gives the tag of a text that is the same in every language, where the resource is in none of the
// page's: its title is then in its own.
func (g *gapMaker) foreign(t datafile.Text, r *gap.Resource) string {
	if len(t) != 1 || t[0].Lang != "" {
		return ""
	}
	return g.elsewhere(r)
}

// foreignTarget gives the tag of what is at a resource's address. An address that stands for one language is of it.
func (g *gapMaker) foreignTarget(r *gap.Resource) string {
	if r.URL.In(g.lang) == "" {
		return ""
	}
	return g.elsewhere(r)
}

func (g *gapMaker) elsewhere(r *gap.Resource) string {
	if len(r.Languages) == 0 || r.In(g.lang) {
		return ""
	}
	if base := locale.Base(r.Languages[0]); base == locale.Base(g.p.Tree.Lang.Tag) {
		return ""
	}
	return r.Languages[0]
}
