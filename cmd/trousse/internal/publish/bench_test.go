package publish

import (
	"context"
	"fmt"
	"io"
	"strings"
	"testing"

	"trousse/cmd/trousse/internal/memo"
)

// site4000 is 1,000 pages with three files each beside them.
func site4000() []Keyed {
	var out []Keyed
	text := strings.Repeat("<p>A page of the usual length.</p>\n", 300)
	for i := range 1000 {
		lang := []string{"en", "fr"}[i%2]
		for _, name := range []string{"index.html", "index.json", "index.md", "embed/index.html"} {
			body := fmt.Sprint(i, name, text)
			out = append(out, Keyed{
				File: File{Path: fmt.Sprintf("%s/section-%d/page-%d/%s", lang, i%10, i, name), Rank: Page, Write: func(_ context.Context, w io.Writer) error {
					_, err := io.WriteString(w, body)
					return err
				}},
				K: memo.Key{Sum: memo.SumString(body)},
			})
		}
	}
	return out
}

func BenchmarkPublish4000(b *testing.B) {
	files := site4000()
	for _, workers := range []int{1, 2} {
		b.Run(fmt.Sprint("cold/", workers), func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				f := openFolder(b, b.TempDir())
				b.StartTimer()
				if r, err := f.Publish(b.Context(), workers, files, nil); err != nil || len(r.Written) != len(files) {
					b.Fatal(err)
				}
				f.Close()
			}
		})
		dir, m := b.TempDir(), memory{}
		f := openFolder(b, dir)
		r, err := f.Publish(b.Context(), workers, files, nil)
		if err != nil {
			b.Fatal(err)
		}
		m.learn(files, r)
		f.Close()
		b.Run(fmt.Sprint("unchanged/", workers), func(b *testing.B) {
			for b.Loop() {
				f := openFolder(b, dir)
				if r, err := f.Publish(b.Context(), workers, files, m.known); err != nil || r.Rendered > 0 {
					b.Fatal(err)
				}
				f.Close()
			}
		})
		b.Run(fmt.Sprint("rendered-same/", workers), func(b *testing.B) {
			for b.Loop() {
				f := openFolder(b, dir)
				if r, err := f.Publish(b.Context(), workers, files, nil); err != nil || len(r.Written) > 0 {
					b.Fatal(err)
				}
				f.Close()
			}
		})
	}
}
