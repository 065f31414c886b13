package watch

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"github.com/fsnotify/fsnotify"
)

// session is one watch by events, from a look at all folders until something makes another such
// look necessary. Folders are watched where they really are; a linked one can have several paths.
type session struct {
	*Watcher
	notify  *fsnotify.Watcher
	errs    chan error // the first that matters
	drained chan struct{}

	folders map[string]set      // watched folders: paths in the site, none for one watched for a link's sake
	paths   map[string]string   // and the other way: where a path's folder is
	links   map[string]set      // places that links lead through or to: the links' paths
	trails  map[string][]string // and the other way

	told set // paths found to have changed since they were last told
}

type set map[string]bool

// events starts a session: all that is there is watched when it returns.
func (w *Watcher) events() (*session, error) {
	notify, err := w.system.open()
	if err != nil {
		return nil, plain(err)
	}
	s := &session{
		Watcher: w, notify: notify, errs: make(chan error, 1), drained: make(chan struct{}),
		folders: map[string]set{}, paths: map[string]string{}, links: map[string]set{}, trails: map[string][]string{},
		told: set{},
	}
	go s.drain()
	if err := s.visit(".", true); err != nil {
		s.close()
		return nil, err
	}
	if s.folders[w.root] == nil {
		s.close()
		return nil, ErrGone
	}
	clear(s.told)
	return s, nil
}

// drain takes errors at once: fsnotify can hold its lock while it hands one over, and whoever adds
// a folder just then waits for that lock.
func (s *session) drain() {
	defer close(s.drained)
	for err := range s.notify.Errors {
		if errors.Is(err, syscall.EINVAL) {
			continue // a folder was moved and removed before fsnotify took its watch off
		}
		select {
		case s.errs <- err:
		default:
		}
	}
}

func (s *session) close() {
	s.notify.Close() // its error is that of a watch which nobody needs any more
	<-s.drained
}

// run tells of changes until the context ends or the error says that some may have been lost.
func (s *session) run(ctx context.Context, found chan<- Change) error {
	defer s.close()
	for {
		select {
		case <-ctx.Done():
			return nil
		case err := <-s.errs:
			return err
		case ev, ok := <-s.notify.Events:
			if !ok {
				return fsnotify.ErrClosed
			}
			if err := s.handle(ev); err != nil {
				return err
			}
		}
		if len(s.told) > 0 {
			s.tell(ctx, Change{Paths: slices.Sorted(maps.Keys(s.told))})
			clear(s.told)
		}
	}
}

// handle notes what an event means.
func (s *session) handle(ev fsnotify.Event) error {
	if ev.Op == fsnotify.Chmod {
		return nil
	}
	at := filepath.Clean(ev.Name)
	gone := ev.Has(fsnotify.Remove) || ev.Has(fsnotify.Rename)
	if at == s.root && gone {
		return ErrGone
	}
	paths := set{}
	for p := range s.folders[filepath.Dir(at)] {
		paths[path.Join(p, filepath.Base(at))] = true
	}
	maps.Copy(paths, s.folders[at]) // the folder itself, whose parent need not be watched
	maps.Copy(paths, s.links[at])
	if s.folders[at] != nil && gone {
		for link := range s.leadingInto(at) {
			paths[link] = true
		}
	}
	for _, p := range slices.Sorted(maps.Keys(paths)) {
		_, folder := s.paths[p]
		if !ev.Has(fsnotify.Create) && !gone {
			if !folder { // what was written in a folder is told by itself
				s.note(p, false)
			}
			continue
		}
		// What is there now may be something else than what was: forget that and take it up anew.
		// Watches that stayed on a moved folder would go on to tell its old path.
		s.leave(p)
		if err := s.visit(p, folder); err != nil {
			return err
		}
	}
	return nil
}

// leadingInto gives the links that lead through or to something in the folder at.
func (s *session) leadingInto(at string) set {
	into := set{}
	for place, links := range s.links {
		if filepath.Dir(place) == at {
			maps.Copy(into, links)
		}
	}
	return into
}

// note notes that p changed, if it counts.
func (s *session) note(p string, folder bool) (counts bool) {
	if !s.scope.counts(p) && !s.scope.leads(p) || s.scope.noise(p, folder) {
		return false
	}
	for _, p := range s.scope.affected(p) {
		s.told[p] = true
	}
	return true
}

