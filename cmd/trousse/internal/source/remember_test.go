package source

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// Whoever is told of every change finds what whoever looks anew finds.
func TestWhatIsRememberedIsWhatIsThere(t *testing.T) {
	dir := t.TempDir()
	r := Remember(os.DirFS(dir))
	random := rand.New(rand.NewPCG(1, 2))
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	name := func(depth int) string {
		p := "content"
		for range depth {
			p += fmt.Sprintf("/d%d", random.IntN(3))
		}
		return p
	}
	look := func(f fs.FS) any {
		files, ds, err := Walk(f, []string{"content"}, nil, 0)
		must(err)
		return []any{files, ds}
	}
	when := time.Unix(1_700_000_000, 0)
	for i := range 2000 {
		folder := name(random.IntN(4))
		file := folder + fmt.Sprintf("/f%d.md", random.IntN(4))
		full := func(p string) string { return filepath.Join(dir, filepath.FromSlash(p)) }
		var told []string
		switch random.IntN(7) {
		case 0, 1, 2:
			must(os.MkdirAll(full(folder), 0o755))
			if info, err := os.Lstat(full(file)); err == nil && !info.Mode().IsRegular() {
				must(os.RemoveAll(full(file)))
			}
			must(os.WriteFile(full(file), make([]byte, random.IntN(50)), 0o644))
			when = when.Add(time.Second)
			must(os.Chtimes(full(file), when, when))
			told = []string{file}
			for at := folder; at != "."; at = filepath.ToSlash(filepath.Dir(at)) {
				told = append(told, at) // as the watch does for folders that were made
			}
		case 3:
			os.Remove(full(file))
			told = []string{file}
		case 4:
			must(os.RemoveAll(full(folder)))
			told = []string{folder}
		case 5:
			to := name(1 + random.IntN(3))
			if os.Rename(full(folder), full(to)) == nil {
				told = []string{folder, to}
			}
		case 6:
			os.Remove(full(file))
			if os.Symlink(fmt.Sprintf("f%d.md", random.IntN(4)), full(file)) == nil {
				told = []string{file}
			}
		}
		r.Forget(told)
		if d := cmp.Diff(look(os.DirFS(dir)), look(r)); d != "" {
			t.Fatalf("step %d, told of %v (-there +remembered):\n%s", i, told, d)
		}
	}
	must(os.RemoveAll(filepath.Join(dir, "content")))
	r.ForgetAll()
	if d := cmp.Diff(look(os.DirFS(dir)), look(r)); d != "" {
		t.Error(d)
	}
}
