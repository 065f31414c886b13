package publish

import (
	"fmt"
	"io/fs"
	"path"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// checkPath tells what is wrong with one path, or "".
func checkPath(p string) string {
	if !fs.ValidPath(p) || p == "." {
		return "is not a plain relative path"
	}
	for i := range len(p) {
		switch c := p[i]; {
		case c == '\\':
			return "holds a backslash"
		case c < ' ' || c == 0x7f:
			return "holds a control character" // a line break would also split a line of the manifest
		}
	}
	top, _, _ := strings.Cut(p, "/")
	if strings.HasPrefix(top, ".") && fold(top) == own {
		return "is reserved"
	}
	return ""
}

// checkPaths returns an error for the first path that cannot be placed, alone or beside the others
// on any system: file systems differ in whether "A" is "a".
func checkPaths(files []Keyed) error {
	seen := make(map[string]string, len(files))
	for i := range files {
		p := files[i].Path
		if fault := checkPath(p); fault != "" {
			return fmt.Errorf("%w: %q %s", ErrPath, p, fault)
		}
		folded := fold(p)
		if other, twice := seen[folded]; twice {
			return fmt.Errorf("%w: %q is %q again", ErrPath, p, other)
		}
		seen[folded] = p
	}
	folders := make(map[string]bool, len(files))
	for folded, p := range seen {
		for d := path.Dir(folded); d != "." && !folders[d]; d = path.Dir(d) {
			if other, is := seen[d]; is {
				return fmt.Errorf("%w: %q is a file and the folder of %q", ErrPath, other, p)
			}
			folders[d] = true
		}
	}
	return nil
}

// fold brings paths that some file system takes for one to one spelling: case and Unicode form.
// Each rune is mapped by itself, for no file system takes "ß" for "ss".
func fold(p string) string {
	for i := range len(p) {
		if p[i] >= utf8.RuneSelf {
			return norm.NFC.String(strings.ToLower(strings.ToUpper(norm.NFC.String(p))))
		}
	}
	return strings.ToLower(p)
}
