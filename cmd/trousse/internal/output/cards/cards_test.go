package cards_test

import (
	"bytes"
	"fmt"
	"image/png"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trousse/cmd/trousse/internal/memo"
	"trousse/cmd/trousse/internal/output/cards"
	"trousse/cmd/trousse/internal/publish"
	"trousse/cmd/trousse/internal/site"
	"trousse/cmd/trousse/internal/site/testdata/sitetest"
	"trousse/cmd/trousse/internal/view"
)

const pages = `
	_index.en.md: title = "Home"
	_index.fr.md: title = "Accueil"
	s/_index.en.md: title = "S"
	s/_index.fr.md: title = "É"; slug = "é"
	s/a.en.md: title = "A camera"
	s/a.fr.md: title = "Une caméra"
	s/d.en.md: title = "Not ready"; draft = true
	s/d.fr.md: title = "Pas prêt"; draft = true
`

func made(t *testing.T, text, config string) (*sitetest.Made, *cards.Format) {
	t.Helper()
	files := sitetest.Pages(text)
	sitetest.Languages(files, config, "en", "fr")
	m := sitetest.Make(t, files, func(in *site.Input) { in.Drafts = true })
	return m, cards.New(view.New(m.Site, view.Look{}, func(string) bool { return true }))
}

func TestEachPageHasACardButDrafts(t *testing.T) {
	m, f := made(t, pages, "")
	got := m.Write(t, f)
	want := []string{"card.png", "en/card.png", "en/s/a/card.png", "en/s/card.png", "fr/card.png", "fr/é/a/card.png", "fr/é/card.png"}
	if diff := cmp.Diff(want, slices.Sorted(maps.Keys(got))); diff != "" {
		t.Error(diff)
	}
	seen := map[string]string{}
	for path, file := range got {
		p, err := png.Decode(bytes.NewReader([]byte(file)))
		if err != nil || p.Bounds().Dx() != 1200 || p.Bounds().Dy() != 630 {
			t.Errorf("%s: %v", path, err)
		}
		if other := seen[file]; other != "" {
			t.Errorf("%s and %s are the same", path, other)
		}
		seen[file] = path
	}
	m, f = made(t, pages, "[cards]\neach = \"section\"\n")
	want = []string{"card.png", "en/card.png", "en/s/card.png", "fr/card.png", "fr/é/card.png"}
	if diff := cmp.Diff(want, slices.Sorted(maps.Keys(m.Write(t, f)))); diff != "" {
		t.Error("only sections:", diff)
	}
}

func TestACardIsDrawnAnewForWhatItSaysAndNothingElse(t *testing.T) {
	key := func(text string) memo.Sum {
		m, f := made(t, text, "")
		files, err := f.Files(m.Site)
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(files, func(f publish.File) bool { return f.Path == "en/s/a/card.png" })
		return files[i].Key().Sum
	}
	first := key(pages)
	for from, to := range map[string]string{`"A camera"`: `"A lock"`, `title = "S"`: `title = "T"`} {
		if key(strings.Replace(pages, from, to, 1)) == first {
			t.Errorf("%s has become %s, and the key is the same", from, to)
		}
	}
	for from, to := range map[string]string{`"Une caméra"`: `"Un verrou"`, `"A camera"`: `"A camera"; description = "New" | Text.`} {
		if key(strings.Replace(pages, from, to, 1)) != first {
			t.Errorf("%s has become %s, and the key is new", from, to)
		}
	}
}

// A large site says nothing of it and still is built in good time.
func TestPagesOfALargeSiteShareTheirSectionsCard(t *testing.T) {
	var text strings.Builder
	text.WriteString(pages)
	for i := range 1000 {
		fmt.Fprintf(&text, "s/p%d.en.md: title = \"P%d\"\n", i, i)
	}
	m, f := made(t, text.String(), "")
	files, err := f.Files(m.Site)
	if err != nil || len(files) != 5 {
		t.Errorf("%d cards, %v", len(files), err)
	}
	m, f = made(t, text.String(), "[cards]\neach = \"page\"\n")
	if files, _ := f.Files(m.Site); len(files) != 1007 {
		t.Errorf("%d cards where each page has one", len(files))
	}
}
