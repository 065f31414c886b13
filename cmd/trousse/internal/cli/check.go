package cli

import (
	"context"
	"fmt"
	"path/filepath"

	"trousse/cmd/trousse/internal/build"
	"trousse/cmd/trousse/internal/check"
	"trousse/cmd/trousse/internal/diag"
)

func checkOptions() []option {
	return []option{
		{name: "format", placeholder: "FORMAT", allowed: []string{"text", "json", "sarif", "github"}},
		{name: "drafts"},
		{name: "strict"},
		{name: "list"},
	}
}

func runCheck(ctx context.Context, s *session, o options) (int, error) {
	if o.asked("list") {
		s.list()
		return Done, nil
	}
	start := s.Now()
	in, err := s.input()
	if err != nil {
		return MachineFault, err
	}
	in.Drafts, in.Strict = o.asked("drafts"), o.asked("strict")

	// What the last build remembered is used, and left as it is: only a build knows what it wrote.
	st := build.Load(build.StatePath(s.dir, filepath.Join(s.dir, "public")), s.owner())
	p := s.progress()
	in.Progress = p.step
	res, err := build.Run(ctx, in, st)
	p.clear()
	if err != nil {
		return MachineFault, err
	}
	switch o.value("format") {
	case "json":
		err = s.printer().JSON(s.Stdout, res.Diags)
	case "sarif":
		err = s.printer().SARIF(s.Stdout, res.Diags, diag.Tool{Version: version()}, s.rules())
	case "github":
		err = s.printer().GitHub(s.Stdout, res.Diags)
	default:
		if err = s.printer().Text(s.Stdout, res.Diags); err == nil {
			s.closing(res, s.Now().Sub(start))
		}
	}
	if err != nil {
		return MachineFault, err
	}
	if res.Errors > 0 {
		return SiteFaults, nil
	}
	return Done, nil
}

// rules describes every rule in the user's language.
func (s *session) rules() []diag.Rule {
	var rs []diag.Rule
	for _, r := range check.Rules() {
		rs = append(rs, diag.Rule{ID: r.ID, Severity: r.Severity})
	}
	return rs
}

// list prints the rules: id, severity, what it is about.
func (s *session) list() {
	rules := check.Rules()
	width := 0
	for _, r := range rules {
		width = max(width, len(r.ID))
	}
	for _, r := range rules {
		severity := s.say("warning")
		if r.Severity == diag.Error {
			severity = s.say("error")
		}
		fmt.Fprintf(s.Stdout, "%-*s  %-13s %s\n", width, r.ID, severity, s.say("rule."+r.ID))
	}
}
