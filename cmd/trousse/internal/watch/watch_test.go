package watch

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"

	"trousse/cmd/trousse/internal/watch/testdata/savetest"

	"trousse/cmd/trousse/internal/source"
)

var names = []string{"content", "config.toml", "templates", "themes/mine"}

// an eye receives changes and remembers what they named.
type eye struct {
	hand
	*Watcher
	dir     string
	seen    set
	all     bool
	flushes int
	marks   int
}

// onDisk is a system that tells of everything, whatever the tests' folder lies on.
func onDisk() system {
	return system{fsnotify.NewWatcher, (*fsnotify.Watcher).Add, func(string) string { return "" }}
}

func watching(t *testing.T, dir string, sys system, opt Options) *eye {
	t.Helper()
	opt.Dir = dir
	if opt.Names == nil {
		opt.Names = names
	}
	if opt.Quiet == 0 {
		opt.Quiet = time.Millisecond
	}
	opt.Poll = time.Millisecond
	ctx, cancel := context.WithCancel(context.Background())
	w, err := start(ctx, opt, sys)
	if err != nil {
		t.Fatal(err)
	}
	e := &eye{hand: hand{T: t}, Watcher: w, dir: dir, seen: set{}}
	t.Cleanup(func() {
		cancel()
		for range w.Changes() {
		}
	})
	return e
}

// wait takes changes until enough is seen.
func (e *eye) wait(what string, enough func() bool) {
	e.T.Helper()
	late := time.After(time.Minute) // only for a test that fails
	for !enough() {
		select {
		case c := <-e.Changes():
			e.flushes++
			e.all = e.all || c.All
			for _, p := range c.Paths {
				e.seen[p] = true
			}
		case <-late:
			e.T.Fatalf("%s: not told; seen %v", what, e.seen)
		}
	}
}

// mark makes a file and waits until it is told. Events come in order: all that happened before
// the mark has been told by then, or never will be.
func (e *eye) mark() {
	e.T.Helper()
	e.marks++
	name := fmt.Sprintf("content/mark-%d", e.marks)
	e.Folder(filepath.Join(e.dir, "content"))
	e.Put(filepath.Join(e.dir, name), "")
	e.wait(name, func() bool { return e.seen[name] || e.all })
	delete(e.seen, name)
}

// told ends the look at what was seen, which must name path.
func (e *eye) told(path string) {
	e.T.Helper()
	if !e.seen[path] && !e.all {
		e.T.Errorf("%s: missed; seen %v", path, e.seen)
	}
	clear(e.seen)
	e.all = false
}

func TestEveryWayOfSavingIsSeen(t *testing.T) {
	for _, s := range savetest.Saves() {
		t.Run(s.Name, func(t *testing.T) {
			dir := aSite(hand{T: t})
			e := watching(t, dir, onDisk(), Options{})
			s.Do(e.hand, filepath.Join(dir, "content/deep/c.md"), fmt.Sprintf("%-30s", "new"))
			e.mark()
			if e.all {
				t.Error("told as a loss of events")
			}
			e.told("content/deep/c.md")
			if err := e.Polling(); err != nil {
				t.Error(err)
			}
		})
		t.Run(s.Name+", polling", func(t *testing.T) {
			dir := aSite(hand{T: t})
			e := watching(t, dir, onDisk(), Options{Force: true})
			s.Do(e.hand, filepath.Join(dir, "content/deep/c.md"), fmt.Sprintf("%-30s", "new"))
			e.wait(s.Name, func() bool { return e.seen["content/deep/c.md"] })
			if !errors.Is(e.Polling(), ErrForced) {
				t.Error(e.Polling())
			}
		})
	}
}

func TestEveryEditIsSeen(t *testing.T) {
	for _, c := range edits {
		t.Run(c.name, func(t *testing.T) {
			dir := aSite(hand{T: t})
			e := watching(t, dir, onDisk(), Options{})
			c.do(e.hand, filepath.Join(dir, "content"))
			e.mark()
			e.told(c.want)
			// And what was moved or made goes on to be seen.
			again := c.want
			if info, err := os.Stat(filepath.Join(dir, again)); err == nil && info.IsDir() {
				again += "/again.md"
			}
			e.Folder(filepath.Dir(filepath.Join(dir, again)))
			e.Put(filepath.Join(dir, again), "again")
			e.mark()
			e.told(again)
		})
		t.Run(c.name+", polling", func(t *testing.T) {
			dir := aSite(hand{T: t})
			e := watching(t, dir, onDisk(), Options{Force: true})
			c.do(e.hand, filepath.Join(dir, "content"))
			e.wait(c.name, func() bool { return e.seen[c.want] })
		})
	}
}

