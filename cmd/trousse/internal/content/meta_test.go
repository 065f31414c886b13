package content

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFaultsOfFrontMatterAreTold(t *testing.T) {
	long := strings.Repeat("a", 101)
	for _, tt := range []struct{ name, toml, yaml, want string }{
		// Positions count from the first key, which stands on line 2 of the file.
		{"unknown key", "colour = 1", "colour: 1", "2:1 unknown-key key=colour"},
		{"unknown key, near", " tilte = 'x'", "tilte: x", "2:%d unknown-key.near key=tilte near=title"},
		{"key of another program", "lastmod = 1", "lastmod: 1", "2:1 unknown-key.near key=lastmod near=updated"},
		{"unknown table", "[params]\nx = 1", "params:\n  x: 1", "2:%d unknown-key key=params"},
		{"text wanted", "description = 1", "description: 1", "2:%d wrong-type.string key=description example=%s"},
		{"text is a list", "description = ['a']", "description: [a]", "2:%d wrong-type.string key=description example=%s"},
		{"list wanted", "devices = 'camera'", "devices: camera", "2:%d wrong-type.list-not-text key=devices example=%s"},
		{"list is a number", "devices = 3", "devices: 3", "2:%d wrong-type.list key=devices example=%s"},
		{"number in a list", "devices = ['a', 3]", "devices: [a, 3]", "2:%d wrong-type.elements key=devices example=%s"},
		{"boolean wanted", "draft = 'yes'", "draft: yes", "2:%d wrong-type.boolean key=draft example=%s"},
		{"optional boolean", "toc = 1", "toc: 1", "2:%d wrong-type.boolean key=toc example=%s"},
		{"integer wanted", "weight = 1.5", "weight: 1.5", "2:%d wrong-type.integer key=weight example=%s"},
		{"huge weight", "weight = 1000001", "weight: 1000001", "2:%d bad-value.range key=weight value=1000001 min=-1000000 max=1000000"},
		{"day that does not exist", "updated = '2026-02-30'", "updated: 2026-02-30", "2:%d bad-date key=updated value=2026-02-30"},
		{"day in words", "updated = '5 May 2026'", "updated: 5 May 2026", "2:%d bad-date.form key=updated value=5 May 2026"},
		{"day is a number", "updated = 2026", "updated: 2026", "2:%d wrong-type.date key=updated example=%s"},
		{"kind", "kind = 'recipe'", "kind: recipe", "2:%d bad-value key=kind value=recipe allowed=guide, checklist, decision, lesson, plan, gap-analysis, catalogue, glossary, sources, gallery, page"},
		{"internal kind", "kind = 'home'", "kind: home", "2:%d bad-value key=kind value=home allowed=guide, checklist, decision, lesson, plan, gap-analysis, catalogue, glossary, sources, gallery, page"},
		{"kind, near", "kind = 'Guide'", "kind: Guide", "2:%d bad-value.near key=kind value=Guide allowed=guide, checklist, decision, lesson, plan, gap-analysis, catalogue, glossary, sources, gallery, page near=guide"},
		{"stage", "stage = ['before', 'after']", "stage: [before, after]", "2:%d bad-value key=stage value=after allowed=before, using, problem"},
		{"address", "address = 'vos'", "address: vos", "2:%d bad-value.near key=address value=vos allowed=tu, vous near=vous"},
		{"twice in a list", "theme = ['privacy', 'privacy']", "theme: [privacy, privacy]", "2:%d bad-value.duplicate key=theme value=privacy"},
		{"empty text", "description = ' '", "description: ' '", "2:%d bad-value.empty key=description"},
		{"control character", `description = "a\u0007"`, `description: "a\a"`, "2:%d bad-value.control key=description"},
		{"slug with capitals", "slug = 'Buy a Camera'", "slug: Buy a Camera", "2:%d bad-slug value=Buy a Camera near=buy-a-camera"},
		{"slug outside", "slug = '../x'", "slug: ../x", "2:%d bad-slug value=../x near=x"},
		{"slug with percent", "slug = 'a%2fb'", "slug: a%2fb", "2:%d bad-slug value=a%2fb near=a-2fb"},
		{"slug of hyphens", "slug = '--'", "slug: '--'", "2:%d bad-slug value=-- near=page"},
		{"long slug", "slug = '" + long + "'", "slug: " + long, "2:%d bad-slug.long value=" + long[:79] + "… max=100"},
		{"alias without slash", "aliases = ['old']", "aliases: [old]", "2:%d bad-alias value=old"},
		{"alias outside", "aliases = ['/a/../../x']", "aliases: ['/a/../../x']", "2:%d bad-alias value=/a/../../x"},
		{"alias elsewhere", "aliases = ['//example.org/']", "aliases: ['//example.org/']", "2:%d bad-alias value=//example.org/"},
		{"alias with scheme", "aliases = ['https://example.org/']", "aliases: ['https://example.org/']", "2:%d bad-alias value=https://example.org/"},
		{"alias encoded", "aliases = ['/%2e%2e/']", "aliases: ['/%2e%2e/']", "2:%d bad-alias value=/%2e%2e/"},
		{"alias of the top", "aliases = ['/']", "aliases: [/]", "2:%d bad-alias value=/"},
		{"key with a space", "key = 'a b'", "key: a b", "2:%d bad-value.key key=key value=a b"},
		{"ignore as text", "ignore = 'x'", "ignore: x", "2:%d wrong-type.tables key=ignore example=%s"},
		{"duplicate key", "weight = 1\nweight = 2", "weight: 1\nweight: 2", "3:1 duplicate-key key=weight line=2"},
	} {
		for _, f := range []struct{ name, fence, title, text string }{
			{"TOML", "+++", "title = 'T'", tt.toml}, {"YAML", "---", "title: T", tt.yaml},
		} {
			t.Run(tt.name+"/"+f.name, func(t *testing.T) {
				// A title below a table's header would be the table's.
				file := f.fence + "\n" + f.text + "\n" + f.title + "\n" + f.fence + "\n"
				if strings.Contains(f.text, "[params]") {
					file = f.fence + "\n" + f.text + "\n" + f.fence + "\n"
				}
				p, _ := read(t, file)
				var got []string
				for line := range strings.Lines(told(p.Diags)) {
					if !strings.Contains(line, "missing-title") {
						got = append(got, strings.TrimSuffix(line, "\n"))
					}
				}
				if !fits(tt.want, strings.Join(got, "\n")) {
					t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), tt.want)
				}
				placed(t, p, file)
			})
		}
	}
}

