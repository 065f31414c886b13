// Package download shapes the data of pages into files that other programs open: CSV and XLSX for its tables,
// iCalendar for its dates, and the TOML that it is written in.
package download

import (
	"context"
	"fmt"
	"io"
	"io/fs"

	"trousse/cmd/trousse/internal/memo"
	"trousse/cmd/trousse/internal/output"
	"trousse/cmd/trousse/internal/publish"
	"trousse/cmd/trousse/internal/site"
	"trousse/cmd/trousse/internal/view"
)

// Format makes files beside the pages that offer some. Make it with [New].
type Format struct {
	offers func(*site.Page) []view.Offer
	files  fs.FS
}

// New makes the format. offers lists what a page offers, files is the site's folder.
func New(offers func(*site.Page) []view.Offer, files fs.FS) Format { return Format{offers, files} }

// Name is "download".
func (Format) Name() string { return "download" }

// Files lists the files of every page.
func (f Format) Files(s *site.Site) ([]publish.File, error) {
	var files []publish.File
	for _, p := range s.Pages {
		for _, o := range f.offers(p) {
			files = append(files, publish.File{
				Path:  p.URL + o.Name,
				Rank:  publish.Asset, // they are there before the page that leads to them
				Key:   func() memo.Key { return key(p, o) },
				Write: func(_ context.Context, w io.Writer) error { return f.write(w, p, o) },
			})
		}
	}
	return files, nil
}

// key names what a file is made of: a table, a book, a calendar or a text, or else the data file's bytes.
func key(p *site.Page, o view.Offer) memo.Key {
	switch {
	case o.Table != nil:
		return memo.KeyOf(o.Table)
	case o.Book != nil:
		return memo.KeyOf(o.Book)
	case o.Calendar != nil:
		return memo.KeyOf(o.Calendar)
	case o.Blank != "":
		return memo.KeyOf(struct{ Blank string }{o.Blank})
	}
	return memo.KeyOf(struct{ Data memo.Sum }{p.Data.Sum})
}

func (f Format) write(w io.Writer, p *site.Page, o view.Offer) error {
	switch {
	case o.Table != nil:
		return o.Table.CSV(w)
	case o.Book != nil:
		return o.Book.XLSX(w)
	case o.Calendar != nil:
		return o.Calendar.Write(w)
	case o.Blank != "":
		_, err := io.WriteString(w, o.Blank)
		return err
	}
	data, err := fs.ReadFile(f.files, p.Data.Path)
	if err != nil {
		return fmt.Errorf("read %s: %w", p.Data.Path, err)
	}
	_, err = w.Write(data)
	return err
}

var _ output.Format = Format{}
