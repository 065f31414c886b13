// Package check judges: each rule says what is wrong with a page, or with how pages fit together,
// and how bad that is.
package check

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"trousse/cmd/trousse/internal/config"
	"trousse/cmd/trousse/internal/content"
	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/site"
)

// Report takes one fault.
type Report func(d diag.Diagnostic)

// Rule is one thing that may be wrong. At most one of its functions is set; a rule without one is
// found while files are read or joined, and stands here for its severity and its description.
type Rule struct {
	ID       string
	Severity diag.Severity
	Page     func(p *content.Page, report Report)            // sees one file: its findings are remembered with it
	Linked   func(s *site.Site, p *site.Page, report Report) // sees a page in its site
	Site     func(s *site.Site, report Report)               // sees everything at once
}

// RunPage runs the rules that see one file.
func RunPage(rules []Rule, p *content.Page) []diag.Diagnostic {
	var ds []diag.Diagnostic
	for _, r := range rules {
		if r.Page != nil {
			r.Page(p, func(d diag.Diagnostic) { ds = append(ds, d) })
		}
	}
	return ds
}

// RunLinked runs the rules that see a page in its site.
func RunLinked(rules []Rule, s *site.Site, p *site.Page) []diag.Diagnostic {
	var ds []diag.Diagnostic
	for _, r := range rules {
		if r.Linked != nil {
			r.Linked(s, p, func(d diag.Diagnostic) { ds = append(ds, d) })
		}
	}
	return ds
}

// RunSite runs the rules that see everything at once.
func RunSite(rules []Rule, s *site.Site) []diag.Diagnostic {
	var ds []diag.Diagnostic
	for _, r := range rules {
		if r.Site != nil {
			r.Site(s, func(d diag.Diagnostic) { ds = append(ds, d) })
		}
	}
	return ds
}

// Judge gives each finding the severity of its rule, as the configuration changes it, and drops
// what is off or silenced with a reason. A silence that silences nothing is a finding itself.
func Judge(rules []Rule, cfg *config.Config, pages []*content.Page, found []diag.Diagnostic) []diag.Diagnostic {
	severity := make(map[string]diag.Severity, len(rules))
	for _, r := range rules {
		severity[r.ID] = r.Severity
	}
	for id, s := range cfg.Rules {
		severity[id] = s
	}
	silences := silencesOf(cfg, pages)
	var out []diag.Diagnostic
	for _, d := range found {
		if s, ok := severity[d.Rule]; ok {
			d.Severity = s
		} else if d.Severity == diag.Default {
			d.Severity = diag.Error
		}
		if d.Severity == diag.Off || silences.cover(d) {
			continue
		}
		out = append(out, d)
	}
	if severity["ignore-unused"] != diag.Off {
		for _, s := range silences.list {
			if _, known := severity[s.rule]; known && !s.used && !s.draft {
				out = append(out, diag.Diagnostic{Rule: "ignore-unused", Severity: severity["ignore-unused"], Pos: s.at, Args: diag.Args("rule", s.rule)})
			}
		}
	}
	return diag.Dedupe(out)
}

// Counts tells how many errors and warnings there are.
func Counts(ds []diag.Diagnostic) (errors, warnings int) { return diag.Count(ds) }

// UnknownRules finds rule ids in the configuration and in pages that no rule has.
func UnknownRules(rules []Rule, cfg *config.Config, pages []*content.Page) []diag.Diagnostic {
	var known []string
	for _, r := range rules {
		known = append(known, r.ID)
	}
	var ds []diag.Diagnostic
	look := func(id string, pos diag.Position) {
		if slices.Contains(known, id) {
			return
		}
		ds = append(ds, nearest(diag.New("unknown-rule", pos, "rule", id), id, known))
	}
	for id := range cfg.Rules {
		look(id, cfg.Position("rules."+id))
	}
	for i, ig := range cfg.Ignore {
		look(ig.Rule, cfg.Position(nth(i)+".rule"))
	}
	for _, p := range pages {
		for i, ig := range p.Meta.Ignore {
			look(ig.Rule, ignorePos(p, i))
		}
	}
	return diag.Dedupe(ds)
}

type silence struct {
	rule, file string // file is a pattern below content
	line       int
	at         diag.Position
	used       bool
	draft      bool // on a draft, which not every rule may have seen
}

type silences struct {
	list   []*silence
	byFile map[string][]*silence
	wide   []*silence
}

// nth is the name of a silence's place, in config.toml and in front matter.
func nth(i int) string { return "ignore[" + strconv.Itoa(i) + "]" }

func ignorePos(p *content.Page, i int) diag.Position {
	return diag.Position{Path: p.Path, Line: p.Meta.Line(nth(i)), Col: 1}
}

func silencesOf(cfg *config.Config, pages []*content.Page) *silences {
	ss := &silences{byFile: map[string][]*silence{}}
	for i, ig := range cfg.Ignore {
		s := &silence{rule: ig.Rule, file: ig.Path, at: cfg.Position(nth(i))}
		ss.list, ss.wide = append(ss.list, s), append(ss.wide, s)
	}
	for _, p := range pages {
		for i, ig := range p.Meta.Ignore {
			s := &silence{rule: ig.Rule, line: ig.Line, at: ignorePos(p, i), draft: p.Meta.Draft}
			ss.list = append(ss.list, s)
			ss.byFile[p.Path] = append(ss.byFile[p.Path], s)
		}
	}
	return ss
}

func (ss *silences) cover(d diag.Diagnostic) bool {
	covered := false
	for _, s := range ss.byFile[d.Pos.Path] {
		if s.rule == d.Rule && (s.line == 0 || s.line == d.Pos.Line) {
			s.used, covered = true, true
		}
	}
	below := strings.TrimPrefix(d.Pos.Path, site.ContentDir+"/")
	for _, s := range ss.wide {
		if s.rule != d.Rule {
			continue
		}
		if ok, err := path.Match(s.file, below); err == nil && ok {
			s.used, covered = true, true
		}
	}
	return covered
}
