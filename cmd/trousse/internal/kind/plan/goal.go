package plan

import (
	"strconv"
	"strings"

	"trousse/cmd/trousse/internal/datafile"
	"trousse/cmd/trousse/internal/tomlpos"
)

// goal reads a goal. What a part of SMART lacks is told once for the part, whatever it consists of:
// "goal-not-smart.PART" [key], keys with commas between.
func (r reader) goal(name string, n *datafile.Node) (e Goal) {
	whole := true // what is there of the measure is two numbers
	number := func(dst *int) datafile.Setter {
		return func(name string, n *datafile.Node) {
			*dst = -1
			r.Integer(dst, 0, maxCount)(name, n)
			whole = whole && *dst >= 0
		}
	}
	measure := func(name string, n *datafile.Node) {
		r.Table(n, name,
			datafile.May("text", r.Text(&e.Measure.Text)),
			datafile.May("baseline", number(&e.Measure.Baseline)),
			datafile.May("target", number(&e.Measure.Target)),
			datafile.May("unit", r.Text(&e.Measure.Unit)),
			datafile.May("method", r.Text(&e.Measure.Method)),
		)
	}
	r.Table(n, name,
		datafile.Need("id", r.ID(&e.ID)),
		datafile.Need("title", r.Text(&e.Title)),
		datafile.May("audience", r.Ref(&e.Audience)),
		datafile.May("statement", r.Text(&e.Statement)),
		datafile.May("measure", measure),
		datafile.May("achievable", r.Text(&e.Achievable)),
		datafile.May("resources", r.some(&e.Resources)),
		datafile.May("relevant", r.Text(&e.Relevant)),
		datafile.May("gap", r.Ref(&e.Gap)),
		datafile.May("owner", r.Ref(&e.Owner)),
		datafile.May("start", r.Date(&e.Start)),
		datafile.May("due", r.Date(&e.Due)),
		datafile.May("channels", r.Refs(&e.Channels)),
		datafile.May("messages", r.Refs(&e.Messages)),
	)
	r.lacks("specific", name, n, "audience", "statement")
	if m := n.Get("measure"); m == nil {
		r.lacks("measurable", name, n, "measure")
	} else if !r.lacks("measurable", name+".measure", m, "text", "baseline", "target", "unit", "method") && whole && e.Measure.Baseline == e.Measure.Target {
		if at := m.Get("target"); at != nil {
			r.Fault("goal-not-smart.measurable", at.ValueAt, "key", name+".measure.target", "same", strconv.Itoa(e.Measure.Target))
		}
	}
	r.lacks("achievable", name, n, "achievable", "resources")
	r.lacks("relevant", name, n, "relevant", "gap")
	r.lacks("time-bound", name, n, "owner", "start", "due")
	return e
}

// lacks reports the keys of a part that are absent, and tells whether there are any. A value that is no
// table is a fault already.
func (r reader) lacks(part, name string, n *datafile.Node, keys ...string) bool {
	if n.Kind != tomlpos.Table {
		return false
	}
	var absent []string
	for _, key := range keys {
		if n.Get(key) == nil {
			absent = append(absent, name+"."+key)
		}
	}
	if len(absent) > 0 {
		r.Fault("goal-not-smart."+part, n.At, "key", strings.Join(absent, ", "))
	}
	return len(absent) > 0
}
