package tomlpos

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
	"github.com/google/go-cmp/cmp"
)

// outline writes a tree as lines "path kind key-position value-position value".
func outline(n *Node) string {
	var b strings.Builder
	var walk func(path string, n *Node)
	walk = func(path string, n *Node) {
		kinds := [...]string{"?", "table", "array", "string", "integer", "float", "boolean", "date", "time"}
		for i, m := range n.Nodes {
			p := path + "." + m.Key
			if n.Kind == Array {
				p = fmt.Sprintf("%s[%d]", path, i)
			}
			fmt.Fprintf(&b, "%s %s %d:%d %d:%d", strings.TrimPrefix(p, "."), kinds[m.Kind], m.At.Line, m.At.Col, m.ValueAt.Line, m.ValueAt.Col)
			if m.Value != nil {
				fmt.Fprintf(&b, " %v", m.Value)
			}
			b.WriteByte('\n')
			walk(p, m)
		}
	}
	walk("", n)
	return b.String()
}

func TestEveryValueHasItsPlace(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"simple keys", "a = 1\n  b=true # note\n\n\"c d\" = 'x'", `
a integer 1:1 1:5 1
b boolean 2:3 2:5 true
c d string 4:1 4:9 x
`},
		{"characters, not bytes", "\"é\" = \"à\"\nx = [\"É\", \"b\"]", `
é string 1:1 1:7 à
x array 2:1 2:5
x[0] string 2:6 2:6 É
x[1] string 2:11 2:11 b
`},
		{"dotted keys and tables", "a.b = 1\na . c = 2\n[x.y]\nz = 3\n[x]\nw = 4", `
a table 1:1 1:1
a.b integer 1:3 1:7 1
a.c integer 2:5 2:9 2
x table 5:2 5:2
x.y table 3:4 3:4
x.y.z integer 4:1 4:5 3
x.w integer 6:1 6:5 4
`},
		{"arrays of tables", "[[i]]\na = 1\n[[i]]\na = 2\n[i.sub]\nb = 3", `
i array 1:3 1:3
i[0] table 1:3 1:3
i[0].a integer 2:1 2:5 1
i[1] table 3:3 3:3
i[1].a integer 4:1 4:5 2
i[1].sub table 5:4 5:4
i[1].sub.b integer 6:1 6:5 3
`},
		{"inline tables and nested arrays", "t = { a = [1, [2]], b.c = {} }", `
t table 1:1 1:5
t.a array 1:7 1:11
t.a[0] integer 1:12 1:12 1
t.a[1] array 1:15 1:15
t.a[1][0] integer 1:16 1:16 2
t.b table 1:21 1:21
t.b.c table 1:23 1:27
`},
		{"text that looks like keys", "a = \"\"\"\nb = 1 # \\\" [c]\n\"\"\"\nd = '''\ne = \"'''\nf = [ # g = 1\n  'h = 1',\n  2, ]\ni = 1", `
a string 1:1 1:5 b = 1 # " [c]

d string 4:1 4:5 e = "
f array 6:1 6:5
f[0] string 7:3 7:3 h = 1
f[1] integer 8:3 8:3 2
i integer 9:1 9:5 1
`},
		{"quotes at the end of a long string", "a = \"\"\"x\"\"\"\"\"\nb = 1", `
a string 1:1 1:5 x""
b integer 2:1 2:5 1
`},
		{"dates", "a = 2026-01-05\nb = 2026-01-05 07:30:00Z\nc = 07:30:00", `
a date 1:1 1:5 2026-01-05 00:00:00 +0000 UTC
b time 2:1 2:5 2026-01-05 07:30:00 +0000 UTC
c time 3:1 3:5 0000-01-01 07:30:00 +0000 time-local
`},
		{"mark and line ends of Windows", "\ufeffa = 1\r\nb = 2\r\n", `
a integer 1:1 1:5 1
b integer 2:1 2:5 2
`},
		{"nothing", "# only a comment", "\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			n, faults := Read([]byte(tt.in))
			if len(faults) > 0 {
				t.Errorf("faults: %+v", faults)
			}
			if diff := cmp.Diff(strings.TrimPrefix(tt.want, "\n"), outline(n)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestFaultsArePlacedAndTheRestIsRead(t *testing.T) {
	for _, tt := range []struct{ name, in, fault, rest string }{
		{"no equals sign", "title\na = 1", "1:1 toml-syntax.no-equals title [key title value title]", "a"},
		{"colon", "title: \"x\"\na = 1", "1:1 toml-syntax.colon title [key title value title: \"x\"]", "a"},
		{"unquoted", "title = Buy a camera\na = 1", "1:9 toml-syntax.unquoted title [key title value Buy a camera]", "a"},
		{"curly quotes", "title = “Buy”\na = 1", "1:9 toml-syntax.quotes title [key title value “Buy”]", "a"},
		{"quotes inside", "title = \"Say \"no\"\"\na = 1", "1:15 toml-syntax.after-value title [key title value no\"\"]", "a"},
		{"unclosed string", "title = \"x\na = 1", "1:9 toml-syntax.unclosed-string title [key title value \"x]", "a"},
		{"unclosed list", "l = [\"x\",\n  \"y\"\na = 1", "1:5 toml-syntax.unclosed-array l [key l value ]", "a"},
		{"boolean of another language", "draft = Yes\na = 1", "1:9 toml-syntax.boolean draft [key draft value Yes]", "a"},
		{"escape", "p = \"C:\\dir\"\na = 1", "1:8 toml-syntax.escape p [key p value \\d]", "a"},
		{"no value", "p =\na = 1", "1:4 toml-syntax.no-value p [key p value ]", "a"},
		{"number", "w = 010\na = 1", "1:5 toml-syntax.number w [key w value 010]", "a"},
		{"impossible date", "d = 2026-02-30 # x\na = 1", "1:5 bad-date d [key d value 2026-02-30]", "a"},
		{"sloppy date", "d = 2026-2-3\na = 1", "1:5 bad-date d [key d value 2026-2-3]", "a"},
		{"twice", "a = 1\nb = 2\na = 3", "3:1 duplicate-key a [key a line 1]", "a b"},
		{"table twice", "[t]\na = 1\n[u]\n[t]\nb = 2", "4:2 duplicate-key t [key t line 1]", "t u"},
		{"header", "a = 1\n[t\nb = 2\n[u]", "2:1 toml-syntax.header t [key t value [t]", "a u"},
		{"accent in a bare key", "clé = 1\na = 1", "1:1 toml-syntax.key clé [key clé value clé]", "a"},
		{"several", "x = Hello\na = 1\ny = “z”", "1:5 toml-syntax.unquoted x [key x value Hello]\n3:5 toml-syntax.quotes y [key y value “z”]", "a"},
		{"NUL", "a = \"x\x00y\"", "1:7 control-character  [code U+0000 count 1]", "a"},
		{"Latin-1", "a = \"caf\xe9\"", "1:9 not-utf8.latin1  [byte E9 count 1 char é]", "a"},
		{"UTF-16", "\xff\xfea\x00", "1:1 not-utf8.utf16  []", ""},
		{"deep", "a = " + strings.Repeat("[", 9999), "1:37 toml-syntax.deep  []", ""},
		{"deep key", strings.Repeat("a.", 9999) + "a = 1", "1:65 toml-syntax.deep  []", ""},
		{"deep tables", "a = " + strings.Repeat("{a = ", 9999), "1:165 toml-syntax.deep  []", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			n, faults := Read([]byte(tt.in))
			var got []string
			for _, f := range faults {
				id := f.Rule
				if f.Variant != "" {
					id += "." + f.Variant
				}
				got = append(got, fmt.Sprintf("%d:%d %s %s %v", f.Pos.Line, f.Pos.Col, id, f.Key, f.Args))
			}
			if diff := cmp.Diff(tt.fault, strings.Join(got, "\n")); diff != "" {
				t.Error(diff)
			}
			var rest []string
			for _, m := range n.Nodes {
				rest = append(rest, m.Key)
			}
			if diff := cmp.Diff(tt.rest, strings.Join(rest, " ")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestCleanDoesNotCopyCleanText(t *testing.T) {
	in := []byte("a\tb\n“é” 😀\n")
	out, faults := Clean(in)
	if faults != nil || &out[0] != &in[0] {
		t.Errorf("copied, or faults: %v", faults)
	}
}

// plain gives a tree's values as the decoder would.
func plain(n *Node) any {
	switch n.Kind {
	case Table:
		m := map[string]any{}
		for _, x := range n.Nodes {
			m[x.Key] = plain(x)
		}
		return m
	case Array:
		var l []any
		for _, x := range n.Nodes {
			l = append(l, plain(x))
		}
		return fmt.Sprint(l)
	}
	return fmt.Sprint(n.Value)
}

func shown(v any) any {
	switch v := v.(type) {
	case map[string]any:
		m := map[string]any{}
		for k, x := range v {
			m[k] = shown(x)
		}
		return m
	case []map[string]any:
		var l []any
		for _, x := range v {
			l = append(l, shown(x))
		}
		return fmt.Sprint(l)
	case []any:
		var l []any
		for _, x := range v {
			l = append(l, shown(x))
		}
		return fmt.Sprint(l)
	}
	_, value := leaf(v)
	return fmt.Sprint(value)
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{
		"a = 1\n[b.c]\nd = [1, {e = 'f'}]\n[[g]]\nh = \"\"\"\nx\"\"\"", "a = [\"x\"\nb = 1", "[a\nb=1", "a.b.c = 2026-01-01", "a = 'x", "a: 1", "\"\\u0061\" = 1\na = 2", "a = \"\\", "= 1", "[[a]]\n[a.b]\n[[a.c]]", "a = {\n b = 1,\n}",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		n, faults := Read(data)
		text, _ := Clean(data)
		lines := strings.Split(string(text), "\n")
		inside := func(p Pos) {
			if p.Line < 1 || p.Line > len(lines) || p.Col < 1 || p.Col > utf8.RuneCountInString(lines[p.Line-1])+1 {
				t.Errorf("%v is outside the text %q", p, text)
			}
		}
		for _, fault := range faults {
			inside(fault.Pos)
			if fault.Rule == "" {
				t.Errorf("fault without a rule: %+v", fault)
			}
		}
		var walk func(*Node)
		walk = func(n *Node) {
			inside(n.At)
			inside(n.ValueAt)
			if n.Kind == 0 {
				t.Errorf("no kind: %+v", n)
			}
			for _, m := range n.Nodes {
				walk(m)
			}
		}
		walk(n)
		if len(faults) > 0 || strings.ContainsRune(string(data), '\r') {
			return
		}
		var want map[string]any
		if _, err := toml.Decode(string(text), &want); err != nil {
			t.Fatalf("no fault, but the decoder has one: %v", err)
		}
		if diff := cmp.Diff(shown(want), plain(n)); diff != "" {
			t.Error(diff)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	in := []byte("title = \"Buy a camera\"\ndescription = \"What to look at before you buy.\"\nslug = \"x\"\nweight = 10\n")
	b.ReportAllocs()
	for b.Loop() {
		Read(in)
	}
}
