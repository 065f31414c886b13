// Package archetype makes first drafts: of every kind of page, in every language, with what to
// write where, and the data beside it; and of a whole small site.
package archetype

import (
	"embed"
	"io/fs"
	"path"
	"regexp"
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

// Data gives the data file of a kind of page that has one, in English and French as it is kept here; "" for
// other kinds. Copied beside such a page it is whole: a small example to be filled in.
func Data(kind string) string {
	data, err := files.ReadFile("files/" + kind + ".toml")
	if err != nil {
		return ""
	}
	return string(data)
}

// said is a line that says something in one language: title.en = "…".
var said = regexp.MustCompile(`^(#?[\w.-]+\.)(en|fr)( = .*)$`)

// DataIn gives [Data] for a site with other languages than English and French: those that have no text of
// their own get the English one.
func DataIn(kind string, langs []string) string {
	var b strings.Builder
	for line := range strings.Lines(Data(kind)) {
		m := said.FindStringSubmatch(strings.TrimSuffix(line, "\n"))
		if m == nil {
			b.WriteString(line)
			continue
		}
		if slices.Contains(langs, m[2]) {
			b.WriteString(line)
		}
		for _, lang := range langs {
			if m[2] == "en" && lang != "en" && lang != "fr" {
				b.WriteString(m[1] + lang + m[3] + "\n")
			}
		}
	}
	return b.String()
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
