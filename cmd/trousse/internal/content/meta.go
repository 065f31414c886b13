package content

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/markdown"
	"trousse/cmd/trousse/internal/tomlpos"
)

const (
	maxWeight      = 1_000_000
	maxSlug        = 100 // characters
	maxName        = 200 // bytes: file systems hold 255 in one name
	shortestReason = 10  // characters: the least that explains anything
	maxFaults      = 100 // told of one front matter; nobody mends more at a time
)

// reader reads the front matter of one page.
type reader struct {
	page *Page
	tag  string // BCP 47 tag of the page
	text []byte // the whole file
	yaml bool
}

// fault reports a fault at a place of the file. id is a rule, or a rule and a variant with a dot between.
func (r *reader) fault(id string, at tomlpos.Pos, args ...string) {
	if len(r.page.Diags) >= maxFaults {
		return
	}
	rule, variant, _ := strings.Cut(id, ".")
	pos := diag.Position{Path: r.page.Path, Line: at.Line, Col: at.Col}
	r.page.Diags = append(r.page.Diags, diag.New(rule, pos, args...).With(variant))
}

// short cuts what a message quotes.
func short(s string) string {
	const most = 80
	if len(s) <= most {
		return s
	}
	rs := []rune(s)
	if len(rs) <= most {
		return s
	}
	return string(rs[:most-1]) + "…"
}

// meta reads the front matter of a page and gives the rest of Meta its defaults.
func (r *reader) meta(p parts) {
	m := &r.page.Meta
	lost := map[string]bool{} // keys left out for a fault; "" where it is not known which
	switch {
	case p.fence != "" && !p.closed:
		r.fault("unclosed-front-matter", tomlpos.Pos{Line: p.openLine, Col: 1}, "fence", p.fence)
		lost[""] = true
	case len(p.meta) > MaxFrontMatter:
		r.fault("front-matter-too-large", tomlpos.Pos{Line: p.openLine, Col: 1},
			"size", strconv.Itoa(len(p.meta)), "max", strconv.Itoa(MaxFrontMatter))
		lost[""] = true
	case p.fence != "":
		read := tomlpos.Read
		if r.yaml {
			read = readYAML
		}
		// With as many empty lines before it as there are lines, every place found is one of the file.
		before := p.metaLine - 1
		padded := make([]byte, before, before+len(p.meta))
		for i := range padded {
			padded[i] = '\n'
		}
		root, faults := read(append(padded, p.meta...))
		for _, f := range faults {
			r.fault(f.Rule+"."+f.Variant, f.Pos, f.Args...)
			lost[f.Key] = lost[f.Key] || f.Rule != "duplicate-key"
		}
		r.keys(m, root)
		lost["title"] = lost["title"] || root.Get("title") != nil
	}
	if m.Kind == "" {
		m.Kind = r.defaultKind()
	}
	if m.Title == "" && r.page.Shape != Part && !lost["title"] && !lost[""] {
		id := "missing-title"
		if p.fence == "" {
			id = "missing-title.no-front-matter"
		}
		r.fault(id, tomlpos.Pos{Line: 1, Col: 1})
	}
}

func (r *reader) defaultKind() string {
	switch r.page.Shape {
	case Section:
		if r.page.Dir == "" {
			return "home"
		}
		return "section"
	case Part:
		return ""
	}
	return "guide"
}

// keys reads all keys of the front matter.
func (r *reader) keys(m *Meta, root *tomlpos.Node) {
	for _, n := range root.Nodes {
		i := slices.IndexFunc(keys, func(k key) bool { return k.Name == n.Key })
		if i < 0 {
			r.unknownKey(n)
			continue
		}
		if m.Lines == nil {
			m.Lines = make(map[string]int, len(root.Nodes))
		}
		m.Lines[n.Key] = n.At.Line
		if n.Kind == tomlpos.Array {
			r.elementLines(m, n)
		}
		keys[i].set(r, m, &keys[i], n)
	}
}

