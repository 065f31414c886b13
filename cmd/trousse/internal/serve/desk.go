package serve

import (
	"bytes"
	"cmp"
	"context"
	"maps"
	"math"
	"net/http"
	"slices"
	"strings"
	"time"

	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/locale"
	"trousse/cmd/trousse/internal/readability"
	"trousse/cmd/trousse/internal/site"
)

const (
	// perPage is how many pages of the site, each in all its languages, the table shows at once.
	perPage = 100
	// mostFaults is how many faults one list tells in full. Mending the first often mends the rest.
	mostFaults = 50
)

// deskRoutes are the addresses of the list of all pages, and of what the preview puts on each page.
func (s *Server) deskRoutes(mux *http.ServeMux) {
	const script, style = "text/javascript; charset=utf-8", "text/css; charset=utf-8"
	for name, contentType := range map[string]string{
		"desk.js": script, "desk.css": style, "panel.js": script, "faults.js": script, "merge.js": script, "listen.js": script,
	} {
		mux.HandleFunc("GET /_/"+name, asset("live/"+name, contentType))
	}
	mux.HandleFunc("GET /_/icon.svg", asset("live/icon.svg", "image/svg+xml"))
	mux.HandleFunc("GET "+deskURL+"{$}", s.desk)
}

// desk answers with the list of all pages.
func (s *Server) desk(w http.ResponseWriter, r *http.Request) {
	q := parseQuery(r.URL.Query(), slices.Collect(maps.Keys(s.opt.Messages)))
	var b bytes.Buffer
	if err := deskPage.Execute(&b, s.deskView(r.Context(), q)); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	w.Write(b.Bytes())
}

func (s *Server) deskView(ctx context.Context, q query) *deskView {
	o := s.overview()
	say := s.speech(cmp.Or(q.in, s.opt.Lang))
	v := &deskView{speech: say, Lang: say.lang, In: q.in, Search: q.text, Filtered: q.filtered(), Clear: q.unfiltered().url()}
	v.Waiting = s.latest.Load() == nil
	for _, lang := range slices.Sorted(maps.Keys(s.opt.Messages)) {
		if lang != say.lang {
			to := q
			to.in = lang
			v.Switch = append(v.Switch, choice{Value: lang, Text: s.speech(lang).Text("serve.desk.own-language"), Tag: lang, URL: to.url()})
		}
	}
	v.Errors = s.listFaults(say, o.problems, func(d diag.Diagnostic) bool { return d.Severity == diag.Error })
	v.Other = s.listFaults(say, o.elsewhere, func(d diag.Diagnostic) bool { return q.rule == "" || d.Rule == q.rule })
	if o.result == nil {
		return v
	}
	say = say.about(o.result.Site)
	v.speech, v.Site = say, siteTitle(o.result.Site, say)
	if shown := s.now.Load().result.Site; shown != nil {
		v.Home = shown.Base
	}
	v.Tiles, v.Rules = o.tiles(q, say), o.ruleTiles(q, say, o.problems)
	v.Selects = o.selects(q, say)
	v.Headers = q.headers(v)
	s.fillTable(ctx, v, o, q)
	return v
}

// listFaults puts those that are wanted into words.
func (s *Server) listFaults(say speech, ds []diag.Diagnostic, wanted func(diag.Diagnostic) bool) faultList {
	var l faultList
	for _, d := range ds {
		if !wanted(d) {
			continue
		}
		l.Count++
		if len(l.Faults) == mostFaults {
			l.Left++
			continue
		}
		l.Faults = append(l.Faults, s.withLines(s.fault(say, d), d))
	}
	return l
}

// siteTitle is the site's title in the desk's language, else in the site's first.
func siteTitle(st *site.Site, say speech) string {
	title := ""
	for _, t := range st.Trees {
		if title == "" || locale.Base(t.Lang.Tag) == say.lang {
			title = t.Lang.Title
		}
	}
	return title
}

