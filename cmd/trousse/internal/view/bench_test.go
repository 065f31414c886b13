package view_test

import (
	"testing"

	"trousse/cmd/trousse/internal/memo"
	"trousse/cmd/trousse/internal/site/testdata/sitetest"
	"trousse/cmd/trousse/internal/view"
)

// BenchmarkPageKey makes the value of a page of 4,000, one after the other, and its key. Every
// build does this for every page, to see which must be rendered.
func BenchmarkPageKey(b *testing.B) {
	s := sitetest.Make(b, sitetest.Large(4000)).Site
	m := view.New(s, view.Look{}, everyFormat)
	for i := 0; b.Loop(); i++ {
		if i%len(s.Pages) == 0 {
			b.StopTimer()
			m = view.New(s, view.Look{}, everyFormat)
			b.StartTimer()
		}
		v := m.Page(s.Pages[i%len(s.Pages)])
		memo.KeyOf(v)
	}
}
