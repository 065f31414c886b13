package site_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"trousse/cmd/trousse/internal/markdown"
	"trousse/cmd/trousse/internal/site"
	"trousse/cmd/trousse/internal/site/testdata/sitetest"
)

// target writes where a link leads: an address, or a fault.
func target(s *site.Site, t site.Target, fragment string) string {
	if t.Fault != "" {
		return t.Fault
	}
	return s.URL(t, fragment)
}

const linked = `
	_index.en.md:
	_index.fr.md:
	seniors/_index.en.md:
	seniors/_index.fr.md: slug = "aines"
	seniors/camera.en.md:
	seniors/camera.fr.md: slug = "acheter"
	seniors/robot/index.en.md:
	seniors/robot/index.fr.md:
	fr/youth/_index.md: slug = "jeunes"
	en/youth/_index.md:
	en/youth/phone.md:
	fr/youth/phone.md:
	seniors/draft.en.md: draft = true
	seniors/draft.fr.md: draft = true
	été.fr.md:
	été.en.md:
	_parts/help.en.md:
	_parts/help.fr.md:
`

func linkedFiles() fstest.MapFS {
	files := sitetest.Pages(linked)
	for _, f := range []string{"content/seniors/robot/plan.pdf", "content/seniors/a b?c#d.txt", "static/files.zip", "static/en/note.txt", "content/sources.toml"} {
		sitetest.Put(files, f, "")
	}
	return files
}

func TestLinksInAllSpellings(t *testing.T) {
	for _, tt := range []struct{ from, dest, want string }{
		// by file
		{"seniors/camera.en.md", "robot/index.en.md", "/kit/en/seniors/robot/"},
		{"seniors/camera.en.md", "./robot/index.en.md", "/kit/en/seniors/robot/"},
		{"seniors/camera.en.md", "_index.en.md", "/kit/en/seniors/"},
		{"seniors/camera.en.md", "../_index.en.md", "/kit/en/"},
		{"seniors/camera.en.md", "camera.fr.md", "/kit/fr/aines/acheter/"},
		// without language, without ending, without both
		{"seniors/camera.en.md", "robot/index.md", "/kit/en/seniors/robot/"},
		{"seniors/camera.fr.md", "robot/index.md", "/kit/fr/aines/robot/"},
		{"seniors/camera.fr.md", "camera.en", "/kit/en/seniors/camera/"},
		{"seniors/camera.fr.md", "robot", "/kit/fr/aines/robot/"},
		{"seniors/camera.fr.md", "robot/", "/kit/fr/aines/robot/"},
		{"seniors/camera.fr.md", "../seniors", "/kit/fr/aines/"},
		{"seniors/camera.fr.md", "..", "/kit/fr/"},
		{"seniors/camera.fr.md", ".", "/kit/fr/aines/"},
		{"seniors/camera.fr.md", "_index", "/kit/fr/aines/"},
		// from the content folder
		{"seniors/camera.en.md", "/seniors/robot", "/kit/en/seniors/robot/"},
		{"seniors/camera.en.md", "/seniors/robot/index.fr.md", "/kit/fr/aines/robot/"},
		{"seniors/camera.en.md", "/", "/kit/en/"},
		{"seniors/camera.en.md", "/../../", "/kit/en/"},
		// by address
		{"seniors/camera.en.md", "/en/seniors/robot/", "/kit/en/seniors/robot/"},
		{"seniors/camera.en.md", "/fr/aines/acheter/", "/kit/fr/aines/acheter/"},
		{"seniors/camera.en.md", "/fr/jeunes", "/kit/fr/jeunes/"},
		{"seniors/camera.en.md", "/fr/", "/kit/fr/"},
		// from a bundle
		{"seniors/robot/index.en.md", "../camera", "/kit/en/seniors/camera/"},
		{"seniors/robot/index.en.md", "camera", "broken-link"},
		{"seniors/robot/index.en.md", "plan.pdf", "/kit/files/seniors/robot/plan.pdf"},
		// from one layout into the other
		{"en/youth/phone.md", "../seniors/camera", "/kit/en/seniors/camera/"},
		{"en/youth/phone.md", "../seniors/camera.en.md", "/kit/en/seniors/camera/"},
		{"en/youth/phone.md", "../../seniors/camera.en.md", "/kit/en/seniors/camera/"},
		{"en/youth/phone.md", "../../fr/youth/phone.md", "/kit/fr/jeunes/phone/"},
		{"fr/youth/phone.md", "../seniors/camera", "/kit/fr/aines/acheter/"},
		{"fr/youth/phone.md", "phone.md", "/kit/fr/jeunes/phone/"},
		{"seniors/camera.fr.md", "../youth/phone", "/kit/fr/jeunes/phone/"},
		{"seniors/camera.fr.md", "../en/youth/phone.md", "/kit/en/youth/phone/"},
		// percent-escapes, query, fragment
		{"_index.fr.md", "été.fr.md", "/kit/fr/%C3%A9t%C3%A9/"},
		{"_index.fr.md", "%C3%A9t%C3%A9.fr.md", "/kit/fr/%C3%A9t%C3%A9/"},
		{"_index.fr.md", "seniors/camera.fr.md?print=1&size=2", "/kit/fr/aines/acheter/?print=1&size=2"},
		{"_index.fr.md", "seniors/camera.fr.md?print=1#now", "/kit/fr/aines/acheter/?print=1#now"},
		{"_index.fr.md", "seniors/camera.fr.md#now", "/kit/fr/aines/acheter/#now"},
		{"_index.fr.md", "?print=1#now", "/kit/fr/?print=1#now"},
		{"_index.fr.md", "seniors/a%20b%3Fc%23d.txt", "/kit/files/seniors/a%20b%3Fc%23d.txt"},
		{"_index.fr.md", "100%", "broken-link"},
		{"_index.fr.md", "seniors/%63amera", "/kit/fr/aines/acheter/"},
		// files
		{"_index.fr.md", "/files.zip", "/kit/files.zip"},
		{"_index.fr.md", "/en/note.txt", "/kit/en/note.txt"},
		{"_index.fr.md", "/files.zip?v=2", "/kit/files.zip?v=2"},
		// faults
		{"seniors/camera.en.md", "draft", "link-draft"},
		{"seniors/camera.en.md", "/seniors/draft.fr.md", "link-draft"},
		{"seniors/camera.en.md", "../_parts/help", "broken-link"},
		{"seniors/camera.en.md", "../../config.toml", "link-out-of-tree"},
		{"seniors/camera.en.md", "../../../x", "link-out-of-tree"},
		{"seniors/camera.en.md", "%2e%2e/%2e%2e/x", "link-out-of-tree"},
		{"seniors/camera.en.md", "../contents", "broken-link"},
		{"seniors/camera.en.md", "/fr/aines/camera2/", "broken-link"},
		{"seniors/camera.en.md", "robot.es.md", "broken-link"},
	} {
		t.Run(tt.from+" to "+tt.dest, func(t *testing.T) {
			files := linkedFiles()
			sitetest.Languages(files, "", "en", "fr")
			f := files["content/"+tt.from]
			f.Data = fmt.Appendf(f.Data, "[text](<%s>)\n", tt.dest)
			m := sitetest.Make(t, files)
			p := m.Page(t, tt.from)
			targets := m.Site.Targets(p)
			if len(targets) != 1 {
				t.Fatalf("%d targets, %v", len(targets), m.Read)
			}
			if got := target(m.Site, targets[0], p.Facts.Links[0].Fragment); got != tt.want {
				t.Errorf("leads to %s, want %s", got, tt.want)
			}
		})
	}
}

