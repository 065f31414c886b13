package corpus

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
)

func TestSameOptionsGiveTheSameBytes(t *testing.T) {
	opt := Options{Pages: 120, Code: true, Seed: 7}
	first, second := maps.Collect(Files(opt)), maps.Collect(Files(opt))
	if len(first) != 121 {
		t.Errorf("%d files, want 120 pages and the configuration", len(first))
	}
	if !maps.EqualFunc(first, second, bytes.Equal) {
		t.Error("two runs differ")
	}
	opt.Seed = 8
	for p, data := range Files(opt) {
		if strings.HasPrefix(p, "content/") && bytes.Equal(data, first[p]) {
			t.Errorf("%s is the same with another seed", p)
		}
	}
}

func TestCodeLeavesTheProseAlone(t *testing.T) {
	plain := maps.Collect(Files(Options{Pages: 40, Seed: 1}))
	for p, data := range Files(Options{Pages: 40, Seed: 1, Code: true}) {
		if got := fences.ReplaceAllString(string(data), ""); got != string(plain[p]) {
			t.Errorf("%s differs in more than code", p)
		}
	}
}

func TestPagesAreCountedInBothLanguages(t *testing.T) {
	for pages, want := range map[int]int{-1: 8, 0: 8, 8: 8, 9: 10, 10: 10, 101: 102, 400: 400} {
		count := map[string]int{}
		for p := range Files(Options{Pages: pages}) {
			count[path.Ext(strings.TrimSuffix(p, ".md"))]++
		}
		if count[".en"]+count[".fr"] != want || count[".en"] != count[".fr"] {
			t.Errorf("Pages %d: %d English and %d French pages, want %d together", pages, count[".en"], count[".fr"], want)
		}
		if got := (Options{Pages: pages}).Count(); got != want {
			t.Errorf("Pages %d: Count = %d, want %d", pages, got, want)
		}
	}
}

func TestWhoeverWantsNoMoreFilesStops(t *testing.T) {
	for stop := range 12 {
		seen := 0
		for range Files(Options{Pages: 20}) {
			if seen++; seen > stop {
				break
			}
		}
		if seen != stop+1 {
			t.Errorf("%d files, want %d", seen, stop+1)
		}
	}
}

var (
	fences    = regexp.MustCompile("(?s)\n```[a-z]+\n.*?\n```\n")
	paragraph = regexp.MustCompile(`^[^-#|>\x60+0-9]`)
	oneLink   = regexp.MustCompile(`\[[^\]]+\]\(https://www\.example\.net/(en|fr)/[a-z]+/[a-z-]+\)`)
	oneSpan   = regexp.MustCompile("`[^`]+`")
)

// parts cuts a page into front matter and blocks.
func parts(t *testing.T, name string, data []byte) (meta map[string]any, blocks []string) {
	t.Helper()
	_, rest, _ := strings.Cut(string(data), "+++\n")
	head, body, ok := strings.Cut(rest, "+++\n")
	if !ok {
		t.Fatalf("%s: no front matter", name)
	}
	if _, err := toml.Decode(head, &meta); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	for _, code := range fences.FindAllString(body, -1) {
		blocks = append(blocks, strings.TrimSpace(code))
	}
	for block := range strings.SplitSeq(strings.TrimSpace(fences.ReplaceAllString(body, "")), "\n\n") {
		blocks = append(blocks, block)
	}
	return meta, blocks
}

// shape tells what a page is made of, without its words.
func shape(blocks []string) []string {
	var kinds []string
	for _, b := range blocks {
		first, _, _ := strings.Cut(b, "\n")
		kind := first
		if !strings.HasPrefix(first, "```") {
			kind, _, _ = strings.Cut(first, " ")
			if paragraph.MatchString(kind) {
				kind = "text"
			}
		}
		if strings.HasPrefix(kind, "|") {
			kind += fmt.Sprint(strings.Count(first, "|"))
		}
		if !strings.HasPrefix(kind, "```") {
			kind += fmt.Sprint(1 + strings.Count(b, "\n"))
		}
		kinds = append(kinds, kind)
	}
	return kinds
}

