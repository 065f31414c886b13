package data_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trousse/cmd/trousse/internal/output/data"
	"trousse/cmd/trousse/internal/site/testdata/sitetest"
	"trousse/cmd/trousse/internal/view"
)

func TestADocumentNamesTheFilesBesideThePage(t *testing.T) {
	files := sitetest.Pages("_index.en.md:\n_index.fr.md:\nwords.en.md: kind = \"glossary\"\nwords.fr.md: kind = \"glossary\"; slug = \"mots\"\nguide.en.md:\nguide.fr.md:")
	sitetest.Put(files, "content/words.toml", "kind = \"glossary\"\n")
	sitetest.Languages(files, "", "en", "fr")
	m, docs := documents(t, files)
	var doc data.Document
	text := docs["fr/mots/index.json"]
	if err := json.Unmarshal([]byte(text), &doc); err != nil {
		t.Fatal(err)
	}
	last := len(doc.Downloads) - 1
	want := data.Download{Text: "Les données de cette page, telles qu’elles sont écrites", URL: "https://example.org/kit/fr/mots/mots.toml", Format: "TOML"}
	if last < 0 || doc.Downloads[last] != want {
		t.Errorf("%+v", doc.Downloads)
	}
	var value any
	if err := json.Unmarshal([]byte(text), &value); err != nil {
		t.Fatal(err)
	}
	if faults := fit(schema(t), schema(t), "fr/mots", value); len(faults) > 0 {
		t.Error(faults)
	}
	if strings.Contains(docs["fr/guide/index.json"], "downloads") {
		t.Error("a page without data names files")
	}

	maker := view.New(m.Site, view.Look{}, func(string) bool { return true })
	md := m.Write(t, data.Markdown{Site: m.Site, Text: m.Text, Maker: maker})
	const list = "\n## Téléchargements\n\n"
	before, after, ok := strings.Cut(md["fr/mots/index.md"], list)
	if !ok || !strings.HasSuffix(after, "- [Les données de cette page, telles qu’elles sont écrites (TOML)](https://example.org/kit/fr/mots/mots.toml)\n") {
		t.Error(before, after)
	}
	if strings.Contains(md["fr/guide/index.md"], "##") {
		t.Error("a page without data names files")
	}
	without := m.Write(t, data.Markdown{Site: m.Site, Text: m.Text})["fr/mots/index.md"]
	if d := cmp.Diff(before, without); d != "" {
		t.Error(d)
	}
}
