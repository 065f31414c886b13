package view_test

import (
	"testing"

	"trousse/cmd/trousse/internal/site/testdata/sitetest"
)

func TestAGalleryShowsTheCardsOfItsSection(t *testing.T) {
	m, maker := kit(t, sitetest.Pages(`
		_index.en.md: title = "Home"
		_index.fr.md: title = "Accueil"
		s/_index.en.md: title = "Section"
		s/a.en.md: title = "A"; weight = 1
		s/g.en.md: title = "G"; weight = 2; kind = "gallery"`), "")
	v := maker.Page(m.Page(t, "s/g.en.md"))
	var titles string
	for _, c := range v.Children {
		titles += c.Title + " "
	}
	if v.Template != "gallery" || titles != "Section A G " {
		t.Errorf("template %q with cards %q", v.Template, titles)
	}
	if v := maker.Page(m.Page(t, "s/a.en.md")); v.Template != "page" || v.Children != nil {
		t.Errorf("its neighbour has template %q and %d cards", v.Template, len(v.Children))
	}
}
