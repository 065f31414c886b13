package markdown

import (
	"strconv"

	"github.com/yuin/goldmark/ast"
)

// list writes a list.
func (w *work) list(l *ast.List) {
	tasks := false
	for c := l.FirstChild(); c != nil && !tasks; c = c.NextSibling() {
		tasks = taskOf(c) != nil
	}
	tag := "ul"
	if l.IsOrdered() {
		tag = "ol"
	}
	w.html = append(append(w.html, '<'), tag...)
	if tasks {
		w.html = append(w.html, ` class="tasks"`...)
	}
	if l.IsOrdered() && l.Start != 1 {
		w.html = append(w.html, ` start="`...)
		w.html = strconv.AppendInt(w.html, int64(l.Start), 10)
		w.html = append(w.html, '"')
	}
	w.html = append(w.html, ">\n"...)
	outer := w.enterPart(tag)
	for c := l.FirstChild(); c != nil; c = c.NextSibling() {
		w.item(c)
	}
	w.leave(outer)
	w.html = append(append(append(w.html, "</"...), tag...), ">\n"...)
}

// item writes a list item. A task's text is the label of its box.
func (w *work) item(item ast.Node) {
	first := item.FirstChild()
	if first != nil && first.Kind() != ast.KindTextBlock && first.Kind() != ast.KindParagraph {
		w.blockFact("item", "li", item.Pos(), nil)
		w.html = append(w.html, "<li>\n"...)
		w.children(item, first)
		w.html = append(w.html, "</li>\n"...)
		return
	}
	box := taskOf(item)
	kind := "item"
	if box != nil {
		kind = "task"
	}
	if first == nil {
		w.blockFact(kind, "li", item.Pos(), nil)
		w.html = append(w.html, "<li></li>\n"...)
		return
	}
	w.blockLines(kind, "li", first)
	if box != nil {
		w.taskItem(item, first, box)
		return
	}
	switch {
	case first.Kind() == ast.KindParagraph:
		w.html = append(w.html, "<li>\n"...)
		w.paragraphBody(first, nil)
	default:
		w.html = append(w.html, "<li>"...)
		w.textBlock(first)
	}
	w.endPlain()
	if next := first.NextSibling(); next != nil {
		if w.html[len(w.html)-1] != '\n' {
			w.html = append(w.html, '\n')
		}
		w.children(item, next)
	}
	w.html = append(w.html, "</li>\n"...)
}

// children writes the rest of a list item.
func (w *work) children(item, from ast.Node) {
	outer := w.enter("")
	for c := from; c != nil; c = c.NextSibling() {
		w.block(c)
	}
	w.leave(outer)
}