// elementLines notes the elements of a list that are not on the line of its key.
func (r *reader) elementLines(m *Meta, n *tomlpos.Node) {
	for i, x := range n.Nodes {
		if x.At.Line != n.At.Line || n.Key == "ignore" {
			m.Lines[n.Key+"["+strconv.Itoa(i)+"]"] = x.At.Line
		}
	}
}

func (r *reader) unknownKey(n *tomlpos.Node) {
	near, ok := elsewhere[strings.ToLower(n.Key)]
	if !ok {
		names := make([]string, len(keys))
		for i := range keys {
			names[i] = keys[i].Name
		}
		near, ok = diag.Nearest(n.Key, names)
	}
	if ok {
		r.fault("unknown-key.near", n.At, "key", short(n.Key), "near", near)
		return
	}
	r.fault("unknown-key", n.At, "key", short(n.Key))
}

// wrongType reports a value of another type than the key's.
func (r *reader) wrongType(k *key, variant string, n *tomlpos.Node) {
	between := " = "
	if r.yaml {
		between = ": "
	}
	example := k.Name + between + k.Example
	if k.Type == TypeTables {
		example = k.Example
		if r.yaml {
			example = k.Name + ":"
		}
	}
	r.fault("wrong-type."+variant, n.ValueAt, "key", k.Name, "example", example)
}

// str gives the text of a value, for people to read where the key is prose. It must say something.
func (r *reader) str(k *key, n *tomlpos.Node) (string, bool) {
	if n.Kind != tomlpos.String {
		variant := string(TypeString)
		if k.Type == TypeList {
			variant = "elements"
		}
		r.wrongType(k, variant, n)
		return "", false
	}
	raw := n.Value.(string)
	if tomlpos.HasControl(raw) || !utf8.ValidString(raw) {
		r.fault("bad-value.control", n.ValueAt, "key", k.Name)
		return "", false
	}
	// Titles and sentences stand on one line wherever they are shown; no-break spaces stay.
	s := strings.Join(strings.FieldsFunc(raw, func(c rune) bool { return c == ' ' || c == '\t' || c == '\n' }), " ")
	if s == "" {
		r.fault("bad-value.empty", n.ValueAt, "key", k.Name)
		return "", false
	}
	if k.Prose {
		s = markdown.Typography(r.tag, s)
	}
	return s, true
}

func text(field func(*Meta) *string) func(*reader, *Meta, *key, *tomlpos.Node) {
	return func(r *reader, m *Meta, k *key, n *tomlpos.Node) {
		if s, ok := r.str(k, n); ok {
			*field(m) = s
		}
	}
}

// allowed reports a value that is not one of the key's.
func (r *reader) allowed(k *key, n *tomlpos.Node, s string) bool {
	if len(k.Values) == 0 || slices.Contains(k.Values, s) {
		return true
	}
	args := []string{"key", k.Name, "value", short(s), "allowed", strings.Join(k.Values, ", ")}
	if near, ok := diag.Nearest(s, k.Values); ok {
		r.fault("bad-value.near", n.ValueAt, append(args, "near", near)...)
	} else {
		r.fault("bad-value", n.ValueAt, args...)
	}
	return false
}

func choice(field func(*Meta) *string) func(*reader, *Meta, *key, *tomlpos.Node) {
	return func(r *reader, m *Meta, k *key, n *tomlpos.Node) {
		if s, ok := r.str(k, n); ok && r.allowed(k, n, s) {
			*field(m) = s
		}
	}
}

// strs gives the elements of a list, each once.
func (r *reader) strs(k *key, n *tomlpos.Node, good func(n *tomlpos.Node, s string) bool) []string {
	nodes := n.Nodes
	switch {
	case n.Kind == tomlpos.String && k.Single:
		nodes = []*tomlpos.Node{n}
	case n.Kind != tomlpos.Array:
		variant := string(TypeList)
		if n.Kind == tomlpos.String {
			variant = "list-not-text"
		}
		r.wrongType(k, variant, n)
		return nil
	}
	var out []string
	for _, x := range nodes {
		s, ok := r.str(k, x)
		switch {
		case !ok || !good(x, s):
		case slices.Contains(out, s):
			r.fault("bad-value.duplicate", x.ValueAt, "key", k.Name, "value", short(s))
		default:
			out = append(out, s)
		}
	}
	return out
}

