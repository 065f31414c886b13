package markdown

import (
	"bytes"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
)

// cleanDest drops from a destination what browsers ignore and what could hide a scheme.
func cleanDest(s string) string {
	if strings.IndexFunc(s, func(r rune) bool { return r <= ' ' || !printable(r) }) < 0 {
		return s
	}
	s = strings.Map(func(r rune) rune {
		if r < ' ' || !printable(r) {
			return -1
		}
		return r
	}, s)
	return strings.TrimSpace(s)
}

// scheme gives the URL scheme of a destination in lower case, or "".
func scheme(s string) string {
	i := schemeLen([]byte(s))
	if i == 0 || i == len(s) || s[i] != ':' {
		return ""
	}
	return strings.ToLower(s[:i])
}

// linkKind tells where a destination points. ok is false for a scheme that no link may have.
func linkKind(dest string) (kind LinkKind, ok bool) {
	switch sch := scheme(dest); {
	case sch == "http" || sch == "https":
		return LinkWeb, true
	case sch == "mailto" || sch == "tel":
		return LinkOther, true
	case sch != "":
		return 0, false
	case strings.HasPrefix(dest, "#"):
		return LinkFragment, true
	case strings.HasPrefix(dest, "//"):
		return LinkWeb, true
	case strings.HasPrefix(dest, "/"):
		return LinkSite, true
	}
	return LinkFile, true
}

// link writes a link.
func (w *work) link(n *link) {
	if w.quiet > 0 || w.inLink > 0 {
		w.inlines(n)
		return
	}
	dest := cleanDest(w.resolve(n.dest))
	if slug, ok := strings.CutPrefix(dest, "term:"); ok {
		w.term(n, dest, slug)
		return
	}
	kind, ok := linkKind(dest)
	switch {
	case dest == "":
		w.fault(n.start, "empty-link")
	case !ok:
		w.fault(n.start, "unsafe-link", "address", dest, "scheme", scheme(dest))
	case kind == LinkWeb && !validWeb(dest):
		w.fault(n.start, "malformed-link", "address", dest)
		ok = false
	}
	w.checkAttrs(n.attrs, []string{"lang", "hreflang", "class"})
	if !ok || dest == "" || w.depth >= maxInlineDepth {
		w.inlines(n)
		return
	}
	l := Link{Kind: kind, Title: w.titleText(n), Pos: w.spot(n.start)}
	l.Dest, l.Fragment, _ = strings.Cut(dest, "#")
	if string(w.given[n.from:n.to]) == dest {
		l.From, l.To = n.from, n.to
	}
	lang, _ := find(n.attrs, "lang")
	hreflang, _ := find(n.attrs, "hreflang")
	if !validLang(lang.value) {
		lang.value = ""
	}
	if !validLang(hreflang.value) {
		hreflang.value = lang.value
	}
	index := len(w.facts.Links)
	w.facts.Links = append(w.facts.Links, l)

	w.html = append(w.html, `<a href="`...)
	span := false
	if kind == LinkFile || kind == LinkSite {
		w.hole(HoleLink, index)
		w.html = append(w.html, '"')
		w.html = appendNamed(w.html, "title", l.Title)
		w.html = appendClass(w.html, classes("", n.attrs))
		w.hole(HoleLinkAttr, index)
		// The hole may say what language the target is in; the text's own needs an element of its own.
		span = lang.value != ""
	} else {
		w.html = appendURL(w.html, dest)
		w.html = append(w.html, '"')
		w.html = appendNamed(w.html, "title", l.Title)
		w.html = appendClass(w.html, classes("", n.attrs))
		w.html = appendNamed(w.html, "lang", lang.value)
		w.html = appendNamed(w.html, "hreflang", hreflang.value)
	}
	w.html = append(w.html, '>')
	if span {
		w.html = append(w.html, `<span lang="`...)
		w.html = appendAttr(w.html, lang.value)
		w.html = append(w.html, `">`...)
	}
	text := w.linkText(n, lang.value)
	if span {
		w.html = append(w.html, "</span>"...)
	}
	w.html = append(w.html, "</a>"...)
	w.afterLink()
	if text == "" {
		w.fault(n.start, "empty-link")
	}
	one := &w.facts.Links[index]
	one.Text = text
	one.Marked = lang.value != "" || hreflang.value != "" || namesLanguage([]byte(text)) ||
		namesLanguage(parenthesis(w.src[n.end:]))
}

