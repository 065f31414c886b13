package site

import (
	"maps"
	"net/url"
	"path"
	"slices"
	"strings"

	"trousse/cmd/trousse/internal/content"
	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/markdown"
)

// Target is what a link leads to: a page, a file, or neither, and then Fault says why.
type Target struct {
	Page  *Page
	File  *File
	Query string // as written, without "?"
	Fault string // "", or a rule: "broken-link", "link-out-of-tree", "link-draft"
}

// URL is the address of a target with a fragment as a page writes it; "" where it leads nowhere.
func (s *Site) URL(t Target, fragment string) string {
	path, ok := t.path()
	if !ok {
		return ""
	}
	return s.Link(path) + t.tail(fragment)
}

// Whole is like [Site.URL] for readers who are elsewhere: see [Site.Address].
func (s *Site) Whole(t Target, fragment string) string {
	path, ok := t.path()
	if !ok {
		return ""
	}
	return s.Address(path) + t.tail(fragment)
}

// path is the path of a target's address; there is none where it leads nowhere.
func (t Target) path() (string, bool) {
	switch {
	case t.Page != nil:
		return t.Page.URL, true
	case t.File != nil:
		return t.File.URL, true
	}
	return "", false
}

func (t Target) tail(fragment string) string {
	tail := ""
	if t.Query != "" {
		tail = "?" + t.Query
	}
	if fragment != "" {
		tail += "#" + fragment
	}
	return tail
}

// Targets resolves the links of p, one for one; those that are neither LinkFile nor LinkSite have
// a zero Target. A page may be named by its file, by its file without language and ending, or by
// its address on the site; without a language it is the page in p's own.
func (s *Site) Targets(p *Page) []Target {
	p.resolve.Do(func() {
		p.targets = make([]Target, len(p.Facts.Links))
		for i, l := range p.Facts.Links {
			if l.Kind == markdown.LinkFile || l.Kind == markdown.LinkSite {
				p.targets[i] = s.target(p, l.Dest)
			}
		}
	})
	return p.targets
}

func (s *Site) target(p *Page, written string) Target {
	dest, query := plain(written)
	if dest == "" {
		return Target{Page: p, Query: query}
	}
	full, ok := s.resolve(p, dest)
	if !ok {
		return Target{Fault: "link-out-of-tree"}
	}
	at, _ := s.placeOf(full, p.Lang)
	if q := s.places[at]; q != nil {
		if q.Shape == content.Part {
			return Target{Fault: "broken-link"}
		}
		return Target{Page: q, Query: query}
	}
	if f := s.files[full]; f != nil {
		return Target{File: f, Query: query}
	}
	if strings.HasPrefix(dest, "/") {
		if q := s.urls[strings.Trim(dest, "/")+"/"]; q != nil {
			return Target{Page: q, Query: query}
		}
		if f := s.files[StaticDir+path.Clean(dest)]; f != nil {
			return Target{File: f, Query: query}
		}
	}
	if s.drafts[at] {
		return Target{Fault: "link-draft"}
	}
	return Target{Fault: "broken-link"}
}

// plain gives the path that a destination names, and its query.
func plain(dest string) (path, query string) {
	dest, query, _ = strings.Cut(dest, "?")
	if path, err := url.PathUnescape(dest); err == nil {
		return path, query
	}
	return dest, query
}

// resolve makes a path relative to the site's folder of a destination written in p's file. It
// reports false for one that leaves the content folder.
func (s *Site) resolve(p *Page, dest string) (string, bool) {
	var full string
	if strings.HasPrefix(dest, "/") {
		full = path.Join(ContentDir, path.Clean(dest))
	} else {
		full = path.Join(path.Dir(p.Path), dest)
	}
	return full, full == ContentDir || strings.HasPrefix(full, ContentDir+"/")
}

