package cli

import (
	"fmt"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"

	"trousse/cmd/trousse/internal/diag"
)

// editors are the addresses that open a file in a program, by the name under which the program is
// started. Most register their scheme when they are installed; Sublime Text and Emacs leave that to
// an add-on.
var editors = map[string]func(file string, line, col int) string{
	"code":          placed("vscode"),
	"code-insiders": placed("vscode-insiders"),
	"codium":        placed("vscodium"),
	"vscodium":      placed("vscodium"),
	"cursor":        placed("cursor"),
	"zed":           placed("zed"),
	"zeditor":       placed("zed"), // Zed, as Linux packages call it
	"idea":          named("idea", "file"),
	"pycharm":       named("pycharm", "file"),
	"phpstorm":      named("phpstorm", "file"),
	"pstorm":        named("phpstorm", "file"),
	"goland":        named("goland", "file"),
	"webstorm":      named("webstorm", "file"),
	"subl":          named("subl", "url"),
	"mate":          named("txmt", "url"),
	"emacs":         named("emacs", "url"),
	"emacsclient":   named("emacs", "url"),
}

// placed makes addresses with the place behind the path: vscode://file/home/a.md:3:1.
func placed(scheme string) func(string, int, int) string {
	return func(file string, line, col int) string {
		return (&url.URL{Scheme: scheme, Host: "file", Path: fmt.Sprintf("%s:%d:%d", rooted(file), line, col)}).String()
	}
}

// named makes addresses with the path and the place as parameters: idea://open?file=/home/a.md&line=3.
func named(scheme, parameter string) func(string, int, int) string {
	return func(file string, line, col int) string {
		if parameter == "url" {
			file = (&url.URL{Scheme: "file", Path: rooted(file)}).String()
		}
		// These programs read %20, and not all of them "+", as a space.
		value := strings.ReplaceAll(url.QueryEscape(file), "+", "%20")
		return fmt.Sprintf("%s://open?%s=%s&line=%d&column=%d", scheme, parameter, value, line, col)
	}
}

// rooted gives a path that begins with a slash: "/C:/site/a.md".
func rooted(file string) string { return "/" + strings.TrimPrefix(file, "/") }

// editor gives the way to address files for the editor that the environment names; Visual Studio
// Code's where it names none that has one.
func editor(getenv func(string) string) func(file string, line, col int) string {
	for _, name := range []string{"VISUAL", "EDITOR"} {
		if address, ok := editors[program(getenv(name))]; ok {
			return address
		}
	}
	return editors["code"]
}

// program gives the name of the program in a command line: "code" of "/usr/bin/code --wait".
func program(command string) string {
	command = strings.ReplaceAll(strings.TrimSpace(command), `\`, "/")
	if quoted, ok := strings.CutPrefix(command, `"`); ok {
		command, _, _ = strings.Cut(quoted, `"`) // a path with spaces in it
	} else {
		command, _, _ = strings.Cut(command, " ")
	}
	name := strings.ToLower(path.Base(command))
	name = strings.TrimSuffix(name, path.Ext(name)) // .exe, .cmd, .sh
	return strings.TrimSuffix(name, "64")           // as JetBrains calls its programs on Windows
}

// edit gives the address that opens a place of the site in the user's editor; "" where there is no
// such file: a built-in template, or one that went away.
func (p *preview) edit(at diag.Position) string {
	full := filepath.Join(p.dir, filepath.FromSlash(at.Path))
	if info, err := os.Stat(full); err != nil || info.IsDir() {
		return ""
	}
	return p.editor(filepath.ToSlash(full), max(1, at.Line), max(1, at.Col))
}
