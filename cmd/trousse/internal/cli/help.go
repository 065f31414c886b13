package cli

import (
	"context"
	"fmt"
	"io"
	"runtime/debug"
	"strings"

	"trousse/cmd/trousse/internal/archetype"
	"trousse/cmd/trousse/internal/diag"
)

// version tells which program this is: the module's version, or the commit it was built from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "devel"
	}
	v := info.Main.Version
	if v == "" || v == "(devel)" {
		v = "devel"
	}
	for _, set := range info.Settings {
		if set.Key == "vcs.revision" && len(set.Value) >= 12 && v == "devel" {
			v += " " + set.Value[:12]
		}
	}
	return v + " (" + info.GoVersion + ")"
}

func runHelp(_ context.Context, s *session, o options) (int, error) {
	if len(o.args) == 0 {
		s.help(s.Stdout)
		return Done, nil
	}
	var names []string
	for _, c := range commands() {
		if c.name == o.args[0] {
			s.helpOn(s.Stdout, c)
			return Done, nil
		}
		names = append(names, c.name)
	}
	s.verb = "" // there is nothing more to read about help
	if near, ok := diag.Nearest(o.args[0], names); ok {
		return WrongCommand, wrong("cli.unknown-command.near", "command", o.args[0], "near", near)
	}
	return WrongCommand, wrong("cli.unknown-command", "command", o.args[0])
}

func (s *session) help(w io.Writer) {
	fmt.Fprintf(w, "%s\n\n%s\n  trousse [-C %s] %s\n\n%s\n", s.say("cli.about"), s.say("cli.usage"), s.say("cli.placeholder.DIR"), s.say("cli.usage-line"), s.say("cli.commands"))
	for _, c := range commands() {
		fmt.Fprintf(w, "  %-10s %s\n", c.name, s.say("cli."+c.name))
	}
	fmt.Fprintf(w, "\n%s\n%s\n", s.say("cli.more-help"), s.say("cli.exit-codes"))
}

func (s *session) helpOn(w io.Writer, c command) {
	fmt.Fprintf(w, "%s\n\n%s\n  %s\n", s.say("cli."+c.name), s.say("cli.usage"), s.usage(c))
	if text, ok := s.words.Text("cli."+c.name+".long", "kinds", strings.Join(archetype.Kinds(), ", ")); ok {
		fmt.Fprintf(w, "\n%s\n", text)
	}
	fmt.Fprintf(w, "\n%s\n", s.say("cli.options"))
	for _, o := range append(c.options, option{name: "C", placeholder: "DIR"}, option{name: "help"}) {
		flag := o.flag()
		id := "cli." + c.name + "." + o.name
		if o.name == "C" || o.name == "help" {
			id = "cli.option." + o.name
		}
		if o.placeholder != "" {
			flag += " " + s.placeholder(o.placeholder)
		}
		fmt.Fprintf(w, "  %-18s %s\n", flag, s.say(id))
	}
}

// usage is how a verb is typed.
func (s *session) usage(c command) string {
	line := "trousse " + c.name
	for _, a := range c.args {
		line += " " + s.placeholder(a)
	}
	if len(c.options) > 0 {
		line += " [" + s.say("cli.options-word") + "]"
	}
	return line
}

// placeholder gives what stands for a value, in the user's language: DIR is DOSSIER in French.
func (s *session) placeholder(p string) string {
	bare := strings.Trim(p, "[]")
	if text, ok := s.words.Text("cli.placeholder." + bare); ok {
		return strings.Replace(p, bare, text, 1)
	}
	return p
}
