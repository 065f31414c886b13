package theme

import (
	"net/url"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/tomlpos"
)

// MaxBytes is the size beyond which a theme.toml is not read.
const MaxBytes = 1 << 18

// manifest is what one theme.toml says.
type manifest struct {
	extends   string
	extendsAt diag.Position
	light     []setting
	dark      []setting
	header    *header // nil where it has none
}

// setting is one token with its new value.
type setting struct {
	name, value string
	at, valueAt diag.Position
}

// header is the table of that name. It is taken whole: the logo of one city with the name of
// another would be false.
type header struct {
	at      diag.Position
	owner   perLanguage
	url     perLanguage
	logo    string
	logoAt  diag.Position
	logoAlt perLanguage
}

type perLanguage struct {
	at   diag.Position
	text Text
}

// parse reads a theme.toml. It always gives one that can be used: what has a fault is left out.
func parse(data []byte, path string) (*manifest, []diag.Diagnostic) {
	r := &reader{path: path}
	m := &manifest{}
	if len(data) > MaxBytes {
		return m, []diag.Diagnostic{diag.New("file-too-large", diag.Position{Path: path},
			"size", strconv.Itoa(len(data)), "max", strconv.Itoa(MaxBytes))}
	}
	root, faults := tomlpos.Read(data)
	for _, f := range faults {
		r.diags = append(r.diags, diag.New(f.Rule, r.at(f.Pos), f.Args...).With(f.Variant))
	}
	prose := func(name string, n *tomlpos.Node) { r.text(n, name) } // for people who look for a theme
	r.table(root, "", []field{
		{"name", prose},
		{"description", prose},
		{"licence", prose},
		{"extends", func(name string, n *tomlpos.Node) {
			s, ok := r.text(n, name)
			switch {
			case !ok:
			case !folderName.MatchString(s):
				r.fault("bad-value.folder", n.ValueAt, "key", name, "value", s)
			default:
				m.extends, m.extendsAt = s, r.at(n.ValueAt)
			}
		}},
		{"tokens", func(name string, n *tomlpos.Node) { r.tokens(m, name, n) }},
		{"header", func(name string, n *tomlpos.Node) { m.header = r.header(name, n) }},
	})
	return m, r.diags
}

var (
	folderName  = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$`)
	languageKey = regexp.MustCompile(`^[a-z]{2,8}(-[a-z0-9]{1,8})*$`)
)

// tokens reads the tables [tokens] and [tokens.dark].
func (r *reader) tokens(m *manifest, name string, n *tomlpos.Node) {
	if !r.is(n, name, tomlpos.Table) {
		return
	}
	for _, x := range n.Nodes {
		if x.Key != "dark" || x.Kind != tomlpos.Table {
			r.token(&m.light, join(name, x.Key), x)
			continue
		}
		for _, y := range x.Nodes {
			r.token(&m.dark, join(join(name, x.Key), y.Key), y)
		}
	}
}

func (r *reader) token(list *[]setting, name string, n *tomlpos.Node) {
	s, ok := r.text(n, name)
	if !ok {
		return
	}
	if bad := unsafe(s); bad != "" {
		r.fault("bad-value.token", n.ValueAt, "key", name, "value", bad)
		return
	}
	*list = append(*list, setting{name: n.Key, value: s, at: r.at(n.At), valueAt: r.at(n.ValueAt)})
}

func (r *reader) header(name string, n *tomlpos.Node) *header {
	h := &header{at: r.at(n.At)}
	r.table(n, name, []field{
		{"owner", r.perLanguage(&h.owner, r.text)},
		{"owner_url", r.perLanguage(&h.url, r.url)},
		{"logo", func(name string, n *tomlpos.Node) {
			s, ok := r.text(n, name)
			switch {
			case !ok:
			case path.Clean("/"+s) != "/"+s || strings.ContainsAny(s, `\:?#`):
				r.fault("bad-value.logo", n.ValueAt, "key", name, "value", s)
			default:
				h.logo, h.logoAt = s, r.at(n.ValueAt)
			}
		}},
		{"logo_alt", r.perLanguage(&h.logoAlt, r.text)},
	})
	return h
}

// perLanguage makes a setter of a table with a text for each language.
func (r *reader) perLanguage(dst *perLanguage, read func(*tomlpos.Node, string) (string, bool)) func(string, *tomlpos.Node) {
	return func(name string, n *tomlpos.Node) {
		if n.Kind != tomlpos.Table {
			last := name[strings.LastIndexByte(name, '.')+1:]
			r.fault("wrong-type.per-language", n.ValueAt, "key", name, "example", last+`.en = "…"`)
			return
		}
		dst.at, dst.text = r.at(n.At), Text{}
		for _, x := range n.Nodes {
			if !languageKey.MatchString(x.Key) {
				r.fault("bad-language-key", x.At, "key", x.Key)
				continue
			}
			if s, ok := read(x, join(name, x.Key)); ok {
				dst.text[x.Key] = s
			}
		}
	}
}

func (r *reader) url(n *tomlpos.Node, name string) (string, bool) {
	s, ok := r.text(n, name)
	if !ok {
		return "", false
	}
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Hostname() == "" || u.User != nil || strings.Contains(s, " ") {
		r.fault("bad-value.url", n.ValueAt, "key", name, "value", s)
		return "", false
	}
	return u.String(), true
}

// reader checks the values of one file.
type reader struct {
	path  string
	diags []diag.Diagnostic
}

// field is one known key of a table. name is its dotted name in messages.
type field struct {
	key string
	set func(name string, n *tomlpos.Node)
}

// maxFaults bounds what is told of one file; nobody mends more at a time.
const maxFaults = 100

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
		if i >= 0 {
			fields[i].set(join(name, m.Key), m)
			continue
		}
		if near, ok := diag.Nearest(m.Key, known); ok {
			r.fault("unknown-key.near", m.At, "key", join(name, m.Key), "near", near)
			continue
		}
		r.fault("unknown-key", m.At, "key", join(name, m.Key), "known", strings.Join(slices.Sorted(slices.Values(known)), ", "))
	}
}

// is reports a value of another kind than wanted.
func (r *reader) is(n *tomlpos.Node, name string, want tomlpos.Kind) bool {
	if n.Kind == want {
		return true
	}
	if want == tomlpos.Table {
		r.fault("wrong-type.table", n.ValueAt, "key", name, "example", "["+name+"]")
	} else {
		r.fault("wrong-type.string", n.ValueAt, "key", name, "example", name[strings.LastIndexByte(name, '.')+1:]+` = "…"`)
	}
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