// placeOf reads a path below content as the place of a page, in its own language where it names
// one (explicit) and in lang otherwise.
func (s *Site) placeOf(full, lang string) (at place, explicit bool) {
	rest := strings.Trim(strings.TrimPrefix(full, ContentDir), "/")
	if first, below, _ := strings.Cut(rest, "/"); first != "" {
		if _, ok := s.langs[first]; ok {
			lang, rest, explicit = first, below, true
		}
	}
	rest = strings.TrimSuffix(rest, ".md")
	if i := strings.LastIndexByte(rest, '.'); i >= 0 {
		if _, ok := s.langs[rest[i+1:]]; ok {
			lang, rest, explicit = rest[i+1:], rest[:i], true
		}
	}
	if base := path.Base(rest); base == "index" || base == "_index" {
		rest = parentDir(rest)
	}
	return place{lang, rest}, explicit
}

func (s *Site) find(full, lang string) *Page {
	at, _ := s.placeOf(full, lang)
	return s.places[at]
}

// Image finds the file of a picture; nil where there is none.
func (s *Site) Image(p *Page, img markdown.Image) *File {
	dest, _ := plain(img.Dest)
	if full, ok := s.resolve(p, dest); ok {
		if f := s.files[full]; f != nil {
			return f
		}
	}
	if strings.HasPrefix(dest, "/") {
		return s.files[StaticDir+path.Clean(dest)]
	}
	return nil
}

// part finds what an include puts in, or says why there is nothing.
func (s *Site) part(p *Page, inc markdown.Include) (*Page, *diag.Diagnostic) {
	full, ok := s.resolve(p, inc.File)
	if !ok {
		d := diag.New("link-out-of-tree", p.Pos(inc.Pos), "target", inc.File)
		return nil, &d
	}
	q := s.find(full, p.Lang)
	if q == nil {
		d := diag.New("unknown-include", p.Pos(inc.Pos), "file", inc.File)
		if near, ok := diag.Nearest(full, s.partNames(p.Lang)); ok {
			d.Args = append(d.Args, diag.Arg{Name: "near", Value: strings.TrimPrefix(near, ContentDir)})
			d = d.With("near")
		}
		return nil, &d
	}
	if q.Shape != content.Part {
		d := diag.New("include-not-part", p.Pos(inc.Pos), "file", inc.File)
		return nil, &d
	}
	return q, nil
}

func (s *Site) partNames(lang string) []string {
	var names []string
	for at, q := range s.places {
		if at.lang == lang && q.Shape == content.Part {
			names = append(names, ContentDir+"/"+at.id)
		}
	}
	slices.Sort(names)
	return names
}

// Near finds the destination, spelled like what is written in p's file, that was probably meant by a broken
// link: a page of p's language whose place differs by a slip.
func (s *Site) Near(p *Page, written string) (string, bool) {
	dest, _ := plain(written)
	full, ok := s.resolve(p, dest)
	if !ok {
		return "", false
	}
	at, explicit := s.placeOf(full, p.Lang)
	var known []string
	for q, pg := range s.places {
		if q.lang == at.lang && pg.Shape != content.Part {
			known = append(known, q.id)
		}
	}
	slices.Sort(known)
	id, ok := diag.Nearest(at.id, known)
	if !ok {
		// The page may have moved: the same name elsewhere is the best guess, if it is the only one.
		var same []string
		for _, k := range known {
			if path.Base(k) == path.Base(at.id) {
				same = append(same, k)
			}
		}
		if len(same) != 1 {
			return "", false
		}
		id = same[0]
	}
	q := s.places[place{at.lang, id}]
	if explicit || strings.HasSuffix(dest, ".md") {
		return relative(path.Dir(p.Path), q.Path), true
	}
	return "/" + id, true
}

// NearFile finds the file that was probably meant by a destination in p's file that names none.
func (s *Site) NearFile(p *Page, written string) (string, bool) {
	dest, _ := plain(written)
	full, ok := s.resolve(p, dest)
	if !ok {
		return "", false
	}
	known := slices.Sorted(maps.Keys(s.files))
	near, ok := diag.Nearest(full, known)
	if !ok {
		return "", false
	}
	return relative(path.Dir(p.Path), near), true
}

// relative writes the path of target as seen from a folder.
func relative(dir, target string) string {
	from, to := strings.Split(dir, "/"), strings.Split(target, "/")
	n := 0
	for n < len(from) && n < len(to)-1 && from[n] == to[n] {
		n++
	}
	return strings.Repeat("../", len(from)-n) + strings.Join(to[n:], "/")
}