func TestNoneOfAThousandSavesIsMissed(t *testing.T) {
	dir := aSite(hand{T: t})
	var files []string
	for i := range 12 {
		files = append(files, fmt.Sprintf("content/s%d/t%d/page.md", i%3, i))
	}
	h := hand{T: t}
	for _, f := range files {
		h.Folder(filepath.Dir(filepath.Join(dir, f)))
		h.Put(filepath.Join(dir, f), "")
	}
	e := watching(t, dir, onDisk(), Options{Quiet: time.Microsecond})
	random, saves := rand.New(rand.NewPCG(1, 2)), savetest.Saves()
	for i := range 1000 {
		file, s := files[random.IntN(len(files))], saves[random.IntN(len(saves))]
		s.Do(e.hand, filepath.Join(dir, file), fmt.Sprint(i))
		e.mark()
		if e.all || !e.seen[file] {
			t.Fatalf("save %d of %s, %s: all %v, seen %v", i, file, s.Name, e.all, e.seen)
		}
		clear(e.seen)
	}
}

// Files come into a new folder before it can be watched, and right after.
func TestFilesPutInWhileAFolderIsTakenUpAreSeen(t *testing.T) {
	dir := aSite(hand{T: t})
	sys := onDisk()
	sys.add = func(w *fsnotify.Watcher, at string) error {
		before, after := os.WriteFile(filepath.Join(at, "before.md"), nil, 0o644), w.Add(at)
		return errors.Join(before, after, os.WriteFile(filepath.Join(at, "after.md"), nil, 0o644))
	}
	e := watching(t, dir, sys, Options{})
	e.Folder(filepath.Join(dir, "content/new"))
	e.mark()
	for _, p := range []string{"content/new/before.md", "content/new/after.md"} {
		if !e.seen[p] || e.all {
			t.Errorf("%s: missed; all %v, seen %v", p, e.all, e.seen)
		}
	}
}

func TestASwitchOfBranchesIsToldInFewChanges(t *testing.T) {
	dir := aSite(hand{T: t})
	e := watching(t, dir, onDisk(), Options{Quiet: 15 * time.Millisecond})
	for i := range 500 {
		at := filepath.Join(dir, "content", fmt.Sprintf("s%d", i%20), fmt.Sprintf("p%d.md", i))
		e.Folder(filepath.Dir(at))
		e.Put(at, "x")
	}
	e.mark() // nobody received until now: what was found has gathered
	for i := range 500 {
		if p := fmt.Sprintf("content/s%d/p%d.md", i%20, i); !e.seen[p] {
			t.Errorf("%s missed", p)
		}
	}
	if e.flushes > 50 {
		t.Errorf("told in %d changes", e.flushes)
	}
	clear(e.seen)
	for i := range 20 {
		e.Remove(filepath.Join(dir, "content", fmt.Sprintf("s%d", i)))
	}
	e.mark()
	for i := range 20 {
		if p := fmt.Sprintf("content/s%d", i); !e.seen[p] {
			t.Errorf("removal of %s missed", p)
		}
	}
}

func makeNoise(h hand, dir string) {
	c := filepath.Join(dir, "content")
	h.Swap(c+"/a.md", func() { h.Probe(c + "/a.md") })
	h.Put(c+"/a.md~", "x")
	h.Put(c+"/#a.md#", "x")
	h.Must(os.Symlink("ana@host.1:2", c+"/.#a.md"))
	h.Folder(c + "/.git/refs")
	h.Put(c+"/.git/refs/x", "x")
	h.Folder(c + "/node_modules/x")
	h.Put(c+"/node_modules/x/index.js", "x")
	h.Folder(dir + "/public/en")
	h.Put(dir+"/public/en/index.html", "x")
	h.Put(dir+"/README.md", "x")
	h.Folder(dir + "/themes/other")
	h.Put(dir+"/themes/other/a.css", "x")
	h.Must(os.Chmod(c+"/a.md", 0o600))
	h.Must(os.Chmod(c+"/deep", 0o700))
}

func TestNoiseIsLeftOut(t *testing.T) {
	for _, force := range []bool{false, true} {
		t.Run(fmt.Sprintf("polling %v", force), func(t *testing.T) {
			dir := aSite(hand{T: t})
			hand{T: t}.Folder(filepath.Join(dir, "themes"))
			e := watching(t, dir, onDisk(), Options{Force: force})
			makeNoise(e.hand, dir)
			e.mark()
			for p := range e.seen {
				t.Errorf("told %s", p)
			}
		})
	}
}

