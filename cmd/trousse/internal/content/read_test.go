package content

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/markdown"
	"trousse/cmd/trousse/internal/memo"
	"trousse/cmd/trousse/internal/tomlpos"
)

// plain is a renderer that shows what it was given.
type plain struct{}

func (plain) Render(src []byte, opt markdown.Options) markdown.Document {
	d := markdown.Document{HTML: "<p>" + string(src), Plain: string(src)}
	if i := strings.Index(string(src), "FAULT"); i >= 0 {
		line := strings.Count(string(src[:i]), "\n") + 1
		d.Diags = []diag.Diagnostic{diag.New("test", diag.Position{Path: opt.Path, Line: opt.Line + line, Col: 1})}
		d.Headings = []markdown.Heading{{Level: 2, Text: opt.Lang}}
	}
	return d
}

var options = Options{
	Languages: []Lang{{"en", "en-CA"}, {"fr", "fr-CA"}},
	TOC:       [2]int{2, 3},
	Words:     map[string]markdown.Words{"en": {"note": "Note"}, "fr": {"note": "Remarque"}},
}.Summed()

const single = "content/seniors/a.en.md"

func read(t *testing.T, text string) (*Page, *Body) {
	t.Helper()
	return Read(single, []byte(text), options, plain{})
}

func TestEveryKeyIsReadFromBothFormats(t *testing.T) {
	yes, no := true, false
	want := Meta{
		Title:       "Buy a camera",
		Description: "What to look at",
		Slug:        "caméra-1",
		Kind:        "checklist",
		Key:         "seniors/camera",
		Weight:      -10,
		Draft:       true,
		Updated:     time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC),
		Audience:    []string{"seniors", "educators"},
		Stage:       []string{"before"},
		Theme:       []string{"privacy"},
		Devices:     []string{"camera"}, Topics: []string{"cameras"},
		Aliases:     []string{"/old/camera/", "/x.html"},
		Embed:       &yes,
		TOC:         &no,
		Sources:     []string{"a", "b"},
		LinkTitle:   "Cameras",
		ForWhom:     "For you",
		FiveMinutes: []string{"One", "Two"},
		QuickExit:   true,
		Address:     "tu",
		Ignore:      []Ignore{{Rule: "broken-link", Line: 3, Reason: "comes in March"}, {Rule: "alt-text", Reason: "shown for a test"}},
	}
	for name, text := range map[string]string{
		"TOML": `+++
title = "Buy a   camera"
description = """
What to
look at"""
slug = "caméra-1"
kind = "checklist"
key = "seniors/camera"
weight = -10
draft = true
updated = 2026-01-05
audience = ["seniors", "educators"]
stage = "before"
theme = ["privacy"]
devices = ["camera"]
topics = ["cameras"]
aliases = ["/old/camera/", "/x.html"]
embed = true
toc = false
sources = [
  "a",
  "b",
]
link_title = "Cameras"
for_whom = "For you"
five_minutes = ["One", "Two"]
quick_exit = true
address = "tu"
[[ignore]]
rule = "broken-link"
line = 3
reason = " comes in March "
[[ignore]]
rule = "alt-text"
reason = "shown for a test"
+++
`,
		"YAML": `---
title: Buy a   camera
description: >-
  What to
  look at
slug: "caméra-1"
kind: checklist
key: seniors/camera
weight: -10
draft: true
updated: 2026-01-05
audience: [seniors, educators]
stage: before
theme:
  - privacy
devices: [camera]
topics: [cameras]
aliases: [/old/camera/, '/x.html']
embed: true
toc: false
sources:
- a
- b
link_title: Cameras # short
for_whom: 'For you'
five_minutes: ["One", "Two"]
quick_exit: true
address: tu
ignore:
  - rule: broken-link
    line: 3
    reason: comes in March
  - {rule: alt-text, reason: shown for a test}
---
`,
	} {
		t.Run(name, func(t *testing.T) {
			p, _ := read(t, text)
			if len(p.Diags) > 0 {
				t.Error(told(p.Diags))
			}
			if p.ID != "seniors/camera" {
				t.Errorf("ID %q is not the key", p.ID)
			}
			for key, line := range p.Meta.Lines {
				name, _, _ := strings.Cut(key, "[")
				if !strings.Contains(strings.Split(text, "\n")[line-1], name) && !strings.Contains(key, "[") {
					t.Errorf("%s is not on line %d", key, line)
				}
			}
			for _, k := range Keys() {
				if p.Meta.Lines[k.Name] == 0 {
					t.Errorf("%s has no line", k.Name)
				}
			}
			if line := p.Meta.Line("sources[1]"); !strings.Contains(strings.Split(text, "\n")[line-1], "b") {
				t.Errorf("sources[1] is on line %d", line)
			}
			got := p.Meta
			got.Lines = nil
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestLineOfAKeyFallsBackToWhatHoldsIt(t *testing.T) {
	m := Meta{Lines: map[string]int{"sources": 4, "ignore[1]": 9}}
	for key, want := range map[string]int{"sources": 4, "sources[2]": 4, "ignore[1].rule": 9, "ignore[0].rule": 1, "title": 1} {
		if got := m.Line(key); got != want {
			t.Errorf("Line(%q) = %d, want %d", key, got, want)
		}
	}
}

// placed checks that every position is within the text.
func placed(t *testing.T, p *Page, file string) {
	t.Helper()
	text, _ := tomlpos.Clean([]byte(file))
	lines := strings.Split(string(text), "\n")
	for _, d := range p.Diags {
		at := d.Pos
		if at.Path != p.Path {
			t.Errorf("%s is in %q", d.ID(), at.Path)
		}
		if at.Line == 0 && at.Col == 0 {
			continue // the file as a whole
		}
		if at.Line < 1 || at.Line > len(lines) || at.Col < 1 || at.Col > utf8.RuneCountInString(lines[at.Line-1])+1 {
			t.Errorf("%s at %d:%d is outside of %q", d.ID(), at.Line, at.Col, file)
		}
	}
	for key, line := range p.Meta.Lines {
		if line < 1 || line > len(lines) {
			t.Errorf("%s is on line %d of %d", key, line, len(lines))
		}
	}
}

func TestAFaultLosesNothingElse(t *testing.T) {
	for name, text := range map[string]string{
		"TOML": "+++\ntitle = 'T'\nweight = x\nupdated = 2026-02-30\nstage = ['before', 'x']\nnonsense\nslug = 'A'\ndescription = 'D'\n+++\nBody\n",
		"YAML": "---\ntitle: T\nweight: x: y\nupdated: 2026-02-30\nstage: [before, x]\nslug: \"A\ndescription: D\n---\nBody\n",
	} {
		t.Run(name, func(t *testing.T) {
			p, b := read(t, text)
			m := p.Meta
			m.Lines = nil
			want := Meta{Title: "T", Kind: "guide", Stage: []string{"before"}, Description: "D"}
			if name == "YAML" {
				want.Description = "" // lost in the text whose quote was never closed
				m.Description = ""
			}
			if diff := cmp.Diff(want, m); diff != "" {
				t.Error(diff)
			}
			if string(b.Source) != "Body\n" {
				t.Errorf("body %q", b.Source)
			}
		})
	}
}

func TestOnlySoManyFaultsAreTold(t *testing.T) {
	for _, text := range []string{
		"+++\n" + strings.Repeat("x = y\n", 500) + "+++\n",
		"+++\n" + strings.Repeat("[[ignore]]\n", 500) + "+++\n",
		"---\n" + strings.Repeat("x: y\n", 500) + "---\n",
	} {
		if p, _ := read(t, text); len(p.Diags) == 0 || len(p.Diags) > maxFaults {
			t.Errorf("%d faults", len(p.Diags))
		}
	}
}

func TestFrontMatterAndBodyArePartedAndCounted(t *testing.T) {
	for _, tt := range []struct{ name, in, title, body, at string }{
		{"TOML", "+++\ntitle = 'T'\n+++\nFAULT\n", "T", "FAULT\n", "4"},
		{"YAML", "---\ntitle: T\n---\n\nFAULT", "T", "\nFAULT", "5"},
		{"blanks behind the fences", "+++ \ntitle = 'T'\n+++\t\nFAULT", "T", "FAULT", "4"},
		{"mark", "\ufeff+++\ntitle = 'T'\n+++\nFAULT", "T", "FAULT", "4"},
		{"Windows", "+++\r\ntitle = 'T'\r\n+++\r\nx\r\nFAULT\r\n", "T", "x\nFAULT\n", "5"},
		{"empty lines first", "\n\n+++\ntitle = 'T'\n+++\nFAULT", "T", "FAULT", "6"},
		{"a line drawn after an empty line", "\n---\nFAULT\n---\n", "", "\n---\nFAULT\n---\n", "3"},
		{"a drawn line below", "+++\ntitle = 'T'\n+++\n---\nFAULT\n---\n", "T", "---\nFAULT\n---\n", "5"},
		{"fence within a text", "+++\ntitle = 'T' # +++\n+++\nFAULT", "T", "FAULT", "4"},
		{"empty front matter", "+++\n+++\nFAULT", "", "FAULT", "3"},
		{"only front matter", "+++\ntitle = 'T'\n+++", "T", "", ""},
		{"four plus signs", "++++\nFAULT", "", "++++\nFAULT", "2"},
		{"unclosed", "+++\ntitle = 'T'\nFAULT", "", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p, b := read(t, tt.in)
			if p.Meta.Title != tt.title || string(b.Source) != tt.body {
				t.Errorf("title %q, body %q", p.Meta.Title, b.Source)
			}
			if got := string(Text([]byte(tt.in))); got != tt.body {
				t.Errorf("Text %q", got)
			}
			at := ""
			for _, d := range p.Diags {
				if d.Rule == "test" {
					at = fmt.Sprint(d.Pos.Line)
				}
			}
			if at != tt.at {
				t.Errorf("fault in the body on line %q, want %q", at, tt.at)
			}
		})
	}
}

func TestKindsThatFollowFromTheName(t *testing.T) {
	text := []byte("+++\ntitle = 'T'\n+++\n")
	for path, want := range map[string]string{
		"content/a.en.md":             "guide",
		"content/a/index.en.md":       "guide",
		"content/a/_index.en.md":      "section",
		"content/_index.en.md":        "home",
		"content/fr/_index.md":        "home",
		"content/_parts/_index.en.md": "",
	} {
		p, _ := Read(path, text, options, plain{})
		if p.Meta.Kind != want {
			t.Errorf("%s: kind %q, want %q", path, p.Meta.Kind, want)
		}
	}
}

func TestPartsNeedNoTitle(t *testing.T) {
	p, b := Read("content/_parts/help.fr.md", []byte("FAULT"), options, plain{})
	if told(p.Diags) != "1:1 test\n" || b.HTML != "<p>FAULT" || p.Facts.Headings[0].Text != "fr-CA" {
		t.Errorf("%s %+v", told(p.Diags), b)
	}
}

func TestWhatIsNoPageHasNoLanguage(t *testing.T) {
	p, b := Read("content/a.md", []byte("text"), options, plain{})
	if p.Lang != "" || b.HTML != "" || len(p.Diags) != 1 || p.Sum.IsZero() {
		t.Errorf("%+v", p)
	}
	p, _ = Read(single, make([]byte, MaxBytes+1), options, plain{})
	if told(p.Diags) != "0:0 file-too-large size=4194305 max=4194304\n" || p.Lang != "" {
		t.Error(told(p.Diags))
	}
}

func TestProseHasTheTypographyOfItsLanguage(t *testing.T) {
	text := "+++\ntitle = \"L'été : ici\"\nlink_title = \"L'été\"\ndescription = \"l'a\"\nfor_whom = \"l'a\"\nfive_minutes = [\"l'a\"]\ndevices = [\"l'a\"]\n+++\n"
	p, _ := Read("content/a.fr.md", []byte(text), options, plain{})
	m := p.Meta
	want := markdown.Typography("fr-CA", "L'été : ici")
	if m.Title != want || want == "L'été : ici" {
		t.Errorf("title %q", m.Title)
	}
	for _, s := range []string{m.LinkTitle, m.Description, m.ForWhom, m.FiveMinutes[0]} {
		if strings.Contains(s, "'") {
			t.Errorf("%q", s)
		}
	}
	if m.Devices[0] != "l'a" {
		t.Errorf("device %q", m.Devices[0])
	}
}

func TestSumNamesAllThatAPageDependsOn(t *testing.T) {
	sum := func(path, text string, opt Options) memo.Sum {
		p, _ := Read(path, []byte(text), opt, plain{})
		return p.Sum
	}
	first := sum(single, "a", options)
	if first != sum(single, "a", options) {
		t.Error("not the same twice")
	}
	if first != SumOf(single, memo.SumString("a"), options.Sum()) {
		t.Error("SumOf differs")
	}
	bare := Options{Languages: options.Languages, TOC: options.TOC, Words: options.Words}
	if bare.Sum() != options.Sum() {
		t.Error("Summed changes the sum")
	}
	raw, words, langs := bare, bare, bare
	raw.RawHTML = true
	words.Words = map[string]markdown.Words{"en": {"note": "Notice"}}
	langs.Languages = langs.Languages[:1]
	for name, s := range map[string]memo.Sum{
		"path": sum("content/b.en.md", "a", options), "text": sum(single, "b", options), "raw HTML": sum(single, "a", raw),
		"words": sum(single, "a", words), "languages": sum(single, "a", langs),
	} {
		if s == first {
			t.Errorf("%s is not in the sum", name)
		}
	}
}

func TestEveryKeyIsDescribed(t *testing.T) {
	fields := reflect.TypeFor[Meta]().NumField() - 1 // Lines is no key
	if len(Keys()) != fields {
		t.Errorf("%d keys for %d fields", len(Keys()), fields)
	}
	for _, k := range Keys() {
		text := "+++\n" + k.Name + " = " + k.Example + "\n+++\n"
		if k.Type == TypeTables {
			continue
		}
		p, _ := read(t, text)
		if ds := strings.ReplaceAll(told(p.Diags), "1:1 missing-title\n", ""); ds != "" {
			t.Errorf("the example of %s has a fault: %s", k.Name, ds)
		}
	}
	for from, to := range elsewhere {
		if from != strings.ToLower(from) {
			t.Errorf("%s will not be found", from)
		}
		found := false
		for _, k := range Keys() {
			found = found || k.Name == to
		}
		if !found {
			t.Errorf("%s leads to %s, which is no key", from, to)
		}
	}
}

var seeds = []string{
	"", "+++\ntitle = 'T'\n+++\n# H\n", "---\ntitle: T\nignore:\n  - rule: a\n    reason: 0123456789\n---\nx",
	"+++\nupdated = 2026-02-30\ntitle = [1, {a = 2}]\n[[ignore]]\nline = 3\n+++", "---\n? a\n: b\n<<: *x\nc: &d [e, *d]\n---\n",
	"\ufeff+++\r\nslug = 'é'\r\n+++\r\n\xe9\x00", "---\na: |\n  b\n c: \"\\x00\"\n---\n", "+++\naliases = ['/a', '/../b']\nx.y.z = 1\n",
	"---\n- a\n- [b\n---", "---\nkind: !!binary x\nweight: 99999999999999999999\nupdated: 0000-00-00\n---",
}

func FuzzRead(f *testing.F) {
	for _, s := range seeds {
		f.Add(single, []byte(s))
	}
	f.Add("content/_index.fr.md", []byte("+++\ntitle = 'x'\n+++\nFAULT"))
	f.Add("content/fr/_x/É.md", []byte("---\ntitle: x\n---\nFAULT"))
	f.Fuzz(func(t *testing.T, path string, data []byte) {
		before := string(data)
		p, b := Read(path, data, options, plain{})
		if string(data) != before {
			t.Fatal("data was changed")
		}
		again, b2 := Read(path, data, options, plain{})
		if !reflect.DeepEqual(p, again) || !reflect.DeepEqual(b, b2) {
			t.Error("two readings differ")
		}
		placed(t, p, before)
		var back Page
		if err := memo.Decode(string(memo.Encode(nil, *p)), &back); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(*p, back, cmpopts.EquateEmpty()); diff != "" {
			t.Error(diff)
		}
		if p.Lang != "" && p.Meta.Title == "" && p.Shape != Part && len(p.Diags) == 0 {
			t.Error("a page without a title and without a fault")
		}
	})
}

const simple = "title = \"Buy a camera\"\ndescription = \"What to look at before you buy a camera for your home.\"\nslug = \"buy-a-camera\"\nweight = 10\n"

// BenchmarkRead reads a page with four keys; the renderer does nothing.
func BenchmarkRead(b *testing.B) {
	text := strings.Repeat("A line of text that stands for a page.\n", 120)
	for name, data := range map[string][]byte{
		"toml": []byte("+++\n" + simple + "+++\n" + text),
		"yaml": []byte("---\n" + strings.ReplaceAll(simple, " = ", ": ") + "---\n" + text),
		"none": []byte(text),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Read(single, data, options, nothing{})
			}
		})
	}
}

type nothing struct{}

func (nothing) Render([]byte, markdown.Options) (d markdown.Document) { return d }
