package publish

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"

	"trousse/cmd/trousse/internal/par"
)

// Publish makes the folder hold files and, of what earlier builds placed, nothing else. known
// gives what is remembered of a path, and may be called from many goroutines (nil: nothing). A
// file whose key is known and which lies there with the remembered size and time is not touched;
// of the others, those with new bytes are written on at most workers goroutines. Only when all are
// written are they placed, by rank and path; then what is no longer wanted is removed.
//
// It fails with [ErrPath] for paths that cannot be, [ErrManifest], a [*ForeignError] for what is in
// the way and not ours, the error of a Write, of ctx, or of the disk. Until placing begins an
// error leaves the folder as it was; after that, every file is whole, old or new, and the next
// Publish goes on from there. Placing is not stopped by ctx.
func (f *Folder) Publish(ctx context.Context, workers int, files []Keyed, known func(path string) (*Placed, bool)) (*Result, error) {
	r, err := f.publish(ctx, workers, files, known)
	if err != nil {
		return nil, fmt.Errorf("publish to %s: %w", f.dir, err)
	}
	return r, nil
}

func (f *Folder) publish(ctx context.Context, workers int, files []Keyed, known func(path string) (*Placed, bool)) (*Result, error) {
	if err := checkPaths(files); err != nil {
		return nil, err
	}
	if err := f.repair(); err != nil {
		return nil, err
	}
	old, err := f.readManifest(manifestPath)
	if err != nil {
		return nil, err
	}
	p := &plan{
		f: f, files: files, known: known, old: old, stage: stage{f: f},
		sums: make([]digest, len(files)), placed: make([]Placed, len(files)), fates: make([]fate, len(files)),
	}
	p.aliases = sync.OnceValue(func() map[string]string {
		m := make(map[string]string, len(old))
		for path := range old {
			m[fold(path)] = path
		}
		return m
	})
	if err := p.prepare(ctx, workers); err != nil {
		p.abandon()
		return nil, err
	}
	next := p.next()
	if maps.Equal(next, old) && len(p.clear) == 0 && !slices.Contains(p.fates, staged) {
		p.abandon() // a large file may have been staged before it proved to be there already
		return p.result(), nil
	}
	if err := p.commit(context.WithoutCancel(ctx), workers, next); err != nil {
		return nil, err
	}
	return p.result(), nil
}

// prepare does all that may fail without changing the site.
func (p *plan) prepare(ctx context.Context, workers int) (err error) {
	if err := p.settle(ctx, workers); err != nil {
		return err
	}
	if p.disk, err = p.f.survey(ctx, workers, p.files, p.old, p.settled); err != nil {
		return err
	}
	if err := p.clearWays(); err != nil {
		return err
	}
	if err := p.render(ctx, workers); err != nil {
		return err
	}
	if err := p.foreignError(); err != nil {
		return err
	}
	if err := p.judge(ctx, workers); err != nil {
		return err
	}
	return ctx.Err()
}

// abandon removes the stage. If that fails, the next build does it.
func (p *plan) abandon() {
	if p.stage.made {
		_ = p.f.removeAll(stagePath)
	}
}

// commit places what was prepared.
func (p *plan) commit(ctx context.Context, workers int, next manifest) error {
	if err := p.stage.open(); err != nil {
		return err
	}
	if err := p.f.writeManifest(journalPath+".part", journalPath, next); err != nil {
		p.abandon()
		return err
	}
	if err := p.swap(ctx, workers, next); err != nil {
		_ = p.f.repair() // the next build tries again if this cannot be done now
		return err
	}
	return p.f.removeAll(stagePath)
}

// move is one rename from the stage to its place: of a file, or of a folder that is new as a whole.
type move struct {
	path  string
	rank  Rank // of a folder: the first of its files'
	files []int
}

// moves lists what is to be placed, by rank and path.
func (p *plan) moves() []move {
	trees := map[string]int{} // new folders right below existing ones, to their index in ms
	for _, b := range p.disk.branches {
		if b.wanted && b.kind != folder {
			if _, inside := trees[topmost(trees, b.path)]; !inside {
				trees[b.path] = -1
			}
		}
	}
	var ms []move
	for i, fate := range p.fates {
		if fate != staged {
			continue
		}
		file := &p.files[i]
		at := topmost(trees, file.Path)
		n, inside := trees[at]
		switch {
		case !inside:
			ms = append(ms, move{file.Path, file.Rank, []int{i}})
		case n < 0:
			trees[at] = len(ms)
			ms = append(ms, move{at, file.Rank, []int{i}})
		default:
			ms[n].rank = min(ms[n].rank, file.Rank)
			ms[n].files = append(ms[n].files, i)
		}
	}
	slices.SortFunc(ms, func(a, b move) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), strings.Compare(a.path, b.path))
	})
	return ms
}

// topmost gives the folder among trees in which p lies; "" where there is none.
func topmost(trees map[string]int, p string) string {
	for i := range len(p) {
		if p[i] == '/' {
			if _, is := trees[p[:i]]; is {
				return p[:i]
			}
		}
	}
	return ""
}

// swap is the part after which some files may be new and others old.
func (p *plan) swap(ctx context.Context, workers int, next manifest) error {
	for _, c := range p.clear {
		if err := p.f.remove(c); err != nil {
			return err
		}
	}
	for todo := p.moves(); len(todo) > 0; {
		n := 1
		for n < len(todo) && todo[n].rank == todo[0].rank {
			n++
		}
		err := par.Each(ctx, workers, n, func(_ context.Context, i int) error { return p.move(todo[i]) })
		if err != nil {
			return err
		}
		todo = todo[n:]
	}
	if err := p.removals(next); err != nil {
		return err
	}
	return p.f.rename(journalPath, manifestPath)
}

// move places a file or a new folder. If somebody made the folder meanwhile, its files are placed
// one by one.
func (p *plan) move(m move) error {
	err := p.f.rename(newPath+"/"+m.path, m.path)
	if err == nil || len(m.files) == 1 && p.files[m.files[0]].Path == m.path || !errors.Is(err, fs.ErrExist) {
		return err
	}
	for _, i := range m.files {
		file := p.files[i].Path
		for j := len(m.path); j >= 0 && j < len(file); {
			if err := p.f.mkdir(file[:j]); err != nil && !errors.Is(err, fs.ErrExist) {
				return err
			}
			k := strings.IndexByte(file[j+1:], '/')
			if k < 0 {
				break
			}
			j += 1 + k
		}
		if err := p.f.rename(newPath+"/"+file, file); err != nil {
			return err
		}
	}
	return nil
}

// removals takes away what is no longer wanted, and the folders that this leaves empty.
func (p *plan) removals(next manifest) error {
	wanted := map[string]string{}
	if len(p.remove) > 0 {
		for i := range p.files {
			wanted[fold(p.files[i].Path)] = p.files[i].Path
		}
	}
	for _, path := range p.remove {
		if now, renamed := wanted[fold(path)]; renamed {
			// Where "A" is "a", the old name leads to the file that was just placed.
			if is, err := p.f.same(path, now); err != nil {
				return err
			} else if is {
				continue
			}
		}
		if err := p.f.remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	var gone []string
	for path := range p.old {
		if _, stays := next[path]; !stays {
			gone = append(gone, path)
		}
	}
	return p.f.prune(gone, next)
}
