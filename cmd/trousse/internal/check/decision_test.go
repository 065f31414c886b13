package check_test

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"trousse/cmd/trousse/internal/archetype"
	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/site/testdata/sitetest"
)

// guides gives every decision guide of our own content, and the drafts that "trousse new" makes, as sites
// of their own: with a home page in both languages and nothing else.
func guides(t *testing.T) map[string]fstest.MapFS {
	t.Helper()
	found := map[string]fstest.MapFS{}
	add := func(name, lang, text string) {
		if found[name] == nil {
			found[name] = sitetest.Pages("_index.en.md:\n_index.fr.md:")
		}
		sitetest.Put(found[name], "content/guide."+lang+".md", strings.ReplaceAll(text, "draft = true", "# no draft"))
	}
	for _, lang := range []string{"en", "fr"} {
		add("the draft", lang, archetype.Page("decision", lang, "Title", time.Date(2026, 11, 25, 0, 0, 0, 0, time.UTC)))
		add("with points", lang, scoredGuide)
	}
	own := os.DirFS("../../../../content")
	err := fs.WalkDir(own, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(p, ".md") {
			return err
		}
		data, err := fs.ReadFile(own, p)
		if name, lang, ok := strings.Cut(strings.TrimSuffix(p, ".md"), "."); ok && strings.Contains(string(data), "\nkind = \"decision\"") {
			add(name, lang, string(data))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

const scoredGuide = `+++
title = "Points"
kind = "decision"
+++

## Do you lock it? {#lock}

- Yes (0 points)
- No (2 points)

## Do you know it? {#know}

- Well (0 points)
- A little (1 point)
- No (3 points)

## 0 to 1 points: well done {#well}

1. Go on.

## 2 points: a little more {#little}

1. Do more.

## 3 points or more: much to do {#much}

1. Begin.
`

var (
	headingLine = regexp.MustCompile(`^## (.*) \{#([a-z0-9-]+)\}$`)
	linkedLine  = regexp.MustCompile(`^- \[([^\]]*)\]\(#([a-z0-9-]+)\)`)
	pointedLine = regexp.MustCompile(`^- (.*) \(([0-9]+) points?\)$`)
)

// text is a guide's file, line by line, as the mutations below see it.
type text struct {
	lines    []string
	sections []part
}

type part struct {
	line, end int // of the heading; behind the last
	id        string
	answers   []int // lines
}

func parse(src string) *text {
	t := &text{lines: strings.Split(src, "\n")}
	for i, line := range t.lines {
		if m := headingLine.FindStringSubmatch(line); m != nil {
			t.sections = append(t.sections, part{line: i, id: m[2]})
		}
		if n := len(t.sections); n > 0 {
			s := &t.sections[n-1]
			s.end = i + 1
			if linkedLine.MatchString(line) || pointedLine.MatchString(line) {
				s.answers = append(s.answers, i)
			}
		}
	}
	return t
}

func (t *text) target(line int) string {
	if m := linkedLine.FindStringSubmatch(t.lines[line]); m != nil {
		return m[2]
	}
	return ""
}

func (t *text) section(id string) part {
	return t.sections[slices.IndexFunc(t.sections, func(s part) bool { return s.id == id })]
}

// edit gives the text with some lines replaced; "\x00" takes a line out.
func (t *text) edit(changes map[int]string) string {
	var out []string
	for i, line := range t.lines {
		if c, ok := changes[i]; ok {
			line = c
		}
		if line != "\x00" {
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n")
}

// mutation is one fault that an author might make in one language, and the rules that may tell of it
// with the lines, from 1, at which they may do so.
type mutation struct {
	name, src string
	rules     string
	lines     []int
}

// mutations breaks a guide in every way, once for each place.
func (t *text) mutations() []mutation {
	var ms []mutation
	add := func(name string, changes map[int]string, rules string, at ...int) {
		for i := range at {
			at[i]++
		}
		ms = append(ms, mutation{name, t.edit(changes), rules, at})
	}
	first := t.sections[0]
	for _, s := range t.sections {
		question := len(s.answers) > 0
		heading := t.lines[s.line]
		renamed := strings.Replace(heading, "{#"+s.id+"}", "{#x-"+s.id+"-y}", 1)
		var leading []int // answers that lead here
		for _, q := range t.sections {
			for _, a := range q.answers {
				if t.target(a) == s.id {
					leading = append(leading, a)
				}
			}
		}
		scored := len(first.answers) > 0 && t.target(first.answers[0]) == ""

		if len(leading) > 0 {
			add("the section "+s.id+" renamed", map[int]string{s.line: renamed}, "decision-target", leading[0])
			gone := map[int]string{}
			for i := s.line; i < s.end; i++ {
				gone[i] = "\x00"
			}
			kept := leading[0]
			if kept > s.line {
				kept -= s.end - s.line
			}
			add("the section "+s.id+" taken out", gone, "decision-target", kept)
		}
		everywhere := map[int]string{}
		for i, line := range t.lines {
			everywhere[i] = strings.ReplaceAll(line, "(#"+s.id+")", "(#x-"+s.id+"-y)")
		}
		everywhere[s.line] = renamed
		add("the section "+s.id+" renamed with its answers", everywhere, "decision-mismatch", s.line)
		add("a section added before "+s.id, map[int]string{s.line: "## More of it {#more-of-it}\n\n1. So.\n\n" + heading},
			"decision-unreachable decision-start", s.line, s.line+4)
		if !question {
			bare := map[int]string{}
			for i := s.line + 1; i < s.end; i++ {
				bare[i] = "\x00"
			}
			add("the text of "+s.id+" taken out", bare, "decision-outcome", s.line)
			continue
		}
		for n, a := range s.answers {
			line := t.lines[a]
			name := fmt.Sprintf("answer %d to %s ", n+1, s.id)
			if m := linkedLine.FindStringSubmatch(line); m != nil {
				add(name+"unlinked", map[int]string{a: "- " + m[1]}, "decision-answer", a)
				at := []int{s.line, t.section(m[2]).line - 1}
				if at[1] < a {
					at[1]++
				}
				add(name+"taken out", map[int]string{a: "\x00"}, "decision-few-answers decision-unreachable decision-mismatch", at...)
				if t.section(m[2]).line < s.line || s.id == first.id {
					continue
				}
				add(name+"led back", map[int]string{a: strings.Replace(line, "(#"+m[2]+")", "(#"+first.id+")", 1)}, "decision-circle", a)
			} else if m := pointedLine.FindStringSubmatch(line); m != nil {
				add(name+"without points", map[int]string{a: "- " + m[1]}, "decision-points", a)
				add(name+"with words for points", map[int]string{a: "- " + m[1] + " (many points)"}, "decision-points", a)
				add(name+"with other points", map[int]string{a: "- " + m[1] + " (" + m[2] + "1 points)"}, "decision-mismatch decision-bands", a, t.bands(0), t.bands(-1))
			}
		}
		more := "\n" + strings.NewReplacer("[", "[Perhaps ", " (", " perhaps (").Replace(t.lines[s.answers[0]])
		if scored {
			more = "\n- Perhaps (0 points)"
		}
		last := s.answers[len(s.answers)-1]
		add("an answer to "+s.id+" added", map[int]string{last: t.lines[last] + more}, "decision-mismatch", s.line)
	}
	for n := range t.sections {
		if i := t.bands(n); n < len(t.sections) && i >= 0 {
			if digits := regexp.MustCompile(`^## ([0-9]+)`).FindStringSubmatch(t.lines[i]); digits[1] != "0" {
				from, _ := strconv.Atoi(digits[1])
				add("a hole before "+t.lines[i], map[int]string{i: strings.Replace(t.lines[i], digits[1], strconv.Itoa(from+1), 1)}, "decision-bands", i)
				add("an overlap before "+t.lines[i], map[int]string{i: strings.Replace(t.lines[i], digits[1], strconv.Itoa(from-1), 1)}, "decision-bands", i)
			}
		}
	}
	return ms
}

// some takes the first and the last mutation of each sort.
func some(ms []mutation) []mutation {
	first, last := map[string]int{}, map[string]int{}
	for i, m := range ms {
		words := strings.Fields(m.name)
		sort := words[0] + words[len(words)-1] + m.rules
		if _, ok := first[sort]; !ok {
			first[sort] = i
		}
		last[sort] = i
	}
	var out []mutation
	for i, m := range ms {
		if slices.Contains(slices.Collect(maps.Values(first)), i) || slices.Contains(slices.Collect(maps.Values(last)), i) {
			out = append(out, m)
		}
	}
	return out
}

// bands gives the line of a band's heading; -1 for the last; it is -1 where there is none.
func (t *text) bands(n int) int {
	var lines []int
	for _, s := range t.sections {
		if c := strings.TrimPrefix(t.lines[s.line], "## ")[0]; c >= '0' && c <= '9' && len(s.answers) == 0 {
			lines = append(lines, s.line)
		}
	}
	if n < 0 {
		n += len(lines)
	}
	if n < 0 || n >= len(lines) {
		return -1
	}
	return lines[n]
}

// One fault gives one finding, which tells where it is: every guide is broken in every way, in one
// language and then in the other.
func TestEveryFaultOfADecisionGuideGivesOneFinding(t *testing.T) {
	all := guides(t)
	tried := map[string]int{}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		files := all[name]
		before := map[string]int{} // what is found in the sound guide: its links lead out of this small site
		for _, d := range judge(sitetest.Make(t, files)) {
			before[told(d)]++
			if strings.HasPrefix(d.Rule, "decision-") {
				t.Errorf("%s: %s:%d %s %v", name, d.Pos.Path, d.Pos.Line, d.ID(), d.Args)
			}
		}
		for _, lang := range []string{"en", "fr"} {
			path := "content/guide." + lang + ".md"
			sound := files[path]
			mutations := parse(string(sound.Data)).mutations()
			if strings.Contains(name, "/") {
				mutations = some(mutations) // the small guides are broken at each place; of each of our own two are enough
			}
			for _, m := range mutations {
				if m.src == string(sound.Data) {
					t.Errorf("%s.%s: %s: nothing changed", name, lang, m.name)
					continue
				}
				files[path] = &fstest.MapFile{Data: []byte(m.src)}
				rest := maps.Clone(before)
				var found []diag.Diagnostic
				for _, d := range judge(sitetest.Make(t, files)) {
					if rest[told(d)]--; rest[told(d)] < 0 {
						found = append(found, d)
					}
				}
				if len(found) != 1 || !slices.Contains(strings.Fields(m.rules), found[0].Rule) || !stands(found[0], path, m.lines) {
					t.Errorf("%s.%s: %s: want one of %s at %v, found\n%s", name, lang, m.name, m.rules, m.lines, sitetest.Told(found))
				}
				tried[strings.Fields(m.rules)[0]]++
			}
			files[path] = sound
		}
	}
	for _, rule := range []string{"decision-target", "decision-mismatch", "decision-unreachable", "decision-outcome", "decision-answer",
		"decision-few-answers", "decision-circle", "decision-points", "decision-bands"} {
		if tried[rule] == 0 {
			t.Errorf("nothing tries %s", rule)
		}
	}
}

func told(d diag.Diagnostic) string { return fmt.Sprint(d.Pos.Path, d.ID(), d.Args) }

// stands tells whether a finding stands at one of the lines of a file, or names it.
func stands(d diag.Diagnostic, path string, lines []int) bool {
	file, line := d.Pos.Path, d.Pos.Line
	for _, a := range d.Args {
		if a.Name == "file" && a.Value == path {
			file = path
		}
	}
	for _, a := range d.Args {
		if a.Name == "line" && file != d.Pos.Path {
			line, _ = strconv.Atoi(a.Value)
		}
	}
	return file == path && slices.Contains(lines, line)
}

// A guide may be as long as its authors need.
func TestADecisionGuideOfTwoHundredQuestions(t *testing.T) {
	var b strings.Builder
	b.WriteString("+++\ntitle = \"Long\"\nkind = \"decision\"\n+++\n")
	for i := range 200 {
		fmt.Fprintf(&b, "## Is it %d? {#q%d}\n\n- [Yes](#q%d)\n- [No](#end%d)\n- [Perhaps](#q%d)\n\n", i, i, i+1, i%7, min(i+3, 200))
	}
	b.WriteString("## The last {#q200}\n\n1. Go.\n\n")
	for i := range 7 {
		fmt.Fprintf(&b, "## End %d {#end%d}\n\n1. Go.\n\n", i, i)
	}
	files := sitetest.Pages("_index.en.md:\n_index.fr.md:")
	sitetest.Put(files, "content/guide.en.md", b.String())
	sitetest.Put(files, "content/guide.fr.md", b.String())
	m := sitetest.Make(t, files)
	if found := judge(m); len(found) > 0 {
		t.Error(sitetest.Told(found))
	}
	if g := m.Page(t, "guide.en.md").Decision; g.Questions() != 200 || !g.Sound {
		t.Errorf("%d questions", g.Questions())
	}
}
