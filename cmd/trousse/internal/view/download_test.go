package view

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"trousse/cmd/trousse/internal/ical"
	"trousse/cmd/trousse/internal/sheet"
	"trousse/cmd/trousse/internal/site"
	"trousse/cmd/trousse/internal/site/testdata/sitetest"
)

func offering(t *testing.T, on bool) (*sitetest.Made, *Maker) {
	t.Helper()
	files := sitetest.Pages(`
		_index.en.md:
		_index.fr.md:
		p/_index.en.md:
		p/_index.fr.md: slug = "partenaires"
		p/words.en.md: kind = "glossary"
		p/words.fr.md: kind = "glossary"; slug = "mots"
		p/guide.en.md:
		p/guide.fr.md:
	`)
	sitetest.Put(files, "content/p/words.toml", "kind = \"glossary\"\n")
	m := sitetest.Make(t, files)
	return m, New(m.Site, Look{}, func(f string) bool { return f != "download" || on })
}

func handMade() (*sheet.Book, *ical.Calendar) {
	return &sheet.Book{Sheets: []sheet.Sheet{{File: "mots", Name: "Mots"}, {File: "mots", Name: "Encore"}, {Name: "Sans nom"}}},
		&ical.Calendar{Events: []ical.Event{{UID: "a", From: time.Date(2027, 1, 28, 0, 0, 0, 0, time.UTC)}}}
}

func TestAPageOffersItsDataInEveryForm(t *testing.T) {
	m, maker := offering(t, true)
	p := m.Page(t, "p/words.fr.md")
	p.Data.Kind = "plan"
	b, c := handMade()
	var got []string
	for _, o := range maker.offers(p, b, c, "kind = \"plan\"\n") {
		got = append(got, o.Name+" "+o.Format+" "+o.Text)
	}
	want := []string{
		"mots.xlsx XLSX Tous les tableaux dans un seul classeur",
		"mots-mots.csv CSV Tableau\u00a0: Mots",
		"mots-mots-2.csv CSV Tableau\u00a0: Encore",
		"mots-3.csv CSV Tableau\u00a0: Sans nom",
		"mots.ics ICS Les dates, pour un agenda",
		"mots.toml TOML Les données de cette page, telles qu’elles sont écrites",
		"mots-vierge.toml TOML Un petit plan à copier et à remplir",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if b.Title != "p/words.fr.md" || b.Lang != "fr-CA" || c.Name != "p/words.fr.md" || c.Lang != "fr-CA" {
		t.Errorf("%+v %+v", b, c)
	}
}

func TestWhatIsEmptyIsNotOffered(t *testing.T) {
	m, maker := offering(t, true)
	p := m.Page(t, "p/words.en.md")
	list := maker.offers(p, &sheet.Book{}, &ical.Calendar{}, "")
	if len(list) != 1 || list[0].Name != "words.toml" {
		t.Errorf("%+v", list)
	}
	ds := maker.Downloads(p)
	if last := len(ds) - 1; last < 0 || ds[last].URL != "/en/p/words/words.toml" || ds[last].Format != "TOML" {
		t.Errorf("%+v", ds)
	}
	if v := maker.Page(p); cmp.Diff(v.Downloads, ds) != "" {
		t.Errorf("%+v", v.Downloads)
	}
	if maker.Downloads(m.Page(t, "p/guide.en.md")) != nil || maker.Downloads(m.Page(t, "p/_index.en.md")) != nil {
		t.Error("a page without data offers something")
	}
	if _, off := offering(t, false); len(off.Downloads(p)) > 0 {
		t.Error("files are offered that are not made")
	}
}

// What is written on the page and what is placed beside it are one list; see also package output/download.
func TestNamesOfOffersCanStandInAddresses(t *testing.T) {
	m, maker := offering(t, true)
	b, c := handMade()
	seen := map[string]bool{}
	for _, p := range []*site.Page{m.Page(t, "p/words.en.md"), m.Page(t, "p/words.fr.md")} {
		p.Data.Kind = "plan"
		for _, o := range maker.offers(p, b, c, "x") {
			if path := p.URL + o.Name; seen[path] || strings.ContainsAny(o.Name, "/ ?#%") {
				t.Errorf("%s is taken or no name", path)
			} else {
				seen[path] = true
			}
		}
	}
}
