// Package render fills templates with values.
//
// Templates come from layers: a file of the site hides the file of the same name in the theme,
// and that one hides the built-in one. A page's template and all files that it reaches make one
// html/template set for each language, so every value is escaped for the place where it stands.
package render

import (
	"bytes"
	"fmt"
	"html/template"
	"io"
	"sync"

	"trousse/cmd/trousse/internal/memo"
)

// Required names the templates that a build cannot do without.
func Required() []string {
	return []string{"404.html", "home.html", "languages.html", "menu.html", "nav.html", "page.html", "redirect.html", "section.html"}
}

// Words are the interface words of one language.
type Words interface {
	// Text gives the words with the given id. args are names and values in turn.
	Text(id string, args ...any) string
	// Count gives the words with the given id in the plural form that n asks for.
	Count(id string, n int, args ...any) string
	// Has tells whether there are words with the given id.
	Has(id string) bool
}

// Set is all templates of a site, ready for every language. It is safe for use by many goroutines.
type Set struct {
	files map[string]*file
	icons icons
	keys  map[string]memo.Sum         // by file name
	words map[string]Words            // by language
	pages map[string]map[string]*page // by language, then by file name
}

// page is one template bound to one language. Its html/template set is made when it is first
// needed, because a build in which nothing changed needs none.
type page struct {
	entry *file

	once  sync.Once
	tmpl  *template.Template
	fault error
}

// Has tells whether there is a template called name.
func (s *Set) Has(name string) bool { return s.files[name] != nil }

// Key names a template by its own text, the text of every file that it reaches, and all drawings: a
// change in a part concerns only the templates that use the part. The key of a missing template is zero.
func (s *Set) Key(name string) memo.Sum { return s.keys[name] }

// Execute writes what the template called name makes of value in the given language. Nothing is
// written unless the template comes to its end. A fault of the template is a [*Fault]; any other
// error is the writer's.
func (s *Set) Execute(w io.Writer, lang, name string, value any) error {
	p := s.pages[lang][name]
	if p == nil {
		return &Fault{Detail: fmt.Sprintf("there is no template %q for the language %q", name, lang)}
	}
	p.once.Do(func() { p.tmpl, p.fault = s.bind(p.entry, lang) })
	if p.fault != nil {
		return p.fault
	}
	buf := buffers.Get().(*bytes.Buffer)
	buf.Reset()
	defer release(buf)
	if err := p.tmpl.Execute(buf, value); err != nil {
		return s.fault(p.entry, err)
	}
	if _, err := w.Write(buf.Bytes()); err != nil {
		return fmt.Errorf("write what %s made: %w", name, err)
	}
	return nil
}

// bind makes the html/template set of one file for one language. The trees are copied, because
// folding and escaping rewrite them.
func (s *Set) bind(entry *file, lang string) (*template.Template, error) {
	root := template.New(entry.name).Funcs(functions(lang, s.words, s.icons))
	for _, tree := range s.reach(entry).trees {
		own := tree.Copy()
		if f := s.files[tree.ParseName]; f != nil && !opaque.MatchString(f.text) {
			fold(own.Root, s.words[lang], s.icons)
		}
		if _, err := root.AddParseTree(tree.Name, own); err != nil {
			return nil, s.fault(entry, err)
		}
	}
	return root.Lookup(entry.name), nil
}

// keepBelow is the capacity above which a buffer is left to the collector: one huge page must not
// hold its memory until the end of the build.
const keepBelow = 1 << 20

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func release(b *bytes.Buffer) {
	if b.Cap() < keepBelow {
		buffers.Put(b)
	}
}
