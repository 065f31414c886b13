package serve

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"trousse/cmd/trousse/internal/build"
	"trousse/cmd/trousse/internal/config"
	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/locale"
	"trousse/cmd/trousse/internal/site"
)

// row is a page in one language as the desk lists it, or the gap where it is missing in one.
type row struct {
	page     *site.Page // where it is missing, the page in another language
	lang     config.Language
	missing  bool
	file     string            // of the page; where it is missing, the file to write
	lacks    []config.Language // languages in which the page is missing
	problems []diag.Diagnostic // in the page's file, gaps apart
	errors   int
}

// States by which the desk filters, the most urgent first.
const (
	stateMissing  = "missing"
	stateProblems = "problems"
	stateDraft    = "draft"
	stateComplete = "complete"
)

// is tells whether the row is in a state. A draft may have problems too.
func (r *row) is(state string) bool {
	switch state {
	case stateMissing:
		return r.missing
	case stateProblems:
		return !r.missing && len(r.problems) > 0
	case stateDraft:
		return !r.missing && r.page.Meta.Draft
	case stateComplete:
		return !r.missing && len(r.problems) == 0 && len(r.lacks) == 0 && !r.page.Meta.Draft
	}
	return false
}

// urgency orders rows by how much there is to do: what is missing, then by errors and warnings, then drafts.
func (r *row) urgency() int {
	switch {
	case r.missing:
		return 1 << 30
	case len(r.problems) > 0:
		return 2 + r.errors<<15 + len(r.problems)
	case r.page.Meta.Draft || len(r.lacks) > 0:
		return 1
	}
	return 0
}

// title is never empty: a page whose front matter cannot be read has its file's name.
func (r *row) title() string { return titleOf(r.page) }

func titleOf(p *site.Page) string {
	return cmp.Or(p.Meta.Title, p.Path[strings.LastIndex(p.Path, "/")+1:])
}

// kindOf is what a page is: a guide, a section…
func kindOf(p *site.Page) string { return cmp.Or(p.Meta.Kind, "page") }

// overview is what the desk knows of a site: its pages as they are in the source files now, and what is
// wrong with them.
type overview struct {
	result    *build.Result // that the pages are of; nil before there is one
	problems  []diag.Diagnostic
	found     map[string][]diag.Diagnostic // the problems by file
	groups    [][]*row                     // the languages of one page together, in reading order
	elsewhere []diag.Diagnostic            // the problems in files that are no page's
}

// look gives what the last build found. Where the configuration has errors the pages cannot be joined:
// then the pages are those of the last good build.
func (s *Server) look() *overview {
	latest := s.latest.Load()
	if latest == nil {
		return &overview{}
	}
	o := &overview{result: latest, problems: latest.Diags, found: map[string][]diag.Diagnostic{}}
	unusable := latest.Site == nil
	for _, d := range latest.Diags {
		o.found[d.Pos.Path] = append(o.found[d.Pos.Path], d)
		unusable = unusable || d.Pos.Path == "config.toml" && d.Severity == diag.Error
	}
	if unusable {
		o.result = s.now.Load().result
		if o.result.Site == nil {
			o.result = nil
		}
	}
	return o
}

// overview is look with the list of all pages.
func (s *Server) overview() *overview {
	o := s.look()
	own := map[string]bool{}
	if o.result != nil {
		for _, p := range o.result.Site.Pages {
			own[p.Path] = true
			// The first language that has the page stands for all.
			if first := slices.IndexFunc(p.Partners, func(q *site.Page) bool { return q != nil }); p.Partners[first] == p {
				o.groups = append(o.groups, o.group(p))
			}
		}
	}
	for _, d := range o.problems {
		if !own[d.Pos.Path] {
			o.elsewhere = append(o.elsewhere, d)
		}
	}
	return o
}

// group gives the rows of one page: a row for each language that has it or should have it. A page
// that is let pass in one language alone is not missing in the other. A gap shows as such, and is not
// told of as a problem of the page that is there.
func (o *overview) group(p *site.Page) []*row {
	files := map[string]string{} // to be written, by language tag
	for _, q := range p.Partners {
		if q == nil {
			continue
		}
		for _, d := range o.found[q.Path] {
			if isGap(d) {
				files[argument(d, "language")] = argument(d, "file")
			}
		}
	}
	trees := o.result.Site.Trees
	var lacks []config.Language
	for i, q := range p.Partners {
		if l := trees[i].Lang; q == nil && files[l.Tag] != "" {
			lacks = append(lacks, l)
		}
	}
	var group []*row
	for i, q := range p.Partners {
		lang := trees[i].Lang
		switch {
		case q != nil:
			r := &row{page: q, lang: lang, file: q.Path, lacks: lacks}
			r.problems = slices.DeleteFunc(slices.Clone(o.found[q.Path]), isGap)
			r.errors, _ = diag.Count(r.problems)
			group = append(group, r)
		case files[lang.Tag] != "":
			group = append(group, &row{page: p, lang: lang, missing: true, file: files[lang.Tag]})
		}
	}
	return group
}

