package config

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/tomlpos"
)

const file = "config.toml"

// told writes diagnostics one a line: "line:col id name=value …".
func told(ds []diag.Diagnostic) string {
	var b strings.Builder
	for _, d := range ds {
		fmt.Fprintf(&b, "%d:%d %s", d.Pos.Line, d.Pos.Col, d.ID())
		for _, a := range d.Args {
			fmt.Fprintf(&b, " %s=%s", a.Name, a.Value)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func parse(t *testing.T, text string) (*Config, string) {
	t.Helper()
	c, ds := Parse([]byte(text), file)
	for _, d := range ds {
		if d.Pos.Path != file {
			t.Errorf("%s is in %q", d.ID(), d.Pos.Path)
		}
	}
	return c, told(ds)
}

var unexported = cmpopts.IgnoreUnexported(Config{})

func TestNoFileIsTwoLanguagesAndDefaults(t *testing.T) {
	c, ds := parse(t, "")
	if ds != "" {
		t.Error(ds)
	}
	want := &Config{
		Theme: "trousse",
		Languages: []Language{
			{Key: "en", Tag: "en-CA", Name: "English", Dir: "ltr", Title: "Toolkit"},
			{Key: "fr", Tag: "fr-CA", Name: "Français", Dir: "ltr", Title: "Trousse"},
		},
		Formats: map[string]bool{"cards": true, "download": true, "feed": true, "headers": true, "html": true, "icons": true, "json": true, "markdown": true, "redirects": true, "robots": true, "sitemap": true},
		Rules:   map[string]diag.Severity{},
		TOC:     TOC{2, 3},
		Images:  Images{500_000},
		Licence: Licence{"CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"},
		Feed:    Feed{20},
	}
	if diff := cmp.Diff(want, c, unexported); diff != "" {
		t.Error(diff)
	}
	if !c.Format("epub") || !c.Format("html") {
		t.Error("a format that is not named is wanted")
	}
}

const whole = `
base_url = "HTTPS://Example.org/toolkit"
theme = "plain"
menu = ["seniors", "youth"]
footer = ["about/privacy"]

[languages.fr]
name = "Français"
title = "La trousse"
description = "Pour  tous"
[languages.ar]
name = "العربية"
tag = "ar-ca"
[languages.en]

[markdown]
raw_html = true
[formats]
feed = false
[rules]
broken-link = "warning"
long-sentence = "off"
alt-text = "error"
[[ignore]]
rule = "long-sentence"
path = "legal/*.md"
reason = "Texts of law are quoted as they are."
[toc]
from = 2
to = 4
[images]
max_kb = 250
[licence]
name = "CC0"
[publisher]
name = "The  group"
url = "https://example.org/group"
[cards]
each = "section"
[feed]
entries = 5
[reading]
seniors = { grade = 8, ease = 60, sentence = 30 }
[reading.youth]
grade = 7
`

func TestEveryKeyIsRead(t *testing.T) {
	c, ds := parse(t, whole)
	if ds != "" {
		t.Error(ds)
	}
	want := &Config{
		BaseURL: "https://example.org/toolkit/",
		Theme:   "plain",
		Languages: []Language{
			{Key: "fr", Tag: "fr-CA", Name: "Français", Dir: "ltr", Title: "La trousse", Description: "Pour tous"},
			{Key: "ar", Tag: "ar-CA", Name: "العربية", Dir: "rtl", Title: "La trousse"},
			{Key: "en", Tag: "en-CA", Name: "English", Dir: "ltr", Title: "Toolkit"},
		},
		Markdown: Markdown{RawHTML: true},
		Formats:  map[string]bool{"cards": true, "download": true, "feed": false, "headers": true, "html": true, "icons": true, "json": true, "markdown": true, "redirects": true, "robots": true, "sitemap": true},
		Rules:    map[string]diag.Severity{"broken-link": diag.Warning, "long-sentence": diag.Off, "alt-text": diag.Error},
		Ignore:   []Ignore{{"long-sentence", "legal/*.md", "Texts of law are quoted as they are."}},
		Reading:  map[string]Reading{"seniors": {8, 60, 30}, "youth": {Grade: 7}},
		TOC:      TOC{2, 4},
		Images:   Images{250_000},
		Licence:  Licence{Name: "CC0"},
		Feed:     Feed{5},
		Menu:     []string{"seniors", "youth"},
		Footer:   []string{"about/privacy"},

		Publisher: Publisher{"The group", "https://example.org/group"},
		Cards:     Cards{Each: "section"},
	}
	if diff := cmp.Diff(want, c, unexported); diff != "" {
		t.Error(diff)
	}
}

func TestPositionsOfKeysAndElements(t *testing.T) {
	c, _ := parse(t, whole)
	for key, want := range map[string]string{
		"rules.broken-link":     "21:1",
		"menu[1]":               "4:20",
		"ignore[0].path":        "26:1",
		"ignore[0].nothing":     "24:3",
		"languages.ar.tag":      "13:1",
		"languages.en.title":    "14:12",
		"footer":                "5:1",
		"nothing.at.all":        "0:0",
		"":                      "0:0",
		"languages.ar.tag[3].x": "13:1",
	} {
		p := c.Position(key)
		if got := fmt.Sprintf("%d:%d", p.Line, p.Col); got != want || p.Path != file {
			t.Errorf("Position(%q) = %s in %q, want %s", key, got, p.Path, want)
		}
	}
}

func TestFaultsAreTold(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"unknown key", "colour = 1", "1:1 unknown-key key=colour known=base_url, cards, feed, footer, formats, ignore, images, languages, licence, markdown, menu, publisher, reading, rules, theme, toc"},
		{"unknown key, near", "[toc]\nform = 2", "2:1 unknown-key.near key=toc.form near=from"},
		{"other spelling", "[license]\nname = 'x'", "1:2 unknown-key.near key=license near=licence"},
		{"unknown table", "[params.a]\nb = 1", "1:2 unknown-key key=params known=base_url, cards, feed, footer, formats, ignore, images, languages, licence, markdown, menu, publisher, reading, rules, theme, toc"},
		{"types", "theme = 1\nmenu = 'a'\ntoc = true\n[markdown]\nraw_html = 'yes'\n[images]\nmax_kb = '5'",
			"1:9 wrong-type.string key=theme example=theme = \"…\"\n2:8 wrong-type.list key=menu example=menu = [\"…\"]\n3:7 wrong-type.table key=toc example=[toc]\n5:12 wrong-type.boolean key=markdown.raw_html example=raw_html = true\n7:10 wrong-type.integer key=images.max_kb example=max_kb = 10"},
		{"types in a list", "menu = ['a', 2]", "1:14 wrong-type.elements key=menu example=menu = [\"…\"]"},
		{"no scheme", "base_url = 'example.org'", "1:12 bad-base-url.scheme value=example.org"},
		{"other scheme", "base_url = 'ftp://example.org'", "1:12 bad-base-url.scheme value=ftp://example.org"},
		{"script", "base_url = 'javascript:alert(1)'", "1:12 bad-base-url.scheme value=javascript:alert(1)"},
		{"no host", "base_url = 'https:///x'", "1:12 bad-base-url value=https:///x"},
		{"query", "base_url = 'https://example.org/?a=1'", "1:12 bad-base-url.query value=https://example.org/?a=1"},
		{"fragment", "base_url = 'https://example.org/#'", "1:12 bad-base-url.query value=https://example.org/#"},
		{"theme outside", "theme = '../x'", "1:9 bad-value.folder key=theme value=../x"},
		{"empty", "theme = ' '", "1:9 bad-value.empty key=theme"},
		{"control character", `theme = "a\u0007"`, "1:9 bad-value.control key=theme"},
		{"menu", "menu = ['/en/a/', 'a.md', 'a', 'a', '../b', 'https://example.org']", "1:9 bad-value.page key=menu value=/en/a/\n1:19 bad-value.page key=menu value=a.md\n1:32 bad-value.duplicate key=menu value=a\n1:37 bad-value.page key=menu value=../b\n1:45 bad-value.page key=menu value=https://example.org"},
		{"no language", "[languages]", "1:2 no-language"},
		{"key in capitals", "[languages.EN]", "1:12 bad-language-key.near key=EN near=en"},
		{"key with underscore", "[languages.en_ca]", "1:12 bad-language-key.near key=en_ca near=en-ca"},
		{"odd key", "[languages.'..']", "1:12 bad-language-key key=.."},
		{"tag", "[languages.en]\ntag = 'english!'", "2:7 bad-language-tag key=languages.en.tag value=english!"},
		{"tag with underscore", "[languages.en]\ntag = 'en_CA'", "2:7 bad-language-tag.near key=languages.en.tag value=en_CA near=en-CA"},
		{"key that is no tag", "[languages.qqxx]\nname = 'Q'", "1:12 bad-language-tag.missing key=languages.qqxx"},
		{"no name", "[languages.de]", "1:12 missing-key key=languages.de.name"},
		{"direction", "[languages.en]\ndir = 'left'", "2:7 bad-value key=languages.en.dir value=left allowed=ltr, rtl"},
		{"same tag", "[languages.en]\n[languages.fr]\ntag = 'en-CA'", "3:7 same-language.tag key=fr other=en value=en-CA"},
		{"same name", "[languages.en]\n[languages.fr]\nname = 'English'", "3:8 same-language.name key=fr other=en value=English"},
		{"language is no table", "[languages]\nen = 'English'", "2:6 wrong-type.table key=languages.en example=[languages.en]"},
		{"format", "[formats]\nfeeds = true\njson = 1", "2:1 unknown-key.near key=formats.feeds near=feed\n3:8 wrong-type.boolean key=formats.json example=json = true"},
		{"severity", "[rules]\na = 'warn'\nb = false\nc = 'x'", "2:5 bad-value.near key=rules.a value=warn allowed=error, warning, off near=warning\n3:5 wrong-type.string key=rules.b example=b = \"…\"\n4:5 bad-value key=rules.c value=x allowed=error, warning, off"},
		{"ignore without all", "[[ignore]]\nrule = 'a'", "1:3 ignore-without-reason min=10\n1:3 missing-key key=ignore.path"},
		{"ignore with a short reason", "[[ignore]]\nrule = 'a'\npath = 'b'\nreason = ' because '", "4:10 ignore-without-reason min=10"},
		{"ignore is one table", "[ignore]\nrule = 'a'", "1:2 wrong-type.tables key=ignore example=[[ignore]]"},
		{"ignore is a list", "ignore = ['a']", "1:11 wrong-type.tables key=ignore example=[[ignore]]"},
		{"pattern", "[[ignore]]\nrule = 'a'\npath = '['\nreason = 'a good reason'", "3:8 bad-value.pattern key=ignore.path value=["},
		{"pattern with content", "[[ignore]]\nrule = 'a'\npath = 'content/x.md'\nreason = 'a good reason'", "3:8 bad-value.below-content key=ignore.path value=content/x.md near=x.md"},
		{"reading", "[reading]\nyouth = 8\n[reading.seniors]\ngrade = 0\neese = 60\n[reading.\"a b\"]",
			"2:9 wrong-type.table key=reading.youth example=[reading.youth]\n4:9 bad-value.range key=reading.seniors.grade value=0 min=1 max=20\n5:1 unknown-key.near key=reading.seniors.eese near=ease\n6:10 bad-value.folder key=reading.a b value=a b"},
		{"levels", "[toc]\nfrom = 4\nto = 9", "1:2 bad-value.toc from=4 to=3\n3:6 bad-value.range key=toc.to value=9 min=1 max=6"},
		{"licence", "[licence]\nurl = 'javascript:x'", "1:2 missing-key key=licence.name\n2:7 bad-value.url key=licence.url value=javascript:x"},
		{"publisher", "[publisher]\nurl = 'x'", "1:2 missing-key key=publisher.name\n2:7 bad-value.url key=publisher.url value=x"},
		{"cards", "[cards]\neach = 'pages'", "2:8 bad-value.near key=cards.each value=pages allowed=page, section near=page"},
		{"entries", "[feed]\nentries = -1", "2:11 bad-value.range key=feed.entries value=-1 min=1 max=1000"},
		{"syntax", "theme = Plain\nmenu = ['a']", "1:9 toml-syntax.unquoted key=theme value=Plain"},
		{"twice", "theme = 'a'\ntheme = 'b'", "2:1 duplicate-key key=theme line=1"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, ds := parse(t, tt.in)
			if diff := cmp.Diff(tt.want+"\n", ds); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAFaultLosesNothingElse(t *testing.T) {
	c, _ := parse(t, "theme = 1\nbase_url = “x”\nmenu = ['a', 2, 'b']\n[languages.fr]\ntag = 7\ntitle = 'Oui'\n[feed]\nentries = 3")
	if c.Theme != "trousse" || c.BaseURL != "" || c.Feed.Entries != 3 || !cmp.Equal(c.Menu, []string{"a", "b"}) {
		t.Errorf("%+v", c)
	}
	if want := []Language{{Key: "fr", Tag: "fr-CA", Name: "Français", Dir: "ltr", Title: "Oui"}}; !cmp.Equal(c.Languages, want) {
		t.Errorf("%+v", c.Languages)
	}
}

func TestAHugeFileIsNotRead(t *testing.T) {
	c, ds := parse(t, strings.Repeat("#", MaxBytes+1))
	if ds != "0:0 file-too-large size=1048577 max=1048576\n" || len(c.Languages) != 2 {
		t.Error(ds)
	}
}

func FuzzConfig(f *testing.F) {
	f.Add([]byte(whole))
	f.Add([]byte("[[ignore]]\n[ignore.rule]\n[languages.x-y]\ntag='x-y'\n[toc]\nfrom=9"))
	f.Add([]byte("languages = [1]\nrules = {a.b = 'off'}\nlicence = {url = 'http://[::1]:x'}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, ds := Parse(data, file)
		text, _ := tomlpos.Clean(data)
		lines := strings.Split(string(text), "\n")
		for _, d := range ds {
			p := d.Pos
			if p.Path != file || p.Line < 1 || p.Line > len(lines) || p.Col < 1 || p.Col > utf8.RuneCountInString(lines[p.Line-1])+1 {
				t.Errorf("%s at %v is outside of %q", d.ID(), p, text)
			}
		}
		again, ds2 := Parse(data, file)
		if !cmp.Equal(c, again, unexported) || !cmp.Equal(ds, ds2) {
			t.Error("two readings differ")
		}
		if len(c.Languages) == 0 || c.Theme == "" || c.TOC.From > c.TOC.To || c.Licence.Name == "" || c.Feed.Entries < 1 || c.Images.MaxBytes < 1 {
			t.Errorf("not usable: %+v", c)
		}
		for _, l := range c.Languages {
			if l.Key == "" || l.Tag == "" || l.Name == "" || l.Title == "" || l.Dir != "ltr" && l.Dir != "rtl" {
				t.Errorf("not usable: %+v", l)
			}
		}
		if c.BaseURL != "" {
			if clean, _, ok := BaseURL(c.BaseURL); !ok || clean != c.BaseURL {
				t.Errorf("address %q is not clean", c.BaseURL)
			}
		}
	})
}
