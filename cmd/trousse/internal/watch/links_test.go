package watch

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

func TestLinksAreFollowed(t *testing.T) {
	for _, force := range []bool{false, true} {
		for _, c := range []struct {
			name, want string
			do         func(h hand, dir, ext string)
		}{
			{"file in linked content", "content/en/a.md", func(h hand, dir, ext string) { h.Put(ext+"/en/a.md", "other") }},
			{"new folder in linked content", "content/fr/a.md", func(h hand, dir, ext string) { h.Folder(ext + "/fr"); h.Put(ext+"/fr/a.md", "x") }},
			{"link to content points elsewhere", "content/b.md", func(h hand, dir, ext string) {
				h.Folder(ext + "-2")
				h.Put(ext+"-2/b.md", "x")
				h.Must(os.Symlink(ext+"-2", dir+"/content.new"))
				h.Move(dir+"/content.new", dir+"/content")
			}},
			{"target of content replaced", "content/new.md", func(h hand, dir, ext string) {
				h.Move(ext, ext+"-old")
				h.Folder(ext)
				h.Put(ext+"/new.md", "x")
			}},
			{"target of content comes late", "content/new.md", func(h hand, dir, ext string) {
				h.Remove(ext)
				h.Folder(ext)
				h.Put(ext+"/new.md", "x")
			}},
			{"folder above content's target moved", "content/new.md", func(h hand, dir, ext string) {
				h.Move(filepath.Dir(ext), filepath.Dir(ext)+"-old")
				h.Folder(ext)
				h.Put(ext+"/new.md", "x")
			}},
			{"target of config.toml", "config.toml", func(h hand, dir, ext string) { h.Put(dir+"/shared/config.toml", "other") }},
			{"target of config.toml, by rename", "config.toml", func(h hand, dir, ext string) {
				h.Put(dir+"/shared/new", "other")
				h.Move(dir+"/shared/new", dir+"/shared/config.toml")
			}},
			{"target of a linked page", "templates/x.html", func(h hand, dir, ext string) { h.Put(dir+"/shared/deep/x.html", "other") }},
			{"folder of a linked page moved", "templates/x.html", func(h hand, dir, ext string) { h.Move(dir+"/shared/deep", dir+"/shared/z") }},
			{"folder above a linked page removed", "templates/x.html", func(h hand, dir, ext string) { h.Remove(dir + "/shared") }},
			{"link between", "templates/x.html", func(h hand, dir, ext string) {
				h.Put(dir+"/shared/other.html", "more")
				h.Must(os.Symlink("shared/other.html", dir+"/hop2"))
				h.Move(dir+"/hop2", dir+"/hop")
			}},
			{"missing target comes", "templates/late.html", func(h hand, dir, ext string) {
				h.Folder(dir + "/late/er")
				h.Put(dir+"/late/er/x.html", "x")
			}},
		} {
			t.Run(fmt.Sprintf("%s, polling %v", c.name, force), func(t *testing.T) {
				h := hand{T: t}
				dir, ext := t.TempDir(), filepath.Join(t.TempDir(), "ext")
				h.Folder(ext + "/en")
				h.Put(ext+"/en/a.md", "x")
				h.Folder(dir + "/shared/deep")
				h.Folder(dir + "/templates")
				h.Put(dir+"/shared/config.toml", "x")
				h.Put(dir+"/shared/deep/x.html", "x")
				for link, to := range map[string]string{"content": ext, "config.toml": "shared/config.toml", "hop": "shared/deep/x.html",
					"templates/x.html": "../hop", "templates/late.html": "../late/er/x.html", "templates/loop": "loop", "templates/up": ".."} {
					h.Must(os.Symlink(to, filepath.Join(dir, link)))
				}
				e := watching(t, dir, onDisk(), Options{Force: force})
				c.do(h, dir, ext)
				if force {
					e.wait(c.name, func() bool { return e.seen[c.want] })
					return
				}
				h.Put(dir+"/templates/mark", "")
				e.wait("mark", func() bool { return e.seen["templates/mark"] })
				e.told(c.want)
			})
		}
	}
}
