package watch

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// hand makes files as programs do, and ends the test where it cannot.
type hand struct{ t *testing.T }

func (h hand) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h hand) put(path, text string) { h.t.Helper(); h.must(os.WriteFile(path, []byte(text), 0o644)) }
func (h hand) move(from, to string)  { h.t.Helper(); h.must(os.Rename(from, to)) }
func (h hand) remove(path string)    { h.t.Helper(); h.must(os.RemoveAll(path)) }
func (h hand) folder(path string)    { h.t.Helper(); h.must(os.MkdirAll(path, 0o755)) }

func (h hand) open(path string, flag int, text string) {
	h.t.Helper()
	f, err := os.OpenFile(path, flag, 0o644)
	h.must(err)
	_, err = f.WriteString(text)
	h.must(err)
	h.must(f.Sync())
	h.must(f.Close())
}

// swap does f as vim does while it has the file open.
func (h hand) swap(file string, f func()) {
	dir, base := filepath.Split(file)
	swp := filepath.Join(dir, "."+base+".swp")
	h.put(swp, "b0VIM 9.1")
	f()
	h.remove(swp)
}

func (h hand) probe(file string) {
	at := filepath.Join(filepath.Dir(file), "4913")
	h.put(at, "")
	h.remove(at)
}

// save is a way in which a program puts new text into a file that exists.
type save struct {
	name string
	do   func(h hand, file, text string)
}

// The system calls are those that strace shows of each program.
var saves = []save{
	{"in place, empty for an instant", func(h hand, file, text string) { h.put(file, text) }}, // VS Code, nano, > in a shell
	{"in place, emptied and filled by two", func(h hand, file, text string) {
		h.must(os.Truncate(file, 0))
		h.open(file, os.O_WRONLY, text)
	}},
	{"appended", func(h hand, file, text string) { h.open(file, os.O_WRONLY|os.O_APPEND, text) }},
	{"vim, backup by rename", func(h hand, file, text string) {
		h.swap(file, func() {
			h.probe(file)
			h.move(file, file+"~")
			h.open(file, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, text)
			h.must(os.Chmod(file, 0o644))
			h.remove(file + "~")
		})
	}},
	{"vim, backup by copy", func(h hand, file, text string) {
		h.swap(file, func() {
			old, err := os.ReadFile(file)
			h.must(err)
			h.put(file+"~", string(old))
			h.open(file, os.O_WRONLY|os.O_TRUNC, text)
			h.remove(file + "~")
		})
	}},
	{"vim, backup kept", func(h hand, file, text string) {
		h.swap(file, func() {
			h.probe(file)
			h.move(file, file+"~")
			h.open(file, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, text)
		})
	}},
	{"vim, :w! without backup", func(h hand, file, text string) {
		h.swap(file, func() { h.open(file, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, text) })
	}},
	{"emacs, lock and backup by rename", func(h hand, file, text string) {
		dir, base := filepath.Split(file)
		lock := filepath.Join(dir, ".#"+base)
		h.must(os.Symlink("ana@host.1234:5678", lock))
		h.put(filepath.Join(dir, "#"+base+"#"), text)
		h.move(file, file+"~")
		h.open(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, text)
		h.remove(filepath.Join(dir, "#"+base+"#"))
		h.remove(lock)
	}},
	{"emacs, precious files", func(h hand, file, text string) {
		h.put(file+".tmp", text)
		h.move(file+".tmp", file)
	}},
	{"VS Code, atomic", func(h hand, file, text string) {
		h.put(file+".vsctmp", text)
		h.move(file+".vsctmp", file)
	}},
	{"JetBrains, safe write", func(h hand, file, text string) {
		h.put(file+"___jb_tmp___", text)
		h.move(file, file+"___jb_old___")
		h.move(file+"___jb_tmp___", file)
		h.remove(file + "___jb_old___")
	}},
	{"sed -i", func(h hand, file, text string) {
		tmp := filepath.Join(filepath.Dir(file), "sedHx3kQz")
		h.put(tmp, text)
		h.must(os.Chmod(tmp, 0o644))
		h.move(tmp, file)
	}},
	{"git checkout", func(h hand, file, text string) {
		h.remove(file)
		h.open(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, text)
	}},
	{"moved in from elsewhere", func(h hand, file, text string) {
		from := filepath.Join(h.t.TempDir(), "new")
		h.put(from, text)
		h.move(from, file)
	}},
	{"linked in from elsewhere", func(h hand, file, text string) {
		from := filepath.Join(h.t.TempDir(), "new")
		h.put(from, text)
		h.remove(file)
		h.must(os.Link(from, file))
	}},
	{"folder replaced by another", func(h hand, file, text string) {
		dir := filepath.Dir(file)
		h.folder(dir + "-new")
		h.must(os.CopyFS(dir+"-new", os.DirFS(dir)))
		h.put(filepath.Join(dir+"-new", filepath.Base(file)), text)
		h.move(dir, dir+"-old")
		h.move(dir+"-new", dir)
		h.remove(dir + "-old")
	}},
	{"folder moved away, edited, moved back", func(h hand, file, text string) {
		dir, away := filepath.Dir(file), filepath.Join(h.t.TempDir(), "away")
		h.move(dir, away)
		h.put(filepath.Join(away, filepath.Base(file)), text)
		h.move(away, dir)
	}},
	{"folder renamed, edited, renamed back", func(h hand, file, text string) {
		dir := filepath.Dir(file)
		h.move(dir, dir+"-2")
		h.put(filepath.Join(dir+"-2", filepath.Base(file)), text)
		h.move(dir+"-2", dir)
	}},
	{"folder removed and made again", func(h hand, file, text string) {
		h.remove(filepath.Dir(file))
		h.folder(filepath.Dir(file))
		h.put(file, text)
	}},
	{"file replaced by a folder and back", func(h hand, file, text string) {
		h.remove(file)
		h.folder(filepath.Join(file, "x"))
		h.remove(file)
		h.put(file, text)
	}},
}

