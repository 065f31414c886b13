// Package static places what is published as it is: the theme's files, the site's own static
// folder, and the files beside pages that some page shows or links to.
package static

import (
	"context"
	"fmt"
	"io"
	"io/fs"

	"trousse/cmd/trousse/internal/asset"
	"trousse/cmd/trousse/internal/memo"
	"trousse/cmd/trousse/internal/output"
	"trousse/cmd/trousse/internal/publish"
	"trousse/cmd/trousse/internal/site"
)

// Format places finished files. Make it with [New].
type Format struct {
	assets []asset.Asset
	files  fs.FS // the site's folder
}

// New makes the format. files is the site's folder, read only when a file changed.
func New(assets []asset.Asset, files fs.FS) *Format { return &Format{assets, files} }

// Name is "static".
func (f *Format) Name() string { return "static" }

// Files lists every file that is placed as it is.
func (f *Format) Files(s *site.Site) ([]publish.File, error) {
	var out []publish.File
	for _, a := range f.assets {
		out = append(out, publish.File{
			Path: a.Path,
			Rank: publish.Asset,
			Key:  func() memo.Key { return memo.KeyOf(struct{ Data memo.Sum }{memo.SumBytes(a.Data)}) },
			Write: func(_ context.Context, w io.Writer) error {
				_, err := w.Write(a.Data)
				return err
			},
		})
	}
	for _, file := range s.Used {
		out = append(out, publish.File{
			Path:  file.URL,
			Rank:  publish.Asset,
			Key:   func() memo.Key { return memo.KeyOf(struct{ Data memo.Sum }{file.Sum}) },
			Write: func(_ context.Context, w io.Writer) error { return f.copy(w, file.Path) },
		})
	}
	return out, nil
}

func (f *Format) copy(w io.Writer, path string) error {
	r, err := f.files.Open(path)
	if err != nil {
		return fmt.Errorf("copy %s: %w", path, err)
	}
	defer r.Close()
	if _, err := io.Copy(w, r); err != nil {
		return fmt.Errorf("copy %s: %w", path, err)
	}
	return nil
}

var _ output.Format = (*Format)(nil)
