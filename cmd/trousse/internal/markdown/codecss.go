package markdown

import "strings"

// ink is one colour of highlighted code, on a light and on a dark ground, with the classes of
// chroma that it is for.
type ink struct {
	name, light, dark string
	classes           string
	extra             string // further declarations
}

const (
	lightGround = "#f6f8fa"
	darkGround  = "#161b22"
)

// inks are chosen for a contrast of at least 7:1 with their ground.
var inks = []ink{
	{"text", "#1f2328", "#f0f6fc", "", ""},
	{"comment", "#4b535d", "#b1bac4", "c ch cm c1 cs", "font-style:italic"},
	{"keyword", "#8a1020", "#ff9d96", "k kc kd kn kp kr kt ow cp cpf", ""},
	{"string", "#0a3069", "#a5d6ff", "s sa sb sc dl sd s2 se sh si sx sr s1 ss", ""},
	{"number", "#0a4a8f", "#8ec5ff", "m mb mf mh mi il mo l ld no", ""},
	{"name", "#57278f", "#dcbfff", "nf fm nc nd ne nn", ""},
	{"tag", "#0f4a1f", "#7ee787", "nt gi", ""},
	{"attribute", "#0a4a8f", "#8ec5ff", "na py nl ni", ""},
	{"variable", "#7a2e00", "#ffb77c", "nb bp nv vc vg vi vm gp", ""},
	{"deleted", "#8a1020", "#ff9d96", "gd gr gt err", ""},
	{"heading", "#0a3069", "#a5d6ff", "gh gu gs", "font-weight:bold"},
}

// styled are the classes that CodeCSS has a rule for.
var styled = func() map[string]bool {
	m := map[string]bool{"ge": true}
	for _, i := range inks {
		for _, c := range strings.Fields(i.classes) {
			m[c] = true
		}
	}
	return m
}()

// CodeCSS gives the style sheet of highlighted code: its colours as custom properties, light by
// default, dark where the reader's system asks for it or data-theme says so.
func CodeCSS() string {
	var b strings.Builder
	light, dark := "--code-ground:"+lightGround, "--code-ground:"+darkGround
	for _, i := range inks {
		light += ";--code-" + i.name + ":" + i.light
		dark += ";--code-" + i.name + ":" + i.dark
	}
	b.WriteString(".chroma{" + light + "}\n")
	b.WriteString("@media (prefers-color-scheme:dark){.chroma{" + dark + "}}\n")
	b.WriteString("[data-theme=dark] .chroma{" + dark + "}\n")
	b.WriteString("[data-theme=light] .chroma{" + light + "}\n")
	b.WriteString("@media print{.chroma.chroma.chroma{" + light + "}}\n")
	b.WriteString(".chroma{background:var(--code-ground);color:var(--code-text)}\n")
	for _, i := range inks {
		if i.classes == "" {
			continue
		}
		for n, c := range strings.Fields(i.classes) {
			if n > 0 {
				b.WriteByte(',')
			}
			b.WriteString(".chroma ." + c)
		}
		b.WriteString("{color:var(--code-" + i.name + ")")
		if i.extra != "" {
			b.WriteString(";" + i.extra)
		}
		b.WriteString("}\n")
	}
	b.WriteString(".chroma .ge{font-style:italic}\n")
	return b.String()
}
