package serve

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// deskURL is the desk's address.
const deskURL = "/_/"

// query is what an address of the desk asks for. It is all the desk's memory: every link and the form
// carry it on.
type query struct {
	in                                string // the language to speak, "" for the user's
	text                              string // searched for
	lang, audience, kind, state, rule string // filters
	sort                              string // a column; with a hyphen before it, the other way round
	page                              int    // of the table, from 1
}

// columns are those by which the table can be sorted, with the way that one sorts first: by most to do,
// hardest, longest, oldest.
var columns = []struct {
	name  string
	first string
}{
	{"title", "title"}, {"state", "state"}, {"level", "-level"}, {"words", "-words"}, {"updated", "updated"},
	{"kind", "kind"}, {"audience", "audience"},
}

// parseQuery reads an address. What makes no sense is left out.
func parseQuery(v url.Values, languages []string) query {
	q := query{
		text: strings.TrimSpace(v.Get("q")), lang: v.Get("lang"), audience: v.Get("audience"), kind: v.Get("kind"),
		state: v.Get("state"), rule: v.Get("rule"), page: 1,
	}
	if slices.Contains(languages, v.Get("in")) {
		q.in = v.Get("in")
	}
	if !slices.Contains([]string{stateMissing, stateProblems, stateDraft, stateComplete}, q.state) {
		q.state = ""
	}
	for _, c := range columns {
		if strings.TrimPrefix(v.Get("sort"), "-") == c.name {
			q.sort = v.Get("sort")
		}
	}
	if n, err := strconv.Atoi(v.Get("page")); err == nil && n > 1 {
		q.page = n
	}
	return q
}

// filtered tells whether the table shows less than everything.
func (q query) filtered() bool {
	return q.text+q.lang+q.audience+q.kind+q.state+q.rule != ""
}

// unfiltered is the same without filters.
func (q query) unfiltered() query { return query{in: q.in, sort: q.sort, page: 1} }

// url is the address that asks for q.
func (q query) url() string {
	v := url.Values{}
	set := func(name, value string) {
		if value != "" {
			v.Set(name, value)
		}
	}
	set("in", q.in)
	set("q", q.text)
	set("lang", q.lang)
	set("audience", q.audience)
	set("kind", q.kind)
	set("state", q.state)
	set("rule", q.rule)
	set("sort", q.sort)
	if q.page > 1 {
		set("page", strconv.Itoa(q.page))
	}
	if len(v) == 0 {
		return deskURL
	}
	return deskURL + "?" + v.Encode()
}
