package feed_test

import (
	"encoding/xml"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"trousse/cmd/trousse/internal/output/feed"
	"trousse/cmd/trousse/internal/site/testdata/sitetest"
)

const pages = `
	_index.en.md: title = "Home"; description = "All <of> it."; updated = 2026-01-01
	_index.fr.md: title = "Accueil"
	s/_index.en.md: title = "S & T"
	s/_index.fr.md: title = "S fr"; slug = "é"
	s/a.en.md: title = "A"; updated = 2026-03-01; description = "About A."
	s/a.fr.md: title = "A fr"; updated = 2026-03-02
	s/b.en.md: title = "B"; updated = 2026-03-01
	s/b.fr.md: title = "B fr"
	s/sub/_index.en.md: title = "Sub"
	s/sub/_index.fr.md: title = "Sub fr"
	s/sub/c.en.md: title = "C"; updated = 2026-04-01
	s/sub/c.fr.md: title = "C fr"
	u.en.md: title = "U"; updated = 2026-05-01
	u.fr.md: title = "U fr"
	empty/_index.en.md: title = "Empty"
	empty/_index.fr.md: title = "Vide"
`

// atom is a feed with all that RFC 4287 asks for; what it does not know is left over.
type atom struct {
	XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string   `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
	common
	Subtitle []string `xml:"http://www.w3.org/2005/Atom subtitle"`
	Authors  []string `xml:"http://www.w3.org/2005/Atom author>name"`
	Rights   []string `xml:"http://www.w3.org/2005/Atom rights"`
	Entries  []entry  `xml:"http://www.w3.org/2005/Atom entry"`
	Rest     []struct {
		XMLName xml.Name
	} `xml:",any"`
}

type entry struct {
	common
	Summary []string `xml:"http://www.w3.org/2005/Atom summary"`
	Rest    []struct {
		XMLName xml.Name
	} `xml:",any"`
}

type common struct {
	IDs     []string `xml:"http://www.w3.org/2005/Atom id"`
	Titles  []string `xml:"http://www.w3.org/2005/Atom title"`
	Updated []string `xml:"http://www.w3.org/2005/Atom updated"`
	Links   []struct {
		Rel  string `xml:"rel,attr"`
		Type string `xml:"type,attr"`
		Lang string `xml:"hreflang,attr"`
		Href string `xml:"href,attr"`
	} `xml:"http://www.w3.org/2005/Atom link"`
}

// required looks for what RFC 4287 requires of a feed and of an entry: one id, one title, one
// date, and one alternate at the most of each type and language.
func (c common) required(t *testing.T, where string) {
	t.Helper()
	if len(c.IDs) != 1 || len(c.Titles) != 1 || c.Titles[0] == "" || len(c.Updated) != 1 {
		t.Errorf("%s: ids %v, titles %v, dates %v", where, c.IDs, c.Titles, c.Updated)
		return
	}
	if _, err := time.Parse(time.RFC3339, c.Updated[0]); err != nil {
		t.Errorf("%s: %v", where, err)
	}
	seen := map[string]bool{}
	for _, l := range c.Links {
		k := l.Rel + " " + l.Type + " " + l.Lang
		if seen[k] {
			t.Errorf("%s: two links %s", where, k)
		}
		seen[k] = true
	}
	for _, address := range append(c.IDs, hrefs(c)...) {
		if u, err := url.Parse(address); err != nil || !u.IsAbs() || u.String() != address {
			t.Errorf("%s: %q is not a whole, escaped address", where, address)
		}
	}
}

func hrefs(c common) []string {
	var out []string
	for _, l := range c.Links {
		out = append(out, l.Href)
	}
	return out
}

func TestFeedsHaveWhatTheStandardRequires(t *testing.T) {
	files := sitetest.Pages(pages)
	sitetest.Languages(files, "[feed]\nentries = 3\n", "en", "fr")
	made := sitetest.Make(t, files).Write(t, feed.Format{})
	got := map[string]string{}
	for path, text := range made {
		var f atom
		if err := xml.Unmarshal([]byte(text), &f); err != nil {
			t.Fatalf("%s: %v\n%s", path, err, text)
		}
		f.required(t, path)
		if len(f.Authors) != 1 || f.Authors[0] == "" || len(f.Subtitle) > 1 || len(f.Rights) != 1 || len(f.Rest) > 0 || !strings.HasPrefix(path, f.Lang+"/") {
			t.Errorf("%s: %+v", path, f)
		}
		if self := f.Links[0]; self.Rel != "self" || self.Type != "application/atom+xml" || !strings.HasSuffix(self.Href, "/feed.xml") {
			t.Errorf("%s: %+v", path, self)
		}
		var list []string
		last := f.Updated[0]
		for _, e := range f.Entries {
			e.required(t, path)
			if len(e.Summary) > 1 || len(e.Rest) > 0 || e.Updated[0] > last {
				t.Errorf("%s: %+v", path, e)
			}
			last = e.Updated[0]
			list = append(list, e.Titles[0]+" "+e.Updated[0][:10])
		}
		got[path] = f.Titles[0] + ": " + strings.Join(list, ", ")
	}
	want := map[string]string{
		"en/feed.xml":       "Kit en: U 2026-05-01, C 2026-04-01, A 2026-03-01",
		"en/s/feed.xml":     "S & T – Kit en: C 2026-04-01, A 2026-03-01, B 2026-03-01",
		"en/empty/feed.xml": "Empty – Kit en: ",
		"fr/feed.xml":       "Kit fr: A fr 2026-03-02",
		"fr/é/feed.xml":     "S fr – Kit fr: A fr 2026-03-02",
		"fr/empty/feed.xml": "Vide – Kit fr: ",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if !strings.Contains(made["en/feed.xml"], "All &lt;of&gt; it.") || !strings.Contains(made["en/s/feed.xml"], "About A.") {
		t.Error("a description is missing")
	}
}

func TestWithoutAnAddressOfTheSiteThereAreNoFeeds(t *testing.T) {
	if made := sitetest.Make(t, sitetest.Pages(pages)).Write(t, feed.Format{}); len(made) > 0 {
		t.Errorf("%v", made)
	}
}

func TestAFeedIsNewWhenAnEntryIs(t *testing.T) {
	keys := func(pages string) map[string]string {
		files := sitetest.Pages(pages)
		sitetest.Languages(files, "", "en", "fr")
		list, err := feed.Format{}.Files(sitetest.Make(t, files).Site)
		if err != nil {
			t.Fatal(err)
		}
		out := map[string]string{}
		for _, f := range list {
			out[f.Path] = f.Key().Sum.String()
		}
		return out
	}
	before := keys(pages)
	var changed []string
	for path, k := range keys(strings.Replace(pages, `title = "C"`, `title = "New"`, 1)) {
		if before[path] != k {
			changed = append(changed, path)
		}
	}
	slices.Sort(changed)
	if !slices.Equal(changed, []string{"en/feed.xml", "en/s/feed.xml"}) {
		t.Error(changed)
	}
}
