package theme

import (
	"regexp"
	"slices"
	"strings"
)

// sheet is a css/tokens.css: where its tokens stand, for light and for dark.
type sheet struct {
	text  string
	decls []decl
	dark  []int // where each set of dark values begins
}

// decl is one token in one set of values.
type decl struct {
	name, value string
	dark        bool
	set         int // which set of dark values, for a dark one
	from, to    int // where the value stands
}

var comment = regexp.MustCompile(`(?s)/\*.*?\*/`)

// scan finds the tokens of a style sheet. Light ones stand in :root, dark ones in :root where the
// device asks for dark or where the page does, as the built-in theme has them; everything else is
// the theme's own business.
func scan(css string) *sheet {
	s := &sheet{text: css}
	open := []block{{}} // the braces that are open, and the file itself
	start, round := 0, 0
	for i := 0; i < len(css); i++ {
		switch css[i] {
		case '/':
			if strings.HasPrefix(css[i:], "/*") {
				end := strings.Index(css[i+2:], "*/")
				if end < 0 {
					return s
				}
				i += end + 3
			}
		case '"', '\'':
			for q := css[i]; i+1 < len(css); {
				if i++; css[i] == '\\' {
					i++
				} else if css[i] == q {
					break
				}
			}
		case '(':
			round++
		case ')':
			round--
		case '{':
			open = append(open, open[len(open)-1].within(css[start:i]))
			if open[len(open)-1].scheme() == "dark" {
				s.dark = append(s.dark, i+1)
			}
			start, round = i+1, 0
		case ';', '}':
			if css[i] == ';' && round > 0 {
				continue
			}
			s.declare(open[len(open)-1].scheme(), start, i)
			if css[i] == '}' && len(open) > 1 {
				open = open[:len(open)-1]
			}
			start, round = i+1, 0
		}
	}
	return s
}

// declare notes what stands from start to end if it is a token.
func (s *sheet) declare(scheme string, start, end int) {
	// A comment before the name is not the name.
	blank := comment.ReplaceAllStringFunc(s.text[start:end], func(c string) string { return strings.Repeat(" ", len(c)) })
	name, value, ok := strings.Cut(blank, ":")
	token, isToken := strings.CutPrefix(strings.TrimSpace(name), "--")
	if !ok || !isToken || scheme == "" {
		return
	}
	from := start + len(name) + 1
	from += len(value) - len(strings.TrimLeft(value, " \t\r\n"))
	value = strings.TrimSpace(value)
	s.decls = append(s.decls, decl{name: token, value: value, dark: scheme == "dark", set: len(s.dark) - 1, from: from, to: from + len(value)})
}

// block is what is known of a place between braces.
type block struct {
	device, page, root bool // where the device asks for dark, where the page does, in :root
	rule               bool // in a rule, whatever its selector
	other              bool // where something else counts
}

// within is the block inside b that begins with some words.
func (b block) within(before string) block {
	squeezed := strings.NewReplacer(" ", "", "\t", "", "\n", "", "\r", "", `"`, "", "'", "").Replace(comment.ReplaceAllString(before, ""))
	switch {
	case strings.HasPrefix(squeezed, "@layer"):
	case squeezed == "@media(prefers-color-scheme:dark)":
		b.device = true
	case strings.HasPrefix(squeezed, "@"), b.rule:
		b.other = true
	default:
		b.rule = true
		for selector := range strings.SplitSeq(squeezed, ",") {
			switch selector {
			case ":root[data-theme=dark]":
				b.page = true
			case ":root":
				b.root = true
			case ":root:not([data-theme=light])":
				b.root = b.root || b.device
			case ":root[data-theme=light]":
				b.root = b.root || !b.device
			}
		}
	}
	return b
}

// scheme tells which set of values a block holds: "light", "dark", or none.
func (b block) scheme() string {
	switch {
	case b.other || !b.rule:
		return ""
	case b.page, b.device && b.root:
		return "dark"
	case b.root:
		return "light"
	}
	return ""
}

// values gives every token's value in light or dark; what dark does not name is as in light.
func (s *sheet) values(dark bool) map[string]string {
	m := map[string]string{}
	for _, d := range s.decls {
		if !d.dark {
			m[d.name] = d.value
		}
	}
	for _, d := range s.decls {
		if dark && d.dark {
			m[d.name] = d.value
		}
	}
	return m
}

// darkens tells whether a token has a dark value of its own.
func (s *sheet) darkens(name string) bool {
	return slices.ContainsFunc(s.decls, func(d decl) bool { return d.dark && d.name == name })
}

// with gives the style sheet with other values, where the old ones stand: what else the sheet says,
// and in which order, stays. A dark value for a token that has none yet is added.
func (s *sheet) with(light, dark map[string]string) *sheet {
	type edit struct {
		from, to int
		text     string
	}
	var edits []edit
	has := make([]map[string]bool, len(s.dark))
	for i := range has {
		has[i] = map[string]bool{}
	}
	for _, d := range s.decls {
		values := light
		if d.dark {
			values = dark
			has[d.set][d.name] = true
		}
		if v, ok := values[d.name]; ok {
			// Every line stays where it was, for the positions of faults.
			edits = append(edits, edit{d.from, d.to, v + strings.Repeat("\n", strings.Count(s.text[d.from:d.to], "\n"))})
		}
	}
	for i, at := range s.dark {
		for _, name := range sortedKeys(dark) {
			if !has[i][name] {
				edits = append(edits, edit{at, at, " --" + name + ": " + dark[name] + ";"})
			}
		}
	}
	slices.SortStableFunc(edits, func(a, b edit) int { return a.from - b.from })
	var b strings.Builder
	at := 0
	for _, e := range edits {
		b.WriteString(s.text[at:e.from])
		b.WriteString(e.text)
		at = e.to
	}
	b.WriteString(s.text[at:])
	return scan(b.String())
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
