// Package feed shapes what is new into Atom feeds (RFC 4287): one per language, one per section.
package feed

import (
	"bytes"
	"cmp"
	"context"
	"encoding/xml"
	"io"
	"slices"
	"time"

	"trousse/cmd/trousse/internal/content"
	"trousse/cmd/trousse/internal/memo"
	"trousse/cmd/trousse/internal/output"
	"trousse/cmd/trousse/internal/publish"
	"trousse/cmd/trousse/internal/site"
)

// Format makes feed.xml for each language and each section right below a home page.
type Format struct{}

// Name is "feed".
func (Format) Name() string { return "feed" }

// Files lists the feeds. A feed needs whole addresses: where the site's own is unknown there are none.
func (Format) Files(s *site.Site) ([]publish.File, error) {
	if s.Config.BaseURL == "" {
		return nil, nil
	}
	var files []publish.File
	for _, t := range s.Trees {
		if t.Home == nil {
			continue
		}
		files = append(files, file(s, t.Home))
		for _, c := range t.Home.Children {
			if c.Shape == content.Section {
				files = append(files, file(s, c))
			}
		}
	}
	return files, nil
}

func file(s *site.Site, section *site.Page) publish.File {
	return publish.File{
		Path: section.URL + "feed.xml",
		Rank: publish.Index,
		Key:  func() memo.Key { return memo.KeyOf(of(s, section)) },
		Write: func(_ context.Context, w io.Writer) error {
			var b bytes.Buffer
			b.WriteString(xml.Header)
			enc := xml.NewEncoder(&b)
			enc.Indent("", "  ")
			if err := enc.Encode(of(s, section)); err != nil {
				return err
			}
			b.WriteByte('\n')
			_, err := w.Write(b.Bytes())
			return err
		},
	}
}

type atom struct {
	XMLName  xml.Name `xml:"http://www.w3.org/2005/Atom feed" memo:"-"`
	Lang     string   `xml:"xml:lang,attr"`
	Title    string   `xml:"title"`
	Subtitle string   `xml:"subtitle,omitempty"`
	ID       string   `xml:"id"`
	Updated  string   `xml:"updated"`
	Links    []link   `xml:"link"`
	Rights   string   `xml:"rights,omitempty"`
	Author   author   `xml:"author"`
	Entries  []entry  `xml:"entry"`
}

type author struct {
	Name string `xml:"name"`
}

type link struct {
	Rel      string `xml:"rel,attr"`
	Type     string `xml:"type,attr,omitempty"`
	Hreflang string `xml:"hreflang,attr,omitempty"`
	Href     string `xml:"href,attr"`
}

type entry struct {
	Title   string `xml:"title"`
	ID      string `xml:"id"`
	Updated string `xml:"updated"`
	Links   []link `xml:"link"`
	Summary string `xml:"summary,omitempty"`
}

func of(s *site.Site, section *site.Page) atom {
	var pages []*site.Page
	var collect func(p *site.Page)
	collect = func(p *site.Page) {
		if !p.Meta.Updated.IsZero() {
			pages = append(pages, p)
		}
		for _, c := range p.Children {
			collect(c)
		}
	}
	collect(section)
	slices.SortStableFunc(pages, func(a, b *site.Page) int {
		if d := b.Meta.Updated.Compare(a.Meta.Updated); d != 0 {
			return d
		}
		return cmp.Compare(a.URL, b.URL)
	})
	pages = pages[:min(len(pages), s.Config.Feed.Entries)]

	lang := section.Tree.Lang
	title := lang.Title
	if title == "" && section.Tree.Home != nil {
		title = section.Tree.Home.Meta.Title
	}
	f := atom{
		Lang:     lang.Tag,
		Title:    title,
		Subtitle: section.Meta.Description,
		ID:       s.Absolute(section.URL),
		Updated:  stamp(time.Time{}),
		Rights:   s.Config.Licence.Name,
		Author:   author{title},
		Links: []link{
			{Rel: "self", Type: "application/atom+xml", Href: s.Absolute(section.URL + "feed.xml")},
			{Rel: "alternate", Type: "text/html", Hreflang: lang.Tag, Href: s.Absolute(section.URL)},
		},
	}
	if section.Parent != nil {
		f.Title = section.Meta.Title + " – " + title
	}
	for i, p := range pages {
		if i == 0 {
			f.Updated = stamp(p.Meta.Updated)
		}
		f.Entries = append(f.Entries, entry{
			Title:   p.Meta.Title,
			ID:      s.Absolute(p.URL),
			Updated: stamp(p.Meta.Updated),
			Links:   []link{{Rel: "alternate", Type: "text/html", Hreflang: lang.Tag, Href: s.Absolute(p.URL)}},
			Summary: p.Meta.Description,
		})
	}
	return f
}

// stamp writes a day as the instant it begins, for pages are dated by day.
func stamp(t time.Time) string {
	if t.IsZero() {
		t = time.Unix(0, 0)
	}
	return t.UTC().Format(time.RFC3339)
}

var _ output.Format = Format{}
