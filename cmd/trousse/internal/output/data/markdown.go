package data

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"trousse/cmd/trousse/internal/memo"
	"trousse/cmd/trousse/internal/output"
	"trousse/cmd/trousse/internal/publish"
	"trousse/cmd/trousse/internal/site"
	"trousse/cmd/trousse/internal/view"
)

// Markdown makes index.md beside each page: the text as it was written, with a short front matter
// in YAML, parts put in, and links that work from anywhere.
type Markdown struct {
	Site  *site.Site
	Text  func(path string) (string, error) // a source file's Markdown after its front matter
	Maker *view.Maker                       // knows the files that pages offer; nil: they offer none
}

// Name is "markdown".
func (Markdown) Name() string { return "markdown" }

// head is what stands before the text, and with the sums below it the key.
type head struct {
	Title, Description, Lang, URL, Updated, Licence string

	Downloads []Download
	Offered   string // the heading above them

	Texts []memo.Sum // of the page and the parts in it
	Edits [][]edit   // what is changed in each of them
}

// edit replaces bytes of a text.
type edit struct {
	From, To int
	With     string
	Part     int // index of the text to put in; -1 for With
}

// Files lists one file per page.
func (f Markdown) Files(s *site.Site) ([]publish.File, error) {
	files := make([]publish.File, 0, len(s.Pages))
	for _, p := range s.Pages {
		files = append(files, publish.File{
			Path: p.URL + "index.md",
			Rank: publish.Page,
			Key: func() memo.Key {
				h, _ := f.head(p)
				return memo.KeyOf(h)
			},
			Write: func(_ context.Context, w io.Writer) error { return f.write(w, p) },
		})
	}
	return files, nil
}

// head gives the value of a page's file, and the pages whose texts it is made of.
func (f Markdown) head(p *site.Page) (*head, []*site.Page) {
	h := &head{
		Title: p.Meta.Title, Description: p.Meta.Description, Lang: p.Tree.Lang.Tag,
		URL: f.Site.Address(p.URL), Licence: f.Site.Config.Licence.Name,
	}
	if !p.Meta.Updated.IsZero() {
		h.Updated = p.Meta.Updated.Format(time.DateOnly)
	}
	if f.Maker != nil {
		h.Downloads = downloads(f.Maker, p)
		h.Offered = p.Tree.Words.Text("downloads")
	}
	var owners []*site.Page
	f.collect(h, &owners, p)
	return h, owners
}

// collect notes a text and, before it ends, the parts in it; it returns the text's index.
func (f Markdown) collect(h *head, owners *[]*site.Page, p *site.Page) int {
	at := len(h.Texts)
	h.Texts = append(h.Texts, p.Text)
	h.Edits = append(h.Edits, nil)
	*owners = append(*owners, p)
	var edits []edit
	for i, t := range f.Site.Targets(p) {
		l := p.Facts.Links[i]
		if u := f.Site.Whole(t, l.Fragment); l.To > 0 && u != "" {
			edits = append(edits, edit{l.From, l.To, u, -1})
		}
	}
	if g := f.Site.Glossary(p.Tree); g != nil {
		for _, t := range p.Facts.Terms {
			if t.To > 0 {
				edits = append(edits, edit{t.From, t.To, f.Site.Whole(site.Target{Page: g}, t.ID), -1})
			}
		}
	}
	for _, img := range p.Facts.Images {
		if file := f.Site.Image(p, img); file != nil && img.To > 0 {
			edits = append(edits, edit{img.From, img.To, f.Site.Whole(site.Target{File: file}, ""), -1})
		}
	}
	for i, inc := range p.Facts.Includes {
		if inc.To > 0 && p.Parts[i] != nil {
			edits = append(edits, edit{inc.From, inc.To, "", f.collect(h, owners, p.Parts[i])})
		}
	}
	slices.SortFunc(edits, func(a, b edit) int { return cmp.Compare(a.From, b.From) })
	h.Edits[at] = edits
	return at
}

func (f Markdown) write(w io.Writer, p *site.Page) error {
	h, owners := f.head(p)
	var b strings.Builder
	b.WriteString("---\n")
	for _, kv := range [][2]string{{"title", h.Title}, {"description", h.Description}, {"lang", h.Lang}, {"url", h.URL}, {"updated", h.Updated}, {"licence", h.Licence}} {
		if kv[1] != "" {
			// Go's escapes in a quoted text are among those of YAML.
			b.WriteString(kv[0] + ": " + strconv.Quote(kv[1]) + "\n")
		}
	}
	b.WriteString("---\n\n# " + h.Title + "\n\n")
	if err := f.text(&b, h, owners, 0); err != nil {
		return err
	}
	text := strings.TrimRight(b.String(), "\n") + "\n"
	if len(h.Downloads) > 0 {
		text += "\n## " + h.Offered + "\n\n"
		for _, d := range h.Downloads {
			text += "- [" + bracketed.Replace(d.Text) + " (" + d.Format + ")](" + d.URL + ")\n"
		}
	}
	_, err := io.WriteString(w, text)
	return err
}

// bracketed escapes what would end the text of a link, or begin something else in it.
var bracketed = strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`, "`", "\\`", "*", `\*`, "_", `\_`, "<", `\<`)

func (f Markdown) text(b *strings.Builder, h *head, owners []*site.Page, i int) error {
	src, err := f.Text(owners[i].Path)
	if err != nil {
		return fmt.Errorf("read %s: %w", owners[i].Path, err)
	}
	// Empty lines at the ends would add to those around the text.
	at := len(src) - len(strings.TrimLeft(src, "\n"))
	src = strings.TrimRight(src, "\n")
	for _, e := range h.Edits[i] {
		if e.From < at || e.To > len(src) {
			continue // a link inside another's text: the outer one is rewritten
		}
		b.WriteString(src[at:e.From])
		at = e.To
		if e.Part < 0 {
			b.WriteString(e.With)
		} else if err := f.text(b, h, owners, e.Part); err != nil {
			return err
		}
	}
	b.WriteString(src[min(at, len(src)):])
	return nil
}

var _ output.Format = Markdown{}
