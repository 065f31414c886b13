package content

import (
	"bytes"

	"trousse/cmd/trousse/internal/tomlpos"
)

const (
	tomlFence = "+++"
	yamlFence = "---"
)

// parts are the two parts of a file, with the lines of the file, from 1, on which they begin.
type parts struct {
	fence    string // "" where there is no front matter
	closed   bool
	openLine int // of the opening fence
	meta     []byte
	metaLine int
	body     []byte
	bodyLine int
}

// Text gives the Markdown of a file without its front matter, as UTF-8 with "\n" at the ends of
// lines and without control characters (see [tomlpos.Clean]). Front matter that is not closed
// leaves no text.
func Text(data []byte) []byte {
	text, _ := tomlpos.Clean(data)
	return split(text).body
}

// split parts a clean text. A fence is a line of its own: three plus signs for TOML, three hyphens
// for YAML, the closing one like the opening one. It stands at the very beginning; empty lines
// before plus signs are forgiven, but three hyphens after one are a line drawn in the text.
func split(text []byte) parts {
	line, rest := 1, text
	for len(rest) > 0 {
		first, after := cutLine(rest)
		fence := string(bytes.TrimRight(first, " \t"))
		switch {
		case fence == "" && len(after) > 0:
			line++
			rest = after
			continue
		case fence == tomlFence, fence == yamlFence && line == 1:
			return fenced(fence, line, after)
		}
		break
	}
	return parts{body: text, bodyLine: 1, metaLine: 1}
}

func fenced(fence string, line int, rest []byte) parts {
	p := parts{fence: fence, openLine: line, metaLine: line + 1}
	for at := 0; at < len(rest); {
		line++
		first, after := cutLine(rest[at:])
		if bytes.HasPrefix(first, []byte(fence)) && string(bytes.TrimRight(first, " \t")) == fence {
			p.closed = true
			p.meta, p.body, p.bodyLine = rest[:at], after, line+1
			return p
		}
		at = len(rest) - len(after)
	}
	p.bodyLine = line
	return p
}

func cutLine(text []byte) (line, rest []byte) {
	if i := bytes.IndexByte(text, '\n'); i >= 0 {
		return text[:i], text[i+1:]
	}
	return text, nil
}
