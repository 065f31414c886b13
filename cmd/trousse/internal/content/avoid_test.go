package content

import (
	"strings"
	"testing"

	"trousse/cmd/trousse/internal/lexicon"
	"trousse/cmd/trousse/internal/markdown"
)

const wordData = `kind = "glossary"
[[group]]
id = "all"
name = "All"
[[term]]
id = "router"
group = "all"
term.en = "router"
term.fr = "routeur"
definition.en = "A box."
definition.fr = "Un boîtier."
avoid.fr = ["router"]
confidence = "C"
`

// avoiding gives the options that pages are read with beside a glossary.
func avoiding(glossary string) Options {
	data := []*Data{ReadData("content/other.toml", []byte("kind = 3"), options), ReadData("content/words.toml", []byte(glossary), options)}
	if w := AvoidOf(data, options.Languages); w != nil {
		return options.Avoiding(w).Summed()
	}
	return options
}

// Pages are read again when words to avoid change, and for nothing else that a glossary says.
func TestOptionsChangeWithTheWordsToAvoidOnly(t *testing.T) {
	sum := avoiding(wordData).Sum()
	if sum == options.Sum() {
		t.Error("words to avoid are not among the options")
	}
	for change, again := range map[string]bool{
		"A box.>A small box.": false, `"C">"GK"`: false, "name = \"All\">name = \"Words\"": false, `term.en = "router">term.en = "modem"`: false,
		`["router"]>["routers"]`: true, `["router"]>["router", "modem"]`: true, `"routeur">"routeur Internet"`: true, "avoid.fr>avoid.en": true,
	} {
		old, text, _ := strings.Cut(change, ">")
		if got := avoiding(strings.Replace(wordData, old, text, 1)).Sum() != sum; got != again {
			t.Errorf("%s: the options change: %v, want %v", change, got, again)
		}
	}
	if got := avoiding(strings.Replace(wordData, "avoid.fr", "also.fr", 1)).Sum(); got != options.Sum() {
		t.Error("a glossary without words to avoid changes the options")
	}
	if unsummed := options.Avoiding(avoiding(wordData).Avoid); unsummed.Sum() != sum || unsummed.lexicon("fr") == nil || unsummed.lexicon("en") != nil {
		t.Error("options that were not summed are others")
	}
}

func TestWordsToAvoidAreFoundInWhatReadersSeeOfTheFrontMatter(t *testing.T) {
	text := "+++\ntitle = \"Le router\"\nlink_title = \"Router\"\ndescription = \"Un router\"\nslug = \"router\"\nfor_whom = \"router\"\n" +
		"five_minutes = [\n\"x\",\n\"un router\"]\ndevices = [\"router\"]\n+++\n"
	p, _ := Read("content/a.fr.md", []byte(text), avoiding(wordData), plain{})
	var got []string
	for _, d := range p.Diags {
		if d.Rule == "term-language" {
			got = append(got, d.Pos.Path+":"+string(rune('0'+d.Pos.Line)))
		}
	}
	want := "content/a.fr.md:2 content/a.fr.md:3 content/a.fr.md:4 content/a.fr.md:6 content/a.fr.md:9"
	if strings.Join(got, " ") != want {
		t.Errorf("%s, want %s", got, want)
	}
	if p, _ := Read("content/a.en.md", []byte(text), avoiding(wordData), plain{}); len(p.Diags) > 0 {
		t.Error("in English a router is a router", p.Diags)
	}
}

// Most sites have no glossary: they are read as ever.
func TestWithoutAGlossaryNothingIsLookedFor(t *testing.T) {
	var got *lexicon.Lexicon
	Read("content/a.fr.md", []byte("x"), options, seen(func(opt markdown.Options) { got = opt.Avoid }))
	if got != nil {
		t.Error("there is something to look for")
	}
	Read("content/a.fr.md", []byte("x"), avoiding(wordData), seen(func(opt markdown.Options) { got = opt.Avoid }))
	if got == nil {
		t.Error("there is nothing to look for")
	}
}

type seen func(opt markdown.Options)

func (f seen) Render(src []byte, opt markdown.Options) markdown.Document {
	f(opt)
	return markdown.Document{}
}
