package check_test

import (
	"testing"

	"trousse/cmd/trousse/internal/check"
	"trousse/cmd/trousse/internal/site"
	"trousse/cmd/trousse/internal/site/testdata/sitetest"
)

// BenchmarkLinked runs the rules that see links on a page of 4,000, one after the other. Every
// build does this for every page, on a site that was just joined.
func BenchmarkLinked(b *testing.B) {
	in := sitetest.Make(b, sitetest.Large(4000)).Input
	rules := check.Rules()
	var s *site.Site
	for i := 0; b.Loop(); i++ {
		if s == nil || i == len(s.Pages) {
			b.StopTimer()
			s, _ = site.Join(in)
			i = 0
			b.StartTimer()
		}
		check.RunLinked(rules, s, s.Pages[i])
	}
}
