// Package build conducts: it is the only engine. Cold, warm and watched builds are the same call
// of [Run]; only the earlier [State] differs. Every build walks everything and looks each thing
// up by the hash of what it is made from; there is no partial build.
package build

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"trousse/cmd/trousse/internal/asset"
	"trousse/cmd/trousse/internal/check"
	"trousse/cmd/trousse/internal/config"
	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/output"
	"trousse/cmd/trousse/internal/par"
	"trousse/cmd/trousse/internal/publish"
	"trousse/cmd/trousse/internal/render"
	"trousse/cmd/trousse/internal/site"
	"trousse/cmd/trousse/internal/view"
)

// Input is all that a build depends on.
type Input struct {
	Site fs.FS  // the site's folder
	Out  string // the output folder; "" to judge only, and write nothing
	Hold bool   // write nothing, and give the files to be in the result: each is written when somebody asks for it

	Templates, Themes, Locales fs.FS // built in; the site's own folders of these names go before them

	Rules   []check.Rule
	Formats func(Made) []output.Format

	BaseURL  string // instead of the configuration's, where not ""
	Relative bool
	Drafts   bool
	Strict   bool // warnings are errors
	Verify   bool // recompute every remembered result and compare

	Explain  string // an output path, a page's address or its file
	Workers  int    // at least 1; 0: one per processor
	Now      time.Time
	Day      time.Time                        // on which the site is judged, for what grows old; zero: nothing does
	Progress func(step Step, done, total int) // may be nil; called from many goroutines
}

// Step is what a build is doing.
type Step string

const (
	Reading Step = "reading"
	Judging Step = "judging"
	Writing Step = "writing"
)

// Made is what formats are made from: each takes what it needs.
type Made struct {
	Site      *site.Site
	Files     fs.FS // the site's folder
	View      *view.Maker
	Templates *render.Set
	Body      output.Body
	Text      func(path string) (string, error) // a source file's Markdown
	Assets    []asset.Asset
	Relative  bool
}

// Result is what a build found and did.
type Result struct {
	Site      *site.Site // nil where the configuration could not be used
	Diags     []diag.Diagnostic
	Errors    int
	Warnings  int
	Published bool
	Files     []publish.File // with Hold, and without errors: everything that the site consists of. Write may give [ErrChanged]
	// Plain, with Hold, reads the visible text of a page's file anew, as [markdown.Document] has it, or
	// gives [ErrChanged]. It may be called from many goroutines.
	Plain     func(path string) (string, error)
	Written   []string
	Removed   []string
	Kept      []string // no longer wanted, but changed by somebody since they were written
	Unchanged int
	Explained []Explanation
	Differ    []string // found by Verify: what was remembered wrongly
	Compared  int      // how many results Verify compared
}

// Explanation says why one output file was made again, or not.
type Explanation struct {
	Path    string
	Known   bool     // the file was there after the last build
	Changed []string // parts of its key that differ from then
}

// Run builds the site. Faults of the site's author are in the result; an error is the machine's.
// With faults that are errors nothing is published.
func Run(ctx context.Context, in Input, st *State) (*Result, error) {
	if in.Workers <= 0 {
		in.Workers = runtime.GOMAXPROCS(0)
	}
	if in.Progress == nil {
		in.Progress = func(Step, int, int) {}
	}
	r := &runner{in: in, st: st}
	defer r.bodies.close()
	res, err := r.run(ctx)
	if err != nil {
		return nil, err
	}
	res.Errors, res.Warnings = check.Counts(res.Diags)
	return res, nil
}

// runner is one build under way.
type runner struct {
	in     Input
	st     *State
	bodies bodies

	cfg    *config.Config
	reader *reader
	found  []diag.Diagnostic // findings so far, not yet judged
}

