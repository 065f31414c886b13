package config

import (
	"net/url"
	"path"
	"regexp"
	"strings"
	"unicode/utf8"

	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/tomlpos"
)

// shortestReason is the least that explains anything, in characters.
const shortestReason = 10

// fields are the known keys of the whole file.
func (r *reader) fields() []tomlpos.Field {
	c := r.cfg
	return []tomlpos.Field{
		{Key: "base_url", Set: r.baseURL},
		{Key: "theme", Set: r.theme},
		{Key: "menu", Set: r.pages(&c.Menu)},
		{Key: "footer", Set: r.pages(&c.Footer)},
		{Key: "languages", Set: r.languages},
		{Key: "markdown", Set: r.section(tomlpos.Field{Key: "raw_html", Set: r.Boolean(&c.Markdown.RawHTML)})},
		{Key: "formats", Set: r.formats},
		{Key: "rules", Set: r.rules},
		{Key: "ignore", Set: r.ignores},
		{Key: "toc", Set: r.toc},
		{Key: "images", Set: r.section(tomlpos.Field{Key: "max_kb", Set: func(name string, n *tomlpos.Node) {
			if kb, ok := r.Integer(n, name, 1, 1_000_000); ok {
				c.Images.MaxBytes = int64(kb) * bytesPerKB
			}
		}})},
		{Key: "licence", Set: func(name string, n *tomlpos.Node) {
			if l := Licence(r.named(name, n)); l.Name != "" {
				c.Licence = l
			}
		}},
		{Key: "publisher", Set: func(name string, n *tomlpos.Node) { c.Publisher = r.named(name, n) }},
		{Key: "feed", Set: r.section(tomlpos.Field{Key: "entries", Set: func(name string, n *tomlpos.Node) {
			if entries, ok := r.Integer(n, name, 1, 1000); ok {
				c.Feed.Entries = entries
			}
		}})},
		{Key: "reading", Set: r.reading},
		{Key: "cards", Set: r.section(tomlpos.Field{Key: "each", Set: func(name string, n *tomlpos.Node) {
			if each, ok := r.Choice(n, name, "page", "section"); ok {
				c.Cards.Each = each
			}
		}})},
	}
}

func (r *reader) section(fields ...tomlpos.Field) func(string, *tomlpos.Node) {
	return func(name string, n *tomlpos.Node) { r.Table(n, name, fields) }
}

// BaseURL checks the address of a site: http or https, a host, a path perhaps, nothing else. It
// returns the address with a slash at the end. Where the address cannot be used, ok is false and
// variant says why, as a variant of the rule bad-base-url: "scheme", "query" or none.
func BaseURL(s string) (clean, variant string, ok bool) {
	u, err := url.Parse(s)
	switch {
	case err != nil, strings.ContainsAny(s, " \\\"'<>`{}"):
		return "", "", false
	case u.Scheme == "" || u.Opaque != "", u.Scheme != "http" && u.Scheme != "https":
		return "", "scheme", false
	case u.RawQuery != "" || u.ForceQuery || u.Fragment != "" || strings.HasSuffix(s, "#"):
		return "", "query", false
	case u.Hostname() == "" || u.User != nil || strings.Contains("/"+u.Path+"/", "/../") || strings.Contains(u.Path, "//"):
		return "", "", false
	}
	u.Host = strings.ToLower(u.Host)
	clean = u.String()
	if !strings.HasSuffix(clean, "/") {
		clean += "/"
	}
	return clean, "", true
}

func (r *reader) baseURL(name string, n *tomlpos.Node) {
	// An empty address is the way to say "not known yet".
	if n.Kind == tomlpos.String && n.Value == "" {
		return
	}
	s, ok := r.Text(n, name)
	if !ok {
		return
	}
	clean, variant, ok := BaseURL(s)
	if !ok {
		r.Fault("bad-base-url."+variant, n.ValueAt, "value", s)
		return
	}
	r.cfg.BaseURL = clean
}

