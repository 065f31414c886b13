package view_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"trousse/cmd/trousse/internal/memo"
	"trousse/cmd/trousse/internal/site"
	"trousse/cmd/trousse/internal/site/testdata/sitetest"
	"trousse/cmd/trousse/internal/view"
)

func glossary(text string, pages string) fstest.MapFS {
	return sitetest.Pages(`
		_index.en.md: title = "Home"
		_index.fr.md: title = "Accueil"
		words.en.md: title = "Glossary"; kind = "glossary" | ` + text + "\n" + pages)
}

// assembled gives a page's text with its holes filled.
func assembled(t *testing.T, m *sitetest.Made, f *view.Filling, p *site.Page) string {
	t.Helper()
	got, err := f.Assemble(p.HolesOf, m.Body)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

const box = `Router {#box}\n: Shares "one" & all.`

func TestATermIsExplainedWhereItStands(t *testing.T) {
	control := func(n, text string) string {
		return `<button type="button" class="term" popovertarget="term.` + n + `">` + text + `</button><span id="term.` + n +
			`" class="explained" popover role="note"> <b>Router: </b>Shares “one” &amp; all. <a href="/kit/en/words/#box">“Router” in the glossary</a></span>`
	}
	link := func(text string) string { return `<a class="term" href="/kit/en/words/#box">` + text + `</a>` }
	for _, c := range []struct{ name, text, page, elsewhere string }{
		{"in a sentence", `A [*router*](term:box)!`,
			`<p>A ` + control("1", "<em>router</em>") + `!</p>`, `<p>A ` + link("<em>router</em>") + `!</p>`},
		{"again", `A [router](term:box), the [router](term:box).`,
			`<p>A ` + control("1", "router") + `, the router.</p>`, `<p>A ` + link("router") + `, the ` + link("router") + `.</p>`},
		{"in a label", `- [ ] A [router](term:box).`,
			`<label><input type="checkbox"> A router.</label> ` + control("1", "router") + `</li>`,
			`<label><input type="checkbox"> A ` + link("router") + `.</label></li>`},
		{"again in a label", `A [router](term:box).\n\n- [ ] A [router](term:box).`,
			`<label><input type="checkbox"> A router.</label></li>`, `A ` + link("router") + `.</label>`},
		{"in a heading", `## A [router](term:box)\n\nThe [router](term:box).`,
			`<h2 id="a-router">A ` + link("router") + `</h2>`, `<h2 id="a-router">A ` + link("router") + `</h2>`},
		{"below a heading", `## A [router](term:box)\n\nThe [router](term:box).`,
			`<p>The ` + control("1", "router") + `.</p>`, `<p>The ` + link("router") + `.</p>`},
		{"below the next", `A [router](term:box).\n\n### B\n\nA [router](term:box).\n\n## C\n\nA [router](term:box).`,
			`<p>A ` + control("2", "router") + `.</p>`, `<p>A ` + link("router") + `.</p>`},
		{"in a summary", `::: details A [router](term:box)\nx\n:::`, `<summary>A ` + link("router") + `</summary>`, link("router")},
		{"without an explanation", `A [list](term:list).`, `<a class="term" href="/kit/en/words/#list">list</a>`, `<a class="term" href="/kit/en/words/#list">list</a>`},
		{"nowhere", `A [modem](term:modem).`, `<a class="term" href="/kit/en/words/#modem">modem</a>`, `modem`},
	} {
		t.Run(c.name, func(t *testing.T) {
			m, maker := kit(t, glossary(box+`\n\nList\n: - x`, `a.en.md: title = "A" | `+c.text), "")
			p := m.Page(t, "a.en.md")
			if got := assembled(t, m, maker.FillPage(p), p); !strings.Contains(got, c.page) {
				t.Errorf("on the page: got\n%s\nwant\n%s", got, c.page)
			}
			if got := assembled(t, m, maker.Fill(p), p); !strings.Contains(got, c.elsewhere) || strings.Contains(got, "<button") {
				t.Errorf("elsewhere: got\n%s\nwant\n%s", got, c.elsewhere)
			}
		})
	}
}

func TestAPageListsTheWordsItExplainsOnce(t *testing.T) {
	files := glossary(box+`\n\nModem\n: Links a home.`, `
		a.en.md: title = "A" | ## [Router](term:box)\n\n::: include {file="/_parts/p"}\n:::\n\n[Router](term:box).\n\n## B\n\n[Router](term:box).`)
	sitetest.Put(files, "content/_parts/p.en.md", "The [modem](term:).\n")
	m, maker := kit(t, files, "")
	want := []view.Term{{Term: "Modem", Text: "Links a home."}, {Term: "Router", Text: "Shares “one” & all."}}
	if diff := cmp.Diff(want, maker.Page(m.Page(t, "a.en.md")).Explained); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// A definition is in the value of the pages that show it, and of no others.
func TestADefinitionIsInTheKeysOfPagesThatShowIt(t *testing.T) {
	type sums struct{ page, elsewhere memo.Sum }
	const pages = `
		shows.en.md: title = "A" | A [router](term:box).
		links.en.md: title = "B" | ## A [router](term:box)
		other.en.md: title = "C" | A [modem](term:).
		part.en.md: title = "D" | ::: include {file="/_parts/p"}\n:::`
	of := func(definition string) map[string]sums {
		files := glossary(`Router {#box}\n: `+definition+`\n\nModem\n: Links a home.`, pages)
		sitetest.Put(files, "content/_parts/p.en.md", "The [router](term:box).\n")
		m, maker := kit(t, files, "")
		got := map[string]sums{}
		for _, name := range []string{"shows", "links", "other", "part"} {
			p := m.Page(t, name+".en.md")
			elsewhere, _ := maker.Filled(p)
			got[name] = sums{memo.KeyOf(maker.Page(p)).Sum, elsewhere}
		}
		return got
	}
	before, after := of("Shares a line."), of("Shares two lines.")
	for name, changes := range map[string]bool{"shows": true, "links": false, "other": false, "part": true} {
		if got := before[name].page != after[name].page; got != changes {
			t.Errorf("%s: the page changes: %v, want %v", name, got, changes)
		}
		if before[name].elsewhere != after[name].elsewhere {
			t.Errorf("%s: what others get changes, which does not show the definition", name)
		}
	}
}
