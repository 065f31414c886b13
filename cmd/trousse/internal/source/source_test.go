package source

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/memo"
)

var day = time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)

func file(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text), ModTime: day} }

func link(to string) *fstest.MapFile {
	return &fstest.MapFile{Data: []byte(to), Mode: fs.ModeSymlink | 0o777}
}

func paths(files []File) []string {
	var ps []string
	for _, f := range files {
		ps = append(ps, f.Path)
	}
	return ps
}

func lines(ds []diag.Diagnostic) []string {
	var ls []string
	for _, d := range ds {
		l := d.Pos.Path + ": " + d.ID()
		for _, a := range d.Args {
			l += " " + a.Name + "=" + a.Value
		}
		ls = append(ls, l)
	}
	return ls
}

func TestWalkListsFilesBelowRootsInOrderOfPath(t *testing.T) {
	fsys := fstest.MapFS{
		"config.toml":           file("x"),
		"README.md":             file("not below a root"),
		"content/a/index.en.md": file("1"),
		"content/a.en.md":       file("22"),
		"content/b/c/d.png":     file(""),
		"themes/t/style.css":    file("css"),
	}
	got, ds, err := Walk(fsys, []string{"themes", "content/", "./content/b", "config.toml", "missing"}, nil, 0)
	if err != nil || len(ds) > 0 {
		t.Fatal(err, ds)
	}
	want := []File{
		{Path: "config.toml", Size: 1, ModTime: day.UnixNano()},
		{Path: "content/a.en.md", Size: 2, ModTime: day.UnixNano()},
		{Path: "content/a/index.en.md", Size: 1, ModTime: day.UnixNano()},
		{Path: "content/b/c/d.png", Size: 0, ModTime: day.UnixNano()},
		{Path: "themes/t/style.css", Size: 3, ModTime: day.UnixNano()},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestWalkPassesOverHiddenAndLeftOverNames(t *testing.T) {
	for name, kept := range map[string]bool{
		".hidden": false, ".DS_Store": false, ".#page.md": false, ".git/config": false, "a/.x/y": false,
		"page.md~": false, "#page.md#": false, "page.md.swp": false, "4913": false, "page.tmp": false,
		"Thumbs.db": false, "desktop.ini": false, "page.md___jb_tmp___": false,
		"4913.md": true, "#": true, "#1.md": true, "_index.en.md": true, "tmp": true, "~a": true, "4913/a.md": true, "a~/b": true,
	} {
		got, ds, err := Walk(fstest.MapFS{"c/" + name: file("")}, []string{"c"}, nil, 0)
		if err != nil || len(ds) > 0 || (len(got) == 1) != kept {
			t.Errorf("%s: %v %v %v, want kept=%v", name, got, ds, err, kept)
		}
	}
}

func TestStampHoldsOnlyWhenSizeAndTimeAgreeAndTheFileHadSettled(t *testing.T) {
	mtime, sum := day.UnixNano(), memo.SumString("abc")
	const second = int64(time.Second)
	for _, c := range []struct {
		name  string
		stamp Stamp
		holds bool
	}{
		{"settled", Stamp{3, mtime, mtime + 2*second, sum}, true},
		{"hashed right after it was saved", Stamp{3, mtime, mtime + 2*second - 1, sum}, false},
		{"another size", Stamp{4, mtime, mtime + 9*second, sum}, false},
		{"another time", Stamp{3, mtime - 1, mtime + 9*second, sum}, false},
		{"stamp from the future", Stamp{3, mtime, mtime + 61*second, sum}, false},
	} {
		known := func(p string) (Stamp, bool) { return c.stamp, p == "content/a.md" }
		fsys := fstest.MapFS{"content/a.md": file("abc"), "content/b.md": file("abc")}
		got, _, err := Walk(fsys, []string{"content"}, known, mtime+60*second)
		if err != nil || len(got) != 2 {
			t.Fatal(got, err)
		}
		if (got[0].Sum == sum) != c.holds || !got[1].Sum.IsZero() {
			t.Errorf("%s: %v", c.name, got)
		}
	}
	f := File{"a", 3, mtime, sum}
	if s := f.Stamp(mtime + 5*second); !s.names(3, mtime, mtime+6*second) {
		t.Error("a file's own stamp does not name it")
	}
}

func TestLinksAreFollowedOnlyToFilesOfTheSite(t *testing.T) {
	fsys := fstest.MapFS{
		".git/config":       file("token"),
		".env":              file("token"),
		"shared/help.md":    file("help"),
		"shared/dir/x":      file(""),
		"alias":             link("shared"),
		"content/ok.md":     link("../shared/help.md"),
		"content/ok2.md":    link("ok.md"),
		"content/ok3.md":    link("../alias/help.md"),
		"content/up.md":     link("../../etc/passwd"),
		"content/abs.md":    link("/etc/passwd"),
		"content/gone.md":   link("nowhere.md"),
		"content/self.md":   link("self.md"),
		"content/a.md":      link("b.md"),
		"content/b.md":      link("a.md"),
		"content/dir":       link("../shared"),
		"content/git":       link("../.git/config"),
		"content/env":       link("../.env"),
		"content/through":   link("../shared/help.md/x"),
		"content/long":      link(strings.Repeat("x", 300)),
		"content/empty":     link(""),
		"content/updown.md": link("../content/../shared/./help.md"),
	}
	got, ds, err := Walk(fsys, []string{"content"}, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"content/ok.md", "content/ok2.md", "content/ok3.md", "content/updown.md"}
	if d := cmp.Diff(want, paths(got)); d != "" {
		t.Error(d)
	}
	if got[0].Size != 4 {
		t.Errorf("size of the link, not of its file: %d", got[0].Size)
	}
	wantDiags := []string{
		"content/a.md: symlink-outside.missing target=b.md",
		"content/abs.md: symlink-outside target=/etc/passwd",
		"content/b.md: symlink-outside.missing target=a.md",
		"content/dir: symlink-outside.folder target=../shared",
		"content/empty: symlink-outside target=",
		"content/env: symlink-outside target=../.env",
		"content/git: symlink-outside target=../.git/config",
		"content/gone.md: symlink-outside.missing target=nowhere.md",
		"content/long: symlink-outside.missing target=" + strings.Repeat("x", 300),
		"content/self.md: symlink-outside.missing target=self.md",
		"content/through: symlink-outside.missing target=../shared/help.md/x",
		"content/up.md: symlink-outside target=../../etc/passwd",
	}
	if d := cmp.Diff(wantDiags, lines(ds)); d != "" {
		t.Error(d)
	}
	if data, f, err := Read(fsys, got[0]); string(data) != "help" || f.Sum != memo.SumString("help") {
		t.Errorf("%q %v %v", data, f, err)
	}
}

func TestLinksOnDiskAreTreatedAlike(t *testing.T) {
	outer := t.TempDir()
	dir := filepath.Join(outer, "site")
	write(t, filepath.Join(outer, "secret.md"), "secret")
	write(t, filepath.Join(dir, "shared/help.md"), "help")
	write(t, filepath.Join(dir, "content/a.md"), "a")
	for name, to := range map[string]string{
		"in.md": "../shared/help.md", "out.md": "../../secret.md", "abs.md": filepath.Join(outer, "secret.md"),
		"loop": "..", "gone.md": "gone2.md", "round.md": "round.md", "long.md": strings.Repeat("y", 300),
	} {
		if err := os.Symlink(to, filepath.Join(dir, "content", name)); err != nil {
			t.Fatal(err)
		}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	for name, fsys := range map[string]fs.FS{"DirFS": os.DirFS(dir), "Root": root.FS()} {
		got, ds, err := Walk(fsys, []string{"content"}, nil, 0)
		if err != nil {
			t.Fatal(name, err)
		}
		if d := cmp.Diff([]string{"content/a.md", "content/in.md"}, paths(got)); d != "" {
			t.Error(name, d)
		}
		var ids []string
		for _, d := range ds {
			ids = append(ids, d.Pos.Path+" "+d.ID())
		}
		want := []string{
			"content/abs.md symlink-outside", "content/gone.md symlink-outside.missing", "content/long.md symlink-outside.missing",
			"content/loop symlink-outside.folder", "content/out.md symlink-outside", "content/round.md symlink-outside.missing",
		}
		if d := cmp.Diff(want, ids); d != "" {
			t.Error(name, d)
		}
	}
}

func TestSpecialFilesAreDiagnosedAndNeverOpened(t *testing.T) {
	fsys := fstest.MapFS{
		"content/fifo":   {Mode: fs.ModeNamedPipe},
		"content/socket": {Mode: fs.ModeSocket},
		"content/device": {Mode: fs.ModeDevice | fs.ModeCharDevice},
		"content/to.md":  link("fifo"),
		"content/a.md":   file("a"),
	}
	got, ds, err := Walk(fsys, []string{"content"}, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"content/a.md"}, paths(got)); d != "" {
		t.Error(d)
	}
	want := []string{"content/device: special-file", "content/fifo: special-file", "content/socket: special-file", "content/to.md: special-file"}
	if d := cmp.Diff(want, lines(ds)); d != "" {
		t.Error(d)
	}
}

func TestNamesThatClashOrBreakAreDiagnosed(t *testing.T) {
	fsys := fstest.MapFS{
		"content/Guide.md":         file(""),
		"content/guide.md":         file(""),
		"content/\u00e9te.md":      file(""),
		"content/e\u0301te.md":     file(""),
		"content/\u00c9TE.md":      file(""),
		"content/stra\u00dfe.md":   file(""),
		"content/strasse.md":       file(""),
		"content/Sub/a.md":         file(""),
		"content/sub/b.md":         file(""),
		"content/other/guide.md":   file(""),
		"content/new\nline.md":     file(""),
		"content/back\\slash.md":   file(""),
		"content/what?.md":         file(""),
		"content/aux.fr.md":        file(""),
		"content/aux-jeunes.fr.md": file(""),
		"content/com1":             file(""),
		"content/dot.":             file(""),
	}
	got, ds, err := Walk(fsys, []string{"content"}, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"content/aux.fr.md: name-characters.reserved name=aux.fr.md",
		`content/back\slash.md: name-characters.unusable character=\\`,
		"content/com1: name-characters.reserved name=com1",
		"content/dot.: name-characters character=.",
		"content/guide.md: name-clash other=content/Guide.md",
		"content/new\nline.md: name-characters.unusable character=\\n",
		"content/sub: name-clash other=content/Sub",
		"content/what?.md: name-characters character=?",
		"content/\u00c9TE.md: name-clash other=content/e\u0301te.md",
		"content/\u00e9te.md: name-clash other=content/e\u0301te.md",
	}
	if d := cmp.Diff(want, lines(ds)); d != "" {
		t.Error(d)
	}
	if len(got) != len(fsys)-2 {
		t.Errorf("files: %q", paths(got))
	}
}

// badNames is a folder that holds a name which is not UTF-8, as a disk can and a MapFS cannot.
type badNames struct{ fstest.MapFS }

func (b badNames) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := b.MapFS.ReadDir(name)
	for i, e := range entries {
		if e.Name() == "bad.md" || e.Name() == "baddir" {
			entries[i] = renamed{e, strings.Replace(e.Name(), "bad", "ba\xe9d", 1)}
		}
	}
	return entries, err
}

type renamed struct {
	fs.DirEntry
	name string
}

func (r renamed) Name() string { return r.name }

func TestNameThatIsNotUTF8IsDiagnosedAndLeftOut(t *testing.T) {
	got, ds, err := Walk(badNames{fstest.MapFS{"c/bad.md": file(""), "c/baddir/x.md": file(""), "c/a.md": file("")}}, []string{"c"}, nil, 0)
	if err != nil || len(got) != 1 {
		t.Fatal(got, err)
	}
	want := []string{`c/ba�d.md: name-utf8 name=ba\xe9d.md`, `c/ba�ddir: name-utf8 name=ba\xe9ddir`}
	if d := cmp.Diff(want, lines(ds)); d != "" {
		t.Error(d)
	}
}

// closed is a file system whose folder "content/closed" cannot be read.
type closed struct{ fstest.MapFS }

func (c closed) ReadDir(name string) ([]fs.DirEntry, error) {
	if name == "content/closed" {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return c.MapFS.ReadDir(name)
}

func TestFolderThatCannotBeReadIsAnErrorThatNamesIt(t *testing.T) {
	_, _, err := Walk(closed{fstest.MapFS{"content/closed/a.md": file("")}}, []string{"content"}, nil, 0)
	if !errors.Is(err, fs.ErrPermission) || err.Error() != "read folder content/closed: permission denied" {
		t.Error(err)
	}
}

func TestReadBringsSizeAndTimeUpToDate(t *testing.T) {
	fsys := fstest.MapFS{"a.md": file("saved again")}
	data, f, err := Read(fsys, File{Path: "a.md", Size: 3, ModTime: 1})
	want := File{"a.md", 11, day.UnixNano(), memo.SumString("saved again")}
	if err != nil || string(data) != "saved again" || f != want {
		t.Errorf("%q %v %v", data, f, err)
	}
	if _, _, err := Read(fsys, File{Path: "b.md"}); !errors.Is(err, fs.ErrNotExist) || err.Error() != "read b.md: file does not exist" {
		t.Error(err)
	}
	if _, _, err := Read(fsys, File{Path: "."}); err == nil {
		t.Error("a folder was read as a file")
	}
}

func TestReadTakesFilesOfAnySize(t *testing.T) {
	for _, size := range []int{0, 1, 511, 512, 513, 100_000} {
		text := strings.Repeat("x", size)
		data, f, err := Read(fstest.MapFS{"a": file(text)}, File{Path: "a"})
		if err != nil || string(data) != text || f.Size != int64(size) {
			t.Errorf("%d: %d bytes, %v %v", size, len(data), f, err)
		}
	}
	if data, err := readAll(strings.NewReader("longer than was said"), 3); string(data) != "longer than was said" {
		t.Errorf("%q %v", data, err)
	}
	if _, err := readAll(strings.NewReader("a sparse file"), 1<<62); err != nil {
		t.Error(err)
	}
}

func TestHashAllFillsInWhatIsMissing(t *testing.T) {
	fsys, files := fstest.MapFS{}, []File{}
	for i := range 50 {
		name := strconv.Itoa(i)
		fsys[name] = file("text " + name)
		files = append(files, File{Path: name})
	}
	kept := memo.SumString("remembered")
	files[7].Sum = kept
	if err := HashAll(context.Background(), 4, fsys, files); err != nil {
		t.Fatal(err)
	}
	for i, f := range files {
		if want := memo.SumString("text " + f.Path); i != 7 && f.Sum != want || i == 7 && f.Sum != kept {
			t.Errorf("%v", f)
		}
	}
	if err := HashAll(context.Background(), 4, fsys, []File{{Path: "gone"}}); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
}

func FuzzResolveStaysInside(f *testing.F) {
	f.Add("../shared/help.md", "../../x")
	f.Add("b", "a/../../b/..")
	f.Add("..", ".")
	f.Add("../../secret", "c/./../")
	f.Fuzz(func(t *testing.T, a, b string) {
		fsys := fstest.MapFS{
			"site/content/a":      link(a),
			"site/content/b":      link(b),
			"site/shared/help.md": file("help"),
			"secret":              file("secret"),
		}
		site, err := fs.Sub(fsys, "site")
		if err != nil {
			t.Fatal(err)
		}
		files, _, err := Walk(site, []string{"content"}, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			if f.Size != 4 {
				t.Fatalf("%q %q: %v is not a file of the site", a, b, f)
			}
		}
	})
}

func write(t testing.TB, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func BenchmarkWalk4000(b *testing.B) {
	dir := b.TempDir()
	for i := range 1000 {
		for _, name := range []string{"page.en.md", "page.fr.md", "more.en.md", "more.fr.md"} {
			write(b, filepath.Join(dir, "content", strconv.Itoa(i%10), "g"+strconv.Itoa(i/10), strconv.Itoa(i)+name), "text")
		}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		b.Fatal(err)
	}
	defer root.Close()
	for name, fsys := range map[string]fs.FS{"DirFS": os.DirFS(dir), "Root": root.FS()} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				files, _, err := Walk(fsys, []string{"content"}, nil, 0)
				if err != nil || len(files) != 4000 {
					b.Fatal(len(files), err)
				}
			}
		})
	}
	b.Run("HashAll", func(b *testing.B) {
		for b.Loop() {
			files, _, err := Walk(os.DirFS(dir), []string{"content"}, nil, 0)
			if err == nil {
				err = HashAll(context.Background(), 2, os.DirFS(dir), files)
			}
			if err != nil {
				b.Fatal(err)
			}
		}
	})
}
