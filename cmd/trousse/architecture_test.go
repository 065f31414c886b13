package main

import (
	"bytes"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// floors is the table of CONTRIBUTING.md: a package imports only from floors below its own.
var floors = map[string]int{
	"diag": 1, "memo": 1, "par": 1, "locale": 1, "tomlpos": 1, "archetype": 1, "corpus": 1, "corpus/makecorpus": 2, "qr": 1, "colour": 1, "svg": 1, "align": 1, "readability": 1, "lexicon": 1, "watch": 1,
	"sheet": 1, "ical": 1,
	"config": 2, "markdown": 2, "kind/citation": 2, "kind/checklist": 2, "kind/decision": 2, "datafile": 2, "render": 2, "asset": 2, "theme": 2, "card": 2, "source": 2, "publish": 2,
	"kind/plan": 3, "kind/gap": 3, "kind/catalogue": 3, "kind/glossary": 3,
	"content": 4,
	"site":    5,
	"check":   6, "view": 6, "output": 6,
	"output/html": 7, "output/data": 7, "output/feed": 7, "output/sitemap": 7, "output/hosting": 7, "output/static": 7,
	"output/cards": 7, "output/icons": 7, "output/download": 7, "build": 7,
	"serve": 8,
	"cli":   9,
	"":      10, // main
}

const internal = "trousse/cmd/trousse/internal/"

// The floors are what makes a line of code easy to find and safe to change: this is their guard.
func TestPackagesImportOnlyLowerFloors(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}}{{range .Imports}} {{.}}{{end}}`, "trousse/cmd/trousse/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(strings.TrimSpace(string(out)), "\n") {
		fields := strings.Fields(line)
		name := strings.TrimPrefix(strings.TrimPrefix(fields[0], "trousse/cmd/trousse"), "/internal/")
		floor, ok := floors[name]
		if !ok {
			t.Errorf("%s has no floor in the table", fields[0])
		}
		for _, imp := range fields[1:] {
			below, ours := strings.CutPrefix(imp, internal)
			if ours && floors[below] >= floor {
				t.Errorf("%s (floor %d) imports %s (floor %d)", name, floor, below, floors[below])
			}
			if ours && floors[below] == 0 {
				t.Errorf("%s imports %s, which has no floor", name, below)
			}
			if root := strings.TrimPrefix(imp, "trousse/"); name != "" && (root == "templates" || root == "themes" || root == "locales") {
				t.Errorf("%s imports %s: only main does", name, imp)
			}
		}
	}
}

// core packages see the world only through what they are given.
var core = []string{"content", "markdown", "kind/citation", "kind/checklist", "kind/decision", "datafile", "kind/plan", "kind/gap", "kind/catalogue", "kind/glossary", "sheet", "ical", "site", "check", "view", "render", "output", "locale", "diag", "memo", "config", "qr", "card", "colour", "svg", "align", "theme", "readability", "lexicon"}

func TestCorePackagesDoNotTouchTheMachine(t *testing.T) {
	eachFile(t, func(path string, f *ast.File, _ []byte) {
		dir := filepath.ToSlash(filepath.Dir(path))
		isCore := false
		for _, c := range core {
			at := "internal/" + c
			isCore = isCore || dir == at || strings.HasPrefix(dir, at+"/")
		}
		if !isCore || strings.HasSuffix(path, "_test.go") || filepath.Base(path) == "state.go" && dir == "internal/memo" {
			return // the state file of memo is on the disk: that is what it is for
		}
		for _, imp := range f.Imports {
			switch imp.Path.Value {
			case `"os"`, `"os/exec"`, `"net"`, `"net/http"`, `"log"`, `"log/slog"`, `"syscall"`:
				t.Errorf("%s imports %s", path, imp.Path.Value)
			}
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if call, ok := n.(*ast.SelectorExpr); ok {
				if x, ok := call.X.(*ast.Ident); ok && x.Name == "time" && (call.Sel.Name == "Now" || call.Sel.Name == "Since" || call.Sel.Name == "Sleep") {
					t.Errorf("%s uses time.%s", path, call.Sel.Name)
				}
			}
			if _, ok := n.(*ast.GoStmt); ok {
				t.Errorf("%s starts a goroutine", path)
			}
			return true
		})
	})
}

func TestHouseRules(t *testing.T) {
	documented := map[string]bool{}
	eachFile(t, func(path string, f *ast.File, src []byte) {
		dir := filepath.Dir(path)
		if f.Doc != nil {
			documented[dir] = true
		} else if _, seen := documented[dir]; !seen {
			documented[dir] = false
		}
		if tidy, err := format.Source(src); err != nil || !bytes.Equal(tidy, src) {
			t.Errorf("%s is not as gofmt writes it", path)
		}
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Name.Name == "init" && fn.Recv == nil {
				t.Errorf("%s has an init function", path)
			}
		}
		if lines := bytes.Count(src, []byte("\n")); lines > 600 && !strings.HasSuffix(path, "_test.go") {
			t.Errorf("%s has %d lines", path, lines)
		}
	})
	for dir, ok := range documented {
		if !ok {
			t.Errorf("package %s has no documentation", dir)
		}
	}
	mod, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(mod, []byte("\nreplace ")) {
		t.Error("go.mod has a replace directive")
	}
}

// eachFile parses every Go file of the program.
func eachFile(t *testing.T, f func(path string, file *ast.File, src []byte)) {
	t.Helper()
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".go" {
			return err
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, src, parser.ParseComments)
		if err != nil {
			return err
		}
		f(path, file, src)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
