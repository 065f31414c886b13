package site_test

import (
	"testing"

	"trousse/cmd/trousse/internal/site"
	"trousse/cmd/trousse/internal/site/testdata/sitetest"
)

// BenchmarkJoin joins 4,000 pages: every build does this once, whatever changed.
func BenchmarkJoin(b *testing.B) {
	in := sitetest.Make(b, sitetest.Large(4000)).Input
	for b.Loop() {
		site.Join(in)
	}
}