func TestTargetsStandBesideTheirLinks(t *testing.T) {
	files := linkedFiles()
	f := files["content/_index.en.md"]
	f.Data = append(f.Data, "[web](https://example.org/) [here](#top) [mail](mailto:a@example.org) [page](seniors/camera) [file](/files.zip)\n"...)
	m := sitetest.Make(t, files)
	p := m.Page(t, "_index.en.md")
	var all [4][]site.Target
	var wg sync.WaitGroup
	for i := range all {
		wg.Go(func() { all[i] = m.Site.Targets(p) })
	}
	wg.Wait()
	for _, ts := range all {
		if len(ts) != 5 || ts[0] != (site.Target{}) || ts[1] != ts[0] || ts[2] != ts[0] || ts[3].Page == nil || ts[4].File == nil {
			t.Errorf("%v", ts)
		}
	}
	if got := m.Site.Whole(all[0][3], "x"); got != "/en/seniors/camera/#x" {
		t.Errorf("without an address of the site: %q", got)
	}
	if m.Site.Whole(site.Target{}, "x") != "" || m.Site.URL(site.Target{Fault: "broken-link"}, "x") != "" {
		t.Error("a link that leads nowhere has an address")
	}
}

func TestNearDestinationsAreSpelledLikeWhatWasWritten(t *testing.T) {
	m := sitetest.Make(t, linkedFiles())
	for _, tt := range []struct{ from, dest, want string }{
		{"seniors/camera.en.md", "robt/index.en.md", "robot/index.en.md"},
		{"seniors/camera.en.md", "../seniors/camrea.en.md", "camera.en.md"},
		{"seniors/camera.en.md", "../senior/camera.en.md?x=1", "camera.en.md"},
		{"seniors/camera.en.md", "../youth/phon.md", "../en/youth/phone.md"},
		{"seniors/camera.fr.md", "../youth/phon", "/youth/phone"},
		{"seniors/camera.fr.md", "camera.e.md", "camera.fr.md"},
		{"en/youth/phone.md", "../seniors/camra", "../../seniors/camera.en.md"},
		{"en/youth/phone.md", "camera", "../../seniors/camera.en.md"},
		{"_index.fr.md", "%C3%A9te", "/été"},
		{"seniors/camera.en.md", "../../outside/robot", ""},
		{"seniors/camera.en.md", "nothing-like-it", ""},
		{"seniors/camera.en.md", "../_parts/hepl", ""},
	} {
		got, ok := m.Site.Near(m.Page(t, tt.from), tt.dest)
		if got != tt.want || ok != (tt.want != "") {
			t.Errorf("%s in %s: near is %q, want %q", tt.dest, tt.from, got, tt.want)
		}
		if !ok {
			continue
		}
		if again, _ := m.Site.Near(m.Page(t, tt.from), got); again != got {
			t.Errorf("%s itself is not known", got)
		}
	}
	for _, tt := range []struct{ from, dest, want string }{
		{"seniors/robot/index.en.md", "plan.pfd", "plan.pdf"},
		{"seniors/camera.en.md", "robto/plan.pdf", "robot/plan.pdf"},
		{"_index.en.md", "plan.pdf", "seniors/robot/plan.pdf"},
		{"_index.en.md", "../x", ""},
		{"_index.en.md", "picture.png", ""},
	} {
		if got, _ := m.Site.NearFile(m.Page(t, tt.from), tt.dest); got != tt.want {
			t.Errorf("%s in %s: near is %q, want %q", tt.dest, tt.from, got, tt.want)
		}
	}
}

