package watch

import (
	"path"
	"strings"
)

// scope says which paths count.
type scope struct{ names []string }

// counts tells whether p is one of the names or below one. Noise is told apart by [scope.noise].
func (s scope) counts(p string) bool { return anyHolds(s.names, p) }

// leads tells whether p is one of the names or a folder on the way to one.
func (s scope) leads(p string) bool { return len(s.at(p)) > 0 }

// at gives the names that p is or leads to.
func (s scope) at(p string) (names []string) {
	for _, name := range s.names {
		if holds(p, name) {
			names = append(names, name)
		}
	}
	return names
}

// affected gives what changed where p changed.
func (s scope) affected(p string) []string {
	if s.counts(p) {
		return []string{p}
	}
	return s.at(p)
}

// noise tells whether p is to be passed over for its last name. A path that is itself one of the
// names, or leads to one, never is.
func (s scope) noise(p string, folder bool) bool { return !s.leads(p) && noise(path.Base(p), folder) }

// noise tells of names that are not part of a site: hidden ones (with .git, emacs's locks and vim's
// swap files), installed packages, and what editors put beside a file while they save it. It must
// leave out nothing that package source reads, save for node_modules.
func noise(name string, folder bool) bool {
	if strings.HasPrefix(name, ".") {
		return true
	}
	if folder {
		return name == "node_modules"
	}
	if name == "4913" { // vim asks with it whether it may make files here
		return true
	}
	for _, end := range [...]string{"~", ".swp", ".swo", ".swx", ".tmp", "___jb_tmp___", "___jb_old___"} {
		if strings.HasSuffix(name, end) {
			return true
		}
	}
	return len(name) > 1 && name[0] == '#' && name[len(name)-1] == '#'
}

func anyHolds(folders []string, p string) bool {
	for _, f := range folders {
		if holds(f, p) {
			return true
		}
	}
	return false
}

// holds tells whether p is folder or below it.
func holds(folder, p string) bool {
	return folder == "." || p == folder || strings.HasPrefix(p, folder) && p[len(folder)] == '/'
}
