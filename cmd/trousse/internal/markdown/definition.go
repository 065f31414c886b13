package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	extast "github.com/yuin/goldmark/extension/ast"
)

func definitionLists() parser.BlockParser { return shallow{extension.NewDefinitionListParser()} }
func definitions() parser.BlockParser     { return extension.NewDefinitionDescriptionParser() }

// definitionParser reads definitions, and the attribute blocks of the terms before them.
type definitionParser struct{ parser.BlockParser }

// Open implements parser.BlockParser.
func (d definitionParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	node, state := d.BlockParser.Open(parent, reader, pc)
	if node == nil {
		return node, state
	}
	// The terms were made just now, from the paragraph before; earlier ones have a definition behind them.
	first := parent.LastChild()
	for first != nil && first.Kind() == extast.KindDefinitionTerm {
		if p := first.PreviousSibling(); p == nil || p.Kind() != extast.KindDefinitionTerm {
			break
		}
		first = first.PreviousSibling()
	}
	for ; first != nil && first.Kind() == extast.KindDefinitionTerm; first = first.NextSibling() {
		workOf(pc).endAttrs(first)
	}
	return node, state
}

// definitions writes a list of terms and their definitions.
func (w *work) definitions(n *extast.DefinitionList) {
	w.html = append(w.html, "<dl>\n"...)
	outer := w.enterPart("dl")
	undefined := len(w.facts.Definitions) // terms from here on have no definition yet
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if _, term := c.(*extast.DefinitionTerm); term {
			w.definitionTerm(c)
			continue
		}
		said := w.meaning(c)
		for ; undefined < len(w.facts.Definitions); undefined++ {
			w.facts.Definitions[undefined].Text = said
		}
	}
	w.leave(outer)
	w.html = append(w.html, "</dl>\n"...)
}

// definitionTerm writes a term with its id.
func (w *work) definitionTerm(n ast.Node) {
	w.blockLines("definition", "dt", n)
	attrs := w.headAttrs[n]
	lang, _ := find(attrs, "lang")
	if !validLang(lang.value) {
		lang.value = w.opt.Lang
	}
	w.startPlain()
	from, plain, holes := len(w.html), len(w.plain), len(w.facts.Holes)
	outer := w.speak(lang.value)
	w.textBlock(n)
	w.speak(outer)
	d := Definition{Term: strings.TrimSpace(string(w.plain[plain:]))}
	if a, ok := find(attrs, "id"); ok {
		d.ID = a.value
	} else {
		d.ID = w.unique(Slug(d.Term))
	}
	tag := appendNamed(append(w.scratch[:0], "<dt"...), "id", d.ID)
	tag = appendClass(tag, classes("", attrs))
	if lang.value != outer {
		tag = appendNamed(tag, "lang", lang.value)
	}
	w.putBefore(from, holes, append(tag, '>'))
	w.endPlain()
	w.html = append(w.html, "</dt>\n"...)
	w.facts.Definitions = append(w.facts.Definitions, d)
}

// meaning writes a definition and gives what its first paragraph says.
func (w *work) meaning(n ast.Node) (said string) {
	first := n.FirstChild()
	w.startPlain()
	plain := len(w.plain)
	w.html = append(w.html, "<dd>"...)
	switch {
	case first == nil:
		w.blockFact("definition", "dd", n.Pos(), nil)
	case first.Kind() == ast.KindTextBlock && (first.NextSibling() == nil || first.NextSibling().Kind() != ast.KindParagraph):
		w.blockLines("definition", "dd", first)
		w.textBlock(first)
		w.endPlain()
		first = first.NextSibling()
	case first.Kind() == ast.KindTextBlock || first.Kind() == ast.KindParagraph:
		w.blockLines("definition", "dd", first)
		w.html = append(w.html, '\n')
		w.paragraphBody(first, nil)
		first = first.NextSibling()
	default:
		w.blockFact("definition", "dd", n.Pos(), nil)
		w.html = append(w.html, '\n')
	}
	said = strings.ReplaceAll(strings.TrimSpace(string(w.plain[plain:])), "\n", " ")
	inside := w.enter("")
	for ; first != nil; first = first.NextSibling() {
		w.block(first)
	}
	w.leave(inside)
	w.html = append(w.html, "</dd>\n"...)
	return said
}