func TestPicturesAreFound(t *testing.T) {
	m := sitetest.Make(t, linkedFiles())
	for _, tt := range []struct{ from, dest, want string }{
		{"seniors/robot/index.fr.md", "plan.pdf", "content/seniors/robot/plan.pdf"},
		{"_index.fr.md", "/seniors/robot/plan.pdf", "content/seniors/robot/plan.pdf"},
		{"_index.fr.md", "/files.zip", "static/files.zip"},
		{"_index.fr.md", "seniors/a%20b%3Fc%23d.txt", "content/seniors/a b?c#d.txt"},
		{"_index.fr.md", "../static/files.zip", ""},
		{"_index.fr.md", "/../static/files.zip", ""},
		{"_index.fr.md", "Plan.pdf", ""},
	} {
		got := ""
		if f := m.Site.Image(m.Page(t, tt.from), markdown.Image{Dest: tt.dest}); f != nil {
			got = f.Path
		}
		if got != tt.want {
			t.Errorf("%s in %s is %q, want %q", tt.dest, tt.from, got, tt.want)
		}
	}
}

func TestOnlyFilesThatSomebodyShowsArePublished(t *testing.T) {
	files := sitetest.Pages(`
		_index.en.md: | ![A](a.png) [plan](plan.pdf) [page](s/x.md) [b](b.txt#part)
		_index.fr.md:
		s/_index.en.md:
		s/_index.fr.md:
		_parts/p.en.md: | ![C](/c.png)
		hidden.en.md: draft = true | ![D](d.png)
	`)
	for _, f := range []string{"a.png", "b.txt", "c.png", "d.png", "plan.pdf", "s/x.md.txt", "s/e.png"} {
		sitetest.Put(files, "content/"+f, "")
	}
	sitetest.Put(files, "static/deep/er/icon.svg", "")
	m := sitetest.Make(t, files)
	var got strings.Builder
	for _, f := range m.Site.Used {
		got.WriteString(f.Path + " " + f.URL + "\n")
	}
	same(t, got.String(), `
		content/a.png files/a.png
		content/b.txt files/b.txt
		content/c.png files/c.png
		content/plan.pdf files/plan.pdf
		static/deep/er/icon.svg deep/er/icon.svg
	`)
}

func TestFragmentsAreFoundAsBrowsersFindThem(t *testing.T) {
	m := join(t, `
		_index.en.md:
		_index.fr.md: | ## Sécurité à la maison
	`)
	p := m.Page(t, "_index.fr.md")
	id := p.Facts.Headings[0].ID
	for fragment, want := range map[string]bool{
		id: true, "top": true, "page.content": true, "": true, "s%C3%A9curit%C3%A9": false, "%zz": false,
		strings.ReplaceAll(id, "é", "%C3%A9"): true,
	} {
		if p.HasAnchor(fragment) != want {
			t.Errorf("#%s: %v, want %v (the heading is #%s)", fragment, !want, want, id)
		}
	}
}
