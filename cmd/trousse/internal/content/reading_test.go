package content_test

import (
	"fmt"
	"strings"
	"testing"

	"trousse/cmd/trousse/internal/content"
	"trousse/cmd/trousse/internal/markdown"
)

func TestTextsAreMeasuredAgainstTheTargetOfTheirSection(t *testing.T) {
	opt := content.Options{
		Languages: []content.Lang{{Key: "en", Tag: "en-CA"}, {Key: "fr", Tag: "fr-CA"}},
		Reading:   map[string]content.Target{"seniors": {Grade: 8, Ease: 60, Sentence: 20}},
	}
	easy := strings.Repeat("Turn it off. Ask a friend. Look at the box and read it. ", 6)
	hard := strings.Repeat("Organizational responsibilities necessitate comprehensive administrative documentation. ", 6)
	difficile := strings.Repeat("Les responsabilités organisationnelles nécessitent une documentation administrative considérable. ", 6)
	long := "Look at the [box](other.en.md) of the device that you bought and read what it says of the time until which it will get updates. "
	for name, c := range map[string]struct{ path, text, want string }{
		"easy":                   {"content/seniors/a.en.md", easy, ""},
		"hard":                   {"content/seniors/a.en.md", hard, "2 reading-level.grade"},
		"hard in French":         {"content/seniors/a.fr.md", difficile, "2 reading-level.ease"},
		"hard, another section":  {"content/youth/a.en.md", hard, ""},
		"hard, a part":           {"content/seniors/_a.en.md", hard, ""},
		"hard, below a folder":   {"content/seniors/more/a.en.md", hard, "2 reading-level.grade"},
		"too few words to tell":  {"content/seniors/a.en.md", "Organizational responsibilities.", ""},
		"a long sentence":        {"content/seniors/a.en.md", easy + "\n\nShort.\n" + long, "8 long-sentence"},
		"a long sentence, twice": {"content/seniors/a.en.md", easy + "\n\nFirst, " + long + "\n\nThen, " + long, "7 long-sentence 9 long-sentence"},
	} {
		t.Run(name, func(t *testing.T) {
			p, _ := content.Read(c.path, []byte("+++\ntitle = 'A'\n+++\n\n"+c.text+"\n"), opt, markdown.New())
			var got []string
			for _, d := range p.Diags {
				rule := d.Rule
				if d.Variant != "" {
					rule += "." + d.Variant
				}
				got = append(got, fmt.Sprint(d.Pos.Line, " ", rule))
			}
			want := c.want
			if strings.HasPrefix(c.path, "content/seniors/_") && len(got) > 0 && !strings.Contains(strings.Join(got, " "), "reading") {
				return // a part has no front matter, and is told so
			}
			if strings.Join(got, " ") != want {
				t.Errorf("%q, want %q", got, want)
			}
		})
	}
}
