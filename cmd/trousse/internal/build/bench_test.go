package build_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"trousse/cmd/trousse/internal/build"
	"trousse/cmd/trousse/internal/corpus"
	"trousse/cmd/trousse/internal/memo"
	"trousse/cmd/trousse/internal/source"
)

// BenchmarkBuild measures whole builds of bilingual sites of prose: with nothing remembered
// (cold), with nothing changed (warm) and with one page changed (edit); and cold ones of prose with
// source code in it (code). As in a new process, the state is read from its file and written back. Held ones are
// those of a preview: one page changed, the state in memory, no file asked for.
func BenchmarkBuild(b *testing.B) {
	for _, pages := range []int{100, 1000, 10000} {
		for _, kind := range []string{"cold", "warm", "edit", "held"} {
			b.Run(fmt.Sprintf("%s/%d", kind, pages), func(b *testing.B) { benchmark(b, kind, pages) })
		}
	}
	b.Run("code/1000", func(b *testing.B) { benchmark(b, "code", 1000) })
}

func benchmark(b *testing.B, kind string, pages int) {
	dir := b.TempDir()
	if err := corpus.Write(dir, corpus.Options{Pages: pages, Code: kind == "code"}); err != nil {
		b.Fatal(err)
	}
	// Files that were just written are not yet trusted by their times.
	old := time.Now().Add(-time.Hour)
	var page string
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			page = path
			return os.Chtimes(path, old, old)
		}
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	out, state, owner := filepath.Join(b.TempDir(), "public"), filepath.Join(b.TempDir(), "state"), memo.SumString("bench")
	once := func(out string, st *build.State) {
		res := run(b, input(os.DirFS(dir), out, time.Now()), st)
		if res.Errors > 0 || !res.Published {
			b.Fatalf("not published: %v", res.Diags)
		}
		if err := st.Save(state, owner); err != nil {
			b.Fatal(err)
		}
	}
	if kind == "warm" || kind == "edit" {
		once(out, &build.State{})
	}
	kept, files := &build.State{}, source.Remember(os.DirFS(dir))
	hold := func() {
		in := input(files, "", time.Now())
		in.Hold = true
		if res := run(b, in, kept); res.Errors > 0 {
			b.Fatalf("not built: %v", res.Diags)
		}
	}
	if kind == "held" {
		hold()
	}
	text, err := os.ReadFile(page)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		switch kind {
		case "cold", "code":
			once(filepath.Join(out, fmt.Sprint(i)), &build.State{})
		case "edit", "held":
			if err := os.WriteFile(page, append(text, fmt.Sprintf("\nEdit %d.\n", i)...), 0o644); err != nil {
				b.Fatal(err)
			}
			if kind == "held" {
				files.Forget([]string{filepath.ToSlash(page[len(dir)+1:])})
				hold()
				continue
			}
			fallthrough
		case "warm":
			once(out, build.Load(state, owner))
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(pages)/1000, "µs/page")
}
