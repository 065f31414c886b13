// Package publish plans and places files: only what changed, all or nothing, and never a file
// that is not ours.
//
// A [Folder] is an output folder with a lock. Its own things lie in .trousse: the lock, the
// manifest (what an earlier build placed, in the format of sha256sum, so that
// "sha256sum -c .trousse/manifest" verifies the folder) and, while files are being placed, the
// stage. New files are first written to the stage, all of them; only then are they renamed into
// place, and the manifest last. What a killed build leaves behind is put right at the next [Open].
// Nothing is forced to disk by fsync: after a loss of power the next build finds files of another
// size or time than remembered and writes them again.
package publish

import (
	"context"
	"errors"
	"io"
	"strings"

	"trousse/cmd/trousse/internal/memo"
)

// File is one file to be. Path is relative to the output folder, with slashes. Key is pure and
// may be called from any goroutine, once; Write is called only when the key is new.
type File struct {
	Path  string
	Rank  Rank
	Key   func() memo.Key
	Write func(ctx context.Context, w io.Writer) error
}

// Keyed is a file whose key was worked out.
type Keyed struct {
	File
	K memo.Key // a key with a zero Sum is never taken for known
}

// Rank orders placing, so that a reader who comes while files are being placed never meets a
// page whose assets are missing or an index that names a page not there yet.
type Rank uint8

const (
	Asset Rank = iota
	Page
	Index
)

// Placed is what is remembered of a file that was placed.
type Placed struct {
	Key     memo.Key
	Sum     memo.Sum // of the bytes
	Size    int64
	ModTime int64 // as the file system gave it back after placing, nanoseconds since 1970
}

// Result tells what a [Folder.Publish] did. Lists are sorted by path.
type Result struct {
	Written   []string // placed because their bytes are new
	Removed   []string // placed by an earlier build and no longer wanted
	Kept      []string // no longer wanted, but changed by somebody since they were placed: theirs now
	Unchanged int      // wanted files that were not touched
	Rendered  int      // files whose Write was called
	Placed    []Placed // what to remember of each file, in the order of the files given
	Fresh     []int    // indexes of files for which Placed differs from what was known
}

// ErrBusy says that another build holds the output folder.
var ErrBusy = errors.New("another build is writing to this folder")

// ErrPath says that a wanted path, or two of them together, cannot be placed: a fault of the caller.
var ErrPath = errors.New("path cannot be placed")

// ErrManifest says that the manifest is not one that trousse wrote. Without it nothing tells
// which files are trousse's own.
var ErrManifest = errors.New("damaged manifest")

// ForeignError lists what stands in the way of wanted files and was not placed by an earlier
// build, or was changed since. Nothing was touched.
type ForeignError struct{ Paths []string }

func (e *ForeignError) Error() string {
	const most = 5
	list := strings.Join(e.Paths[:min(most, len(e.Paths))], ", ")
	if len(e.Paths) > most {
		list += ", …"
	}
	return "in the way and not placed by an earlier build: " + list
}