// Whatever is passed over here must be passed over by the builder too, or an edit would go unseen.
func TestNoiseIsIgnoredByTheBuilder(t *testing.T) {
	for _, name := range []string{"a.md", "a~", "~", "a.swp", ".swp", "a.swo", "a.swx", "a.tmp", "4913", "#a#", "#", "##", ".a", ".git", "node_modules",
		"a___jb_tmp___", "a___jb_old___", "a.vsctmp", "sedabc", "49131", "Thumbs.db"} {
		for _, folder := range []bool{false, true} {
			if noise(name, folder) && !source.Ignored(name, folder) && name != "node_modules" {
				t.Errorf("%s (folder %v) is left out but read", name, folder)
			}
		}
	}
}

// held is a system whose fsnotify watchers the test can lay hands on.
func held() (system, chan *fsnotify.Watcher) {
	opened := make(chan *fsnotify.Watcher, 10)
	sys := onDisk()
	sys.open = func() (*fsnotify.Watcher, error) {
		w, err := fsnotify.NewWatcher()
		opened <- w
		return w, err
	}
	return sys, opened
}

func TestLostEventsMakeALookAtAll(t *testing.T) {
	for _, c := range []struct {
		name    string
		lose    func(w *fsnotify.Watcher)
		polling bool
	}{
		{"overflow", func(w *fsnotify.Watcher) { w.Errors <- fsnotify.ErrEventOverflow }, false},
		{"another error", func(w *fsnotify.Watcher) { w.Errors <- syscall.EIO }, true},
		{"closed by itself", func(w *fsnotify.Watcher) { w.Close() }, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := aSite(hand{T: t})
			sys, opened := held()
			e := watching(t, dir, sys, Options{})
			before := <-opened
			c.lose(before)
			e.wait("all", func() bool { return e.all })
			e.all = false
			if polls := e.Polling() != nil; polls != c.polling {
				t.Errorf("polling: %v", e.Polling())
			}
			if err := before.Add(dir); !errors.Is(err, fsnotify.ErrClosed) {
				t.Errorf("the watcher that lost events is still open: %v", err)
			}
			e.Put(filepath.Join(dir, "content/deep/er/new.md"), "x")
			e.wait("new.md", func() bool { return e.seen["content/deep/er/new.md"] })
		})
	}
}

func TestAFolderMovedAndRemovedAtOnceIsNoLoss(t *testing.T) {
	sys, opened := held()
	e := watching(t, aSite(hand{T: t}), sys, Options{})
	(<-opened).Errors <- syscall.EINVAL
	e.mark()
	if e.all || e.Polling() != nil {
		t.Error("taken for a loss", e.Polling())
	}
}

func TestWhereEventsDoNotWorkItLooks(t *testing.T) {
	for _, c := range []struct {
		name  string
		spoil func(sys *system)
		want  error
	}{
		{"no more watches", func(s *system) {
			s.add = func(*fsnotify.Watcher, string) error { return syscall.ENOSPC }
		}, ErrLimit},
		{"no more watchers", func(s *system) {
			s.open = func() (*fsnotify.Watcher, error) { return nil, os.NewSyscallError("inotify_init1", syscall.EMFILE) }
		}, ErrLimit},
		{"network folder", func(s *system) { s.network = func(string) string { return "NFS" } }, ErrNetwork},
		{"folder that may not be read", func(s *system) {
			s.add = func(*fsnotify.Watcher, string) error { return syscall.EACCES }
		}, syscall.EACCES},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := aSite(hand{T: t})
			sys := onDisk()
			c.spoil(&sys)
			e := watching(t, dir, sys, Options{})
			err := e.Polling()
			if !errors.Is(err, c.want) || strings.Contains(err.Error(), "\n") {
				t.Errorf("reason: %v", err)
			}
			e.Put(filepath.Join(dir, "content/a.md"), "other")
			e.wait("a.md", func() bool { return e.seen["content/a.md"] })
		})
	}
}

func TestALimitReachedLaterMakesItLookFromThenOn(t *testing.T) {
	dir := aSite(hand{T: t})
	sys := onDisk()
	sys.add = func(w *fsnotify.Watcher, at string) error {
		if strings.HasSuffix(at, "one-too-many") {
			return syscall.ENOSPC
		}
		return w.Add(at)
	}
	e := watching(t, dir, sys, Options{})
	if err := e.Polling(); err != nil {
		t.Fatal(err)
	}
	e.Folder(filepath.Join(dir, "content/one-too-many"))
	e.wait("all", func() bool { return e.all })
	if !errors.Is(e.Polling(), ErrLimit) {
		t.Errorf("reason: %v", e.Polling())
	}
	e.Put(filepath.Join(dir, "content/one-too-many/x.md"), "x")
	e.wait("x.md", func() bool { return e.seen["content/one-too-many/x.md"] })
}

