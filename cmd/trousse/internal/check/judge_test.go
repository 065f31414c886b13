package check_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trousse/cmd/trousse/internal/check"
	"trousse/cmd/trousse/internal/content"
	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/markdown"
	"trousse/cmd/trousse/internal/site/testdata/sitetest"
)

// few are rules enough to judge by.
var few = []check.Rule{
	{ID: "broken-link", Severity: diag.Error},
	{ID: "heading-jump", Severity: diag.Warning},
	{ID: "ignore-unused", Severity: diag.Warning},
	{ID: "unknown-rule", Severity: diag.Error},
}

func at(path string, line int) diag.Position {
	return diag.Position{Path: path, Line: line, Col: 1}
}

// verdict writes each finding as "severity path:line rule".
func verdict(ds []diag.Diagnostic) string {
	var b strings.Builder
	for line := range strings.Lines(sitetest.Told(ds)) {
		b.WriteString(ds[0].Severity.String() + " " + line)
		ds = ds[1:]
	}
	return b.String()
}

func TestFindingsAreJudged(t *testing.T) {
	for _, tt := range []struct{ name, config, pages, want string }{
		{"by the severity of their rules", "", "", `
			error a.en.md:5 broken-link
			warning a.en.md:9 heading-jump
			error b.en.md:5 broken-link.near
			error b.en.md:5 from-nowhere`},
		{"as the configuration changes it", "[rules]\nbroken-link = 'warning'\nheading-jump = 'error'", "", `
			warning a.en.md:5 broken-link
			error a.en.md:9 heading-jump
			warning b.en.md:5 broken-link.near
			error b.en.md:5 from-nowhere`},
		{"and left out where a rule is off", "[rules]\nbroken-link = 'off'", "", `
			warning a.en.md:9 heading-jump
			error b.en.md:5 from-nowhere`},
		{"silenced on a page", "", `
			a.en.md: [[ignore]]; rule = "broken-link"; reason = "It comes in March."`, `
			warning a.en.md:9 heading-jump
			error b.en.md:5 broken-link.near
			error b.en.md:5 from-nowhere`},
		{"silenced on a line", "", `
			a.en.md: [[ignore]]; rule = "broken-link"; line = 5; reason = "It comes in March."; [[ignore]]; rule = "heading-jump"; line = 8; reason = "It is meant so."`, `
			warning a.en.md:7 ignore-unused rule=heading-jump
			warning a.en.md:9 heading-jump
			error b.en.md:5 broken-link.near
			error b.en.md:5 from-nowhere`},
		{"silenced by a pattern", "[[ignore]]\nrule = 'broken-link'\npath = '?.en.md'\nreason = 'They come in March.'", "", `
			warning a.en.md:9 heading-jump
			error b.en.md:5 from-nowhere`},
		{"a pattern does not cross folders", "[[ignore]]\nrule = 'heading-jump'\npath = '*/a.en.md'\nreason = 'They come in March.'", "", `
			warning config.toml:1 ignore-unused rule=heading-jump
			error a.en.md:5 broken-link
			warning a.en.md:9 heading-jump
			error b.en.md:5 broken-link.near
			error b.en.md:5 from-nowhere`},
		{"a silence that silences nothing", "", `
			a.en.md: [[ignore]]; rule = "heading-jump"; reason = "It is meant so."; [[ignore]]; rule = "unknown-rule"; reason = "It is meant so."`, `
			error a.en.md:5 broken-link
			warning a.en.md:6 ignore-unused rule=unknown-rule
			error b.en.md:5 broken-link.near
			error b.en.md:5 from-nowhere`},
		{"a silence of a rule that is off", "[rules]\nheading-jump = 'off'\nignore-unused = 'error'", `
			a.en.md: [[ignore]]; rule = "heading-jump"; reason = "It is meant so."`, `
			error a.en.md:3 ignore-unused rule=heading-jump
			error a.en.md:5 broken-link
			error b.en.md:5 broken-link.near
			error b.en.md:5 from-nowhere`},
		{"unless nobody wants to know", "[rules]\nignore-unused = 'off'\nbroken-link = 'off'", `
			a.en.md: [[ignore]]; rule = "unknown-rule"; reason = "It is meant so."`, `
			warning a.en.md:9 heading-jump
			error b.en.md:5 from-nowhere`},
		{"or the page is a draft", "", `
			c.en.md: draft = true; [[ignore]]; rule = "broken-link"; reason = "It comes in March."`, `
			error a.en.md:5 broken-link
			warning a.en.md:9 heading-jump
			error b.en.md:5 broken-link.near
			error b.en.md:5 from-nowhere`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			files := sitetest.Pages(tt.pages)
			sitetest.Put(files, "config.toml", tt.config)
			m := sitetest.Make(t, files)
			if len(m.Read) > 0 {
				t.Fatal(sitetest.Told(m.Read))
			}
			found := []diag.Diagnostic{
				diag.New("broken-link", at("content/b.en.md", 5)).With("near"),
				diag.New("heading-jump", at("content/a.en.md", 9)),
				diag.New("broken-link", at("content/a.en.md", 5)),
				diag.New("broken-link", at("content/a.en.md", 5)),
				diag.New("from-nowhere", at("content/b.en.md", 5)),
			}
			got := verdict(check.Judge(few, m.Input.Config, m.Input.Pages, found))
			if diff := cmp.Diff(strings.Fields(tt.want), strings.Fields(got)); diff != "" {
				t.Errorf("got\n%s(-want +got)\n%s", got, diff)
			}
		})
	}
}

func TestRulesThatNobodyKnowsAreTold(t *testing.T) {
	files := sitetest.Pages(`
		_index.en.md: [[ignore]]; rule = "heading-jump"; reason = "It is meant so."
		a.en.md: [[ignore]]; rule = "heading-jmp"; reason = "It is meant so."
	`)
	sitetest.Put(files, "config.toml", `
[rules]
broken-link = "off"
brokenlink = "off"
spelling = "off"
[[ignore]]
rule = "unknown-role"
path = "a.en.md"
reason = "It is meant so."
`)
	m := sitetest.Make(t, files)
	got := sitetest.Told(check.UnknownRules(few, m.Input.Config, m.Input.Pages))
	want := `config.toml:4 unknown-rule.near rule=brokenlink near=broken-link
config.toml:5 unknown-rule rule=spelling
config.toml:7 unknown-rule.near rule=unknown-role near=unknown-rule
a.en.md:3 unknown-rule.near rule=heading-jmp near=heading-jump
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestFindingsAreCounted(t *testing.T) {
	errors, warnings := check.Counts([]diag.Diagnostic{{Severity: diag.Error}, {Severity: diag.Warning}, {Severity: diag.Warning}})
	if errors != 1 || warnings != 2 {
		t.Errorf("%d errors and %d warnings", errors, warnings)
	}
}

// A reader of links hears nothing where there is no text, whatever else is wrong with the link.
func TestALinkWithoutATextIsFound(t *testing.T) {
	p := &content.Page{Lang: "fr-ca", Facts: markdown.Facts{Links: []markdown.Link{
		{Dest: "a.md", Text: "\u00a0"}, {Dest: "b.md", Text: "Cliquez ici"}, {Dest: "c.md", Text: "Choisir une caméra"},
	}}}
	got := sitetest.Told(check.RunPage(check.Rules(), p))
	if want := " link-text.empty text=a.md\n link-text text=Cliquez ici\n"; got != want {
		t.Error(cmp.Diff(want, got))
	}
}
