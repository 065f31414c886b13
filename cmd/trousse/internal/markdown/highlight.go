package markdown

import (
	"strings"
	"sync"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
)

// Code beyond these limits is shown plainly: a lexer's patterns may take far longer than its length.
const (
	maxCode     = 64 << 10
	maxCodeLine = 2000
)

// maxRemembered is how many bytes a highlighter remembers, twice: what was asked for lately, and before.
const maxRemembered = 4 << 20

// highlighter turns code into HTML with classes, and remembers it.
type highlighter struct {
	mu         sync.Mutex
	young, old map[codeKey]string
	size       int
	once       sync.Once
	lexers     map[string]chroma.Lexer // by every name
}

type codeKey struct{ lang, code string }

// html gives the HTML of code.
func (h *highlighter) html(lang, code string) string {
	key := codeKey{lang, code}
	if lang == "" || len(code) > maxCode || longLine(code) {
		return string(appendText(nil, []byte(code)))
	}
	if s, ok := h.remembered(key); ok {
		return s
	}
	s := ""
	if lexer := h.lexer(lang); lexer == nil {
		s = string(appendText(nil, []byte(code)))
	} else {
		s = highlight(chroma.Coalesce(lexer), code)
	}
	h.remember(key, s)
	return s
}

func longLine(code string) bool {
	for len(code) > maxCodeLine {
		i := strings.IndexByte(code, '\n')
		if i < 0 || i > maxCodeLine {
			return true
		}
		code = code[i+1:]
	}
	return false
}

func (h *highlighter) remembered(key codeKey) (string, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if s, ok := h.young[key]; ok {
		return s, true
	}
	s, ok := h.old[key]
	return s, ok
}

func (h *highlighter) remember(key codeKey, s string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	size := len(key.code) + len(s)
	if h.young == nil || h.size+size > maxRemembered {
		h.old, h.young, h.size = h.young, make(map[codeKey]string), 0
	}
	h.young[key] = s
	h.size += size
}

// lexer finds a lexer by name, alias or ending of file names, or nil. Chroma's own search tries every
// pattern of every lexer for an unknown name; here all names are put together once.
func (h *highlighter) lexer(name string) chroma.Lexer {
	h.once.Do(func() {
		h.lexers = make(map[string]chroma.Lexer)
		all := lexers.GlobalLexerRegistry.Lexers
		add := func(name string, lexer chroma.Lexer) {
			name = strings.ToLower(name)
			if old := h.lexers[name]; old == nil || lexer.Config().Priority > old.Config().Priority {
				h.lexers[name] = lexer
			}
		}
		for _, lexer := range all {
			add(lexer.Config().Name, lexer)
			for _, alias := range lexer.Config().Aliases {
				add(alias, lexer)
			}
		}
		endings := make(map[string]bool)
		for name := range h.lexers {
			endings[name] = true
		}
		for _, lexer := range all {
			for _, pattern := range lexer.Config().Filenames {
				ending, ok := strings.CutPrefix(pattern, "*.")
				if ok && !endings[strings.ToLower(ending)] && !strings.ContainsAny(ending, "*?[") {
					add(ending, lexer)
				}
			}
		}
		for _, name := range []string{"text", "plain", "plaintext", "txt", "none"} {
			delete(h.lexers, name)
		}
	})
	return h.lexers[name]
}

// highlight gives code as HTML. A lexer that fails leaves the code plain.
func highlight(lexer chroma.Lexer, code string) (s string) {
	defer func() {
		// Chroma's iterators report what goes wrong as a panic.
		if recover() != nil {
			s = string(appendText(nil, []byte(code)))
		}
	}()
	next, err := lexer.Tokenise(nil, code)
	if err != nil {
		return string(appendText(nil, []byte(code)))
	}
	b := make([]byte, 0, 2*len(code))
	class, read := "", 0
	for t := next(); t != chroma.EOF; t = next() {
		if t.Value == "" {
			continue
		}
		read += len(t.Value)
		// Blank space looks the same in every class, and no class need reach beyond its last line.
		text := strings.TrimRight(t.Value, "\n")
		if c := codeClass(t.Type); c != class && strings.TrimSpace(text) != "" {
			if class != "" {
				b = append(b, "</span>"...)
			}
			if class = c; class != "" {
				b = append(append(append(b, `<span class="`...), class...), `">`...)
			}
		}
		b = appendText(b, []byte(text))
		if len(text) < len(t.Value) {
			if class != "" {
				b = append(b, "</span>"...)
				class = ""
			}
			b = append(b, t.Value[len(text):]...)
		}
	}
	if class != "" {
		b = append(b, "</span>"...)
	}
	if read < len(code) {
		return string(appendText(nil, []byte(code)))
	}
	return string(b)
}

// codeClass gives the class of a token or of what it is a sort of, "" where it looks like any text.
func codeClass(t chroma.TokenType) string {
	for ; t > 0; t = t.Parent() {
		if class := chroma.StandardTypes[t]; styled[class] {
			return class
		}
	}
	return ""
}
