package publish

import (
	"crypto/sha256"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func digestOf(text string) digest { return sha256.Sum256([]byte(text)) }

var errStop = errors.New("stopped here")

// stopper counts steps and stops at one of them: killed, nothing is done after it; otherwise only
// that one step fails.
type stopper struct {
	mu     sync.Mutex
	at     int
	killed bool
	before string // stop there instead
	n      int
	steps  []string
	err    error
}

func (s *stopper) step(op, p string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := s.n
	s.n++
	s.steps = append(s.steps, op+" "+p)
	if s.before == op+" "+p {
		s.at = i
	}
	if i == s.at || s.killed && s.at >= 0 && i > s.at {
		if s.err != nil {
			return s.err
		}
		return errStop
	}
	return nil
}

// run opens and publishes under a stopper.
func (s *stopper) run(t *testing.T, dir string, site map[string]string, m memory, workers int) (*Result, error) {
	f, err := open(dir, s.step)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return f.Publish(t.Context(), workers, files(site), m.known)
}

// whole checks that each file is the old one or the new one, and that none is missing that both sites have.
func whole(t *testing.T, dir string, from, to map[string]string) {
	t.Helper()
	got := tree(t, dir)
	for p, text := range got {
		if text != "/" && text != from[p] && text != to[p] {
			t.Errorf("%s is neither old nor new: %q", p, text)
		}
	}
	for p := range from {
		if _, stays := to[p]; stays {
			if text, there := got[p]; !there || text == "/" {
				t.Errorf("%s is missing", p)
			}
		}
	}
}

// honest checks that the stage is gone and that the manifest agrees with the folder.
func honest(t *testing.T, dir string) {
	t.Helper()
	if _, err := os.Lstat(filepath.Join(dir, stagePath)); !errors.Is(err, fs.ErrNotExist) {
		t.Error("the stage is left", err)
	}
	text, err := os.ReadFile(filepath.Join(dir, manifestPath))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
	m, err := parseManifest(text)
	if err != nil {
		t.Error(err)
	}
	for p, d := range m {
		if b, err := os.ReadFile(filepath.Join(dir, p)); err != nil || sha256.Sum256(b) != d {
			t.Errorf("the manifest lies about %s: %q %v", p, b, err)
		}
	}
}

// begin makes a folder that holds site.
func begin(t *testing.T, site map[string]string) (string, memory) {
	dir, m := t.TempDir(), memory{}
	build(t, dir, site, m)
	return dir, m
}

func TestBuildStoppedAtAnyStepLeavesWholeFilesAndIsRepaired(t *testing.T) {
	siteC := map[string]string{"index.html": "third", "en/swap": "a file", "en/new/deep": "now a file", "other/x/y.html": "y"}
	for _, c := range []struct {
		from, to map[string]string
		killed   bool
		workers  int
	}{
		{siteA, siteB, true, 1}, {siteA, siteB, false, 1}, {siteA, siteB, true, 3},
		{siteB, siteA, true, 1}, {siteB, siteA, false, 1}, {nil, siteA, true, 1}, {siteA, nil, true, 1},
	} {
		for at := 0; ; at++ {
			dir, m := begin(t, c.from)
			s := &stopper{at: at, killed: c.killed}
			_, err := s.run(t, dir, c.to, m, c.workers)
			if s.n <= at {
				if err != nil {
					t.Fatal(err)
				}
				break
			}
			whole(t, dir, c.from, c.to)
			if !c.killed && s.steps[at] != "remove all "+stagePath {
				honest(t, dir)
			}
			// What comes next may be the same site, the one before, or another yet.
			next := c.to
			if at%2 == 1 {
				next = [...]map[string]string{c.from, siteC}[at/2%2]
			}
			build(t, dir, next, m)
			same(t, dir, want(next))
			sound(t, dir, next)
			if t.Failed() {
				t.Fatalf("killed=%v workers=%d stopped at %d: %s (%v)", c.killed, c.workers, at, s.steps[at], err)
			}
		}
	}
}

func TestRepairStoppedAtAnyStepIsRepaired(t *testing.T) {
	for _, op := range []string{"rename en/swap", "rename en/turn", "remove en/old"} {
		for at := 0; ; at++ {
			dir, m := begin(t, siteA)
			first := &stopper{at: -1, killed: true, before: op}
			if _, err := first.run(t, dir, siteB, m, 1); err == nil {
				t.Fatal("not stopped before", op)
			}
			again := &stopper{at: at, killed: true}
			again.run(t, dir, siteB, m, 1)
			whole(t, dir, siteA, siteB)
			if again.n <= at {
				break
			}
			build(t, dir, siteB, m)
			same(t, dir, want(siteB))
			sound(t, dir, siteB)
			if t.Failed() {
				t.Fatalf("stopped before %s, then before %s", op, again.steps[at])
			}
		}
	}
}

func TestChangedPageAfterACrashIsStillOurs(t *testing.T) {
	dir, m := begin(t, siteA)
	(&stopper{at: -1, killed: true, before: "rename " + manifestPath}).run(t, dir, siteB, m, 1)
	changed := map[string]string{"en/new/deep/index.html": "new page, changed since"}
	build(t, dir, changed, m)
	same(t, dir, want(changed))
	sound(t, dir, changed)
}

func TestFullDiskLeavesTheFolderAsItWas(t *testing.T) {
	placing := func(s string) bool {
		return strings.HasPrefix(s, "rename ") && s != "rename "+journalPath || strings.HasPrefix(s, "remove ")
	}
	for at := 0; ; at++ {
		dir, m := begin(t, siteA)
		before := tree(t, dir)
		s := &stopper{at: at, err: &os.PathError{Op: "write", Path: "x", Err: syscall.ENOSPC}}
		_, err := s.run(t, dir, siteB, m, 1)
		if placing(s.steps[at]) {
			break
		}
		if !errors.Is(err, syscall.ENOSPC) {
			t.Fatal(s.steps[at], err)
		}
		same(t, dir, before)
		sound(t, dir, siteA)
		if t.Failed() {
			t.Fatal(s.steps[at])
		}
	}
}

func TestFilesArePlacedByRankThenRemovedThenTheManifest(t *testing.T) {
	dir, m := begin(t, siteA)
	s := &stopper{at: -1}
	if _, err := s.run(t, dir, siteB, m, 1); err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(s.steps, func(s string) bool { return s == "remove en/turn/index.html" })
	expect := []string{
		"remove en/turn/index.html", "remove en/turn", "remove en/swap",
		"rename assets/style.2.css",
		"rename en/index.html", "rename en/new", "rename en/swap", "rename fr/index.html",
		"rename en/turn", "rename sitemap.xml",
		"remove assets/style.1.css", "remove en/old/index.html", "remove en/old",
		"rename .trousse/manifest", "remove all .trousse/stage",
	}
	if d := cmp.Diff(expect, s.steps[at:]); d != "" {
		t.Error(d)
	}
	s = &stopper{at: -1}
	if _, err := s.run(t, dir, siteB, nil, 1); err != nil || len(s.steps) > 0 {
		t.Errorf("nothing new, and yet: %q %v", s.steps, err)
	}
}

// Where "A" is "a", a renamed page's old name leads to its new file. Hard links play that here.
func TestPageRenamedInCaseOnlySurvivesWhereCaseDoesNotCount(t *testing.T) {
	dir, m := begin(t, map[string]string{"Foo/index.html": "old"})
	if err := os.Mkdir(filepath.Join(dir, "foo"), 0o755); err != nil {
		t.Fatal(err)
	}
	name := func(p string) string { return filepath.Join(dir, p, "index.html") }
	if err := os.Link(name("Foo"), name("foo")); err != nil {
		t.Fatal(err)
	}
	f, err := open(dir, func(op, p string) error {
		if op == "rename" && p == manifestPath {
			return nil
		}
		if op == "remove" && p == "Foo/index.html" {
			return errors.New("removes the page just placed")
		}
		if _, err := os.Stat(name("foo")); err == nil {
			os.Remove(name("Foo"))
			return os.Link(name("foo"), name("Foo"))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	one := files(map[string]string{"foo/index.html": "new"})
	// A page of a later rank gives the links a step in which to follow the first.
	two := files(map[string]string{"zoo": "z"})
	r, err := f.Publish(t.Context(), 1, append(one, two...), m.known)
	if err != nil {
		t.Fatal(err)
	}
	if b, _ := os.ReadFile(name("foo")); string(b) != "new" {
		t.Errorf("%q %+v", b, r)
	}
}

// A folder that somebody makes while the build is under way is shared, not fought over.
func TestNewFolderThatAppearsMeanwhileIsFilledFileByFile(t *testing.T) {
	dir, m := begin(t, siteA)
	f, err := open(dir, func(op, p string) error {
		if op == "rename" && p == "en/new" {
			if err := os.MkdirAll(filepath.Join(dir, "en/new/deep"), 0o755); err != nil {
				return err
			}
			return os.WriteFile(filepath.Join(dir, "en/new/theirs"), []byte("theirs"), 0o644)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.Publish(t.Context(), 1, files(siteB), m.known); err != nil {
		t.Fatal(err)
	}
	got := tree(t, dir)
	if got["en/new/theirs"] != "theirs" {
		t.Error("a file of somebody else is gone")
	}
	for p, text := range want(siteB) {
		if got[p] != text {
			t.Errorf("%s: %q, want %q", p, got[p], text)
		}
	}
}
