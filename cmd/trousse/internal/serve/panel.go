package serve

import (
	"context"
	"strings"

	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/site"
)

// panel is what the preview says of one page on that page, all in words.
type panel struct {
	Button   string   `json:"button"` // "3 problems"
	Worst    string   `json:"worst"`  // "error", "warning" or ""
	Label    string   `json:"label"`  // of the panel
	Title    string   `json:"title"`  // of the page
	Tag      string   `json:"tag"`    // of the title's language
	Facts    []fact   `json:"facts"`
	Problems []Fault  `json:"problems"`
	None     string   `json:"none"` // where there are no problems
	Links    []choice `json:"links"`
	Close    string   `json:"close"`
	Off      string   `json:"off"` // the words of the button that takes the panel away
	OffNote  string   `json:"offNote"`
}

// fact is a name with its value, and what may be said beside it.
type fact struct {
	Name   string `json:"name"`
	Value  string `json:"value"`
	Detail string `json:"detail,omitempty"`
	Bad    bool   `json:"bad,omitempty"`
}

// panel tells of the page at a path below the site's address ("en/seniors/index.html") what an editor
// wants to know; nil for what is no page of the site's, as the desk itself.
func (s *Server) panel(ctx context.Context, file string) *panel {
	if strings.HasPrefix(file, strings.TrimPrefix(deskURL, "/")) {
		return nil
	}
	o, say := s.look(), s.speech(s.opt.Lang)
	word := func(id string) string { return say.Text("serve.panel." + id) }
	v := &panel{
		Label: word("label"), Close: word("close"), Off: word("off"), OffNote: word("off-note"),
		Links: []choice{{Text: word("desk"), URL: deskURL}}, Problems: []Fault{}, Facts: []fact{},
	}
	r := o.row(strings.TrimSuffix(file, "index.html"))
	if r == nil {
		v.Button, v.None = word("desk"), word("no-page")
		return v
	}
	st := o.result.Site
	v.Title, v.Tag = r.title(), r.lang.Tag
	v.Links = append(v.Links, choice{Text: word("pair"), URL: pairURL(st, r.page, "", "", "")})
	if edit := s.opt.Edit(r.page.At(1)); edit != "" {
		v.Links = append(v.Links, choice{Text: word("edit"), URL: edit})
	}
	found := o.about(r.page)
	v.Button, v.None = word("none"), word("none")
	if n := len(found); n > 0 {
		v.Button = say.Count("serve.state.count", n)
		errors, _ := diag.Count(found)
		v.Worst = worst(errors, n)
		v.Problems = s.listFaults(say, found, func(diag.Diagnostic) bool { return true }).Faults
	}
	v.Facts = append(v.Facts, fact{Name: word("state"), Value: stateWords(say, r, found), Bad: len(r.lacks) > 0})
	if m, ok := s.levels.of(ctx, o.result, []*site.Page{r.page})[r.page]; ok {
		level, longest := levelWords(say, m)
		if level != "" {
			v.Facts = append(v.Facts, fact{Name: word("level"), Value: level, Detail: longest})
		}
	}
	v.Facts = append(v.Facts, fact{Name: word("words"), Value: say.Number(r.page.Facts.WordCount)})
	if t := r.page.Meta.Updated; !t.IsZero() {
		v.Facts = append(v.Facts, fact{Name: word("updated"), Value: say.Date(t)})
	}
	return v
}

// row finds the page with an address.
func (o *overview) row(address string) *row {
	if o.result == nil {
		return nil
	}
	for _, p := range o.result.Site.Pages {
		if p.URL != address {
			continue
		}
		for _, r := range o.group(p) {
			if r.page == p && !r.missing {
				return r
			}
		}
	}
	return nil
}

// about gives the problems of a page, and of the parts that are put into it.
func (o *overview) about(p *site.Page) []diag.Diagnostic {
	var found []diag.Diagnostic
	seen := map[string]bool{}
	var visit func(p *site.Page)
	visit = func(p *site.Page) {
		if p == nil || seen[p.Path] {
			return
		}
		seen[p.Path] = true
		found = append(found, o.found[p.Path]...)
		for _, part := range p.Parts {
			visit(part)
		}
	}
	visit(p)
	return found
}

// stateWords says in a line what is still to do on a page with what was found about it.
func stateWords(say speech, r *row, found []diag.Diagnostic) string {
	var words []string
	if r.page.Meta.Draft {
		words = append(words, say.Text("serve.state.draft"))
	}
	for _, l := range r.lacks {
		words = append(words, say.Text("serve.state.lacks", "language", l.Tag))
	}
	if n := len(found) - len(r.lacks); n > 0 {
		words = append(words, say.Count("serve.state.count", n))
	}
	if len(words) == 0 {
		return say.Text("serve.state.complete")
	}
	return strings.Join(words, ", ")
}