// titleText gives the title of a link or an image on one line.
func (w *work) titleText(n *link) string {
	if len(n.title) == 0 {
		return ""
	}
	return Typography(w.opt.Lang, strings.Join(strings.FieldsFunc(w.resolve(n.title), breaking), " "))
}

// linkText writes what stands in a link and gives what a reader hears of it.
func (w *work) linkText(n ast.Node, lang string) string {
	if lang == "" {
		lang = w.opt.Lang
	}
	outer := w.speak(lang)
	w.inLink++
	w.depth++
	from := len(w.plain)
	w.linkAlt = w.linkAlt[:0]
	w.inlines(n)
	w.depth--
	w.inLink--
	w.speak(outer)
	text := bytes.TrimSpace(w.plain[from:])
	if len(w.linkAlt) == 0 {
		return string(text)
	}
	return strings.TrimSpace(string(text) + " " + string(bytes.TrimSpace(w.linkAlt)))
}

// afterLink writes what a link could not hold.
func (w *work) afterLink() {
	if w.inLink > 0 {
		return
	}
	list := w.after
	w.after = nil
	for _, n := range list {
		w.inline(n)
	}
}

// term writes a link to the glossary.
func (w *work) term(n *link, dest, slug string) {
	w.checkAttrs(n.attrs, nil)
	index := len(w.facts.Terms)
	t := Term{ID: Slug(slug), Quiet: w.noControls, Label: w.inLabel, Pos: w.spot(n.start)}
	if string(w.given[n.from:n.to]) == dest {
		t.From, t.To = n.from, n.to
	}
	w.facts.Terms = append(w.facts.Terms, t)
	w.hole(HoleTerm, index)
	text := w.linkText(n, "")
	w.hole(HoleTermEnd, index)
	w.afterLink()
	if text == "" {
		w.fault(n.start, "empty-link")
	}
	one := &w.facts.Terms[index]
	one.Text = text
	if strings.TrimSpace(slug) == "" {
		one.ID = Slug(text)
	}
}

// autoLink writes an address that is its own link.
func (w *work) autoLink(n *autoLink) {
	label := w.src[n.start:n.stop]
	if w.quiet > 0 || w.inLink > 0 {
		w.verbatim(label)
		return
	}
	dest := n.prefix + string(label)
	kind, ok := linkKind(dest)
	switch {
	case !ok:
		w.fault(n.start, "unsafe-link", "address", dest, "scheme", scheme(dest))
	case kind == LinkWeb && !validWeb(dest):
		w.fault(n.start, "malformed-link", "address", dest)
		ok = false
	}
	if !ok || kind == LinkFile || w.depth >= maxInlineDepth {
		w.verbatim(label)
		return
	}
	l := Link{Kind: kind, Text: string(label), Pos: w.spot(n.start)}
	l.Dest, l.Fragment, _ = strings.Cut(dest, "#")
	if n.prefix == "" && string(w.given[n.start:n.stop]) == dest {
		l.From, l.To = n.start, n.stop
	}
	w.facts.Links = append(w.facts.Links, l)
	w.html = append(w.html, `<a href="`...)
	w.html = appendURL(w.html, dest)
	w.html = append(w.html, `">`...)
	w.verbatim(label)
	w.html = append(w.html, "</a>"...)
}

// validWeb tells whether a browser can read a web address.
func validWeb(s string) bool {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.User != nil {
		return false
	}
	for _, c := range []byte(u.Host) {
		if !isAlnum(c) && c < utf8.RuneSelf && strings.IndexByte("-._:[]", c) < 0 {
			return false
		}
	}
	return !strings.HasPrefix(u.Host, ".") && !strings.Contains(u.Host, "..")
}

// image writes an image.
func (w *work) image(n *link) {
	alt := w.altText(n)
	if w.quiet > 0 {
		w.plain = append(w.plain, alt...)
		w.html = appendText(w.html, []byte(alt))
		return
	}
	w.imageTag(n, alt, true)
}

