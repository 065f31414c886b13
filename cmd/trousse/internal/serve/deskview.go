package serve

import (
	"html/template"
)

var deskPage = template.Must(template.New("desk.html").Funcs(template.FuncMap{
	// Addresses of editors have schemes that html/template does not know. They are made by Options.Edit alone.
	"edit": func(address string) template.URL { return template.URL(address) },
}).ParseFS(live, "live/desk.html"))

// deskView is what the desk's template shows.
type deskView struct {
	speech
	Lang     string
	Site     string // its title
	Home     string // its address; "" while there are no pages to look at
	Waiting  bool   // for the first build
	In       string // the language asked for; "" for the user's
	Search   string
	Switch   []choice // of language
	Errors   faultList
	Tiles    []tile
	Rules    []tile
	Selects  []selector
	Filtered bool
	Clear    string
	Shown    int // rows that pass the filters
	All      int
	Headers  []header
	Groups   [][]rowView
	Page     int
	Pages    int
	Previous string
	Next     string
	Other    faultList // in files that are no pages
}

// Say gives words of the desk.
func (v *deskView) Say(id string, args ...any) string { return v.Text("serve.desk."+id, args...) }

// Many gives words of the desk about a number of things.
func (v *deskView) Many(id string, n int) string { return v.Words.Count("serve.desk."+id, n) }

// faultList is a list that may be too long to be shown whole.
type faultList struct {
	Count  int
	Faults []Fault
	Left   int // that are not shown
}

// tile is a number that leads to what it counts.
type tile struct {
	Count   int
	Text    string
	URL     string
	Tone    string // "good", "warn", "bad" or nothing
	Current bool
}

// selector is a field of the form that offers a choice.
type selector struct {
	Name, Label string
	Choices     []choice
}

type choice struct {
	Value   string `json:"-"`
	Text    string `json:"text"`
	URL     string `json:"url"`
	Tag     string `json:"-"` // of the language that Text is in, where it may be another
	Current bool   `json:"-"`
}

// header is the head of a column; one without a URL does not sort.
type header struct {
	Name, Text, URL string
	Sorted          string // "ascending", "descending" or nothing
}

// rowView is one row of the table.
type rowView struct {
	Language       string
	Key            string // of the language, to recognize the row at a glance
	Missing        bool
	Title          string // of a missing page, that of the page in another language
	Tag, Dir       string // of the title
	URL            string // "" while there is no page to look at
	File, Edit     string
	Short          string // the file's path below content
	Complete       bool
	Draft          bool
	Lacks          []string // languages in which the page is missing
	Problems       int
	Worst          string // "error" or "warning"
	Rules          []tile
	Faults         faultList
	Level, Longest string
	Hard           bool
	WordCount      string
	Day, Date      string // ISO 8601, and in words
	Kind, Audience string
	Pair           string
}
