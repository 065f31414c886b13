package view_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"trousse/cmd/trousse/internal/site/testdata/sitetest"
	"trousse/cmd/trousse/internal/view"
)

func listFiles() fstest.MapFS {
	files := sitetest.Pages(`
		_index.en.md:
		_index.fr.md:
		list.en.md: kind = "checklist" | - [ ] **Do it.** It helps. {#do-it .essential time=55 effort=medium devices="camera robot"}\n\n  Open it.\n\n::: include {file="/_items/more"}\n:::
		list.fr.md: kind = "checklist" | - [ ] **Faites-le.** {#do-it .essential time=1 effort=hard devices="camera robot"}\n- [ ] Encore
		empty.en.md: kind = "checklist"
		empty.fr.md: kind = "checklist"
		guide.en.md: | - [ ] Here {#here time=2}
		guide.fr.md:
	`)
	sitetest.Put(files, "content/_items/more.en.md", "- [ ] **More.** {#more time=23}\n")
	return files
}

func TestWhatIsSaidOfATaskStandsBelowItInWords(t *testing.T) {
	m, maker := kit(t, listFiles(), "")
	for file, want := range map[string]string{
		"list.en.md":  `<p class="task-facts"><strong>Essential</strong> · 55 minutes · some effort · only for: camera, robot</p>`,
		"list.fr.md":  `<p class="task-facts"><strong>Essentiel</strong> · 1` + "\u00a0" + `minute · difficile · seulement pour` + "\u00a0" + `: caméra, robot</p>`,
		"guide.en.md": `<p class="task-facts">2 minutes</p>`,
	} {
		p := m.Page(t, file)
		body, err := maker.FillPage(p).Assemble(p.HolesOf, m.Body)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(body, want) {
			t.Errorf("%s: want %s in\n%s", file, want, body)
		}
	}
}

func TestAChecklistIsCounted(t *testing.T) {
	m, maker := kit(t, listFiles(), "")
	for file, want := range map[string]*view.Checklist{
		"list.en.md":  {ID: "list", Items: 2, Essential: 1, Time: "1 hour 20 minutes"},
		"list.fr.md":  {ID: "list", Items: 2, Essential: 1},
		"empty.en.md": nil,
		"guide.en.md": nil,
	} {
		v := maker.Page(m.Page(t, file))
		if diff := cmp.Diff(want, v.Checklist); diff != "" {
			t.Errorf("%s (-want +got)\n%s", file, diff)
		}
		if (v.Template == "checklist") != (want != nil) {
			t.Errorf("%s has the template %s", file, v.Template)
		}
	}
}

func TestAnItemOfAPartMakesItsListNew(t *testing.T) {
	before := keys(t, listFiles())
	files := listFiles()
	sitetest.Put(files, "content/_items/more.en.md", "- [ ] **More.** {#more time=24}\n")
	for file, sum := range keys(t, files) {
		if changed := sum != before[file]; changed != (file == "list.en.md") {
			t.Errorf("%s: new %v", file, changed)
		}
	}
}

func TestAChecklistIsAHowToWithItsTimes(t *testing.T) {
	m, maker := kit(t, listFiles(), "")
	got := linked(t, m, maker, "list.en.md")["HowTo"]
	base := "https://example.org/kit/en/list/"
	if got["totalTime"] != "PT78M" {
		t.Error(got["totalTime"])
	}
	want := []any{
		map[string]any{"@type": "HowToStep", "name": "Do it.", "text": "Do it. It helps. Open it.", "url": base + "#do-it", "timeRequired": "PT55M"},
		map[string]any{"@type": "HowToStep", "text": "More.", "url": base + "#more", "timeRequired": "PT23M"},
	}
	if diff := cmp.Diff(want, got["step"]); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if _, ok := linked(t, m, maker, "list.fr.md")["HowTo"]["totalTime"]; ok {
		t.Error("a time is given that is not known")
	}
}
