// Package theme finds a theme and all that it inherits, and reads what its theme.toml says: the
// parent, the tokens that differ from the parent's, and what stands above the header.
//
// A theme is a stack of layers, its own folder first, then its parent's, and so on: of files with
// the same name the first layer's counts. theme.toml is not inherited; what it says is put together
// from the end of the stack to its beginning.
package theme

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"trousse/cmd/trousse/internal/diag"
)

// BuiltIn is the theme that stands in where another cannot be found.
const BuiltIn = "trousse"

// Root is the folder of themes in a site.
const Root = "themes"

// File is what a theme says about itself.
const File = "theme.toml"

// TokensFile is the style sheet with the values that a theme.toml may change.
const TokensFile = "css/tokens.css"

// Layer is one theme's folder: its path as diagnostics name it, and its files.
type Layer struct {
	Dir   string // "themes/trousse"
	Files fs.FS
}

// Theme is a theme with all that it inherits.
type Theme struct {
	Layers []Layer // its own folder first, then its parent's
	Tokens string  // css/tokens.css with the tokens of every theme.toml; "" where the layers' own file stands
	Header Header
}

// Header is what stands above the header of every page: who publishes the site.
type Header struct {
	Owner Text // a name: "City of …"
	URL   Text // of the owner's own site
	Logo  Logo
}

// Text is a text by language key.
type Text map[string]string

// In gives the text in a language, or in the first of the others that has it.
func (t Text) In(lang string, others []string) string {
	if s := t[lang]; s != "" {
		return s
	}
	for _, l := range others {
		if s := t[l]; s != "" {
			return s
		}
	}
	return ""
}

// Logo is a picture in the theme's static folder.
type Logo struct {
	Name          string // as an asset: "static/logo.svg"; "" where there is none
	Alt           Text
	Width, Height int
}

// Options is where themes are and which languages the site has.
type Options struct {
	Site      fs.FS // the site's folder of themes
	BuiltIn   fs.FS
	Languages []string // keys
}

// Load finds the theme called name, the site's own before the built-in one, and all that it
// inherits. A theme of the site may extend the built-in one of its own name. at is where the site
// names the theme. A theme is always returned: where a name leads nowhere or back, the built-in
// theme is the end. The error is that of the file system.
func Load(name string, at diag.Position, opt Options) (*Theme, []diag.Diagnostic, error) {
	l := &loader{opt: opt}
	if err := l.chain(name, at); err != nil {
		return nil, nil, err
	}
	t := &Theme{}
	for _, link := range l.links {
		t.Layers = append(t.Layers, link.layer)
	}
	sheet, err := l.tokens(t)
	if err != nil {
		return nil, nil, err
	}
	if sheet != nil {
		l.diags = append(l.diags, sheet.judge()...)
	}
	if err := l.header(t); err != nil {
		return nil, nil, err
	}
	diag.Sort(l.diags)
	return t, l.diags, nil
}

// link is one theme of a chain.
type link struct {
	name  string
	site  bool // the site's own
	layer Layer
	said  *manifest
}

type loader struct {
	opt   Options
	links []link
	diags []diag.Diagnostic
}

// chain follows a theme's parents to the end.
func (l *loader) chain(name string, at diag.Position) error {
	variant := ""
	var child *link
	for name != "" {
		next, ok := l.find(name, child)
		if !ok {
			l.diags = append(l.diags, l.unknown(name, at, variant))
			name, at = BuiltIn, diag.Position{}
			if next, ok = l.find(name, &link{name: name, site: true}); !ok {
				return nil
			}
		}
		if circle := l.circle(next); circle != "" {
			l.diags = append(l.diags, diag.New("theme-circle", at, "theme", next.name, "circle", circle))
			name = BuiltIn
			if next, ok = l.find(name, &link{name: name, site: true}); !ok || l.circle(next) != "" {
				return nil
			}
		}
		data, err := fs.ReadFile(next.layer.Files, File)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("read %s: %w", path.Join(next.layer.Dir, File), err)
		}
		said, ds := parse(data, path.Join(next.layer.Dir, File))
		l.diags = append(l.diags, ds...)
		next.said = said
		l.links = append(l.links, next)
		child = &l.links[len(l.links)-1]
		name, at, variant = said.extends, said.extendsAt, "parent"
	}
	return nil
}

// find looks for a theme's folder. child is the theme that extends it, nil for the site itself.
func (l *loader) find(name string, child *link) (link, bool) {
	dir := path.Join(Root, name)
	if own := child != nil && child.site && child.name == name; !own && isDir(l.opt.Site, name) {
		return link{name: name, site: true, layer: Layer{dir, sub(l.opt.Site, name)}}, true
	}
	if isDir(l.opt.BuiltIn, name) {
		return link{name: name, layer: Layer{dir, sub(l.opt.BuiltIn, name)}}, true
	}
	// There is no built-in one of that name: the theme extends itself.
	if isDir(l.opt.Site, name) {
		return link{name: name, site: true, layer: Layer{dir, sub(l.opt.Site, name)}}, true
	}
	return link{}, false
}

// circle gives the way from a theme of the chain back to itself: "a, b, a".
func (l *loader) circle(next link) string {
	var names []string
	for _, seen := range l.links {
		if len(names) > 0 || seen.name == next.name && seen.site == next.site {
			names = append(names, seen.name)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return strings.Join(append(names, next.name), " → ")
}

func (l *loader) unknown(name string, at diag.Position, variant string) diag.Diagnostic {
	d := diag.New("unknown-theme", at, "theme", name).With(variant)
	known := append(folders(l.opt.Site), folders(l.opt.BuiltIn)...)
	if near, ok := diag.Nearest(name, known); ok {
		d = d.With("near")
		d.Args = append(d.Args, diag.Arg{Name: "near", Value: near})
	}
	return d
}

// folders names the folders in a folder.
func folders(f fs.FS) []string {
	entries, _ := fs.ReadDir(f, ".") // only to suggest a name
	var names []string
	for _, e := range entries {
		if e.IsDir() {
			names = append(names, e.Name())
		}
	}
	return names
}

func isDir(f fs.FS, name string) bool {
	info, err := fs.Stat(f, name)
	return err == nil && info.IsDir()
}

// sub is the folder name of f, whose name was checked.
func sub(f fs.FS, name string) fs.FS {
	s, err := fs.Sub(f, name)
	if err != nil {
		return f // fs.Sub fails for names that are not paths only
	}
	return s
}
