package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"trousse/cmd/trousse/internal/par"
)

// plan is one build's way from what lies in the folder to what is wanted.
type plan struct {
	f     *Folder
	files []Keyed
	known func(string) (*Placed, bool)
	old   manifest
	disk  *survey
	stage stage

	sums   []digest // by index of the file
	placed []Placed
	fates  []fate

	settled []bool // by index: the file is as it should be, and nothing about it needs a look

	mu      sync.Mutex
	foreign []string
	aliases func() map[string]string // earlier paths by their folded form

	clear  []string // ours, in the way of files or folders to come; what lies deeper first
	remove []string
	kept   []string
}

// fate is what becomes of a wanted file.
type fate uint8

const (
	untouched fate = iota
	confirmed      // rendered, and its bytes lie there already
	staged
)

// settle finds the files that need nothing: their key is known, and they lie where they were placed
// with the remembered size and time. In a build where little changed these are nearly all, so they
// are looked at in the cheapest way, by one call for each. That call may follow a link on the way;
// no harm comes of it, because nothing is written to a settled file.
func (p *plan) settle(ctx context.Context, workers int) error {
	p.settled = make([]bool, len(p.files))
	if p.known == nil {
		return nil
	}
	return par.Each(ctx, workers, len(p.files), func(_ context.Context, i int) error {
		file := &p.files[i]
		known, ok := p.known(file.Path)
		was, ours := p.old[file.Path]
		if !ok || !ours || file.K.Sum.IsZero() || known.Key.Sum != file.K.Sum || known.Sum != was.sum() {
			return nil
		}
		info, err := os.Lstat(filepath.Join(p.f.dir, filepath.FromSlash(file.Path)))
		if err != nil || !info.Mode().IsRegular() || info.Size() != known.Size || info.ModTime().UnixNano() != known.ModTime {
			return nil // the survey looks closer
		}
		p.sums[i], p.placed[i], p.settled[i] = was, *known, true
		return nil
	})
}

func (p *plan) alien(path string) {
	p.mu.Lock()
	p.foreign = append(p.foreign, path)
	p.mu.Unlock()
}

// clearWays finds out what stands where files or folders are to come, and whether it is ours.
func (p *plan) clearWays() error {
	var bars []string
	for _, b := range p.disk.branches {
		if !b.wanted || b.kind != regular && b.kind != other {
			continue
		}
		was, ours := p.old[b.path]
		if ours && b.kind == regular {
			is, err := p.f.digest(b.path)
			if err != nil {
				return err
			}
			ours = is == was
		}
		if ours && b.kind == regular {
			p.clear = append(p.clear, b.path)
			continue
		}
		p.alien(b.path)
		bars = append(bars, b.path)
	}
	for _, t := range p.disk.targets {
		switch {
		case t.want < 0:
		case t.kind == folder:
			if err := p.clearFolder(t); err != nil {
				return err
			}
		case t.kind == other && !t.ours:
			p.alien(t.path)
			t.barred = true
		default:
			t.barred = slices.ContainsFunc(bars, func(b string) bool { return above(b, t.path) })
		}
	}
	slices.Sort(p.clear)
	slices.Reverse(p.clear)
	return nil
}

// clearFolder plans to remove the folder at t with all that it holds, if that is all ours.
func (p *plan) clearFolder(t *target) error {
	var all []string
	err := fs.WalkDir(p.f.root.FS(), t.path, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return fmt.Errorf("read folder %s: %w", path, bare(err))
		}
		all = append(all, path)
		if e.IsDir() {
			return nil
		}
		was, ours := p.old[path]
		if ours = ours && e.Type().IsRegular(); ours {
			is, err := p.f.digest(path)
			if err != nil {
				return err
			}
			ours = is == was
		}
		if !ours {
			p.alien(path)
			t.barred = true
		}
		return nil
	})
	if err == nil && !t.barred {
		p.clear = append(p.clear, all...)
	}
	return err
}

// render works out every wanted file and stages those whose bytes are not in the folder yet.
func (p *plan) render(ctx context.Context, workers int) error {
	return par.Each(ctx, workers, len(p.disk.targets), func(inner context.Context, i int) error {
		t := p.disk.targets[i]
		if t.want < 0 || t.barred {
			return nil
		}
		err := p.renderOne(inner, t)
		if errors.Is(err, context.Canceled) && inner.Err() != nil && ctx.Err() == nil {
			return nil // stopped because of another file's error, which is the one to report
		}
		return err
	})
}

