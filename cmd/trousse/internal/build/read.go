package build

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	_ "image/gif" // sizes of pictures
	_ "image/jpeg"
	_ "image/png"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"

	"trousse/cmd/trousse/internal/asset"
	"trousse/cmd/trousse/internal/check"
	"trousse/cmd/trousse/internal/config"
	"trousse/cmd/trousse/internal/content"
	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/kind/citation"
	"trousse/cmd/trousse/internal/locale"
	"trousse/cmd/trousse/internal/markdown"
	"trousse/cmd/trousse/internal/memo"
	"trousse/cmd/trousse/internal/par"
	"trousse/cmd/trousse/internal/render"
	"trousse/cmd/trousse/internal/site"
	"trousse/cmd/trousse/internal/source"
	"trousse/cmd/trousse/internal/theme"
)

// got is what reading gave.
type got struct {
	theme     *theme.Theme
	words     *locale.Bundle
	templates []render.Layer // the site's, the theme's and its parents', the built-in ones
	bundle    bundle
	colours   asset.Colours // of the theme
	pages     []*content.Page
	data      []*content.Data
	files     []site.File
	sources   []citation.Source
}

// reader reads texts; it is kept for those that are rendered only when somebody asks for them.
type reader struct {
	files    fs.FS
	renderer *markdown.Renderer
	options  content.Options
}

func (r *reader) read(path string) (*content.Page, *content.Body, error) {
	data, err := fs.ReadFile(r.files, path)
	if err != nil {
		return nil, nil, fmt.Errorf("read %s: %w", path, err)
	}
	p, b := content.Read(path, data, r.options, r.renderer)
	return p, b, nil
}

func (r *reader) text(path string) (string, error) {
	data, err := fs.ReadFile(r.files, path)
	if err != nil {
		return "", fmt.Errorf("read %s: %w", path, err)
	}
	return string(content.Text(data)), nil
}

func (r *runner) read(ctx context.Context) (*got, error) {
	found, ds, err := source.Walk(r.in.Site, []string{site.ContentDir, site.StaticDir, "templates", "themes", "locales"},
		func(path string) (source.Stamp, bool) {
			if s, ok := r.st.files.Get(path); ok {
				return *s, true
			}
			return source.Stamp{}, false
		}, r.in.Now.UnixNano())
	if err != nil {
		return nil, err
	}
	r.found = append(r.found, ds...)
	if err := r.config(); err != nil {
		return nil, err
	}
	g := &got{}
	if err := r.theme(g); err != nil {
		return nil, err
	}
	if err := r.words(g); err != nil {
		return nil, err
	}
	if err := r.assets(g); err != nil {
		return nil, err
	}
	r.reader = &reader{files: r.in.Site, renderer: markdown.New(), options: r.options(g).Summed()}
	r.bodies.render = func(path string) (string, error) {
		_, b, err := r.reader.read(path)
		if err != nil {
			return "", err
		}
		return b.HTML, nil
	}
	if err := r.content(ctx, g, found); err != nil {
		return nil, err
	}
	return g, nil
}

func (r *runner) config() error {
	data, err := fs.ReadFile(r.in.Site, "config.toml")
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("read config.toml: %w", err)
	}
	cfg, ds := config.Parse(data, "config.toml")
	r.cfg = cfg
	r.found = append(r.found, ds...)
	return nil
}

// theme finds the theme with all that it inherits, and the template layers.
func (r *runner) theme(g *got) error {
	opt := theme.Options{Site: sub(r.in.Site, theme.Root), BuiltIn: r.in.Themes}
	for _, l := range r.cfg.Languages {
		opt.Languages = append(opt.Languages, l.Key)
	}
	t, ds, err := theme.Load(r.cfg.Theme, r.cfg.Position("theme"), opt)
	if err != nil {
		return err
	}
	r.found = append(r.found, ds...)
	g.theme = t
	g.templates = []render.Layer{{Dir: "templates", Files: sub(r.in.Site, "templates")}}
	for _, l := range t.Layers {
		g.templates = append(g.templates, render.Layer{Dir: path.Join(l.Dir, "templates"), Files: sub(l.Files, "templates")})
	}
	g.templates = append(g.templates, render.Layer{Dir: "templates", Files: r.in.Templates})
	return nil
}

// sub is the folder dir of f; every file in it is missing where the folder is.
func sub(f fs.FS, dir string) fs.FS {
	s, err := fs.Sub(f, dir)
	if err != nil {
		return emptyFS{}
	}
	return s
}

type emptyFS struct{}

func (emptyFS) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

