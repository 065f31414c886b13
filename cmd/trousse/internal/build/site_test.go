package build_test

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"testing/fstest"
	"time"
)

// testSite is a small site that uses everything that one page can take from another: sections,
// partners, links with fragments, parts, citations, terms, pictures, aliases, a static file, its own
// template, strings and theme.
func testSite() fstest.MapFS {
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	site := fstest.MapFS{}
	put := func(path, text string) { site[path] = &fstest.MapFile{Data: []byte(text), ModTime: at} }
	put("config.toml", config("en", "fr"))
	put("content/sources.toml", `
[first]
title = "First report"
publisher = "An agency"
date = "2024"
url = "https://example.org/first"
lang = "en"
checked = 2026-01-05

[second]
title = "Second report"
publisher = "Another agency"
date = "2025-02-03"
url = "https://example.org/second"
lang = "en"
checked = 2026-01-05
`)
	put("static/files/leaflet.txt", "A leaflet.\n")
	for _, lang := range []string{"en", "fr"} {
		put("content/_index."+lang+".md", page("Home "+lang, "", "Welcome. See [a guide](one/alpha."+lang+".md#first-step).\n"))
		for i, section := range []string{"one", "two"} {
			put("content/"+section+"/_index."+lang+".md", page("Section "+section+" "+lang, fmt.Sprintf("weight = %d\n%s", i+1, slug(lang, section)), "All of it.\n"))
			for j, name := range []string{"alpha", "beta", "gamma"} {
				put("content/"+section+"/"+name+"."+lang+".md", page(name+" "+lang,
					fmt.Sprintf("weight = %d\nupdated = 2026-01-%02d\n%s", j+1, j+1, slug(lang, name)), body(section, name, lang)))
			}
		}
		put("content/one/bundle/index."+lang+".md", page("Bundle "+lang, "aliases = [\"/old/bundle-"+lang+"/\"]\n",
			"![A red square](square.png)\n\n::: include {file=\"/_parts/help\"}\n:::\n"))
		put("content/_parts/help."+lang+".md", "## Where to get help\n\nCall *somebody* with a [modem](term:). [@second]\n")
		put("content/words."+lang+".md", page("Words "+lang, "kind = \"glossary\"\n", "Router {#box}\n: Shares a line.\n\nModem\n: Links a [router](term:box).\n"))
	}
	var b bytes.Buffer
	png.Encode(&b, image.NewGray(image.Rect(0, 0, 8, 6)))
	site["content/one/bundle/square.png"] = &fstest.MapFile{Data: b.Bytes(), ModTime: at}
	return site
}

func config(langs ...string) string {
	text := "base_url = \"https://example.org/kit/\"\n"
	for _, l := range langs {
		text += "\n[languages." + l + "]\ntag = \"" + l + "-CA\"\nname = \"Language " + l + "\"\ntitle = \"Kit " + l + "\"\n"
	}
	return text
}

func slug(lang, name string) string {
	if lang == "en" {
		return ""
	}
	return "slug = \"" + name + "-" + lang + "\"\n"
}

func page(title, more, text string) string {
	return "+++\ntitle = \"" + title + "\"\ndescription = \"About " + title + ".\"\n" + more + "+++\n\n" + text
}

func body(section, name, lang string) string {
	other := map[string]string{"alpha": "beta", "beta": "gamma", "gamma": "alpha"}[name]
	return "Text of " + name + ", a [router](term:box). [@first]\n\n## First step {#first-step}\n\nRead [the next page](" + other + "." + lang + ".md) and [the section](_index." + lang + ".md).\n\n" +
		"## Second step\n\n- one\n- [ ] a [box](term:box)\n\n```go\nfunc " + name + "() {}\n```\n\nSee [the other section](../" + map[string]string{"one": "two", "two": "one"}[section] + "/alpha#first-step).\n"
}
