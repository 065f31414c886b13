// Package asset bundles what makes a theme's look: its style sheets and its script, each into one
// small file, and the files that they show. Every name carries a fingerprint of the content, so
// that a browser may keep what it has for ever.
package asset

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/evanw/esbuild/pkg/api"

	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/memo"
)

// The files from which bundles are made, and the folder of a theme whose files are taken as they are.
const (
	MainCSS   = "css/main.css"
	ThemeCSS  = "css/theme.css" // of every layer, put behind css/main.css
	CodeCSS   = "css/code.css"
	MainJS    = "js/main.js"
	StaticDir = "static"
)

// KindDir is the folder, below css/ and js/, of what only the pages of one kind need: css/kind/checklist.css and
// js/kind/checklist.js are each a bundle of their own, beside the main ones.
const KindDir = "kind"

// KindCSS and KindJS name the style sheet and the script that only pages of a kind have.
func KindCSS(kind string) string { return "css/" + KindDir + "/" + kind + ".css" }

// KindJS is described with [KindCSS].
func KindJS(kind string) string { return "js/" + KindDir + "/" + kind + ".js" }

// KindOf gives the kind of page that a bundle is for; "" where it is not for one kind.
func KindOf(name string) string {
	kind := strings.TrimSuffix(path.Base(name), path.Ext(name))
	if name != KindCSS(kind) && name != KindJS(kind) {
		return ""
	}
	return kind
}

// Folder is where assets stand on the site.
const Folder = "assets"

// Asset is one file of a site's look.
type Asset struct {
	Name string // in the theme: "css/main.css", "static/icon.svg"
	Path string // on the site: "assets/main.0123456789.css"
	Data []byte
}

// Layer is one theme's folder: its path as diagnostics name it, and its files.
type Layer struct {
	Dir   string // "themes/trousse"
	Files fs.FS
}

// Options is all that bundling depends on beside the layers.
type Options struct {
	CodeCSS string            // the style of highlighted code, for a theme without css/code.css
	Instead map[string]string // what stands in place of files, by their names
}

// Bundle makes the assets of a theme, sorted by name. Of files with the same name in several layers
// the first layer's counts; only css/theme.css is taken from every layer, and stands behind
// css/main.css in the bundle, the last layer's first. css/main.css is required; css/code.css,
// js/main.js and what is in the [KindDir] folders may be missing. What esbuild finds wrong is "asset-error" [detail], a file that is
// used and does not exist "asset-error.missing" [file], an address outside the site
// "asset-error.foreign" [address], a theme without its main style sheet "asset-missing" [file].
// The error is that of the file system.
func Bundle(layers []Layer, opt Options) ([]Asset, []diag.Diagnostic, error) {
	b := &bundler{text: map[string]string{}, path: map[string]string{}, shown: map[string]string{}}
	if len(layers) > 0 {
		b.dir = layers[0].Dir
	}
	var assets []Asset
	err := walk(layers, func(f file) {
		if rest, ok := strings.CutPrefix(f.name, StaticDir+"/"); ok {
			a := Asset{f.name, fingerprinted(rest, f.data), f.data}
			assets = append(assets, a)
			b.shown[f.name] = a.Path
			return
		}
		name := f.name
		if name == ThemeCSS {
			name = fmt.Sprintf("css/%d:theme.css", len(b.behind))
			b.behind = append(b.behind, name)
		}
		b.text[name], b.path[name] = string(f.data), path.Join(f.dir, f.name)
	})
	if err != nil {
		return nil, nil, err
	}
	for name, text := range opt.Instead {
		if _, ok := b.text[name]; ok {
			b.text[name] = text
		}
	}
	if _, ok := b.text[CodeCSS]; !ok && opt.CodeCSS != "" {
		b.text[CodeCSS] = opt.CodeCSS
	}
	var entries []string
	for _, name := range []string{MainCSS, CodeCSS, MainJS} {
		if _, ok := b.text[name]; ok {
			entries = append(entries, name)
		} else if name == MainCSS {
			b.diags = append(b.diags, diag.New("asset-missing", diag.Position{Path: b.dir}, "file", name))
		}
	}
	for name := range b.text {
		if KindOf(name) != "" {
			entries = append(entries, name)
		}
	}
	slices.Sort(entries)
	assets = append(assets, b.build(entries)...)
	slices.SortFunc(assets, func(a, b Asset) int { return cmp.Compare(a.Name, b.Name) })
	return assets, diag.Dedupe(b.diags), nil
}

// Find gives the path on the site of the asset that a theme calls name; "" where there is none.
func Find(assets []Asset, name string) string {
	for _, a := range assets {
		if a.Name == name {
			return a.Path
		}
	}
	return ""
}

// Sum names all that [Bundle] makes of a theme, without making it.
func Sum(layers []Layer, opt Options) (memo.Sum, error) {
	parts := []memo.Part{{Name: "options", Sum: memo.SumOf(opt)}}
	for _, l := range layers {
		parts = append(parts, memo.Part{Name: l.Dir})
	}
	err := walk(layers, func(f file) {
		parts = append(parts, memo.Part{Name: path.Join(f.dir, f.name), Sum: memo.SumBytes(f.data)})
	})
	if err != nil {
		return memo.Sum{}, err
	}
	return memo.SumOf(parts), nil
}

