package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"trousse/cmd/trousse/internal/build"
	"trousse/cmd/trousse/internal/check"
	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/memo"
	"trousse/cmd/trousse/internal/publish"
)

func buildOptions() []option {
	return []option{
		{name: "out", placeholder: "DIR"},
		{name: "base-url", placeholder: "URL"},
		{name: "relative"},
		{name: "drafts"},
		{name: "strict"},
		{name: "fresh"},
		{name: "json"},
		{name: "explain", placeholder: "PATH"},
		{name: "verify"},
	}
}

func runBuild(ctx context.Context, s *session, o options) (int, error) {
	start := s.Now()
	out := o.value("out")
	if out == "" {
		out = "public"
	}
	out, err := s.outFolder(out)
	if err != nil {
		return WrongCommand, err
	}
	base, err := baseURL(o.value("base-url"))
	if err != nil {
		return WrongCommand, err
	}
	in, done, err := s.input()
	if err != nil {
		return MachineFault, err
	}
	defer done()
	in.Out, in.BaseURL = out, base
	in.Relative, in.Drafts, in.Strict = o.asked("relative"), o.asked("drafts"), o.asked("strict")
	in.Explain, in.Verify = o.value("explain"), o.asked("verify")

	state, owner := build.StatePath(s.dir, out), s.owner()
	st := &build.State{}
	if !o.asked("fresh") {
		st = build.Load(state, owner)
	}
	p := s.progress()
	in.Progress = p.step
	res, err := build.Run(ctx, in, st)
	p.clear()
	if err != nil {
		return MachineFault, err
	}
	if err := st.Save(state, owner); err != nil {
		// The site is built; without its state the next build only takes longer.
		fmt.Fprintf(s.Stderr, "trousse: %s\n", s.say("cli.state-not-saved", "detail", err.Error()))
	}
	if o.asked("json") {
		err = s.reportJSON(res, s.Now().Sub(start))
	} else {
		err = s.report(res, s.Now().Sub(start))
	}
	if err != nil {
		return MachineFault, err
	}
	if res.Errors > 0 || len(res.Differ) > 0 {
		return SiteFaults, nil
	}
	return Done, nil
}

// input is what every build of this site starts from. done closes the site's folder.
func (s *session) input() (in build.Input, done func(), err error) {
	for _, name := range []string{"content", "config.toml"} {
		if _, err := os.Stat(filepath.Join(s.dir, name)); err == nil {
			break
		} else if name == "config.toml" {
			return in, nil, wrong("cli.no-site", "folder", s.dir)
		}
	}
	root, err := os.OpenRoot(s.dir)
	if err != nil {
		return in, nil, err
	}
	return build.Input{
		Site:      root.FS(),
		Templates: s.Templates,
		Themes:    s.Themes,
		Locales:   s.Locales,
		Rules:     check.Rules(),
		Formats:   formats,
		Now:       s.Now(),
	}, func() { root.Close() }, nil
}

// Folders of a site that hold what somebody wrote: a build must never be placed there.
var sourceFolders = []string{"content", "templates", "themes", "locales", "static", "cmd", ".git", ".ci"}

// outFolder gives the whole path of the output folder, refusing one that holds the site itself.
func (s *session) outFolder(out string) (string, error) {
	if !filepath.IsAbs(out) {
		out = filepath.Join(s.dir, out)
	}
	out = filepath.Clean(out)
	if within(s.dir, out) {
		return "", wrong("cli.out-holds-site", "folder", out)
	}
	for _, f := range sourceFolders {
		if within(out, filepath.Join(s.dir, f)) {
			return "", wrong("cli.out-holds-site", "folder", out)
		}
	}
	return out, nil
}

// within tells whether path is folder or below it.
func within(path, folder string) bool {
	rel, err := filepath.Rel(folder, path)
	return err == nil && (rel == "." || !strings.HasPrefix(rel, "..") || strings.HasPrefix(rel, "..."))
}

// owner binds remembered results to this very program.
func (s *session) owner() memo.Sum {
	data, err := os.ReadFile(s.Program)
	if s.Program == "" || err != nil {
		return memo.SumString(version())
	}
	return memo.SumBytes(data)
}

func (s *session) printer() diag.Printer {
	return diag.Printer{Words: texter{s.words}, Color: s.Terminal && s.Getenv("NO_COLOR") == ""}
}

