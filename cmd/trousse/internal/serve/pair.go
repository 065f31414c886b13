package serve

import (
	"bytes"
	"encoding/json"
	"html/template"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"trousse/cmd/trousse/internal/config"
	"trousse/cmd/trousse/internal/site"
)

// pairDir is below what a page's own path stands for the page beside its partner in another language.
const pairDir = "/_/pair/"

var pairPage = template.Must(template.ParseFS(live, "live/pair.html"))

// pairRoutes are the addresses of two languages side by side.
func (s *Server) pairRoutes(mux *http.ServeMux) {
	const script, style = "text/javascript; charset=utf-8", "text/css; charset=utf-8"
	for name, contentType := range map[string]string{
		"pair.js": script, "blocks.js": script, "scroll.js": script, "align.js": script, "pair.css": style, "marks.css": style,
		"pair.svg": "image/svg+xml",
	} {
		mux.HandleFunc("GET /_/"+name, asset("live/"+name, contentType))
	}
	mux.HandleFunc("GET "+pairDir+"{path...}", s.pair)
}

// pairView is what the template of a pair shows.
type pairView struct {
	Lang    string // in which all is said that belongs to no side
	Title   string
	Missing bool // there is no such page; nothing but Title, Lang and Missing is set
	Sides   []pairSide
	Others  []pairChoice // languages for the right side, where the site has more than two
	Swap    string       // the address with the sides swapped; "" where one is missing
	Words   string       // for the script, as JSON
	Desk    string
	in      string // the language asked for; "" for the user's
	say     speech
}

// Say gives words of the pair.
func (v *pairView) Say(id string, args ...any) string { return v.say.Text("serve.pair."+id, args...) }

// pairSide is one side. The page may be missing: then File says where it would be.
type pairSide struct {
	Key, Tag, Dir, Name string // of the language
	Title, URL, File    string
	Lacks               bool
	Copy                string // the file to begin with
}

// pairChoice is a language that the right side may show.
type pairChoice struct {
	Tag, Name, URL string
	Current, Lacks bool
}

// pair answers with a page and its partner, side by side.
func (s *Server) pair(w http.ResponseWriter, r *http.Request) {
	own := strings.TrimSuffix(r.PathValue("path"), "index.html")
	st := s.site()
	p := pageAt(st, own)
	if p == nil && pageAt(st, own+"/") != nil {
		http.Redirect(w, r, (&url.URL{Path: pairDir + own + "/", RawQuery: r.URL.RawQuery}).String(), http.StatusFound)
		return
	}
	q := parseQuery(r.URL.Query(), slices.Collect(maps.Keys(s.opt.Messages)))
	say := s.speech(q.in)
	v := &pairView{Lang: say.lang, Missing: p == nil, Desk: query{in: q.in}.url(), in: q.in, say: say}
	status := http.StatusNotFound
	if v.Missing {
		v.Title = v.Say("unknown")
	} else {
		status = http.StatusOK
		v.fill(st, p, r.URL.Query().Get("with"))
	}
	var b bytes.Buffer
	if err := pairPage.Execute(&b, v); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	w.Write(b.Bytes())
}

// site gives the site that is shown now; nil where nothing was built yet.
func (s *Server) site() *site.Site {
	if res := s.now.Load().result; res != nil {
		return res.Site
	}
	return nil
}

// pageAt finds the page with an address; nil where there is none.
func pageAt(st *site.Site, at string) *site.Page {
	if st == nil {
		return nil
	}
	for _, p := range st.Pages {
		if p.URL == at {
			return p
		}
	}
	return nil
}