func TestASiteThatGoesAndComesBackIsWatchedAgain(t *testing.T) {
	dir := aSite(hand{T: t})
	e := watching(t, dir, onDisk(), Options{})
	e.Move(dir, dir+"-old")
	e.wait("all", func() bool { return e.all })
	e.wait("reason", func() bool { return errors.Is(e.Polling(), ErrGone) })
	e.all = false
	e.Folder(filepath.Join(dir, "content"))
	e.wait("all", func() bool { return e.all })
	e.all = false
	if err := e.Polling(); err != nil {
		t.Error(err)
	}
	e.Put(filepath.Join(dir, "content/x.md"), "x")
	e.mark()
	e.told("content/x.md")
}

// A file of the same size and time is read while it is young, and only then.
func TestPollingSeesWhatSizeAndTimeDoNotShow(t *testing.T) {
	h := hand{T: t}
	dir := aSite(h)
	w := &Watcher{root: dir, scope: scope{names: names}}
	file := filepath.Join(dir, "content/a.md")
	at := time.Now()
	save := func(text string) look {
		h.Put(file, text)
		h.Must(os.Chtimes(file, at, at))
		return w.look(t.Context())
	}
	first, second := save("one"), save("two")
	if got := second.since(first); len(got) != 1 || got[0] != "content/a.md" {
		t.Errorf("told %v", got)
	}
	if got := save("two").since(second); len(got) != 0 {
		t.Errorf("told %v without a change", got)
	}
	aged := w.look(t.Context())
	s := aged["content/a.md"]
	s.sum = stamp{}.sum
	aged["content/a.md"] = s
	if got := aged.since(second); len(got) != 0 {
		t.Errorf("told %v for having grown old", got)
	}
}

func TestNothingIsLeftBehind(t *testing.T) {
	for _, force := range []bool{false, true} {
		sys, opened := held()
		ctx, cancel := context.WithCancel(t.Context())
		w, err := start(ctx, Options{Dir: aSite(hand{T: t}), Names: names, Force: force}, sys)
		if err != nil {
			t.Fatal(err)
		}
		cancel()
		for range w.Changes() {
		}
		if !force {
			if err := (<-opened).Add("."); !errors.Is(err, fsnotify.ErrClosed) {
				t.Errorf("fsnotify is still open: %v", err)
			}
		}
		// Closing is the last thing that a goroutine does: it may not be quite gone.
		late := time.Now().Add(time.Minute)
		for left := goroutines(); left != ""; left = goroutines() {
			if time.Now().After(late) {
				t.Fatalf("still running:\n%s", left)
			}
			runtime.Gosched()
		}
	}
}

// goroutines gives the goroutines that run code of this package or of fsnotify, but for tests.
func goroutines() string {
	buf := make([]byte, 1<<20)
	var left []string
	for _, g := range strings.Split(string(buf[:runtime.Stack(buf, true)]), "\n\n") {
		if (strings.Contains(g, "internal/watch.") || strings.Contains(g, "fsnotify.")) && !strings.Contains(g, "testing.tRunner") {
			left = append(left, g)
		}
	}
	return strings.Join(left, "\n\n")
}

func TestOptionsThatCannotBeUsedAreRefused(t *testing.T) {
	dir := aSite(hand{T: t})
	for _, opt := range []Options{
		{Dir: filepath.Join(dir, "nowhere"), Names: names},
		{Dir: filepath.Join(dir, "config.toml"), Names: names},
		{Dir: dir, Names: []string{"../other"}},
		{Dir: dir, Names: []string{"/etc"}},
	} {
		if _, err := Start(t.Context(), opt); err == nil {
			t.Errorf("%v: accepted", opt)
		}
	}
}

func TestTheMachineWatches(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	dir := aSite(hand{T: t})
	w, err := Start(ctx, Options{Dir: dir, Names: []string{"."}, Poll: time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	e := &eye{hand: hand{T: t}, Watcher: w, dir: dir, seen: set{}}
	e.Put(filepath.Join(dir, "content/a.md"), "other")
	e.wait("a.md", func() bool { return e.seen["content/a.md"] || e.all })
}
