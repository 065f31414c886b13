package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"

	"trousse/cmd/trousse/internal/archetype"
	"trousse/cmd/trousse/internal/config"
	"trousse/cmd/trousse/internal/content"
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
	entries = slices.DeleteFunc(entries, func(e fs.DirEntry) bool { return e.Name() == ".git" })
	switch {
	case errors.Is(err, syscall.ENOTDIR):
		return WrongCommand, wrong("cli.not-folder", "path", dir)
	case err == nil && len(entries) > 0:
		return WrongCommand, wrong("cli.folder-not-empty", "folder", dir)
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return MachineFault, err
	}
	if err := s.create(dir, archetype.Site(s.Now())); err != nil {
		return MachineFault, err
	}
	next := "trousse build"
	if folder := s.shown(dir); strings.ContainsAny(folder, " \t") {
		next = fmt.Sprintf("trousse -C \"%s\" build", folder)
	} else if folder != "." {
		next = "trousse -C " + folder + " build"
	}
	fmt.Fprintln(s.Stdout, s.say("cli.new-site-next", "command", next))
	return Done, nil
}

// newPage makes a page in every language of the site, where its other pages are, the data beside it, and
// the sections that it needs. A file that exists is never touched: then nothing is made.
func (s *session) newPage(kind, at string) (int, error) {
	data, err := os.ReadFile(filepath.Join(s.dir, "config.toml"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return MachineFault, err
	}
	cfg, ds := config.Parse(data, "config.toml")
	if !isSite(s.dir) {
		return WrongCommand, s.noSite()
	}
	if errs, _ := diag.Count(ds); errs > 0 {
		s.printer().Text(s.Stderr, ds)
		return SiteFaults, nil
	}
	place := pagePlace(at, cfg.Languages)
	if !goodPlace.MatchString(place) {
		return WrongCommand, wrong("cli.bad-page-path", "path", at)
	}
	var drafts []archetype.File
	for _, l := range cfg.Languages {
		if p, ok := s.pageAt(place, l.Key); ok {
			return WrongCommand, wrong("cli.page-exists", "path", s.prefix()+p)
		}
		drafts = append(drafts, archetype.File{Path: s.pagePath(kind, place, l.Key), Text: archetype.Page(kind, l.Key, archetype.Title(place), s.Now())})
	}
	if archetype.Data(kind) != "" {
		data := path.Join(site.ContentDir, place+content.DataExt)
		if _, err := os.Lstat(filepath.Join(s.dir, filepath.FromSlash(data))); err == nil {
			return WrongCommand, wrong("cli.page-exists", "path", s.prefix()+data)
		}
		drafts = append(drafts, archetype.File{Path: data, Text: archetype.DataIn(kind, keys(cfg.Languages))})
	}
	for up := path.Dir(place); up != "."; up = path.Dir(up) {
		for _, l := range cfg.Languages {
			if _, ok := s.pageAt(up, l.Key); !ok {
				drafts = append(drafts, archetype.File{Path: s.pagePath("section", up, l.Key), Text: archetype.Page("section", l.Key, archetype.Title(up), s.Now())})
			}
		}
	}
	if err := s.create(s.dir, drafts); err != nil {
		return MachineFault, err
	}
	fmt.Fprintln(s.Stdout, s.say("cli.new-page-next"))
	return Done, nil
}

func keys(languages []config.Language) []string {
	ks := make([]string, len(languages))
	for i, l := range languages {
		ks[i] = l.Key
	}
	return ks
}

// pagePlace is where a page is to stand below content, in whatever way it was named: with or
// without the folder content, a language and the ending.
func pagePlace(at string, languages []config.Language) string {
	place := path.Clean(filepath.ToSlash(at))
	place = strings.TrimSuffix(strings.TrimPrefix(place, site.ContentDir+"/"), ".md")
	for _, l := range languages {
		place = strings.TrimSuffix(strings.TrimPrefix(place, l.Key+"/"), "."+l.Key)
	}
	return place
}

// goodPlace keeps page names to what works in an address and on every file system.
var goodPlace = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)*$`)

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

// pageAt finds the file of the page that stands at a place in one language, in any layout.
func (s *session) pageAt(place, lang string) (string, bool) {
	for _, name := range []string{place, place + "/_index", place + "/index"} {
		for _, p := range []string{path.Join(site.ContentDir, name+"."+lang+".md"), path.Join(site.ContentDir, lang, name+".md")} {
			if _, err := os.Lstat(filepath.Join(s.dir, filepath.FromSlash(p))); err == nil {
				return p, true
			}
		}
	}
	return "", false
}

// create writes new files below a folder and lists them: all of them, or none.
func (s *session) create(dir string, files []archetype.File) error {
	for i, f := range files {
		err := create(filepath.Join(dir, filepath.FromSlash(f.Path)), f.Text)
		if err == nil {
			continue
		}
		for _, made := range files[:i] {
			err = errors.Join(err, os.Remove(filepath.Join(dir, filepath.FromSlash(made.Path))))
		}
		return err
	}
	for _, f := range files {
		fmt.Fprintln(s.Stdout, s.shown(filepath.Join(dir, filepath.FromSlash(f.Path))))
	}
	return nil
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
	if err = errors.Join(err, f.Close()); err != nil {
		os.Remove(name)
	}
	return err
}
