package view_test

import (
	"image/color"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"trousse/cmd/trousse/internal/asset"
	"trousse/cmd/trousse/internal/card"
	"trousse/cmd/trousse/internal/site/testdata/sitetest"
	"trousse/cmd/trousse/internal/view"
)

const shared = `
	_index.en.md: title = "Home"
	_index.fr.md: title = "Kit fr"
	top.en.md: title = "Top"
	top.fr.md: title = "Haut"
	s/_index.en.md: title = "Seniors"
	s/_index.fr.md: title = "Personnes aînées"; link_title = "Aînés"; slug = "aînés"
	s/sub/_index.en.md: title = "Sub"
	s/sub/_index.fr.md: title = "Sous"
	s/sub/a.en.md: title = "A camera"
	s/sub/a.fr.md: title = "Une caméra"
`

var (
	blue    = color.RGBA{0x19, 0x42, 0x85, 0xff}
	teal    = color.RGBA{0x0a, 0x4a, 0x50, 0xff}
	colours = asset.Colours{Accent: teal, Sections: map[string]color.RGBA{"s": blue}, Light: "#eeeeee", Dark: "#111111"}
)

func TestACardSaysWhatThePageIs(t *testing.T) {
	m, _ := kit(t, sitetest.Pages(shared), "")
	maker := view.New(m.Site, view.Look{Colours: colours}, everyFormat)
	for file, want := range map[string]card.Card{
		"_index.en.md":   {Site: "Kit en", Title: "Home", Language: "Language en", Accent: teal},
		"_index.fr.md":   {Title: "Kit fr", Language: "Language fr", Accent: teal}, // the site's name is not said twice
		"top.en.md":      {Site: "Kit en", Title: "Top", Language: "Language en", Accent: teal},
		"s/_index.fr.md": {Site: "Kit fr", Title: "Personnes aînées", Language: "Language fr", Accent: blue},
		"s/sub/a.fr.md":  {Site: "Kit fr", Section: "Aînés", Title: "Une caméra", Language: "Language fr", Accent: blue},
	} {
		if diff := cmp.Diff(want, maker.Card(m.Page(t, file))); diff != "" {
			t.Errorf("%s: %s", file, diff)
		}
	}
	want := view.Picture{URL: "https://example.org/kit/fr/a%C3%AEn%C3%A9s/sub/a/card.png", Alt: "Aînés – Une caméra – Kit fr – Language fr", Width: 1200, Height: 630}
	if diff := cmp.Diff(want, maker.Page(m.Page(t, "s/sub/a.fr.md")).Image); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(card.Card{Title: "Kit en – Kit fr", Language: "Language en · Language fr", Accent: teal}, maker.RootCard()); diff != "" {
		t.Error(diff)
	}
	choice := maker.LanguageChoice(false)
	if choice.Image.URL != "https://example.org/kit/card.png" || choice.Canonical != "https://example.org/kit/" {
		t.Errorf("the choice of language has %+v", choice.Image)
	}
	if v := maker.LanguageChoice(true); v.Image.URL != "" || v.Canonical != "" {
		t.Error("what is not found has a card")
	}
	if maker.NotFound("en").Image.URL != "" {
		t.Error("what is not found has a card")
	}
	rtl, _ := kit(t, sitetest.Pages("_index.ar.md:\n_index.en.md:"), "", "ar", "en")
	if !view.New(rtl.Site, view.Look{}, everyFormat).Card(rtl.Page(t, "_index.ar.md")).RTL {
		t.Error("the card of an Arabic page is not mirrored")
	}
}