// visit notes that what is at p changed, all below it too, and watches it from now on. folder says
// that p was a folder.
func (s *session) visit(p string, folder bool) error {
	info, err := os.Lstat(s.abs(p))
	if !s.note(p, folder || err == nil && info.IsDir()) || err != nil {
		return nil
	}
	if info.Mode()&fs.ModeSymlink != 0 {
		if err := s.follow(p); err != nil {
			return err
		}
		// A name may be a link to a folder. Links to folders below it are not followed: they can
		// lead in circles, and package source does not follow them either.
		if info, err = os.Stat(s.abs(p)); err != nil || !s.scope.leads(p) {
			return nil
		}
	}
	if !info.IsDir() {
		return nil
	}
	at, err := filepath.EvalSymlinks(s.abs(p))
	if err != nil {
		return nil // gone again, which is told by the folder above
	}
	if kind := s.system.network(at); kind != "" {
		return fmt.Errorf("%w (%s)", ErrNetwork, kind)
	}
	// First the watch, then what is there: what comes between the two is seen twice, not never.
	if err := s.add(at); err != nil || s.folders[at] == nil {
		return err
	}
	s.folders[at][p], s.paths[p] = true, at
	entries, err := os.ReadDir(at)
	if err != nil && !absent(err) {
		return plain(err)
	}
	for _, e := range entries {
		if err := s.visit(path.Join(p, e.Name()), false); err != nil {
			return err
		}
	}
	return nil
}

// add watches a folder, unless it is not there.
func (s *session) add(at string) error {
	err := s.system.add(s.notify, at)
	if err == nil && s.folders[at] == nil {
		s.folders[at] = set{}
	}
	if err != nil && !absent(err) {
		return plain(err)
	}
	return nil
}

// leave takes the watches off p and all below it.
func (s *session) leave(p string) {
	at, folder := s.paths[p]
	if !folder {
		s.unfollow(p)
		return
	}
	for below, at := range s.paths {
		if holds(p, below) {
			delete(s.paths, below)
			delete(s.folders[at], below)
			s.release(at)
		}
	}
	for link := range s.trails {
		if holds(p, link) {
			s.unfollow(link)
		}
	}
	s.release(at)
}

// release takes the watch off a folder that is of no more use.
func (s *session) release(at string) {
	if s.folders[at] != nil && len(s.folders[at]) == 0 && len(s.leadingInto(at)) == 0 {
		s.notify.Remove(at) // an error says that it was not watched any more
		delete(s.folders, at)
	}
}

// follow watches the places that say where the link at p leads.
func (s *session) follow(p string) error {
	s.unfollow(p)
	for _, place := range trail(s.root, p) {
		if !s.scope.leads(p) && !within(s.root, place) {
			continue // package source reads nothing outside the site's folder
		}
		if s.links[place] == nil {
			s.links[place] = set{}
		}
		s.links[place][p] = true
		s.trails[p] = append(s.trails[p], place)
		if err := s.add(filepath.Dir(place)); err != nil {
			return err
		}
	}
	return nil
}

func (s *session) unfollow(p string) {
	places := s.trails[p]
	delete(s.trails, p)
	for _, place := range places {
		delete(s.links[place], p)
		if len(s.links[place]) == 0 {
			delete(s.links, place)
		}
		s.release(filepath.Dir(place))
	}
}

// trail gives the places that decide what the link at p is: further links on the way, what it
// leads to or the first thing that is missing there, and the folders of the site on the way.
func trail(root, p string) (places []string) {
	const most = 40 // links in a row, the limit of Linux
	done, todo := root, strings.Split(p, "/")
	for links := 0; len(todo) > 0; {
		name := todo[0]
		todo = todo[1:]
		if name == "" || name == "." {
			continue
		}
		if name == ".." {
			done = filepath.Dir(done)
			continue
		}
		at := filepath.Join(done, name)
		info, err := os.Lstat(at)
		link := err == nil && info.Mode()&fs.ModeSymlink != 0
		if links > 0 && (err != nil || link || len(todo) == 0 || within(root, at)) {
			places = append(places, at)
		}
		if err != nil {
			return places
		}
		if !link {
			done = at
			continue
		}
		to, err := os.Readlink(at)
		if links++; err != nil || links > most {
			return places
		}
		if filepath.IsAbs(to) {
			volume := filepath.VolumeName(to)
			done, to = volume+string(filepath.Separator), to[len(volume):]
		}
		todo = append(strings.Split(filepath.ToSlash(to), "/"), todo...)
	}
	return places
}

// within tells whether the place at is in folder.
func within(folder, at string) bool {
	rel, err := filepath.Rel(folder, at)
	return err == nil && filepath.IsLocal(rel)
}

// absent tells of the error of a folder that is not there, or no folder.
func absent(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR)
}

// plain says in its own words that a limit is reached.
func plain(err error) error {
	for _, limit := range [...]error{syscall.ENOSPC, syscall.EMFILE, syscall.ENFILE, syscall.ENOMEM} {
		if errors.Is(err, limit) {
			return fmt.Errorf("%w (%w)", ErrLimit, err)
		}
	}
	return err
}
