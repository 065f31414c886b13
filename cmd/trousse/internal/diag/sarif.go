package diag

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"
)

// Rule is what a report says of a rule. Its words are the messages "rule.ID" (one line) and
// "ID.hint".
type Rule struct {
	ID       string
	Severity Severity // the rule's own
}

// Tool is what a report says of the program that made it.
type Tool struct {
	Version string // "1.2.0"; may be empty
	URL     string // absolute; may be empty
}

// The parts of SARIF 2.1.0 that a report uses, named as in the standard
// (https://docs.oasis-open.org/sarif/sarif/v2.1.0/).
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool     `json:"tool"`
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name           string      `json:"name"`
		Version        string      `json:"version,omitempty"`
		InformationURI string      `json:"informationUri,omitempty"`
		Rules          []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID      string      `json:"id"`
		Short   *sarifText  `json:"shortDescription,omitempty"`
		Help    *sarifText  `json:"help,omitempty"`
		Default sarifConfig `json:"defaultConfiguration"`
	}
	sarifConfig struct {
		Enabled bool   `json:"enabled"`
		Level   string `json:"level"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifResult struct {
		RuleID       string            `json:"ruleId"`
		RuleIndex    int               `json:"ruleIndex"`
		Level        string            `json:"level"`
		Message      sarifText         `json:"message"`
		Locations    []sarifLocation   `json:"locations,omitempty"`
		Fingerprints map[string]string `json:"partialFingerprints"`
	}
	sarifLocation struct {
		Physical sarifPhysical `json:"physicalLocation"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn,omitempty"`
	}
)

// SARIF writes ds as a SARIF 2.1.0 log with one run. rules are all the rules that were applied,
// whether they found something or not.
func (p Printer) SARIF(w io.Writer, ds []Diagnostic, tool Tool, rules []Rule) error {
	described, index := p.describe(ds, rules)
	results := make([]sarifResult, 0, len(ds))
	seen := map[string]int{}
	for _, d := range ds {
		if d.Severity == Off {
			continue
		}
		text := p.Message(d)
		if hint := p.Hint(d); hint != "" {
			text += "\n" + hint
		}
		r := sarifResult{
			RuleID: d.Rule, RuleIndex: index[d.Rule], Level: d.Severity.String(),
			Message:      sarifText{text},
			Fingerprints: map[string]string{"trousse/v1": fingerprint(d, seen)},
		}
		if path := p.path(d.Pos); path != "" {
			loc := sarifLocation{sarifPhysical{Artifact: sarifArtifact{uri(path)}}}
			if d.Pos.Line > 0 {
				loc.Physical.Region = &sarifRegion{d.Pos.Line, max(d.Pos.Col, 0)}
			}
			r.Locations = []sarifLocation{loc}
		}
		results = append(results, r)
	}
	return writeJSON(w, sarifLog{
		Schema:  "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
		Version: "2.1.0",
		Runs: []sarifRun{{
			Tool:       sarifTool{sarifDriver{"trousse", tool.Version, tool.URL, described}},
			ColumnKind: "unicodeCodePoints",
			Results:    results,
		}},
	})
}

// describe lists the rules by id, with those that only a diagnostic names, and where each stands.
func (p Printer) describe(ds []Diagnostic, rules []Rule) ([]sarifRule, map[string]int) {
	all := slices.Clone(rules)
	for _, d := range ds {
		all = append(all, Rule{d.Rule, d.Severity})
	}
	// Stable, so that of two with one id the rule's own entry stays.
	slices.SortStableFunc(all, func(a, b Rule) int { return cmp.Compare(a.ID, b.ID) })
	all = slices.CompactFunc(all, func(a, b Rule) bool { return a.ID == b.ID })

	described := make([]sarifRule, len(all))
	index := make(map[string]int, len(all))
	for i, r := range all {
		index[r.ID] = i
		described[i] = sarifRule{ID: r.ID, Default: sarifConfig{r.Severity != Off, "none"}}
		if r.Severity != Off {
			described[i].Default.Level = r.Severity.String()
		}
		if s := p.word("rule."+r.ID, ""); s != "" {
			described[i].Short = &sarifText{s}
		}
		if s := p.word(r.ID+".hint", ""); s != "" {
			described[i].Help = &sarifText{s}
		}
	}
	return described, index
}

// fingerprint names a fault by what it is and not by its line, so that it is known again when
// text above it moves. Faults that are alike are told apart by their order.
func fingerprint(d Diagnostic, seen map[string]int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%q %q", d.ID(), d.Pos.Path)
	for _, a := range d.Args {
		fmt.Fprintf(&b, " %q %q", a.Name, a.Value)
	}
	n := seen[b.String()]
	seen[b.String()] = n + 1
	sum := sha256.Sum256(fmt.Appendf(nil, "%s %d", b.String(), n))
	return hex.EncodeToString(sum[:16])
}

// uri makes a relative URI reference (RFC 3986) of a path.
func uri(path string) string { return (&url.URL{Path: path}).String() }
