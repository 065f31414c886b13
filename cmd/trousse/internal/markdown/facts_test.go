package markdown

import (
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trousse/cmd/trousse/internal/diag"
)

func TestPositionsCountTheFrontMatterAndCharacters(t *testing.T) {
	d := New().Render([]byte("un\n\nÉté « x » [a](javascript:x) [b](c.md)\n"), Options{Lang: "fr", Path: "a.fr.md", Line: 7})
	want := []diag.Diagnostic{diag.New("unsafe-link", diag.Position{Path: "a.fr.md", Line: 10, Col: 11},
		"address", "javascript:x", "scheme", "javascript")}
	if diff := cmp.Diff(want, d.Diags); diff != "" {
		t.Error(diff)
	}
	if got := d.Links[0].Pos; got != (Spot{10, 29}) {
		t.Error(got)
	}
	if got := d.Blocks[1].Line; got != 10 {
		t.Error(got)
	}
}

func TestSumsFollowTheWordsAndNotTheLines(t *testing.T) {
	r := New()
	sums := func(s string) (all [][8]byte) {
		for _, b := range r.Render([]byte(s), Options{Lang: "en"}).Blocks {
			all = append(all, b.Sum)
		}
		return all
	}
	one := sums("# A\n\nSome words here.\n\n- x\n- y\n")
	if diff := cmp.Diff(one, sums("# A\n\nSome\nwords   here.\n\n* x\n* y\n")); diff != "" {
		t.Error("broken differently:", diff)
	}
	two := sums("# A\n\nOther words here.\n\n- x\n- y\n")
	for i := range one {
		if same := one[i] == two[i]; same != (i != 1) {
			t.Errorf("block %d: same %v", i, same)
		}
	}
}

func TestPathsOutliveChangesInOtherSections(t *testing.T) {
	r := New()
	after := func(s string) string {
		var all []string
		for _, b := range r.Render([]byte(s), Options{Lang: "en"}).Blocks {
			if b.Kind == "heading" {
				all = nil
			}
			all = append(all, b.Path)
		}
		return strings.Join(all, " ")
	}
	const section = "## B\n\ntext\n\n- a\n  - b\n\n> [!NOTE]\n> x\n"
	want := "h2 p1 ul1/li1 ul1/li1/ul1/li1 note1 note1/p1"
	for _, before := range []string{"", "# A\n\n", "# A\n\nx\n\ny\n\n- z\n\n::: note\nx\n:::\n\n"} {
		if got := after(before + section); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestUnknownAttributesAndNamesGetTheNearest(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"::: warnin\nx\n:::", "unknown-container.near"},
		{"::: zzzzzz\nx\n:::", "unknown-container"},
		{"> [!WARNNG]\n> x", "unknown-alert.near"},
		{"::: details {sumary=\"x\"} t\nx\n:::", "unknown-attribute.near"},
		{"[a](b){clas=x}", "unknown-attribute.near"},
		{"[a](b){zzzzzz=x}", "unknown-attribute"},
	} {
		d := New().Render([]byte(c.text), Options{Lang: "en"})
		if len(d.Diags) != 1 || d.Diags[0].ID() != c.want {
			t.Errorf("%q: %v, want %s", c.text, d.Diags, c.want)
		}
	}
}

func TestSlug(t *testing.T) {
	for in, want := range map[string]string{
		"Buy a camera":           "buy-a-camera",
		"L’été, c’est l'œuvre !": "l-ete-c-est-l-oeuvre",
		"ÀÉÎÕÜÇ ŒÆ ß":            "aeiouc-oeae-ss",
		"cafe\u0301":             "cafe",
		"  --x--  y  ":           "x-y",
		"Ψηφιακή Ασφάλεια":       "ψηφιακή-ασφάλεια",
		"हिन्दी":                 "हिन्दी",
		"日本語 2":                  "日本語-2",
		"1 234 $":                "1-234",
		"":                       "section",
		"!!!":                    "section",
	} {
		if got := Slug(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestDeepNestingIsNamedOnce(t *testing.T) {
	for _, s := range []string{
		strings.Repeat(">", 200) + " x", strings.Repeat("- ", 200) + "x", strings.Repeat("*a ", 200) + strings.Repeat("a* ", 200),
		strings.Repeat("::: note\n", 200) + strings.Repeat(":::\n", 200),
	} {
		n := 0
		for _, g := range New().Render([]byte(s), Options{Lang: "en"}).Diags {
			if g.Rule == "deep-nesting" {
				n++
			}
		}
		if n != 1 {
			t.Errorf("%.20q: %d times", s, n)
		}
	}
}

func TestUnusableBytesAreReplaced(t *testing.T) {
	d := New().Render([]byte("a\x00b \x1bc \xffd \ufffe e&#0;&#x1f; \u0085f"), Options{Lang: "en"})
	if want := "<p>a b  c ?d     e\ufffd\ufffd   f</p>\n"; d.HTML != want {
		t.Errorf("got %q, want %q", d.HTML, want)
	}
	if len(d.Diags) != 1 || d.Diags[0].Rule != "not-utf8" || d.Diags[0].Pos.Col != 8 {
		t.Error(d.Diags)
	}
}

func TestManyAtOnce(t *testing.T) {
	r := New()
	texts := []string{prose(), code(), "x [a](b) `c`\n\n```py\nprint(1)\n```\n", "<b>x</b>"}
	var want []Document
	for _, s := range texts {
		want = append(want, New().Render([]byte(s), Options{Lang: "fr", RawHTML: true}))
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 10 {
				for i, s := range texts {
					if got := r.Render([]byte(s), Options{Lang: "fr", RawHTML: true}); !cmp.Equal(got, want[i]) {
						t.Errorf("another result for text %d", i)
					}
				}
			}
		})
	}
	wg.Wait()
}

func TestWordIDsAreTheWordsAskedFor(t *testing.T) {
	for _, id := range WordIDs() {
		if testWords["en"][id] == "" || testWords["fr"][id] == "" {
			t.Errorf("no word %q", id)
		}
	}
	if len(WordIDs()) != len(testWords["en"]) {
		t.Error("other words are in use")
	}
}

func TestDefinitionsAndFoldsAreFacts(t *testing.T) {
	d := New().Render([]byte(`Passphrase
: Several **words**.

Hub
Gateway

: A box.

: Another box.

  With a paragraph.

::: details {summary="What is it?"}
A box.

- One
:::

::: details Say *why*
Because.
:::
`), Options{Lang: "en"})
	if len(d.Diags) > 0 {
		t.Fatal(d.Diags)
	}
	if diff := cmp.Diff([]Definition{
		{"passphrase", "Passphrase", "Several words."},
		{"hub", "Hub", "A box."},
		{"gateway", "Gateway", "A box."},
	}, d.Definitions); diff != "" {
		t.Error("definitions:", diff)
	}
	if diff := cmp.Diff([]Fold{{"What is it?", "A box. One"}, {"Say why", "Because."}}, d.Folds); diff != "" {
		t.Error("folds:", diff)
	}
}