// fillTable puts the rows that pass into the view, in their order, one page of the table.
func (s *Server) fillTable(ctx context.Context, v *deskView, o *overview, q query) {
	groups := q.chosen(o.groups)
	for _, g := range o.groups {
		v.All += len(g)
	}
	for _, g := range groups {
		v.Shown += len(g)
	}
	var levels map[*site.Page]readability.Measure
	if strings.TrimPrefix(q.sort, "-") == "level" {
		levels = s.levels.of(ctx, o.result, pagesOf(groups))
	}
	q.arrange(groups, v.speech, func(r *row) float64 {
		if m, ok := levels[r.page]; ok {
			return hardness(m)
		}
		return -1
	})
	v.Pages = max(1, (len(groups)+perPage-1)/perPage)
	v.Page = min(q.page, v.Pages)
	turn := func(to int) string {
		q := q
		q.page = to
		return q.url()
	}
	if v.Page > 1 {
		v.Previous = turn(v.Page - 1)
	}
	if v.Page < v.Pages {
		v.Next = turn(v.Page + 1)
	}
	groups = groups[(v.Page-1)*perPage : min(len(groups), v.Page*perPage)]
	if levels == nil {
		levels = s.levels.of(ctx, o.result, pagesOf(groups))
	}
	now := s.now.Load()
	for _, g := range groups {
		var rows []rowView
		for _, r := range g {
			row := s.rowView(v, o, r)
			if m, ok := levels[r.page]; ok && !r.missing {
				row.Level, row.Longest = levelWords(v.speech, m)
				row.Hard = m.Band >= readability.Hard
			}
			if now.file(r.page.URL+"index.html") == nil {
				row.URL, row.Pair = "", ""
			}
			rows = append(rows, row)
		}
		v.Groups = append(v.Groups, rows)
	}
}

// pagesOf lists the pages in groups of rows.
func pagesOf(groups [][]*row) []*site.Page {
	var ps []*site.Page
	for _, g := range groups {
		for _, r := range g {
			if !r.missing {
				ps = append(ps, r.page)
			}
		}
	}
	return ps
}

func (s *Server) rowView(v *deskView, o *overview, r *row) rowView {
	st := o.result.Site
	out := rowView{
		Language: v.Language(r.lang.Tag), Key: r.lang.Key, Missing: r.missing,
		Title: r.title(), Tag: r.page.Tree.Lang.Tag, Dir: r.page.Tree.Lang.Dir,
		File: r.file, Short: strings.TrimPrefix(r.file, site.ContentDir+"/"),
		Kind: kindWord(v.speech, r.page), Audience: audienceWords(v.speech, r.page),
		URL: st.Link(r.page.URL), Pair: pairURL(st, r.page, v.In, "", ""),
	}
	if r.missing {
		return out
	}
	out.Edit = s.opt.Edit(r.page.At(1))
	out.Complete, out.Draft = r.is(stateComplete), r.page.Meta.Draft
	for _, l := range r.lacks {
		out.Lacks = append(out.Lacks, v.Text("serve.state.lacks", "language", l.Tag))
	}
	out.Problems, out.Worst = len(r.problems), worst(r.errors, len(r.problems))
	out.Rules = o.ruleTiles(query{in: v.In, page: 1}, v.speech, r.problems)
	out.Faults = s.listFaults(v.speech, r.problems, func(diag.Diagnostic) bool { return true })
	out.WordCount = v.Number(r.page.Facts.WordCount)
	if t := r.page.Meta.Updated; !t.IsZero() {
		out.Day, out.Date = t.Format(time.DateOnly), v.Date(t)
	}
	return out
}

// worst names the worst of some problems; "" where there are none.
func worst(errors, all int) string {
	switch {
	case errors > 0:
		return diag.Error.String()
	case all > 0:
		return diag.Warning.String()
	}
	return ""
}

// kindWord is what a page is, as the site calls it in the desk's language.
func kindWord(say speech, p *site.Page) string {
	kind := kindOf(p)
	if id := "serve.kind." + kind; say.Has(id) {
		return say.Text(id)
	}
	return siteWord(say, p, "kind-", kind)
}

// audienceWords names whom a page is for.
func audienceWords(say speech, p *site.Page) string {
	var words []string
	for _, a := range p.Meta.Audience {
		words = append(words, siteWord(say, p, "audience-", a))
	}
	return strings.Join(words, ", ")
}

// siteWord gives an interface word of the site: in the desk's language where the site has that,
// otherwise in the page's, otherwise the value as it is written.
func siteWord(say speech, p *site.Page, group, value string) string {
	for _, words := range []*locale.Words{say.site, p.Tree.Words} {
		if words != nil && words.Has(group+value) {
			return words.Text(group + value)
		}
	}
	return value
}

// hardness orders texts by how hard they are to read: all languages by band, and within it by school
// grade where the formula gives one.
func hardness(m readability.Measure) float64 {
	if m.Band == readability.NoBand {
		return -1
	}
	return float64(m.Band)*100 + m.Grade
}

// levelWords says how hard a text is to read, and how long its longest sentence is; nothing of a text
// too short to tell.
func levelWords(say speech, m readability.Measure) (level, longest string) {
	switch {
	case m.Band == readability.NoBand:
		return "", ""
	case m.Formula == readability.FleschKincaid:
		level = say.Words.Count("serve.level.grade", max(1, int(math.Round(m.Grade))))
	default:
		level = say.Text("serve.level." + m.Band.String())
	}
	return level, say.Words.Count("serve.level.longest", m.Longest)
}
