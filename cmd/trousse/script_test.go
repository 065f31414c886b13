package main

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/gofrs/flock"
	"github.com/rogpeppe/go-internal/testscript"

	"trousse/cmd/trousse/internal/cli"
	"trousse/locales"
	"trousse/templates"
	"trousse/themes"
)

var update = flag.Bool("update", false, "write what the program says now into the scripts")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"trousse":    func() { os.Exit(trousse()) },
		"main":       func() { os.Exit(run()) },
		"small-disk": smallDisk,
	})
}

// The command line as people use it: each script is one story, in testdata/script/VERB_TOPIC.txtar.
// Beside the usual commands of testscript they have those of commands, below.
func TestScripts(t *testing.T) {
	// What builds in this process remember. Those in a process of their own have a folder per script.
	cache := t.TempDir()
	for _, name := range []string{"HOME", "XDG_CACHE_HOME", "LocalAppData"} {
		t.Setenv(name, cache)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds:                commands,
		Condition:           condition,
		Setup: func(env *testscript.Env) error {
			home := filepath.Join(env.WorkDir, "home")
			env.Setenv("HOME", home)
			env.Setenv("XDG_CACHE_HOME", filepath.Join(home, "cache"))
			env.Setenv("LocalAppData", filepath.Join(home, "cache"))
			env.Setenv("LANG", "en_CA.UTF-8")
			env.Values[storyKey] = &story{snapshots: map[string][]string{}, locks: map[string]*flock.Flock{}}
			return nil
		},
	})
}

// trousse is main in a process of its own, with the limits that a script sets.
func trousse() int {
	if err := constrain(); err != nil {
		fmt.Fprintln(os.Stderr, "test:", err)
		return 99
	}
	dir, err := os.Getwd()
	if err != nil {
		fmt.Fprintln(os.Stderr, "test:", err)
		return 99
	}
	return call(os.Args[1:], dir, os.Stdout, os.Stderr, os.Getenv)
}

// call is the program with a clock that stands still, so that it says the same each time. TODAY
// is another day, and INTERRUPTED has somebody press Ctrl+C at the very beginning.
func call(args []string, dir string, stdout, stderr io.Writer, getenv func(string) string) int {
	now := time.Now()
	if day := getenv("TODAY"); day != "" {
		now, _ = time.Parse(time.DateOnly, day)
	}
	ctx, interrupt := context.WithCancel(context.Background())
	defer interrupt()
	if getenv("INTERRUPTED") != "" {
		interrupt()
	}
	return cli.Run(ctx, cli.World{
		Args:      args,
		Dir:       dir,
		Stdout:    stdout,
		Stderr:    stderr,
		Getenv:    getenv,
		Now:       func() time.Time { return now },
		Program:   getenv("PROGRAM"),
		Templates: templates.FS,
		Themes:    themes.FS,
		Locales:   locales.FS,
	})
}

var commands = map[string]func(ts *testscript.TestScript, neg bool, args []string){
	"run":       runTrousse,
	"snapshot":  snapshot,
	"unchanged": unchanged,
	"bytes":     writeBytes,
	"big":       writeBig,
	"damage":    damage,
	"json":      validJSON,
	"hold":      hold,
	"disown":    disown,
}

// condition: [small-disks] tells whether this machine lets a test make a disk of its own.
func condition(name string) (bool, error) {
	if name != "small-disks" {
		return false, fmt.Errorf("there is no condition %s", name)
	}
	return smallDisksWork(), nil
}

const storyKey = "story"

// story is what the commands of one script share.
type story struct {
	snapshots map[string][]string
	locks     map[string]*flock.Flock
}

func storyOf(ts *testscript.TestScript) *story { return ts.Value(storyKey).(*story) }

// run CODE ARGUMENT... runs trousse, which must end with that exit code and never with a stack
// trace. It runs in the test's own process, which is several times faster, unless the script sets
// PROCESS, FILE_LIMIT or UNPRIVILEGED, or the first argument is "main" (the program as it is
// built) or "small-disk".
func runTrousse(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: run CODE ARGUMENT...")
	}
	want, args := args[0], args[1:]
	name := "trousse"
	if len(args) > 0 && (args[0] == "main" || args[0] == "small-disk") {
		name, args = args[0], args[1:]
	}
	var code int
	var stdout, stderr string
	if name == "trousse" && ts.Getenv("PROCESS")+ts.Getenv("FILE_LIMIT")+ts.Getenv("UNPRIVILEGED") == "" {
		code = call(args, ts.MkAbs("."), ts.Stdout(), ts.Stderr(), ts.Getenv)
		stdout, stderr = fmt.Sprint(ts.Stdout()), fmt.Sprint(ts.Stderr())
	} else {
		if err := ts.Exec(name, args...); err != nil {
			exit, ok := errors.AsType[*exec.ExitError](err)
			if !ok {
				ts.Fatalf("%s: %v", name, err)
			}
			code = exit.ExitCode()
		}
		stdout, stderr = ts.ReadFile("stdout"), ts.ReadFile("stderr")
	}
	for _, trace := range []string{"panic", "goroutine", "runtime error", "%!", "<no value>", "test:"} {
		if strings.Contains(stdout+stderr, trace) {
			ts.Fatalf("%q in what it says", trace)
		}
	}
	if strconv.Itoa(code) != want {
		ts.Fatalf("exit code %d, want %s", code, want)
	}
}

