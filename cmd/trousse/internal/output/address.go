package output

import (
	"bytes"
	"strings"
)

// Rewrite changes every address of the site in the href, src and action attributes (and in the
// refresh of a redirect) of finished HTML. to gets what follows base and gives the whole new
// address. Text cannot be mistaken for an attribute: a quotation mark in text or in a value is
// always escaped.
func Rewrite(page []byte, base string, to func(rest string) string) []byte {
	out := make([]byte, 0, len(page)+len(page)/16)
	for {
		i := nextAddress(page)
		if i < 0 {
			return append(out, page...)
		}
		out = append(out, page[:i]...)
		page = page[i:]
		end := bytes.IndexByte(page, '"')
		if end < 0 {
			return append(out, page...)
		}
		if addr := string(page[:end]); strings.HasPrefix(addr, base) && !strings.HasPrefix(addr, "//") {
			out = append(out, to(addr[len(base):])...)
		} else {
			out = append(out, addr...)
		}
		page = page[end:]
	}
}

// before an address, up to and with the opening quotation mark
var attributes = [][]byte{[]byte(` href="`), []byte(` src="`), []byte(` action="`)}

const refresh = ` content="0; url=`

// nextAddress gives the offset of the next address, or -1.
func nextAddress(page []byte) int {
	from := 0
	for {
		i := bytes.Index(page[from:], []byte(`="`))
		if i < 0 {
			return -1
		}
		i += from + len(`="`)
		for _, a := range attributes {
			if bytes.HasSuffix(page[:i], a) {
				return i
			}
		}
		if start := i - len(` content="`); start >= 0 && bytes.HasPrefix(page[start:], []byte(refresh)) {
			return start + len(refresh)
		}
		from = i
	}
}

// Relative gives the way from the file at path to the site's address rest, with "index.html" for
// a folder: an address that works when the site is opened from a folder.
func Relative(path string) func(rest string) string {
	up := strings.Repeat("../", strings.Count(path, "/"))
	return func(rest string) string {
		tail := ""
		if i := strings.IndexAny(rest, "?#"); i >= 0 {
			rest, tail = rest[:i], rest[i:]
		}
		if rest == "" || strings.HasSuffix(rest, "/") {
			rest += "index.html"
		}
		return up + rest + tail
	}
}
