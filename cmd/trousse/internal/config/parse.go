package config

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/tomlpos"
)

// MaxBytes is the size beyond which a configuration is not read.
const MaxBytes = 1 << 20

// maxFaults bounds what is told of one file; nobody mends more at a time.
const maxFaults = 100

// Parse reads a configuration in TOML. path names the file in diagnostics. Parse always returns a
// configuration that can be used: where a value is absent or has a fault, the default stands. No
// data at all is a configuration of defaults: English, then French.
//
// Whether the rules, pages and theme that are named exist is not known here; whoever knows asks
// [Config.Position] where a name stands.
func Parse(data []byte, path string) (*Config, []diag.Diagnostic) {
	r := &reader{path: path, cfg: defaults(path)}
	if len(data) > MaxBytes {
		d := diag.New("file-too-large", diag.Position{Path: path},
			"size", strconv.Itoa(len(data)), "max", strconv.Itoa(MaxBytes))
		return r.cfg, []diag.Diagnostic{d}
	}
	root, faults := tomlpos.Read(data)
	for _, f := range faults {
		d := diag.New(f.Rule, r.at(f.Pos), f.Args...).With(f.Variant)
		r.diags = append(r.diags, d)
	}
	r.index("", root)
	r.table(root, "", r.fields())
	diag.Sort(r.diags)
	return r.cfg, r.diags
}

func defaults(path string) *Config {
	return &Config{
		Theme:     "trousse",
		Languages: []Language{defaultLanguage("en"), defaultLanguage("fr")},
		Formats:   allFormats(),
		Rules:     map[string]diag.Severity{},
		TOC:       TOC{From: 2, To: 3},
		Images:    Images{MaxBytes: 500 * bytesPerKB},
		Licence:   Licence{Name: "CC BY 4.0", URL: "https://creativecommons.org/licenses/by/4.0/"},
		Feed:      Feed{Entries: 20},
		positions: map[string]diag.Position{},
		path:      path,
	}
}

// Sizes for readers of a web page count in thousands.
const bytesPerKB = 1000

// FormatNames lists the formats that [formats] may switch, sorted.
func FormatNames() []string {
	return []string{"cards", "feed", "headers", "html", "icons", "json", "markdown", "redirects", "robots", "sitemap"}
}

func allFormats() map[string]bool {
	all := make(map[string]bool)
	for _, name := range FormatNames() {
		all[name] = true
	}
	return all
}

// Format tells whether a format is wanted; one that the configuration does not name is.
func (c *Config) Format(name string) bool {
	on, named := c.Formats[name]
	return on || !named
}

// Position gives the place of a key ("rules.broken-link", "languages.fr.tag") or of an element of a
// list ("menu[0]", "ignore[2].path"). Where it is absent, the place of the nearest that holds it is
// given; failing that, the file as a whole.
func (c *Config) Position(key string) diag.Position {
	for key != "" {
		if p, ok := c.positions[key]; ok {
			return p
		}
		key = key[:max(0, strings.LastIndexAny(key, ".["))]
	}
	return diag.Position{Path: c.path}
}

// reader fills a configuration from a tree.
type reader struct {
	path  string
	cfg   *Config
	diags []diag.Diagnostic
}

// field is one known key of a table. name is its dotted name in messages.
type field struct {
	key string
	set func(name string, n *tomlpos.Node)
}

func (r *reader) at(p tomlpos.Pos) diag.Position {
	return diag.Position{Path: r.path, Line: p.Line, Col: p.Col}
}

// fault reports a fault at a place. id is a rule, or a rule and a variant with a dot between.
func (r *reader) fault(id string, p tomlpos.Pos, args ...string) {
	if len(r.diags) >= maxFaults {
		return
	}
	rule, variant, _ := strings.Cut(id, ".")
	r.diags = append(r.diags, diag.New(rule, r.at(p), args...).With(variant))
}

// index notes where everything stands.
func (r *reader) index(name string, n *tomlpos.Node) {
	for i, m := range n.Nodes {
		sub := join(name, m.Key)
		if n.Kind == tomlpos.Array {
			sub = fmt.Sprintf("%s[%d]", name, i)
		}
		r.cfg.positions[sub] = r.at(m.At)
		r.index(sub, m)
	}
}

