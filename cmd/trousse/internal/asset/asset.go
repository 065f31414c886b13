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
	CodeCSS   = "css/code.css"
	MainJS    = "js/main.js"
	StaticDir = "static"
)

// Folder is where assets stand on the site.
const Folder = "assets"

// Asset is one file of a site's look.
type Asset struct {
	Name string // in the theme: "css/main.css", "static/icon.svg"
	Path string // on the site: "assets/main.0123456789.css"
	Data []byte
}

// Options is all that bundling depends on beside the theme.
type Options struct {
	Dir     string // the theme's path as diagnostics name it: "themes/trousse"
	CodeCSS string // the style of highlighted code, for a theme without css/code.css
}

// Bundle makes the assets of a theme, sorted by name. css/main.css is required; css/code.css and
// js/main.js may be missing. What esbuild finds wrong is "asset-error" [detail], a file that is
// used and does not exist "asset-error.missing" [file], an address outside the site
// "asset-error.foreign" [address], a theme without its main style sheet "asset-missing" [file].
// The error is that of the file system.
func Bundle(theme fs.FS, opt Options) ([]Asset, []diag.Diagnostic, error) {
	b := &bundler{opt: opt, text: map[string]string{}, shown: map[string]string{}}
	var assets []Asset
	err := walk(theme, func(name string, data []byte) {
		if rest, ok := strings.CutPrefix(name, StaticDir+"/"); ok {
			a := Asset{name, fingerprinted(rest, data), data}
			assets = append(assets, a)
			b.shown[name] = a.Path
		} else {
			b.text[name] = string(data)
		}
	})
	if err != nil {
		return nil, nil, err
	}
	if _, ok := b.text[CodeCSS]; !ok && opt.CodeCSS != "" {
		b.text[CodeCSS] = opt.CodeCSS
	}
	var entries []string
	for _, name := range []string{MainCSS, CodeCSS, MainJS} {
		if _, ok := b.text[name]; ok {
			entries = append(entries, name)
		} else if name == MainCSS {
			b.diags = append(b.diags, diag.New("asset-missing", diag.Position{Path: opt.Dir}, "file", name))
		}
	}
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
func Sum(theme fs.FS, opt Options) (memo.Sum, error) {
	parts := []memo.Part{{Name: "options", Sum: memo.SumOf(opt)}}
	err := walk(theme, func(name string, data []byte) {
		parts = append(parts, memo.Part{Name: name, Sum: memo.SumBytes(data)})
	})
	if err != nil {
		return memo.Sum{}, err
	}
	return memo.SumOf(parts), nil
}

// walk reads all files of a theme that assets are made of, folder by folder in the order of their
// names. A folder that is not there is empty; names that begin with a dot belong to the author's machine.
func walk(theme fs.FS, use func(name string, data []byte)) error {
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
			data, err := fs.ReadFile(theme, name)
			if err != nil {
				return err
			}
			use(name, data)
			return nil
		})
		if err != nil {
			return fmt.Errorf("read theme: %w", err)
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
	opt   Options
	text  map[string]string // what may be bundled, by name in the theme
	shown map[string]string // paths on the site of what is taken as it is, by name in the theme
	diags []diag.Diagnostic
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
	pos := diag.Position{Path: b.opt.Dir}
	if l := m.Location; l != nil {
		pos.Path = path.Join(b.opt.Dir, strings.TrimPrefix(l.File, namespace+":"))
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
