// Package archetype makes first drafts: of every kind of page, in every language, with what to
// write where; and of a whole small site.
package archetype

import (
	"embed"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
	"unicode"
)

//go:embed all:files
var files embed.FS

// Kinds lists what can be made, sorted.
func Kinds() []string {
	entries, err := fs.ReadDir(files, "files")
	if err != nil {
		panic(err) // the files are part of the program
	}
	var ks []string
	for _, e := range entries {
		if name, ok := strings.CutSuffix(e.Name(), ".en.md"); ok {
			ks = append(ks, name)
		}
	}
	slices.Sort(ks)
	return ks
}

// Page gives the draft of a page of one of [Kinds] in a language; languages without a draft of
// their own get the English one. title is what the page is called until somebody writes a better one.
func Page(kind, lang, title string, today time.Time) string {
	data, err := files.ReadFile("files/" + kind + "." + lang + ".md")
	if err != nil {
		if data, err = files.ReadFile("files/" + kind + ".en.md"); err != nil {
			return ""
		}
	}
	return fill(string(data), title, today)
}

// File is one file of a new site.
type File struct{ Path, Text string }

// Site gives the files of a whole small site, sorted by path.
func Site(today time.Time) []File {
	var out []File
	root := "files/site"
	err := fs.WalkDir(files, root, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := files.ReadFile(p)
		name := strings.TrimPrefix(p, root+"/")
		if name == "gitignore" {
			name = ".gitignore"
		}
		out = append(out, File{name, fill(string(data), "", today)})
		return err
	})
	if err != nil {
		panic(err) // the files are part of the program
	}
	slices.SortFunc(out, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return out
}

func fill(text, title string, today time.Time) string {
	return strings.NewReplacer("{{title}}", strings.ReplaceAll(title, `"`, `\"`), "{{date}}", today.Format(time.DateOnly)).Replace(text)
}

// Title makes a working title of a page's path: "seniors/hearing-aids" is "Hearing aids".
func Title(p string) string {
	words := []rune(strings.Join(strings.FieldsFunc(path.Base(p), func(r rune) bool { return r == '-' || r == '_' }), " "))
	if len(words) > 0 {
		words[0] = unicode.ToUpper(words[0])
	}
	return string(words)
}
