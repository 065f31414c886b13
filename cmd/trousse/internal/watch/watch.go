// Package watch tells that something in a site's folder changed, and what.
//
// It watches folders, never files: most programs save by putting a new file in the place of the
// old one, and a watch on the old one would then be blind. Where the system tells of no changes
// (network folders, too many watches) it looks at all files every so often instead.
//
// A change may be told that is none; a change is never left out. Two things no event tells: that a
// file was written in place under another of its names, outside the site (a hard link), and that a
// folder above the site's was moved.
package watch

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/fsnotify/fsnotify"
)

// Options says what is watched.
type Options struct {
	Dir   string        // the site's folder
	Names []string      // what in it counts, folders and files, relative to Dir with slashes; one that does not exist yet is noticed when it comes
	Quiet time.Duration // tell after so long without a change; 0: 15 ms
	Most  time.Duration // and at most so long after the first; 0: 150 ms
	Poll  time.Duration // how often to look where events do not work; 0: 500 ms
	Force bool          // look, whatever the system can do
}

// Change is what changed: paths relative to Dir with slashes, sorted. A folder's path stands for
// all below it. All says that it is not known what changed; Paths is then empty.
type Change struct {
	Paths []string
	All   bool
}

// Why events are not used: [Watcher.Polling] gives an error that is one of these, or another.
var (
	ErrForced  = errors.New("polling was asked for")
	ErrNetwork = errors.New("a network folder does not tell of changes made elsewhere")
	ErrLimit   = errors.New("the system allows no more watches")
	ErrGone    = errors.New("the folder is not there")
)

// Watcher watches until its context ends.
type Watcher struct {
	scope   scope
	root    string // Dir without links
	force   bool
	every   time.Duration
	system  system
	found   chan Change // from the looking goroutine to the gathering one
	changes chan Change
	reason  atomic.Pointer[error]
}

// system is what a test puts something else in place of.
type system struct {
	open    func() (*fsnotify.Watcher, error)
	add     func(w *fsnotify.Watcher, folder string) error
	network func(folder string) (kind string) // "" for a folder of this machine
}

// Start begins to watch: a change made after it returned is told. The error is that of options
// that cannot be used; a system that cannot watch is no error, see [Watcher.Polling].
func Start(ctx context.Context, opt Options) (*Watcher, error) {
	return start(ctx, opt, system{fsnotify.NewWatcher, (*fsnotify.Watcher).Add, network})
}

func start(ctx context.Context, opt Options, sys system) (*Watcher, error) {
	root, err := filepath.Abs(opt.Dir)
	if err == nil {
		root, err = filepath.EvalSymlinks(root)
	}
	if err != nil {
		return nil, fmt.Errorf("watch %s: %w", opt.Dir, err)
	}
	if info, err := os.Stat(root); err != nil {
		return nil, fmt.Errorf("watch %s: %w", opt.Dir, err)
	} else if !info.IsDir() {
		return nil, fmt.Errorf("watch %s: %w", opt.Dir, syscall.ENOTDIR)
	}
	w := &Watcher{
		root: root, force: opt.Force, every: or(opt.Poll, 500*time.Millisecond), system: sys,
		found: make(chan Change), changes: make(chan Change),
	}
	if w.scope.names, err = clean(opt.Names); err != nil {
		return nil, err
	}
	s, before := w.begin(ctx, nil)
	go w.run(ctx, s, before)
	go gather(ctx, w.found, w.changes, or(opt.Quiet, 15*time.Millisecond), or(opt.Most, 150*time.Millisecond))
	return w, nil
}

// Changes gives each change. While nobody receives, changes gather into one. It is closed once the
// context has ended and all is put away.
func (w *Watcher) Changes() <-chan Change { return w.changes }

// Polling tells why events are not used; nil where they are. It can change with any [Change].
func (w *Watcher) Polling() error {
	if p := w.reason.Load(); p != nil {
		return *p
	}
	return nil
}

// run looks until the context ends, by events (s) or by comparing with what was there before.
func (w *Watcher) run(ctx context.Context, s *session, before look) {
	defer close(w.found)
	for {
		var why error
		if s != nil {
			why = s.run(ctx, w.found)
		} else {
			w.poll(ctx, before)
		}
		if ctx.Err() != nil {
			return
		}
		// Whatever happened up to now is unknown, and whatever happens from now on is seen.
		s, before = w.begin(ctx, why)
		w.tell(ctx, Change{All: true})
	}
}

// begin starts to watch by events or, where that cannot be, by looking. why is what ended the
// watch before.
func (w *Watcher) begin(ctx context.Context, why error) (*session, look) {
	if w.force {
		why = ErrForced
	}
	if why == nil || errors.Is(why, fsnotify.ErrEventOverflow) || errors.Is(why, ErrGone) {
		var s *session
		if s, why = w.events(); why == nil {
			w.reason.Store(nil)
			return s, nil
		}
	}
	w.reason.Store(&why)
	return nil, w.look(ctx)
}

func (w *Watcher) tell(ctx context.Context, c Change) {
	select {
	case w.found <- c:
	case <-ctx.Done():
	}
}

// abs is where the site's path p is on the machine.
func (w *Watcher) abs(p string) string { return filepath.Join(w.root, filepath.FromSlash(p)) }

func clean(names []string) ([]string, error) {
	var out []string
	for _, name := range names {
		p := path.Clean(filepath.ToSlash(name))
		if !fs.ValidPath(p) {
			return nil, fmt.Errorf("watch %s: not inside the site's folder", name)
		}
		out = append(out, p)
	}
	return out, nil
}

func or(d, otherwise time.Duration) time.Duration {
	if d <= 0 {
		return otherwise
	}
	return d
}