// file is one file of a theme.
type file struct {
	dir, name string // the layer's path; the file's in the layer
	data      []byte
}

// walk reads all files that assets are made of, layer by layer, folder by folder in the order of
// their names; css/theme.css comes last, from the last layer to the first.
func walk(layers []Layer, use func(file)) error {
	seen := map[string]bool{}
	var behind []file
	for _, l := range layers {
		err := walkLayer(l.Files, func(name string) error {
			if seen[name] && name != ThemeCSS {
				return nil
			}
			seen[name] = true
			data, err := fs.ReadFile(l.Files, name)
			switch {
			case err != nil:
				return err
			case name == ThemeCSS:
				behind = append(behind, file{l.Dir, name, data})
			default:
				use(file{l.Dir, name, data})
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("read theme: %w", err)
		}
	}
	for _, f := range slices.Backward(behind) {
		use(f)
	}
	return nil
}

// walkLayer names the files of one layer. A folder that is not there is empty; names that begin
// with a dot belong to the author's machine.
func walkLayer(theme fs.FS, use func(name string) error) error {
	for _, dir := range []string{"css", "js", StaticDir} {
		if _, err := fs.Stat(theme, dir); errors.Is(err, fs.ErrNotExist) {
			continue
		}
		err := fs.WalkDir(theme, dir, func(name string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case strings.HasPrefix(d.Name(), "."):
				if d.IsDir() {
					return fs.SkipDir
				}
				return nil
			case d.IsDir():
				return nil
			}
			return use(name)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func fingerprinted(name string, data []byte) string {
	ext := path.Ext(name)
	return Folder + "/" + strings.TrimSuffix(name, ext) + "." + memo.SumBytes(data).Short() + ext
}

// engines are the browsers that must read the bundles: those of the last four years.
func engines() []api.Engine {
	return []api.Engine{
		{Name: api.EngineChrome, Version: "105"},
		{Name: api.EngineFirefox, Version: "110"},
		{Name: api.EngineSafari, Version: "15.6"},
	}
}

type bundler struct {
	dir    string            // the theme's path as diagnostics name it
	text   map[string]string // what may be bundled, by name in the theme
	path   map[string]string // the same files' paths as diagnostics name them
	behind []string          // each layer's css/theme.css, in the order in which they stand in the bundle
	shown  map[string]string // paths on the site of what is taken as it is, by name in the theme
	diags  []diag.Diagnostic
}

// build runs esbuild once for all entries. Nothing is read from disk or written to it: every path
// is one of the theme.
func (b *bundler) build(entries []string) []Asset {
	if len(entries) == 0 {
		return nil
	}
	opt := api.BuildOptions{
		Bundle: true, Write: false, LogLevel: api.LogLevelSilent,
		Engines: engines(), Format: api.FormatIIFE, Platform: api.PlatformBrowser,
		MinifyWhitespace: true, MinifyIdentifiers: true, MinifySyntax: true,
		Charset: api.CharsetUTF8, LegalComments: api.LegalCommentsNone,
		TsconfigRaw: "{}", Outdir: "/", AbsWorkingDir: "/",
		Plugins: []api.Plugin{{Name: "theme", Setup: b.plugin}},
	}
	for _, name := range entries {
		// The whole name keeps css/main.css and js/main.js apart.
		opt.EntryPointsAdvanced = append(opt.EntryPointsAdvanced,
			api.EntryPoint{InputPath: name, OutputPath: strings.TrimSuffix(name, path.Ext(name))})
	}
	result := api.Build(opt)
	for _, m := range result.Errors {
		b.diags = append(b.diags, b.diagnostic(m, diag.Default))
	}
	for _, m := range result.Warnings {
		b.diags = append(b.diags, b.diagnostic(m, diag.Warning))
	}
	var assets []Asset
	for _, f := range result.OutputFiles {
		// On Windows the path begins with a drive.
		full := strings.ReplaceAll(f.Path, `\`, "/")
		for _, name := range entries {
			if strings.HasSuffix(full, "/"+name) {
				assets = append(assets, Asset{name, fingerprinted(path.Base(name), f.Contents), f.Contents})
			}
		}
	}
	return assets
}

// diagnostic makes a diagnostic of a message of esbuild, or takes out the one that the plugin put in.
func (b *bundler) diagnostic(m api.Message, severity diag.Severity) diag.Diagnostic {
	pos := diag.Position{Path: b.dir}
	if l := m.Location; l != nil {
		name := strings.TrimPrefix(l.File, namespace+":")
		pos.Path = path.Join(b.dir, name)
		if p, ok := b.path[name]; ok {
			pos.Path = p
		}
		pos.Line = l.Line
		pos.Col = utf8.RuneCountInString(l.LineText[:min(l.Column, len(l.LineText))]) + 1
	}
	if d, ok := m.Detail.(diag.Diagnostic); ok {
		d.Pos = pos
		return d
	}
	d := diag.New("asset-error", pos, "detail", m.Text)
	d.Severity = severity
	return d
}
