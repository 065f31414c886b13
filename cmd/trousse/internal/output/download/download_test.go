package download_test

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"trousse/cmd/trousse/internal/ical"
	"trousse/cmd/trousse/internal/output/download"
	"trousse/cmd/trousse/internal/sheet"
	"trousse/cmd/trousse/internal/site"
	"trousse/cmd/trousse/internal/site/testdata/sitetest"
	"trousse/cmd/trousse/internal/view"
)

const words = "kind = \"glossary\" # as it was written\r\n"

func sample() fstest.MapFS {
	files := sitetest.Pages("_index.en.md:\n_index.fr.md:\nwords.en.md: kind = \"glossary\"\nwords.fr.md: kind = \"glossary\"; slug = \"mots\"\nguide.en.md:\nguide.fr.md:")
	sitetest.Put(files, "content/words.toml", words)
	return files
}

// offers are made by hand; n stands in each of the tables.
func offers(n int) func(*site.Page) []view.Offer {
	b := &sheet.Book{Title: "B", Lang: "en", Sheets: []sheet.Sheet{
		{Name: "One", File: "one", Columns: []sheet.Column{{Name: "N"}}, Rows: [][]sheet.Cell{{sheet.Number(1)}}},
		{Name: "Two", File: "two", Columns: []sheet.Column{{Name: "N"}}, Rows: [][]sheet.Cell{{sheet.Number(n)}}},
	}}
	c := &ical.Calendar{Name: "C", Events: []ical.Event{{UID: "a", From: time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC), Summary: "Day"}}}
	return func(p *site.Page) []view.Offer {
		if p.Path != "content/words.en.md" {
			return nil
		}
		return []view.Offer{
			{Name: "words.xlsx", Book: b}, {Name: "words-one.csv", Table: &b.Sheets[0]}, {Name: "words-two.csv", Table: &b.Sheets[1]},
			{Name: "words.ics", Calendar: c}, {Name: "words.toml"}, {Name: "words-blank.toml", Blank: "kind = \"plan\"\n"},
		}
	}
}

func TestTheDataOfAPageStandsBesideIt(t *testing.T) {
	files := sample()
	m := sitetest.Make(t, files)
	got := m.Write(t, download.New(offers(7), files))
	xlsx, ics := got["en/words/words.xlsx"], got["en/words/words.ics"]
	delete(got, "en/words/words.xlsx")
	delete(got, "en/words/words.ics")
	want := map[string]string{
		"en/words/words-one.csv":    "N\r\n1\r\n",
		"en/words/words-two.csv":    "N\r\n7\r\n",
		"en/words/words.toml":       words,
		"en/words/words-blank.toml": "kind = \"plan\"\n",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if !strings.HasPrefix(xlsx, "PK") || !strings.HasPrefix(ics, "BEGIN:VCALENDAR\r\n") {
		t.Errorf("%q %q", xlsx, ics)
	}
	if again := m.Write(t, download.New(offers(7), files)); again["en/words/words.xlsx"] != xlsx || again["en/words/words.ics"] != ics {
		t.Error("the same data give other bytes")
	}
}

// A file is made anew when, and only when, its own data changed.
func TestAFileIsNewWithItsData(t *testing.T) {
	keys := func(n int, text string) map[string]string {
		files := sample()
		sitetest.Put(files, "content/words.toml", text)
		m := sitetest.Make(t, files)
		list, err := download.New(offers(n), files).Files(m.Site)
		if err != nil {
			t.Fatal(err)
		}
		sums := map[string]string{}
		for _, f := range list {
			sums[strings.TrimPrefix(f.Path, "en/words/")] = f.Key().Sum.String()
		}
		return sums
	}
	before := keys(7, words)
	for name, tt := range map[string]struct {
		now  map[string]string
		want string
	}{
		"nothing":     {keys(7, words), ""},
		"a cell":      {keys(8, words), "words-two.csv words.xlsx"},
		"the writing": {keys(7, "kind = \"glossary\"\n"), "words.toml"},
	} {
		var changed []string
		for _, f := range []string{"words-blank.toml", "words-one.csv", "words-two.csv", "words.ics", "words.toml", "words.xlsx"} {
			if tt.now[f] != before[f] {
				changed = append(changed, f)
			}
		}
		if got := strings.Join(changed, " "); got != tt.want || len(before) != 6 {
			t.Errorf("with %s new: %s, want %s", name, got, tt.want)
		}
	}
}