func (r *runner) run(ctx context.Context) (*Result, error) {
	got, err := r.read(ctx)
	if err != nil {
		return nil, err
	}
	// Templates are read while pages are joined, which one processor does.
	type loaded struct {
		set *render.Set
		ds  []diag.Diagnostic
	}
	loading := make(chan loaded, 1)
	go func() {
		set, ds := render.Load(got.templates, renderWords(r.cfg.Languages, got.words))
		loading <- loaded{set, ds}
	}()
	s, ds := site.Join(site.Input{
		Config: r.cfg, Words: got.words, Pages: got.pages, Data: got.data, Files: got.files, Sources: got.sources,
		Drafts: r.in.Drafts, BaseURL: r.in.BaseURL, Day: r.in.Day,
	})
	r.found = append(r.found, ds...)
	if err := r.judge(ctx, s); err != nil {
		return nil, err
	}
	templates := <-loading
	r.found = append(r.found, templates.ds...)

	res := &Result{Site: s}
	var h *held
	if r.in.Hold {
		h = newHeld(r.reader, got.pages, got.files)
		res.Plain = h.plain
	}
	res.Diags = r.verdict(got)
	if errs, _ := check.Counts(res.Diags); errs > 0 {
		return res, nil
	}
	maker := view.New(s, r.look(got), r.cfg.Format)
	made := Made{
		Site: s, Files: r.in.Site, View: maker, Templates: templates.set, Body: r.bodies.get, Text: r.reader.text,
		Assets: needed(got.bundle.Assets, s), Relative: r.in.Relative,
	}
	if h != nil {
		made.Files, made.Body, made.Text = h, h.body, h.text
	}
	formats := r.in.Formats(made)
	files, clash, err := r.files(ctx, formats, s)
	if err != nil {
		return nil, err
	}
	if len(clash) > 0 {
		r.found = append(r.found, clash...)
		res.Diags = r.verdict(got)
		return res, nil
	}
	if r.in.Hold {
		res.Files = files
		r.st.trim()
		return res, nil
	}
	keyed, err := r.keys(ctx, files)
	if err != nil {
		return nil, err
	}
	res.Explained = r.explain(s, keyed)
	if err := r.place(ctx, keyed, res); err != nil {
		// What a template or a file in the way did wrong is the author's to mend.
		if ds, ok := authorsFault(err); ok {
			r.found = append(r.found, ds...)
			res.Diags = r.verdict(got)
			return res, nil
		}
		return nil, err
	}
	if r.in.Verify {
		if err := r.verify(ctx, keyed, res); err != nil {
			return nil, err
		}
	}
	return res, nil
}

// verdict judges what was found so far.
func (r *runner) verdict(got *got) []diag.Diagnostic {
	found := append(r.found, check.UnknownRules(r.in.Rules, r.cfg, got.pages)...)
	ds := check.Judge(r.in.Rules, r.cfg, got.pages, found)
	if r.in.Strict {
		for i := range ds {
			ds[i].Severity = diag.Error
		}
	}
	return ds
}

// judge runs the rules that see more than one file.
func (r *runner) judge(ctx context.Context, s *site.Site) error {
	pages := s.PagesAndParts()
	found := make([][]diag.Diagnostic, len(pages))
	err := par.Each(ctx, r.in.Workers, len(pages), func(_ context.Context, i int) error {
		found[i] = check.RunLinked(r.in.Rules, s, pages[i])
		r.in.Progress(Judging, i+1, len(pages))
		return nil
	})
	if err != nil {
		return err
	}
	for _, ds := range found {
		r.found = append(r.found, ds...)
	}
	r.found = append(r.found, check.RunSite(r.in.Rules, s)...)
	return nil
}

// files asks every format that is on for its files. A file of the author's in the way of one that
// is made is a fault at that file.
func (r *runner) files(ctx context.Context, formats []output.Format, s *site.Site) ([]publish.File, []diag.Diagnostic, error) {
	own := make(map[string]*site.File, len(s.Used)) // the author's, by path on the site
	for _, f := range s.Used {
		own[f.URL] = f
	}
	// Each format lists its files by itself; the author's own come last.
	wanted := slices.DeleteFunc(slices.Clone(formats), func(f output.Format) bool {
		return f.Name() != "static" && !r.cfg.Format(f.Name())
	})
	slices.SortStableFunc(wanted, func(a, b output.Format) int { return cmp.Compare(last(a), last(b)) })
	lists, err := par.Map(ctx, r.in.Workers, wanted, func(_ context.Context, f output.Format) ([]publish.File, error) {
		list, err := f.Files(s)
		if err != nil {
			return nil, fmt.Errorf("list %s files: %w", f.Name(), err)
		}
		return list, nil
	})
	if err != nil {
		return nil, nil, err
	}
	files := slices.Concat(lists...)
	var clash []diag.Diagnostic
	for k, list := range lists {
		for i := 0; i < len(list) && len(own) > 0 && last(wanted[k]) == 0; i++ {
			if f := own[list[i].Path]; f != nil {
				clash = append(clash, diag.New("reserved-address", diag.Position{Path: f.Path}, "url", "/"+f.URL))
			}
		}
	}
	return files, clash, nil
}

