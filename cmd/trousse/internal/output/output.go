// Package output shapes a site into files. Each format is a package below this one, and formats
// do not know each other.
package output

import (
	"io"

	"trousse/cmd/trousse/internal/memo"
	"trousse/cmd/trousse/internal/publish"
	"trousse/cmd/trousse/internal/site"
)

// Format turns a site into files. Files is pure and cheap: the work is in each file's Write,
// which runs only when the file's key is new.
type Format interface {
	Name() string // as in config.toml: [formats]
	Files(s *site.Site) ([]publish.File, error)
}

// Templates fills a template for a language. Key names a template by its text and that of all it
// uses; an error of Execute that is a *render.Fault is the template author's.
type Templates interface {
	Key(name string) memo.Sum
	Execute(w io.Writer, lang, name string, value any) error
}

// Body gives the HTML of a source file's text, with its holes, by the file's path.
type Body func(path string) (string, error)