// edits of other kinds: what exists before, and which path must be told.
var edits = []struct {
	name string
	do   func(h hand, content string)
	want string
}{
	{"new file", func(h hand, c string) { h.put(c+"/new.md", "x") }, "content/new.md"},
	{"new empty file", func(h hand, c string) { h.put(c+"/new.md", "") }, "content/new.md"},
	{"file removed", func(h hand, c string) { h.remove(c + "/a.md") }, "content/a.md"},
	{"file renamed, its old name", func(h hand, c string) { h.move(c+"/a.md", c+"/b.md") }, "content/a.md"},
	{"file renamed, its new name", func(h hand, c string) { h.move(c+"/a.md", c+"/b.md") }, "content/b.md"},
	{"file moved to another folder", func(h hand, c string) { h.move(c+"/a.md", c+"/deep/er/b.md") }, "content/deep/er/b.md"},
	{"file made out of noise", func(h hand, c string) { h.put(c+"/b.md~", "x"); h.move(c+"/b.md~", c+"/b.md") }, "content/b.md"},
	{"file turned into noise", func(h hand, c string) { h.move(c+"/a.md", c+"/a.md~") }, "content/a.md"},
	{"new empty folder", func(h hand, c string) { h.folder(c + "/new") }, "content/new"},
	{"folders with a file at once", func(h hand, c string) { h.folder(c + "/1/2/3"); h.put(c+"/1/2/3/x.md", "x") }, "content/1/2/3/x.md"},
	{"folder with files moved in", func(h hand, c string) {
		from := h.t.TempDir() + "/from"
		h.folder(from + "/sub")
		h.put(from+"/sub/x.md", "x")
		h.move(from, c+"/in")
	}, "content/in/sub/x.md"},
	{"folder with an ending of noise", func(h hand, c string) { h.folder(c + "/v1.tmp"); h.put(c+"/v1.tmp/x.md", "x") }, "content/v1.tmp/x.md"},
	{"folder removed", func(h hand, c string) { h.remove(c + "/deep") }, "content/deep"},
	{"folder renamed, its old name", func(h hand, c string) { h.move(c+"/deep", c+"/deeper") }, "content/deep"},
	{"folder renamed, what is in it", func(h hand, c string) { h.move(c+"/deep", c+"/deeper") }, "content/deeper/er/d.md"},
	{"file in a renamed folder", func(h hand, c string) { h.move(c+"/deep", c+"/z"); h.put(c+"/z/er/new.md", "x") }, "content/z/er/new.md"},
	{"folder in the place of a renamed one", func(h hand, c string) {
		h.move(c+"/deep", c+"/z")
		h.folder(c + "/deep/er")
		h.put(c+"/deep/er/new.md", "x")
	}, "content/deep/er/new.md"},
	{"two folders change places", func(h hand, c string) {
		h.folder(c + "/y/er")
		h.move(c+"/deep", c+"/z")
		h.move(c+"/y", c+"/deep")
		h.move(c+"/z", c+"/y")
		h.put(c+"/deep/er/new.md", "x")
	}, "content/deep/er/new.md"},
	{"all of content replaced", func(h hand, c string) {
		h.move(c, c+"-old")
		h.folder(c + "/deep")
		h.put(c+"/deep/new.md", "x")
	}, "content/deep/new.md"},
	{"content removed", func(h hand, c string) { h.remove(c) }, "content"},
	{"config.toml replaced by rename", func(h hand, c string) {
		h.put(c+"/../config.new", "title = 2")
		h.move(c+"/../config.new", c+"/../config.toml")
	}, "config.toml"},
	{"config.toml removed", func(h hand, c string) { h.remove(c + "/../config.toml") }, "config.toml"},
	{"name that did not exist", func(h hand, c string) {
		h.folder(c + "/../templates")
		h.put(c+"/../templates/page.html", "x")
	}, "templates/page.html"},
	{"name in a folder that did not exist", func(h hand, c string) {
		h.folder(c + "/../themes/mine/css")
		h.put(c+"/../themes/mine/css/a.css", "x")
	}, "themes/mine/css/a.css"},
}

// aSite makes a small site in a folder of the test and gives the folder.
func aSite(h hand) string {
	dir := h.t.TempDir()
	h.folder(filepath.Join(dir, "content", "deep", "er"))
	for _, f := range []string{"config.toml", "content/a.md", "content/deep/c.md", "content/deep/er/d.md"} {
		h.put(filepath.Join(dir, f), fmt.Sprintf("%-30s", f))
	}
	return dir
}
