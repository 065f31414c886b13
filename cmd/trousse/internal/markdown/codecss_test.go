package markdown

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/alecthomas/chroma/v2"
)

// luminance is the relative luminance of WCAG 2.2.
func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	v, err := strconv.ParseUint(strings.TrimPrefix(hex, "#"), 16, 32)
	if err != nil || len(hex) != 7 {
		t.Fatalf("colour %q", hex)
	}
	part := func(shift uint) float64 {
		c := float64(v>>shift&255) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*part(16) + 0.7152*part(8) + 0.0722*part(0)
}

func contrast(t *testing.T, a, b string) float64 {
	x, y := luminance(t, a), luminance(t, b)
	return (math.Max(x, y) + 0.05) / (math.Min(x, y) + 0.05)
}

func TestCodeIsReadable(t *testing.T) {
	for _, i := range inks {
		if c := contrast(t, i.light, lightGround); c < 7 {
			t.Errorf("%s on light: %.2f", i.name, c)
		}
		if c := contrast(t, i.dark, darkGround); c < 7 {
			t.Errorf("%s on dark: %.2f", i.name, c)
		}
	}
}

func TestCodeCSSHasARuleForEveryClass(t *testing.T) {
	css := CodeCSS()
	known := make(map[string]bool)
	for _, class := range chroma.StandardTypes {
		known[class] = true
	}
	for class := range styled {
		if !strings.Contains(css, ".chroma ."+class) || !known[class] {
			t.Errorf("class %s", class)
		}
	}
	for _, part := range []string{"prefers-color-scheme:dark", "[data-theme=dark]", "[data-theme=light]"} {
		if !strings.Contains(css, part) {
			t.Errorf("no %s", part)
		}
	}
	if n := strings.Count(css, "{") - strings.Count(css, "}"); n != 0 {
		t.Error("brackets do not match")
	}
}

func TestHighlighting(t *testing.T) {
	var h highlighter
	for _, c := range []struct{ lang, code, want string }{
		{"go", "// a\nvar x = \"<\"", `<span class="c1">// a</span>` + "\n" + `<span class="kd">var </span>x = <span class="s">"&lt;"</span>`},
		{"golang", "nil", `<span class="kc">nil</span>`},
		{"rs", "let", `<span class="kd">let</span>`},
		{"nosuch", "a < b", "a &lt; b"},
		{"", "a & b", "a &amp; b"},
		{"text", "\"x\"", "\"x\""},
		{"go", strings.Repeat("x", maxCodeLine+1), strings.Repeat("x", maxCodeLine+1)},
	} {
		for range 2 {
			if got := h.html(c.lang, c.code); got != c.want {
				t.Errorf("%s: got %s, want %s", c.lang, got, c.want)
			}
		}
	}
}

func TestHighlighterForgetsWhatIsOld(t *testing.T) {
	var h highlighter
	big := strings.Repeat("a\n", maxCode/2-1)
	for i := range 2 * maxRemembered / maxCode {
		h.html("nosuch"+strconv.Itoa(i), big)
		if h.size > maxRemembered+2*maxCode {
			t.Fatalf("%d bytes", h.size)
		}
	}
	if len(h.old) == 0 || len(h.young) == 0 {
		t.Error("nothing was dropped")
	}
}
