package markdown

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the wanted results of testdata anew")

var testWords = map[string]Words{
	"en": {
		"note": "Note", "tip": "Tip", "important": "Important", "warning": "Warning", "caution": "Caution", "story": "A real case",
		"key": "Key message", "details": "Details", "table": "Table", "footnote": "Footnote", "footnotes": "Footnotes",
		"footnote-back": "Back to footnote", "how": "How to do it",
	},
	"fr": {
		"note": "Note", "tip": "Conseil", "important": "Important", "warning": "Avertissement", "caution": "Attention",
		"story": "Un cas réel", "key": "Message clé", "details": "Détails", "table": "Tableau", "footnote": "Note de bas de page",
		"footnotes": "Notes", "footnote-back": "Retour à l’appel de note", "how": "Comment faire",
	},
}

// Each folder of testdata is an extension. The language of a text is in its name ("x.fr.md"); raw
// HTML is kept in those named "x.raw.en.md", tasks are gathered in those named "x.tasks.en.md".
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*/*.md")
	if err != nil || len(files) == 0 {
		t.Fatal("no texts", err)
	}
	r := New()
	for _, file := range files {
		t.Run(strings.TrimPrefix(file, "testdata/"), func(t *testing.T) {
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			parts := strings.Split(filepath.Base(file), ".")
			lang := parts[len(parts)-2]
			opt := Options{
				Lang: lang + "-CA", Path: "x.md", TOC: [2]int{2, 3}, Words: testWords[lang],
				RawHTML: len(parts) > 3 && parts[1] == "raw", Tasks: len(parts) > 3 && parts[1] == "tasks",
			}
			d := r.render(src, opt)
			checkDocument(t, string(src), d)
			got := show(d)
			golden := strings.TrimSuffix(file, ".md") + ".html"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// show gives a document as text: its HTML with its holes named, and its facts and faults below it.
func show(d Document) string {
	names := []string{"", "link", "image", "include", "citation", "heading", "term", "link-attr", "image-attr", "term-end", "terms", "task"}
	var b strings.Builder
	b.WriteString(fill(d, func(h Hole) string { return fmt.Sprintf("{{%s %d}}", names[h.Kind], h.Index) }))
	line := func(format string, args ...any) { fmt.Fprintf(&b, "\n"+format, args...) }
	b.WriteString("\n<!--")
	for _, h := range d.Headings {
		line("heading %d #%s %q %s", h.Level, h.ID, h.Text, h.HTML)
	}
	for i, l := range d.Links {
		line("link %d kind %d %q #%q %q title %q marked %v %d:%d [%d:%d]", i, l.Kind, l.Dest, l.Fragment, l.Text, l.Title, l.Marked, l.Pos.Line, l.Pos.Col, l.From, l.To)
	}
	for i, m := range d.Images {
		line("image %d %q alt %q title %q decorative %v %d:%d [%d:%d]", i, m.Dest, m.Alt, m.Title, m.Decorative, m.Pos.Line, m.Pos.Col, m.From, m.To)
	}
	for i, in := range d.Includes {
		line("include %d %q %d:%d [%d:%d]", i, in.File, in.Pos.Line, in.Pos.Col, in.From, in.To)
	}
	for i, c := range d.Citations {
		line("citation %d %q %q %d:%d", i, c.Key, c.Note, c.Pos.Line, c.Pos.Col)
	}
	for i, m := range d.Terms {
		line("term %d %q %q quiet %v label %v %d:%d [%d:%d]", i, m.ID, m.Text, m.Quiet, m.Label, m.Pos.Line, m.Pos.Col, m.From, m.To)
	}
	for _, m := range d.Definitions {
		line("definition #%s %q %q", m.ID, m.Term, m.Text)
	}
	for _, m := range d.Tables {
		line("table headless %v %d:%d", m.Headless, m.Pos.Line, m.Pos.Col)
	}
	for i, t := range d.Tasks {
		line("task %d %+v", i, t)
	}
	for _, t := range d.TaskTexts {
		line("task text %q %q %q how %v %d holes %d:%d under %d", t.Deed, t.Why, t.How, t.HasHow, t.Pos.Line, t.From, t.To, t.Heading)
	}
	for _, k := range d.Blocks {
		line("block %s %s line %d", k.Kind, k.Path, k.Line)
	}
	for _, g := range d.Diags {
		line("fault %d:%d %s %v", g.Pos.Line, g.Pos.Col, g.ID(), g.Args)
	}
	line("words %d code %v\n%s-->\n", d.WordCount, d.HasCode, strings.TrimSuffix(d.Plain, "\n"))
	return b.String()
}
