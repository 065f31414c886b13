package check_test

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"trousse/cmd/trousse/internal/archetype"
	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/site/testdata/sitetest"
)

// checklists gives every checklist of our own content, every part that checklists share, and the drafts that
// "trousse new" makes, each as a site of its own in which "list" or "_items/NAME" is what is to be broken.
func checklists(t *testing.T) map[string]fstest.MapFS {
	t.Helper()
	found := map[string]fstest.MapFS{}
	parts := fstest.MapFS{}
	add := func(name, file, lang, text string) {
		if found[name] == nil {
			found[name] = sitetest.Pages("_index.en.md:\n_index.fr.md:")
		}
		sitetest.Put(found[name], "content/"+file+"."+lang+".md", strings.ReplaceAll(text, "draft = true", "# no draft"))
	}
	for _, lang := range []string{"en", "fr"} {
		add("the draft", "list", lang, archetype.Page("checklist", lang, "Title", time.Date(2026, 11, 25, 0, 0, 0, 0, time.UTC)))
	}
	own := os.DirFS("../../../../content")
	err := fs.WalkDir(own, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(p, ".md") {
			return err
		}
		data, err := fs.ReadFile(own, p)
		name, lang, _ := strings.Cut(strings.TrimSuffix(p, ".md"), ".")
		switch {
		case strings.HasPrefix(p, "_items/"):
			sitetest.Put(parts, "content/"+p, string(data))
			add(name, name, lang, string(data))
			add(name, "list", lang, "+++\ntitle = \"List\"\nkind = \"checklist\"\n+++\n- [ ] Begin.\n\n::: include {file=\"/"+name+"\"}\n:::\n")
		case strings.Contains(string(data), "\nkind = \"checklist\""):
			add(name, "list", lang, string(data))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, files := range found {
		for p, f := range parts {
			if files[p] == nil {
				files[p] = f
			}
		}
	}
	return found
}

var (
	itemLine    = regexp.MustCompile(`^- \[ \] (\*\*.*?\*\*)(.*?)( \{#([a-z0-9-]+)([^}]*)\})?$`)
	groupLine   = regexp.MustCompile(`^## (.*?)( \{#([a-z0-9-]+)\})?$`)
	includeLine = regexp.MustCompile(`^::: include `)
)

// listText is the file of a checklist, line by line.
type listText struct {
	lines  []string
	items  []listItem
	groups []int // lines of headings with items below
	parts  []int
}

type listItem struct{ line, end, group int }

func parseList(src string) *listText {
	t := &listText{lines: strings.Split(src, "\n")}
	heading := -1
	for i, line := range t.lines {
		switch {
		case groupLine.MatchString(line):
			heading = i
		case includeLine.MatchString(line):
			t.parts = append(t.parts, i)
		case itemLine.MatchString(line):
			end := i + 1
			for end < len(t.lines) && (strings.HasPrefix(t.lines[end], "  ") || t.lines[end] == "" && end+1 < len(t.lines) && strings.HasPrefix(t.lines[end+1], "  ")) {
				end++
			}
			t.items = append(t.items, listItem{i, end, heading})
		default:
			continue
		}
		if n := len(t.groups); heading >= 0 && heading != i && (n == 0 || t.groups[n-1] != heading) {
			t.groups = append(t.groups, heading)
		}
	}
	return t
}

// with gives the text with the lines from..to replaced.
func (t *listText) with(from, to int, lines ...string) string {
	return strings.Join(slices.Concat(t.lines[:from], lines, t.lines[to:]), "\n")
}

// listFault is a fault that an author might make in one language, with what must be said of it, and the line, from
// 0, that must be named: of the broken file, or of the other one; -1 for any.
type listFault struct {
	name, src, says string
	line            int
	other           bool
}

// faults breaks a checklist in every way. other is the same list in the other language.
func (t *listText) faults(other *listText) []listFault {
	var fs []listFault
	add := func(name, src, says string, line int) { fs = append(fs, listFault{name, src, says, line, false}) }
	for n, it := range t.items {
		line := t.lines[it.line]
		m := itemLine.FindStringSubmatch(line)
		name := m[1]
		at := other.items[n].line
		if m[3] == "" {
			at = -1 // which of several without a name is missing, nobody can tell
		}
		fs = append(fs, listFault{name + " taken out", t.with(it.line, it.end), "checklist-differs.item", at, true})
		add(name+" without its text", t.with(it.line, it.line+1, "- [ ]"+m[3]), "empty-task", it.line)
		add("an item after "+name, t.with(it.end, it.end, "", "- [ ] **More of it.** So it is. {#more-of-it}"), "checklist-differs.item", it.end+1)
		if m[2] == "" {
			continue
		}
		add(name+" without why", t.with(it.line, it.line+1, "- [ ] "+m[1]+m[3]), "checklist-differs.why", it.line)
		if it.end > it.line+1 {
			add(name+" without how", t.with(it.line+1, it.end), "checklist-differs.how", it.line)
		} else {
			add(name+" with how", t.with(it.end, it.end, "", "  So it is done."), "checklist-differs.how", it.line)
		}
		if n+1 < len(t.items) && t.items[n+1].line == it.end+1 && t.items[n+1].group == it.group {
			next := t.items[n+1]
			swapped := slices.Concat(t.lines[next.line:next.end], []string{""}, t.lines[it.line:it.end])
			if m[3] != "" {
				fs = append(fs, listFault{name + " after the next", t.with(it.line, next.end, swapped...), "checklist-differs.item-order", -1, true})
			}
		}
		if m[3] == "" {
			continue
		}
		change := func(what, from, to, says string) {
			if changed := strings.Replace(line, from, to, 1); changed != line {
				add(name+" "+what, t.with(it.line, it.line+1, changed), says, it.line)
			}
		}
		change("renamed", "{#"+m[4], "{#x-"+m[4], "checklist-differs.item-id")
		change("without a name", "{#"+m[4]+" ", "{", "checklist-differs.item-id")
		change("with a broken name", "{#"+m[4], "{# "+m[4], "task-attribute.syntax")
		if strings.Contains(line, " .essential") {
			change("not essential", " .essential", "", "checklist-differs.essential")
			change("nearly essential", " .essential", " .esential", "task-attribute.class")
			change("essential without a full stop", " .essential", " essential", "task-attribute.flag")
		} else {
			change("essential", "{#"+m[4], "{#"+m[4]+" .essential", "checklist-differs.essential")
		}
		change("with more time", " time=", " time=1", "checklist-differs.time")
		change("with no time", " time=", " time=0", "task-attribute.time")
		change("with a slip", " time=", " tim=", "unknown-attribute.near")
		change("harder", "effort=easy", "effort=hard", "checklist-differs.effort")
		change("with a slip in its effort", "effort=easy", "effort=eazy", "task-attribute.value-near")
		change("with another topic", "theme=security", "theme=privacy", "checklist-differs.theme")
		if !strings.Contains(line, " stage=") {
			change("with a stage", "{#"+m[4], "{#"+m[4]+" stage=problem", "checklist-differs.stage")
		}
		if !strings.Contains(line, " devices=") {
			change("for some devices", "{#"+m[4], "{#"+m[4]+" devices=\"lamp\"", "checklist-differs.devices")
			change("for no devices", "{#"+m[4], "{#"+m[4]+" devices=\"\"", "task-attribute.devices")
		}
	}
	for n, i := range t.groups {
		m := groupLine.FindStringSubmatch(t.lines[i])
		if m[2] == "" {
			continue
		}
		fs = append(fs, listFault{"the heading " + m[1] + " taken out", t.with(i, i+1), "checklist-differs.group", other.groups[n], true})
		add("the heading "+m[1]+" renamed", t.with(i, i+1, "## "+m[1]+" {#x-"+m[3]+"}"), "checklist-differs.group-id", i)
	}
	for n, i := range t.parts {
		fs = append(fs, listFault{"a part taken out", t.with(i, i+2), "checklist-differs.item", other.parts[n], true})
		add("a part twice", t.with(i, i, t.lines[i], ":::", ""), "duplicate-id", i+3)
	}
	return fs
}

// named tells whether a finding stands at a line, from 0, of a file, or names it.
func named(d diag.Diagnostic, path string, line int) bool {
	args := map[string]string{}
	for _, a := range d.Args {
		args[a.Name] = a.Value
	}
	if line < 0 {
		return d.Pos.Path == path || args["file"] == path
	}
	return d.Pos.Path == path && d.Pos.Line == line+1 || args["file"] == path && args["line"] == fmt.Sprint(line+1)
}

// One fault gives one finding, which tells where it is: every checklist is broken in every way, in one language and
// then in the other.
func TestEveryFaultOfAChecklistGivesOneFinding(t *testing.T) {
	all := checklists(t)
	tried := map[string]int{}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		files := all[name]
		what := "content/list"
		if strings.HasPrefix(name, "_items/") {
			what = "content/" + name
		}
		key := func(d diag.Diagnostic) string { return fmt.Sprint(d.Pos.Path, d.ID(), d.Args) }
		before := map[string]int{} // what is found in the sound list: its links lead out of this small site
		for _, d := range judge(sitetest.Make(t, files)) {
			before[key(d)]++
			if strings.HasPrefix(d.Rule, "checklist-") || d.Rule == "task-attribute" || d.Rule == "duplicate-id" {
				t.Errorf("%s: %s:%d %s %v", name, d.Pos.Path, d.Pos.Line, d.ID(), d.Args)
			}
		}
		for _, lang := range []string{"en", "fr"} {
			path, otherPath := what+"."+lang+".md", what+".fr.md"
			if lang == "fr" {
				otherPath = what + ".en.md"
			}
			sound := files[path]
			faults := parseList(string(sound.Data)).faults(parseList(string(files[otherPath].Data)))
			for i, f := range faults {
				// The draft is broken at each place; of each of our own lists and parts each sort of fault once is enough.
				again := slices.ContainsFunc(faults[:i], func(g listFault) bool { return g.says == f.says && g.other == f.other })
				if name != "the draft" && again {
					continue
				}
				files[path] = &fstest.MapFile{Data: []byte(f.src)}
				rest := maps.Clone(before)
				var found []diag.Diagnostic
				for _, d := range judge(sitetest.Make(t, files)) {
					if rest[key(d)]--; rest[key(d)] < 0 {
						found = append(found, d)
					}
				}
				at := path
				if f.other {
					at = otherPath
				}
				if len(found) != 1 || found[0].ID() != f.says || !named(found[0], at, f.line) {
					t.Errorf("%s.%s: %s: want %s at %s:%d, found\n%s", name, lang, f.name, f.says, at, f.line+1, sitetest.Told(found))
				}
				tried[f.says]++
			}
			files[path] = sound
		}
	}
	for _, says := range []string{"item", "item-order", "item-id", "group", "group-id", "essential", "time", "effort", "theme", "stage", "devices", "why", "how"} {
		if tried["checklist-differs."+says] == 0 {
			t.Errorf("nothing tries %s", says)
		}
	}
}

// A checklist may be as long as its authors need.
func TestAChecklistOfFiveHundredItems(t *testing.T) {
	var b strings.Builder
	b.WriteString("+++\ntitle = \"Long\"\nkind = \"checklist\"\n+++\n")
	for i := range 500 {
		if i%25 == 0 {
			fmt.Fprintf(&b, "## Group %d {#group-%d}\n\n", i, i)
		}
		fmt.Fprintf(&b, "- [ ] **Deed %d.** Why. {#deed-%d time=5 effort=easy}\n\n  1. One.\n  2. Two.\n\n", i, i)
	}
	files := sitetest.Pages("_index.en.md:\n_index.fr.md:")
	sitetest.Put(files, "content/list.en.md", b.String())
	sitetest.Put(files, "content/list.fr.md", strings.Replace(b.String(), "Deed 250.** Why.", "Deed 250.**", 1))
	m := sitetest.Make(t, files)
	if found := judge(m); len(found) != 1 || found[0].ID() != "checklist-differs.why" {
		t.Error(sitetest.Told(found))
	}
	if s := m.Page(t, "list.en.md").Items().Sum(); s.Items != 500 || s.Minutes != 2500 {
		t.Errorf("%+v", s)
	}
}