// snapshot PATH... remembers everything below these paths: names, sizes, times and bytes.
func snapshot(ts *testscript.TestScript, neg bool, args []string) {
	for _, p := range args {
		storyOf(ts).snapshots[p] = listing(ts, p)
	}
}

// unchanged PATH [OTHER] compares with the snapshot of PATH what is there, or at OTHER, now.
func unchanged(ts *testscript.TestScript, neg bool, args []string) {
	before, ok := storyOf(ts).snapshots[args[0]]
	if !ok {
		ts.Fatalf("there is no snapshot of %s", args[0])
	}
	now := listing(ts, args[len(args)-1])
	switch same := slices.Equal(before, now); {
	case neg && same:
		ts.Fatalf("nothing changed in %s", args[0])
	case neg || same:
		return
	}
	for _, line := range before {
		if !slices.Contains(now, line) {
			ts.Logf("- %s", line)
		}
	}
	for _, line := range now {
		if !slices.Contains(before, line) {
			ts.Logf("+ %s", line)
		}
	}
	ts.Fatalf("%s changed", args[0])
}

// listing describes all that lies below a folder, one line each.
func listing(ts *testscript.TestScript, dir string) []string {
	root := os.DirFS(ts.MkAbs(dir))
	var lines []string
	ts.Check(fs.WalkDir(root, ".", func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		info, err := e.Info()
		if err != nil || !info.Mode().IsRegular() {
			lines = append(lines, p+" "+e.Type().String())
			return err
		}
		data, err := fs.ReadFile(root, p)
		lines = append(lines, fmt.Sprintf("%s %s %x", p, info.ModTime().Format(time.RFC3339Nano), sha256.Sum256(data)))
		return err
	}))
	return lines
}

// bytes FILE TEXT writes a file of any bytes: TEXT has the escapes of a Go string.
func writeBytes(ts *testscript.TestScript, _ bool, args []string) {
	text, err := strconv.Unquote(`"` + args[1] + `"`)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o644))
}

// big FILE MEGABYTES writes a page of that size.
func writeBig(ts *testscript.TestScript, _ bool, args []string) {
	megabytes, err := strconv.Atoi(args[1])
	ts.Check(err)
	line := strings.Repeat("A text without end, and nothing in it. ", 27)[:1023] + "\n"
	text := "+++\ntitle = \"Long\"\n+++\n\n" + strings.Repeat(line, megabytes<<10)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o644))
}

// damage FOLDER changes a byte in the middle of every file below it.
func damage(ts *testscript.TestScript, _ bool, args []string) {
	n := 0
	ts.Check(filepath.WalkDir(ts.MkAbs(args[0]), func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(p)
		if err != nil || len(data) == 0 {
			return err
		}
		n++
		data[len(data)/2] ^= 1
		return os.WriteFile(p, data, 0o644)
	}))
	if n == 0 {
		ts.Fatalf("there is nothing in %s", args[0])
	}
}

// json FILE... checks that each is one JSON value.
func validJSON(ts *testscript.TestScript, _ bool, args []string) {
	for _, f := range args {
		if !json.Valid([]byte(ts.ReadFile(f))) {
			ts.Fatalf("%s is not JSON", f)
		}
	}
}

// hold FILE takes the lock of another build; "! hold FILE" gives it back.
func hold(ts *testscript.TestScript, neg bool, args []string) {
	st := storyOf(ts)
	if neg {
		ts.Check(st.locks[args[0]].Close())
		return
	}
	lock := flock.New(ts.MkAbs(args[0]))
	taken, err := lock.TryLock()
	ts.Check(err)
	if !taken {
		ts.Fatalf("%s is held already", args[0])
	}
	st.locks[args[0]] = lock
	ts.Defer(func() { lock.Close() })
}
