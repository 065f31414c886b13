package publish

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"trousse/cmd/trousse/internal/memo"
)

// files makes the files of a site from path and text. Files below assets/ are assets, those whose
// name begins with index. are pages' indexes.
func files(site map[string]string) []Keyed {
	var out []Keyed
	for p, text := range site {
		out = append(out, Keyed{
			File: File{Path: p, Rank: rankOf(p), Write: func(_ context.Context, w io.Writer) error {
				_, err := io.WriteString(w, text)
				return err
			}},
			K: memo.Key{Sum: memo.SumString("key of " + text)},
		})
	}
	slices.SortFunc(out, func(a, b Keyed) int { return strings.Compare(b.Path, a.Path) })
	return out
}

func rankOf(p string) Rank {
	switch {
	case strings.HasPrefix(p, "assets/"):
		return Asset
	case strings.HasSuffix(p, ".html"):
		return Page
	}
	return Index
}

// memory is what a caller remembers between builds.
type memory map[string]Placed

func (m memory) known(p string) (*Placed, bool) {
	if pl, ok := m[p]; ok {
		return &pl, true
	}
	return nil, false
}

func (m memory) learn(fs []Keyed, r *Result) {
	for _, i := range r.Fresh {
		m[fs[i].Path] = r.Placed[i]
	}
}

