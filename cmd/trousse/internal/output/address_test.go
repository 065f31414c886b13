package output_test

import (
	"strings"
	"testing"

	"trousse/cmd/trousse/internal/output"
	"trousse/cmd/trousse/internal/site/testdata/sitetest"
	"trousse/cmd/trousse/internal/view"
)

func TestAddressesOfTheSiteAreRewritten(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"links", `<a href="/kit/en/">x</a>`, `<a href="<en/>">x</a>`},
		{"the site itself", `<a href="/kit/">x</a>`, `<a href="<>">x</a>`},
		{"other attributes before", `<a class="a" id=b href="/kit/en/" rel="x">x</a>`, `<a class="a" id=b href="<en/>" rel="x">x</a>`},
		{"on a line of its own", "<a\n\thref=\"/kit/en/\">", "<a\n\thref=\"<en/>\">"},
		{"query and fragment", `<a href="/kit/en/?a=1&amp;b=2#c">`, `<a href="<en/?a=1&amp;b=2#c>">`},
		{"pictures, scripts and styles", `<img src="/kit/a.png" alt="/kit/a.png"><script src="/kit/b.js"></script><link href="/kit/c.css">`,
			`<img src="<a.png>" alt="/kit/a.png"><script src="<b.js>"></script><link href="<c.css>">`},
		{"forms", `<form action="/kit/en/"><button formaction="/kit/fr/">`, `<form action="<en/>"><button formaction="<fr/>">`},
		{"media and objects", `<video poster="/kit/a.png"><object data="/kit/b.pdf">`, `<video poster="<a.png>"><object data="<b.pdf>">`},
		{"quotations", `<blockquote cite="/kit/en/">`, `<blockquote cite="<en/>">`},
		{"symbols", `<use xlink:href="/kit/i.svg#a"/>`, `<use xlink:href="<i.svg#a>"/>`},
		{"pictures of several sizes", `<img srcset="/kit/a.png 1x, /kit/b.png 2x,https://example.org/c.png 3x">`,
			`<img srcset="<a.png> 1x, <b.png> 2x,https://example.org/c.png 3x">`},
		{"one size", `<link imagesrcset="/kit/a.png">`, `<link imagesrcset="<a.png>">`},
		{"redirects", `<meta http-equiv="refresh" content="0; url=/kit/en/">`, `<meta http-equiv="refresh" content="0; url=<en/>">`},
		{"other redirects", `<meta http-equiv="refresh" content="0; url=https://example.org/kit/">`, `<meta http-equiv="refresh" content="0; url=https://example.org/kit/">`},
		{"descriptions", `<meta name="description" content="/kit/ is a path">`, `<meta name="description" content="/kit/ is a path">`},
		{"addresses elsewhere", `<a href="https://example.org/kit/"><a href="//example.org/kit/"><a href="/other/"><a href="#x"><a href="mailto:a@b">`,
			`<a href="https://example.org/kit/"><a href="//example.org/kit/"><a href="/other/"><a href="#x"><a href="mailto:a@b">`},
		{"attributes that only look so", `<a data-href="/kit/en/" xhref="/kit/" href2="/kit/">`, `<a data-href="/kit/en/" xhref="/kit/" href2="/kit/">`},
		{"text", `<p> href=&quot;/kit/en/&quot; src=&#34;/kit/&#34;</p>`, `<p> href=&quot;/kit/en/&quot; src=&#34;/kit/&#34;</p>`},
		{"values", `<p title=" href=/kit/ src='/kit/'">`, `<p title=" href=/kit/ src='/kit/'">`},
		{"nothing closed", `<a href="/kit/en/`, `<a href="/kit/en/`},
		{"text that looks like an attribute", `<p>Write href="/kit/" or 1 < 2 or <a href="/kit/">this</a></p> src="/kit/"`, `<p>Write href="/kit/" or 1 < 2 or <a href="<>">this</a></p> src="/kit/"`},
		{"a value with a bracket", `<a title="a > b" href="/kit/">`, `<a title="a > b" href="<>">`},
		{"nothing", "", ""},
	} {
		got := string(output.Rewrite([]byte(tt.in), "/kit/", func(rest string) string { return "<" + rest + ">" }))
		if got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
	root := string(output.Rewrite([]byte(`<a href="/"><a href="/en/"><a href="//x/">`), "/", func(rest string) string { return "<" + rest + ">" }))
	if root != `<a href="<>"><a href="<en/>"><a href="//x/">` {
		t.Errorf("a site at the top: %s", root)
	}
}

