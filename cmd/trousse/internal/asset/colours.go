package asset

import (
	"image/color"
	"regexp"
	"strings"

	"trousse/cmd/trousse/internal/colour"
)

// Colours are a theme's colours where its style sheets do not reach: in pictures, and in the frame
// that a browser puts around a page. The zero value of one says nothing.
type Colours struct {
	Accent   color.RGBA            // of all sections that Sections does not name
	Sections map[string]color.RGBA // by the section's id
	Light    string                // of the frame: "#f2f5f4"
	Dark     string                // of the frame, where readers ask for dark pages
}

// For gives the accent of a section by its id.
func (c Colours) For(section string) color.RGBA {
	if own, ok := c.Sections[section]; ok {
		return own
	}
	return c.Accent
}

var (
	cssComment = regexp.MustCompile(`(?s)/\*.*?\*/`)
	cssRule    = regexp.MustCompile(`([^{};]*)\{([^{}]*)\}`)
	cssToken   = regexp.MustCompile(`--([\w-]+)\s*:\s*([^;]+)`)
	cssSection = regexp.MustCompile(`^\[data-section="?([\w-]+)"?\]$`)
	cssVar     = regexp.MustCompile(`^var\(--([\w-]+)\)$`)
)

// ColoursOf finds the colours in a theme's style sheet of tokens, so that they are written down once:
// --accent and --ground of ":root", --ground of ":root[data-theme="dark"]", and --accent of
// "[data-section="ID"]". A value is a colour in hexadecimal digits or the var() of one in ":root".
// What is written otherwise is as if it were absent: a picture can do without.
func ColoursOf(tokens string) Colours {
	root := map[string]string{}
	dark := map[string]string{}
	sections := map[string]string{}
	for _, rule := range cssRule.FindAllStringSubmatch(cssComment.ReplaceAllString(tokens, ""), -1) {
		selector := strings.ReplaceAll(strings.TrimSpace(rule[1]), "'", `"`)
		section := cssSection.FindStringSubmatch(selector)
		for _, token := range cssToken.FindAllStringSubmatch(rule[2], -1) {
			name, value := token[1], strings.TrimSpace(token[2])
			switch {
			case selector == ":root":
				root[name] = value
			case selector == `:root[data-theme="dark"]`:
				dark[name] = value
			case section != nil && name == "accent":
				sections[section[1]] = value
			}
		}
	}
	hex := func(value string) string {
		for range 4 { // as many as anybody writes, and an end to those that go round
			if v := cssVar.FindStringSubmatch(value); v != nil {
				value = root[v[1]]
			}
		}
		if _, ok := colour.Parse(value); !ok {
			return ""
		}
		return value
	}
	rgb := func(value string) color.RGBA {
		c, _ := colour.Parse(hex(value))
		return c
	}
	c := Colours{Accent: rgb(root["accent"]), Light: hex(root["ground"]), Dark: hex(dark["ground"])}
	for id, value := range sections {
		if own := rgb(value); own.A > 0 {
			if c.Sections == nil {
				c.Sections = map[string]color.RGBA{}
			}
			c.Sections[id] = own
		}
	}
	return c
}