func (r *runner) words(g *got) error {
	var langs []locale.Lang
	for _, l := range r.cfg.Languages {
		langs = append(langs, locale.Lang{Key: l.Key, Tag: l.Tag})
	}
	layers, dirs := []fs.FS{sub(r.in.Site, "locales")}, []string{"locales"}
	for _, l := range g.theme.Layers {
		layers, dirs = append(layers, sub(l.Files, "locales")), append(dirs, path.Join(l.Dir, "locales"))
	}
	layers, dirs = append(layers, r.in.Locales), append(dirs, "locales")
	key, err := locale.Key(layers, langs)
	if err != nil {
		return err
	}
	said := r.st.spoken
	if said == nil || said.key != key {
		said = &spoken{key: key}
		if said.words, said.problems, err = locale.Parse(layers, langs); err != nil {
			return err
		}
		said.lacks = locale.Missing(said.words)
		r.st.spoken = said
	}
	for _, p := range said.problems {
		pos := diag.Position{Path: path.Join(dirs[p.Layer], p.Path), Line: p.Line, Col: p.Col}
		r.found = append(r.found, diag.New("string-syntax", pos, "detail", p.Text).With(p.Kind))
	}
	r.found = append(r.found, missingStrings(said.lacks)...)
	g.words = said.words
	return nil
}

// many is how many missing strings of a language are named one by one.
const many = 10

// missingStrings says which interface words a language lacks; if it lacks nearly all, as one that
// was just added does, it says so once.
func missingStrings(lacks []locale.Lack) []diag.Diagnostic {
	count := map[string]int{}
	for _, l := range lacks {
		count[l.Lang]++
	}
	var ds []diag.Diagnostic
	said := map[string]bool{}
	for _, l := range lacks {
		pos := diag.Position{Path: "locales/" + l.Path}
		switch {
		case count[l.Lang] <= many:
			ds = append(ds, diag.New("missing-string", pos, "id", l.ID, "language", l.Lang))
		case !said[l.Lang]:
			said[l.Lang] = true
			ds = append(ds, diag.New("missing-string", pos, "count", strconv.Itoa(count[l.Lang]), "language", l.Lang).With("many"))
		}
	}
	return ds
}

// renderWords gives the templates the interface words of each language.
func renderWords(langs []config.Language, words *locale.Bundle) map[string]*locale.Words {
	m := map[string]*locale.Words{}
	for _, l := range langs {
		m[l.Key] = words.Words(l.Key)
	}
	return m
}

// assets bundles the theme's styles and scripts, unless nothing of them changed.
func (r *runner) assets(g *got) error {
	opt := asset.Options{CodeCSS: markdown.CodeCSS()}
	if g.theme.Tokens != "" {
		opt.Instead = map[string]string{theme.TokensFile: g.theme.Tokens}
	}
	var layers []asset.Layer
	for _, l := range g.theme.Layers {
		layers = append(layers, asset.Layer(l))
	}
	key, err := asset.Sum(layers, opt)
	if err != nil {
		return err
	}
	if b, ok := r.st.bundles.Get(key); ok {
		g.bundle = *b
	} else {
		assets, ds, err := asset.Bundle(layers, opt)
		if err != nil {
			return err
		}
		g.bundle = bundle{assets, ds}
		r.st.bundles.Put(key, &g.bundle)
	}
	r.found = append(r.found, g.bundle.Found...)
	tokens := g.theme.Tokens
	for _, l := range g.theme.Layers {
		if tokens != "" {
			break
		}
		css, err := fs.ReadFile(l.Files, theme.TokensFile)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("read %s: %w", path.Join(l.Dir, theme.TokensFile), err)
		}
		tokens = string(css)
	}
	g.colours = asset.ColoursOf(tokens)
	return nil
}

// stamp remembers a file that was just read, so that it need not be read to be named again.
func (r *runner) stamp(f source.File) {
	stamp := f.Stamp(r.in.Now.UnixNano())
	r.st.files.Put(f.Path, &stamp)
}

func (r *runner) options(g *got) content.Options {
	opt := content.Options{RawHTML: r.cfg.Markdown.RawHTML, TOC: [2]int{r.cfg.TOC.From, r.cfg.TOC.To}, Words: map[string]markdown.Words{}}
	for _, l := range r.cfg.Languages {
		opt.Languages = append(opt.Languages, content.Lang{Key: l.Key, Tag: l.Tag})
		words := g.words.Words(l.Key)
		m := markdown.Words{}
		for _, id := range markdown.WordIDs() {
			m[id] = words.Text(id)
		}
		opt.Words[l.Key] = m
	}
	for section, t := range r.cfg.Reading {
		if opt.Reading == nil {
			opt.Reading = map[string]content.Target{}
		}
		opt.Reading[section] = content.Target(t)
	}
	return opt
}

const sourcesFile = site.ContentDir + "/sources.toml"

