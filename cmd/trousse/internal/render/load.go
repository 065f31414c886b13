package render

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	texttemplate "text/template"
	"text/template/parse"

	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/memo"
)

// Layer is one folder of templates: its files, and its path as diagnostics name it.
type Layer struct {
	Dir   string // "templates", "themes/trousse/templates"
	Files fs.FS
}

// file is one template file. Its trees are its own text and what it defines; they are never changed.
type file struct {
	name  string // "page.html"
	path  string // as diagnostics name it
	text  string
	trees map[string]*parse.Tree
}

// Load reads the files *.html and the sprite icons.svg of the layers; of files with the same name the first layer's counts.
// words holds the interface words of every language by its key. A set is always returned, with
// all that could be read: a template that is required and missing is "template-missing" [name],
// one that does not parse or that uses a template which does not exist is "template-error"
// [detail].
func Load[W Words](layers []Layer, words map[string]W) (*Set, []diag.Diagnostic) {
	s := &Set{files: map[string]*file{}, keys: map[string]memo.Sum{}, words: map[string]Words{}, pages: map[string]map[string]*page{}}
	var ds []diag.Diagnostic
	seen := map[string]bool{}
	for _, l := range layers {
		if l.Files == nil {
			continue
		}
		names, _ := fs.Glob(l.Files, "*.html") // a folder that is not there has no templates
		for _, name := range names {
			if seen[name] {
				continue
			}
			seen[name] = true
			f, err := read(l, name)
			if err != nil {
				ds = append(ds, s.fault(f, err).diagnostic())
				continue
			}
			s.files[name] = f
		}
	}
	for _, name := range Required() {
		if !seen[name] {
			ds = append(ds, diag.New("template-missing", diag.Position{Path: dirOf(layers)}, "name", name))
		}
	}
	drawn, sum, faults := loadIcons(layers)
	s.icons = drawn
	ds = append(ds, faults...)
	for name, f := range s.files {
		r := s.reach(f)
		s.keys[name] = memo.SumOf(append(r.parts, memo.Part{Name: iconsFile, Sum: sum}))
		if slices.Contains(Required(), name) { // a part may count on what its users define
			for _, m := range r.missing {
				ds = append(ds, m.diagnostic())
			}
		}
	}
	for lang, w := range words {
		s.words[lang] = w
		s.pages[lang] = make(map[string]*page, len(s.files))
		for name, f := range s.files {
			s.pages[lang][name] = &page{entry: f}
		}
	}
	return s, diag.Dedupe(ds)
}

// dirOf is where an author would put a template that is missing.
func dirOf(layers []Layer) string {
	if len(layers) == 0 {
		return "templates"
	}
	return layers[0].Dir
}

// read parses one file by itself. The file is returned even with an error, for its position.
func read(l Layer, name string) (*file, error) {
	f := &file{name: name, path: path.Join(l.Dir, name), trees: map[string]*parse.Tree{}}
	raw, err := fs.ReadFile(l.Files, name)
	if err != nil {
		var pe *fs.PathError
		if errors.As(err, &pe) {
			err = pe.Err
		}
		return f, err
	}
	// A byte order mark would be written into every page, before the doctype.
	f.text = strings.TrimPrefix(string(raw), "\ufeff")
	t, err := texttemplate.New(name).Funcs(texttemplate.FuncMap(functions("", nil, nil))).Parse(f.text)
	if err != nil {
		return f, err
	}
	for _, d := range t.Templates() {
		if d.Tree != nil && d.Root != nil {
			f.trees[d.Name()] = d.Tree
		}
	}
	if f.trees[name] == nil {
		// A file with nothing but definitions, or an empty one, still is a template.
		tree := parse.New(name)
		tree.ParseName = name
		tree.Root = &parse.ListNode{NodeType: parse.NodeList}
		f.trees[name] = tree
	}
	return f, nil
}

// reached is what one file needs to be executed.
type reached struct {
	trees   []*parse.Tree
	parts   []memo.Part // every file with the sum of its text, in the order of their names
	missing []*Fault    // uses of templates that do not exist
}

// reach follows every use of a template from a file on. A name means, in this order: what the
// file itself defines (so that a page fills in the layout's places), a file, and what the files
// reached so far define.
func (s *Set) reach(entry *file) reached {
	var r reached
	trees := map[string]*parse.Tree{}
	used := map[string]*Fault{} // by name, where it was first used
	queue := []*file{entry}
	queued := map[string]bool{entry.name: true}
	for len(queue) > 0 {
		f := queue[0]
		queue = queue[1:]
		r.parts = append(r.parts, memo.Part{Name: f.name, Sum: memo.SumString(f.text)})
		for _, name := range sortedKeys(f.trees) {
			if trees[name] != nil {
				continue
			}
			tree := f.trees[name]
			trees[name] = tree
			r.trees = append(r.trees, tree)
			walk(tree.Root, func(n *parse.TemplateNode) {
				if used[n.Name] == nil {
					used[n.Name] = &Fault{Pos: f.position(n.Line, int(n.Pos)), Detail: fmt.Sprintf("there is no template %q", n.Name)}
				}
				if g := s.files[n.Name]; g != nil && !queued[n.Name] && entry.trees[n.Name] == nil {
					queued[n.Name] = true
					queue = append(queue, g)
				}
			})
		}
	}
	for _, name := range sortedKeys(used) {
		if trees[name] == nil {
			r.missing = append(r.missing, used[name])
		}
	}
	slices.SortFunc(r.parts, func(a, b memo.Part) int { return cmp.Compare(a.Name, b.Name) })
	return r
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// walk calls use for every {{template}} and {{block}} below a node.
func walk(n parse.Node, use func(*parse.TemplateNode)) {
	branch := func(b *parse.BranchNode) {
		walk(b.List, use)
		if b.ElseList != nil {
			walk(b.ElseList, use)
		}
	}
	switch n := n.(type) {
	case *parse.ListNode:
		if n == nil {
			return
		}
		for _, c := range n.Nodes {
			walk(c, use)
		}
	case *parse.IfNode:
		branch(&n.BranchNode)
	case *parse.RangeNode:
		branch(&n.BranchNode)
	case *parse.WithNode:
		branch(&n.BranchNode)
	case *parse.TemplateNode:
		use(n)
	}
}