func TestWhoHasACard(t *testing.T) {
	all := func(string) bool { return true }
	none := func(format string) bool { return format != "cards" }
	for _, c := range []struct {
		name, config, file, want string
		on                       func(string) bool
	}{
		{"each page", "", "s/sub/a.en.md", "s/sub/a.en.md", all},
		{"only sections: a page", "[cards]\neach = \"section\"\n", "s/sub/a.en.md", "s/sub/_index.en.md", all},
		{"only sections: a section", "[cards]\neach = \"section\"\n", "s/sub/_index.en.md", "s/sub/_index.en.md", all},
		{"only sections: at the top", "[cards]\neach = \"section\"\n", "top.en.md", "_index.en.md", all},
		{"turned off", "", "s/sub/a.en.md", "", none},
	} {
		m, _ := kit(t, sitetest.Pages(shared), c.config)
		maker := view.New(m.Site, view.Look{}, c.on)
		got := ""
		if q := maker.CardOf(m.Page(t, c.file)); q != nil {
			got = q.Path[len("content/"):]
		}
		if got != c.want {
			t.Errorf("%s: the card of %q, want that of %q", c.name, got, c.want)
		}
		m.Page(t, c.file).Meta.Draft = true
		if maker.CardOf(m.Page(t, c.file)) != nil || maker.Page(m.Page(t, c.file)).Image.URL != "" {
			t.Errorf("%s: a draft has a card", c.name)
		}
	}
	m := sitetest.Make(t, sitetest.Pages("_index.en.md:\n_index.fr.md:"))
	maker := view.New(m.Site, view.Look{}, all)
	if maker.CardOf(m.Page(t, "_index.en.md")) != nil || maker.HasRootCard() {
		t.Error("a site that does not know its address has cards")
	}
}

func TestIconsAreTheSitesOrTheThemesOrDrawn(t *testing.T) {
	all := func(string) bool { return true }
	none := func(format string) bool { return format != "icons" }
	theme := map[string]string{"icon-192.png": "assets/icon-192.0.png", "icon-512.png": "assets/icon-512.0.png", "dot.svg": "assets/dot.0.svg"}
	for _, c := range []struct {
		name, static string
		look         view.Look
		on           func(string) bool
		want         string
		touch        string
		manifest     string
	}{
		{"drawn", "", view.Look{}, all, "apple-touch-icon.png* icon-192.png* icon-512.png* icon-maskable-512.png* ", "/kit/apple-touch-icon.png", "/kit/en/site.webmanifest"},
		{"theme", "", view.Look{Icons: theme}, all, "assets/icon-192.0.png assets/icon-512.0.png ", "", "/kit/en/site.webmanifest"},
		{"site", "apple-touch-icon.png", view.Look{}, all, "apple-touch-icon.png ", "/kit/apple-touch-icon.png", "/kit/en/site.webmanifest"},
		{"site and theme", "icon-192.png", view.Look{Icons: theme}, all, "icon-192.png assets/icon-512.0.png ", "", "/kit/en/site.webmanifest"},
		{"off", "", view.Look{}, none, "", "", ""},
		{"off, with its own", "apple-touch-icon.png", view.Look{}, none, "apple-touch-icon.png ", "/kit/apple-touch-icon.png", ""},
		{"opened from a folder", "", view.Look{Open: true}, all, "apple-touch-icon.png* icon-192.png* icon-512.png* icon-maskable-512.png* ", "/kit/apple-touch-icon.png", ""},
	} {
		files := sitetest.Pages("_index.en.md:\n_index.fr.md:")
		if c.static != "" {
			files["static/"+c.static] = &fstest.MapFile{Data: []byte("own")}
		}
		m, _ := kit(t, files, "")
		c.look.Colours = colours
		maker := view.New(m.Site, c.look, c.on)
		got := ""
		for _, icon := range maker.Icons() {
			got += icon.Path
			if icon.Drawn {
				got += "*"
			}
			got += " "
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
		v := maker.SiteIn("en")
		if v.TouchIcon != c.touch || v.Manifest != c.manifest {
			t.Errorf("%s: touch icon %q, manifest %q", c.name, v.TouchIcon, v.Manifest)
		}
		if v.Frame != "#eeeeee" || v.FrameDark != "#111111" {
			t.Errorf("%s: frame %q, %q", c.name, v.Frame, v.FrameDark)
		}
	}
}

func TestLocalesAreWrittenAsOpenGraphWants(t *testing.T) {
	files := sitetest.Pages("_index.en.md:")
	sitetest.Put(files, "config.toml", "[languages.en]\ntag = \"en-CA\"\n[languages.zh]\nname = \"Z\"\ntag = \"zh-Hant-TW\"\n[languages.es]\nname = \"E\"\ntag = \"es-419\"\n[languages.iu]\nname = \"I\"\ntag = \"iu\"\n")
	m := sitetest.Make(t, files)
	maker := view.New(m.Site, view.Look{}, everyFormat)
	for lang, want := range map[string]string{"en": "en_CA", "zh": "zh_TW", "es": "es_419", "iu": "iu"} {
		if got := maker.SiteIn(lang).Locale; got != want {
			t.Errorf("%s: %s, want %s", lang, got, want)
		}
	}
}
