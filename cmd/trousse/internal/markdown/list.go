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
	w.inList++
	if w.opt.Lists && w.inList == 1 {
		w.lists = append(w.lists, List{Heading: len(w.facts.Headings) - 1, Ordered: l.IsOrdered(), Pos: w.spot(l.Pos())})
	}
	outer := w.enterPart(tag)
	for c := l.FirstChild(); c != nil; c = c.NextSibling() {
		w.item(c)
	}
	w.leave(outer)
	w.inList--
	w.html = append(append(append(w.html, "</"...), tag...), ">\n"...)
}

// item writes a list item. A task's text is the label of its box.
func (w *work) item(item ast.Node) {
	first := item.FirstChild()
	if first != nil && first.Kind() != ast.KindTextBlock && first.Kind() != ast.KindParagraph {
		w.blockFact("item", "li", item.Pos(), nil)
		w.noteItem(item, nil, len(w.plain), 0)
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
		w.noteItem(item, nil, len(w.plain), 0)
		w.html = append(w.html, "<li></li>\n"...)
		return
	}
	w.blockLines(kind, "li", first)
	if box != nil {
		w.taskItem(item, first, box)
		return
	}
	start, links := len(w.plain), len(w.facts.Links)
	switch {
	case first.Kind() == ast.KindParagraph:
		w.html = append(w.html, "<li>\n"...)
		w.paragraphBody(first, nil)
	default:
		w.html = append(w.html, "<li>"...)
		w.textBlock(first)
	}
	w.noteItem(item, first, start, links)
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

// noteItem notes an item for [Options.Lists]: its plain text begins at from, and its links at links.
func (w *work) noteItem(item, first ast.Node, from, links int) {
	if !w.opt.Lists || w.inList != 1 {
		return
	}
	it := Item{Text: oneLine(w.plain[from:]), Link: -1, Pos: w.spot(item.Pos())}
	if first != nil {
		n := first.FirstChild()
		for n != nil && n.Kind() == kindEmphasis {
			n = n.FirstChild()
		}
		if l, ok := n.(*link); ok && !l.image && len(w.facts.Links) > links && w.facts.Links[links].Pos == w.spot(l.start) {
			it.Link = links
		}
	}
	list := &w.lists[len(w.lists)-1]
	list.Items = append(list.Items, it)
}
