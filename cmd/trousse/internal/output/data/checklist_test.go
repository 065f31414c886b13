package data_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trousse/cmd/trousse/internal/output/data"
	"trousse/cmd/trousse/internal/site/testdata/sitetest"
)

func TestAChecklistIsData(t *testing.T) {
	files := sitetest.Pages(`
		_index.en.md:
		_index.fr.md:
		list.en.md: kind = "checklist" | - [ ] Begin\n\n## Then {#then}\n\n- [ ] **Do it.** It helps. {#do-it .essential time=5 effort=easy theme=security stage=using devices="camera router"}\n\n  1. Open it.\n  2. Close it.\n\n::: include {file="/_items/more"}\n:::
		list.fr.md: kind = "checklist" | Rien à cocher.
		guide.en.md: | - [ ] No checklist {time=5}
		guide.fr.md: | - [ ] No checklist {time=5}
	`)
	sitetest.Put(files, "content/_items/more.en.md", "- [ ] **More.** {#more}\n")
	_, docs := documents(t, files)
	s := schema(t)
	delete(docs, data.SchemaPath)
	for path, text := range docs {
		var v any
		if err := json.Unmarshal([]byte(text), &v); err != nil {
			t.Fatal(err)
		}
		if faults := fit(s, s, "", v); len(faults) > 0 {
			t.Errorf("%s: %v", path, faults)
		}
	}
	of := func(path string) *data.Checklist {
		var d data.Document
		if err := json.Unmarshal([]byte(docs[path]), &d); err != nil {
			t.Fatal(err)
		}
		return d.Checklist
	}
	want := &data.Checklist{Groups: []data.Group{
		{Items: []data.Item{{Text: "Begin"}}},
		{ID: "then", Title: "Then", Items: []data.Item{
			{ID: "do-it", Text: "Do it.", Why: "It helps.", How: "Open it.\nClose it.", Minutes: 5, Effort: "easy", Essential: true,
				Theme: "security", Stage: "using", Devices: []string{"camera", "router"}},
			{ID: "more", Text: "More."},
		}},
	}}
	if diff := cmp.Diff(want, of("en/list/index.json")); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	for _, path := range []string{"fr/list/index.json", "en/guide/index.json"} {
		if of(path) != nil {
			t.Errorf("%s has a checklist", path)
		}
	}
}
