package markdown

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// task is the box of a task: "[ ]" or "[x]".
type task struct {
	ast.BaseInline
	checked bool
	width   int // of the box and the spaces behind it
}

var kindTask = ast.NewNodeKind("Task")

// Kind implements ast.Node.
func (t *task) Kind() ast.NodeKind { return kindTask }

// Dump implements ast.Node.
func (t *task) Dump(source []byte, level int) { ast.DumpHelper(t, source, level, nil, nil) }

// taskAt reads the box at the beginning of a list item.
func taskAt(parent ast.Node, line []byte, start int) *task {
	if !hasBox(line) || parent.HasChildren() {
		return nil
	}
	item, ok := parent.Parent().(*ast.ListItem)
	if !ok || item.FirstChild() != parent {
		return nil
	}
	t := &task{width: 3, checked: line[1] != ' '}
	for t.width < len(line) && (line[t.width] == ' ' || line[t.width] == '\t') {
		t.width++
	}
	t.SetPos(start)
	return t
}

// hasBox tells whether a line begins with a box.
func hasBox(line []byte) bool {
	return len(line) >= 3 && line[0] == '[' && line[2] == ']' && (line[1] == ' ' || line[1]|0x20 == 'x') &&
		(len(line) == 3 || line[3] <= ' ')
}

// taskOf gives the box of a list item.
func taskOf(item ast.Node) *task {
	if first := item.FirstChild(); first != nil && (first.Kind() == ast.KindTextBlock || first.Kind() == ast.KindParagraph) {
		t, _ := first.FirstChild().(*task)
		return t
	}
	return nil
}

// taskTransformer takes the attribute block off the end of a task's first paragraph. In a list without
// empty lines the paragraph is another node later on, so the box's offset stands for it.
type taskTransformer struct{}

// Transform implements parser.ParagraphTransformer.
func (taskTransformer) Transform(para *ast.Paragraph, reader text.Reader, pc parser.Context) {
	item, ok := para.Parent().(*ast.ListItem)
	if !ok || item.FirstChild() != ast.Node(para) || para.Lines().Len() == 0 {
		return
	}
	first := para.Lines().At(0)
	if hasBox(reader.Source()[first.Start:first.Stop]) {
		workOf(pc).taskAttrs(para.Lines(), first.Start)
	}
}

// taskAttrs takes the attribute block off the end of lines whose box stands at an offset.
func (w *work) taskAttrs(lines *text.Segments, box int) {
	n := lines.Len() - 1
	seg := lines.At(n)
	line := bytes.TrimRight(w.src[seg.Start:seg.Stop], " \t\r\n")
	if len(line) == 0 || line[len(line)-1] != '}' {
		return
	}
	for i := max(0, len(line)-maxAttrs); i < len(line); i++ {
		// What stands right behind a link belongs to that.
		if line[i] != '{' || i > 0 && line[i-1] != ' ' && line[i-1] != '\t' {
			continue
		}
		attrs, size := parseAttrs(line[i:], seg.Start+i)
		if size == 0 || i+size != len(line) || !meantForTask(attrs) {
			continue
		}
		w.checkTask(attrs)
		if w.tasks == nil {
			w.tasks = make(map[int][]attr)
		}
		w.tasks[box] = w.claim(attrs)
		rest := bytes.TrimRight(line[:i], " \t")
		if len(rest) > 0 || n == 0 {
			lines.Set(n, text.NewSegment(seg.Start, seg.Start+len(rest)))
			return
		}
		last := lines.At(n - 1)
		lines.SetSliced(0, n)
		lines.Set(n-1, last.TrimRightSpace(w.src))
		return
	}
	w.brokenAttrs(lines)
}

