// Package cards shapes the pictures that are shown where a page's address is shared: card.png beside
// each page, drawn by the program.
//
// Each page has its own, since its title is what a reader decides by. Drawing one takes about 0.7 ms
// of a processor's time (it was 10 ms before package card had a compressor of its own), against 1.6 ms
// for a page in all its other forms: on two processors the first build of a site of 4,000 pages would
// take some 1.4 s longer. So on a site of more than a thousand pages those of a section share its
// card, unless the configuration says `[cards] each = "page"`; `each = "section"` does so on a smaller
// one. Drafts and the pages for what is not found have none, nor has a
// site that does not know its address, by which alone a card is found.
package cards

import (
	"context"
	"io"
	"sync"

	"trousse/cmd/trousse/internal/card"
	"trousse/cmd/trousse/internal/memo"
	"trousse/cmd/trousse/internal/output"
	"trousse/cmd/trousse/internal/publish"
	"trousse/cmd/trousse/internal/site"
	"trousse/cmd/trousse/internal/view"
)

// Format makes card.png beside pages. Make it with [New].
type Format struct {
	maker  *view.Maker
	drawer func() (*card.Drawer, error)
}

// New makes the format. Fonts are read only if there is something to draw.
func New(maker *view.Maker) *Format { return &Format{maker, sync.OnceValues(card.NewDrawer)} }

// Name is "cards".
func (*Format) Name() string { return "cards" }

// Files lists one file for each page that has a card of its own, and one for the choice of language.
func (f *Format) Files(s *site.Site) ([]publish.File, error) {
	var files []publish.File
	if f.maker.HasRootCard() {
		files = append(files, f.file("", f.maker.RootCard))
	}
	for _, p := range s.Pages {
		if f.maker.CardOf(p) == p {
			files = append(files, f.file(p.URL, func() card.Card { return f.maker.Card(p) }))
		}
	}
	return files, nil
}

// file is the card of a folder of the site.
func (f *Format) file(folder string, said func() card.Card) publish.File {
	return publish.File{
		Path: folder + view.CardName,
		Rank: publish.Asset,
		Key: func() memo.Key {
			return memo.KeyOf(said(), memo.Part{Name: "drawing", Sum: memo.SumOf(card.Version)})
		},
		Write: func(_ context.Context, w io.Writer) error {
			d, err := f.drawer()
			if err != nil {
				return err
			}
			_, err = w.Write(d.PNG(said()))
			return err
		},
	}
}

var _ output.Format = (*Format)(nil)
