package publish

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestOtherPeoplesFilesStay(t *testing.T) {
	dir, m := t.TempDir(), memory{}
	put(t, dir, ".gitkeep", "")
	put(t, dir, "en/notes.txt", "mine")
	put(t, dir, "en/old/mine.txt", "mine")
	build(t, dir, siteA, m)
	put(t, dir, "assets/style.1.css", "improved by hand")
	r := build(t, dir, siteB, m)
	if d := cmp.Diff([]string{"assets/style.1.css"}, r.Kept); d != "" {
		t.Error(d)
	}
	if slices.Contains(r.Removed, "assets/style.1.css") {
		t.Error(r.Removed)
	}
	expect := want(siteB)
	expect[".gitkeep"], expect["en/notes.txt"], expect["en/old"], expect["en/old/mine.txt"], expect["assets/style.1.css"] = "", "mine", "/", "mine", "improved by hand"
	same(t, dir, expect)
	sound(t, dir, siteB)
	if r = build(t, dir, siteB, m); len(r.Kept) > 0 {
		t.Error("what was kept is theirs from then on", r.Kept)
	}
}

func TestForeignFilesInTheWayAreAllListedAndNothingChanges(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "index.html", "mine")
	put(t, dir, "en", "a file where a folder is to come")
	put(t, dir, "sitemap.xml/x/y.txt", "in a folder where a file is to come")
	put(t, dir, "fr/index.html", "accuei") // another size
	if err := errors.Join(os.Symlink("fr", filepath.Join(dir, "assets")), os.Symlink("index.html", filepath.Join(dir, "empty.txt"))); err != nil {
		t.Fatal(err)
	}
	before := tree(t, dir)
	_, err := tryBuild(t, dir, siteA, memory{})
	fe, ok := errors.AsType[*ForeignError](err)
	if !ok {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"assets", "empty.txt", "en", "fr/index.html", "index.html", "sitemap.xml/x/y.txt"}, fe.Paths); d != "" {
		t.Error(d)
	}
	same(t, dir, before)
	if _, err := os.Stat(filepath.Join(dir, stagePath)); !errors.Is(err, fs.ErrNotExist) {
		t.Error("the stage is left", err)
	}
}

func TestForeignFileWithTheSameBytesIsAdopted(t *testing.T) {
	dir := t.TempDir()
	for p, text := range siteA {
		put(t, dir, p, text)
	}
	if r := build(t, dir, siteA, memory{}); len(r.Written) > 0 || r.Unchanged != len(siteA) {
		t.Errorf("%+v", r)
	}
	sound(t, dir, siteA)
	build(t, dir, siteB, memory{})
	same(t, dir, want(siteB))
}

func TestFolderOrFileInTheWayIsReplacedOnlyIfWhollyOurs(t *testing.T) {
	for name, spoil := range map[string]func(dir string){
		"file changed":         func(dir string) { put(t, dir, "en/swap", "by hand") },
		"file beside ours":     func(dir string) { put(t, dir, "en/turn/mine.txt", "mine") },
		"file in folder spoit": func(dir string) { put(t, dir, "en/turn/index.html", "by hand") },
		"link beside ours":     func(dir string) { os.Symlink("x", filepath.Join(dir, "en/turn/link")) },
	} {
		dir, m := t.TempDir(), memory{}
		build(t, dir, siteA, m)
		spoil(dir)
		before := tree(t, dir)
		_, err := tryBuild(t, dir, siteB, m)
		if fe, ok := errors.AsType[*ForeignError](err); !ok || len(fe.Paths) != 1 {
			t.Errorf("%s: %v", name, err)
		}
		same(t, dir, before)
	}
	dir := t.TempDir()
	os.MkdirAll(filepath.Join(dir, "index.html/empty/folders"), 0o755)
	build(t, dir, siteA, memory{})
	same(t, dir, want(siteA))
}

func TestLinksInsideTheFolderAreNotFollowed(t *testing.T) {
	outer := t.TempDir()
	dir, m := filepath.Join(outer, "public"), memory{}
	put(t, outer, "elsewhere/index.html", "theirs")
	put(t, outer, "elsewhere/old/index.html", "old page")
	put(t, outer, "target.txt", "theirs")
	build(t, dir, siteA, m)
	site := map[string]string{"index.html": "changed", "fr/index.html": "changed too", "sitemap.xml": "changed"}

	// A folder that became a link, out of the folder or within it: in the way.
	for _, to := range []string{"../elsewhere", "en"} {
		os.RemoveAll(filepath.Join(dir, "fr"))
		if err := os.Symlink(to, filepath.Join(dir, "fr")); err != nil {
			t.Fatal(err)
		}
		before := tree(t, dir)
		_, err := tryBuild(t, dir, site, m)
		if fe, ok := errors.AsType[*ForeignError](err); !ok || !slices.Equal(fe.Paths, []string{"fr"}) {
			t.Errorf("%s: %v", to, err)
		}
		same(t, dir, before)
	}
	os.Remove(filepath.Join(dir, "fr"))

	// A file of ours that became a link is replaced; what it led to is not touched. A folder
	// that is no longer wanted and became a link is left alone with what is behind it.
	os.Remove(filepath.Join(dir, "sitemap.xml"))
	os.RemoveAll(filepath.Join(dir, "en"))
	if err := errors.Join(os.Symlink("../target.txt", filepath.Join(dir, "sitemap.xml")), os.Symlink("../elsewhere", filepath.Join(dir, "en"))); err != nil {
		t.Fatal(err)
	}
	r := build(t, dir, site, m)
	if d := cmp.Diff([]string{"en/index.html", "en/old/index.html", "en/seniors/a/index.html", "en/swap", "en/turn/index.html"}, r.Kept); d != "" {
		t.Error(d)
	}
	expect := want(site)
	expect["en"] = "-> elsewhere"
	same(t, dir, expect)
	same(t, filepath.Join(outer, "elsewhere"), map[string]string{"index.html": "theirs", "old": "/", "old/index.html": "old page"})
	if b, _ := os.ReadFile(filepath.Join(outer, "target.txt")); string(b) != "theirs" {
		t.Errorf("%q", b)
	}
}

func TestOurOwnFolderThatIsALinkIsRefused(t *testing.T) {
	for _, c := range []string{own, lockPath, stagePath, manifestPath} {
		outer := t.TempDir()
		dir := filepath.Join(outer, "public")
		os.MkdirAll(filepath.Join(outer, "elsewhere"), 0o755)
		if c != own {
			os.MkdirAll(filepath.Join(dir, own), 0o755)
		} else {
			os.MkdirAll(dir, 0o755)
		}
		if err := os.Symlink(filepath.Join(outer, "elsewhere"), filepath.Join(dir, c)); err != nil {
			t.Fatal(err)
		}
		f, err := Open(dir)
		if err == nil {
			_, err = f.Publish(t.Context(), 1, files(siteA), nil)
			f.Close()
		}
		if fe, ok := errors.AsType[*ForeignError](err); !ok || !slices.Equal(fe.Paths, []string{c}) {
			t.Errorf("%s: %v", c, err)
		}
		same(t, filepath.Join(outer, "elsewhere"), map[string]string{})
	}
}