// last is 1 for the format that stands behind all others.
func last(f output.Format) int {
	if f.Name() == "static" {
		return 1
	}
	return 0
}

// keys works out what every file is made from.
func (r *runner) keys(ctx context.Context, files []publish.File) ([]publish.Keyed, error) {
	keyed := make([]publish.Keyed, len(files))
	err := par.Each(ctx, r.in.Workers, len(files), func(_ context.Context, i int) error {
		keyed[i] = publish.Keyed{File: files[i], K: files[i].Key()}
		return nil
	})
	return keyed, err
}

// place publishes, or, where nothing is to be written, renders what is new to find its faults.
func (r *runner) place(ctx context.Context, keyed []publish.Keyed, res *Result) error {
	if r.in.Out == "" {
		return par.Each(ctx, r.in.Workers, len(keyed), func(ctx context.Context, i int) error {
			if known, ok := r.st.placed.Get(keyed[i].Path); ok && known.Key.Sum == keyed[i].K.Sum {
				return nil
			}
			r.in.Progress(Judging, i+1, len(keyed))
			return keyed[i].Write(ctx, io.Discard)
		})
	}
	folder, err := publish.Open(r.in.Out)
	if err != nil {
		return err
	}
	defer folder.Close()
	var written atomic.Int64
	for i := range keyed {
		write := keyed[i].Write
		keyed[i].Write = func(ctx context.Context, w io.Writer) error {
			r.in.Progress(Writing, int(written.Add(1)), len(keyed))
			return write(ctx, w)
		}
	}
	done, err := folder.Publish(ctx, r.in.Workers, keyed, r.st.placed.Get)
	if err != nil {
		return err
	}
	for _, i := range done.Fresh {
		r.st.placed.Put(keyed[i].Path, &done.Placed[i])
	}
	r.st.trim()
	res.Published = true
	res.Written, res.Removed, res.Kept, res.Unchanged = done.Written, done.Removed, done.Kept, done.Unchanged
	return nil
}

// authorsFault turns the errors that an author can mend into diagnostics.
func authorsFault(err error) ([]diag.Diagnostic, bool) {
	if fault, ok := errors.AsType[*render.Fault](err); ok {
		return []diag.Diagnostic{diag.New("template-error", fault.Pos, "detail", fault.Detail)}, true
	}
	return nil, false
}

// needed leaves out the bundles for kinds of pages that the site has none of.
func needed(assets []asset.Asset, s *site.Site) []asset.Asset {
	kinds := map[string]bool{"": true, "languages": true}
	for _, p := range s.Pages {
		kinds[view.LookKind(p)] = true
	}
	return slices.DeleteFunc(slices.Clone(assets), func(a asset.Asset) bool { return !kinds[asset.KindOf(a.Name)] })
}

// look finds the theme's bundles among its assets, and what it puts above the header.
func (r *runner) look(g *got) view.Look {
	assets := g.bundle.Assets
	icons := map[string]string{}
	kinds := map[string]view.KindLook{}
	for _, a := range assets {
		if k := asset.KindOf(a.Name); k != "" {
			kinds[k] = view.KindLook{Stylesheet: asset.Find(assets, asset.KindCSS(k)), Script: asset.Find(assets, asset.KindJS(k))}
		}
		if name, ok := strings.CutPrefix(a.Name, asset.StaticDir+"/"); ok {
			icons[name] = a.Path
		}
	}
	look := view.Look{
		Stylesheet:     asset.Find(assets, asset.MainCSS),
		CodeStylesheet: asset.Find(assets, asset.CodeCSS),
		Script:         asset.Find(assets, asset.MainJS),
		Icon:           asset.Find(assets, "static/icon.svg"),
		Icons:          icons,
		Kinds:          kinds,
		Colours:        g.colours,
		Open:           r.in.Relative,
	}
	var keys []string
	for _, l := range r.cfg.Languages {
		keys = append(keys, l.Key)
	}
	h := g.theme.Header
	for _, lang := range keys {
		look.Banners = append(look.Banners, view.Banner{
			Owner: view.Link{Text: h.Owner.In(lang, keys), URL: h.URL.In(lang, keys)},
			Logo:  view.Image{URL: asset.Find(assets, h.Logo.Name), Alt: h.Logo.Alt.In(lang, keys), Width: h.Logo.Width, Height: h.Logo.Height},
		})
	}
	return look
}