func openFolder(t testing.TB, dir string) *Folder {
	t.Helper()
	f, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// build opens, publishes and closes, as one run of the program does.
func build(t testing.TB, dir string, site map[string]string, m memory) *Result {
	t.Helper()
	r, err := tryBuild(t, dir, site, m)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func tryBuild(t testing.TB, dir string, site map[string]string, m memory) (*Result, error) {
	t.Helper()
	f := openFolder(t, dir)
	defer f.Close()
	fs := files(site)
	r, err := f.Publish(t.Context(), 2, fs, m.known)
	if err == nil && m != nil {
		m.learn(fs, r)
	}
	return r, err
}

func openAndPublish(t *testing.T, dir string, workers int, fs []Keyed, m memory) (*Result, error) {
	f := openFolder(t, dir)
	defer f.Close()
	return f.Publish(t.Context(), workers, fs, m.known)
}

// tree reads a folder without our own: text by path, "/" for a folder.
func tree(t testing.TB, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(p string, e fs.DirEntry, err error) error {
		rel, _ := filepath.Rel(dir, p)
		rel = filepath.ToSlash(rel)
		switch {
		case err != nil:
			return err
		case rel == own:
			return fs.SkipDir
		case rel == ".":
		case e.IsDir():
			out[rel] = "/"
		case e.Type()&fs.ModeSymlink != 0:
			to, _ := os.Readlink(p)
			out[rel] = "-> " + filepath.Base(to)
		case !e.Type().IsRegular():
			out[rel] = "special"
		default:
			b, err := os.ReadFile(p)
			out[rel] = string(b)
			return err
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// want is the tree of a site, its folders included.
func want(site map[string]string) map[string]string {
	out := map[string]string{}
	for p, text := range site {
		out[p] = text
		for i, c := range p {
			if c == '/' {
				out[p[:i]] = "/"
			}
		}
	}
	return out
}

func put(t testing.TB, dir, p, text string) {
	t.Helper()
	name := filepath.Join(dir, filepath.FromSlash(p))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func same(t testing.TB, dir string, wanted map[string]string) {
	t.Helper()
	if d := cmp.Diff(wanted, tree(t, dir)); d != "" {
		t.Errorf("folder (-want +got):\n%s", d)
	}
}

// sound checks that only the lock and the manifest are left of our own things and that the
// manifest names exactly the files of the site.
func sound(t testing.TB, dir string, site map[string]string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Join(dir, own))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	if len(site) == 0 && len(names) == 1 {
		names = append(names, "manifest") // nothing was ever placed
		put(t, dir, manifestPath, "")
	}
	if d := cmp.Diff([]string{"lock", "manifest"}, names); d != "" {
		t.Error(d)
	}
	m := manifest{}
	for p, text := range site {
		m[p] = digestOf(text)
	}
	text, err := os.ReadFile(filepath.Join(dir, manifestPath))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(m.text()), string(text)); d != "" {
		t.Errorf("manifest:\n%s", d)
	}
}

var siteA = map[string]string{
	"index.html":              "home",
	"en/index.html":           "english home",
	"en/old/index.html":       "old page",
	"en/seniors/a/index.html": "camera",
	"fr/index.html":           "accueil",
	"assets/style.1.css":      "css 1",
	"en/swap":                 "a file",
	"en/turn/index.html":      "a page in a folder",
	"sitemap.xml":             "map 1",
	"empty.txt":               "",
}

var siteB = map[string]string{
	"index.html":              "home",
	"en/index.html":           "english home, changed",
	"en/new/deep/index.html":  "new page",
	"en/seniors/a/index.html": "camera",
	"fr/index.html":           "accueil, changé",
	"assets/style.2.css":      "css 2",
	"en/swap/index.html":      "a page where a file was",
	"en/turn":                 "a file where a page was",
	"sitemap.xml":             "map 2",
	"empty.txt":               "",
}

func TestPublishWritesChangesAndRemoves(t *testing.T) {
	dir, m := filepath.Join(t.TempDir(), "not/there/yet"), memory{}
	r := build(t, dir, siteA, m)
	if len(r.Written) != len(siteA) || r.Rendered != len(siteA) || r.Unchanged != 0 || len(r.Fresh) != len(siteA) {
		t.Errorf("%+v", r)
	}
	same(t, dir, want(siteA))
	sound(t, dir, siteA)

	r = build(t, dir, siteB, m)
	same(t, dir, want(siteB))
	sound(t, dir, siteB)
	r.Placed, r.Fresh = nil, nil
	expect := &Result{
		Written: []string{"assets/style.2.css", "en/index.html", "en/new/deep/index.html", "en/swap/index.html", "en/turn", "fr/index.html", "sitemap.xml"},
		Removed: []string{"assets/style.1.css", "en/old/index.html", "en/swap", "en/turn/index.html"}, Unchanged: 3, Rendered: 7,
	}
	if d := cmp.Diff(expect, r); d != "" {
		t.Error(d)
	}

	if r = build(t, dir, nil, m); len(r.Removed) != len(siteB) {
		t.Errorf("%+v", r)
	}
	same(t, dir, map[string]string{})
	sound(t, dir, nil)
}

func TestUnchangedFilesAreNeitherRenderedNorTouched(t *testing.T) {
	dir, m := t.TempDir(), memory{}
	build(t, dir, siteA, m)
	times := func() map[string]time.Time {
		out := map[string]time.Time{}
		filepath.WalkDir(dir, func(p string, e fs.DirEntry, err error) error {
			if err != nil {
				t.Fatal(err)
			}
			info, err := e.Info()
			if err != nil {
				t.Fatal(err)
			}
			out[p] = info.ModTime()
			return nil
		})
		return out
	}
	// A day back, so that any touch shows however coarse the clock is.
	for p := range times() {
		before := time.Now().Add(-24 * time.Hour)
		if err := os.Chtimes(p, before, before); err != nil {
			t.Fatal(err)
		}
	}
	for p, pl := range m {
		info, err := os.Stat(filepath.Join(dir, p))
		if err != nil {
			t.Fatal(err)
		}
		pl.ModTime = info.ModTime().UnixNano()
		m[p] = pl
	}
	before := times()
	if r := build(t, dir, siteA, m); r.Rendered != 0 || r.Unchanged != len(siteA) || len(r.Fresh) != 0 || len(r.Placed) != len(siteA) {
		t.Errorf("known: %+v", r)
	}
	if d := cmp.Diff(before, times()); d != "" {
		t.Error(d)
	}
	if r := build(t, dir, siteA, nil); r.Rendered != len(siteA) || r.Unchanged != len(siteA) || len(r.Written) != 0 || len(r.Fresh) != len(siteA) {
		t.Errorf("nothing remembered: %+v", r)
	}
	if d := cmp.Diff(before, times()); d != "" {
		t.Error(d)
	}
}

func TestNewKeyWithTheSameBytesIsRememberedButNotWritten(t *testing.T) {
	dir, m := t.TempDir(), memory{}
	build(t, dir, siteA, m)
	fs := files(siteA)
	for i := range fs {
		fs[i].K.Sum = memo.SumString("another template")
	}
	f := openFolder(t, dir)
	r, err := f.Publish(t.Context(), 1, fs, m.known)
	if err != nil || r.Rendered != len(siteA) || len(r.Written) != 0 || len(r.Fresh) != len(siteA) {
		t.Fatalf("%+v %v", r, err)
	}
	m.learn(fs, r)
	if r, err = f.Publish(t.Context(), 1, fs, m.known); err != nil || r.Rendered != 0 {
		t.Errorf("%+v %v", r, err)
	}
}

func TestMemoryThatDisagreesWithTheManifestIsNotTrusted(t *testing.T) {
	dir, m := t.TempDir(), memory{}
	build(t, dir, siteA, m)
	pl := m["index.html"]
	pl.Sum = memo.SumString("of another folder")
	m["index.html"] = pl
	if r := build(t, dir, siteA, m); r.Rendered != 1 || len(r.Written) != 0 || m["index.html"].Sum != memo.SumString("home") {
		t.Errorf("%+v", r)
	}
}

func TestZeroKeyIsNeverTakenForKnown(t *testing.T) {
	dir, m := t.TempDir(), memory{}
	fs := files(map[string]string{"a": "1"})
	fs[0].K = memo.Key{}
	f := openFolder(t, dir)
	for range 2 {
		r, err := f.Publish(t.Context(), 1, fs, m.known)
		if err != nil || r.Rendered != 1 {
			t.Fatalf("%+v %v", r, err)
		}
		m.learn(fs, r)
	}
}

func TestOutputThatSomebodyChangedOrDeletedIsMadeAnew(t *testing.T) {
	dir, m := t.TempDir(), memory{}
	build(t, dir, siteA, m)
	put(t, dir, "index.html", "vandalised, longer")
	put(t, dir, "en/index.html", "ENGLISH HOME") // same size
	os.RemoveAll(filepath.Join(dir, "fr"))
	os.Remove(filepath.Join(dir, "sitemap.xml"))
	later := time.Now().Add(time.Hour)
	os.Chtimes(filepath.Join(dir, "en/index.html"), later, later)
	os.Chtimes(filepath.Join(dir, "empty.txt"), later, later) // newer, but right
	put(t, dir, "en/seniors/a/index.html", "camera and more")
	then := time.Unix(0, m["en/seniors/a/index.html"].ModTime)
	os.Chtimes(filepath.Join(dir, "en/seniors/a/index.html"), then, then) // only the size tells
	r := build(t, dir, siteA, m)
	if d := cmp.Diff([]string{"en/index.html", "en/seniors/a/index.html", "fr/index.html", "index.html", "sitemap.xml"}, r.Written); d != "" {
		t.Error(d)
	}
	same(t, dir, want(siteA))
}

func TestSecondBuildIsTurnedAwayAtOnce(t *testing.T) {
	dir := t.TempDir()
	f := openFolder(t, dir)
	_, err := Open(dir)
	if !errors.Is(err, ErrBusy) || !strings.Contains(err.Error(), dir) {
		t.Error(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	openFolder(t, dir)
}

func TestLargeFilesAreStagedPieceByPiece(t *testing.T) {
	dir, m := t.TempDir(), memory{}
	for _, size := range []int{inMemory - 1, inMemory, inMemory + 1, 3*inMemory + 7} {
		for _, piece := range []int{1000, inMemory, size} {
			text := bytes.Repeat([]byte("0123456789abcdef"), size/16+1)[:size]
			big := []Keyed{{File: File{Path: "big", Write: func(_ context.Context, w io.Writer) error {
				_, err := io.CopyBuffer(struct{ io.Writer }{w}, struct{ io.Reader }{bytes.NewReader(text)}, make([]byte, piece))
				return err
			}}}}
			if _, err := openAndPublish(t, dir, 1, big, m); err != nil {
				t.Fatal(err)
			}
			sound(t, dir, map[string]string{"big": string(text)})
			if got, _ := os.ReadFile(filepath.Join(dir, "big")); !bytes.Equal(got, text) {
				t.Errorf("%d in pieces of %d: other bytes", size, piece)
			}
			if r, err := openAndPublish(t, dir, 1, big, m); err != nil || r.Unchanged != 1 {
				t.Errorf("%+v %v", r, err)
			}
		}
	}
}

func TestDamagedManifestIsAnErrorAndNothingChanges(t *testing.T) {
	h := strings.Repeat("0a", 32)
	for _, text := range []string{
		"nonsense\n", h + "  a", h + " a\n", h + "  ../a\n", h + "  /etc/passwd\n", h + "  .trousse/lock\n", h + "  b\n" + h + "  a\n",
		h + "  a\n" + h + "  a\n", "zz" + h[2:] + "  a\n", "\n", h + "  \n", h + "  a\r\n",
	} {
		dir := t.TempDir()
		put(t, dir, manifestPath, text)
		put(t, dir, "a", "mine")
		if _, err := tryBuild(t, dir, siteA, nil); !errors.Is(err, ErrManifest) {
			t.Errorf("%q: %v", text, err)
		}
		same(t, dir, map[string]string{"a": "mine"})
	}
}

func TestVerifyListsWhatDiffers(t *testing.T) {
	dir, m := t.TempDir(), memory{}
	build(t, dir, siteA, m)
	f := openFolder(t, dir)
	if got, err := f.Verify(t.Context(), 2, files(siteA)); err != nil || len(got) > 0 {
		t.Error(got, err)
	}
	before := tree(t, dir)
	got, err := f.Verify(t.Context(), 2, files(siteB))
	expect := []string{
		"assets/style.1.css", "assets/style.2.css", "en/index.html", "en/new/deep/index.html", "en/old/index.html", "en/swap",
		"en/swap/index.html", "en/turn", "en/turn/index.html", "fr/index.html", "sitemap.xml",
	}
	if d := cmp.Diff(expect, got); d != "" || err != nil {
		t.Error(d, err)
	}
	same(t, dir, before)
	fs := files(siteA)
	fs[0].Write = func(context.Context, io.Writer) error { return errors.ErrUnsupported }
	if _, err := f.Verify(t.Context(), 2, fs); !errors.Is(err, errors.ErrUnsupported) {
		t.Error(err)
	}
}

func TestOneWorkerAndManyGiveTheSame(t *testing.T) {
	site := map[string]string{}
	for i := range 300 {
		site[fmt.Sprintf("en/%d/%d/index.html", i%7, i)] = fmt.Sprint("page ", i)
	}
	var first map[string]string
	for _, workers := range []int{1, 8} {
		dir := t.TempDir()
		fs := files(site)
		r, err := openAndPublish(t, dir, workers, fs, nil)
		if err != nil || !slices.IsSorted(r.Written) {
			t.Fatal(r, err)
		}
		got := tree(t, dir)
		b, _ := os.ReadFile(filepath.Join(dir, manifestPath))
		got[manifestPath] = string(b)
		if first == nil {
			first = got
		} else if d := cmp.Diff(first, got); d != "" {
			t.Error(d)
		}
	}
}
