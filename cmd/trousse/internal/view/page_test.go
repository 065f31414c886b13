package view_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"trousse/cmd/trousse/internal/memo"
	"trousse/cmd/trousse/internal/site/testdata/sitetest"
	"trousse/cmd/trousse/internal/view"
)

func everyFormat(string) bool { return true }

// kit makes a site at https://example.org/kit/ in English and French, or in the languages given.
func kit(t testing.TB, files fstest.MapFS, config string, langs ...string) (*sitetest.Made, *view.Maker) {
	t.Helper()
	if len(langs) == 0 {
		langs = []string{"en", "fr"}
	}
	sitetest.Languages(files, config, langs...)
	m := sitetest.Make(t, files)
	if len(m.Read) > 0 {
		t.Fatal(sitetest.Told(m.Read))
	}
	return m, view.New(m.Site, view.Look{Stylesheet: "assets/main.css"}, everyFormat)
}

// keys gives the key of every page by its file below content.
func keys(t testing.TB, files fstest.MapFS) map[string]memo.Sum {
	t.Helper()
	m, maker := kit(t, files, "footer = [\"about\"]\n")
	out := map[string]memo.Sum{}
	for _, p := range m.Site.Pages {
		out[strings.TrimPrefix(p.Path, "content/")] = memo.KeyOf(maker.Page(p)).Sum
	}
	return out
}

const two = `
	_index.en.md:
	_index.fr.md:
	about.en.md: weight = 3
	about.fr.md: weight = 3
	s/_index.en.md: weight = 1
	s/_index.fr.md: weight = 1
	s/a.en.md: weight = 1 | ## One
	s/a.fr.md: weight = 1 | ## Un
	s/b.en.md: weight = 2 | ## Two
	s/b.fr.md: weight = 2 | ## Deux
	s/c.en.md: weight = 3 | [b](b.en.md) and ![b](b.png)
	s/c.fr.md: weight = 3
	s/d.en.md: weight = 4 | [b](b.en.md#two)
	s/d.fr.md: weight = 4
	s/sub/_index.en.md: weight = 5
	s/sub/_index.fr.md: weight = 5
	s/sub/x.en.md: | ::: include {file="/_parts/p"}\n:::
	s/sub/x.fr.md:
	u/_index.en.md: weight = 2
	u/_index.fr.md: weight = 2
	u/y.en.md: | [x](../s/sub/x)
	u/y.fr.md:
`

// twoFiles is that site with a part, a picture and sources.
func twoFiles() fstest.MapFS {
	files := sitetest.Pages(two)
	sitetest.Put(files, "content/_parts/p.en.md", "### Part\n\nSee [y](/u/y). [@src]\n")
	sitetest.Put(files, "content/s/b.png", "a picture")
	sitetest.Put(files, "content/sources.toml", "[src]\ntitle = \"A source\"\ndate = \"2024\"\nlang = \"en\"\nurl = \"https://example.org/\"\n")
	return files
}

