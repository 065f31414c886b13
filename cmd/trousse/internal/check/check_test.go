package check_test

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"trousse/cmd/trousse/internal/check"
	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/locale"
	"trousse/cmd/trousse/internal/site/testdata/sitetest"
	"trousse/locales"
)

// load reads a site from a folder of testdata, with home pages where it has none.
func load(t *testing.T, dir string) fstest.MapFS {
	t.Helper()
	files := sitetest.Pages("_index.en.md:\n_index.fr.md:")
	src := os.DirFS(dir)
	err := fs.WalkDir(src, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(src, p)
		files[p] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// judge finds all that is wrong with a site, before severities and silences count.
func judge(m *sitetest.Made) []diag.Diagnostic {
	found := slices.Concat(m.Read, m.Joined)
	rules := check.Rules()
	for _, p := range m.Input.Pages {
		found = append(found, check.RunPage(rules, p)...)
	}
	for _, p := range m.Site.PagesAndParts() {
		found = append(found, check.RunLinked(rules, m.Site, p)...)
	}
	return diag.Dedupe(append(found, check.RunSite(rules, m.Site)...))
}

var (
	comment = regexp.MustCompile(`(?:<!--|#) want( below)?((?: "[^"]+")+)`)
	quoted  = regexp.MustCompile(`"([^"]+)"`)
)

// wanted lists what the comments of a file ask for, as "path:line id": a comment asks for faults on
// its own line, "want below" for faults on the next.
func wanted(path string, data []byte) []string {
	var want []string
	n := 0
	for line := range strings.Lines(string(data)) {
		n++
		c := comment.FindStringSubmatch(line)
		if c == nil {
			continue
		}
		at := n
		if c[1] != "" {
			at++
		}
		for _, id := range quoted.FindAllStringSubmatch(c[2], -1) {
			want = append(want, fmt.Sprintf("%s:%d %s", path, at, id[1]))
		}
	}
	return want
}

func TestRulesFindJustWhatTheirSitesAskFor(t *testing.T) {
	dirs, err := os.ReadDir("testdata")
	if err != nil {
		t.Fatal(err)
	}
	for _, dir := range dirs {
		t.Run(dir.Name(), func(t *testing.T) {
			files := load(t, path.Join("testdata", dir.Name()))
			var want, got []string
			for p, f := range files {
				want = append(want, wanted(p, f.Data)...)
			}
			for _, d := range judge(sitetest.Make(t, files)) {
				got = append(got, fmt.Sprintf("%s:%d %s", d.Pos.Path, d.Pos.Line, d.ID()))
			}
			slices.Sort(want)
			slices.Sort(got)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// A rule that nobody saw find something, or let something pass, in each language is not known to work.
func TestEveryRuleHasHitsAndNearMissesInBothLanguages(t *testing.T) {
	for _, r := range check.Rules() {
		if r.Page == nil && r.Linked == nil && r.Site == nil {
			continue
		}
		for _, lang := range []string{"en", "fr"} {
			for name, hit := range map[string]bool{"hit": true, "miss": false} {
				p := path.Join("testdata", r.ID, "content", name+"."+lang+".md")
				data, err := os.ReadFile(p)
				if err != nil {
					t.Error(err)
					continue
				}
				found := slices.ContainsFunc(wanted(p, data), func(w string) bool {
					_, id, _ := strings.Cut(w, " ")
					rule, _, _ := strings.Cut(id, ".")
					return rule == r.ID
				})
				if sources, err := os.ReadFile(path.Join("testdata", r.ID, "content/sources.toml")); hit && err == nil {
					found = found || len(wanted(p, sources)) > 0 // the fault of a source stands there
				}
				// The fault of a page with parts may stand in a part, that of a page with data in its data.
				beside, err := os.ReadFile(path.Join("testdata", r.ID, "content", name+".toml"))
				if found = found || err == nil && len(wanted(name, beside)) > 0; hit && !found && !strings.Contains(string(data), "::: include") || !hit && found {
					t.Errorf("%s: a fault is wanted: %v", p, hit)
				}
			}
		}
	}
}

func TestRulesAreSortedAndSeenOnce(t *testing.T) {
	var ids []string
	for _, r := range check.Rules() {
		ids = append(ids, r.ID)
		functions := 0
		for _, set := range []bool{r.Page != nil, r.Linked != nil, r.Site != nil} {
			if set {
				functions++
			}
		}
		if functions > 1 || r.Severity == diag.Default || r.Severity == diag.Off {
			t.Errorf("%s has %d functions and severity %d", r.ID, functions, r.Severity)
		}
	}
	if sorted := slices.Compact(slices.Sorted(slices.Values(ids))); !slices.Equal(ids, sorted) {
		t.Error(cmp.Diff(sorted, ids))
	}
}

func TestEveryRuleHasWordsInBothLanguages(t *testing.T) {
	for _, lang := range []string{"en", "fr"} {
		set, err := locale.Messages(locales.FS, lang)
		if err != nil {
			t.Fatal(err)
		}
		has := map[string]bool{}
		for _, id := range set.IDs() {
			has[id] = true
		}
		named := map[string]bool{}
		for _, r := range check.Rules() {
			named["rule."+r.ID] = true
			said := has[r.ID] && has[r.ID+".hint"]
			for id := range has {
				said = said || strings.HasPrefix(id, r.ID+".") && has[id+".hint"]
			}
			if !has["rule."+r.ID] || !said {
				t.Errorf("%s: %s has no name, no message or no hint", lang, r.ID)
			}
		}
		for _, id := range slices.Sorted(maps.Keys(has)) {
			if strings.HasPrefix(id, "rule.") && !named[id] {
				t.Errorf("%s: %s names a rule that is not there", lang, id)
			}
		}
	}
}

// What a rule tells must be what its words mention: a name misspelled on either side shows as "…".
func TestFindingsFillTheirWords(t *testing.T) {
	found := map[string]diag.Diagnostic{}
	dirs, err := os.ReadDir("testdata")
	if err != nil {
		t.Fatal(err)
	}
	for _, dir := range dirs {
		for _, d := range judge(sitetest.Make(t, load(t, path.Join("testdata", dir.Name())))) {
			found[d.ID()] = d
		}
	}
	for _, lang := range []string{"en", "fr"} {
		set, err := locale.Messages(locales.FS, lang)
		if err != nil {
			t.Fatal(err)
		}
		printer := diag.Printer{Words: diag.TextFunc(set.Text)}
		for _, id := range slices.Sorted(maps.Keys(found)) {
			d := found[id]
			d.Args = slices.Clone(d.Args)
			for i := range d.Args {
				d.Args[i].Value = "7"
			}
			if _, own := set.Text(id); !own {
				t.Errorf("%s: %s has no words", lang, id)
			}
			if text := printer.Message(d) + " " + printer.Hint(d); strings.Contains(text, "…") || strings.TrimSpace(printer.Hint(d)) == "" {
				t.Errorf("%s: %s: %s", lang, id, text)
			}
		}
	}
}
