package source

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"sync"

	"trousse/cmd/trousse/internal/memo"
	"trousse/cmd/trousse/internal/par"
)

var errSpecial = errors.New("not a regular file")

// Read gives the bytes of f and f anew, with size, time and sum as they were when it was read:
// between the walk and the reading an author may have saved again.
func Read(fsys fs.FS, f File) ([]byte, File, error) {
	file, f, err := open(fsys, f)
	if err != nil {
		return nil, f, err
	}
	defer file.Close()
	data, err := readAll(file, f.Size)
	if err != nil {
		return nil, f, fmt.Errorf("read %s: %w", f.Path, bare(err))
	}
	f.Size, f.Sum = int64(len(data)), memo.SumBytes(data)
	return data, f, nil
}

// HashAll fills in the sum of every file that has none, with sizes and times as they were when it
// was read, on at most workers goroutines and without holding any file in memory.
func HashAll(ctx context.Context, workers int, fsys fs.FS, files []File) error {
	var todo []int
	for i, f := range files {
		if f.Sum.IsZero() {
			todo = append(todo, i)
		}
	}
	return par.Each(ctx, workers, len(todo), func(_ context.Context, i int) (err error) {
		f := &files[todo[i]]
		*f, err = hash(fsys, *f)
		return err
	})
}

var buffers = sync.Pool{New: func() any { b := make([]byte, 64<<10); return &b }}

func hash(fsys fs.FS, f File) (File, error) {
	file, f, err := open(fsys, f)
	if err != nil {
		return f, err
	}
	defer file.Close()
	h, buf := sha256.New(), buffers.Get().(*[]byte)
	defer buffers.Put(buf)
	// Both are wrapped so that the copy uses buf and not a new one of its own.
	f.Size, err = io.CopyBuffer(struct{ io.Writer }{h}, struct{ io.Reader }{file}, *buf)
	if err != nil {
		return f, fmt.Errorf("read %s: %w", f.Path, bare(err))
	}
	var full [sha256.Size]byte
	f.Sum = memo.Sum(h.Sum(full[:0])[:len(memo.Sum{})])
	return f, nil
}

// open opens f and brings its size and time up to date.
func open(fsys fs.FS, f File) (fs.File, File, error) {
	file, err := fsys.Open(f.Path)
	if err != nil {
		return nil, f, fmt.Errorf("read %s: %w", f.Path, bare(err))
	}
	info, err := file.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = errSpecial
	}
	if err != nil {
		file.Close()
		return nil, f, fmt.Errorf("read %s: %w", f.Path, bare(err))
	}
	f.Size, f.ModTime = info.Size(), info.ModTime().UnixNano()
	return file, f, nil
}

// readAll reads to the end. size is a hint: one byte more than it lets the end show in one read.
func readAll(r io.Reader, size int64) ([]byte, error) {
	const most = 64 << 20 // a sparse file may claim any size
	data := make([]byte, 0, max(0, min(size, most))+1)
	for {
		n, err := r.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
		if err == io.EOF {
			return data, nil
		}
		if err != nil {
			return nil, err
		}
		if len(data) == cap(data) {
			data = append(data, 0)[:len(data)]
		}
	}
}
