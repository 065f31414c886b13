package lexicon_test

import (
	"strings"
	"testing"
)

func BenchmarkFind(b *testing.B) {
	l := words()
	text := []byte(strings.Repeat("Avant d’acheter, cherchez sur la boîte la date de fin du soutien, puis gardez le mode d’emploi. ", 80))
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		l.Find(text)
	}
}