// imageTag writes the element of an image and tells whether the image may be shown at all.
func (w *work) imageTag(n *link, alt string, titled bool) bool {
	dest := cleanDest(w.resolve(n.dest))
	kind, ok := linkKind(dest)
	switch {
	case dest == "":
		w.fault(n.start, "empty-image")
		ok = false
	case !ok:
		w.fault(n.start, "unsafe-link", "address", shorten(dest), "scheme", scheme(dest))
	case kind == LinkWeb:
		w.fault(n.start, "remote-image", "address", dest)
		ok = false
	case kind != LinkFile && kind != LinkSite:
		w.fault(n.start, "malformed-link", "address", dest)
		ok = false
	}
	w.checkAttrs(n.attrs, []string{"lang", "decorative", "class"})
	if !ok {
		w.plain = append(w.plain, alt...)
		w.html = appendText(w.html, []byte(alt))
		return false
	}
	im := Image{Dest: dest, Alt: alt, Title: w.titleText(n), Pos: w.spot(n.start)}
	if _, im.Decorative = find(n.attrs, "decorative"); im.Decorative {
		im.Alt = ""
	}
	if string(w.given[n.from:n.to]) == dest {
		im.From, im.To = n.from, n.to
	}
	if w.inLink > 0 {
		w.linkAlt = append(append(w.linkAlt, im.Alt...), ' ')
	}
	index := len(w.facts.Images)
	w.facts.Images = append(w.facts.Images, im)
	w.html = append(w.html, `<img src="`...)
	w.hole(HoleImage, index)
	w.html = append(w.html, `" alt="`...)
	w.html = appendAttr(w.html, im.Alt)
	w.html = append(w.html, '"')
	if titled {
		w.html = appendNamed(w.html, "title", im.Title)
	}
	w.html = appendClass(w.html, classes("", n.attrs))
	if lang, _ := find(n.attrs, "lang"); validLang(lang.value) {
		w.html = appendNamed(w.html, "lang", lang.value)
	}
	w.html = append(w.html, ` loading="lazy" decoding="async"`...)
	w.hole(HoleImageAttr, index)
	w.html = append(w.html, '>')
	return true
}

// shorten cuts an address that a message quotes.
func shorten(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}

// parenthesis gives the round brackets that directly follow, or nothing.
func parenthesis(b []byte) []byte {
	if len(b) > 60 {
		b = b[:60]
	}
	if len(b) > 1 && b[0] == ' ' && b[1] == '(' {
		if end := bytes.IndexByte(b, ')'); end > 0 {
			return b[1 : end+1]
		}
	}
	return nil
}

// languages are names of languages, as a link may announce its target's.
var languages = map[string]bool{
	"english": true, "french": true, "inuktitut": true, "cree": true, "ojibwe": true, "spanish": true, "german": true,
	"arabic": true, "chinese": true, "italian": true, "portuguese": true, "punjabi": true, "tagalog": true,
	"anglais": true, "français": true, "cri": true, "ojibwé": true, "espagnol": true, "allemand": true, "arabe": true,
	"chinois": true, "italien": true, "portugais": true, "pendjabi": true,
}

// namesLanguage tells whether text ends in brackets that name a language: "(in French)", "(en anglais seulement)".
func namesLanguage(text []byte) bool {
	text = bytes.TrimRight(text, " .")
	if len(text) < 5 || text[len(text)-1] != ')' {
		return false
	}
	open := bytes.LastIndexByte(text, '(')
	if open < 0 || len(text)-open > 60 {
		return false
	}
	words := strings.FieldsFunc(strings.ToLower(string(text[open+1:len(text)-1])), func(r rune) bool {
		return isSpace(r) || r == ',' || r == ';'
	})
	if len(words) > 6 {
		return false
	}
	for _, word := range words {
		if languages[word] {
			return true
		}
	}
	return false
}

// breaking tells whether a line may break at r.
func breaking(r rune) bool { return r == ' ' || r == '\n' || r == '\t' || r == '\r' }
