package source

import (
	"io/fs"
	"path"
	"slices"
	"sync"
)

// Remembered is a file system that looks at a folder once, and again when it is told that something in it
// changed: for whoever walks the same files many times and is told of every change, as a preview is. What is
// in files is never remembered. It is safe for use by many goroutines.
type Remembered struct {
	fs.FS
	mu      sync.Mutex
	folders map[string][]fs.DirEntry
	walked  map[string]*found // what [Walk] found in a folder, where that depends on the folder alone
}

// Remember makes a [Remembered] of a file system.
func Remember(fsys fs.FS) *Remembered {
	return &Remembered{FS: fsys, folders: map[string][]fs.DirEntry{}, walked: map[string]*found{}}
}

// ReadDir lists a folder. It implements [fs.ReadDirFS].
func (r *Remembered) ReadDir(name string) ([]fs.DirEntry, error) {
	r.mu.Lock()
	list, ok := r.folders[name]
	r.mu.Unlock()
	if ok {
		return list, nil
	}
	found, err := fs.ReadDir(r.FS, name)
	if err != nil {
		return nil, err
	}
	list = make([]fs.DirEntry, len(found))
	for i, e := range found {
		list[i] = &entry{DirEntry: e}
	}
	r.mu.Lock()
	r.folders[name] = list
	r.mu.Unlock()
	return list, nil
}

// ReadFile and Stat ask the file system. They implement [fs.ReadFileFS] and [fs.StatFS].
func (r *Remembered) ReadFile(name string) ([]byte, error) { return fs.ReadFile(r.FS, name) }

// Stat is described with [Remembered.ReadFile].
func (r *Remembered) Stat(name string) (fs.FileInfo, error) { return fs.Stat(r.FS, name) }

// Lstat and ReadLink ask the file system. They implement [fs.ReadLinkFS].
func (r *Remembered) Lstat(name string) (fs.FileInfo, error) { return fs.Lstat(r.FS, name) }

// ReadLink is described with [Remembered.Lstat].
func (r *Remembered) ReadLink(name string) (string, error) { return fs.ReadLink(r.FS, name) }

// Forget says that something at paths, and at all below them, is or may be another than before.
func (r *Remembered) Forget(paths []string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	told := make(map[string]bool, len(paths))
	for _, p := range paths {
		told[p] = true
		// A file saved in a folder of thousands: the folder's other files are as they were.
		if dir := path.Dir(p); !r.again(dir, path.Base(p)) {
			delete(r.folders, dir)
		}
		delete(r.walked, path.Dir(p))
	}
	for folder := range r.folders {
		for at := folder; ; at = path.Dir(at) {
			if told[at] {
				delete(r.folders, folder)
				delete(r.walked, folder)
			}
			if at == "." || at == "/" {
				break
			}
		}
	}
}

// ForgetAll says that anything may be another than before.
func (r *Remembered) ForgetAll() {
	r.mu.Lock()
	defer r.mu.Unlock()
	clear(r.folders)
	clear(r.walked)
}

// known gives what was found in a folder; nil where that must be looked for.
func (r *Remembered) known(folder string) *found {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.walked[folder]
}

// note keeps what was found in a folder by its list, unless that was forgotten since.
func (r *Remembered) note(folder string, list []fs.DirEntry, o *found) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if now := r.folders[folder]; len(now) > 0 && len(now) == len(list) && &now[0] == &list[0] {
		r.walked[folder] = o
	}
}

// again looks once more at a regular file of a remembered folder. It gives false where that is not enough.
func (r *Remembered) again(folder, name string) bool {
	list := r.folders[folder]
	i := slices.IndexFunc(list, func(e fs.DirEntry) bool { return e.Name() == name })
	if i < 0 || !list[i].Type().IsRegular() {
		return false
	}
	info, err := fs.Lstat(r.FS, path.Join(folder, name))
	if err != nil || !info.Mode().IsRegular() {
		return false
	}
	list = slices.Clone(list) // others may be reading it
	list[i] = &entry{DirEntry: fs.FileInfoToDirEntry(info)}
	r.folders[folder] = list
	return true
}

// entry is a folder's entry that is looked at once.
type entry struct {
	fs.DirEntry
	once sync.Once
	info fs.FileInfo
	err  error
}

// Info implements [fs.DirEntry].
func (e *entry) Info() (fs.FileInfo, error) {
	e.once.Do(func() { e.info, e.err = e.DirEntry.Info() })
	return e.info, e.err
}

var (
	_ fs.ReadDirFS  = (*Remembered)(nil)
	_ fs.ReadFileFS = (*Remembered)(nil)
	_ fs.StatFS     = (*Remembered)(nil)
	_ fs.ReadLinkFS = (*Remembered)(nil)
)
