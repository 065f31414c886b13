package diag

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// messages is a Texter for tests: {name} stands for a variable.
type messages map[string]string

func (m messages) Message(id string, args []Arg) (string, bool) {
	s, ok := m[id]
	for _, a := range args {
		s = strings.ReplaceAll(s, "{"+a.Name+"}", a.Value)
	}
	return s, ok
}

var english = messages{
	"error": "error", "warning": "warning", "hint": "hint",
	"broken-link": "There is no page {target}.", "broken-link.hint": "Check the path.",
	"broken-link.near": "There is no page {target}.", "broken-link.near.hint": "Did you mean “{near}”?",
	"rule.broken-link": "Links that lead nowhere",
	"alt-missing":      "The image {image} has no alternative text, 100% sure.",
	"rule.alt-missing": "Images without alternative text",
	"rule.quiet":       "A rule that finds nothing", "quiet.hint": "Do nothing.",
}

var french = messages{
	"error": "erreur", "warning": "avertissement", "hint": "conseil",
	"broken-link": "La page {target} n’existe pas.", "broken-link.hint": "Vérifiez le chemin.",
	"alt-missing": "L’image {image} n’a pas de texte de remplacement.",
}

func at(path string, line, col int) Position { return Position{path, line, col} }

func sample() []Diagnostic {
	ds := []Diagnostic{
		{Rule: "broken-link", Variant: "near", Severity: Error, Pos: at("content/a.en.md", 3, 7), Args: Args("target", "b&c.md", "near", "bc.md")},
		{Rule: "alt-missing", Severity: Warning, Pos: at("content/é a:b,c.fr.md", 2, 0), Args: Args("image", "x.png")},
		{Rule: "broken-link", Severity: Error, Pos: at("content/a.en.md", 3, 7), Args: Args("target", "d.md")},
		{Rule: "broken-link", Severity: Error, Pos: at("content/a.en.md", 1, 1), Args: Args("target", "d.md")},
		{Rule: "unworded", Severity: Error, Pos: at("config.toml", 0, 0), Args: Args("key", "x\ny")},
		{Rule: "site-wide", Severity: Warning},
		{Rule: "broken-link", Severity: Off, Pos: at("content/a.en.md", 9, 9)},
	}
	Sort(ds)
	return ds
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := "testdata/" + name
	if *update {
		if err := os.MkdirAll("testdata", 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, got, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), string(got)); d != "" {
		t.Errorf("%s (-want +got):\n%s", file, d)
	}
}

func TestReportsLookAsTheyShould(t *testing.T) {
	rules := []Rule{{"quiet", Warning}, {"broken-link", Error}, {"alt-missing", Warning}, {"never", Off}}
	for name, write := range map[string]func(b *bytes.Buffer) error{
		"english.txt":   func(b *bytes.Buffer) error { return Printer{Words: english}.Text(b, sample()) },
		"french.txt":    func(b *bytes.Buffer) error { return Printer{Words: french}.Text(b, sample()) },
		"wordless.txt":  func(b *bytes.Buffer) error { return Printer{}.Text(b, sample()) },
		"colour.txt":    func(b *bytes.Buffer) error { return Printer{Words: english, Color: true}.Text(b, sample()[:4]) },
		"prefixed.txt":  func(b *bytes.Buffer) error { return Printer{Words: english, Prefix: "docs/site/"}.Text(b, sample()) },
		"report.json":   func(b *bytes.Buffer) error { return Printer{Words: english}.JSON(b, sample()) },
		"nothing.json":  func(b *bytes.Buffer) error { return Printer{Words: english}.JSON(b, nil) },
		"report.github": func(b *bytes.Buffer) error { return Printer{Words: english}.GitHub(b, sample()) },
		"report.sarif": func(b *bytes.Buffer) error {
			return Printer{Words: english}.SARIF(b, sample(), Tool{"1.2.0", "https://example.ca/trousse"}, rules)
		},
		"nothing.sarif": func(b *bytes.Buffer) error { return Printer{}.SARIF(b, nil, Tool{}, nil) },
	} {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			if err := write(&b); err != nil {
				t.Fatal(err)
			}
			golden(t, name, b.Bytes())
		})
	}
}

