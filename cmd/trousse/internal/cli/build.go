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
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"trousse/cmd/trousse/internal/build"
	"trousse/cmd/trousse/internal/check"
	"trousse/cmd/trousse/internal/config"
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
	base := o.value("base-url")
	if base != "" {
		clean, _, ok := config.BaseURL(base)
		if !ok {
			return WrongCommand, wrong("cli.bad-base-url", "url", base)
		}
		base = clean
	}
	in, err := s.input()
	if err != nil {
		return MachineFault, err
	}
	s.out = out
	if info, err := os.Stat(out); err == nil && !info.IsDir() {
		return MachineFault, &publish.ForeignError{Paths: []string{"."}}
	}
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
		err = s.report(res, in.Explain, s.Now().Sub(start))
	}
	if err != nil {
		return MachineFault, err
	}
	if res.Errors > 0 || len(res.Differ) > 0 {
		return SiteFaults, nil
	}
	return Done, nil
}

// input is what every build of this site starts from.
func (s *session) input() (in build.Input, err error) {
	if !isSite(s.dir) {
		return in, s.noSite()
	}
	day, err := s.day()
	if err != nil {
		return in, err
	}
	return build.Input{
		Site:      os.DirFS(s.dir), // source.Walk refuses links that lead out of it
		Templates: s.Templates,
		Themes:    s.Themes,
		Locales:   s.Locales,
		Rules:     check.Rules(),
		Formats:   formats,
		Now:       s.Now(),
		Day:       day,
	}, nil
}

// day is the day on which a site is judged: today, or the one of SOURCE_DATE_EPOCH, by which a build of another
// day can be repeated (reproducible-builds.org).
func (s *session) day() (time.Time, error) {
	given := s.Getenv("SOURCE_DATE_EPOCH")
	if given == "" {
		return s.Now().UTC(), nil
	}
	seconds, err := strconv.ParseInt(given, 10, 64)
	if err != nil || seconds < 0 || seconds > 1<<40 {
		return time.Time{}, wrong("cli.bad-epoch", "value", given)
	}
	return time.Unix(seconds, 0).UTC(), nil
}

// isSite tells whether a folder holds a site: either of its two signs is enough.
func isSite(dir string) bool { return holds(dir, "content") || holds(dir, "config.toml") }

func holds(dir, name string) bool {
	_, err := os.Stat(filepath.Join(dir, name))
	return err == nil
}

// noSite says that there is no site here, and where there is one if that is in a folder above.
func (s *session) noSite() error {
	for dir := s.dir; dir != filepath.Dir(dir); {
		dir = filepath.Dir(dir)
		if holds(dir, "content") && holds(dir, "config.toml") {
			return wrong("cli.no-site.above", "folder", s.dir, "above", s.shown(dir), "command", s.verb)
		}
	}
	return wrong("cli.no-site", "folder", s.dir)
}

// Folders of a site that hold what somebody wrote: a build must never be placed there.
var sourceFolders = []string{"content", "templates", "themes", "locales", "static", "cmd", ".git", ".ci"}

// outFolder gives the whole path of the output folder, refusing one that holds the site itself.
func (s *session) outFolder(out string) (string, error) {
	if !filepath.IsAbs(out) {
		out = filepath.Join(s.dir, out)
	}
	out = filepath.Clean(out)
	real, dir := follow(out), follow(s.dir)
	if within(dir, real) {
		return "", wrong("cli.out-holds-site", "folder", out)
	}
	for _, f := range sourceFolders {
		if within(real, follow(filepath.Join(dir, f))) {
			return "", wrong("cli.out-holds-site", "folder", out)
		}
	}
	return out, nil
}

// follow is path with its links followed, as far as it exists.
func follow(path string) string {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		return real
	}
	up := filepath.Dir(path)
	if up == path {
		return path
	}
	return filepath.Join(follow(up), filepath.Base(path))
}

// within tells whether path is folder or below it.
func within(path, folder string) bool {
	rel, err := filepath.Rel(folder, path)
	return err == nil && (rel == "." || !strings.HasPrefix(rel, "..") || strings.HasPrefix(rel, "..."))
}