func join(table, key string) string {
	if table == "" {
		return key
	}
	return table + "." + key
}

// table reads a table of known keys.
func (r *reader) table(n *tomlpos.Node, name string, fields []field) {
	if !r.is(n, name, tomlpos.Table) {
		return
	}
	known := make([]string, len(fields))
	for i, f := range fields {
		known[i] = f.key
	}
	for _, m := range n.Nodes {
		i := slices.Index(known, m.Key)
		if i < 0 {
			r.unknown("unknown-key", "key", m.At, join(name, m.Key), m.Key, known)
			continue
		}
		fields[i].set(join(name, m.Key), m)
	}
}

// unknown reports a name that is not known, with the one that was probably meant.
func (r *reader) unknown(rule, arg string, p tomlpos.Pos, shown, name string, known []string) {
	if near, ok := diag.Nearest(name, known); ok {
		r.fault(rule+".near", p, arg, shown, "near", near)
		return
	}
	sorted := slices.Sorted(slices.Values(known))
	r.fault(rule, p, arg, shown, "known", strings.Join(sorted, ", "))
}

// is reports a value of another kind than wanted.
func (r *reader) is(n *tomlpos.Node, name string, want tomlpos.Kind) bool {
	if n.Kind == want {
		return true
	}
	variant, sample := "string", `"…"`
	switch want {
	case tomlpos.Table:
		r.fault("wrong-type.table", n.ValueAt, "key", name, "example", "["+name+"]")
		return false
	case tomlpos.Array:
		variant, sample = "list", `["…"]`
	case tomlpos.Boolean:
		variant, sample = "boolean", "true"
	case tomlpos.Integer:
		variant, sample = "integer", "10"
	}
	if n.Key == "" {
		variant, sample = "elements", `["…"]`
	}
	r.fault("wrong-type."+variant, n.ValueAt, "key", name, "example", name[strings.LastIndexByte(name, '.')+1:]+" = "+sample)
	return false
}

// text reads a string that must say something.
func (r *reader) text(n *tomlpos.Node, name string) (string, bool) {
	if !r.is(n, name, tomlpos.String) {
		return "", false
	}
	raw := n.Value.(string)
	if tomlpos.HasControl(raw) {
		r.fault("bad-value.control", n.ValueAt, "key", name)
		return "", false
	}
	s := strings.Join(strings.FieldsFunc(raw, func(c rune) bool { return c == ' ' || c == '\t' || c == '\n' }), " ")
	if s == "" {
		r.fault("bad-value.empty", n.ValueAt, "key", name)
		return "", false
	}
	return s, true
}

// into makes a setter of a text.
func (r *reader) into(dst *string) func(string, *tomlpos.Node) {
	return func(name string, n *tomlpos.Node) {
		if s, ok := r.text(n, name); ok {
			*dst = s
		}
	}
}

// choice reads one of a few words.
func (r *reader) choice(n *tomlpos.Node, name string, allowed ...string) (string, bool) {
	s, ok := r.text(n, name)
	if !ok || slices.Contains(allowed, s) {
		return s, ok
	}
	list := strings.Join(allowed, ", ")
	if near, ok := diag.Nearest(s, allowed); ok {
		r.fault("bad-value.near", n.ValueAt, "key", name, "value", s, "allowed", list, "near", near)
	} else {
		r.fault("bad-value", n.ValueAt, "key", name, "value", s, "allowed", list)
	}
	return "", false
}

// integer reads a whole number from lo to hi.
func (r *reader) integer(n *tomlpos.Node, name string, lo, hi int) (int, bool) {
	if !r.is(n, name, tomlpos.Integer) {
		return 0, false
	}
	v := n.Value.(int64)
	if v < int64(lo) || v > int64(hi) {
		r.fault("bad-value.range", n.ValueAt, "key", name, "value", strconv.FormatInt(v, 10),
			"min", strconv.Itoa(lo), "max", strconv.Itoa(hi))
		return 0, false
	}
	return int(v), true
}

func (r *reader) boolean(dst *bool) func(string, *tomlpos.Node) {
	return func(name string, n *tomlpos.Node) {
		if r.is(n, name, tomlpos.Boolean) {
			*dst = n.Value.(bool)
		}
	}
}
