package markdown

import (
	"strings"
	"testing"

	"trousse/cmd/trousse/internal/lexicon"
)

// prose is a guide of some eight kilobytes, as editors write them.
func prose() string {
	const part = `## Choose a camera that "gets" updates

Before you buy, look for the **support date** on the box. A maker that won't say how long it will
fix the camera's software is telling you something. Ask in the shop, or see the [list of
makers](../buy/makers.en.md#cameras) and our [privacy guide](privacy-basics "Privacy").

- Write down the model number; you'll need it when you ask for help.
- Look for the words *security updates until*, and a year.
- Keep the receipt, the box and the manual together in one place.

1. Open the maker's app and find **Settings**.
2. Choose ` + "`Account`" + `, then *Password*, and type a long one.
3. Turn on two-step sign-in. It takes 5 minutes and stops most attacks[^why].

> [!WARNING]
> Never give a code from a text message to somebody who phones you, even if they say that they
> work for your bank. Hang up, and call the number on your card.

| What to look at | Good sign | Bad sign |
| --- | :-: | --: |
| Updates | automatic | "coming soon" |
| Password | you choose it | printed on the box |

People often ask whether a cheap camera is less safe. Not always: price says little about care. What
matters is whether somebody still looks after the software in five years, and whether you can use the
camera without an account. See [passphrase](term:passphrase) and the study [@caira-2023, p. 12].

`
	return strings.Repeat(part, 5) + "[^why]: A thief needs the password *and* your phone.\n"
}

// code is a page of many short code blocks.
func code() string {
	const part = "Run this:\n\n```go\npackage main\n\nimport \"fmt\"\n\n// main greets.\nfunc main() {\n\tfor i := range 10 {\n" +
		"\t\tfmt.Println(\"hello\", i)\n\t}\n}\n```\n\nand then\n\n```sh\nsudo apt-get install -y curl # get curl\n```\n\n"
	return strings.Repeat(part, 20)
}

func BenchmarkRender(b *testing.B) {
	// As many words as a glossary says not to use, of which the text has none.
	var words []lexicon.Word
	for _, first := range strings.Fields("router smart streaming wearable phishing spam firmware gateway backup cookie") {
		for _, second := range strings.Fields("xa xb xc xd xe xf xg xh xi xj xk xl xm xn xo") {
			words = append(words, lexicon.Word{Avoid: first + " " + second, Use: "…"}, lexicon.Word{Avoid: first + second, Use: "…"})
		}
	}
	avoid := lexicon.New(words)
	for _, c := range []struct {
		name, lang, text string
		avoid            *lexicon.Lexicon
	}{
		{"prose/en", "en-CA", prose(), nil},
		{"prose/fr", "fr-CA", prose(), nil},
		{"prose/fr/words", "fr-CA", prose(), avoid},
		{"code", "en-CA", code(), nil},
	} {
		b.Run(c.name, func(b *testing.B) {
			r := New()
			src := []byte(c.text)
			opt := Options{Lang: c.lang, TOC: [2]int{2, 3}, Avoid: c.avoid}
			r.Render(src, opt)
			b.SetBytes(int64(len(src)))
			b.ReportAllocs()
			for b.Loop() {
				r.Render(src, opt)
			}
		})
	}
}