// owner binds remembered results to this very program: to its version, the size of its file, and
// the beginning of that, where the linker puts an id made of the program's content. Reading all of
// it would take half of a build with nothing to do.
func (s *session) owner() memo.Sum {
	id := struct {
		Version string
		Size    int64
		Head    memo.Sum
	}{Version: version()}
	f, err := os.Open(s.Program)
	if s.Program == "" || err != nil {
		return memo.SumOf(id)
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil {
		id.Size = info.Size()
	}
	if head, err := io.ReadAll(io.LimitReader(f, 64<<10)); err == nil {
		id.Head = memo.SumBytes(head)
	}
	return memo.SumOf(id)
}

func (s *session) printer() diag.Printer {
	return diag.Printer{Words: texter{s.words}, Prefix: s.prefix(), Color: s.Terminal && s.Getenv("NO_COLOR") == ""}
}

// report says what was found and done, in plain words.
func (s *session) report(res *build.Result, asked string, took time.Duration) error {
	if err := s.printer().Text(s.Stderr, res.Diags); err != nil {
		return err
	}
	if asked != "" && len(res.Explained) == 0 && res.Published {
		fmt.Fprintf(s.Stdout, "%s: %s\n", asked, s.say("cli.explain-none"))
	}
	for _, e := range res.Explained {
		switch {
		case !e.Known:
			fmt.Fprintf(s.Stdout, "%s: %s\n", e.Path, s.say("cli.explain-new"))
		case len(e.Changed) == 0:
			fmt.Fprintf(s.Stdout, "%s: %s\n", e.Path, s.say("cli.explain-same"))
		default:
			fmt.Fprintf(s.Stdout, "%s: %s %s\n", e.Path, s.say("cli.explain-changed"), strings.Join(s.parts(e.Changed), ", "))
		}
	}
	for _, k := range res.Kept {
		fmt.Fprintf(s.Stderr, "%s: %s\n", s.shown(filepath.Join(s.out, k)), s.say("cli.kept"))
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

// parts gives the words for the parts of a key that changed.
func (s *session) parts(changed []string) []string {
	var parts []string
	for _, c := range changed {
		if c == "links in the text" && slices.Contains(changed, "body") {
			continue // they are named by the text that they stand in
		}
		if text, ok := s.words.Text("cli.part." + strings.ReplaceAll(c, " ", "-")); ok {
			c = text
		}
		if !slices.Contains(parts, c) {
			parts = append(parts, c)
		}
	}
	return parts
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
	} else if res.Errors > 0 && s.out != "" {
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
	Explained   []explained    `json:"explained,omitempty"` // with --explain
	Compared    int            `json:"compared,omitempty"`  // with --verify
	Differ      []string       `json:"differ,omitempty"`
	Diagnostics []diag.Record  `json:"diagnostics"`
}

// explained says why one file was made again.
type explained struct {
	Path    string   `json:"path"`    // below the output folder
	Known   bool     `json:"known"`   // it was there after the last build
	Changed []string `json:"changed"` // parts of what it is made from, [] where none
}

func (s *session) reportJSON(res *build.Result, took time.Duration) error {
	r := buildReport{
		Pages: map[string]int{}, Published: res.Published, Written: len(res.Written), Unchanged: res.Unchanged, Removed: len(res.Removed),
		Errors: res.Errors, Warnings: res.Warnings, Seconds: float64(took.Milliseconds()) / 1000,
		Compared: res.Compared, Differ: res.Differ,
		Diagnostics: s.printer().Report(res.Diags).Diagnostics,
	}
	for _, e := range res.Explained {
		r.Explained = append(r.Explained, explained{e.Path, e.Known, append([]string{}, e.Changed...)})
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
func (s *session) explain(err error) (id string, args []any) {
	var foreign *publish.ForeignError
	switch {
	case errors.Is(err, context.Canceled):
		return "cli.interrupted", nil
	case errors.Is(err, publish.ErrBusy):
		return "cli.build-running", []any{"folder", s.shown(s.out)}
	case errors.As(err, &foreign):
		const most = 10
		var paths []string
		for _, p := range foreign.Paths[:min(most, len(foreign.Paths))] {
			paths = append(paths, s.shown(filepath.Join(s.out, filepath.FromSlash(p))))
		}
		if len(foreign.Paths) > most {
			paths = append(paths, "…")
		}
		return "cli.foreign-file", []any{"path", strings.Join(paths, ", ")}
	case errors.Is(err, publish.ErrManifest):
		return "cli.bad-manifest", []any{"detail", err.Error()}
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return "cli.disk-full", []any{"detail", err.Error()}
	case errors.Is(err, fs.ErrPermission):
		return "cli.no-permission", []any{"detail", err.Error()}
	}
	return "cli.machine-fault", []any{"detail", err.Error()}
}