// content reads what is below content and static: pages, data, and files to be placed as they are.
func (r *runner) content(ctx context.Context, g *got, found []source.File) error {
	var pages, data, others []source.File
	for _, f := range found {
		switch {
		case strings.HasPrefix(f.Path, site.StaticDir+"/"):
			others = append(others, f)
		case !strings.HasPrefix(f.Path, site.ContentDir+"/"):
		case path.Ext(f.Path) == ".md" && f.Path != site.ContentDir+"/README.md":
			pages = append(pages, f)
		case path.Ext(f.Path) == content.DataExt && f.Path != sourcesFile:
			data, others = append(data, f), append(others, f)
		default:
			// A page whose ending is mistyped would be lost in silence: its name tells.
			_, _, ds := content.Locate(f.Path, r.reader.options.Keys())
			r.found = append(r.found, ds...)
			others = append(others, f)
		}
	}
	// Data come first: what a glossary says of words is among what pages are read with.
	for _, f := range data {
		d, err := r.data(f)
		if err != nil {
			return err
		}
		r.found = append(r.found, d.Diags...)
		g.data = append(g.data, d)
	}
	if words := content.AvoidOf(g.data, r.reader.options.Languages); words != nil {
		r.reader.options = r.reader.options.Avoiding(words).Summed()
	}
	if err := r.pages(ctx, g, pages); err != nil {
		return err
	}
	files := make([]site.File, len(others))
	err := par.Each(ctx, r.in.Workers, len(others), func(_ context.Context, i int) error {
		var err error
		files[i], err = r.file(others[i])
		return err
	})
	if err != nil {
		return err
	}
	g.files = files
	if slices.ContainsFunc(others, func(f source.File) bool { return f.Path == sourcesFile }) {
		data, err := fs.ReadFile(r.in.Site, sourcesFile)
		if err != nil {
			return fmt.Errorf("read %s: %w", sourcesFile, err)
		}
		var ds []diag.Diagnostic
		g.sources, ds = citation.Parse(data, sourcesFile)
		r.found = append(r.found, ds...)
	}
	return nil
}

func (r *runner) pages(ctx context.Context, g *got, files []source.File) error {
	options := r.reader.options.Sum()
	records := make([]*record, len(files))
	var done atomic.Int64
	err := par.Each(ctx, r.in.Workers, len(files), func(_ context.Context, i int) error {
		rec, err := r.page(files[i], options)
		records[i] = rec
		r.in.Progress(Reading, int(done.Add(1)), len(files))
		return err
	})
	if err != nil {
		return err
	}
	for _, rec := range records {
		r.found = append(r.found, rec.Page.Diags...)
		r.found = append(r.found, rec.Found...)
		if rec.Page.Lang != "" {
			g.pages = append(g.pages, &rec.Page)
		}
	}
	return nil
}

// page gives one page file, read and judged, from memory if it was seen before.
func (r *runner) page(f source.File, options memo.Sum) (*record, error) {
	if f.Size > content.MaxBytes {
		return &record{Page: content.Page{Path: f.Path, Diags: []diag.Diagnostic{content.TooLarge(f.Path, f.Size)}}}, nil
	}
	var data []byte
	if f.Sum.IsZero() {
		var err error
		if data, f, err = source.Read(r.in.Site, f); err != nil {
			return nil, err
		}
		r.stamp(f)
	}
	key := content.SumOf(f.Path, f.Sum, options)
	if rec, ok := r.st.pages.Get(key); ok {
		return rec, nil
	}
	if data == nil {
		var err error
		if data, f, err = source.Read(r.in.Site, f); err != nil {
			return nil, err
		}
	}
	p, body := content.Read(f.Path, data, r.reader.options, r.reader.renderer)
	rec := &record{Page: *p, Found: check.RunPage(r.in.Rules, p)}
	r.st.pages.Put(key, rec)
	if r.in.Hold {
		return rec, nil
	}
	return rec, r.bodies.put(f.Path, body.HTML)
}

// data gives a data file, read, from memory if it was seen before.
func (r *runner) data(f source.File) (*content.Data, error) {
	options := r.reader.options.Sum()
	if !f.Sum.IsZero() {
		if d, ok := r.st.data.Get(content.SumOf(f.Path, f.Sum, options)); ok {
			return d, nil
		}
	}
	text, f, err := source.Read(r.in.Site, f)
	if err != nil {
		return nil, err
	}
	r.stamp(f)
	key := content.SumOf(f.Path, f.Sum, options)
	if d, ok := r.st.data.Get(key); ok {
		return d, nil
	}
	d := content.ReadData(f.Path, text, r.reader.options)
	r.st.data.Put(key, d)
	return d, nil
}

// file gives a file that is not a page its name by content, and a picture its size.
func (r *runner) file(f source.File) (site.File, error) {
	var data []byte
	if f.Sum.IsZero() {
		var err error
		if data, f, err = source.Read(r.in.Site, f); err != nil {
			return site.File{}, err
		}
		r.stamp(f)
	}
	out := site.File{Path: f.Path, Size: f.Size, Sum: f.Sum}
	switch strings.ToLower(path.Ext(f.Path)) {
	case ".png", ".jpg", ".jpeg", ".gif":
	default:
		return out, nil
	}
	size, ok := r.st.sizes.Get(f.Sum)
	if !ok {
		if data == nil {
			var err error
			if data, _, err = source.Read(r.in.Site, f); err != nil {
				return site.File{}, err
			}
		}
		size = &pictureSize{}
		if c, _, err := image.DecodeConfig(bytes.NewReader(data)); err == nil {
			size.Width, size.Height = c.Width, c.Height
		}
		r.st.sizes.Put(f.Sum, size)
	}
	out.Width, out.Height = size.Width, size.Height
	return out, nil
}
