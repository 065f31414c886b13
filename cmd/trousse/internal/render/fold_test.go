package render

import (
	"fmt"
	"html/template"
	"strings"
	"testing"
	texttemplate "text/template"
	"text/template/parse"
)

// said are words with all that HTML must escape.
type said map[string]string

func (s said) Text(id string, args ...any) string {
	if text, ok := s[id]; ok {
		return text + fmt.Sprint(args...)
	}
	return id
}
func (s said) Count(id string, n int, args ...any) string { return fmt.Sprint(s[id], n) }
func (s said) Has(id string) bool                         { _, ok := s[id]; return ok }

// Folding changes how fast a template is, and nothing of what it writes.
func TestFoldingWritesTheSame(t *testing.T) {
	words := said{"a": `A "b" & <c> 'd' été`, "url": "javascript:alert(1)", "empty": ""}
	drawn := icons{"i": "<svg><path d=\"M0 0\"/></svg>"}
	folded := 0
	for _, text := range []string{
		`<p>{{t "a"}}</p>`,
		`<p>{{t "a"}} {{t "a"}}{{t "empty"}}{{t "a"}}</p>`,
		`<p>{{icon "i"}} {{t "a"}}</p>{{icon "i"}}`,
		`<p>{{icon "none"}}|</p>`,
		`<img alt="{{t "a"}}" title="{{t "a"}}">`,
		`<meta content="{{t "a"}}"><p class="{{t "a"}}">`,
		`<a href="{{t "url"}}">{{t "a"}}</a><a href='{{t "url"}}' title={{t "a"}}>`,
		`<a href="{{.}}">{{t "a"}}</a><b title="x {{.}} > {{t "a"}}">`,
		`{{if .}}<i>{{t "a"}}</i>{{else}}{{t "a"}}{{end}}{{range $x := list 1 2}}<u>{{t "a"}}{{$x}}</u>{{end}}{{with .}}<b>{{t "a"}} {{.}}</b>{{end}}`,
		`<p>{{t "a" "n" 1}} {{t .}} {{t "a" | printf "%s!"}} {{$v := t "a"}}{{$v}} {{n "a" 2}}</p>`,
		`<!-- <p>{{t "a"}} --><title>{{t "a"}}</title><textarea>x > {{t "a"}}</textarea>`,
		`{{define "part"}}<p>{{t "a"}}</p>{{end}}<div>{{template "part" .}}</div>`,
		`<p>{{- t "a" -}}</p>  <p> {{- t "a"}}</p>`,
	} {
		t.Run(text, func(t *testing.T) {
			write := func(with bool) string {
				parsed, err := texttemplate.New("x").Funcs(texttemplate.FuncMap(functions("", nil, nil))).Parse(text)
				if err != nil {
					t.Fatal(err)
				}
				root := template.New("x").Funcs(functions("en", map[string]Words{"en": words}, drawn))
				for _, d := range parsed.Templates() {
					own := d.Tree.Copy()
					if with {
						before := actions(own.Root)
						fold(own.Root, words, drawn)
						folded += before - actions(own.Root)
					}
					if _, err := root.AddParseTree(d.Name(), own); err != nil {
						t.Fatal(err)
					}
				}
				var b strings.Builder
				if err := root.ExecuteTemplate(&b, "x", "a"); err != nil {
					b.WriteString(" " + err.Error())
				}
				return b.String()
			}
			if plain, quick := write(false), write(true); plain != quick {
				t.Errorf("folded\n%s\nwant\n%s", quick, plain)
			}
		})
	}
	if folded < 15 {
		t.Errorf("only %d actions were folded", folded)
	}
}

// actions counts the actions of a list, without those in branches.
func actions(n *parse.ListNode) int {
	count := 0
	for _, c := range n.Nodes {
		if _, ok := c.(*parse.ActionNode); ok {
			count++
		}
	}
	return count
}

func TestAFileWithAScriptIsNotFolded(t *testing.T) {
	for text, want := range map[string]bool{
		`<script>x = {{t "a"}}</script>`:                             true,
		"<STYLE media=\"print\">\n a { color: {{t \"a\"}} }</STYLE>": true,
		`<script src="{{.}}"></script><p>{{t "a"}}</p>`:              false,
		`<script>x()</script><p>{{t "a"}}</p>`:                       false,
	} {
		if got := opaque.MatchString(text); got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}
