package content

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"trousse/cmd/trousse/internal/tomlpos"
)

const (
	// yamlDepth bounds nesting: the parser recurses, and its time grows with more than the square of the depth.
	yamlDepth = 24
	// yamlRepairs bounds how often front matter is read again without what was wrong in it.
	yamlRepairs = 6
)

// readYAML reads front matter in YAML (1.2, https://yaml.org/spec/1.2.2/) into the same tree that
// TOML gives. Anchors, aliases, tags and merge keys are faults: no key needs them, and aliases can
// make a small file unfold to gigabytes. A key with an empty value counts as absent.
func readYAML(text []byte) (*tomlpos.Node, []tomlpos.Fault) {
	y := &yamlReader{text: text, lines: bytes.Split(text, []byte("\n"))}
	empty := &tomlpos.Node{Kind: tomlpos.Table, At: tomlpos.Pos{Line: 1, Col: 1}}
	if at := tooDeep(y.lines); at.Line > 0 {
		return empty, []tomlpos.Fault{{Rule: "yaml-syntax", Variant: "deep", Pos: at}}
	}
	for range yamlRepairs {
		body, err := parseYAML(text)
		if err == nil {
			return y.document(body), y.faults
		}
		text = y.repair(text, err)
	}
	return empty, y.faults
}

// parseYAML gives the first document's body, nil where there is none.
func parseYAML(text []byte) (body ast.Node, err error) {
	// The parser is known to index out of range on odd input; for an author that is one more fault.
	defer func() {
		if r := recover(); r != nil {
			body, err = nil, fmt.Errorf("%v", r)
		}
	}()
	f, err := parser.ParseBytes(text, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		return nil, err
	}
	for _, d := range f.Docs {
		if d.Body != nil {
			return d.Body, nil
		}
	}
	return nil, nil
}

// tooDeep finds where brackets, or list and key marks on one line, nest too deep.
func tooDeep(lines [][]byte) tomlpos.Pos {
	open := 0
	for i, line := range lines {
		marks := 0
		for j, c := range line {
			switch c {
			case '[', '{':
				open++
			case ']', '}':
				open = max(0, open-1)
			}
			if (c == '-' || c == '?') && marks >= 0 && (j+1 == len(line) || line[j+1] == ' ' || line[j+1] == '\t') {
				marks++
			} else if c != ' ' && c != '\t' {
				marks = -1
			}
			if open > yamlDepth || marks > yamlDepth {
				return tomlpos.Pos{Line: i + 1, Col: utf8.RuneCount(line[:j]) + 1}
			}
		}
	}
	return tomlpos.Pos{}
}

type yamlReader struct {
	text   []byte
	lines  [][]byte
	faults []tomlpos.Fault
}

func (y *yamlReader) fault(rule, variant string, at tomlpos.Pos, key string, args ...string) {
	if len(y.faults) >= maxFaults {
		return
	}
	y.faults = append(y.faults, tomlpos.Fault{Rule: rule, Variant: variant, Pos: at, Key: key, Args: args})
}

// place gives a token's position, kept within the text: the parser counts some tokens from
// their end and some from the line before.
func (y *yamlReader) place(tk *token.Token) tomlpos.Pos {
	if tk == nil || tk.Position == nil {
		return tomlpos.Pos{Line: 1, Col: 1}
	}
	line := max(1, min(tk.Position.Line, len(y.lines)))
	col := max(1, min(tk.Position.Column, utf8.RuneCount(y.lines[line-1])+1))
	return tomlpos.Pos{Line: line, Col: col}
}

// document turns the body into a table.
func (y *yamlReader) document(body ast.Node) *tomlpos.Node {
	root := &tomlpos.Node{Kind: tomlpos.Table, At: tomlpos.Pos{Line: 1, Col: 1}, ValueAt: tomlpos.Pos{Line: 1, Col: 1}}
	if body == nil {
		return root
	}
	n := y.value("", body, root.At)
	if n == nil {
		return root
	}
	if n.Kind != tomlpos.Table {
		line := string(y.lines[n.ValueAt.Line-1])
		variant := "no-colon"
		name, _, found := strings.Cut(line, "=")
		if found {
			variant = "equals"
		}
		y.fault("yaml-syntax", variant, n.ValueAt, "", "key", short(strings.TrimSpace(name)))
		return root
	}
	n.At, n.ValueAt = root.At, root.At
	return n
}

// value turns one value into a node, nil for null and for what is not read. at is the place of its key.
func (y *yamlReader) value(key string, v ast.Node, at tomlpos.Pos) *tomlpos.Node {
	if v == nil {
		return nil
	}
	n := &tomlpos.Node{At: at, ValueAt: y.place(v.GetToken())}
	if at.Line == 0 {
		n.At = n.ValueAt
	}
	switch v := v.(type) {
	case *ast.StringNode:
		n.Kind, n.Value = tomlpos.String, v.Value
	case *ast.LiteralNode:
		n.Kind, n.Value = tomlpos.String, ""
		if v.Value != nil {
			n.Value = v.Value.Value
		}
	case *ast.BoolNode:
		n.Kind, n.Value = tomlpos.Boolean, v.Value
	case *ast.IntegerNode:
		n.Kind, n.Value = tomlpos.Integer, wholeNumber(v.Value)
	case *ast.FloatNode:
		n.Kind, n.Value = tomlpos.Float, v.Value
	case *ast.InfinityNode, *ast.NanNode:
		n.Kind, n.Value = tomlpos.Float, math.NaN()
	case *ast.SequenceNode:
		n.Kind = tomlpos.Array
		for _, x := range v.Values {
			if m := y.value(key, x, tomlpos.Pos{}); m != nil {
				n.Nodes = append(n.Nodes, m)
			}
		}
	case *ast.MappingNode:
		n.Kind = tomlpos.Table
		for _, m := range v.Values {
			y.member(n, m)
		}
	case *ast.MappingValueNode:
		n.Kind = tomlpos.Table
		y.member(n, v)
	case *ast.AnchorNode:
		y.fault("yaml-unsupported", "anchor", n.ValueAt, key, "key", key)
		return y.value(key, v.Value, at)
	case *ast.TagNode:
		y.fault("yaml-unsupported", "tag", n.ValueAt, key, "key", key)
		return y.value(key, v.Value, at)
	case *ast.AliasNode:
		y.fault("yaml-unsupported", "anchor", n.ValueAt, key, "key", key)
		return nil
	case *ast.NullNode:
		return nil
	default:
		y.fault("yaml-unsupported", "", n.ValueAt, key, "key", key)
		return nil
	}
	return n
}