// fits compares with "%d" and "%s" standing for anything: a column, or an example of either format.
func fits(want, got string) bool {
	want = strings.ReplaceAll(want, "2:%d ", "2:\x00 ")
	want = strings.ReplaceAll(want, "=%s", "=\x00")
	for i, piece := range strings.Split(want, "\x00") {
		at := strings.Index(got, piece)
		if at < 0 || i == 0 && at > 0 {
			return false
		}
		got = got[at+len(piece):]
	}
	return got == "" || strings.HasSuffix(want, "\x00")
}

func TestPlacesAndExamplesOfFaults(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"value in TOML", "+++\ntitle = 'é'\n  weight =  'x'\n+++", "3:13 wrong-type.integer key=weight example=weight = 10"},
		{"value in YAML", "---\ntitle: é\nweight:  x\n---", "3:10 wrong-type.integer key=weight example=weight: 10"},
		{"element", "+++\ntitle = 'é'\ndevices = [\n  'é', 3,\n]\n+++", "4:8 wrong-type.elements key=devices example=devices = [\"camera\", \"doorbell\"]"},
		{"element in YAML", "---\ntitle: é\nstage:\n  - before\n  - later\n---", "5:5 bad-value key=stage value=later allowed=before, using, problem"},
		{"time with a day", "+++\ntitle = 'x'\nupdated = 2026-01-05T10:00:00\n+++", "3:11 wrong-type.date key=updated example=updated = 2026-01-05"},
		{"impossible day", "+++\nupdated = 2026-02-30\ntitle = 'x'\n+++", "2:11 bad-date key=updated value=2026-02-30"},
		{"slashed day", "+++\ntitle = 'x'\nupdated = '2026/01/05'\n+++", "3:11 bad-date.form key=updated value=2026/01/05"},
		{"ignore", "+++\ntitle = 'x'\n[[ignore]]\nrule = 'a'\nreason = 'because'\nlines = 2\n[[ignore]]\nline = 99\n+++",
			"5:10 ignore-without-reason min=10\n6:1 unknown-key.near key=ignore.lines near=line\n7:3 ignore-without-reason min=10\n7:3 missing-key key=ignore.rule\n8:8 bad-value.range key=ignore.line value=99 min=1 max=9"},
		{"ignore in YAML", "---\ntitle: x\nignore:\n  - rule: a\n---", "4:9 ignore-without-reason min=10"},
		{"no title", "+++\nweight = 1\n+++", "1:1 missing-title"},
		{"no title in YAML", "---\ntitle:\n---", "1:1 missing-title"},
		{"no front matter", "# Hello\n", "1:1 missing-title.no-front-matter"},
		{"empty file", "", "1:1 missing-title.no-front-matter"},
		{"empty title", "+++\ntitle = ''\n+++", "2:9 bad-value.empty key=title"},
		{"unclosed", "+++\ntitle = 'x'\n\nText", "1:1 unclosed-front-matter fence=+++"},
		{"closed by the other", "+++\ntitle = 'x'\n---\nText", "1:1 unclosed-front-matter fence=+++"},
		{"title with a fault", "+++\ntitle = “x”\n+++", "2:9 toml-syntax.quotes key=title value=“x”"},
		{"forgotten quotes", "+++\ntitle = Buy a camera\nweight = x\n+++", "2:9 toml-syntax.unquoted key=title value=Buy a camera\n3:10 toml-syntax.unquoted key=weight value=x"},
		{"YAML in TOML", "+++\ntitle: x\n+++", "2:1 toml-syntax.colon key=title value=title: x"},
		{"TOML in YAML", "---\ntitle = 'x'\n---", "2:1 yaml-syntax.equals key=title"},
		{"colon in a value", "---\ntitle: Cameras: how to\nweight: 3\n---", "2:8 yaml-syntax.colon key=title"},
		{"tab", "---\ntitle: x\nstage:\n\t- before\n---", "4:1 yaml-syntax.tab key=stage"},
		{"quote in YAML", "---\ntitle: \"x\nweight: 1\n---", "2:8 yaml-syntax.quote key=title"},
		{"bracket in YAML", "---\nstage: [before\ntitle: x\n---", "2:8 yaml-syntax.bracket key=stage"},
		{"special in YAML", "---\ntitle: @x\n---", "2:8 yaml-syntax.special key=title"},
		{"alias in YAML", "---\ntitle: &t x\ndescription: *t\n---", "2:8 yaml-unsupported.anchor key=title\n3:14 yaml-unsupported.anchor key=description"},
		{"merge in YAML", "---\ntitle: x\n<<: {a: 1}\n---", "3:1 yaml-unsupported.anchor key=<<"},
		{"tag in YAML", "---\ntitle: !!str x\n---", "2:8 yaml-unsupported.tag key=title"},
		{"deep TOML", "+++\na = " + strings.Repeat("[", 9000) + "\n+++", "2:37 toml-syntax.deep\n"},
		{"deep YAML", "---\na: " + strings.Repeat("[", 9000) + "\n---", "2:28 yaml-syntax.deep\n"},
		{"deep lists in YAML", "---\na:\n" + strings.Repeat("- ", 5000) + "x\n---", "3:49 yaml-syntax.deep\n"},
		{"much front matter", "+++\ntitle = '" + strings.Repeat("x", MaxFrontMatter) + "'\n+++\n", "1:1 front-matter-too-large size=16395 max=16384"},
		{"Latin-1", "+++\ntitle = 'x'\n+++\ncaf\xe9 \xe0 la", "4:4 not-utf8.latin1 byte=E9 count=2 char=é"},
		{"NUL", "+++\ntitle = 'x'\n+++\n\na\x00b", "5:2 control-character code=U+0000 count=1"},
		{"UTF-16", "\xff\xfe#\x00", "1:1 missing-title.no-front-matter\n1:1 not-utf8.utf16"},
		{"text and front matter", "+++\ntitle = 'x'\nx = 1\n+++\n\nFAULT", "3:1 unknown-key key=x\n6:1 test"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p, _ := read(t, tt.in)
			want := strings.TrimSuffix(tt.want, "\n") + "\n"
			if diff := cmp.Diff(sortedLines(want), sortedLines(told(p.Diags))); diff != "" {
				t.Error(diff)
			}
			placed(t, p, tt.in)
		})
	}
}

func sortedLines(s string) map[string]bool {
	m := map[string]bool{}
	for line := range strings.Lines(s) {
		m[line] = true
	}
	return m
}
