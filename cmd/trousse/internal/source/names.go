package source

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Ignored tells whether a walk passes over a name: hidden files and folders, and the files that
// editors and systems leave behind (backups, swap files, probes, half-written files). folder says
// that the name is a folder's.
func Ignored(name string, folder bool) bool {
	if strings.HasPrefix(name, ".") {
		return true
	}
	if folder {
		return false
	}
	switch name {
	case "4913", "Thumbs.db", "ehthumbs.db", "desktop.ini":
		return true
	}
	if len(name) > 1 && name[0] == '#' && name[len(name)-1] == '#' {
		return true
	}
	for _, end := range [...]string{"~", ".swp", ".swo", ".swx", ".tmp", "___jb_tmp___", "___jb_old___"} {
		if strings.HasSuffix(name, end) {
			return true
		}
	}
	return false
}

// fold brings names that some file system takes for one to one spelling: case and Unicode form.
// Each rune is mapped by itself, for no file system takes "ß" for "ss".
func fold(name string) string {
	for i := range len(name) {
		if name[i] >= utf8.RuneSelf {
			return norm.NFC.String(strings.ToLower(strings.ToUpper(norm.NFC.String(name))))
		}
	}
	return strings.ToLower(name)
}

// awkward gives the first character of a name that not every system allows in one, or "". fatal
// says that the character stands in the way here too: no address could be made from it.
func awkward(name string) (char string, fatal bool) {
	for _, r := range name {
		switch {
		case r < ' ' || r == 0x7f || r == '\\':
			return string(r), true
		case strings.ContainsRune(`<>:"|?*`, r) && char == "":
			char = string(r)
		}
	}
	if last := name[len(name)-1]; char == "" && (last == '.' || last == ' ') {
		char = string(last)
	}
	return char, false
}

// reserved tells whether Windows takes a name for a device's, whatever its ending.
func reserved(name string) bool {
	stem, _, _ := strings.Cut(name, ".")
	switch stem = strings.ToUpper(stem); stem {
	case "CON", "PRN", "AUX", "NUL":
		return true
	}
	return len(stem) == 4 && (stem[:3] == "COM" || stem[:3] == "LPT") && '0' <= stem[3] && stem[3] <= '9'
}