var folderName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$`)

func (r *reader) theme(name string, n *tomlpos.Node) {
	s, ok := r.Text(n, name)
	if !ok {
		return
	}
	if !folderName.MatchString(s) {
		r.Fault("bad-value.folder", n.ValueAt, "key", name, "value", s)
		return
	}
	r.cfg.Theme = s
}

// pages reads a list of page ids, which name a page as its file does without language and ending.
func (r *reader) pages(dst *[]string) func(string, *tomlpos.Node) {
	return func(name string, n *tomlpos.Node) {
		if !r.Is(n, name, tomlpos.Array) {
			return
		}
		seen := map[string]bool{}
		for _, m := range n.Nodes {
			s, ok := r.Text(m, name)
			if !ok {
				continue
			}
			switch {
			case path.Clean(s) != s || strings.HasPrefix(s, "/") || strings.HasPrefix(s, ".") ||
				strings.HasSuffix(s, ".md") || strings.ContainsAny(s, ":?#\\ "):
				r.Fault("bad-value.page", m.ValueAt, "key", name, "value", s)
			case seen[s]:
				r.Fault("bad-value.duplicate", m.ValueAt, "key", name, "value", s)
			default:
				seen[s] = true
				*dst = append(*dst, s)
			}
		}
	}
}

func (r *reader) formats(name string, n *tomlpos.Node) {
	var fields []tomlpos.Field
	for _, format := range FormatNames() {
		fields = append(fields, tomlpos.Field{Key: format, Set: func(name string, n *tomlpos.Node) {
			if r.Is(n, name, tomlpos.Boolean) {
				r.cfg.Formats[format] = n.Value.(bool)
			}
		}})
	}
	r.Table(n, name, fields)
}

func (r *reader) rules(name string, n *tomlpos.Node) {
	if !r.Is(n, name, tomlpos.Table) {
		return
	}
	severities := map[string]diag.Severity{"error": diag.Error, "warning": diag.Warning, "off": diag.Off}
	for _, m := range n.Nodes {
		if s, ok := r.Choice(m, tomlpos.Join(name, m.Key), "error", "warning", "off"); ok {
			r.cfg.Rules[m.Key] = severities[s]
		}
	}
}

func (r *reader) ignores(name string, n *tomlpos.Node) {
	if n.Kind != tomlpos.Array {
		r.Fault("wrong-type.tables", n.ValueAt, "key", name, "example", "[[ignore]]")
		return
	}
	for _, m := range n.Nodes {
		if m.Kind != tomlpos.Table {
			r.Fault("wrong-type.tables", m.ValueAt, "key", name, "example", "[[ignore]]")
			continue
		}
		r.ignore(name, m)
	}
}

func (r *reader) ignore(name string, n *tomlpos.Node) {
	var ig Ignore
	r.Table(n, name, []tomlpos.Field{
		{Key: "rule", Set: r.Into(&ig.Rule)},
		{Key: "path", Set: func(name string, n *tomlpos.Node) { ig.Path = r.pattern(name, n) }},
		{Key: "reason", Set: func(name string, n *tomlpos.Node) {
			// Too short a reason is told once for the whole, below.
			if r.Is(n, name, tomlpos.String) && !tomlpos.HasControl(n.Value.(string)) {
				ig.Reason = strings.TrimSpace(n.Value.(string))
			}
		}},
	})
	for _, key := range []string{"rule", "path"} {
		if n.Get(key) == nil {
			r.Fault("missing-key", n.At, "key", tomlpos.Join(name, key))
		}
	}
	if utf8.RuneCountInString(ig.Reason) < shortestReason {
		at := n.At
		if m := n.Get("reason"); m != nil {
			at = m.ValueAt
		}
		r.Fault("ignore-without-reason", at, "min", "10")
		return
	}
	if ig.Rule != "" && ig.Path != "" {
		r.cfg.Ignore = append(r.cfg.Ignore, ig)
	}
}

// pattern reads a pattern of path.Match for files below content/.
func (r *reader) pattern(name string, n *tomlpos.Node) string {
	s, ok := r.Text(n, name)
	if !ok {
		return ""
	}
	if _, err := path.Match(s, ""); err != nil || strings.HasPrefix(s, "/") || strings.Contains(s, `\`) || strings.Contains(s, "**") {
		r.Fault("bad-value.pattern", n.ValueAt, "key", name, "value", s)
		return ""
	}
	if rest, ok := strings.CutPrefix(s, "content/"); ok {
		r.Fault("bad-value.below-content", n.ValueAt, "key", name, "value", s, "near", rest)
		return ""
	}
	return s
}

func (r *reader) toc(name string, n *tomlpos.Node) {
	t := r.cfg.TOC
	level := func(dst *int) func(string, *tomlpos.Node) {
		return func(name string, n *tomlpos.Node) {
			if v, ok := r.Integer(n, name, 1, 6); ok {
				*dst = v
			}
		}
	}
	r.Table(n, name, []tomlpos.Field{{Key: "from", Set: level(&t.From)}, {Key: "to", Set: level(&t.To)}})
	if t.From > t.To {
		r.Fault("bad-value.toc", n.At, "from", string(rune('0'+t.From)), "to", string(rune('0'+t.To)))
		return
	}
	r.cfg.TOC = t
}

// named reads a table of a name and an address. The address may be missing.
func (r *reader) named(name string, n *tomlpos.Node) (l Publisher) {
	r.Table(n, name, []tomlpos.Field{
		{Key: "name", Set: r.Into(&l.Name)},
		{Key: "url", Set: func(name string, n *tomlpos.Node) {
			s, ok := r.Text(n, name)
			if !ok {
				return
			}
			u, err := url.Parse(s)
			if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Hostname() == "" || strings.Contains(s, " ") {
				r.Fault("bad-value.url", n.ValueAt, "key", name, "value", s)
				return
			}
			l.URL = u.String()
		}},
	})
	// A name with the address of another licence would be false, so neither has a default alone.
	if n.Kind == tomlpos.Table && n.Get("name") == nil {
		r.Fault("missing-key", n.At, "key", tomlpos.Join(name, "name"))
	}
	return l
}
