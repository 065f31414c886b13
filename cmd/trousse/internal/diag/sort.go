package diag

import (
	"cmp"
	"slices"
)

// Compare orders diagnostics by path, line, column, rule, variant and arguments; the worse of
// two that are otherwise alike comes first.
func Compare(a, b Diagnostic) int {
	if c := a.Pos.Compare(b.Pos); c != 0 {
		return c
	}
	return cmp.Or(
		cmp.Compare(a.Rule, b.Rule),
		cmp.Compare(a.Variant, b.Variant),
		slices.CompareFunc(a.Args, b.Args, compareArgs),
		cmp.Compare(b.Severity, a.Severity),
	)
}

// Compare orders positions by path, line and column.
func (p Position) Compare(q Position) int {
	return cmp.Or(cmp.Compare(p.Path, q.Path), cmp.Compare(p.Line, q.Line), cmp.Compare(p.Col, q.Col))
}

func compareArgs(a, b Arg) int {
	return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Value, b.Value))
}

// Sort puts ds in the order of [Compare].
func Sort(ds []Diagnostic) { slices.SortFunc(ds, Compare) }

// Dedupe sorts ds and returns it with each fault once: same place, rule, wording and arguments.
// Where only the severity differs, the worse stays. The result shares memory with ds.
func Dedupe(ds []Diagnostic) []Diagnostic {
	Sort(ds)
	return slices.CompactFunc(ds, func(a, b Diagnostic) bool {
		a.Severity, b.Severity = Default, Default
		return Compare(a, b) == 0
	})
}

// Settle returns the diagnostics of ds that count, each with its severity: its own where it has
// one, or that of its rule. Those that are [Off] are left out. ds is not changed.
func Settle(ds []Diagnostic, severity func(rule string) Severity) []Diagnostic {
	out := make([]Diagnostic, 0, len(ds))
	for _, d := range ds {
		if d.Severity == Default {
			d.Severity = severity(d.Rule)
		}
		if d.Severity != Off {
			out = append(out, d)
		}
	}
	return out
}

// Count tells how many errors and warnings ds holds. One whose severity was never settled is an
// error, so that a fault cannot pass unseen.
func Count(ds []Diagnostic) (errors, warnings int) {
	for _, d := range ds {
		switch d.Severity {
		case Off:
		case Warning:
			warnings++
		default:
			errors++
		}
	}
	return errors, warnings
}

// String gives the severity's name in machine-readable output: "error", "warning", "off".
func (s Severity) String() string {
	switch s {
	case Off:
		return "off"
	case Warning:
		return "warning"
	default:
		return "error"
	}
}
