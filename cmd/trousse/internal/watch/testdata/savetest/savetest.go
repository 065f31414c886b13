// Package savetest saves files in the ways in which programs do, for the tests of what must notice it.
package savetest

import (
	"os"
	"path/filepath"
	"testing"
)

// Hand makes files as programs do, and ends the test where it cannot.
type Hand struct{ T testing.TB }

// Must ends the test with an error.
func (h Hand) Must(err error) {
	h.T.Helper()
	if err != nil {
		h.T.Fatal(err)
	}
}

// Put, Move, Remove and Folder do to files what their names say; Remove and Folder whatever was there before.
func (h Hand) Put(path, text string) { h.T.Helper(); h.Must(os.WriteFile(path, []byte(text), 0o644)) }
func (h Hand) Move(from, to string)  { h.T.Helper(); h.Must(os.Rename(from, to)) }
func (h Hand) Remove(path string)    { h.T.Helper(); h.Must(os.RemoveAll(path)) }
func (h Hand) Folder(path string)    { h.T.Helper(); h.Must(os.MkdirAll(path, 0o755)) }

func (h Hand) open(path string, flag int, text string) {
	h.T.Helper()
	f, err := os.OpenFile(path, flag, 0o644)
	h.Must(err)
	_, err = f.WriteString(text)
	h.Must(err)
	h.Must(f.Sync())
	h.Must(f.Close())
}

// Swap does f as vim does while it has the file open.
func (h Hand) Swap(file string, f func()) {
	dir, base := filepath.Split(file)
	swp := filepath.Join(dir, "."+base+".swp")
	h.Put(swp, "b0VIM 9.1")
	f()
	h.Remove(swp)
}

// Probe looks, as vim does, whether files can be made beside one.
func (h Hand) Probe(file string) {
	at := filepath.Join(filepath.Dir(file), "4913")
	h.Put(at, "")
	h.Remove(at)
}

// Save is a way in which a program puts new text into a file that exists.
type Save struct {
	Name string
	Do   func(h Hand, file, text string)
}

// Saves gives the ways. Their system calls are those that strace shows of each program.
func Saves() []Save { return saves }

var saves = []Save{
	{"in place, empty for an instant", func(h Hand, file, text string) { h.Put(file, text) }}, // VS Code, nano, > in a shell
	{"in place, emptied and filled by two", func(h Hand, file, text string) {
		h.Must(os.Truncate(file, 0))
		h.open(file, os.O_WRONLY, text)
	}},
	{"appended", func(h Hand, file, text string) { h.open(file, os.O_WRONLY|os.O_APPEND, text) }},
	{"vim, backup by rename", func(h Hand, file, text string) {
		h.Swap(file, func() {
			h.Probe(file)
			h.Move(file, file+"~")
			h.open(file, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, text)
			h.Must(os.Chmod(file, 0o644))
			h.Remove(file + "~")
		})
	}},
	{"vim, backup by copy", func(h Hand, file, text string) {
		h.Swap(file, func() {
			old, err := os.ReadFile(file)
			h.Must(err)
			h.Put(file+"~", string(old))
			h.open(file, os.O_WRONLY|os.O_TRUNC, text)
			h.Remove(file + "~")
		})
	}},
	{"vim, backup kept", func(h Hand, file, text string) {
		h.Swap(file, func() {
			h.Probe(file)
			h.Move(file, file+"~")
			h.open(file, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, text)
		})
	}},
	{"vim, :w! without backup", func(h Hand, file, text string) {
		h.Swap(file, func() { h.open(file, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, text) })
	}},
	{"emacs, lock and backup by rename", func(h Hand, file, text string) {
		dir, base := filepath.Split(file)
		lock := filepath.Join(dir, ".#"+base)
		h.Must(os.Symlink("ana@host.1234:5678", lock))
		h.Put(filepath.Join(dir, "#"+base+"#"), text)
		h.Move(file, file+"~")
		h.open(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, text)
		h.Remove(filepath.Join(dir, "#"+base+"#"))
		h.Remove(lock)
	}},
	{"emacs, precious files", func(h Hand, file, text string) {
		h.Put(file+".tmp", text)
		h.Move(file+".tmp", file)
	}},
	{"VS Code, atomic", func(h Hand, file, text string) {
		h.Put(file+".vsctmp", text)
		h.Move(file+".vsctmp", file)
	}},
	{"JetBrains, safe write", func(h Hand, file, text string) {
		h.Put(file+"___jb_tmp___", text)
		h.Move(file, file+"___jb_old___")
		h.Move(file+"___jb_tmp___", file)
		h.Remove(file + "___jb_old___")
	}},
	{"sed -i", func(h Hand, file, text string) {
		tmp := filepath.Join(filepath.Dir(file), "sedHx3kQz")
		h.Put(tmp, text)
		h.Must(os.Chmod(tmp, 0o644))
		h.Move(tmp, file)
	}},
	{"git checkout", func(h Hand, file, text string) {
		h.Remove(file)
		h.open(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, text)
	}},
	{"moved in from elsewhere", func(h Hand, file, text string) {
		from := filepath.Join(h.T.TempDir(), "new")
		h.Put(from, text)
		h.Move(from, file)
	}},
	{"linked in from elsewhere", func(h Hand, file, text string) {
		from := filepath.Join(h.T.TempDir(), "new")
		h.Put(from, text)
		h.Remove(file)
		h.Must(os.Link(from, file))
	}},
	{"folder replaced by another", func(h Hand, file, text string) {
		dir := filepath.Dir(file)
		h.Folder(dir + "-new")
		h.Must(os.CopyFS(dir+"-new", os.DirFS(dir)))
		h.Put(filepath.Join(dir+"-new", filepath.Base(file)), text)
		h.Move(dir, dir+"-old")
		h.Move(dir+"-new", dir)
		h.Remove(dir + "-old")
	}},
	{"folder moved away, edited, moved back", func(h Hand, file, text string) {
		dir, away := filepath.Dir(file), filepath.Join(h.T.TempDir(), "away")
		h.Move(dir, away)
		h.Put(filepath.Join(away, filepath.Base(file)), text)
		h.Move(away, dir)
	}},
	{"folder renamed, edited, renamed back", func(h Hand, file, text string) {
		dir := filepath.Dir(file)
		h.Move(dir, dir+"-2")
		h.Put(filepath.Join(dir+"-2", filepath.Base(file)), text)
		h.Move(dir+"-2", dir)
	}},
	{"folder removed and made again", func(h Hand, file, text string) {
		h.Remove(filepath.Dir(file))
		h.Folder(filepath.Dir(file))
		h.Put(file, text)
	}},
	{"file replaced by a folder and back", func(h Hand, file, text string) {
		h.Remove(file)
		h.Folder(filepath.Join(file, "x"))
		h.Remove(file)
		h.Put(file, text)
	}},
}
