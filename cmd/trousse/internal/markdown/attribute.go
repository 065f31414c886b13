package markdown

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// attr is one item of an attribute block: {#id .class key="value" flag}. An id has the key "id", a
// class "class"; a flag has no value.
type attr struct {
	key, value string
	flag       bool
	at         int // offset in the text
}

// parseAttrs reads the attribute block that b begins with; at is b's offset in the text. It gives
// the items and the length of the block, or 0 where there is none.
func parseAttrs(b []byte, at int) ([]attr, int) {
	if len(b) == 0 || b[0] != '{' {
		return nil, 0
	}
	var list []attr
	for i := 1; i < len(b); {
		switch c := b[i]; {
		case c == ' ' || c == '\t':
			i++
		case c == '}':
			if len(list) == 0 {
				return nil, 0
			}
			return list, i + 1
		case c == '#' || c == '.':
			n := nameLen(b[i+1:])
			if n == 0 {
				return nil, 0
			}
			a := attr{key: "class", value: string(b[i+1 : i+1+n]), at: at + i}
			if c == '#' {
				a.key = "id"
			}
			list = append(list, a)
			i += 1 + n
		default:
			n := nameLen(b[i:])
			if n == 0 {
				return nil, 0
			}
			a := attr{key: strings.ToLower(string(b[i : i+n])), flag: true, at: at + i}
			i += n
			if i < len(b) && b[i] == '=' {
				value, n := attrValue(b[i+1:])
				if n == 0 {
					return nil, 0
				}
				a.value, a.flag = value, false
				i += 1 + n
			}
			list = append(list, a)
		}
	}
	return nil, 0
}

// nameLen is the length of the id, class or key that b begins with.
func nameLen(b []byte) int {
	i := 0
	for i < len(b) && (isAlnum(b[i]) || b[i] == '-' || b[i] == '_' || b[i] == ':' || b[i] >= utf8.RuneSelf) {
		// A space of another script would end the attribute in HTML.
		if b[i] == 0xc2 || b[i] == 0xe2 || b[i] == 0xe3 || b[i] == 0xe1 {
			r, n := utf8.DecodeRune(b[i:])
			if isSpace(r) {
				break
			}
			i += n
			continue
		}
		i++
	}
	return i
}

// attrValue reads a value, quoted or not, and gives the bytes it takes.
func attrValue(b []byte) (string, int) {
	if len(b) == 0 {
		return "", 0
	}
	if q := b[0]; q == '"' || q == '\'' {
		for i := 1; i < len(b) && b[i] != '\n'; i++ {
			if b[i] == q {
				return string(b[1:i]), i + 1
			}
		}
		return "", 0
	}
	i := 0
	for i < len(b) && b[i] > ' ' && b[i] != '}' && b[i] != '"' && b[i] != '\'' {
		i++
	}
	return string(b[:i]), i
}

// find gives the value of a key.
func find(list []attr, key string) (attr, bool) {
	for _, a := range list {
		if a.key == key {
			return a, true
		}
	}
	return attr{}, false
}

// classes joins base and the author's own classes.
func classes(base string, list []attr) string {
	for _, a := range list {
		if a.key == "class" {
			if base != "" {
				base += " "
			}
			base += a.value
		}
	}
	return base
}

// checkAttrs reports keys that mean nothing here.
func (w *work) checkAttrs(list []attr, known []string) {
next:
	for _, a := range list {
		for _, k := range known {
			if a.key == k {
				continue next
			}
		}
		w.faultNear(a.at, "unknown-attribute", a.key, known)
	}
}

// claim takes the id that an author gives, before any id is made from a text. It returns the list
// without an id that cannot be had.
func (w *work) claim(list []attr) []attr {
	a, ok := find(list, "id")
	if !ok {
		return list
	}
	if _, taken := w.ids[a.value]; !taken && !reservedID(a.value) {
		w.ids[a.value] = 1
		return list
	}
	w.fault(a.at, "duplicate-id", "id", a.value)
	return slices.DeleteFunc(list, func(a attr) bool { return a.key == "id" })
}