func TestBothLanguagesHaveTheSameShape(t *testing.T) {
	files := maps.Collect(Files(Options{Pages: 300, Code: true, Seed: 3}))
	titles, slugs := map[string]string{}, map[string]string{}
	for p, data := range files {
		if !strings.HasSuffix(p, ".en.md") {
			continue
		}
		other := strings.TrimSuffix(p, ".en.md") + ".fr.md"
		en, enBlocks := parts(t, p, data)
		fr, frBlocks := parts(t, other, files[other])
		if e, f := shape(enBlocks), shape(frBlocks); !slices.Equal(e, f) {
			t.Errorf("%s:\n%s\n%s", p, e, f)
		}
		if en["weight"] != fr["weight"] {
			t.Errorf("%s: weights %v and %v", p, en["weight"], fr["weight"])
		}
		for lang, meta := range map[string]map[string]any{"en ": en, "fr ": fr} {
			title, _ := meta["title"].(string)
			if former := titles[lang+title]; title == "" || former != "" {
				t.Errorf("%s: title %q is empty or stands in %s", p, title, former)
			}
			titles[lang+title] = p
			if d, _ := meta["description"].(string); len(d) < 40 {
				t.Errorf("%s: description %q", p, d)
			}
		}
		address, _ := fr["slug"].(string)
		key := path.Dir(p) + "/" + address
		if p != "content/_index.en.md" && (!regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`).MatchString(address) || slugs[key] != "") {
			t.Errorf("%s: slug %q is not one, or stands in %s", p, address, slugs[key])
		}
		slugs[key] = p
	}
}

func TestPagesAreLongAndStructured(t *testing.T) {
	bytes, pages := 0, 0
	for p, data := range Files(Options{Pages: 300}) {
		if path.Ext(p) != ".md" || strings.Contains(p, "_index") {
			continue
		}
		_, blocks := parts(t, p, data)
		bytes, pages = bytes+len(data), pages+1
		headings, tables, last := 0, 0, 1
		seen := map[string]bool{}
		for i, b := range blocks {
			mark, _, _ := strings.Cut(b, " ")
			switch {
			case strings.HasPrefix(mark, "#"):
				headings++
				if len(mark) > last+1 || len(mark) > 3 {
					t.Errorf("%s: %q jumps", p, b)
				}
				last = len(mark)
				if seen[b] || i+1 == len(blocks) || strings.HasPrefix(blocks[i+1], "#") {
					t.Errorf("%s: %q comes twice or has nothing below it", p, b)
				}
				seen[b] = true
			case mark == "|":
				tables++
				if strings.HasPrefix(b, "|  |") || !strings.Contains(b, "\n| --- | ---") {
					t.Errorf("%s: no head in %q", p, b)
				}
			}
		}
		if headings < 7 || headings > 9 || tables != 1 {
			t.Errorf("%s: %d headings, %d tables", p, headings, tables)
		}
		if len(data) < 6000 || len(data) > 11000 {
			t.Errorf("%s: %d bytes", p, len(data))
		}
	}
	if mean := bytes / pages; mean < 7500 || mean > 8500 {
		t.Errorf("a page has %d bytes", mean)
	}
}

func TestNoParagraphComesTwice(t *testing.T) {
	seen := map[string]string{}
	for p, data := range Files(Options{Pages: 1000}) {
		if path.Ext(p) != ".md" {
			continue
		}
		_, blocks := parts(t, p, data)
		for _, b := range blocks {
			if !paragraph.MatchString(b) || strings.HasSuffix(b, ":") { // a list's lead may
				continue
			}
			if seen[b] != "" {
				t.Errorf("%s and %s: %s", p, seen[b], b)
			}
			seen[b] = p
		}
	}
}

func TestNothingIsLeftUnsaid(t *testing.T) {
	for p, data := range Files(Options{Pages: 200, Code: true}) {
		prose := oneLink.ReplaceAllString(fences.ReplaceAllString(string(data), ""), "")
		if path.Ext(p) == ".md" && strings.ContainsAny(oneSpan.ReplaceAllString(prose, ""), "{}[]<`_~\\") {
			t.Errorf("%s: a slot, or a mark that means something else", p)
		}
		if strings.Count(strings.ReplaceAll(prose, "**", ""), "*")%2 != 0 {
			t.Errorf("%s: emphasis is left open", p)
		}
		for _, bad := range []string{"‹", "›", "{{<", "{{%", "{{/*", "\n:::", "[@", " le a", " de le ", " à le ", " de un", "que un", "\u00a0"} {
			if strings.Contains(prose, bad) || strings.HasPrefix(bad, "{{") && bytes.Contains(data, []byte(bad)) {
				t.Errorf("%s: %q", p, bad)
			}
		}
	}
}

func TestFrenchIsFrench(t *testing.T) {
	for p, data := range Files(Options{Pages: 60}) {
		if !strings.HasSuffix(p, ".fr.md") || strings.Contains(p, "_index") {
			continue
		}
		for _, want := range []string{"é", "à", "ê", "d'", " : "} {
			if !bytes.Contains(data, []byte(want)) {
				t.Errorf("%s: no %q", p, want)
			}
		}
		for _, bad := range []string{" ;", " ?", " !", "the ", " and "} {
			if bytes.Contains(data, []byte(bad)) {
				t.Errorf("%s: %q", p, bad)
			}
		}
	}
}

func TestCodeDiffersFromPageToPage(t *testing.T) {
	pages, seen, names := map[string]int{}, map[string]int{}, map[string]int{}
	for p, data := range Files(Options{Pages: 300, Code: true}) {
		if strings.Contains(p, "_index") || !strings.HasSuffix(p, ".en.md") {
			continue
		}
		for _, code := range fences.FindAllString(string(data), -1) {
			pages[p]++
			seen[code]++
			name, _, _ := strings.Cut(strings.TrimSpace(code), "\n")
			names[name]++
		}
		if n := pages[p]; n < 6 || n > 10 {
			t.Errorf("%s: %d blocks", p, n)
		}
	}
	for _, name := range []string{"go", "python", "bash", "toml", "json", "html", "javascript"} {
		if names["```"+name] < 100 {
			t.Errorf("%d blocks of %s", names["```"+name], name)
		}
	}
	again := 0
	for _, n := range seen {
		again += n - 1
	}
	if again > 0 {
		t.Errorf("%d blocks come again", again)
	}
}

func TestWriteWritesTheFiles(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "site")
	opt := Options{Pages: 20}
	if err := Write(dir, opt); err != nil {
		t.Fatal(err)
	}
	for p, want := range Files(opt) {
		got, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(p)))
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s: %v, or other bytes", p, err)
		}
	}
	if err := Write(dir, opt); err == nil {
		t.Error("a file was replaced")
	}
}
