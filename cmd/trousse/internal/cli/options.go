package cli

import (
	"os"
	"path/filepath"
	"strings"

	"trousse/cmd/trousse/internal/diag"
)

// option is one flag of a verb. A flag with a placeholder takes a value.
type option struct {
	name        string
	placeholder string   // "DIR", "URL"; "" for a switch
	allowed     []string // the values it may have, where they are few
}

// flag is the option as it is typed.
func (o option) flag() string {
	if len(o.name) == 1 {
		return "-" + o.name
	}
	return "--" + o.name
}

// options are the flags and arguments that were given.
type options struct {
	values map[string]string
	args   []string
}

func (o options) asked(name string) bool   { _, ok := o.values[name]; return ok }
func (o options) value(name string) string { return o.values[name] }

// parse reads the flags and arguments of a verb, in any order; behind "--" all are arguments.
// -C DIR is taken here too, for one tends to add it at the end.
func (c command) parse(args []string, s *session) (options, error) {
	o := options{values: map[string]string{}}
	known := append(c.options, option{name: "help"}, option{name: "C", placeholder: "DIR"})
	for len(args) > 0 {
		arg := args[0]
		args = args[1:]
		if arg == "--" {
			o.args = append(o.args, args...)
			break
		}
		if !strings.HasPrefix(arg, "-") || arg == "-" {
			o.args = append(o.args, arg)
			continue
		}
		name, value, hasValue := strings.Cut(strings.TrimLeft(arg, "-"), "=")
		if name == "h" {
			name = "help"
		}
		opt, err := c.option(known, name, arg)
		if err != nil {
			return o, err
		}
		switch {
		case opt.placeholder == "" && hasValue:
			return o, wrong("cli.option-no-value", "option", opt.flag())
		case opt.placeholder != "" && !hasValue:
			if len(args) == 0 {
				return o, wrong("cli.option-value", "option", opt.flag())
			}
			value, args = args[0], args[1:]
		}
		if opt.placeholder != "" && value == "" {
			return o, wrong("cli.option-value", "option", opt.flag())
		}
		if len(opt.allowed) > 0 && !contains(opt.allowed, value) {
			return o, wrong("cli.option-choice", "option", opt.flag(), "value", value, "allowed", strings.Join(opt.allowed, ", "))
		}
		if name == "C" {
			if err := s.enter(value); err != nil {
				return o, err
			}
			continue
		}
		o.values[name] = value
	}
	if o.asked("help") {
		return o, nil
	}
	least := 0
	for _, a := range c.args {
		if !strings.HasPrefix(a, "[") {
			least++
		}
	}
	if len(o.args) < least {
		return o, wrong("cli.argument-missing", "argument", s.placeholder(c.args[len(o.args)]), "usage", s.usage(c))
	}
	if len(o.args) > len(c.args) {
		extra := o.args[len(c.args)]
		if info, err := os.Stat(filepath.Join(s.dir, extra)); err == nil && info.IsDir() && len(c.args) == 0 {
			return o, wrong("cli.argument-extra.folder", "argument", extra, "usage", s.usage(c), "command", c.name)
		}
		return o, wrong("cli.argument-extra", "argument", extra, "usage", s.usage(c))
	}
	return o, nil
}

func (c command) option(known []option, name, arg string) (option, error) {
	var names []string
	for _, opt := range known {
		if opt.name == name {
			return opt, nil
		}
		names = append(names, opt.name)
	}
	arg, _, _ = strings.Cut(arg, "=")
	if near, ok := diag.Nearest(name, names); ok {
		return option{}, wrong("cli.unknown-option.near", "option", arg, "command", c.name, "near", "--"+near)
	}
	return option{}, wrong("cli.unknown-option", "option", arg, "command", c.name)
}

func contains(list []string, s string) bool {
	for _, v := range list {
		if v == s {
			return true
		}
	}
	return false
}
