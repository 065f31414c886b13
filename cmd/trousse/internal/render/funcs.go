package render

import (
	"fmt"
	"html/template"
)

// functions are what templates may call beside html/template's own. With no words they only
// serve parsing. None of them reads anything but its arguments, the words and the drawings.
func functions(lang string, words map[string]Words, drawn icons) template.FuncMap {
	own := words[lang]
	return template.FuncMap{
		// t "id" "name" value …: interface words.
		"t": func(id string, args ...any) (string, error) { return say(own, id, args) },
		// tl "fr" "id" "name" value …: interface words of another language, for the page where the reader chooses one.
		"tl": func(lang, id string, args ...any) (string, error) {
			w, ok := words[lang]
			if !ok {
				return "", fmt.Errorf("there is no language with the key %q", lang)
			}
			return say(w, id, args)
		},
		// n "id" count "name" value …: interface words in the plural form for count.
		"n": func(id string, count int, args ...any) (string, error) {
			if unknown(own, id) {
				return "", noWords(id)
			}
			return own.Count(id, count, args...), nil
		},
		// has "id": whether there are such words.
		"has": func(id string) bool { return !unknown(own, id) },
		// dict "name" value …: several values for a part that takes one.
		"dict": dict,
		// list value …: a list.
		"list": func(values ...any) []any { return values },
		// add list value …: a longer list.
		"add": func(list []any, values ...any) []any {
			return append(list[:len(list):len(list)], values...)
		},
		// icon "name": a drawing of icons.svg, or nothing where there is none of that name.
		"icon": func(name string) template.HTML { return drawn[name] },
		// next i: the number after i, for counting from 1.
		"next": func(i int) int { return i + 1 },
	}
}

func say(w Words, id string, args []any) (string, error) {
	if unknown(w, id) {
		return "", noWords(id)
	}
	return w.Text(id, args...), nil
}

// unknown tells whether neither the language nor the one that stands in for it has such words.
func unknown(w Words, id string) bool { return !w.Has(id) && w.Text(id) == id }

func noWords(id string) error {
	return fmt.Errorf("there are no interface words with the id %q", id)
}

func dict(nv ...any) (map[string]any, error) {
	if len(nv)%2 != 0 {
		return nil, fmt.Errorf("dict wants names and values in turn")
	}
	m := make(map[string]any, len(nv)/2)
	for i := 0; i < len(nv); i += 2 {
		name, ok := nv[i].(string)
		if !ok {
			return nil, fmt.Errorf("dict wants a name where it got %v", nv[i])
		}
		m[name] = nv[i+1]
	}
	return m, nil
}
