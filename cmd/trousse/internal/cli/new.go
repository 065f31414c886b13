package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"trousse/cmd/trousse/internal/archetype"
	"trousse/cmd/trousse/internal/config"
	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/site"
)

func runNew(_ context.Context, s *session, o options) (int, error) {
	kind, at := o.args[0], o.args[1]
	if kind == "site" {
		return s.newSite(at)
	}
	kinds := archetype.Kinds()
	if !slices.Contains(kinds, kind) {
		if near, ok := diag.Nearest(kind, append(kinds, "site")); ok {
			return WrongCommand, wrong("cli.unknown-kind.near", "kind", kind, "near", near, "allowed", strings.Join(kinds, ", "))
		}
		return WrongCommand, wrong("cli.unknown-kind", "kind", kind, "allowed", strings.Join(kinds, ", "))
	}
	return s.newPage(kind, at)
}

// newSite makes a whole small site in a folder that is missing or empty.
func (s *session) newSite(at string) (int, error) {
	dir := at
	if !filepath.IsAbs(dir) {
		dir = filepath.Join(s.dir, dir)
	}
	entries, err := os.ReadDir(dir)
	switch {
	case err == nil && len(entries) > 0:
		return WrongCommand, wrong("cli.folder-not-empty", "folder", at)
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return MachineFault, err
	}
	for _, f := range archetype.Site(s.Now()) {
		if err := create(filepath.Join(dir, filepath.FromSlash(f.Path)), f.Text); err != nil {
			return MachineFault, err
		}
		fmt.Fprintln(s.Stdout, path.Join(filepath.ToSlash(at), f.Path))
	}
	fmt.Fprintln(s.Stdout, s.say("cli.new-site-next", "folder", at))
	return Done, nil
}

// newPage makes a page in every language of the site, where its other pages are. A file that
// exists is never touched: then nothing is made.
func (s *session) newPage(kind, at string) (int, error) {
	place := strings.TrimSuffix(path.Clean(filepath.ToSlash(at)), ".md")
	place = strings.TrimPrefix(place, site.ContentDir+"/")
	if place == "." || strings.HasPrefix(place, "/") || strings.HasPrefix(place, "..") || !goodName(place) {
		return WrongCommand, wrong("cli.bad-page-path", "path", at)
	}
	data, err := os.ReadFile(filepath.Join(s.dir, "config.toml"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return MachineFault, err
	}
	cfg, ds := config.Parse(data, "config.toml")
	if _, err := os.Stat(filepath.Join(s.dir, site.ContentDir)); err != nil && len(data) == 0 {
		return WrongCommand, wrong("cli.no-site", "folder", s.dir)
	}
	if errs, _ := diag.Count(ds); errs > 0 {
		s.printer().Text(s.Stderr, ds)
		return SiteFaults, nil
	}
	var paths []string
	for _, l := range cfg.Languages {
		p := s.pagePath(kind, place, l.Key)
		if _, err := os.Stat(filepath.Join(s.dir, filepath.FromSlash(p))); err == nil {
			return WrongCommand, wrong("cli.page-exists", "path", p)
		}
		paths = append(paths, p)
	}
	for i, l := range cfg.Languages {
		text := archetype.Page(kind, l.Key, archetype.Title(place), s.Now())
		if err := create(filepath.Join(s.dir, filepath.FromSlash(paths[i])), text); err != nil {
			return MachineFault, err
		}
		fmt.Fprintln(s.Stdout, paths[i])
	}
	fmt.Fprintln(s.Stdout, s.say("cli.new-page-next"))
	return Done, nil
}

// pagePath is the file of a page in one language, in the layout that the site uses.
func (s *session) pagePath(kind, place, lang string) string {
	name := place
	if kind == "section" {
		name = path.Join(place, "_index")
	}
	if info, err := os.Stat(filepath.Join(s.dir, site.ContentDir, lang)); err == nil && info.IsDir() {
		return path.Join(site.ContentDir, lang, name+".md")
	}
	return path.Join(site.ContentDir, name+"."+lang+".md")
}

// goodName keeps page names to what works in an address and on every file system.
func goodName(place string) bool {
	for _, r := range place {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '-', r == '/':
		default:
			return false
		}
	}
	return true
}

// create writes a new file, never over an old one.
func create(name, text string) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	return errors.Join(err, f.Close())
}
