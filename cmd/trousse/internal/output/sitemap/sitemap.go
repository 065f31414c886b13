// Package sitemap shapes what search engines read: sitemap.xml (sitemaps.org 0.9, with the
// language alternates that search engines define as xhtml:link) and robots.txt.
package sitemap

import (
	"bufio"
	"context"
	"encoding/xml"
	"io"
	"strconv"
	"time"

	"trousse/cmd/trousse/internal/memo"
	"trousse/cmd/trousse/internal/output"
	"trousse/cmd/trousse/internal/publish"
	"trousse/cmd/trousse/internal/site"
)

// Format makes sitemap.xml.
type Format struct{}

// Robots makes robots.txt.
type Robots struct{}

// Name is "robots".
func (Robots) Name() string { return "robots" }

// Files lists robots.txt, which lets everybody in and names the sitemap where there is one.
func (Robots) Files(s *site.Site) ([]publish.File, error) {
	text := "User-agent: *\nAllow: /\n"
	if s.Config.BaseURL != "" && s.Config.Format("sitemap") {
		text += "\nSitemap: " + s.Absolute("sitemap.xml") + "\n"
	}
	return []publish.File{{
		Path: "robots.txt",
		Rank: publish.Index,
		Key:  func() memo.Key { return memo.KeyOf(struct{ Text string }{text}) },
		Write: func(_ context.Context, w io.Writer) error {
			_, err := io.WriteString(w, text)
			return err
		},
	}}, nil
}

// Name is "sitemap".
func (Format) Name() string { return "sitemap" }

// most is how many addresses the protocol allows in one file.
const most = 50_000

type address struct {
	Loc, LastMod string
	Alternates   []alternate
}

type alternate struct{ Lang, Href string }

// Files lists sitemap.xml. It needs whole addresses: where the site's own is unknown there is none.
// A site beyond 50,000 pages gets an index of several sitemaps.
func (Format) Files(s *site.Site) ([]publish.File, error) {
	if s.Config.BaseURL == "" {
		return nil, nil
	}
	var files []publish.File
	if len(s.Pages) <= most {
		return append(files, part(s, "sitemap.xml", s.Pages)), nil
	}
	var names []string
	for i := 0; i < len(s.Pages); i += most {
		name := "sitemap-" + strconv.Itoa(i/most+1) + ".xml"
		names = append(names, s.Absolute(name))
		files = append(files, part(s, name, s.Pages[i:min(i+most, len(s.Pages))]))
	}
	return append(files, publish.File{
		Path: "sitemap.xml",
		Rank: publish.Index,
		Key:  func() memo.Key { return memo.KeyOf(struct{ Names []string }{names}) },
		Write: func(_ context.Context, w io.Writer) error {
			b := bufio.NewWriter(w)
			b.WriteString(xml.Header + `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + "\n")
			for _, n := range names {
				element(b, "<sitemap><loc>", n, "</loc></sitemap>\n")
			}
			b.WriteString("</sitemapindex>\n")
			return b.Flush()
		},
	}), nil
}

func part(s *site.Site, path string, pages []*site.Page) publish.File {
	return publish.File{
		Path: path,
		Rank: publish.Index,
		Key:  func() memo.Key { return memo.KeyOf(struct{ Pages []address }{addresses(s, pages)}) },
		Write: func(_ context.Context, w io.Writer) error {
			b := bufio.NewWriter(w)
			b.WriteString(xml.Header + `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">` + "\n")
			for _, a := range addresses(s, pages) {
				element(b, "<url><loc>", a.Loc, "</loc>")
				if a.LastMod != "" {
					element(b, "<lastmod>", a.LastMod, "</lastmod>")
				}
				for _, alt := range a.Alternates {
					element(b, `<xhtml:link rel="alternate" hreflang="`, alt.Lang, `"`)
					element(b, ` href="`, alt.Href, `"/>`)
				}
				b.WriteString("</url>\n")
			}
			b.WriteString("</urlset>\n")
			return b.Flush()
		},
	}
}

// element writes text, escaped, between two fixed pieces. A bufio.Writer keeps its first error for Flush.
func element(b *bufio.Writer, before, text, after string) {
	b.WriteString(before)
	xml.EscapeText(b, []byte(text))
	b.WriteString(after)
}

func addresses(s *site.Site, pages []*site.Page) []address {
	as := make([]address, 0, len(pages))
	for _, p := range pages {
		a := address{Loc: s.Absolute(p.URL)}
		if !p.Meta.Updated.IsZero() {
			a.LastMod = p.Meta.Updated.Format(time.DateOnly)
		}
		for _, q := range p.Partners {
			if q != nil {
				a.Alternates = append(a.Alternates, alternate{q.Tree.Lang.Tag, s.Absolute(q.URL)})
			}
		}
		a.Alternates = append(a.Alternates, alternate{"x-default", s.Absolute(p.Default())})
		as = append(as, a)
	}
	return as
}

var (
	_ output.Format = Format{}
	_ output.Format = Robots{}
)
