package output

import (
	"bytes"
	"strings"
)

// Rewrite changes every address of the site in the attributes of finished HTML that hold one:
// href, src and the like, each address of a srcset, the refresh of a redirect. to gets what follows
// base, escaped as it stands there, and gives the whole new address. Text, which may well speak of
// addresses in quotation marks, stays as it is: in it, "<" is always escaped.
func Rewrite(page []byte, base string, to func(rest string) string) []byte {
	r := rewriter{out: make([]byte, 0, len(page)+len(page)/16), base: base, to: to}
	for {
		i := bytes.IndexByte(page, '<')
		if i < 0 {
			return append(r.out, page...)
		}
		end := i + 1
		if tagged(page[end:]) {
			end += tagEnd(page[end:])
		}
		r.out = append(r.out, page[:i]...)
		r.tag(page[i:end])
		page = page[end:]
	}
}

// tagged tells whether what follows "<" makes it a tag.
func tagged(b []byte) bool {
	return len(b) > 0 && (b[0] >= 'a' && b[0] <= 'z' || b[0] >= 'A' && b[0] <= 'Z')
}

// tagEnd gives the length of a tag up to its ">", which may also stand in a value.
func tagEnd(b []byte) int {
	var quote byte
	for i, c := range b {
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"', c == '\'':
			quote = c
		case c == '>':
			return i + 1
		}
	}
	return len(b)
}

type rewriter struct {
	out  []byte
	base string
	to   func(rest string) string
}

// tag rewrites the values of one tag that stand in double quotation marks, as templates write them.
func (r *rewriter) tag(tag []byte) {
	for {
		i := bytes.Index(tag, []byte(`="`))
		if i < 0 {
			r.out = append(r.out, tag...)
			return
		}
		kind := kindOf(tag[:i])
		i += len(`="`)
		r.out = append(r.out, tag[:i]...)
		tag = tag[i:]
		end := bytes.IndexByte(tag, '"')
		if end < 0 {
			r.out = append(r.out, tag...)
			return
		}
		value := string(tag[:end])
		switch {
		case kind == single:
			r.address(value)
		case kind == list:
			r.list(value)
		case kind == content && strings.HasPrefix(value, refresh):
			r.out = append(r.out, refresh...)
			r.address(value[len(refresh):])
		default:
			r.out = append(r.out, value...)
		}
		tag = tag[end:]
	}
}

func (r *rewriter) address(addr string) {
	if strings.HasPrefix(addr, r.base) && !strings.HasPrefix(addr, "//") {
		addr = r.to(addr[len(r.base):])
	}
	r.out = append(r.out, addr...)
}

// list rewrites addresses with a comma between them, each with a width or density behind it.
func (r *rewriter) list(value string) {
	for i, candidate := range strings.Split(value, ",") {
		if i > 0 {
			r.out = append(r.out, ',')
		}
		rest := strings.TrimLeft(candidate, " \t\n")
		r.out = append(r.out, candidate[:len(candidate)-len(rest)]...)
		n := strings.IndexAny(rest, " \t\n")
		if n < 0 {
			n = len(rest)
		}
		r.address(rest[:n])
		r.out = append(r.out, rest[n:]...)
	}
}

// kind says what the value of an attribute is.
type kind uint8

const (
	other   kind = iota
	single       // one address
	list         // addresses with a width or density each
	content      // of a meta element: the refresh of a redirect has an address
)

const refresh = "0; url="

// kindOf looks at the name of the attribute that before ends with.
func kindOf(before []byte) kind {
	i := len(before)
	for i > 0 && before[i-1] > ' ' && before[i-1] != '"' && len(before)-i < len("imagesrcset") {
		i--
	}
	if i == 0 || before[i-1] > ' ' {
		return other
	}
	switch string(before[i:]) {
	case "href", "src", "action", "formaction", "poster", "data", "cite", "xlink:href":
		return single
	case "srcset", "imagesrcset":
		return list
	case "content":
		return content
	}
	return other
}

// Relative gives the way from the file at path to the site's address rest, with "index.html" for
// a folder: an address that works when the site is opened from a folder.
func Relative(path string) func(rest string) string {
	up := strings.Repeat("../", strings.Count(path, "/"))
	return func(rest string) string {
		rest, tail := cutTail(rest)
		if rest == "" || strings.HasSuffix(rest, "/") {
			rest += "index.html"
		}
		return up + rest + tail
	}
}

// cutTail parts an escaped address before its query or fragment. The "#" of "&#39;" begins none.
func cutTail(addr string) (path, tail string) {
	for i := range len(addr) {
		if addr[i] == '?' || addr[i] == '#' && (i == 0 || addr[i-1] != '&') {
			return addr[:i], addr[i:]
		}
	}
	return addr, ""
}
