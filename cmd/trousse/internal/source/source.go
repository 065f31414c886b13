// Package source finds the files of a site and names each by its content.
package source

import "trousse/cmd/trousse/internal/memo"

// File is one file of the site as it was found. Path is relative to the root of the walked
// fs.FS (the site's folder), with slashes. A zero Sum was not worked out yet.
type File struct {
	Path    string
	Size    int64
	ModTime int64 // nanoseconds since 1970
	Sum     memo.Sum
}

// Stamp is what is remembered of a file, so that it need not be read to be named again.
type Stamp struct {
	Size    int64
	ModTime int64
	Seen    int64 // when it was hashed, nanoseconds since 1970
	Sum     memo.Sum
}

// Stamp gives what to remember of a file whose Sum is known. now is the time that was given to
// the [Walk] which found the file: it must not be later than the reading.
func (f File) Stamp(now int64) Stamp {
	return Stamp{Size: f.Size, ModTime: f.ModTime, Seen: now, Sum: f.Sum}
}

// settled is how much older than its stamp a file must be for the stamp to count. File systems
// count time in steps (two seconds on FAT), so a file that is saved again right after it was
// hashed can keep its size and time and still be another.
const settled = 2_000_000_000

// names tells whether s still names a file of this size and time.
func (s Stamp) names(size, modTime, now int64) bool {
	return s.Size == size && s.ModTime == modTime && s.Seen-s.ModTime >= settled && s.Seen <= now
}
