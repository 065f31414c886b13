package publish

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"os"
	"path"
	"path/filepath"
	"sync"
)

// stage is where files are written before they are placed, in the folders in which they will lie: a
// folder that is new as a whole is then placed by one rename. It is made when it is first needed:
// a build with nothing new leaves the disk as it is. Nobody but this build knows it, and it is made
// empty, so nothing in it can lead elsewhere: files in it are reached by their plain names.
type stage struct {
	f    *Folder
	once sync.Once
	made bool
	err  error

	mu   sync.Mutex
	dirs map[string]bool // made, relative to newPath
}

// newPath is the folder of the stage that holds files to be placed.
const newPath = stagePath + "/new"

func (s *stage) open() error {
	s.once.Do(func() {
		if s.err = s.f.mkdir(stagePath); s.err == nil {
			s.made = true
			s.err = s.f.mkdir(newPath)
		}
		s.dirs = map[string]bool{".": true}
	})
	return s.err
}

// disk gives the plain name of a file in the stage.
func (s *stage) disk(p string) string {
	return filepath.Join(s.f.dir, filepath.FromSlash(newPath), filepath.FromSlash(p))
}

// mkdirs makes the folder of the stage in which the file at p will lie.
func (s *stage) mkdirs(dir string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.mkdir(dir)
}

func (s *stage) mkdir(dir string) error {
	if s.dirs[dir] {
		return nil
	}
	if err := s.mkdir(path.Dir(dir)); err != nil {
		return err
	}
	if err := os.Mkdir(s.disk(dir), 0o755); err != nil {
		return err
	}
	s.dirs[dir] = true
	return nil
}

// inMemory is how many bytes of a file are held in memory. A file that fits is compared before
// anything is written.
const inMemory = 1 << 20

var sinkBuffers = sync.Pool{New: func() any { b := make([]byte, 0, 64<<10); return &b }}

// sink takes the bytes of one file, hashes them, and writes them to the stage if they are many.
type sink struct {
	stage *stage
	path  string
	buf   *[]byte
	file  *os.File
	hash  hash.Hash // of what was flushed; nil as long as nothing was
	size  int64
	err   error // the first; stays, for a writer may overlook it
}

func (s *stage) sink(path string) *sink {
	return &sink{stage: s, path: path, buf: sinkBuffers.Get().(*[]byte)}
}

// Write takes p. It implements [io.Writer].
func (k *sink) Write(p []byte) (int, error) {
	if k.err != nil {
		return 0, k.err
	}
	n := len(p)
	k.size += int64(n)
	if len(*k.buf)+n > inMemory {
		k.flush(*k.buf)
		*k.buf = (*k.buf)[:0]
		if n >= inMemory {
			k.flush(p)
			p = nil
		}
		if k.err != nil {
			return 0, k.err
		}
	}
	*k.buf = append(*k.buf, p...)
	return n, nil
}

// flush hashes p and writes it to the stage.
func (k *sink) flush(p []byte) {
	if k.err != nil {
		return
	}
	if k.hash == nil {
		k.hash = sha256.New()
	}
	k.hash.Write(p)
	if len(p) > 0 {
		k.store(p)
	}
}

// store writes p to the file in the stage.
func (k *sink) store(p []byte) {
	if k.err = k.stage.open(); k.err != nil {
		return
	}
	if k.err = k.stage.f.before("write", k.path); k.err != nil {
		return
	}
	if k.file == nil {
		if k.err = k.stage.mkdirs(path.Dir(k.path)); k.err != nil {
			return
		}
		if k.file, k.err = os.OpenFile(k.stage.disk(k.path), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644); k.err != nil {
			return
		}
	}
	_, k.err = k.file.Write(p)
}

// sum hashes the rest and gives the digest of all that was written.
func (k *sink) sum() (d digest) {
	if k.hash == nil {
		return sha256.Sum256(*k.buf)
	}
	k.hash.Write(*k.buf)
	k.hash.Sum(d[:0])
	return d
}

// keep completes the file in the stage and tells its size and time.
func (k *sink) keep() (spot, error) {
	if k.err == nil && (len(*k.buf) > 0 || k.file == nil) {
		k.store(*k.buf)
	}
	if k.file != nil {
		err := k.file.Close()
		k.file = nil
		if k.err == nil {
			k.err = err
		}
	}
	if k.err != nil {
		return spot{}, bare(k.err)
	}
	info, err := os.Lstat(k.stage.disk(k.path)) // after closing: some file systems set the time only then
	if err != nil {
		return spot{}, bare(err)
	}
	if !info.Mode().IsRegular() || info.Size() != k.size {
		return spot{}, errors.New("the staged file is not what was written")
	}
	return spot{regular, info.Size(), info.ModTime().UnixNano()}, nil
}

// drop forgets what was taken. The stage itself is removed as a whole in the end.
func (k *sink) drop() {
	if k.file != nil {
		k.file.Close()
		k.file = nil
	}
	if b := k.buf; b != nil && cap(*b) <= 2*inMemory {
		*b = (*b)[:0]
		sinkBuffers.Put(b)
	}
	k.buf = nil
}

// render calls a file's Write and gives the digest of the bytes.
func (k *sink) render(ctx context.Context, file File) (digest, error) {
	err := file.Write(ctx, k)
	if err == nil {
		err = k.err
	}
	if err != nil {
		return digest{}, fmt.Errorf("write %s: %w", k.path, err)
	}
	return k.sum(), nil
}