// brokenAttrs reports what was meant to be an attribute block and cannot be read as one.
func (w *work) brokenAttrs(lines *text.Segments) {
	for i := lines.Len() - 1; i >= 0; i-- {
		seg := lines.At(i)
		line := w.src[seg.Start:seg.Stop]
		for at := len(line) - 2; at >= 0; at-- {
			if line[at] == '{' && (line[at+1] == '#' || line[at+1] == '.') && (at == 0 || line[at-1] == ' ') {
				w.faultAs(seg.Start+at, "task-attribute", "syntax")
				return
			}
		}
	}
}

// meantForTask is like meant, but knows a class that lacks its full stop.
func meantForTask(attrs []attr) bool {
	return slices.ContainsFunc(attrs, func(a attr) bool { return !a.flag || a.key == essential })
}

// What a task's attributes may say. Some are words of the front matter as well; package content tests that.
const (
	essential  = "essential"
	maxMinutes = 600
)

var (
	taskKeys = []string{"id", "class", "time", "effort", "theme", "stage", "devices"}
	efforts  = []string{"easy", "medium", "hard"}
	themes   = []string{"privacy", "security", "functionality"}
	stages   = []string{"before", "using", "problem"}
)

// Efforts, Themes and Stages list what a task's attributes of these names may be.
func Efforts() []string { return slices.Clone(efforts) }

// Themes is described with [Efforts].
func Themes() []string { return slices.Clone(themes) }

// Stages is described with [Efforts].
func Stages() []string { return slices.Clone(stages) }

// checkTask reports attributes of a task that cannot be understood, each at its place.
func (w *work) checkTask(attrs []attr) {
	for _, a := range attrs {
		switch {
		case a.key == essential && a.flag:
			w.faultAs(a.at, "task-attribute", "flag")
			continue
		case !slices.Contains(taskKeys, a.key):
			w.faultNear(a.at, "unknown-attribute", a.key, taskKeys)
			continue
		}
		switch a.key {
		case "class":
			if a.value != essential {
				w.faultAs(a.at, "task-attribute", "class", "name", a.value)
			}
		case "time":
			if minutes(a.value) == 0 {
				w.faultAs(a.at, "task-attribute", "time", "value", a.value, "most", strconv.Itoa(maxMinutes))
			}
		case "effort":
			w.checkChoice(a, efforts)
		case "theme":
			w.checkChoice(a, themes)
		case "stage":
			w.checkChoice(a, stages)
		case "devices":
			if deviceNames(a.value) == nil {
				w.faultAs(a.at, "task-attribute", "devices", "value", a.value)
			}
		}
	}
}

// checkChoice reports a value that is none of those that are known.
func (w *work) checkChoice(a attr, known []string) {
	if slices.Contains(known, a.value) {
		return
	}
	args := []string{"name", a.key, "value", a.value, "known", strings.Join(known, ", ")}
	if near := nearest(a.value, known); near != "" {
		w.faultAs(a.at, "task-attribute", "value-near", append(args, "near", near)...)
		return
	}
	w.faultAs(a.at, "task-attribute", "value", args...)
}

// faultAs reports a variant of a fault.
func (w *work) faultAs(at int, rule, variant string, args ...string) {
	w.fault(at, rule, args...)
	last := &w.diags[len(w.diags)-1]
	*last = last.With(variant)
}

// minutes reads the time that a task takes; 0 for what is none.
func minutes(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 || n > maxMinutes || s[0] < '1' || s[0] > '9' {
		return 0
	}
	return n
}

// deviceNames parts the names of devices; nil where there is none, or something else.
func deviceNames(s string) []string {
	names := strings.Fields(s)
	if len(names) == 0 {
		return nil
	}
	for _, name := range names {
		for i := range len(name) {
			if !isAlnum(name[i]) && name[i] != '-' {
				return nil
			}
		}
	}
	return names
}

