package output

import (
	"bytes"
	"strings"
)

// Rewrite changes every address of the site in the attributes of finished HTML that hold one:
// href, src and the like, each address of a srcset, the refresh of a redirect. to gets what follows
// base, escaped as it stands there, and gives the whole new address. An attribute is recognised by
// a space before its name and a double quotation mark before its value; text cannot be mistaken for
// one, for there a quotation mark is always escaped.
func Rewrite(page []byte, base string, to func(rest string) string) []byte {
	change := func(addr string) string {
		if strings.HasPrefix(addr, base) && !strings.HasPrefix(addr, "//") {
			return to(addr[len(base):])
		}
		return addr
	}
	out := make([]byte, 0, len(page)+len(page)/16)
	for {
		i := bytes.Index(page, []byte(`="`))
		if i < 0 {
			return append(out, page...)
		}
		kind := kindOf(page[:i])
		i += len(`="`)
		out = append(out, page[:i]...)
		page = page[i:]
		end := bytes.IndexByte(page, '"')
		if end < 0 {
			return append(out, page...)
		}
		value := page[:end]
		switch {
		case kind == single:
			out = append(out, change(string(value))...)
		case kind == list:
			for j, candidate := range strings.Split(string(value), ",") {
				addr := strings.TrimLeft(candidate, " \t\n")
				if j > 0 {
					out = append(out, ',')
				}
				out = append(out, candidate[:len(candidate)-len(addr)]...)
				addr, width, _ := strings.Cut(addr, " ")
				out = append(out, change(addr)...)
				if width != "" {
					out = append(out, " "+width...)
				}
			}
		case kind == content && bytes.HasPrefix(value, []byte(refresh)):
			out = append(out, refresh+change(string(value[len(refresh):]))...)
		default:
			out = append(out, value...)
		}
		page = page[end:]
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