func wholeNumber(v any) int64 {
	switch v := v.(type) {
	case int64:
		return v
	case uint64:
		return int64(min(v, math.MaxInt64))
	}
	return math.MaxInt64
}

// member adds one key with its value to a table.
func (y *yamlReader) member(n *tomlpos.Node, mv *ast.MappingValueNode) {
	if mv == nil || mv.Key == nil {
		return
	}
	at := y.place(mv.Key.GetToken())
	var name string
	switch k := mv.Key.(type) {
	case *ast.StringNode:
		name = k.Value
	case *ast.MergeKeyNode:
		y.fault("yaml-unsupported", "anchor", at, "", "key", "<<")
		return
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.NullNode:
		name = k.GetToken().Value
	default:
		y.fault("yaml-unsupported", "", at, "", "key", short(k.GetToken().Value))
		return
	}
	if first := n.Get(name); first != nil {
		y.fault("duplicate-key", "", at, name, "key", short(name), "line", fmt.Sprint(first.At.Line))
		return
	}
	if m := y.value(name, mv.Value, at); m != nil {
		m.Key, m.At = name, at
		n.Nodes = append(n.Nodes, m)
	}
}

// repair explains why text could not be parsed and gives it without the key at fault.
func (y *yamlReader) repair(text []byte, err error) []byte {
	at, detail := tomlpos.Pos{Line: 1, Col: 1}, err.Error()
	var ye yaml.Error
	if errors.As(err, &ye) {
		at, detail = y.place(ye.GetToken()), ye.GetMessage()
	}
	lines := bytes.Split(text, []byte("\n"))
	from := at.Line - 1
	for from > 0 && !beginsKey(lines[from]) {
		from--
	}
	// A bracket that was never closed is found out only at a later key.
	for before := from - 1; before >= 0; before-- {
		if beginsKey(lines[before]) {
			if unclosed(bytes.Join(lines[before:from], nil)) {
				from, at = before, tomlpos.Pos{Line: before + 1, Col: 1}
			}
			break
		}
	}
	to := at.Line
	for to < len(lines) && !beginsKey(lines[to]) {
		to++
	}
	y.explain(lines[from], lines[at.Line-1], from+1, at, detail)

	out := slices.Clone(lines)
	for i := from; i < to; i++ {
		out[i] = nil
	}
	repaired := bytes.Join(out, []byte("\n"))
	if bytes.Equal(repaired, text) {
		// The parser points at a line with nothing on it: only an empty text is sure to end this.
		return bytes.Repeat([]byte("\n"), len(lines)-1)
	}
	return repaired
}

// beginsKey tells whether a line begins a key of the outermost table.
func beginsKey(line []byte) bool {
	return len(line) > 0 && !bytes.ContainsRune([]byte(" \t-#]}"), rune(line[0]))
}

// unclosed tells whether a key's value opens more brackets than it closes.
func unclosed(entry []byte) bool {
	_, value, _ := bytes.Cut(entry, []byte(":"))
	value = bytes.TrimSpace(value)
	return len(value) > 0 && (value[0] == '[' || value[0] == '{') &&
		bytes.Count(value, value[:1]) > bytes.Count(value, []byte{value[0] + 2})
}

// explain words a fault by what stands on the line of the key (number keyLine) and on the line of the fault.
func (y *yamlReader) explain(keyLine, line []byte, number int, at tomlpos.Pos, detail string) {
	name, value, found := strings.Cut(string(keyLine), ":")
	name, value = short(strings.TrimSpace(name)), strings.TrimSpace(value)
	valueAt := tomlpos.Pos{Line: number, Col: utf8.RuneCount(keyLine) - utf8.RuneCountInString(value) + 1}
	indent := line[:len(line)-len(bytes.TrimLeft(line, " \t"))]
	variant := ""
	switch {
	case bytes.ContainsRune(indent, '\t'):
		variant = "tab"
	case !found && strings.Contains(name, "="):
		variant = "equals"
		name = strings.TrimSpace(name[:strings.IndexByte(name, '=')])
	case !found:
		variant = "no-colon"
	case value == "":
	case strings.ContainsRune("@`%&*!|>", rune(value[0])):
		variant, at = "special", valueAt
	case value[0] == '"' || value[0] == '\'':
		variant, at = "quote", valueAt
	case value[0] == '[' || value[0] == '{':
		variant, at = "bracket", valueAt
	case strings.Contains(value, ": ") || strings.HasSuffix(value, ":"):
		variant, at = "colon", valueAt
	}
	args := []string{"key", name}
	if variant == "" {
		args = append(args, "detail", detail)
	}
	y.fault("yaml-syntax", variant, at, name, args...)
}