func TestWhatAnAuthorWroteCannotDressUpTheReport(t *testing.T) {
	d := Diagnostic{Rule: "broken-link", Severity: Error, Pos: at("content/\x1b[2J\n.md", 1, 1),
		Args: Args("target", "\x1b]0;title\x07\r\n::error::x\u202e"+strings.Repeat("é", 300))}
	var b bytes.Buffer
	if err := (Printer{Words: english}).Text(&b, []Diagnostic{d}); err != nil {
		t.Fatal(err)
	}
	out := b.String()
	if strings.ContainsAny(out, "\x1b\x07\r\u202e") || strings.Count(out, "\n") != 2 {
		t.Errorf("%q", out)
	}
	if strings.Contains(out, strings.Repeat("é", 250)) || !strings.Contains(out, "…") {
		t.Error("a long argument is not cut")
	}
	b.Reset()
	if err := (Printer{Words: english}).GitHub(&b, []Diagnostic{d}); err != nil {
		t.Fatal(err)
	}
	if strings.Count(b.String(), "\n") != 1 {
		t.Errorf("%q", b.String())
	}
	d.Args = Args("target", "\xff\xfe")
	b.Reset()
	if err := (Printer{Words: english}).JSON(&b, []Diagnostic{d}); err != nil || !json.Valid(b.Bytes()) {
		t.Error("JSON cannot be read again")
	}
}

// The parts of SARIF 2.1.0 that its schema requires, on every object that a report writes.
func TestSARIFHasWhatTheStandardRequires(t *testing.T) {
	var b bytes.Buffer
	rules := []Rule{{"broken-link", Error}}
	if err := (Printer{Words: english}).SARIF(&b, sample(), Tool{}, rules); err != nil {
		t.Fatal(err)
	}
	var log struct {
		Schema  string `json:"$schema"`
		Version string
		Runs    []struct {
			Tool struct {
				Driver struct {
					Name  string
					Rules []struct{ ID string }
				}
			}
			Results []struct {
				RuleID    string
				RuleIndex int
				Level     string
				Message   struct{ Text string }
				Locations []struct {
					PhysicalLocation struct {
						ArtifactLocation struct{ URI string }
						Region           *struct{ StartLine, StartColumn *int }
					}
				}
				PartialFingerprints map[string]string
			}
		}
	}
	if err := json.Unmarshal(b.Bytes(), &log); err != nil {
		t.Fatal(err)
	}
	if log.Version != "2.1.0" || !strings.HasPrefix(log.Schema, "https://") || len(log.Runs) != 1 || log.Runs[0].Tool.Driver.Name == "" {
		t.Fatalf("%+v", log)
	}
	run := log.Runs[0]
	seen := map[string]bool{}
	for i, r := range run.Tool.Driver.Rules {
		if r.ID == "" || i > 0 && run.Tool.Driver.Rules[i-1].ID >= r.ID {
			t.Errorf("rule %d: %q", i, r.ID)
		}
	}
	for _, r := range run.Results {
		if r.Message.Text == "" || run.Tool.Driver.Rules[r.RuleIndex].ID != r.RuleID || r.Level != "error" && r.Level != "warning" {
			t.Errorf("%+v", r)
		}
		for _, l := range r.Locations {
			if g := l.PhysicalLocation.Region; g != nil && (g.StartLine == nil || *g.StartLine < 1 || g.StartColumn != nil && *g.StartColumn < 1) {
				t.Errorf("region %+v", g)
			}
			if uri := l.PhysicalLocation.ArtifactLocation.URI; uri == "" || strings.ContainsAny(uri, " é") {
				t.Errorf("uri %q", uri)
			}
		}
		f := r.PartialFingerprints["trousse/v1"]
		if f == "" || seen[f] {
			t.Errorf("fingerprint %q", f)
		}
		seen[f] = true
	}
}

func TestAFaultKeepsItsFingerprintWhenItMoves(t *testing.T) {
	print := func(line int) string {
		return fingerprint(Diagnostic{Rule: "a", Pos: at("x", line, 1)}, map[string]int{})
	}
	if print(1) != print(9) {
		t.Error("it depends on the line")
	}
}

func TestTextFuncMakesATexter(t *testing.T) {
	f := TextFunc(func(id string, args ...any) (string, bool) {
		return id + " " + args[0].(string) + "=" + args[1].(string), true
	})
	if got := (Printer{Words: f}).Message(New("x", Position{}, "k", "v")); got != "x k=v" {
		t.Error(got)
	}
}
