package markdown

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// pieces are what random texts are put together from.
var pieces = strings.Split("a|b c|\n|\n\n|\n    |\n  |\n> |\n- |\n1. |\n# |\n## |> |- |+ |* |*|**|_|__|~|~~|`|``|\n```\n|\n```go\n|"+
	"[|]|(|)|![|](|](x)|](/y \"t\")|[a]|[a]: b\n|[^a]|[^a]: n\n|[^b]|[@c]|[@c; @d, p. 1]|[t](term:)|{#i}|{.c}|{lang=fr}|{a=\"b\"}|"+
	"\n::: note\n|\n::: details {summary=\"s\"} t\n|\n:::: lang {lang=fr}\n|\n:::\n|\n::::\n|\n::: include {file=\"/f\"}\n|\n::: stepz\n|"+
	"\n: |\nT\n: d\n|--|-|\n\\|a\\|b\\|\n\\|-\\|-\\|\n\\|c\\|\n|\\||:-|<|>|<b>|</b>|<!-- |-->|<div>\n|</div>|<a href=\"x\">|<br>|<script>|"+
	"http://a.b|https://|www.a.b|a@b.c|a_b@c.d|<http://x.y>|javascript:|&amp;|&#58;|&|\\|\\\\|\\*|\"|'|«|»|“|”|...|:|;|!|?|%|$| %|1 |234|\u00a0|é|œ|\t|\r\n|  \n|\\\n|"+
	"> [!NOTE]\n|> [!TIP] t\n|[ ] |[x] |---\n|===\n|***\n|\u202f|\xff|\x00|日本", "|")

func randomText(r *rand.Rand) string {
	var b strings.Builder
	for range 1 + r.IntN(40) {
		p := pieces[r.IntN(len(pieces))]
		b.WriteString(strings.ReplaceAll(p, `\`, ""))
		if r.IntN(8) == 0 {
			b.WriteString(`\`)
		}
		if r.IntN(8) == 0 {
			b.WriteString(`|`)
		}
	}
	return b.String()
}

func TestRandomTextsAreHarmless(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	one, other := New(), New()
	for i := range 2000 {
		text := randomText(r)
		opt := Options{Lang: []string{"en", "fr", "ar"}[i%3], RawHTML: i%2 == 0, TOC: [2]int{1, 3}, Line: 3, Figures: i%5 > 0}
		t.Run("", func(t *testing.T) {
			defer func() {
				if t.Failed() {
					t.Logf("%q", text)
				}
				if r := recover(); r != nil {
					t.Logf("%q", text)
					panic(r)
				}
			}()
			d := one.render([]byte(text), opt)
			opt.Line = 0
			d2 := other.render([]byte(text), opt)
			checkDocument(t, text, d2)
			if d.HTML != d2.HTML || !cmp.Equal(d.Facts.Holes, d2.Facts.Holes) || len(d.Diags) != len(d2.Diags) {
				t.Fatal("another result the second time")
			}
		})
	}
}
