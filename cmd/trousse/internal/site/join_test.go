package site_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"trousse/cmd/trousse/internal/site"
	"trousse/cmd/trousse/internal/site/testdata/sitetest"
)

// join makes a site of pages (see [sitetest.Pages]) in English and French, or in the languages given.
func join(t testing.TB, pages string, langs ...string) *sitetest.Made {
	t.Helper()
	files := sitetest.Pages(pages)
	if len(langs) > 0 {
		sitetest.Languages(files, "", langs...)
	}
	m := sitetest.Make(t, files)
	if len(m.Read) > 0 {
		t.Fatal(sitetest.Told(m.Read))
	}
	return m
}

// same compares what came out with what was wanted, line by line, indentation aside.
func same(t testing.TB, got, want string) {
	t.Helper()
	if diff := cmp.Diff(lines(want), lines(got)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func lines(text string) []string {
	var out []string
	for l := range strings.Lines(text) {
		if l = strings.TrimSpace(l); l != "" {
			out = append(out, l)
		}
	}
	return out
}

// urls lists all pages in reading order.
func urls(s *site.Site) string {
	var b strings.Builder
	for _, p := range s.Pages {
		b.WriteString(p.URL + "\n")
	}
	return b.String()
}

func TestBothLayoutsMakeOneSite(t *testing.T) {
	m := join(t, `
		_index.en.md:
		fr/_index.md:
		seniors/_index.en.md:
		fr/seniors/_index.md: slug = "aines"
		seniors/camera.en.md:
		fr/seniors/camera.md: slug = "acheter-une-camera"
		seniors/robot/index.en.md:
		fr/seniors/robot/index.md:
		en/seniors/tree.md:
		seniors/tree.fr.md:
		_parts/help.en.md:
		fr/_parts/help.md:
	`)
	same(t, sitetest.Told(m.Joined), "")
	same(t, urls(m.Site), `
		en/
		en/seniors/
		en/seniors/tree/
		en/seniors/camera/
		en/seniors/robot/
		fr/
		fr/aines/
		fr/aines/acheter-une-camera/
		fr/aines/robot/
		fr/aines/tree/
	`)
	for _, p := range m.Site.Pages {
		if len(p.Partners) != 2 || p.Partners[0] == nil || p.Partners[1] == nil || p.Partners[0].ID != p.Partners[1].ID {
			t.Errorf("%s is not paired", p.Path)
		}
	}
	if p := m.Page(t, "seniors/camera.en.md"); p.Top() != p.Parent || p.Parent.Top() != p.Parent || p.Parent.Parent.Top() != nil {
		t.Error("the top section is not found")
	}
	if n := len(m.Site.PagesAndParts()); n != 12 {
		t.Errorf("%d pages and parts", n)
	}
}

func TestAKeyPairsFilesWhosePathsDiffer(t *testing.T) {
	m := join(t, `
		_index.en.md:
		_index.fr.md:
		buy.en.md: key = "camera"
		acheter.fr.md: key = "camera"
		left.en.md: key = "right"
		right.fr.md:
	`)
	same(t, sitetest.Told(m.Joined), "")
	for en, fr := range map[string]string{"buy.en.md": "acheter.fr.md", "left.en.md": "right.fr.md"} {
		if p, q := m.Page(t, en), m.Page(t, fr); p.Partners[1] != q || q.Partners[0] != p {
			t.Errorf("%s and %s are not partners", en, fr)
		}
	}
}

func TestFaultsOfFittingTogether(t *testing.T) {
	for _, tt := range []struct{ name, pages, want string }{
		{"a page in one language", `
			_index.en.md:
			_index.fr.md:
			a.en.md:
			fr/b.md:`, `
			a.en.md:1 missing-partner language=fr-CA file=content/a.fr.md
			fr/b.md:1 missing-partner language=en-CA file=content/en/b.md`},
		{"a draft in the other language", `
			_index.en.md:
			_index.fr.md:
			a.en.md:
			a.fr.md: draft = true`,
			`a.en.md:1 missing-partner.draft language=fr-CA file=content/a.fr.md`},
		{"the same page twice", `
			_index.en.md:
			_index.fr.md:
			a.en.md:
			en/a.md:
			a/index.en.md:
			a.fr.md:`, `
			a.en.md:1 two-layouts other=content/a/index.en.md
			en/a.md:1 two-layouts other=content/a/index.en.md`},
		{"one key for two pages", `
			_index.en.md:
			_index.fr.md:
			a.en.md: key = "k"
			b.en.md: key = "k"
			a.fr.md: key = "k"`, `
			b.en.md:3 key-clash key=k other=content/a.en.md
			b.en.md:1 missing-partner language=fr-CA file=content/b.fr.md`},
		{"folders without a page of their own", `
			_index.en.md:
			_index.fr.md:
			deep/er/a.en.md:
			deep/er/a.fr.md:
			deep/_index.fr.md:
			deep/er/_index.fr.md:`, `
			deep/er section-index folder=content/deep/er language=en
			deep section-index folder=content/deep language=en
			deep/_index.fr.md:1 missing-partner language=en-CA file=content/deep/_index.en.md
			deep/er/_index.fr.md:1 missing-partner language=en-CA file=content/deep/er/_index.en.md`},
		{"a section that is a draft", `
			_index.en.md:
			_index.fr.md:
			s/_index.en.md: draft = true
			s/_index.fr.md:
			s/a.en.md:
			s/a.fr.md:`, `
			s section-index.draft folder=content/s language=en
			s/_index.fr.md:1 missing-partner.draft language=en-CA file=content/s/_index.en.md`},
		{"no home page", `
			_index.en.md:
			a.en.md:
			a.fr.md:`, `
			content section-index folder=content language=fr
			_index.en.md:1 missing-partner language=fr-CA file=content/_index.fr.md
			a.en.md:1 missing-partner language=fr-CA file=content/a.fr.md`},
		{"one address for two pages", `
			_index.en.md:
			_index.fr.md:
			a.en.md: title = "A"; slug = "same"
			b.en.md: title = "B"; slug = "same"
			a.fr.md:
			b.fr.md:`,
			`b.en.md:3 url-clash url=/en/same/ other=content/a.en.md`},
		{"one address where capitals do not count", `
			_index.en.md:
			_index.fr.md:
			été.en.md: title = "A"
			b.en.md: title = "B"; slug = "été"
			été.fr.md:
			b.fr.md:`,
			`b.en.md:3 url-clash url=/en/été/ other=content/été.en.md`},
		{"aliases in use", `
			_index.en.md:
			_index.fr.md:
			a.en.md: title = "A"; aliases = ["/old/", "/en/b", "/en/a/index.html", "/here.html"]
			b.en.md: title = "B"; aliases = ["/OLD", "/Here.html"]
			a.fr.md:
			b.fr.md:`, `
			a.en.md:3 alias-clash alias=/en/b other=content/b.en.md
			a.en.md:3 alias-clash alias=/en/a/index.html other=content/a.en.md
			b.en.md:3 alias-clash alias=/OLD other=content/a.en.md
			b.en.md:3 alias-clash alias=/Here.html other=content/a.en.md`},
		{"aliases where something is written", `
			_index.en.md:
			_index.fr.md:
			a.en.md: aliases = ["/404.html", "/en/a/index.json", "/sitemap.xml", "/en/Feed.xml", "/files", "/old/feed.xml", "/old/404.html", "/en/files/"]
			a.fr.md:`, `
			a.en.md:3 reserved-address.alias url=/404.html
			a.en.md:3 reserved-address.alias url=/en/a/index.json/
			a.en.md:3 reserved-address.alias url=/sitemap.xml/
			a.en.md:3 reserved-address.alias url=/en/Feed.xml/
			a.en.md:3 reserved-address.alias url=/files/`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			same(t, sitetest.Told(join(t, tt.pages).Joined), tt.want)
		})
	}
}

func TestAnAddressThatIsTakenIsNotPublishedTwice(t *testing.T) {
	m := join(t, `
		_index.en.md:
		_index.fr.md:
		a.en.md: slug = "same"; aliases = ["/one/", "/two.html", "/three/index.html"]
		b.en.md: slug = "same"
		c.en.md: aliases = ["/one/", "/en/", "/four"]
		a.fr.md:
		b.fr.md:
		c.fr.md:
	`)
	same(t, urls(m.Site), "en/\nen/same/\nen/c/\nfr/\nfr/a/\nfr/b/\nfr/c/")
	same(t, strings.Join(m.Page(t, "a.en.md").Aliases, "\n"), "one/\ntwo.html\nthree/")
	same(t, strings.Join(m.Page(t, "c.en.md").Aliases, "\n"), "four/")
}

func TestFilesInEachOthersWay(t *testing.T) {
	files := sitetest.Pages(`
		_index.en.md: | [a](leaflet.txt) [b](/files/leaflet.txt) [c](/Only.txt)
		_index.fr.md: | [a](leaflet.txt)
		a.en.md: aliases = ["/moved.html"]
		a.fr.md:
	`)
	for _, path := range []string{"content/leaflet.txt", "content/unused.txt", "static/files/leaflet.txt", "static/Only.txt",
		"static/only.txt", "static/moved.html", "static/en/a", "static/en/b"} {
		sitetest.Put(files, path, path)
	}
	m := sitetest.Make(t, files)
	same(t, sitetest.Told(m.Joined), `
		static/en/a url-clash.file url=/en/a other=content/a.en.md
		static/files/leaflet.txt url-clash.file url=/files/leaflet.txt other=content/leaflet.txt
		static/moved.html url-clash.file url=/moved.html other=content/a.en.md
		static/only.txt url-clash.file url=/only.txt other=static/Only.txt
	`)
	var used strings.Builder
	for _, f := range m.Site.Used {
		used.WriteString(f.Path + " " + f.URL + "\n")
	}
	same(t, used.String(), `
		content/leaflet.txt files/leaflet.txt
		static/Only.txt Only.txt
		static/en/b en/b
	`)
}

func TestALanguageMustNotBeCalledLikeAFolderOfTheSite(t *testing.T) {
	files := sitetest.Pages(`
		_index.en.md:
		_index.files.md:
		_index.assets.md:
	`)
	sitetest.Put(files, "config.toml", `
[languages.en]
[languages.files]
tag = "fr"
name = "Français"
[languages.assets]
tag = "es"
name = "Español"
`)
	same(t, sitetest.Told(sitetest.Make(t, files).Joined), `
		config.toml:3 reserved-address.language url=/files/ key=files
		config.toml:6 reserved-address.language url=/assets/ key=assets
	`)
}

func TestManyLanguagesKeepTheirOrder(t *testing.T) {
	m := join(t, `
		_index.en.md:
		_index.fr.md:
		_index.ar.md:
		_index.iu.md:
		a.ar.md: slug = "كاميرا"
		a.fr.md:
		a.iu.md: slug = "ᐊ"
	`, "fr", "en", "ar", "iu")
	same(t, sitetest.Told(m.Joined), `
		a.fr.md:1 missing-partner language=en file=content/a.en.md
		a.ar.md:1 missing-partner language=en file=content/a.en.md
		a.iu.md:1 missing-partner language=en file=content/a.en.md
	`)
	same(t, urls(m.Site), "fr/\nfr/a/\nen/\nar/\nar/كاميرا/\niu/\niu/ᐊ/")
	p := m.Page(t, "a.ar.md")
	if p.Tree.Lang.Dir != "rtl" || m.Site.Tree("ar") != p.Tree || m.Site.Tree("xx") != nil {
		t.Error("the tree of Arabic is not right")
	}
	var order strings.Builder
	for _, q := range p.Partners {
		if q != nil {
			order.WriteString(q.Lang + " ")
		}
	}
	same(t, order.String(), "fr ar iu")
	if p.Default() != "fr/a/" || p.Parent.Default() != "" {
		t.Errorf("default addresses %q and %q", p.Default(), p.Parent.Default())
	}
}

func TestAPageOfAnUnknownLanguageIsLeftOut(t *testing.T) {
	m := join(t, "_index.en.md:\n_index.fr.md:")
	in := m.Input
	cfg := *in.Config
	cfg.Languages = cfg.Languages[:1]
	in.Config = &cfg
	s, found := site.Join(in)
	same(t, sitetest.Told(found), "")
	same(t, urls(s), "en/")
}

func TestSectionsAreInReadingOrder(t *testing.T) {
	m := join(t, `
		_index.en.md:
		_index.fr.md:
		s/_index.en.md: weight = 2
		s/_index.fr.md: weight = 2
		s/zebra.en.md: title = "Zebra"; weight = 1
		s/zebra.fr.md: title = "Zèbre"; weight = 1
		s/grade-10.en.md: title = "Grade 10"
		s/grade-10.fr.md: title = "Échelon 10"
		s/grade-9.en.md: title = "Grade 9"
		s/grade-9.fr.md: title = "échelon 9"
		s/apple.en.md: title = "apple"
		s/apple.fr.md: title = "côte"
		s/banana.en.md: title = "Zzz"; link_title = "Banana"
		s/banana.fr.md: title = "coté"
		s/sub/_index.en.md: title = "Before all"; weight = -1
		s/sub/_index.fr.md: title = "Avant tout"; weight = -1
		s/sub/x.en.md:
		s/sub/x.fr.md:
		first/_index.en.md: weight = 1
		first/_index.fr.md: weight = 1
	`)
	same(t, urls(m.Site), `
		en/
		en/first/
		en/s/
		en/s/sub/
		en/s/sub/x/
		en/s/zebra/
		en/s/apple/
		en/s/banana/
		en/s/grade-9/
		en/s/grade-10/
		fr/
		fr/first/
		fr/s/
		fr/s/sub/
		fr/s/sub/x/
		fr/s/zebra/
		fr/s/apple/
		fr/s/banana/
		fr/s/grade-9/
		fr/s/grade-10/
	`)
	var chain strings.Builder
	for p := m.Page(t, "s/zebra.en.md"); p != nil; p = p.Next {
		chain.WriteString(p.Name() + "\n")
		if p.Next != nil && p.Next.Prev != p {
			t.Errorf("%s is not before %s", p.Path, p.Next.Path)
		}
	}
	same(t, chain.String(), "Zebra\napple\nBanana\nGrade 9\nGrade 10")
	if p := m.Page(t, "s/sub/_index.en.md"); p.Prev != nil || p.Next != nil {
		t.Error("a section is among the pages to leaf through")
	}
}

func TestFoldersAndPagesHaveASlugPerLanguage(t *testing.T) {
	m := join(t, `
		_index.en.md: slug = "ignored"
		_index.fr.md:
		a/_index.en.md: slug = "aa"
		a/_index.fr.md: slug = "àà"
		a/b/_index.en.md:
		a/b/_index.fr.md: slug = "bb"
		a/b/c/index.en.md: slug = "cc"
		a/b/c/index.fr.md:
		a/no/page.en.md:
		a/no/page.fr.md:
	`)
	same(t, sitetest.Told(m.Joined), `
		a/no section-index folder=content/a/no language=en
		a/no section-index folder=content/a/no language=fr
	`)
	same(t, urls(m.Site), `
		en/
		en/aa/
		en/aa/b/
		en/aa/b/cc/
		en/aa/no/page/
		fr/
		fr/àà/
		fr/àà/bb/
		fr/àà/bb/c/
		fr/àà/no/page/
	`)
}

func TestDraftsArePublishedOnlyWhenAsked(t *testing.T) {
	const pages = `
		_index.en.md:
		_index.fr.md:
		a.en.md: draft = true
		a.fr.md: draft = true
	`
	same(t, urls(join(t, pages).Site), "en/\nfr/")
	m := sitetest.Make(t, sitetest.Pages(pages), func(in *site.Input) { in.Drafts = true })
	same(t, urls(m.Site), "en/\nen/a/\nfr/\nfr/a/")
}

func TestAddressesBeginWithTheSitesOwn(t *testing.T) {
	for _, tt := range []struct{ base, link, absolute string }{
		{"", "/en/", ""},
		{"https://example.org/", "/en/", "https://example.org/en/"},
		{"https://example.org/kit/", "/kit/en/", "https://example.org/kit/en/"},
		{"https://example.org/a%20b/c/", "/a%20b/c/en/", "https://example.org/a%20b/c/en/"},
	} {
		m := sitetest.Make(t, fstest.MapFS{}, func(in *site.Input) { in.BaseURL = tt.base })
		if got := m.Site.Link("en/"); got != tt.link {
			t.Errorf("with %q a link is %q", tt.base, got)
		}
		if got := m.Site.Absolute("en/"); got != tt.absolute {
			t.Errorf("with %q an absolute address is %q", tt.base, got)
		}
	}
	files := sitetest.Pages("_index.en.md:\n_index.fr.md:")
	sitetest.Languages(files, "", "en", "fr")
	m := sitetest.Make(t, files, func(in *site.Input) { in.BaseURL = "https://other.example/" })
	if m.Site.Base != "/" || m.Input.Config.BaseURL != "https://example.org/kit/" {
		t.Error("the address for one build changed the configuration, or did not count")
	}
}