func list(field func(*Meta) *[]string) func(*reader, *Meta, *key, *tomlpos.Node) {
	return func(r *reader, m *Meta, k *key, n *tomlpos.Node) {
		*field(m) = r.strs(k, n, func(x *tomlpos.Node, s string) bool { return r.allowed(k, x, s) })
	}
}

func (r *reader) boolean(k *key, n *tomlpos.Node) (v, ok bool) {
	if n.Kind != tomlpos.Boolean {
		r.wrongType(k, string(TypeBoolean), n)
		return false, false
	}
	return n.Value.(bool), true
}

func optional(field func(*Meta) **bool) func(*reader, *Meta, *key, *tomlpos.Node) {
	return func(r *reader, m *Meta, k *key, n *tomlpos.Node) {
		if v, ok := r.boolean(k, n); ok {
			*field(m) = &v
		}
	}
}

func setWeight(r *reader, m *Meta, k *key, n *tomlpos.Node) {
	if n.Kind != tomlpos.Integer {
		r.wrongType(k, string(TypeInteger), n)
		return
	}
	v := n.Value.(int64)
	if v < -maxWeight || v > maxWeight {
		r.fault("bad-value.range", n.ValueAt, "key", k.Name, "value", strconv.FormatInt(v, 10),
			"min", strconv.Itoa(-maxWeight), "max", strconv.Itoa(maxWeight))
		return
	}
	m.Weight = int(v)
}

func setUpdated(r *reader, m *Meta, k *key, n *tomlpos.Node) {
	switch n.Kind {
	case tomlpos.Date:
		m.Updated = n.Value.(time.Time)
	case tomlpos.String:
		s := strings.TrimSpace(n.Value.(string))
		t, err := time.Parse(time.DateOnly, s)
		if err != nil {
			id := "bad-date.form"
			if isDay(s) {
				id = "bad-date"
			}
			r.fault(id, n.ValueAt, "key", k.Name, "value", short(s))
			return
		}
		m.Updated = t
	default:
		r.wrongType(k, string(TypeDate), n)
	}
}

