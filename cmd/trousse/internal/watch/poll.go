package watch

import (
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"maps"
	"os"
	"path"
	"slices"
	"time"
)

// look is what was there: files by path, and folders with a zero stamp.
type look map[string]stamp

// stamp tells whether a file is as it was. sum is zero where size and time are enough.
type stamp struct {
	folder    bool
	size, mod int64
	sum       [sha256.Size]byte
}

// young is the age up to which a file's time does not vouch for what is in it: file systems count
// time in steps of up to two seconds, and a server's clock may be behind ours by some more.
const young = 10 * time.Second

// much is how much of a young file is read. One that is larger and still being written grows.
const much = 16 << 20

// poll tells what changed since before, again and again. It comes back when the context ends, or
// when the site's folder is there again after it was not.
func (w *Watcher) poll(ctx context.Context, before look) {
	timer := time.NewTimer(w.every)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-timer.C:
		}
		if errors.Is(w.Polling(), ErrGone) {
			if info, err := os.Stat(w.root); err == nil && info.IsDir() {
				return
			}
		}
		now := w.look(ctx)
		if paths := now.since(before); len(paths) > 0 && ctx.Err() == nil {
			w.tell(ctx, Change{Paths: paths})
		}
		before = now
		timer.Reset(w.every) // from now: on a slow network a look takes its time
	}
}

// since gives the paths that are not as they were.
func (l look) since(before look) []string {
	paths := map[string]bool{}
	for p, s := range l {
		if old, ok := before[p]; !ok || old != s && !old.aged(s) {
			paths[p] = true
		}
	}
	for p := range before {
		if _, ok := l[p]; !ok {
			paths[p] = true
		}
	}
	return slices.Sorted(maps.Keys(paths))
}

// aged tells whether now is the same file as before, grown too old to be read. The last look that
// read it came later than a step of its time after it was written.
func (before stamp) aged(now stamp) bool {
	before.sum = [sha256.Size]byte{}
	return before == now
}

func (w *Watcher) look(ctx context.Context) look {
	l := look{}
	for _, name := range w.scope.names {
		if info, err := os.Stat(w.abs(name)); err == nil {
			w.lookAt(ctx, l, name, info)
		}
	}
	return l
}

// lookAt notes what is at p, and below it. What cannot be read is not there: it counts as changed
// once it can.
func (w *Watcher) lookAt(ctx context.Context, l look, p string, info os.FileInfo) {
	if !w.scope.counts(p) && !w.scope.leads(p) || w.scope.noise(p, info.IsDir()) || ctx.Err() != nil {
		return
	}
	if info.Mode().IsRegular() {
		l[p] = w.stamp(p, info)
	}
	if !info.IsDir() {
		return
	}
	l[p] = stamp{folder: true}
	entries, _ := os.ReadDir(w.abs(p))
	for _, e := range entries {
		below := path.Join(p, e.Name())
		info, err := e.Info()
		if err == nil && info.Mode()&os.ModeSymlink != 0 {
			// Links to folders are not followed below a name, as package source does not.
			if info, err = os.Stat(w.abs(below)); err == nil && info.IsDir() {
				continue
			}
		}
		if err == nil {
			w.lookAt(ctx, l, below, info)
		}
	}
}

func (w *Watcher) stamp(p string, info os.FileInfo) stamp {
	s := stamp{size: info.Size(), mod: info.ModTime().UnixNano()}
	if time.Since(info.ModTime()) > young {
		return s
	}
	f, err := os.Open(w.abs(p))
	if err != nil {
		return s
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.CopyN(h, f, much); err == nil || errors.Is(err, io.EOF) {
		h.Sum(s.sum[:0])
	}
	return s
}