func (p *plan) renderOne(ctx context.Context, t *target) error {
	file := &p.files[t.want]
	var known *Placed
	if p.known != nil {
		known, _ = p.known(t.path)
	}
	// What was placed lies there still, as far as size and time tell.
	trusted := known != nil && t.kind == regular && t.ours && known.Sum == t.was.sum() &&
		known.Size == t.size && known.ModTime == t.modTime
	if trusted && known.Key.Sum == file.K.Sum && !file.K.Sum.IsZero() {
		p.sums[t.want], p.placed[t.want] = t.was, *known
		return nil
	}

	k := p.stage.sink(t.path)
	defer k.drop()
	sum, err := k.render(ctx, file.File)
	if err != nil {
		return err
	}
	p.sums[t.want] = sum
	p.fates[t.want] = confirmed
	now := t.spot
	same := trusted && sum == t.was
	if !same && !trusted && t.kind == regular && t.size == k.size {
		is, err := p.f.digest(t.path)
		if err != nil {
			return err
		}
		same = is == sum
	}
	if !same {
		if t.kind == regular && !t.ours {
			if is, err := p.aliased(t.path); err != nil {
				return err
			} else if !is {
				p.alien(t.path)
				return nil
			}
		}
		if now, err = k.keep(); err != nil {
			return fmt.Errorf("write %s: %w", t.path, err)
		}
		p.fates[t.want] = staged
	}
	p.placed[t.want] = Placed{Key: file.K, Sum: sum.sum(), Size: k.size, ModTime: now.modTime}
	return nil
}

// aliased tells whether the file at path is one that an earlier build placed under a name which
// this file system takes for the same.
func (p *plan) aliased(path string) (bool, error) {
	other, is := p.aliases()[fold(path)]
	if !is {
		return false, nil
	}
	return p.f.same(other, path)
}

// same tells whether two names lead to one file.
func (f *Folder) same(a, b string) (bool, error) {
	ai, err := f.root.Lstat(filepath.FromSlash(a))
	if err == nil {
		var bi fs.FileInfo
		if bi, err = f.root.Lstat(filepath.FromSlash(b)); err == nil {
			return os.SameFile(ai, bi), nil
		}
	}
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return false, fmt.Errorf("look at %s: %w", b, bare(err))
}

// judge decides about every earlier file that is no longer wanted.
func (p *plan) judge(ctx context.Context, workers int) error {
	cleared := make(map[string]bool, len(p.clear))
	for _, c := range p.clear {
		cleared[c] = true
	}
	var gone []*target
	for _, t := range p.disk.targets {
		if t.want < 0 && !cleared[t.path] {
			gone = append(gone, t)
		}
	}
	keep, err := par.Map(ctx, workers, gone, func(_ context.Context, t *target) (bool, error) {
		if t.kind == missing || t.kind == folder {
			return false, nil
		}
		is, err := p.f.holds(t.path, t.was)
		return !is, err
	})
	if err != nil {
		return err
	}
	for i, t := range gone {
		switch {
		case keep[i]:
			p.kept = append(p.kept, t.path)
		case t.kind == regular:
			p.remove = append(p.remove, t.path)
		}
	}
	return nil
}

// next is the manifest to be.
func (p *plan) next() manifest {
	m := make(manifest, len(p.files))
	for i := range p.files {
		m[p.files[i].Path] = p.sums[i]
	}
	return m
}

// result tells what was done.
func (p *plan) result() *Result {
	r := &Result{Kept: p.kept, Placed: p.placed}
	for _, is := range p.settled {
		if is {
			r.Unchanged++
		}
	}
	for _, t := range p.disk.targets {
		if t.want < 0 {
			continue
		}
		switch p.fates[t.want] {
		case staged:
			r.Written = append(r.Written, t.path)
		default:
			r.Unchanged++
		}
		if p.fates[t.want] != untouched {
			r.Rendered++
			r.Fresh = append(r.Fresh, t.want)
		}
	}
	slices.Sort(r.Fresh)
	r.Removed = append(r.Removed, p.remove...)
	for _, c := range p.clear {
		if _, file := p.old[c]; file {
			r.Removed = append(r.Removed, c)
		}
	}
	slices.Sort(r.Removed)
	return r
}

// foreignError lists what is in the way, or gives nil.
func (p *plan) foreignError() error {
	if len(p.foreign) == 0 {
		return nil
	}
	slices.SortFunc(p.foreign, strings.Compare)
	return &ForeignError{Paths: slices.Compact(p.foreign)}
}
