package sitemap_test

import (
	"encoding/xml"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"trousse/cmd/trousse/internal/output/sitemap"
	"trousse/cmd/trousse/internal/site/testdata/sitetest"
)

const pages = `
	_index.en.md: updated = 2026-01-02
	_index.fr.md:
	_index.ar.md:
	a.en.md: updated = 2026-03-04
	a.fr.md: slug = "à-b"
	a.ar.md: slug = "كاميرا"
	only.fr.md:
`

func made(t *testing.T, more string) *sitetest.Made {
	t.Helper()
	files := sitetest.Pages(pages)
	sitetest.Languages(files, more, "en", "fr", "ar")
	return sitetest.Make(t, files)
}

// urlset is the shape that sitemaps.org and the search engines ask for; what does not fit it is left over.
type urlset struct {
	XMLName xml.Name `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	URLs    []struct {
		Loc        string `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 loc"`
		LastMod    string `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 lastmod"`
		Alternates []struct {
			Rel  string     `xml:"rel,attr"`
			Lang string     `xml:"hreflang,attr"`
			Href string     `xml:"href,attr"`
			Rest []xml.Attr `xml:",any,attr"`
		} `xml:"http://www.w3.org/1999/xhtml link"`
		Rest []anything `xml:",any"`
	} `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 url"`
	Rest []anything `xml:",any"`
}

type anything struct{ XMLName xml.Name }

func TestTheSitemapHasEveryPageInEveryLanguage(t *testing.T) {
	text := made(t, "").Write(t, sitemap.Format{})["sitemap.xml"]
	var set urlset
	if err := xml.Unmarshal([]byte(text), &set); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if !strings.HasPrefix(text, `<?xml version="1.0" encoding="UTF-8"?>`) || len(set.Rest) > 0 {
		t.Errorf("%s", text)
	}
	// By address: all alternates as "lang address".
	alternates := map[string][]string{}
	for _, u := range set.URLs {
		if len(u.Rest) > 0 {
			t.Errorf("%s has %v", u.Loc, u.Rest)
		}
		if a, err := url.Parse(u.Loc); err != nil || a.String() != u.Loc || !strings.HasPrefix(u.Loc, "https://example.org/kit/") {
			t.Errorf("%q is not a whole, escaped address", u.Loc)
		}
		if _, err := time.Parse(time.DateOnly, u.LastMod); u.LastMod != "" && err != nil {
			t.Error(err)
		}
		if _, twice := alternates[u.Loc]; twice {
			t.Errorf("%s is there twice", u.Loc)
		}
		for _, a := range u.Alternates {
			if a.Rel != "alternate" || a.Lang == "" || len(a.Rest) > 0 {
				t.Errorf("%s has %+v", u.Loc, a)
			}
			alternates[u.Loc] = append(alternates[u.Loc], a.Lang+" "+a.Href)
		}
	}
	if len(set.URLs) != 7 {
		t.Errorf("%d addresses", len(set.URLs))
	}
	for loc, list := range alternates {
		if !slices.ContainsFunc(list, func(a string) bool { return strings.HasSuffix(a, " "+loc) }) {
			t.Errorf("%s is not among its own alternates", loc)
		}
		for _, a := range list {
			lang, href, _ := strings.Cut(a, " ")
			if lang == "x-default" {
				continue
			}
			if !slices.Equal(alternates[href], list) {
				t.Errorf("%s names %s, which names others", loc, href)
			}
		}
	}
	for loc, want := range map[string]string{
		"https://example.org/kit/ar/":          "x-default https://example.org/kit/",
		"https://example.org/kit/fr/%C3%A0-b/": "x-default https://example.org/kit/en/a/",
		"https://example.org/kit/fr/only/":     "x-default https://example.org/kit/fr/only/",
	} {
		if !slices.Contains(alternates[loc], want) {
			t.Errorf("%s lacks %s: %v", loc, want, alternates[loc])
		}
	}
}

func TestBeyondTheProtocolsLimitThereAreSeveral(t *testing.T) {
	m := made(t, "")
	s := *m.Site
	for range 50_000 {
		s.Pages = append(s.Pages, s.Pages[0])
	}
	var paths []string
	files, err := sitemap.Format{}.Files(&s)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		paths = append(paths, f.Path)
	}
	if !slices.Equal(paths, []string{"sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"}) {
		t.Fatal(paths)
	}
	s.Pages = s.Pages[:50_000]
	if files, _ = (sitemap.Format{}).Files(&s); len(files) != 1 {
		t.Errorf("%d files for 50,000 pages", len(files))
	}
	index := (&sitetest.Made{Site: &s})
	s.Pages = slices.Repeat(s.Pages[:1], 50_001)
	var set struct {
		XMLName xml.Name `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 sitemapindex"`
		Locs    []string `xml:"sitemap>loc"`
	}
	if err := xml.Unmarshal([]byte(index.Write(t, sitemap.Format{})["sitemap.xml"]), &set); err != nil ||
		!slices.Equal(set.Locs, []string{"https://example.org/kit/sitemap-1.xml", "https://example.org/kit/sitemap-2.xml"}) {
		t.Errorf("%v %v", set.Locs, err)
	}
}

func TestRobotsAreToldOfTheSitemapWhereThereIsOne(t *testing.T) {
	for more, want := range map[string]string{
		"":                             "User-agent: *\nAllow: /\n\nSitemap: https://example.org/kit/sitemap.xml\n",
		"[formats]\nsitemap = false\n": "User-agent: *\nAllow: /\n",
	} {
		if got := made(t, more).Write(t, sitemap.Robots{})["robots.txt"]; got != want {
			t.Errorf("%q", got)
		}
	}
	m := sitetest.Make(t, sitetest.Pages("_index.en.md:\n_index.fr.md:"))
	if files := m.Write(t, sitemap.Format{}); len(files) != 0 {
		t.Errorf("a sitemap without addresses: %v", files)
	}
	if got := m.Write(t, sitemap.Robots{})["robots.txt"]; got != "User-agent: *\nAllow: /\n" {
		t.Errorf("%q", got)
	}
}
