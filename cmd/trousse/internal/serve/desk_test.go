package serve_test

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// many is a site with something of everything that the desk tells of.
func many() map[string]string {
	files := small()
	files["config.toml"] = `[rules]
missing-partner = "warning"
checklist-empty = "off"
[languages.en]
tag = "en-CA"
[languages.fr]
tag = "fr-CA"
`
	files["content/s/_index.en.md"] = page("Seniors", "Start here.")
	files["content/s/_index.fr.md"] = page("Personnes aînées", "Commencez ici.")
	files["content/s/camera.en.md"] = "+++\ntitle = \"Cameras\"\nkind = \"checklist\"\naudience = [\"seniors\"]\nupdated = 2026-01-02\n+++\n" +
		"- [ ] " + strings.Repeat("The small cat sat on the mat. ", 10) + "\n\n#### Deep\n\n[click here](../a.en.md)\n\n[here](../a.en.md)\n"
	files["content/s/camera.fr.md"] = "+++\ntitle = \"Caméras d’été\"\nkind = \"checklist\"\naudience = [\"seniors\"]\nupdated = 2026-01-02\n+++\n- [ ] " +
		strings.Repeat("Le petit chat dort. ", 12) + "\n"
	files["content/s/tv.en.md"] = page("Smart TVs", "Off.")
	files["content/routeur.fr.md"] = page("Routeur", "Éteint.")
	return files
}

// rows gives the table as text: for each row the language, the title and what else stands in it.
func rows(t *testing.T, text string) []string {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode || n.Data != "tr" || n.Parent.Data != "tbody" || class(n) == "more" {
			continue
		}
		var words []string
		for c := range n.Descendants() {
			if c.Type == html.TextNode && class(c.Parent) != "unseen" && class(c.Parent.Parent) != "unseen" && strings.TrimSpace(c.Data) != "" {
				words = append(words, strings.TrimSpace(c.Data))
			}
		}
		out = append(out, strings.Join(words, " | "))
	}
	return out
}

func class(n *html.Node) string {
	for _, a := range n.Attr {
		if a.Key == "class" {
			return a.Val
		}
	}
	return ""
}

func (p *place) desk(query string) []string {
	p.t.Helper()
	status, text, _ := p.get("/_/" + query)
	if status != http.StatusOK {
		p.t.Fatalf("%s: %d", query, status)
	}
	return rows(p.t.(*testing.T), text)
}

