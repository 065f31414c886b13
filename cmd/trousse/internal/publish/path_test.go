package publish

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPathsThatCannotBePlacedAreRefusedBeforeAnythingHappens(t *testing.T) {
	for _, paths := range [][]string{
		{""}, {"."}, {".."}, {"/a"}, {"a/"}, {"a//b"}, {"./a"}, {"a/../b"}, {"../a"}, {"a/.."}, {"a\x00b"}, {`a\b`}, {`..\a`}, {"a\nb"},
		{"a\x7f"}, {"\xff"}, {".trousse"}, {".trousse/x"}, {".Trousse/x"}, {".TROUSSE"},
		{"a", "a"}, {"a/B", "A/b"}, {"a", "a/b"}, {"A", "a/b/c"}, {"a/b/c", "a/b"}, {"\u00e9", "e\u0301"}, {"\u00c9/x", "e\u0301"},
	} {
		dir := t.TempDir()
		var fs []Keyed
		for _, p := range paths {
			fs = append(fs, files(map[string]string{p: "x"})...)
		}
		f := openFolder(t, dir)
		if _, err := f.Publish(t.Context(), 1, fs, nil); !errors.Is(err, ErrPath) {
			t.Errorf("%q: %v", paths, err)
		}
		if _, err := f.Verify(t.Context(), 1, fs); !errors.Is(err, ErrPath) {
			t.Errorf("%q: %v", paths, err)
		}
		same(t, dir, map[string]string{})
	}
}

func TestUnusualPathsThatArePossibleArePlaced(t *testing.T) {
	site := map[string]string{
		"a b/c d.html": "1", "a.b/c": "2", "a": "3", "a-b": "4", "..a": "5", "a..": "6", ".well-known/security.txt": "7", "en/.trousse/x": "8",
		"é/ü.html": "9", "stra\u00dfe": "10", "strasse": "11", "*a": "12", " ": "13", ".trousse2": "14",
	}
	dir := t.TempDir()
	build(t, dir, site, nil)
	same(t, dir, want(site))
	sound(t, dir, site)
}

func TestNameThatIsTooLongIsAnErrorAndNothingChanges(t *testing.T) {
	dir, m := begin(t, siteA)
	long := string(make([]byte, 300))
	b := []byte(long)
	for i := range b {
		b[i] = 'x'
	}
	if _, err := tryBuild(t, dir, map[string]string{"index.html": "changed", "en/" + string(b) + "/index.html": "x"}, m); err == nil {
		t.Error("no error")
	}
	same(t, dir, want(siteA))
	sound(t, dir, siteA)
}

func TestManifestHasTheFormatOfSha256sum(t *testing.T) {
	m := manifest{"b": digestOf("b\n"), "a": digestOf("a\n")}
	expect := "87428fc522803d31065e7bce3cf03fe475096631e5e07bbd7a0fde60c4cf25c7  a\n" +
		"0263829989b6fd954f72baaf2fc64bc2e2f01d692d4de72986ea808f6e99813f  b\n"
	if d := cmp.Diff(expect, string(m.text())); d != "" {
		t.Error(d)
	}
}

func FuzzPath(f *testing.F) {
	for _, p := range []string{"a", "a/b", "../a", "/a", `a\..\b`, "a/../../b", ".trousse/lock", "a\x00", "é/\u0301", "C:a", "con", "a//b", ".", "a/./b", "en"} {
		f.Add(p)
	}
	f.Fuzz(func(t *testing.T, p string) {
		if checkPath(p) != "" {
			return
		}
		if !filepath.IsLocal(filepath.FromSlash(p)) {
			t.Fatalf("%q is not local", p)
		}
		m := manifest{p: digestOf(p), "en/index.html": digestOf("x")}
		got, err := parseManifest(m.text())
		if err != nil || cmp.Diff(m, got) != "" {
			t.Fatalf("%q: %v %v", p, got, err)
		}
		outer := t.TempDir()
		dir := filepath.Join(outer, "public")
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink("..", filepath.Join(dir, "en")); err != nil {
			t.Fatal(err)
		}
		tryBuild(t, dir, map[string]string{p: "text"}, nil) // may fail: not every name is possible
		err = filepath.WalkDir(outer, func(name string, e fs.DirEntry, err error) error {
			if err == nil && name == dir {
				return fs.SkipDir
			}
			if err == nil && name != outer {
				t.Fatalf("%q made %s", p, name)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func FuzzManifest(f *testing.F) {
	f.Add("")
	f.Add(string(manifest{"a": digestOf("a"), "b/c": digestOf("")}.text()))
	f.Fuzz(func(t *testing.T, text string) {
		m, err := parseManifest([]byte(text))
		if err != nil {
			return
		}
		again, err := parseManifest(m.text())
		if err != nil || cmp.Diff(m, again) != "" {
			t.Fatalf("%q: %v", text, err)
		}
	})
}
