package theme

import (
	"errors"
	"fmt"
	"image/color"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"trousse/cmd/trousse/internal/colour"
	"trousse/cmd/trousse/internal/diag"
)

// harmless are the functions that a value may use. Others load something, or read what is not a
// theme's business.
var harmless = []string{
	"calc", "clamp", "color", "color-mix", "hsl", "hsla", "hwb", "lab", "lch", "light-dark", "max", "min",
	"oklab", "oklch", "rgb", "rgba", "var",
}

var call = regexp.MustCompile(`([A-Za-z0-9_-]*)\(`)

// unsafe gives what in a value could end its declaration or load something; "" for a good value.
func unsafe(value string) string {
	for _, bad := range []string{";", "{", "}", "/*", "*/", `\`, "<", "!", "@"} {
		if strings.Contains(value, bad) {
			return bad
		}
	}
	// What stands in quotation marks is a name: it calls nothing and opens nothing.
	var bare strings.Builder
	for rest := value; ; {
		i := strings.IndexAny(rest, `"'`)
		if i < 0 {
			bare.WriteString(rest)
			break
		}
		bare.WriteString(rest[:i])
		end := strings.IndexByte(rest[i+1:], rest[i])
		if end < 0 {
			return rest[i : i+1]
		}
		rest = rest[i+end+2:]
	}
	for _, m := range call.FindAllStringSubmatch(bare.String(), -1) {
		if name := strings.ToLower(m[1]); name != "" && !slices.Contains(harmless, name) {
			return m[0]
		}
	}
	depth := 0
	for _, c := range bare.String() {
		switch c {
		case '(':
			depth++
		case ')':
			depth--
		case '[', ']':
			return string(c)
		}
		if depth < 0 {
			return ")"
		}
	}
	if depth > 0 {
		return "("
	}
	return ""
}

// changed is a style sheet of tokens with what theme.toml files changed in it.
type changed struct {
	*sheet
	path        string                   // of the style sheet, as diagnostics name it
	light, dark map[string]diag.Position // where each new value stands
}

// tokens puts the tokens of every theme.toml into the style sheet, from the end of the chain to its
// beginning. A theme with a css/tokens.css of its own begins anew. nil where nothing was changed.
func (l *loader) tokens(t *Theme) (*changed, error) {
	if !slices.ContainsFunc(l.links, func(k link) bool { return len(k.said.light)+len(k.said.dark) > 0 }) {
		return nil, nil
	}
	c := &changed{}
	for _, k := range slices.Backward(l.links) {
		css, err := fs.ReadFile(k.layer.Files, TokensFile)
		switch {
		case err == nil:
			c = &changed{sheet: scan(string(css)), path: path.Join(k.layer.Dir, TokensFile), light: map[string]diag.Position{}, dark: map[string]diag.Position{}}
		case !errors.Is(err, fs.ErrNotExist):
			return nil, fmt.Errorf("read %s: %w", path.Join(k.layer.Dir, TokensFile), err)
		}
		l.apply(c, k.said)
	}
	if len(c.light)+len(c.dark) == 0 {
		return nil, nil
	}
	t.Tokens = c.text
	return c, nil
}

// apply puts the tokens of one theme.toml into a style sheet.
func (l *loader) apply(c *changed, said *manifest) {
	if c.sheet == nil {
		for _, s := range slices.Concat(said.light, said.dark) {
			l.diags = append(l.diags, diag.New("unknown-token", s.at, "token", s.name, "file", TokensFile).With("none"))
		}
		return
	}
	known := sortedKeys(c.values(true))
	pick := func(list []setting) map[string]string {
		m := map[string]string{}
		for _, s := range list {
			if slices.Contains(known, s.name) {
				m[s.name] = s.value
				continue
			}
			l.diags = append(l.diags, unknownToken(s, known, c.path))
		}
		return m
	}
	light, dark := pick(said.light), pick(said.dark)
	if len(c.sheet.dark) == 0 {
		for _, s := range said.dark {
			if _, ok := dark[s.name]; ok {
				l.diags = append(l.diags, diag.New("unknown-token", s.at, "token", s.name, "file", TokensFile).With("light-only"))
			}
		}
		clear(dark)
	}
	before := map[bool]map[string]string{false: c.values(false), true: c.values(true)}
	c.sheet = c.with(light, dark)
	after := map[bool]map[string]string{false: c.values(false), true: c.values(true)}
	note := func(list []setting, used map[string]string, places map[string]diag.Position, isDark bool) {
		for _, s := range list {
			if _, ok := used[s.name]; !ok {
				continue
			}
			places[s.name] = s.valueAt
			_, _, was := resolve(before[isDark], s.name)
			if _, _, is := resolve(after[isDark], s.name); was && !is {
				l.diags = append(l.diags, diag.New("bad-value", s.valueAt, "key", s.name, "value", s.value).With("colour"))
			}
		}
	}
	note(said.light, light, c.light, false)
	note(said.dark, dark, c.dark, true)
}

func unknownToken(s setting, known []string, file string) diag.Diagnostic {
	name := strings.TrimPrefix(s.name, "--")
	if near, ok := diag.Nearest(name, known); ok {
		return diag.New("unknown-token", s.at, "token", s.name, "near", near).With("near")
	}
	return diag.New("unknown-token", s.at, "token", s.name, "file", file)
}

var reference = regexp.MustCompile(`^var\(\s*--([A-Za-z0-9_-]+)\s*\)$`)

// resolve follows a token to the one that has a colour, and gives its name and the colour.
func resolve(values map[string]string, name string) (string, color.RGBA, bool) {
	const most = 16 // references in a row; more of them go in circles
	for range most {
		v := values[name]
		if c, ok := colour.Parse(v); ok {
			return name, c, true
		}
		m := reference.FindStringSubmatch(v)
		if m == nil {
			break
		}
		name = m[1]
	}
	return "", color.RGBA{}, false
}
