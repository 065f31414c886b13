package theme

import (
	"net/url"
	"path"
	"regexp"
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
	r := &reader{Reader: tomlpos.Reader{Nearest: diag.Nearest}, path: path}
	m := &manifest{}
	if len(data) > MaxBytes {
		return m, []diag.Diagnostic{diag.New("file-too-large", diag.Position{Path: path},
			"size", strconv.Itoa(len(data)), "max", strconv.Itoa(MaxBytes))}
	}
	root := r.Root(data)
	prose := func(name string, n *tomlpos.Node) { r.Text(n, name) } // for people who look for a theme
	r.Table(root, "", []tomlpos.Field{
		{Key: "name", Set: prose},
		{Key: "description", Set: prose},
		{Key: "licence", Set: prose},
		{Key: "extends", Set: func(name string, n *tomlpos.Node) {
			s, ok := r.Text(n, name)
			switch {
			case !ok:
			case !folderName.MatchString(s):
				r.Fault("bad-value.folder", n.ValueAt, "key", name, "value", s)
			default:
				m.extends, m.extendsAt = s, r.at(n.ValueAt)
			}
		}},
		{Key: "tokens", Set: func(name string, n *tomlpos.Node) { r.tokens(m, name, n) }},
		{Key: "header", Set: func(name string, n *tomlpos.Node) { m.header = r.header(name, n) }},
	})
	ds := make([]diag.Diagnostic, len(r.Faults))
	for i, f := range r.Faults {
		ds[i] = diag.New(f.Rule, r.at(f.Pos), f.Args...).With(f.Variant)
	}
	return m, ds
}

var (
	folderName  = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$`)
	languageKey = regexp.MustCompile(`^[a-z]{2,8}(-[a-z0-9]{1,8})*$`)
)

// tokens reads the tables [tokens] and [tokens.dark].
func (r *reader) tokens(m *manifest, name string, n *tomlpos.Node) {
	if !r.Is(n, name, tomlpos.Table) {
		return
	}
	for _, x := range n.Nodes {
		if x.Key != "dark" || x.Kind != tomlpos.Table {
			r.token(&m.light, tomlpos.Join(name, x.Key), x)
			continue
		}
		for _, y := range x.Nodes {
			r.token(&m.dark, tomlpos.Join(tomlpos.Join(name, x.Key), y.Key), y)
		}
	}
}

func (r *reader) token(list *[]setting, name string, n *tomlpos.Node) {
	s, ok := r.Text(n, name)
	if !ok {
		return
	}
	if bad := unsafe(s); bad != "" {
		r.Fault("bad-value.token", n.ValueAt, "key", name, "value", bad)
		return
	}
	*list = append(*list, setting{name: n.Key, value: s, at: r.at(n.At), valueAt: r.at(n.ValueAt)})
}

func (r *reader) header(name string, n *tomlpos.Node) *header {
	h := &header{at: r.at(n.At)}
	r.Table(n, name, []tomlpos.Field{
		{Key: "owner", Set: r.perLanguage(&h.owner, r.Text)},
		{Key: "owner_url", Set: r.perLanguage(&h.url, r.url)},
		{Key: "logo", Set: func(name string, n *tomlpos.Node) {
			s, ok := r.Text(n, name)
			switch {
			case !ok:
			case path.Clean("/"+s) != "/"+s || strings.ContainsAny(s, `\:?#`):
				r.Fault("bad-value.logo", n.ValueAt, "key", name, "value", s)
			default:
				h.logo, h.logoAt = s, r.at(n.ValueAt)
			}
		}},
		{Key: "logo_alt", Set: r.perLanguage(&h.logoAlt, r.Text)},
	})
	return h
}

// perLanguage makes a setter of a table with a text for each language.
func (r *reader) perLanguage(dst *perLanguage, read func(*tomlpos.Node, string) (string, bool)) func(string, *tomlpos.Node) {
	return func(name string, n *tomlpos.Node) {
		if n.Kind != tomlpos.Table {
			last := name[strings.LastIndexByte(name, '.')+1:]
			r.Fault("wrong-type.per-language", n.ValueAt, "key", name, "example", last+`.en = "…"`)
			return
		}
		dst.at, dst.text = r.at(n.At), Text{}
		for _, x := range n.Nodes {
			if !languageKey.MatchString(x.Key) {
				r.Fault("bad-language-key", x.At, "key", x.Key)
				continue
			}
			if s, ok := read(x, tomlpos.Join(name, x.Key)); ok {
				dst.text[x.Key] = s
			}
		}
	}
}

func (r *reader) url(n *tomlpos.Node, name string) (string, bool) {
	s, ok := r.Text(n, name)
	if !ok {
		return "", false
	}
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Hostname() == "" || u.User != nil || strings.Contains(s, " ") {
		r.Fault("bad-value.url", n.ValueAt, "key", name, "value", s)
		return "", false
	}
	return u.String(), true
}

// reader checks the values of one file.
type reader struct {
	tomlpos.Reader
	path string
}

func (r *reader) at(p tomlpos.Pos) diag.Position {
	return diag.Position{Path: r.path, Line: p.Line, Col: p.Col}
}