// gapRule is what reports a page that is missing in a language.
const gapRule = "missing-partner"

func isGap(d diag.Diagnostic) bool { return d.Rule == gapRule }

func argument(d diag.Diagnostic, name string) string {
	for _, a := range d.Args {
		if a.Name == name {
			return a.Value
		}
	}
	return ""
}

// has tells whether a problem of a rule is in the row.
func (r *row) has(rule string) bool {
	return r.missing && rule == gapRule ||
		slices.ContainsFunc(r.problems, func(d diag.Diagnostic) bool { return d.Rule == rule })
}

// matches tells whether the row passes every filter of a query.
func (q query) matches(r *row) bool {
	return (q.lang == "" || r.lang.Key == q.lang) &&
		(q.audience == "" || slices.Contains(r.page.Meta.Audience, q.audience)) &&
		(q.kind == "" || kindOf(r.page) == q.kind) &&
		(q.state == "" || r.is(q.state)) &&
		(q.rule == "" || r.has(q.rule)) &&
		(q.text == "" || q.finds(r))
}

// finds tells whether every word searched for is in the title or the file's name.
func (q query) finds(r *row) bool {
	in := plain(r.title() + " " + r.file)
	for _, word := range strings.Fields(plain(q.text)) {
		if !strings.Contains(in, word) {
			return false
		}
	}
	return true
}

// plain drops what people leave out when they search: capitals and accents.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r):
			return -1
		case r == '’':
			return '\''
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(s))
}

// chosen gives the rows that pass, in their groups.
func (q query) chosen(groups [][]*row) [][]*row {
	var out [][]*row
	for _, g := range groups {
		var rows []*row
		for _, r := range g {
			if q.matches(r) {
				rows = append(rows, r)
			}
		}
		if len(rows) > 0 {
			out = append(out, rows)
		}
	}
	return out
}

// arrange sorts groups by the column that the query names: each by that row of its own which comes
// first. Rows that have nothing in the column come last, whichever way it is sorted.
func (q query) arrange(groups [][]*row, say speech, grade func(*row) float64) {
	column, down := strings.CutPrefix(q.sort, "-")
	words := locale.Compare(say.Tag())
	var value func(r *row) (text string, number float64, ok bool)
	switch column {
	case "title":
		value = func(r *row) (string, float64, bool) { return r.title(), 0, true }
	case "kind":
		value = func(r *row) (string, float64, bool) { return kindWord(say, r.page), 0, true }
	case "audience":
		value = func(r *row) (string, float64, bool) {
			text := audienceWords(say, r.page)
			return text, 0, text != ""
		}
	case "state":
		value = func(r *row) (string, float64, bool) { return "", -float64(r.urgency()), true }
	case "level":
		value = func(r *row) (string, float64, bool) { g := grade(r); return "", g, !r.missing && g >= 0 }
	case "words":
		value = func(r *row) (string, float64, bool) { return "", float64(r.page.Facts.WordCount), !r.missing }
	case "updated":
		value = func(r *row) (string, float64, bool) {
			return "", float64(r.page.Meta.Updated.Unix()), !r.missing && !r.page.Meta.Updated.IsZero()
		}
	default:
		return
	}
	type key struct {
		text   string
		number float64
		ok     bool
		group  []*row
	}
	compare := func(a, b key) int {
		if a.ok != b.ok {
			return map[bool]int{true: -1, false: 1}[a.ok]
		}
		d := cmp.Or(cmp.Compare(a.number, b.number), words(a.text, b.text))
		if down {
			return -d
		}
		return d
	}
	keys := make([]key, len(groups))
	for i, g := range groups {
		for j, r := range g {
			k := key{group: g}
			k.text, k.number, k.ok = value(r)
			if j == 0 || compare(k, keys[i]) < 0 {
				keys[i] = k
			}
		}
	}
	slices.SortStableFunc(keys, compare)
	for i, k := range keys {
		groups[i] = k.group
	}
}