func TestRelativeAddressesWorkFromAFolder(t *testing.T) {
	for _, tt := range []struct{ from, rest, want string }{
		{"index.html", "", "index.html"},
		{"index.html", "en/", "en/index.html"},
		{"en/index.html", "", "../index.html"},
		{"en/a/index.html", "fr/b/", "../../fr/b/index.html"},
		{"en/a/index.html", "fr/b/#c", "../../fr/b/index.html#c"},
		{"en/a/index.html", "fr/b/?print=1&amp;x=2#c", "../../fr/b/index.html?print=1&amp;x=2#c"},
		{"en/a/index.html", "#c", "../../index.html#c"},
		{"en/404.html", "assets/main.css", "../assets/main.css"},
		{"en/a/index.html", "files/a%3Fb.txt", "../../files/a%3Fb.txt"},
		{"en/a/index.html", "files/l&#39;eau/", "../../files/l&#39;eau/index.html"},
		{"en/a/index.html", "files/l&#39;eau/#x", "../../files/l&#39;eau/index.html#x"},
	} {
		if got := output.Relative(tt.from)(tt.rest); got != tt.want {
			t.Errorf("%s from %s: %s, want %s", tt.rest, tt.from, got, tt.want)
		}
	}
}

// What a page says about HTML is text, and stays as it was written.
func TestCodeAndProseAreNotTakenForAttributes(t *testing.T) {
	files := sitetest.Pages("_index.en.md: | Write <a href=\"/kit/en/\"> or href=\"/kit/en/\".\\n\\n`<a href=\"/kit/en/\">`\\n\\n```html\\n<a\\n href=\"/kit/en/\" src=\"/kit/\">\\n```\\n\\n```\\n x href=\"/kit/en/\"\\n```\\n\\n## A href=\"/kit/en/\" b\\n\\n| a href=\"/kit/en/\" |\\n|---|\\n| src=\"/kit/en/\" |\\n\\n![ src=\"/kit/en/\" b](a.png)")
	sitetest.Put(files, "content/a.png", "")
	sitetest.Languages(files, "", "en")
	m := sitetest.Make(t, files)
	p := m.Page(t, "_index.en.md")
	body, err := view.New(m.Site, view.Look{}, func(string) bool { return true }).Fill(p).Assemble(p.HolesOf, m.Body)
	if err != nil {
		t.Fatal(err)
	}
	got := string(output.Rewrite([]byte(body), m.Site.Base, func(rest string) string { return "REWRITTEN/" + rest }))
	if n := strings.Count(got, "REWRITTEN"); n != 1 || !strings.Contains(got, `src="REWRITTEN/files/a.png"`) {
		t.Errorf("%d addresses in\n%s", n, got)
	}
}

func FuzzRewrite(f *testing.F) {
	f.Add(`<a href="/kit/en/" srcset="/kit/a 1x, b">`)
	f.Add(`<meta content="0; url=/kit/`)
	f.Add(`="="" ="/kit/"`)
	f.Fuzz(func(t *testing.T, page string) {
		same := string(output.Rewrite([]byte(page), "/kit/", func(rest string) string { return "/kit/" + rest }))
		if same != page {
			t.Errorf("%q became %q although no address changed", page, same)
		}
	})
}