func TestTheDeskListsEveryPageWithItsState(t *testing.T) {
	p := open(t, false, many())
	want := []string{
		"en | Home | _index.en.md | Complete | – | 1 | – | Home page | – | Side by side",
		"fr | Accueil | _index.fr.md | Complete | – | 1 | – | Home page | – | Side by side",
		"en | A | a.en.md | Complete | – | 1 | – | Guide | – | Side by side",
		"fr | A | a.fr.md | Complete | – | 1 | – | Guide | – | Side by side",
		"en | D | d.en.md | Draft | – | 1 | – | Guide | – | Side by side",
		"fr | D | d.fr.md | Draft | – | 1 | – | Guide | – | Side by side",
		"en | Seniors | s/_index.en.md | Complete | – | 2 | – | Section | – | Side by side",
		"fr | Personnes aînées | s/_index.fr.md | Complete | – | 2 | – | Section | – | Side by side",
		"en | Cameras | s/camera.en.md | 3 problems | Link texts that say nothing | (2) | Headings that leave out a level | " +
			"Grade 1 | longest sentence: 7 words | 74 | January 2, 2026 | Checklist | Seniors | Side by side",
		"fr | Caméras d’été | s/camera.fr.md | Complete | Very easy | longest sentence: 4 words | 48 | January 2, 2026 | Checklist | Seniors | Side by side",
		"en | Smart TVs | s/tv.en.md | Missing in French | – | 1 | – | Guide | – | Side by side",
		"fr | Smart TVs | Missing in French | File to write: | content/s/tv.fr.md | Side by side",
		"en | Routeur | Missing in English | File to write: | content/routeur.en.md | Side by side",
		"fr | Routeur | routeur.fr.md | Missing in English | – | 1 | – | Guide | – | Side by side",
	}
	if got := p.desk(""); strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestTheDeskSpeaksBothLanguages(t *testing.T) {
	p := open(t, false, many())
	_, text, _ := p.get("/_/?in=fr&state=problems")
	for _, has := range []string{
		`<html lang="fr">`, "Tableau de bord", "pages qui manquent en anglais", "3 problèmes", "1re année", "Textes de liens qui ne disent rien",
		"Un titre de niveau 4 suit", "2 janvier 2026", "Liste de vérification", "Personnes aînées",
		`href="/_/pair/en/s/camera/?in=fr"`, `<input type="hidden" name="in" value="fr">`, `href="/_/?in=en&amp;state=problems" lang="en"`,
		`<span class="name" lang="en-CA" dir="ltr"><a href="/en/s/camera/">Cameras</a>`,
	} {
		if !strings.Contains(strings.ReplaceAll(text, "page qui manque en", "pages qui manquent en"), has) {
			t.Errorf("not there: %s", has)
		}
	}
	for _, link := range regexp.MustCompile(`href="(/_/\?[^"]*)"`).FindAllStringSubmatch(text, -1) {
		if !strings.Contains(link[1], "in=") {
			t.Errorf("a link forgets the language: %s", link[1])
		}
	}
	if _, text, _ := p.get("/_/?in=xx"); !strings.Contains(text, `<html lang="en">`) {
		t.Error("a language that the preview does not speak")
	}
}

func TestTheDeskFilters(t *testing.T) {
	p := open(t, false, many())
	for query, want := range map[string]string{
		"?lang=fr&audience=seniors": "fr Caméras d’été",
		"?kind=checklist":           "en Cameras, fr Caméras d’été",
		"?kind=section&lang=en":     "en Seniors",
		"?state=missing":            "fr Smart TVs, en Routeur",
		"?state=missing&lang=fr":    "fr Smart TVs",
		"?state=draft":              "en D, fr D",
		"?state=problems":           "en Cameras",
		"?state=complete&kind=home": "en Home, fr Accueil",
		"?rule=heading-jump":        "en Cameras",
		"?rule=missing-partner":     "fr Smart TVs, en Routeur",
		"?rule=nothing":             "",
		"?q=camera":                 "en Cameras, fr Caméras d’été",
		"?q=D'ETE":                  "fr Caméras d’été",
		"?q=tv.fr":                  "fr Smart TVs",
		"?q=seniors+index":          "en Seniors",
		"?q=%3Cscript%3E":           "",
		"?state=nonsense&kind=home": "en Home, fr Accueil",
		"?page=99&state=draft":      "en D, fr D",
		"?page=-1&state=draft":      "en D, fr D",
	} {
		var got []string
		for _, row := range p.desk(query) {
			cells := strings.Split(row, " | ")
			got = append(got, cells[0]+" "+cells[1])
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%s: %s, not %s", query, strings.Join(got, ", "), want)
		}
	}
}

func TestTheDeskSorts(t *testing.T) {
	p := open(t, false, many())
	for query, want := range map[string]string{
		"?sort=title&lang=en":       "A Cameras D Home Routeur Seniors Smart_TVs",
		"?sort=-title&lang=fr":      "Smart_TVs Routeur Personnes_aînées D Caméras_d’été Accueil A",
		"?sort=state":               "Smart_TVs Smart_TVs Routeur Routeur Cameras",
		"?sort=-words&lang=en":      "Cameras Seniors",
		"?sort=words&lang=fr":       "Accueil A D",
		"?sort=-level&kind=section": "Seniors Personnes_aînées",
		"?sort=-level":              "Cameras Caméras_d’été",
		"?sort=updated":             "Cameras Caméras_d’été Home",
		"?sort=-updated":            "Cameras Caméras_d’été Home",
		"?sort=kind&lang=en":        "Cameras A D Smart_TVs",
		"?sort=audience":            "Cameras Caméras_d’été Home",
		"?sort=nonsense":            "Home Accueil",
	} {
		var got []string
		for _, row := range p.desk(query) {
			got = append(got, strings.ReplaceAll(strings.Split(row, " | ")[1], " ", "_"))
		}
		// Pages that are missing come last where the column says nothing of them, so the titles are enough.
		if text := strings.Join(got, " "); !strings.HasPrefix(text, want) {
			t.Errorf("%s: %s, not %s", query, text, want)
		}
	}
	_, text, _ := p.get("/_/?sort=-words")
	if !strings.Contains(text, `class="c-words" aria-sort="descending"><a href="/_/?sort=words">`) || strings.Count(text, "aria-sort") != 1 {
		t.Error("the head of the sorted column does not say so")
	}
}

// What is counted is what is found behind the link.
func TestCountsLeadToWhatTheyCount(t *testing.T) {
	p := open(t, false, many())
	_, text, _ := p.get("/_/")
	tiles := regexp.MustCompile(`<a class="(?:tile|chip) ?\w*" href="([^"]*)"><b>(\d+)</b> (?:<span>)?([^<]*)`).FindAllStringSubmatch(text, -1)
	var got []string
	for _, m := range tiles {
		url, n := strings.ReplaceAll(m[1], "&amp;", "&"), m[2]
		got = append(got, n+" "+m[3])
		found := len(p.desk(strings.TrimPrefix(url, "/_/")))
		if strings.Contains(url, "?lang=") && !strings.Contains(url, "state=") {
			found-- // the gap in the list is no page
		}
		if strings.Contains(url, "rule=link-text") {
			found++ // two of a kind in one page
		}
		if fmt.Sprint(found) != n {
			t.Errorf("%s: %s are counted, and %d found", url, n, found)
		}
	}
	want := "6 pages in English, 6 pages in French, 1 page missing in English, 1 page missing in French, 1 page with problems, 2 drafts, 7 complete pages, " +
		"2 Link texts that say nothing, 2 Pages that a language of the site lacks, 1 Headings that leave out a level"
	if text := strings.Join(got, ", "); text != want {
		t.Errorf("%s\nnot %s", text, want)
	}
}

func TestWithFaultsTheDeskTellsThemAndStaysWhole(t *testing.T) {
	p := open(t, false, many())
	// A page without its partner, where that is an error: it is seen on the desk, though not in the preview.
	p.put("content/new.en.md", page("New", "[gone](nothing.en.md)"))
	p.build()
	_, text, _ := p.get("/_/")
	for _, has := range []string{"1 error to mend", "The link leads nowhere: nothing.en.md", "the preview shows the pages of before", `href="edit://content/new.en.md:4"`} {
		if !strings.Contains(text, has) {
			t.Errorf("not there: %s", has)
		}
	}
	if row := p.desk("?q=new.en"); len(row) != 1 || !strings.HasPrefix(row[0], "en | New | new.en.md | Missing in French | 1 problem | Links that lead nowhere") {
		t.Errorf("%q", row)
	}
	if strings.Contains(text, `href="/en/new/"`) || strings.Contains(text, `href="/_/pair/en/new/"`) {
		t.Error("a link leads to a page that is not shown")
	}
	// Without a configuration that can be used, the list is that of the last good build.
	p.put("config.toml", "[languages.en]\ntag = 1\n")
	p.build()
	_, text, _ = p.get("/_/")
	if got := rows(t, text); len(got) != 12 || !strings.Contains(text, "config.toml:2:") {
		t.Errorf("%d rows\n%s", len(got), text)
	}
	p.put("config.toml", many()["config.toml"])
	os.Remove(filepath.Join(p.dir, "content", "new.en.md"))
	p.build()
	if _, text, _ := p.get("/_/"); strings.Contains(text, `id="errors"`) || len(rows(t, text)) != 14 {
		t.Error("mended, but the faults are there")
	}
}

func TestBeforeAGoodBuildTheDeskTellsWhatIsWrong(t *testing.T) {
	files := many()
	files["config.toml"] = "[languages.en]\ntag = 1\n"
	p := open(t, false, files)
	_, text, _ := p.get("/_/")
	if len(rows(t, text)) != 0 || !strings.Contains(text, "the preview has no page to show") || !strings.Contains(text, "config.toml:2:") {
		t.Error(text)
	}
}

func TestProblemsOfOtherFilesHaveAListOfTheirOwn(t *testing.T) {
	files := many()
	files["content/_part.en.md"] = "#### Deep\n"
	files["locales/fr.toml"] = `"menu" = `
	p := open(t, false, files)
	_, text, _ := p.get("/_/")
	_, other, _ := strings.Cut(text, `id="other"`)
	if !strings.Contains(other, "locales/fr.toml:1") {
		t.Errorf("the interface words are not there: %s", other)
	}
	if _, text, _ := p.get("/_/?rule=heading-jump"); strings.Contains(text, `id="other"`) {
		t.Error("the list has what the filter leaves out")
	}
}

// Nothing that an author writes, and nothing in an address, becomes markup.
func TestHostileTextStaysText(t *testing.T) {
	const evil = `\"><script>alert(1)</script><img src=x onerror=alert(1)>{{.}}`
	files := many()
	files["content/evil.en.md"] = "+++\ntitle = \"" + evil + "\"\naudience = [\"seniors\"]\n+++\n#### " + strings.TrimPrefix(evil, `\`) + "\n\n[here](a.en.md)\n"
	files["content/evil.fr.md"] = "+++\ntitle = \"" + evil + "\"\n+++\nBon.\n"
	p := open(t, false, files)
	for _, query := range []string{
		"", "?in=fr", "?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E", "?rule=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
		"?lang=%22%3E%3Cscript%3E&audience=%3Cimg%20src=x%3E&kind=%3Csvg/onload=1%3E&sort=%3Cb%3E&in=%3Ci%3E",
	} {
		_, text, _ := p.get("/_/" + query)
		doc, err := html.Parse(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		for n := range doc.Descendants() {
			if n.Type != html.ElementNode {
				continue
			}
			if n.Data == "img" || n.Data == "svg" || n.Data == "style" || n.Data == "i" || n.Data == "script" && n.FirstChild != nil {
				t.Errorf("%s: <%s>", query, n.Data)
			}
			for _, a := range n.Attr {
				if strings.HasPrefix(a.Key, "on") || a.Key == "style" || strings.HasPrefix(a.Val, "javascript:") || strings.Contains(a.Val, "ZgotmplZ") {
					t.Errorf("%s: %s=%q on <%s>", query, a.Key, a.Val, n.Data)
				}
			}
		}
	}
	if got := p.desk("?q=onerror&lang=en"); len(got) != 1 || !strings.Contains(got[0], `<script>alert(1)</script><img src=x onerror=alert(1)>{{.}}`) {
		t.Errorf("%q", got)
	}
}

func TestThePreviewsOwnPagesHaveAStrictPolicy(t *testing.T) {
	p := open(t, false, many())
	for path, status := range map[string]int{
		"/_/": 200, "/_/desk.js": 200, "/_/desk.css": 200, "/_/tokens.css": 200, "/_/merge.js": 200, "/_/faults.js": 200, "/_/listen.js": 200, "/_/panel.js": 200, "/_/icon.svg": 200,
		"/_/desk.html": 404, "/_/nothing": 404,
	} {
		resp, err := http.Get(p.web.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(resp.Body)
		resp.Body.Close()
		policy := resp.Header.Get("Content-Security-Policy")
		for _, part := range []string{"default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-src 'self'", "base-uri 'none'", "form-action 'self'"} {
			if !strings.Contains(policy+";", part+";") {
				t.Errorf("%s: no %s in %q", path, part, policy)
			}
		}
		if resp.StatusCode != status || strings.Contains(policy, "unsafe") || len(body) == 0 {
			t.Errorf("%s: %d %s", path, resp.StatusCode, policy)
		}
	}
	for _, header := range [][]string{{"Sec-Fetch-Site", "cross-site"}, {"Origin", "https://elsewhere.example"}, {"Host", "elsewhere.example"}} {
		if status, _, _ := p.get("/_/", header...); status != http.StatusForbidden {
			t.Errorf("%v: %d", header, status)
		}
	}
}

func checklist(text string) string {
	return "+++\ntitle = \"Cameras\"\nkind = \"checklist\"\n+++\n- [ ] " + text + "\n"
}

func TestAPageKnowsItsOwnProblems(t *testing.T) {
	files := many()
	files["content/_part.en.md"] = "## Part\n\n#### Too deep\n"
	files["content/s/camera.en.md"] += "\n::: include {file=\"/_part\"}\n:::\n"
	p := open(t, false, files)
	camera, stop := p.stream("/en/s/camera/", "", "panel")
	defer stop()
	m := <-camera
	if m["button"] != "4 problems" || m["worst"] != "warning" || m["title"] != "Cameras" {
		t.Errorf("%v", m)
	}
	var rules []string
	for _, f := range m["problems"].([]any) {
		f := f.(map[string]any)
		rules = append(rules, fmt.Sprint(f["rule"], " ", f["place"]))
		if f["message"] == "" || f["hint"] == "" || len(f["lines"].([]any)) != 1 || !strings.HasPrefix(f["edit"].(string), "edit://content/") {
			t.Errorf("%v", f)
		}
	}
	want := "heading-jump content/s/camera.en.md:9:1, link-text content/s/camera.en.md:11:1, link-text content/s/camera.en.md:13:1, heading-jump content/_part.en.md:3:1"
	if got := strings.Join(rules, ", "); got != want {
		t.Errorf("%s\nnot %s", got, want)
	}
	p.put("content/s/camera.en.md", checklist("[gone](nothing.en.md)"))
	p.build()
	if m := <-camera; m["button"] != "1 problem" || m["worst"] != "error" {
		t.Errorf("%v", m)
	}
	p.put("content/s/camera.en.md", checklist("Good."))
	p.build()
	if m := <-camera; m["button"] != "No problems" || m["worst"] != "" {
		t.Errorf("%v", m)
	}
	for path, button := range map[string]string{"/": "Desk", "/en/404.html": "Desk", "/en/s/tv/": "1 problem"} {
		other, stop := p.stream(path, "", "panel")
		if m := <-other; m["button"] != button {
			t.Errorf("%s: %v", path, m)
		}
		stop()
	}
}

// A page that grew since it was measured is measured again; one that did not is not read again.
func TestReadingLevelsFollowTheText(t *testing.T) {
	p := open(t, false, many())
	longest := regexp.MustCompile(`longest sentence: \d+ words`)
	level := func() string { return longest.FindString(p.desk("?q=s/camera.en")[0]) }
	if got := level(); got != "longest sentence: 7 words" {
		t.Error(got)
	}
	p.put("content/s/camera.en.md", page("Cameras", strings.Repeat("One two three four five six seven eight nine. ", 6)))
	if got := level(); got != "longest sentence: 7 words" {
		t.Errorf("saved and not built: %s", got)
	}
	p.build()
	if got := level(); got != "longest sentence: 9 words" {
		t.Error(got)
	}
}

func TestALongListComesInParts(t *testing.T) {
	files := small()
	for i := range 130 {
		files[fmt.Sprintf("content/p%03d.en.md", i)] = page(fmt.Sprint("P ", i), "Text.")
		files[fmt.Sprintf("content/p%03d.fr.md", i)] = page(fmt.Sprint("P ", i), "Texte.")
	}
	p := open(t, false, files)
	_, text, _ := p.get("/_/")
	if len(rows(t, text)) != 200 || !strings.Contains(text, `<a rel="next" href="/_/?page=2">`) || strings.Contains(text, `rel="prev"`) {
		t.Error("the first part")
	}
	_, text, _ = p.get("/_/?page=2&lang=fr")
	if len(rows(t, text)) != 33 || !strings.Contains(text, `<a rel="prev" href="/_/?lang=fr">`) || strings.Contains(text, `rel="next"`) {
		t.Error("the last part")
	}
}

// Every message that is named by what it is about has words.
func TestNothingInThePreviewLacksWords(t *testing.T) {
	p := open(t, false, many())
	id := regexp.MustCompile(`.*serve\.(desk|state|level|kind|panel|pair)\..*`)
	for _, path := range []string{
		"", "?in=fr", "?sort=-title", "?state=draft&in=fr", "?q=nothing-at-all", "pair/en/a/", "pair/en/a/?in=fr", "pair/en/s/tv/", "pair/fr/nothing/?in=fr",
	} {
		if _, text, _ := p.get("/_/" + path); id.MatchString(text) {
			t.Errorf("%s: %s", path, id.FindString(text))
		}
	}
}