// report says what was found and done, in plain words.
func (s *session) report(res *build.Result, took time.Duration) error {
	if err := s.printer().Text(s.Stderr, res.Diags); err != nil {
		return err
	}
	for _, e := range res.Explained {
		switch {
		case !e.Known:
			fmt.Fprintf(s.Stdout, "%s: %s\n", e.Path, s.say("cli.explain-new"))
		case len(e.Changed) == 0:
			fmt.Fprintf(s.Stdout, "%s: %s\n", e.Path, s.say("cli.explain-same"))
		default:
			parts := make([]string, len(e.Changed))
			for i, c := range e.Changed {
				parts[i] = c
				if text, ok := s.words.Text("cli.part." + strings.ReplaceAll(c, " ", "-")); ok {
					parts[i] = text
				}
			}
			fmt.Fprintf(s.Stdout, "%s: %s %s\n", e.Path, s.say("cli.explain-changed"), strings.Join(parts, ", "))
		}
	}
	for _, k := range res.Kept {
		fmt.Fprintf(s.Stderr, "%s: %s\n", k, s.say("cli.kept"))
	}
	if res.Compared > 0 {
		for _, p := range res.Differ {
			fmt.Fprintf(s.Stdout, "%s: %s\n", p, s.say("cli.verify-differs"))
		}
		fmt.Fprintln(s.Stdout, s.count("cli.verified", res.Compared))
	}
	s.closing(res, took)
	return nil
}

// closing is the last line: pages per language, files, problems, time.
func (s *session) closing(res *build.Result, took time.Duration) {
	var parts []string
	if res.Site != nil {
		var pages []string
		for _, t := range res.Site.Trees {
			n := 0
			for _, p := range res.Site.Pages {
				if p.Tree == t {
					n++
				}
			}
			pages = append(pages, t.Lang.Name+" "+s.number(n))
		}
		parts = append(parts, s.say("cli.pages")+" "+strings.Join(pages, ", "))
	}
	if res.Published {
		parts = append(parts, s.count("cli.written", len(res.Written)), s.count("cli.unchanged", res.Unchanged), s.count("cli.removed", len(res.Removed)))
	} else if res.Errors > 0 {
		parts = append(parts, s.say("cli.nothing-published"))
	}
	parts = append(parts, s.problems(res.Errors, res.Warnings))
	parts = append(parts, s.say("cli.seconds", "seconds", s.seconds(took)))
	fmt.Fprintln(s.Stdout, strings.Join(parts, " · "))
}

func (s *session) problems(errs, warnings int) string {
	if errs+warnings == 0 {
		return s.say("cli.no-problem")
	}
	var parts []string
	if errs > 0 {
		parts = append(parts, s.count("cli.errors", errs))
	}
	if warnings > 0 {
		parts = append(parts, s.count("cli.warnings", warnings))
	}
	return strings.Join(parts, ", ")
}

func (s *session) number(n int) string { return s.words.Words().Number(n) }

// seconds writes a duration with the language's decimal sign: 0.38 s, 0,38 s.
func (s *session) seconds(d time.Duration) string {
	text := fmt.Sprintf("%.2f", d.Seconds())
	return strings.Replace(text, ".", s.say("cli.decimal-sign"), 1)
}

// buildReport is the result of a build as JSON, for other programs.
type buildReport struct {
	Pages       map[string]int `json:"pages"` // by language
	Published   bool           `json:"published"`
	Written     int            `json:"written"`
	Unchanged   int            `json:"unchanged"`
	Removed     int            `json:"removed"`
	Errors      int            `json:"errors"`
	Warnings    int            `json:"warnings"`
	Seconds     float64        `json:"seconds"`
	Diagnostics []diag.Record  `json:"diagnostics"`
}

func (s *session) reportJSON(res *build.Result, took time.Duration) error {
	r := buildReport{
		Pages: map[string]int{}, Published: res.Published, Written: len(res.Written), Unchanged: res.Unchanged, Removed: len(res.Removed),
		Errors: res.Errors, Warnings: res.Warnings, Seconds: float64(took.Milliseconds()) / 1000,
		Diagnostics: s.printer().Report(res.Diags).Diagnostics,
	}
	if res.Site != nil {
		for _, p := range res.Site.Pages {
			r.Pages[p.Lang]++
		}
	}
	enc := json.NewEncoder(s.Stdout)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(r)
}

// explain finds the message for what the machine could not do.
func explain(err error) (id string, args []any) {
	var foreign *publish.ForeignError
	var path *fs.PathError
	switch {
	case errors.Is(err, context.Canceled):
		return "cli.interrupted", nil
	case errors.Is(err, publish.ErrBusy):
		return "cli.build-running", []any{"detail", err.Error()}
	case errors.As(err, &foreign):
		return "cli.foreign-file", []any{"path", strings.Join(foreign.Paths, ", ")}
	case errors.Is(err, syscall.ENOSPC):
		return "cli.disk-full", []any{"detail", err.Error()}
	case errors.Is(err, fs.ErrPermission) && errors.As(err, &path):
		return "cli.no-permission", []any{"path", path.Path}
	}
	return "cli.machine-fault", []any{"detail", err.Error()}
}

var _ io.Writer
