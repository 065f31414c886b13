package markdown

import "strings"

// include leaves a hole for a part: "::: include {file="/_parts/help"}" and ":::".
func (w *work) include(c *container) {
	file, ok := find(c.attrs, "file")
	if !ok || strings.TrimSpace(file.value) == "" {
		w.fault(c.from, "include-file")
		return
	}
	if first := c.FirstChild(); first != nil {
		w.fault(max(first.Pos(), c.from), "include-content")
	}
	w.blockFact("container:include", "include", c.from, c.line)
	w.hole(HoleInclude, len(w.facts.Includes))
	w.facts.Includes = append(w.facts.Includes, Include{
		File: strings.TrimSpace(file.value), Pos: w.spot(c.from), From: c.from, To: c.to,
	})
}
