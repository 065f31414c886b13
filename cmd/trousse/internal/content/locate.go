package content

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"

	"trousse/cmd/trousse/internal/diag"
)

// folder is where content lives below the site's folder.
const folder = "content/"

// Place is what the path of a page says.
type Place struct {
	ID    string // the path without language and ending: "seniors/buy-a-camera"; "" is the home page
	Lang  string // language key
	Dir   string // folder of the file below content, without a language tree
	Shape Shape
}

// Locate reads the path of a file, relative to the site's folder; langs are the language keys of the
// configuration. It reports false where the file is not a page: because it is something else
// (another ending, a hidden file, content/README.md), or because its name does not say its
// language, which is a fault. A name can also have a fault and still be a page's.
//
// Two layouts are known. The language is in the name, "seniors/buy-a-camera.en.md", or the first
// folder is a language, "en/seniors/buy-a-camera.md".
func Locate(file string, langs []string) (Place, bool, []diag.Diagnostic) {
	below, ok := strings.CutPrefix(file, folder)
	if !ok || !fs.ValidPath(file) || strings.EqualFold(below, "README.md") {
		return Place{}, false, nil
	}
	if strings.HasPrefix(below, ".") || strings.Contains(below, "/.") {
		return Place{}, false, nil
	}
	n := naming{file: file, below: below, langs: langs}
	ext := path.Ext(below)
	switch strings.ToLower(ext) {
	case ".md":
	case ".markdown", ".mdown", ".mkd":
	default:
		return Place{}, false, nil
	}
	if ext != ".md" {
		n.fault("file-name", "ending", "near", strings.TrimSuffix(path.Base(below), ext)+".md")
		return Place{}, false, n.diags
	}
	n.dir, n.name = path.Split(strings.TrimSuffix(below, ext))
	n.dir = strings.TrimSuffix(n.dir, "/")
	if !n.language() {
		return Place{}, false, n.diags
	}
	n.characters()
	return n.place(), true, n.diags
}

// naming takes one path apart.
type naming struct {
	file, below string
	langs       []string
	dir, name   string // without a language tree, ending and language as these are recognised
	tree        string // the language whose tree the file is in
	lang        string
	diags       []diag.Diagnostic
}

func (n *naming) fault(rule, variant string, args ...string) {
	args = append([]string{"name", n.below}, args...)
	n.diags = append(n.diags, diag.New(rule, diag.Position{Path: n.file}, args...).With(variant))
}

// language finds the language and takes it out of the path.
func (n *naming) language() bool {
	if top, rest, _ := strings.Cut(n.dir, "/"); slices.Contains(n.langs, top) {
		n.tree, n.dir = top, rest
	}
	stem, code := n.name, ""
	if i := strings.LastIndexByte(n.name, '.'); i > 0 {
		stem, code = n.name[:i], n.name[i+1:]
	}
	switch known := slices.Contains(n.langs, code); {
	case known && n.tree != "" && code != n.tree:
		n.fault("file-name", "two-languages", "folder", n.tree, "language", code)
		return false
	case known:
		n.lang, n.name = code, stem
		return true
	case n.tree != "":
		n.lang = n.tree
		return true
	}
	list := strings.Join(n.langs, ", ")
	if near := nearLanguage(code, n.langs); near != "" {
		n.fault("unknown-language", "near", "language", code, "known", list, "near", stem+"."+near+".md")
		return false
	}
	if _, err := language.Parse(code); code != "" && err == nil {
		n.fault("unknown-language", "", "language", code, "known", list)
		return false
	}
	example := n.name + ".md"
	if len(n.langs) > 0 {
		example = n.name + "." + n.langs[0] + ".md"
	}
	n.fault("file-name", "no-language", "known", list, "near", example)
	return false
}

// nearLanguage finds the configured language that code was meant to be: with other capitals, with
// two letters swapped, with a region, as a code of three letters or by the beginning of its name.
// Two letters are too few for other slips: "es" is not a slip for "en".
func nearLanguage(code string, langs []string) string {
	low := strings.ToLower(strings.ReplaceAll(code, "_", "-"))
	swapped := ""
	if len(low) == 2 {
		swapped = string([]byte{low[1], low[0]})
	}
	short, _, _ := strings.Cut(low, "-")
	base, err := language.ParseBase(short)
	for _, l := range langs {
		if l == low || l == swapped || l == short {
			return l
		}
		if err == nil && len(short) > 2 && base.String() == l {
			return l
		}
	}
	if err != nil && len(low) > 3 {
		for _, l := range langs {
			if strings.HasPrefix(low, l) {
				return l
			}
		}
	}
	return ""
}

// characters reports a name that would make an awkward address.
func (n *naming) characters() {
	full := path.Join(n.dir, n.name)
	if full == "" || tidy(full) {
		return
	}
	parts := strings.Split(full, "/")
	for i, p := range parts {
		mark := ""
		if strings.HasPrefix(p, "_") {
			mark = "_"
		}
		parts[i] = mark + slugOf(p)
	}
	meant := strings.Join(parts, "/")
	if meant == "index" {
		meant = "_index" // the top folder has no page but the home page
	}
	if n.tree == "" {
		meant += "." + n.lang
	} else {
		meant = n.tree + "/" + meant
	}
	n.fault("file-name", "characters", "near", meant+".md")
}

// tidy tells whether a path is made of small letters of any script, digits, hyphens and underscores.
func tidy(p string) bool {
	for i := 0; i < len(p); i++ {
		c := p[i]
		switch {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9', c == '-', c == '_', c == '/':
		case c < 0x80:
			return false
		default:
			return norm.NFC.IsNormalString(p) && strings.IndexFunc(p, func(r rune) bool {
				return r != '/' && r != '_' && !slugRune(r)
			}) < 0
		}
	}
	return true
}

// slugRune tells whether r may stand in an address: a small letter of any script, or a mark on one, a digit, a hyphen.
func slugRune(r rune) bool {
	return r == '-' || unicode.IsDigit(r) || unicode.In(r, unicode.Mn, unicode.Mc) ||
		unicode.IsLetter(r) && !unicode.IsUpper(r) && !unicode.IsTitle(r)
}

// slugOf makes an address of any text: "Buy a Camera!" gives "buy-a-camera".
func slugOf(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFC.String(strings.ToLower(norm.NFKC.String(s))) {
		if r == '-' || !slugRune(r) {
			gap = true
			continue
		}
		if gap && b.Len() > 0 {
			b.WriteByte('-')
		}
		gap = false
		b.WriteRune(r)
	}
	if b.Len() == 0 {
		return "page"
	}
	return b.String()
}

// place says what the rest of the path means.
func (n *naming) place() Place {
	p := Place{Lang: n.lang, Dir: n.dir, ID: path.Join(n.dir, n.name)}
	inPart := strings.HasPrefix(n.dir, "_") || strings.Contains(n.dir, "/_")
	switch {
	case inPart:
		p.Shape = Part
	case n.name == "_index":
		p.Shape, p.ID = Section, n.dir
	case n.name == "index" && n.dir == "":
		// The top folder has no page but the home page.
		n.fault("file-name", "home", "near", "_"+path.Base(n.below))
		p.Shape, p.ID = Section, ""
	case n.name == "index":
		p.Shape, p.ID = Bundle, n.dir
	case strings.HasPrefix(n.name, "_"):
		p.Shape = Part
	}
	return p
}
