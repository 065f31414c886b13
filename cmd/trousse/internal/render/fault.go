package render

import (
	"errors"
	"html/template"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"trousse/cmd/trousse/internal/diag"
)

// Fault says that a template cannot be filled, and where: the theme author's work is at fault,
// not the machine. Two pages that fail at the same place have equal faults.
type Fault struct {
	Pos    diag.Position
	Detail string
}

func (f *Fault) Error() string {
	where := f.Pos.Path
	if f.Pos.Line > 0 {
		where += ":" + strconv.Itoa(f.Pos.Line)
	}
	if where == "" {
		return f.Detail
	}
	return where + ": " + f.Detail
}

func (f *Fault) diagnostic() diag.Diagnostic {
	return diag.New("template-error", f.Pos, "detail", f.Detail)
}

// place matches the beginning of an error of text/template and html/template:
// "template: page.html:12:5: …", "html/template:page.html:3:10: …", "template: page.html:12: …".
var place = regexp.MustCompile(`^(?:html/)?template: ?([^:]+)(?::(\d+))?(?::(\d+))?: (?s:(.*))$`)

var executing = regexp.MustCompile(`^executing "[^"]*" at (?s:(.*))$`)

// fault makes a Fault of an error of the template packages. entry is the file that was asked for.
func (s *Set) fault(entry *file, err error) *Fault {
	var esc *template.Error
	if errors.As(err, &esc) && esc.Node != nil {
		// Its text names a definition ("main"), its node the file.
		loc, _ := entry.trees[entry.name].ErrorContext(esc.Node)
		err = errors.New("template: " + loc + ": " + esc.Description)
	}
	m := place.FindStringSubmatch(err.Error())
	if m == nil {
		return &Fault{Pos: diag.Position{Path: entry.path}, Detail: err.Error()}
	}
	f := entry
	if g := s.files[m[1]]; g != nil {
		f = g
	}
	line, _ := strconv.Atoi(m[2])
	pos := diag.Position{Path: f.path, Line: line}
	if m[3] != "" {
		col, _ := strconv.Atoi(m[3])
		pos.Col = f.column(line, col)
	}
	detail := m[4]
	if m := executing.FindStringSubmatch(detail); m != nil {
		detail = m[1]
	}
	return &Fault{Pos: pos, Detail: detail}
}

// column turns a count of bytes from 0, as the template packages give it, into one of characters from 1.
func (f *file) column(line, bytes int) int {
	text := f.text
	for range line - 1 {
		_, rest, ok := strings.Cut(text, "\n")
		if !ok {
			return 0
		}
		text = rest
	}
	return utf8.RuneCountInString(text[:min(bytes, len(text))]) + 1
}

// position is the place of a byte offset.
func (f *file) position(line, offset int) diag.Position {
	pos := diag.Position{Path: f.path, Line: line}
	if offset <= len(f.text) {
		before := f.text[:offset]
		pos.Col = utf8.RuneCountInString(before[strings.LastIndex(before, "\n")+1:]) + 1
	}
	return pos
}
