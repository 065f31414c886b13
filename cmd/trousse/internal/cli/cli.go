// Package cli speaks: it reads the command line, runs one verb and says what came of it, in the
// language of whoever asked.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/locale"
)

// Exit codes: the contract of the command line.
const (
	Done         = 0
	SiteFaults   = 1
	WrongCommand = 2
	MachineFault = 3
)

// World is all that the program touches of the machine it runs on.
type World struct {
	Args     []string // without the program's name
	Dir      string   // the working folder
	Stdout   io.Writer
	Stderr   io.Writer
	Getenv   func(string) string
	Now      func() time.Time
	Terminal bool   // stderr is one
	Program  string // path of the program's own file; "" where unknown

	Templates, Themes, Locales fs.FS // built in
}

// command is one verb.
type command struct {
	name    string
	options []option
	args    []string // what the positional arguments are called; one in brackets may be left out
	run     func(ctx context.Context, s *session, o options) (int, error)
}

// commands lists every verb, in the order in which help shows them.
func commands() []command {
	return []command{
		{name: "build", options: buildOptions(), run: runBuild},
		{name: "serve", options: serveOptions(), run: runServe},
		{name: "check", options: checkOptions(), run: runCheck},
		{name: "new", args: []string{"KIND", "PATH"}, run: runNew},
		{name: "version", run: runVersion},
		{name: "help", args: []string{"[COMMAND]"}, run: runHelp},
	}
}

// session is one run of the program.
type session struct {
	World
	words *locale.MessageSet
	dir   string // the site's folder
	verb  string // the command that runs; "" until it is known
	out   string // the output folder, where there is one
}

// Run does what the command line asks and returns the exit code.
func Run(ctx context.Context, w World) int {
	s := &session{World: w, dir: w.Dir}
	words, err := locale.Messages(w.Locales, locale.FromEnvironment(w.Getenv))
	if err != nil {
		fmt.Fprintln(w.Stderr, "trousse:", err)
		return MachineFault
	}
	s.words = words
	code, err := s.dispatch(ctx)
	var usage *usageError
	switch {
	case errors.As(err, &usage):
		s.complain(usage.id, s.tryHelp(), usage.args...)
		return WrongCommand
	case err != nil:
		id, args := s.explain(err)
		s.complain(id, "", args...)
		return MachineFault
	}
	return code
}

func (s *session) dispatch(ctx context.Context) (int, error) {
	args, err := s.global(s.Args)
	if err != nil {
		return WrongCommand, err
	}
	if len(args) == 0 {
		s.help(s.Stderr)
		return WrongCommand, nil
	}
	name := args[0]
	switch name {
	case "-h", "--help":
		name = "help"
	case "--version":
		name = "version"
	}
	var names []string
	for _, c := range commands() {
		if c.name != name {
			names = append(names, c.name)
			continue
		}
		s.verb = name
		o, err := c.parse(args[1:], s)
		if err != nil {
			return WrongCommand, err
		}
		if o.asked("help") {
			s.helpOn(s.Stdout, c)
			return Done, nil
		}
		return c.run(ctx, s, o)
	}
	if strings.HasPrefix(name, "-") {
		return WrongCommand, wrong("cli.option-first", "option", name)
	}
	if near, ok := diag.Nearest(name, names); ok {
		return WrongCommand, wrong("cli.unknown-command.near", "command", name, "near", near)
	}
	return WrongCommand, wrong("cli.unknown-command", "command", name)
}

// global reads what stands before the verb: -C DIR, as often as one likes.
func (s *session) global(args []string) ([]string, error) {
	for len(args) > 0 {
		dir := ""
		value, joined := strings.CutPrefix(args[0], "-C=")
		switch {
		case joined && value != "":
			dir, args = value, args[1:]
		case args[0] == "-C" && len(args) > 1 && args[1] != "":
			dir, args = args[1], args[2:]
		case args[0] == "-C", joined:
			return nil, wrong("cli.option-value", "option", "-C")
		default:
			return args, nil
		}
		if err := s.enter(dir); err != nil {
			return nil, err
		}
	}
	return args, nil
}

func (s *session) enter(dir string) error {
	if !filepath.IsAbs(dir) {
		dir = filepath.Join(s.dir, dir)
	}
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return wrong("cli.no-folder", "folder", dir)
	case err != nil:
		return err
	case !info.IsDir():
		return wrong("cli.not-folder", "path", dir)
	}
	s.dir = dir
	return nil
}

// say gives the words of a message.
func (s *session) say(id string, args ...any) string {
	if text, ok := s.words.Text(id, args...); ok {
		return text
	}
	return id
}

// count gives the words of a message about a number of things.
func (s *session) count(id string, n int, args ...any) string {
	if text, ok := s.words.Count(id, n, args...); ok {
		return text
	}
	return id
}

// texter finds the words of diagnostics.
type texter struct{ words *locale.MessageSet }

func (t texter) Message(id string, args []diag.Arg) (string, bool) {
	pairs := make([]any, 0, 2*len(args))
	for _, a := range args {
		pairs = append(pairs, a.Name, a.Value)
	}
	return t.words.Text(id, pairs...)
}

// usageError is a wrong command line, as the id of its message.
type usageError struct {
	id   string
	args []any
}

func (e *usageError) Error() string { return e.id }

func wrong(id string, args ...any) error { return &usageError{id, args} }

// complain says why a command cannot be done, and what to do about it: hint, unless the message has its own.
func (s *session) complain(id, hint string, args ...any) {
	fmt.Fprintf(s.Stderr, "trousse: %s\n", s.say(id, args...))
	if text, ok := s.words.Text(id+".hint", args...); ok {
		hint = text
	}
	if hint != "" {
		fmt.Fprintf(s.Stderr, "  %s: %s\n", s.say("hint"), hint)
	}
}

func (s *session) tryHelp() string {
	if s.verb == "" {
		return s.say("cli.try-help")
	}
	return s.say("cli.try-help-on", "command", s.verb)
}

// shown is a path as it opens from the working folder, with slashes: relative, unless that is longer.
func (s *session) shown(file string) string {
	if rel, err := filepath.Rel(s.Dir, file); err == nil && len(rel) <= len(file) {
		file = rel
	}
	return filepath.ToSlash(file)
}

// prefix leads from the working folder to the site's: "" or a path with a slash at its end.
func (s *session) prefix() string {
	if p := s.shown(s.dir); p != "." {
		return strings.TrimSuffix(p, "/") + "/"
	}
	return ""
}

func runVersion(_ context.Context, s *session, _ options) (int, error) {
	fmt.Fprintln(s.Stdout, "trousse", version())
	return Done, nil
}
