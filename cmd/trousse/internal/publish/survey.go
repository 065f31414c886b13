package publish

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
	"syscall"

	"trousse/cmd/trousse/internal/par"
)

type kind uint8

const (
	missing kind = iota
	regular
	folder
	other  // a symbolic link, a pipe, a device
	beyond // not to be reached but through one of those
)

// spot is what lies at a path on disk.
type spot struct {
	kind    kind
	size    int64
	modTime int64
}

// look tells what lies at p. A link at p is not followed.
func look(root *os.Root, p string) (spot, error) {
	info, err := root.Lstat(filepath.FromSlash(p))
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR):
		return spot{}, nil
	case err != nil:
		return spot{}, fmt.Errorf("look at %s: %w", p, bare(err))
	case info.IsDir():
		return spot{kind: folder}, nil
	case info.Mode().IsRegular():
		return spot{regular, info.Size(), info.ModTime().UnixNano()}, nil
	}
	return spot{kind: other}, nil
}

// lookFar is look that follows no link on the way to p either.
func (f *Folder) lookFar(p string) (spot, error) {
	for i := range len(p) {
		if p[i] != '/' {
			continue
		}
		s, err := look(f.root, p[:i])
		if err != nil || s.kind == missing || s.kind == regular {
			return spot{}, err
		}
		if s.kind == other {
			return spot{kind: beyond}, nil
		}
	}
	return look(f.root, p)
}

// target is a path that is wanted, or was placed by an earlier build, or both.
type target struct {
	path   string
	want   int    // index of the wanted file, or -1
	ours   bool   // an earlier manifest names it
	was    digest // what that manifest says
	spot          // what lies there now
	barred bool   // nothing must be placed here: something foreign is in the way
}

// branch is a folder that holds targets.
type branch struct {
	path    string
	spot         // what lies there now
	wanted  bool // wanted files belong below
	subs    []*branch
	targets []*target
}

// survey is the state of the disk, as far as a build is concerned with it.
type survey struct {
	targets  []*target // by path
	branches []*branch // by path, the output folder itself left out
}

// survey looks at every wanted and every earlier path: folder by folder, so that each folder is
// opened once and its files are named relative to it. Wanted files that are settled (by index; nil:
// none) are left out.
func (f *Folder) survey(ctx context.Context, workers int, files []Keyed, old manifest, settled []bool) (*survey, error) {
	block := make([]target, 0, len(files)+len(old))
	at := make(map[string]bool, len(files))
	for i := range files {
		p := files[i].Path
		was, ours := old[p]
		at[p] = true
		if settled != nil && settled[i] {
			continue
		}
		block = append(block, target{path: p, want: i, ours: ours, was: was})
	}
	for p, was := range old {
		if !at[p] {
			block = append(block, target{path: p, want: -1, ours: true, was: was})
		}
	}
	s := &survey{targets: make([]*target, len(block))}
	for i := range block {
		s.targets[i] = &block[i]
	}
	slices.SortFunc(s.targets, func(a, b *target) int { return strings.Compare(a.path, b.path) })

	top := &branch{path: ".", spot: spot{kind: folder}}
	branches := map[string]*branch{".": top}
	var branchOf func(d string) *branch
	branchOf = func(d string) *branch {
		b := branches[d]
		if b == nil {
			b = &branch{path: d}
			branches[d] = b
			up := branchOf(path.Dir(d))
			up.subs = append(up.subs, b)
			s.branches = append(s.branches, b)
		}
		return b
	}
	for _, t := range s.targets {
		b := branchOf(path.Dir(t.path))
		b.targets = append(b.targets, t)
		for ; t.want >= 0 && !b.wanted && b != top; b = branches[path.Dir(b.path)] {
			b.wanted = true
		}
	}
	slices.SortFunc(s.branches, func(a, b *branch) int { return strings.Compare(a.path, b.path) })

	// The upper folders one after the other, until there are enough below for all workers; then
	// each of those with all that lies under it, so that every folder is opened from the one above.
	level := []*branch{top}
	for len(level) > 0 && len(level) < 4*workers {
		var below []*branch
		for _, b := range level {
			if err := b.look(f.root, b.path, false); err != nil {
				return nil, err
			}
			below = append(below, b.subs...)
		}
		level = below
	}
	err := par.Each(ctx, workers, len(level), func(_ context.Context, i int) error {
		return level[i].look(f.root, level[i].path, true)
	})
	if err != nil {
		return nil, err
	}
	return s, nil
}

// look looks at what b holds, and if deep at all that lies below. b is called name in up.
func (b *branch) look(up *os.Root, name string, deep bool) error {
	switch b.kind {
	case other, beyond:
		for _, t := range b.targets {
			t.kind = beyond
		}
		for _, sub := range b.subs {
			sub.kind = beyond
			if deep {
				sub.look(up, name, deep)
			}
		}
		return nil
	case missing, regular:
		return nil
	}
	root := up
	if name != "." {
		r, err := up.OpenRoot(filepath.FromSlash(name))
		if err != nil {
			return fmt.Errorf("open folder %s: %w", b.path, bare(err))
		}
		defer r.Close()
		root = r
	}
	var err error
	for _, t := range b.targets {
		if t.spot, err = look(root, path.Base(t.path)); err != nil {
			return fmt.Errorf("in folder %s: %w", b.path, err)
		}
	}
	for _, sub := range b.subs {
		name := path.Base(sub.path)
		if sub.spot, err = look(root, name); err != nil {
			return fmt.Errorf("in folder %s: %w", b.path, err)
		}
		if deep {
			if err := sub.look(root, name, true); err != nil {
				return err
			}
		}
	}
	return nil
}