// A page is made anew when, and only when, something that it shows has changed.
func TestAChangeMakesJustThePagesNewThatShowIt(t *testing.T) {
	before := keys(t, twoFiles())
	replace := func(file, old, new string) func(fstest.MapFS) {
		return func(files fstest.MapFS) {
			f := files["content/"+file]
			text := strings.Replace(string(f.Data), old, new, 1)
			if text == string(f.Data) {
				t.Fatalf("%q is not in %s", old, file)
			}
			sitetest.Put(files, "content/"+file, text)
		}
	}
	title := func(file string) func(fstest.MapFS) { return replace(file, "title = \"", "title = \"New ") }
	for _, tt := range []struct {
		name string
		edit func(fstest.MapFS)
		want string // files of the pages that are new
	}{
		{"title of a page: its section, neighbours and partner show it", title("s/b.en.md"),
			"s/_index.en.md s/a.en.md s/b.en.md s/b.fr.md s/c.en.md"},
		{"title of a section: all below it have it in their breadcrumbs", title("s/_index.en.md"),
			"_index.en.md s/_index.en.md s/_index.fr.md s/a.en.md s/b.en.md s/c.en.md s/d.en.md s/sub/_index.en.md s/sub/x.en.md"},
		{"title of a section in a section", title("s/sub/_index.fr.md"),
			"s/_index.fr.md s/sub/_index.en.md s/sub/_index.fr.md s/sub/x.fr.md"},
		{"title of a page in the footer: every page of its language, and its partner", title("about.en.md"),
			"_index.en.md about.en.md about.fr.md s/_index.en.md s/a.en.md s/b.en.md s/c.en.md s/d.en.md s/sub/_index.en.md s/sub/x.en.md u/_index.en.md u/y.en.md"},
		{"description: its section's card shows it", replace("s/b.en.md", "weight = 2", "weight = 2\ndescription = \"New\""),
			"s/_index.en.md s/b.en.md"},
		{"text of a page: nobody else", replace("s/b.en.md", "## Two", "## Two\n\nMore."), "s/b.en.md"},
		{"a heading's words: the same heading of its partner leads to it", replace("s/b.en.md", "## Two", "## Second {#two}"),
			"s/b.en.md s/b.fr.md"},
		{"one heading more: the partner's leads to none any more", replace("s/b.en.md", "## Two", "## Two\n\n## Three"),
			"s/b.en.md s/b.fr.md"},
		{"an address: whoever links to it, too", replace("s/b.en.md", "weight = 2", "weight = 2\nslug = \"new\""),
			"s/_index.en.md s/a.en.md s/b.en.md s/b.fr.md s/c.en.md s/d.en.md"},
		{"an order: neighbours and the section", replace("s/c.en.md", "weight = 3", "weight = 9"),
			"s/_index.en.md s/b.en.md s/c.en.md s/d.en.md"},
		{"a part: the page that it stands in", replace("_parts/p.en.md", "### Part", "### The part"), "s/sub/x.en.md"},
		{"a page that a part links to", replace("u/y.en.md", "title", "slug = \"new\"\ntitle"),
			"s/sub/x.en.md u/_index.en.md u/y.en.md u/y.fr.md"},
		{"a source: the page that cites it", replace("sources.toml", "A source", "The source"), "s/sub/x.en.md"},
		{"a picture: its address is not made of its bytes", replace("s/b.png", "picture", "painting"), ""},
		{"a page less: its section holds fewer, as the home page says", func(files fstest.MapFS) { delete(files, "content/u/y.fr.md") }, "_index.fr.md u/_index.fr.md u/y.en.md"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			files := twoFiles()
			tt.edit(files)
			var changed []string
			for file, k := range keys(t, files) {
				if before[file] != k {
					changed = append(changed, file)
				}
			}
			slices.Sort(changed)
			if diff := cmp.Diff(strings.Fields(tt.want), changed); diff != "" && len(tt.want)+len(changed) > 0 {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestOneMakerServesManyGoroutines(t *testing.T) {
	m, maker := kit(t, twoFiles(), "")
	results := make(chan []memo.Sum)
	for range 4 {
		go func() {
			var sums []memo.Sum
			for _, p := range m.Site.Pages {
				sums = append(sums, memo.KeyOf(maker.Page(p)).Sum)
			}
			results <- sums
		}()
	}
	first := <-results
	for range 3 {
		if !slices.Equal(first, <-results) {
			t.Error("keys differ")
		}
	}
}

func TestAPageShowsWhereItIs(t *testing.T) {
	files := sitetest.Pages(`
		_index.en.md: title = "The kit"; description = "All of it."
		_index.fr.md: title = "Kit fr"
		seniors/_index.en.md: title = "Seniors"; link_title = "For seniors"; weight = 1
		seniors/_index.fr.md: title = "Personnes aînées"; slug = "aînés"; weight = 1
		seniors/cameras/_index.en.md: title = "Cameras"
		seniors/cameras/_index.fr.md: title = "Caméras"
		seniors/cameras/buy.en.md: title = "Buy a camera"; description = "What to look at."; for_whom = "For buyers."; five_minutes = ["Look for a date."]; updated = 2026-11-22; quick_exit = true; audience = ["seniors", "youth"]; stage = "before"; theme = ["privacy"]
		seniors/cameras/buy.fr.md: title = "Acheter"
		alone.en.md: weight = 2
	`)
	m, maker := kit(t, files, "")
	p := maker.Page(m.Page(t, "seniors/cameras/buy.en.md"))
	want := &view.Page{
		Template: "page", Kind: "guide", Section: "seniors", Title: "Buy a camera", HeadTitle: "Buy a camera – Kit en",
		Description: "What to look at.", ForWhom: "For buyers.", FiveMinutes: []string{"Look for a date."},
		Labels: []view.Label{
			{Group: "audience", ID: "seniors", Text: "Seniors", URL: "/kit/en/seniors/"},
			{Group: "audience", ID: "youth", Text: "Youth"},
			{Group: "stage", ID: "before", Text: p.Labels[2].Text},
			{Group: "theme", ID: "privacy", Text: "Privacy"},
		},
		URL: "/kit/en/seniors/cameras/buy/", Canonical: "https://example.org/kit/en/seniors/cameras/buy/",
		XDefault:  "https://example.org/kit/en/seniors/cameras/buy/",
		Updated:   view.Date{ISO: "2026-11-22", Text: p.Updated.Text},
		QuickExit: true,
		Languages: []view.Alternate{
			{Lang: "en", Tag: "en", Name: "Language en", Dir: "ltr", Locale: "en", URL: "/kit/en/seniors/cameras/buy/",
				Absolute: "https://example.org/kit/en/seniors/cameras/buy/", Title: "Buy a camera", Current: true},
			{Lang: "fr", Tag: "fr", Name: "Language fr", Dir: "ltr", Locale: "fr", URL: "/kit/fr/a%C3%AEn%C3%A9s/cameras/buy/",
				Absolute: "https://example.org/kit/fr/a%C3%AEn%C3%A9s/cameras/buy/", Title: "Acheter"},
		},
		Crumbs: []view.Link{{Text: "The kit", URL: "/kit/en/"}, {Text: "For seniors", URL: "/kit/en/seniors/"}, {Text: "Cameras", URL: "/kit/en/seniors/cameras/"}},
		Feeds:  []view.Link{{Text: "Kit en", URL: "/kit/en/feed.xml"}, {Text: "Kit en – For seniors", URL: "/kit/en/seniors/feed.xml"}},
		Formats: []view.Link{{Text: "JSON", URL: "/kit/en/seniors/cameras/buy/index.json"},
			{Text: "Markdown", URL: "/kit/en/seniors/cameras/buy/index.md"}},
		Image: view.Picture{URL: "https://example.org/kit/en/seniors/cameras/buy/card.png",
			Alt: "For seniors – Buy a camera – Kit en – Language en", Width: 1200, Height: 630},
		Site:    maker.SiteIn("en"),
		Policy:  maker.SiteIn("en").Policy,
		BodySum: m.Page(t, "seniors/cameras/buy.en.md").Text,
		Fills:   p.Fills,
		Words:   p.Words,
	}
	if diff := cmp.Diff(want, p, cmpopts.IgnoreUnexported(view.Site{})); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if p.Labels[2].Text == "stage-before" || p.Updated.Text == "" || p.Fills.IsZero() || p.Words.IsZero() {
		t.Errorf("words or sums are missing: %+v", p)
	}

	home := maker.Page(m.Page(t, "_index.en.md"))
	if home.Template != "home" || home.Kind != "home" || home.HeadTitle != "The kit – Kit en" || home.Section != "" ||
		home.XDefault != "https://example.org/kit/" || len(home.Crumbs) != 0 || len(home.Children) != 2 || len(home.Feeds) != 1 {
		t.Errorf("%+v", home)
	}
	if fr := maker.Page(m.Page(t, "_index.fr.md")); fr.HeadTitle != "Kit fr" {
		t.Errorf("a title that is the site's is said twice: %q", fr.HeadTitle)
	}
	section := maker.Page(m.Page(t, "seniors/_index.en.md"))
	card := view.Card{ID: "seniors/cameras", Kind: "section", Title: "Cameras", Name: "Cameras", URL: "/kit/en/seniors/cameras/", Under: 1}
	if diff := cmp.Diff([]view.Group{{ID: "pages", Cards: []view.Card{card}}}, section.Groups); section.Template != "section" || diff != "" {
		t.Errorf("%s: %s", section.Template, diff)
	}
	alone := maker.Page(m.Page(t, "alone.en.md"))
	missing := view.Alternate{Lang: "fr", Tag: "fr", Name: "Language fr", Dir: "ltr", Locale: "fr", URL: "/kit/fr/", Missing: true}
	if diff := cmp.Diff(missing, alone.Languages[1]); diff != "" || alone.Section != "" || alone.Prev != nil || alone.Next != nil {
		t.Errorf("%+v: %s", alone, diff)
	}
}

func TestThePagesOwnLanguageComesFirst(t *testing.T) {
	m, maker := kit(t, sitetest.Pages("_index.en.md:\n_index.fr.md:\n_index.ar.md:\n_index.iu.md:"), "", "fr", "en", "ar", "iu")
	for file, want := range map[string]string{"_index.ar.md": "ar fr en iu", "_index.fr.md": "fr en ar iu"} {
		var got []string
		for _, a := range maker.Page(m.Page(t, file)).Languages {
			got = append(got, a.Lang)
			if a.Current != (a.Lang == want[:2]) || (a.Dir == "rtl") != (a.Lang == "ar") {
				t.Errorf("%+v", a)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %v, want %s", file, got, want)
		}
	}
}

// tree writes a table of contents, deeper entries in brackets.
func tree(hs []view.Heading) string {
	var parts []string
	for _, h := range hs {
		s := string(h.HTML)
		if len(h.Under) > 0 {
			s += " (" + tree(h.Under) + ")"
		}
		parts = append(parts, s)
	}
	return strings.Join(parts, ", ")
}

func TestContentsAreNestedByLevel(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"## A\n### B\n#### C\n##### D\n### E\n## F", "A (B (C), E), F"},
		{"### A\n## B\n#### C\n### D", "A, B (C, D)"},
		{"#### A\n### B\n## C", "A, B, C"},
		{"## A *and* `b`\n## [C](_index.en.md)", "A <em>and</em> <code>b</code>, C"},
		{"## A", ""},
		{"## A\n##### B", ""},
		{"", ""},
		{"## 1\n### 2\n### 3\n### 4\n### 5\n## 6\n### 7\n### 8\n### 9\n## 10", "1 (2, 3, 4, 5), 6 (7, 8, 9), 10"},
	} {
		files := sitetest.Pages("_index.en.md:\n_index.fr.md:\na.en.md:\na.fr.md: toc = false")
		for _, lang := range []string{"en", "fr"} {
			f := files["content/a."+lang+".md"]
			f.Data = fmt.Append(f.Data, strings.ReplaceAll(tt.text, "\n", "\n\n"), "\n")
		}
		m, maker := kit(t, files, "[toc]\nfrom = 2\nto = 4\n")
		if got := tree(maker.Page(m.Page(t, "a.en.md")).TOC); got != tt.want {
			t.Errorf("%q: %s, want %s", tt.text, got, tt.want)
		}
		if got := maker.Page(m.Page(t, "a.fr.md")).TOC; got != nil {
			t.Errorf("a page without contents has %v", got)
		}
	}
}

func TestFeedsAreAnnouncedWhereTheyAreWritten(t *testing.T) {
	m := sitetest.Make(t, sitetest.Pages("_index.en.md:\n_index.fr.md:"))
	p := m.Page(t, "_index.en.md")
	if v := view.New(m.Site, view.Look{}, everyFormat).Page(p); len(v.Feeds) > 0 || v.Canonical != "" || v.XDefault != "" {
		t.Errorf("a site without an address announces %v %q", v.Feeds, v.Canonical)
	}
	m, _ = kit(t, sitetest.Pages("_index.en.md:\n_index.fr.md:"), "")
	p = m.Page(t, "_index.en.md")
	if v := view.New(m.Site, view.Look{}, func(f string) bool { return f != "feed" && f != "json" }).Page(p); len(v.Feeds) > 0 || len(v.Formats) != 1 {
		t.Errorf("formats that are off are announced: %v %v", v.Feeds, v.Formats)
	}
}

// items writes a navigation.
func items(is []view.NavItem) string {
	var parts []string
	for _, it := range is {
		s := it.Text
		if len(it.Under) > 0 {
			s += " (" + items(it.Under) + ")"
		}
		parts = append(parts, s)
	}
	return strings.Join(parts, ", ")
}

func TestNavigationListsASectionUnlessItIsTooLong(t *testing.T) {
	long := "_index.en.md:\n_index.fr.md:\ns/_index.en.md:\ns/sub/_index.en.md: title = \"Sub\"\nu/_index.en.md: weight = 1; link_title = \"U\"\nlone.en.md:\n"
	for i := range 58 {
		long += fmt.Sprintf("s/sub/p%02d.en.md:\n", i)
	}
	m, maker := kit(t, sitetest.Pages(long), "")
	if got := maker.Nav(m.Page(t, "s/_index.en.md")); got.More != 0 || len(got.Items) != 1 || len(got.Items[0].Under) != 58 {
		t.Errorf("%+v", got)
	}
	long += "s/z.en.md:\ns/zz.en.md:\n"
	m, maker = kit(t, sitetest.Pages(long), "")
	nav := maker.Nav(m.Page(t, "s/_index.en.md"))
	if got := items(nav.Items); nav.More != 2 || got != "Sub" || nav.Section.URL != "/kit/en/s/" {
		t.Errorf("%d more than %s", nav.More, got)
	}
	if got := items(maker.Menu("en").Items); got != "U, s/_index.en.md" {
		t.Errorf("the menu is %s", got)
	}
	_, maker = kit(t, sitetest.Pages(long), "menu = [\"lone\", \"s\", \"nothing\"]\n")
	if got := items(maker.Menu("en").Items); got != "lone.en.md, s/_index.en.md" {
		t.Errorf("the menu is %s", got)
	}
	if menu := maker.Menu("fr"); len(menu.Items) != 0 || menu.Section.URL != "/kit/fr/" {
		t.Errorf("%+v", menu)
	}
}

func TestPagesThatAreNoPages(t *testing.T) {
	m, maker := kit(t, sitetest.Pages("_index.en.md: title = \"Start\"\ns/_index.en.md: slug = \"é\"\n"), "")
	v := maker.NotFound("fr")
	if v.Template != "404" || v.Title == "" || v.HeadTitle != v.Title+" – Kit fr" || v.URL != "/kit/fr/404.html" || len(v.Languages) != 2 ||
		!v.Languages[1].Current || v.Languages[0].URL != "/kit/en/404.html" || len(v.Children) != 0 || v.Site.HomeURL != "/kit/fr/" {
		t.Errorf("%+v", v)
	}
	if v := maker.NotFound("en"); len(v.Children) != 1 || v.Title == maker.NotFound("fr").Title {
		t.Errorf("%+v", v)
	}
	l := maker.LanguageChoice(false)
	if len(l.Homes) != 2 || len(l.Each) != 2 || l.NotFound || l.Homes[1].URL != "/kit/fr/" || l.Homes[0].Absolute != "https://example.org/kit/en/" || l.Site.Lang != "en" {
		t.Errorf("%+v", l)
	}
	if !maker.LanguageChoice(true).NotFound {
		t.Error("the page for what is not found does not say so")
	}
	r := maker.RedirectTo(m.Page(t, "s/_index.en.md"))
	if r.To != "/kit/en/%C3%A9/" || r.Title != "s/_index.en.md" || r.Site.Lang != "en" {
		t.Errorf("%+v", r)
	}
	if maker.SiteIn("en").Stylesheet != "/kit/assets/main.css" || maker.SiteIn("en").Script != "" {
		t.Errorf("%+v", maker.SiteIn("en"))
	}
}

func TestEveryLanguageShowsItsBanner(t *testing.T) {
	m, _ := kit(t, sitetest.Pages("_index.en.md:\n_index.fr.md:"), "")
	of := func(en, fr string) *view.Maker {
		return view.New(m.Site, view.Look{Banners: []view.Banner{
			{Owner: view.Link{Text: en, URL: "https://city.example/"}, Logo: view.Image{URL: "assets/logo.svg", Width: 8, Height: 6}},
			{Owner: view.Link{Text: fr}},
		}}, everyFormat)
	}
	maker := of("City", "Ville")
	want := view.Image{URL: "/kit/assets/logo.svg", Width: 8, Height: 6}
	if v := maker.SiteIn("en"); v.Owner != (view.Link{Text: "City", URL: "https://city.example/"}) || v.Logo != want {
		t.Errorf("in English: %+v %+v", v.Owner, v.Logo)
	}
	if v := maker.SiteIn("fr"); v.Owner != (view.Link{Text: "Ville"}) || v.Logo != (view.Image{}) {
		t.Errorf("in French: %+v %+v", v.Owner, v.Logo)
	}
	other := of("Town", "Ville")
	for _, lang := range []string{"en", "fr"} {
		changed := maker.SiteIn(lang).MemoSum() != other.SiteIn(lang).MemoSum()
		if changed != (lang == "en") {
			t.Errorf("%s: another English name changed the sum: %v", lang, changed)
		}
	}
}
