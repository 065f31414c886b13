package publish

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/gofrs/flock"
)

const (
	own          = ".trousse"
	lockPath     = own + "/lock"
	manifestPath = own + "/manifest"
	stagePath    = own + "/stage"
	// The manifest to be is complete in the stage before the first file is placed, so that after
	// a crash it is known which files, though in no manifest yet, are ours.
	journalPath = stagePath + "/manifest"
)

// Folder is an output folder that is open for one build.
type Folder struct {
	dir  string
	root *os.Root
	lock *flock.Flock
	step func(op, path string) error // tests fail or stop here, before each change of the disk; else nil
}

// Open makes the output folder dir if need be, takes its lock and puts right what a killed build
// left behind. The error is [ErrBusy] while another build holds the folder, and a [*ForeignError]
// where .trousse is something else than our folder.
func Open(dir string) (*Folder, error) {
	f, err := open(dir, nil)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", dir, err)
	}
	return f, nil
}

func open(dir string, step func(op, path string) error) (*Folder, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, bare(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, bare(err)
	}
	f := &Folder{dir: dir, root: root, step: step}
	if err = f.takeLock(); err == nil {
		err = f.repair()
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

// Close gives the lock back. The folder must not be used afterwards.
func (f *Folder) Close() error {
	var err error
	if f.lock != nil {
		err = f.lock.Close()
	}
	return errors.Join(err, f.root.Close())
}

func (f *Folder) takeLock() error {
	if err := f.root.Mkdir(own, 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("make %s: %w", own, bare(err))
	}
	// The lock is taken by name, so nothing on the way to it may lead elsewhere.
	if err := f.expect(own, folder); err != nil {
		return err
	}
	if err := f.expect(lockPath, regular); err != nil {
		return err
	}
	file, err := f.root.OpenFile(lockPath, os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return fmt.Errorf("make %s: %w", lockPath, bare(err))
	}
	file.Close()
	lock := flock.New(filepath.Join(f.dir, filepath.FromSlash(lockPath)))
	taken, err := lock.TryLock()
	if err != nil {
		return fmt.Errorf("lock: %w", bare(err))
	}
	if !taken {
		return ErrBusy
	}
	f.lock = lock
	return nil
}

// expect returns an error if something else than want lies at p, one of our own names.
func (f *Folder) expect(p string, want kind) error {
	s, err := look(f.root, p)
	if err == nil && s.kind != want && s.kind != missing {
		err = &ForeignError{Paths: []string{p}}
	}
	return err
}

// repair brings the manifest up to what lies in the folder after a build that was stopped while
// it was placing files, and removes the stage.
func (f *Folder) repair() error {
	if s, err := look(f.root, stagePath); err != nil || s.kind == missing {
		return err
	}
	if err := f.expect(stagePath, folder); err != nil {
		return err
	}
	next, err := f.readManifest(journalPath)
	if errors.Is(err, ErrManifest) || err == nil && len(next) == 0 {
		return f.removeAll(stagePath)
	}
	if err != nil {
		return err
	}
	old, err := f.readManifest(manifestPath)
	if err != nil {
		return err
	}
	now := make(manifest, len(next))
	var left []string
	for p, d := range old {
		if next[p] == d {
			now[p] = d
			continue
		}
		s, err := f.lookFar(p)
		if err != nil {
			return err
		}
		if s.kind == missing || s.kind == folder {
			left = append(left, p)
		} else {
			now[p] = d
		}
	}
	for p, d := range next {
		if old[p] == d {
			continue
		}
		is, err := f.holds(p, d)
		if err != nil {
			return err
		}
		if is {
			now[p] = d
		} else if _, was := now[p]; !was {
			left = append(left, p)
		}
	}
	if err := f.prune(left, now); err != nil {
		return err
	}
	if err := f.writeManifest(stagePath+"/repaired", manifestPath, now); err != nil {
		return err
	}
	return f.removeAll(stagePath)
}

// writeManifest writes m at tmp and renames it to p.
func (f *Folder) writeManifest(tmp, p string, m manifest) error {
	if err := f.before("write", tmp); err != nil {
		return err
	}
	if err := f.root.WriteFile(tmp, m.text(), 0o644); err != nil {
		return fmt.Errorf("write %s: %w", p, bare(err))
	}
	return f.rename(tmp, p)
}

// prune removes the folders above gone paths that have become empty, unless files of m belong there.
func (f *Folder) prune(gone []string, m manifest) error {
	if len(gone) == 0 {
		return nil
	}
	done := map[string]bool{}
	for p := range m {
		for d := path.Dir(p); d != "." && !done[d]; d = path.Dir(d) {
			done[d] = true
		}
	}
	var dirs []string
	for _, p := range gone {
		for d := path.Dir(p); d != "." && !done[d]; d = path.Dir(d) {
			done[d] = true
			dirs = append(dirs, d)
		}
	}
	slices.Sort(dirs)
	for _, d := range slices.Backward(dirs) { // what lies deeper first
		s, err := f.lookFar(d)
		if err != nil {
			return err
		}
		if s.kind != folder {
			continue
		}
		err = f.remove(d)
		if err != nil && !errors.Is(err, fs.ErrExist) && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// holds tells whether a regular file with these bytes lies at p, with no link on the way.
func (f *Folder) holds(p string, d digest) (bool, error) {
	s, err := f.lookFar(p)
	if err != nil || s.kind != regular {
		return false, err
	}
	is, err := f.digest(p)
	return is == d, err
}

// digest reads and hashes the file at p.
func (f *Folder) digest(p string) (d digest, err error) {
	file, err := f.root.Open(filepath.FromSlash(p))
	if err != nil {
		return d, fmt.Errorf("read %s: %w", p, bare(err))
	}
	defer file.Close()
	h, buf := sha256.New(), copyBuffers.Get().(*[]byte)
	defer copyBuffers.Put(buf)
	// Both are wrapped so that the copy uses buf and not a new one of its own.
	if _, err := io.CopyBuffer(struct{ io.Writer }{h}, struct{ io.Reader }{file}, *buf); err != nil {
		return d, fmt.Errorf("read %s: %w", p, bare(err))
	}
	h.Sum(d[:0])
	return d, nil
}

var copyBuffers = sync.Pool{New: func() any { b := make([]byte, 64<<10); return &b }}

// The only calls that change the disk, each one step.

func (f *Folder) before(op, p string) error {
	if f.step == nil {
		return nil
	}
	return f.step(op, p)
}

func (f *Folder) mkdir(p string) error {
	if err := f.before("mkdir", p); err != nil {
		return err
	}
	if err := f.root.Mkdir(filepath.FromSlash(p), 0o755); err != nil {
		return fmt.Errorf("make folder %s: %w", p, bare(err))
	}
	return nil
}

func (f *Folder) remove(p string) error {
	if err := f.before("remove", p); err != nil {
		return err
	}
	if err := f.root.Remove(filepath.FromSlash(p)); err != nil {
		return fmt.Errorf("remove %s: %w", p, bare(err))
	}
	return nil
}

func (f *Folder) removeAll(p string) error {
	if err := f.before("remove all", p); err != nil {
		return err
	}
	if err := f.root.RemoveAll(filepath.FromSlash(p)); err != nil {
		return fmt.Errorf("remove %s: %w", p, bare(err))
	}
	return nil
}

func (f *Folder) rename(from, to string) error {
	if err := f.before("rename", to); err != nil {
		return err
	}
	if err := f.root.Rename(filepath.FromSlash(from), filepath.FromSlash(to)); err != nil {
		return fmt.Errorf("place %s: %w", to, bare(err))
	}
	return nil
}

// bare takes the paths off an error whose message will name them anyway.
func bare(err error) error {
	if pe, ok := errors.AsType[*fs.PathError](err); ok {
		return pe.Err
	}
	if le, ok := errors.AsType[*os.LinkError](err); ok {
		return le.Err
	}
	return err
}

// above tells whether the folder d lies above the path p.
func above(d, p string) bool {
	return len(p) > len(d) && p[len(d)] == '/' && strings.HasPrefix(p, d)
}
