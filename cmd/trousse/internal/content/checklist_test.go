package content

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trousse/cmd/trousse/internal/markdown"
)

// What front matter may say of a page, a task may say of itself.
func TestTasksKnowTheWordsOfFrontMatter(t *testing.T) {
	for _, k := range Keys() {
		switch k.Name {
		case "theme":
			if diff := cmp.Diff(k.Values, markdown.Themes()); diff != "" {
				t.Error(diff)
			}
		case "stage":
			if diff := cmp.Diff(k.Values, markdown.Stages()); diff != "" {
				t.Error(diff)
			}
		}
	}
}

func TestAChecklistFollowsItsText(t *testing.T) {
	const text = `- [ ] Before

## One {#one}

- [ ] **Two** why {#two}

  ::: include {file="/_parts/in-how"}
  :::

  - [ ] Not an item

::: include {file="/_parts/three"}
:::

- [ ] Four

## No items {#bare}

## Five

- [ ] Five
`
	read := func(path, front string) *Page {
		p, _ := Read(path, []byte(front+text), Options{Languages: []Lang{{"en", "en-CA"}}}, markdown.New())
		return p
	}
	p := read("content/list.en.md", "+++\ntitle = \"List\"\nkind = \"checklist\"\n+++\n")
	var got []string
	for _, g := range p.Checklist.Groups {
		for _, it := range g.Items {
			name := it.Deed
			if it.Part > 0 {
				name = p.Facts.Includes[it.Part-1].File
			}
			got = append(got, g.Title+"/"+name)
		}
	}
	if want := "/Before One/Two One//_parts/three One/Four Five/Five"; strings.Join(got, " ") != want {
		t.Errorf("got %v, want %s", got, want)
	}
	if !slices.Equal(p.Checklist.Bare, []string{"bare"}) || p.Checklist.Faulty {
		t.Errorf("%+v", p.Checklist)
	}
	if read("content/guide.en.md", "+++\ntitle = \"Guide\"\n+++\n").Checklist != nil {
		t.Error("a guide is a checklist")
	}
	if read("content/_items/a.en.md", "").Checklist == nil {
		t.Error("a part is none")
	}
	faulty, _ := Read("content/_items/a.en.md", []byte("- [ ]\n"), Options{Languages: []Lang{{"en", "en-CA"}}}, markdown.New())
	if faulty.Checklist == nil || !faulty.Checklist.Faulty {
		t.Error("an empty task is no fault")
	}
}
