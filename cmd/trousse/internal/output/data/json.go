package data

import (
	"bytes"
	"context"
	_ "embed" // the schema
	"encoding/json"
	"fmt"
	"io"

	"trousse/cmd/trousse/internal/memo"
	"trousse/cmd/trousse/internal/output"
	"trousse/cmd/trousse/internal/publish"
	"trousse/cmd/trousse/internal/site"
	"trousse/cmd/trousse/internal/view"
)

// SchemaPath is where the site publishes the JSON Schema of [Document].
const SchemaPath = "schema/page.json"

//go:embed schema.json
var schemaText []byte

// JSON makes index.json beside each page, and the schema of them all.
type JSON struct {
	Maker *view.Maker
	Body  output.Body
}

// Name is "json".
func (JSON) Name() string { return "json" }

// Files lists one file per page, and the schema.
func (f JSON) Files(s *site.Site) ([]publish.File, error) {
	files := make([]publish.File, 0, len(s.Pages)+1)
	for _, p := range s.Pages {
		files = append(files, publish.File{
			Path:  p.URL + "index.json",
			Rank:  publish.Page,
			Key:   func() memo.Key { return memo.KeyOf(document(f.Maker, p)) },
			Write: func(_ context.Context, w io.Writer) error { return f.write(w, p) },
		})
	}
	return append(files, publish.File{
		Path: SchemaPath,
		Rank: publish.Index,
		Key:  func() memo.Key { return memo.KeyOf(struct{ Text []byte }{schemaText}) },
		Write: func(_ context.Context, w io.Writer) error {
			_, err := w.Write(schemaText)
			return err
		},
	}), nil
}

func (f JSON) write(w io.Writer, p *site.Page) error {
	d := document(f.Maker, p)
	d.Hash = memo.SumOf(d).String()
	body, err := f.Maker.Fill(p).Assemble(p.HolesOf, f.Body)
	if err != nil {
		return fmt.Errorf("assemble %s: %w", p.Path, err)
	}
	s := f.Maker.Site
	if s.Config.BaseURL != "" {
		// Readers of the data are elsewhere: a link must work from there.
		body = string(output.Rewrite([]byte(body), s.Base, func(rest string) string { return s.Config.BaseURL + rest }))
	}
	d.HTML = body
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(d); err != nil {
		return err
	}
	_, err = w.Write(b.Bytes())
	return err
}

var _ output.Format = JSON{}
