package config

import (
	"fmt"
	"strconv"
	"strings"

	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/tomlpos"
)

// MaxBytes is the size beyond which a configuration is not read.
const MaxBytes = 1 << 20

// Parse reads a configuration in TOML. path names the file in diagnostics. Parse always returns a
// configuration that can be used: where a value is absent or has a fault, the default stands. No
// data at all is a configuration of defaults: English, then French.
//
// Whether the rules, pages and theme that are named exist is not known here; whoever knows asks
// [Config.Position] where a name stands.
func Parse(data []byte, path string) (*Config, []diag.Diagnostic) {
	r := &reader{Reader: tomlpos.Reader{Nearest: diag.Nearest}, path: path, cfg: defaults(path)}
	if len(data) > MaxBytes {
		d := diag.New("file-too-large", diag.Position{Path: path},
			"size", strconv.Itoa(len(data)), "max", strconv.Itoa(MaxBytes))
		return r.cfg, []diag.Diagnostic{d}
	}
	root := r.Root(data)
	r.index("", root)
	r.Table(root, "", r.fields())
	ds := make([]diag.Diagnostic, len(r.Faults))
	for i, f := range r.Faults {
		ds[i] = diag.New(f.Rule, r.at(f.Pos), f.Args...).With(f.Variant)
	}
	diag.Sort(ds)
	return r.cfg, ds
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
	return []string{"cards", "download", "feed", "headers", "html", "icons", "json", "markdown", "redirects", "robots", "sitemap"}
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
	tomlpos.Reader
	path string
	cfg  *Config
}

func (r *reader) at(p tomlpos.Pos) diag.Position {
	return diag.Position{Path: r.path, Line: p.Line, Col: p.Col}
}

// index notes where everything stands.
func (r *reader) index(name string, n *tomlpos.Node) {
	for i, m := range n.Nodes {
		sub := tomlpos.Join(name, m.Key)
		if n.Kind == tomlpos.Array {
			sub = fmt.Sprintf("%s[%d]", name, i)
		}
		r.cfg.positions[sub] = r.at(m.At)
		r.index(sub, m)
	}
}
