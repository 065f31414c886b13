package locale

import (
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"strconv"
	"strings"
	"text/template"

	"github.com/nicksnyder/go-i18n/v2/i18n"
)

var decimal = regexp.MustCompile(`^[0-9]+\.[0-9]+$`)

// MessageSet holds what the program says to whoever runs it, in one language.
type MessageSet struct{ words *Words }

// Messages reads the file "messages.LANG.toml" of fsys; the English one where the language has
// none. The error is that of a file that cannot be read or has a fault.
//
// In a message, {{bytes .size}} writes a size, {{number .n}} a number, {{language .lang}} the
// name of a language, and {{word "type" .got}} the message "type.GOT" where there is one.
// What cannot be written so is written as it is, and a variable that is not given as "…".
func Messages(fsys fs.FS, lang string) (*MessageSet, error) {
	data, err := fs.ReadFile(fsys, "messages."+lang+".toml")
	if lang != English && (errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrInvalid)) {
		return Messages(fsys, English)
	}
	if err != nil {
		return nil, fmt.Errorf("read messages: %w", err)
	}
	l := Lang{lang, lang}
	f := formatOf(l.Tag)
	set := new(MessageSet)
	t := &templates{absent: "…", funcs: template.FuncMap{
		"bytes": func(s string) string {
			if n, err := strconv.ParseInt(s, 10, 64); err == nil {
				return f.bytes(n)
			}
			return s
		},
		"number": func(s string) string {
			if n, err := strconv.ParseInt(s, 10, 64); err == nil {
				return f.number(n)
			}
			if f.base == "fr" && decimal.MatchString(s) {
				return strings.Replace(s, ".", ",", 1)
			}
			return s
		},
		"language": func(s string) string { return (&Words{format: f}).Language(s) },
		"word": func(group, s string) string {
			if set.words != nil {
				if text, ok := set.words.plain[group+"."+s]; ok {
					return text
				}
			}
			return s
		},
	}}
	messages, problems := parseFile(data, t)
	if len(problems) > 0 {
		p := problems[0]
		return nil, fmt.Errorf("read messages: messages.%s.toml:%d: %s: %s", lang, p.Line, p.Kind, p.Text)
	}
	own := make(map[string]*i18n.Message, len(messages))
	for _, m := range messages {
		own[m.ID] = m
	}
	set.words = newWords(l, own, nil, t)
	return set, nil
}

// Text gives the message id with its variables filled in from args, names and values in turn, and
// tells whether there is such a message.
func (s *MessageSet) Text(id string, args ...any) (string, bool) {
	return s.words.text(id, nil, args)
}

// Count gives the message id in the plural form for n, which stands in it as {{.Count}}, and
// tells whether there is such a message.
func (s *MessageSet) Count(id string, n int, args ...any) (string, bool) {
	return s.words.text(id, n, args)
}

// IDs lists the messages in order.
func (s *MessageSet) IDs() []string { return s.words.IDs() }

// Words gives the messages as words, for dates, numbers and sizes in the same language.
func (s *MessageSet) Words() *Words { return s.words }
