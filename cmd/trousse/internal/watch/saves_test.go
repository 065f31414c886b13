package watch

import (
	"fmt"
	"path/filepath"

	"trousse/cmd/trousse/internal/watch/testdata/savetest"
)

type hand = savetest.Hand

// edits of other kinds: what exists before, and which path must be told.
var edits = []struct {
	name string
	do   func(h hand, content string)
	want string
}{
	{"new file", func(h hand, c string) { h.Put(c+"/new.md", "x") }, "content/new.md"},
	{"new empty file", func(h hand, c string) { h.Put(c+"/new.md", "") }, "content/new.md"},
	{"file removed", func(h hand, c string) { h.Remove(c + "/a.md") }, "content/a.md"},
	{"file renamed, its old name", func(h hand, c string) { h.Move(c+"/a.md", c+"/b.md") }, "content/a.md"},
	{"file renamed, its new name", func(h hand, c string) { h.Move(c+"/a.md", c+"/b.md") }, "content/b.md"},
	{"file moved to another folder", func(h hand, c string) { h.Move(c+"/a.md", c+"/deep/er/b.md") }, "content/deep/er/b.md"},
	{"file made out of noise", func(h hand, c string) { h.Put(c+"/b.md~", "x"); h.Move(c+"/b.md~", c+"/b.md") }, "content/b.md"},
	{"file turned into noise", func(h hand, c string) { h.Move(c+"/a.md", c+"/a.md~") }, "content/a.md"},
	{"new empty folder", func(h hand, c string) { h.Folder(c + "/new") }, "content/new"},
	{"folders with a file at once", func(h hand, c string) { h.Folder(c + "/1/2/3"); h.Put(c+"/1/2/3/x.md", "x") }, "content/1/2/3/x.md"},
	{"folder with files moved in", func(h hand, c string) {
		from := h.T.TempDir() + "/from"
		h.Folder(from + "/sub")
		h.Put(from+"/sub/x.md", "x")
		h.Move(from, c+"/in")
	}, "content/in/sub/x.md"},
	{"folder with an ending of noise", func(h hand, c string) { h.Folder(c + "/v1.tmp"); h.Put(c+"/v1.tmp/x.md", "x") }, "content/v1.tmp/x.md"},
	{"folder removed", func(h hand, c string) { h.Remove(c + "/deep") }, "content/deep"},
	{"folder renamed, its old name", func(h hand, c string) { h.Move(c+"/deep", c+"/deeper") }, "content/deep"},
	{"folder renamed, what is in it", func(h hand, c string) { h.Move(c+"/deep", c+"/deeper") }, "content/deeper/er/d.md"},
	{"file in a renamed folder", func(h hand, c string) { h.Move(c+"/deep", c+"/z"); h.Put(c+"/z/er/new.md", "x") }, "content/z/er/new.md"},
	{"folder in the place of a renamed one", func(h hand, c string) {
		h.Move(c+"/deep", c+"/z")
		h.Folder(c + "/deep/er")
		h.Put(c+"/deep/er/new.md", "x")
	}, "content/deep/er/new.md"},
	{"two folders change places", func(h hand, c string) {
		h.Folder(c + "/y/er")
		h.Move(c+"/deep", c+"/z")
		h.Move(c+"/y", c+"/deep")
		h.Move(c+"/z", c+"/y")
		h.Put(c+"/deep/er/new.md", "x")
	}, "content/deep/er/new.md"},
	{"all of content replaced", func(h hand, c string) {
		h.Move(c, c+"-old")
		h.Folder(c + "/deep")
		h.Put(c+"/deep/new.md", "x")
	}, "content/deep/new.md"},
	{"content removed", func(h hand, c string) { h.Remove(c) }, "content"},
	{"config.toml replaced by rename", func(h hand, c string) {
		h.Put(c+"/../config.new", "title = 2")
		h.Move(c+"/../config.new", c+"/../config.toml")
	}, "config.toml"},
	{"config.toml removed", func(h hand, c string) { h.Remove(c + "/../config.toml") }, "config.toml"},
	{"name that did not exist", func(h hand, c string) {
		h.Folder(c + "/../templates")
		h.Put(c+"/../templates/page.html", "x")
	}, "templates/page.html"},
	{"name in a folder that did not exist", func(h hand, c string) {
		h.Folder(c + "/../themes/mine/css")
		h.Put(c+"/../themes/mine/css/a.css", "x")
	}, "themes/mine/css/a.css"},
}

// aSite makes a small site in a folder of the test and gives the folder.
func aSite(h hand) string {
	dir := h.T.TempDir()
	h.Folder(filepath.Join(dir, "content", "deep", "er"))
	for _, f := range []string{"config.toml", "content/a.md", "content/deep/c.md", "content/deep/er/d.md"} {
		h.Put(filepath.Join(dir, f), fmt.Sprintf("%-30s", f))
	}
	return dir
}
