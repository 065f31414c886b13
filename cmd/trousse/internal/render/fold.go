package render

import (
	"html/template"
	"regexp"
	"strings"
	"text/template/parse"
)

// fold writes what is the same on every page of a language into the template: words and drawings that
// are asked for by a plain name. Calling a function for each, thousands of times over, took a
// fifth of the time in which pages are rendered.
//
// It does so only where the text before tells for sure what html/template would make of the value:
// between elements, and in attributes that hold plain text. Words that have a variable, or that do not
// exist, are left for execution, with its faults.
func fold(n *parse.ListNode, words Words, drawn icons) {
	if n == nil {
		return
	}
	for i, c := range n.Nodes {
		switch c := c.(type) {
		case *parse.ActionNode:
			if i == 0 {
				continue
			}
			before, ok := n.Nodes[i-1].(*parse.TextNode)
			if !ok {
				continue
			}
			if text, ok := constant(c, string(before.Text), words, drawn); ok {
				// As one text with what stands before it, so that the next value finds its place too.
				n.Nodes[i-1] = &parse.TextNode{NodeType: parse.NodeText, Pos: before.Pos}
				n.Nodes[i] = &parse.TextNode{NodeType: parse.NodeText, Pos: before.Pos, Text: append(before.Text[:len(before.Text):len(before.Text)], text...)}
			}
		case *parse.TextNode:
			if i > 0 {
				if before, ok := n.Nodes[i-1].(*parse.TextNode); ok && len(before.Text) > 0 {
					n.Nodes[i-1] = &parse.TextNode{NodeType: parse.NodeText, Pos: before.Pos}
					n.Nodes[i] = &parse.TextNode{NodeType: parse.NodeText, Pos: c.Pos, Text: append(before.Text[:len(before.Text):len(before.Text)], c.Text...)}
				}
			}
		case *parse.IfNode:
			foldBranch(&c.BranchNode, words, drawn)
		case *parse.RangeNode:
			foldBranch(&c.BranchNode, words, drawn)
		case *parse.WithNode:
			foldBranch(&c.BranchNode, words, drawn)
		}
	}
}

func foldBranch(b *parse.BranchNode, words Words, drawn icons) {
	fold(b.List, words, drawn)
	fold(b.ElseList, words, drawn)
}

// plainAttribute ends a text before the value of an attribute that is shown or read aloud and nothing else.
var plainAttribute = regexp.MustCompile(` (?:alt|aria-label|content|title)="$`)

// constant gives what an action writes, if that is known and sure.
func constant(a *parse.ActionNode, before string, words Words, drawn icons) (string, bool) {
	if len(a.Pipe.Decl) > 0 || len(a.Pipe.Cmds) != 1 || len(a.Pipe.Cmds[0].Args) != 2 {
		return "", false
	}
	name, isName := a.Pipe.Cmds[0].Args[0].(*parse.IdentifierNode)
	id, isText := a.Pipe.Cmds[0].Args[1].(*parse.StringNode)
	if !isName || !isText {
		return "", false
	}
	between := strings.LastIndexByte(before, '>') > strings.LastIndexByte(before, '<')
	switch {
	case name.Ident == "icon" && between:
		return string(drawn[id.Text]), true
	case name.Ident == "t" && (between || plainAttribute.MatchString(before)):
		if unknown(words, id.Text) {
			return "", false
		}
		return template.HTMLEscapeString(words.Text(id.Text)), true
	}
	return "", false
}

// opaque matches a file with a value inside a script or a style, where other rules hold than in HTML and a
// ">" means nothing: it is left as it is.
var opaque = regexp.MustCompile(`(?is)<(?:script|style)\b[^>]*>[^<]*\{\{`)