// fill puts a page at the left, and at the right the one in the language asked for; where none is, in
// the first other language that has it.
func (v *pairView) fill(st *site.Site, p *site.Page, with string) {
	usual := otherThan(st, p, "")
	right := otherThan(st, p, with)
	if right < 0 {
		right = usual
	}
	v.Title = v.Say("title", "title", p.Meta.Title)
	v.Sides = []pairSide{sideOf(st, p)}
	if right < 0 {
		return // the site has one language
	}
	tree := st.Trees[right]
	if q := p.Partners[right]; q != nil {
		v.Sides = append(v.Sides, sideOf(st, q))
		v.Swap = pairURL(st, q, v.in, p.Lang, st.Trees[otherThan(st, q, "")].Lang.Key)
	} else {
		side := languageOf(tree.Lang)
		side.Lacks, side.File, side.Copy = true, p.PartnerPath(tree.Lang.Key), p.Path
		v.Sides = append(v.Sides, side)
	}
	if len(st.Trees) > 2 {
		for i, t := range st.Trees {
			if t != p.Tree {
				v.Others = append(v.Others, pairChoice{
					Tag: t.Lang.Tag, Name: t.Lang.Name, Current: i == right, Lacks: p.Partners[i] == nil,
					URL: pairURL(st, p, v.in, t.Lang.Key, st.Trees[usual].Lang.Key),
				})
			}
		}
	}
	v.Words = v.words(p.Tree.Lang.Tag, tree.Lang.Tag)
}

// otherThan finds the language to show beside a page: the wanted one, or without a wish the first
// that has the page, or else the first that lacks it; -1 where there is none.
func otherThan(st *site.Site, p *site.Page, wanted string) int {
	lacking := -1
	for i, t := range st.Trees {
		switch {
		case t == p.Tree || wanted != "" && t.Lang.Key != wanted:
		case wanted != "" || p.Partners[i] != nil:
			return i
		case lacking < 0:
			lacking = i
		}
	}
	return lacking
}

// pairURL is the address of a page beside another language, which is named only where it is not the usual
// one. in is the language to speak, where one was asked for.
func pairURL(st *site.Site, p *site.Page, in, lang, usual string) string {
	q := url.Values{}
	if lang != usual {
		q.Set("with", lang)
	}
	if in != "" {
		q.Set("in", in)
	}
	u := strings.TrimSuffix(pairDir, "/") + st.Link(p.URL)
	if len(q) > 0 {
		u += "?" + q.Encode()
	}
	return u
}

func languageOf(l config.Language) pairSide {
	return pairSide{Key: l.Key, Tag: l.Tag, Dir: l.Dir, Name: l.Name}
}

func sideOf(st *site.Site, p *site.Page) pairSide {
	side := languageOf(p.Tree.Lang)
	side.Title, side.URL, side.File = p.Meta.Title, st.Link(p.URL), p.Path
	return side
}

// pairKinds are the names of blocks, as live/blocks.js finds them.
var pairKinds = []string{
	"heading", "paragraph", "list", "list-ol", "item", "table", "row", "code", "figure", "details", "definitions", "term", "definition",
	"alert", "alert-note", "alert-tip", "alert-important", "alert-warning", "alert-caution", "alert-key", "alert-story", "alert-quote",
}

// words gives the script its words. What only it knows stands in them as {what}, {left}, {right}, {count}.
func (v *pairView) words(left, right string) string {
	words := map[string]string{
		"count.1": v.Say("count.1"), "count": v.Say("count", "count", "{count}"), "none": v.Say("none"),
		"missing": v.Say("missing", "what", "{what}"),
		"left":    v.Say("only", "what", "{what}", "language", left),
		"right":   v.Say("only", "what", "{what}", "language", right),
	}
	for _, id := range []string{"kind", "level", "items", "rows", "terms", "columns"} {
		words[id] = v.Say("differs."+id, "left", "{left}", "right", "{right}", "leftLanguage", left, "rightLanguage", right)
	}
	for _, kind := range pairKinds {
		words["kind."+kind] = v.Say("kind." + kind)
	}
	b, err := json.Marshal(words)
	if err != nil {
		panic(err) // a map of strings
	}
	return string(b)
}

// followPair is where a browser that shows a pair goes when a page was saved: to the pair of that page, or
// nowhere if it is one of the two.
func (s *Server) followPair(shown, follow string) string {
	own, ok := strings.CutPrefix("/"+strings.TrimSuffix(shown, "index.html"), pairDir)
	if !ok || follow == "" {
		return follow
	}
	st := s.site()
	if p := pageAt(st, own); p != nil {
		for _, q := range p.Partners {
			if q != nil && st.Link(q.URL) == follow {
				return ""
			}
		}
	}
	return strings.TrimSuffix(pairDir, "/") + follow
}
