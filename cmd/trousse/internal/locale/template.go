package locale

import (
	"fmt"
	"io"
	"regexp"
	"strings"
	"text/template"
	"text/template/parse"

	i18n "github.com/nicksnyder/go-i18n/v2/i18n/template"
)

// templates makes go-i18n fill in variables as this package wants it: from a map of strings,
// without reflection where a text has nothing but {{.name}}, and never with "<no value>".
type templates struct {
	funcs  template.FuncMap
	absent string // stands for a variable that is not given
}

// Cacheable says that parsed texts may be kept: every set of words has its own templates.
func (*templates) Cacheable() bool { return true }

// Parse implements go-i18n's parser.
func (t *templates) Parse(src, left, right string) (i18n.ParsedTemplate, error) {
	if left == "" {
		left = "{{"
	}
	if right == "" {
		right = "}}"
	}
	if !strings.Contains(src, left) {
		return pieces{parts: []string{src}}, nil
	}
	if left == "{{" && right == "}}" {
		if p, ok := t.pieces(src); ok {
			return p, nil
		}
	}
	tmpl, err := template.New("").Delims(left, right).Option("missingkey=zero").Funcs(t.funcs).Parse(src)
	if err != nil {
		return nil, err
	}
	if err := endless(tmpl.Tree.Root); err != nil {
		return nil, err
	}
	p := program{tmpl}
	if _, err := p.Execute(nil); err != nil {
		return nil, err
	}
	return p, nil
}

var variable = regexp.MustCompile(`\{\{\s*\.([A-Za-z_][A-Za-z0-9_]*)\s*\}\}`)

// pieces splits a text that has nothing but variables.
func (t *templates) pieces(src string) (pieces, bool) {
	p := pieces{absent: t.absent}
	at := 0
	for _, m := range variable.FindAllStringSubmatchIndex(src, -1) {
		p.parts = append(p.parts, src[at:m[0]], src[m[2]:m[3]])
		at = m[1]
	}
	p.parts = append(p.parts, src[at:])
	for i := 0; i < len(p.parts); i += 2 {
		if strings.Contains(p.parts[i], "{{") {
			return pieces{}, false
		}
	}
	return p, true
}

// endless refuses what could run without end: a text comes from a file that anybody may write.
func endless(n parse.Node) error {
	list := func(lists ...*parse.ListNode) error {
		for _, l := range lists {
			if l == nil {
				continue
			}
			for _, n := range l.Nodes {
				if err := endless(n); err != nil {
					return err
				}
			}
		}
		return nil
	}
	switch n := n.(type) {
	case *parse.ListNode:
		return list(n)
	case *parse.IfNode:
		return list(n.List, n.ElseList)
	case *parse.WithNode:
		return list(n.List, n.ElseList)
	case *parse.TextNode, *parse.ActionNode, *parse.CommentNode:
		return nil
	}
	return fmt.Errorf("%q cannot be used in a text", n)
}

// pieces are text, variable, text, variable, …, text.
type pieces struct {
	parts  []string
	absent string
}

// Execute implements go-i18n's parsed template.
func (p pieces) Execute(data any) (string, error) {
	if len(p.parts) == 1 {
		return p.parts[0], nil
	}
	vars, _ := data.(map[string]string)
	var b strings.Builder
	for i, s := range p.parts {
		if i%2 == 0 {
			b.WriteString(s)
		} else if v, ok := vars[s]; ok {
			b.WriteString(v)
		} else {
			b.WriteString(p.absent)
		}
	}
	return b.String(), nil
}

type program struct{ tmpl *template.Template }

// Execute implements go-i18n's parsed template.
func (p program) Execute(data any) (string, error) {
	vars, _ := data.(map[string]string)
	if vars == nil {
		vars = map[string]string{}
	}
	var b strings.Builder
	err := p.tmpl.Execute(&limited{&b, 64 << 10}, vars)
	return b.String(), err
}

// limited refuses to write more than left bytes.
type limited struct {
	to   io.Writer
	left int
}

func (l *limited) Write(p []byte) (int, error) {
	if len(p) > l.left {
		return 0, io.ErrShortWrite
	}
	l.left -= len(p)
	return l.to.Write(p)
}
