package markdown

import (
	"bytes"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
)

// Emphasis, links and references are read by our own parser, for the sake of speed and positions;
// what it makes of them must be what goldmark makes of them.
func TestSpansAgreeWithGoldmark(t *testing.T) {
	pieces := []string{
		"*", "*", "**", "***", "_", "__", "a", "b", " ", ".", "é", ")", "[", "[", "]", "](y)", "](<1z> 't')", "[r]", "[r][]",
		"[a][r]", "!", "\\", "`c`", "\n",
	}
	other, ours := goldmark.New(), New()
	same := strings.NewReplacer("&quot;", `"`, "&#34;", `"`, "\n", " ", "<br>", "", ` loading="lazy" decoding="async"`, "")
	alt := regexp.MustCompile(`alt="\s*([^"]*?)\s*"`)
	rnd := rand.New(rand.NewPCG(7, 7))
	for range 20000 {
		var b strings.Builder
		b.WriteByte('x')
		for range 1 + rnd.IntN(14) {
			b.WriteString(pieces[rnd.IntN(len(pieces))])
		}
		b.WriteString("x\n\n[r]: /r\n")
		var want bytes.Buffer
		if err := other.Convert([]byte(b.String()), &want); err != nil {
			t.Fatal(err)
		}
		d := ours.render([]byte(b.String()), Options{Lang: "zxx"})
		got := fill(d, func(h Hole) string {
			switch h.Kind {
			case HoleLink:
				return string(appendURL(nil, d.Links[h.Index].Dest))
			case HoleImage:
				return string(appendURL(nil, d.Images[h.Index].Dest))
			}
			return ""
		})
		if got, want := same.Replace(got), alt.ReplaceAllString(same.Replace(want.String()), `alt="$1"`); got != want {
			t.Fatalf("%q\n got %s\nwant %s", b.String(), got, want)
		}
	}
}
