package markdown

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func FuzzRender(f *testing.F) {
	for _, s := range []string{
		prose(), code(),
		"# A {#b .c}\n\n[x](y){lang=fr} ![a](b \"c\"){decorative}\n\n> [!TIP] x\n> y\n\n::: details {summary=\"a\"}\n:::: note\nz\n::::\n:::\n",
		"| a | b |\n|--|:-:|\n| `x\\|y` | c |\n\n- [ ] a\n\n  b\n- [x] c\n\nT\n: d\n\n    e\n\n[^1] [@a; @b, p. 3] [t](term:)\n\n[^1]: n\n",
		"<div onclick=x>\n<b>a</b> <!-- c -->\n\n<script>alert(1)</script>\n\na <i>b *c</i> d* <br> <a href=\"javascript:x\">e</a>\n",
		"[a]: <b c> 'd'\n[e]: f\n  \"g\"\n\n[a] [e][] [x][a] [javascript](java&#115;cript:alert(1)) <javascript:x> https://a.b/c_d. www.e.f a_b@c.d\n",
		"::: lang {lang=\"fr\"}\n\"Oui\" : 20 % ! « x » 1 234 ; 16 h 30\n:::\n::: include {file=\"/a\"}\n:::\n::: steps\n1. a\n   2. b\n:::\n",
	} {
		f.Add([]byte(s), uint8(0))
		f.Add([]byte(s), uint8(3))
	}
	r, other := New(), New()
	f.Fuzz(func(t *testing.T, src []byte, flags uint8) {
		opt := Options{Lang: []string{"en-CA", "fr-CA", "ar"}[int(flags>>1)%3], RawHTML: flags&1 == 1, TOC: [2]int{2, 3}, Figures: true}
		before := string(src)
		d := r.render(src, opt)
		if string(src) != before {
			t.Fatal("the text was changed")
		}
		checkDocument(t, before, d)
		if diff := cmp.Diff(d, other.render(src, opt)); diff != "" {
			t.Fatalf("another result the second time: %s", diff)
		}
	})
}

func FuzzTypographyLeavesRightTextAlone(f *testing.F) {
	for _, s := range []string{
		`Il dit "oui": 20% ! « x » 1 234 567 $ ; 16 h 30 (vraiment ?)`, `"'Hello,' she said" ... 5'10" rock 'n' roll`,
		`a «b «c» "d "e"" f » : x`, "a\u202f! b\u00a0: c  :", "16 h 5 M$ 1 23 456 789 %", `"a" b" "c`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, lang := range []string{"en", "fr"} {
			once := Typography(lang, s)
			if twice := Typography(lang, once); twice != once {
				t.Fatalf("%s: %+q becomes %+q, and then %+q", lang, s, once, twice)
			}
		}
	})
}