// taskOfAttrs makes a task's facts of its attributes, as far as they can be understood.
func (w *work) taskOfAttrs(box *task) (t Task, given bool) {
	attrs, given := w.tasks[box.Pos()]
	t.Pos = w.spot(box.Pos())
	known := func(list []string, value string) string {
		if slices.Contains(list, value) {
			return value
		}
		return ""
	}
	for _, a := range attrs {
		switch a.key {
		case "id":
			t.ID = a.value
		case "class":
			t.Essential = t.Essential || a.value == essential
		case "time":
			t.Minutes = minutes(a.value)
		case "effort":
			t.Effort = known(efforts, a.value)
		case "theme":
			t.Theme = known(themes, a.value)
		case "stage":
			t.Stage = known(stages, a.value)
		case "devices":
			t.Devices = deviceNames(a.value)
		}
	}
	return t, given
}

// taskItem writes a list item with a box. Its text is the label of the box; what is said of it besides
// stands below, and then, folded up where [Options.Tasks] asks for it, how it is done.
func (w *work) taskItem(item, first ast.Node, box *task) {
	t, given := w.taskOfAttrs(box)
	entry := TaskText{Task: t, Heading: len(w.facts.Headings) - 1, From: len(w.facts.Holes)}
	w.html = append(w.html, `<li class="task"`...)
	w.html = appendNamed(w.html, "id", t.ID)
	if t.Essential {
		w.html = append(w.html, " data-essential"...)
	}
	if t.Minutes > 0 {
		w.html = appendNamed(w.html, "data-minutes", strconv.Itoa(t.Minutes))
	}
	w.html = append(w.html, `><label><input type="checkbox"`...)
	if box.checked {
		w.html = append(w.html, " checked"...)
	}
	w.html = append(w.html, "> "...)
	w.startPlain()
	from, terms := len(w.plain), len(w.facts.Terms)
	w.inLabel = true
	if deed, ok := box.NextSibling().(*emphasis); ok && deed.level == 2 && w.opt.Tasks {
		w.deed = deed
	}
	w.deedEnd = -1
	w.textBlock(first)
	w.inLabel, w.deed = false, nil
	w.noteItem(item, nil, from, 0)
	if w.opt.Tasks {
		entry.Deed = oneLine(w.plain[from:])
		if w.deedEnd >= 0 {
			entry.Deed, entry.Why = oneLine(w.plain[from:w.deedEnd]), strings.TrimLeft(oneLine(w.plain[w.deedEnd:]), " \u00a0:–—")
		}
	}
	empty := len(bytes.TrimSpace(w.plain[from:])) == 0
	if empty {
		w.fault(box.Pos(), "empty-task")
	}
	w.html = append(w.html, "</label>"...)
	if n := len(w.facts.Terms); n > terms {
		w.hole(HoleTerms, n-1)
	}
	if given {
		if t.Essential || t.Minutes > 0 || t.Effort != "" || len(t.Devices) > 0 {
			w.hole(HoleTask, len(w.facts.Tasks))
		}
		w.facts.Tasks = append(w.facts.Tasks, t)
	}
	w.endPlain()
	if next := first.NextSibling(); next != nil {
		entry.HasHow = true
		w.html = append(w.html, '\n')
		from := len(w.plain)
		w.how(item, next)
		if w.opt.Tasks {
			entry.How = strings.TrimSpace(string(w.plain[from:]))
		}
	}
	w.html = append(w.html, "</li>\n"...)
	entry.To = len(w.facts.Holes)
	if w.opt.Tasks && !empty && w.inHow == 0 {
		w.entries = append(w.entries, entry)
	}
}

// how writes what stands below a task.
func (w *work) how(item, from ast.Node) {
	if !w.opt.Tasks {
		w.children(item, from)
		return
	}
	w.html = append(w.html, `<details class="how">`+"\n<summary>"...)
	w.html = appendText(w.html, []byte(w.word("how")))
	w.html = append(w.html, "</summary>\n"...)
	w.inHow++
	w.children(item, from)
	w.inHow--
	w.html = append(w.html, "</details>\n"...)
}