// isDay tells whether s has the form of a day: 2026-02-30.
func isDay(s string) bool {
	if len(s) != len(time.DateOnly) {
		return false
	}
	for i := range len(s) {
		if i == 4 || i == 7 {
			if s[i] != '-' {
				return false
			}
		} else if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

func setSlug(r *reader, m *Meta, k *key, n *tomlpos.Node) {
	s, ok := r.str(k, n)
	if !ok {
		return
	}
	switch {
	case !norm.NFC.IsNormalString(s) || strings.ContainsFunc(s, func(c rune) bool { return !slugRune(c) }),
		!strings.ContainsFunc(s, func(c rune) bool { return c != '-' }), unicode.Is(unicode.M, firstRune(s)):
		r.fault("bad-slug", n.ValueAt, "value", short(s), "near", short(slugOf(s)))
	case utf8.RuneCountInString(s) > maxSlug || len(s) > maxName:
		r.fault("bad-slug.long", n.ValueAt, "value", short(s), "max", strconv.Itoa(maxSlug))
	default:
		m.Slug = s
	}
}

func firstRune(s string) rune {
	c, _ := utf8.DecodeRuneInString(s)
	return c
}

// setKey reads what pairs files whose paths differ: usually the other file's path.
func setKey(r *reader, m *Meta, k *key, n *tomlpos.Node) {
	s, ok := r.str(k, n)
	if !ok {
		return
	}
	if len(s) > maxName || strings.ContainsFunc(s, func(c rune) bool { return c != '/' && c != '_' && !slugRune(c) }) ||
		strings.HasPrefix(s, "/") || strings.HasSuffix(s, "/") || strings.Contains(s, "//") {
		r.fault("bad-value.key", n.ValueAt, "key", k.Name, "value", short(s))
		return
	}
	m.Key = s
}

func setAliases(r *reader, m *Meta, k *key, n *tomlpos.Node) {
	m.Aliases = r.strs(k, n, func(x *tomlpos.Node, s string) bool {
		if goodAlias(s) {
			return true
		}
		r.fault("bad-alias", x.ValueAt, "value", short(s))
		return false
	})
}

// goodAlias tells whether a file can be written at the address s of this site. Percent signs are
// refused because they can hide dots and slashes.
func goodAlias(s string) bool {
	if !strings.HasPrefix(s, "/") || strings.ContainsAny(s, `\?#%:*"<>|`) || !norm.NFC.IsNormalString(s) {
		return false
	}
	if strings.ContainsFunc(s, func(c rune) bool { return unicode.IsSpace(c) || !unicode.IsPrint(c) }) {
		return false
	}
	inner := strings.TrimSuffix(s[1:], "/")
	if inner == "" || len(inner) > 4*maxName {
		return false
	}
	for part := range strings.SplitSeq(inner, "/") {
		// Some systems drop a dot at the end of a name.
		if part == "" || strings.HasSuffix(part, ".") || len(part) > maxName {
			return false
		}
	}
	return true
}

func setIgnore(r *reader, m *Meta, k *key, n *tomlpos.Node) {
	if n.Kind != tomlpos.Array {
		r.wrongType(k, string(TypeTables), n)
		return
	}
	for _, x := range n.Nodes {
		if x.Kind != tomlpos.Table {
			r.wrongType(k, string(TypeTables), x)
			continue
		}
		if ig, ok := r.ignore(x); ok {
			m.Ignore = append(m.Ignore, ig)
		}
	}
}

// The keys of one [[ignore]].
var (
	ignoreRule   = key{KeyInfo: KeyInfo{Name: "rule", Type: TypeString, Example: `"broken-link"`}}
	ignoreLine   = key{KeyInfo: KeyInfo{Name: "line", Type: TypeInteger, Example: "12"}}
	ignoreReason = key{KeyInfo: KeyInfo{Name: "reason", Type: TypeString, Example: `"The page will exist in March."`}}
)

func (r *reader) ignore(n *tomlpos.Node) (ig Ignore, ok bool) {
	ok = true
	reasonAt := n.At
	for _, x := range n.Nodes {
		good := true
		switch x.Key {
		case "rule":
			ig.Rule, good = r.str(&ignoreRule, x)
		case "line":
			ig.Line, good = r.ignoredLine(x)
		case "reason":
			reasonAt = x.ValueAt
			if x.Kind != tomlpos.String {
				r.wrongType(&ignoreReason, string(TypeString), x)
			} else if s := x.Value.(string); !tomlpos.HasControl(s) && utf8.ValidString(s) {
				ig.Reason = strings.TrimSpace(s)
			}
		default:
			r.unknownIgnoreKey(x)
		}
		ok = ok && good
	}
	if n.Get("rule") == nil {
		r.fault("missing-key", n.At, "key", "ignore.rule")
		ok = false
	}
	if utf8.RuneCountInString(ig.Reason) < shortestReason {
		r.fault("ignore-without-reason", reasonAt, "min", strconv.Itoa(shortestReason))
		ok = false
	}
	return ig, ok
}

func (r *reader) ignoredLine(n *tomlpos.Node) (int, bool) {
	if n.Kind != tomlpos.Integer {
		r.wrongType(&ignoreLine, string(TypeInteger), n)
		return 0, false
	}
	last := int64(strings.Count(string(r.text), "\n") + 1)
	if v := n.Value.(int64); v >= 1 && v <= last {
		return int(v), true
	}
	r.fault("bad-value.range", n.ValueAt, "key", "ignore.line", "value", strconv.FormatInt(n.Value.(int64), 10),
		"min", "1", "max", strconv.FormatInt(last, 10))
	return 0, false
}

func (r *reader) unknownIgnoreKey(n *tomlpos.Node) {
	if near, ok := diag.Nearest(n.Key, []string{"rule", "line", "reason"}); ok {
		r.fault("unknown-key.near", n.At, "key", "ignore."+short(n.Key), "near", near)
		return
	}
	r.fault("unknown-key", n.At, "key", "ignore."+short(n.Key))
}
