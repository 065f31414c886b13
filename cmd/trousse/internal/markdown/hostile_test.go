package markdown

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// hostile are texts that cost a careless parser the square of their length, or its stack.
func hostile() map[string]string {
	const n = 10000
	rep := strings.Repeat
	lines := func(k int, f func(i int) string) string {
		var b strings.Builder
		for i := range k {
			b.WriteString(f(i))
		}
		return b.String()
	}
	return map[string]string{
		"quotes":              rep(">", n),
		"quotes, many lines":  rep(rep(">", 100)+"\n", 500),
		"quotes, lazy":        rep(">", n) + "a\n" + rep("b\n", n),
		"lists":               rep("- ", n) + "a",
		"lists, blank lines":  rep("- ", n) + "a" + rep("\n", n),
		"ordered lists":       rep("1. ", n) + "a",
		"list items":          rep("- a\n", n),
		"empty items":         rep("-\n", n),
		"containers":          rep("::: note\n", n),
		"containers, closed":  rep("::: note\n", n) + rep(":::\n", n),
		"colons":              rep(":", n),
		"colon lines":         rep(":::\n", n),
		"growing containers":  lines(300, func(i int) string { return rep(":", 300-i+3) + " note\n" }),
		"brackets":            rep("[", n),
		"brackets, closed":    rep("[", n) + "a" + rep("]", n),
		"brackets, defined":   rep("[", n) + "a" + rep("]", n) + "\n\n[a]: b",
		"images":              rep("![", n) + "a" + rep("](b)", n),
		"links":               rep("[a](b)", n),
		"links in brackets":   rep("[", n) + rep("[a](b)", n),
		"links in images":     rep("![", n) + rep("[a](b)", n),
		"open links":          rep("[a](", n),
		"open links, angle":   rep("[a](<b", n),
		"open links, title":   rep(`[a](b "`, n) + rep(`[a](b '`, n) + rep(`[a](b (`, n),
		"open labels":         rep("[a][b", n),
		"definitions":         lines(n, func(i int) string { return fmt.Sprintf("[a%d]: b\n", i) }) + "\n" + rep("[a1]", n),
		"open definitions":    rep("[a]: b (\n", n),
		"stars":               rep("*", n),
		"star words":          rep("*a ", n) + rep("a* ", n),
		"mixed marks":         rep("*a_ ", n),
		"mixed marks 2":       rep("a**b_c* ", n),
		"marks in links":      "*" + rep("[*a*](b)", n),
		"tildes":              rep("~a~~b ", n),
		"nested emphasis":     rep("*a **b ", n) + rep(" b** a*", n),
		"backticks":           lines(400, func(i int) string { return rep("`", i) + "a" }),
		"backslashes":         rep("\\", n),
		"entities":            rep("&", n) + rep("&amp", n) + rep("&#1;", n),
		"angles":              rep("<", n),
		"open tags":           rep("<a ", n) + rep(`<a b="`, n) + rep("<a b='", n),
		"open tags, lines":    rep("x <a\n", n),
		"comments":            rep("x <!-- ", n),
		"comment lines":       rep("a <!--\n", n),
		"instructions":        rep("x <? ", n) + rep("x <![CDATA[ ", n),
		"html lines":          rep("<div>\n", n),
		"table":               rep("a|", 1000) + "\n" + rep("-|", 1000) + "\n" + rep("|\n", n),
		"table, wide":         rep("|a", n) + "\n" + rep("|-", n) + "\n" + rep("|a", n),
		"delimiter rows":      rep("|-\n", n),
		"pipes":               "|" + rep("\\|", n) + "|\n|-|",
		"headings":            rep("# a\n", n),
		"underlines":          rep("a\n-\n", n),
		"heading attributes":  "# a " + rep("{", n) + "}",
		"heading attributes2": "# a " + rep(`{a="`, n) + "}",
		"footnotes":           lines(n, func(i int) string { return fmt.Sprintf("[^%d]: a\n", i) }) + "\n" + lines(n, func(i int) string { return fmt.Sprintf("[^%d]", i) }),
		"one footnote":        rep("[^a]", n) + "\n\n[^a]: b [^a]",
		"nested footnotes":    rep("[^a]: ", n),
		"citations":           rep("[@a", n) + "]" + rep("[@a;", n),
		"definition list":     rep("a\n: b\n", n),
		"definition colons":   "a\n" + rep(": ", n),
		"addresses":           rep("http://a.b", n),
		"open addresses":      rep("http://", n) + rep("www.", n) + rep("a@", n) + rep("a_b@c.d", n),
		"address brackets":    "http://a.b/" + rep("(", n) + rep(")", n),
		"attributes":          "[a](b)" + rep("{a=b ", n),
		"alerts":              rep("> [!NOTE]\n\n", n),
		"quotation marks":     rep(`"a `, n) + rep(`a" `, n) + rep("'", n),
		"guillemets":          rep("« ", n) + rep(" »", n),
		"spaces":              "a" + rep(" ", n) + "b" + rep("\u00a0", n) + ":" + rep("1 ", n),
		"digits":              rep("1", n) + " " + rep("123 ", n),
		"dots":                rep(".", n) + rep("... ", n),
		"code":                "```go\n" + rep("a", n) + "\n```\n\n```x\n" + rep("a\n", n) + "```",
		"code blocks":         rep("```\n", n),
		"unknown languages":   lines(600, func(i int) string { return fmt.Sprintf("```x%d\na\n```\n", i) }),
		"tabs":                rep("\t", n) + "a\n" + rep("-\t", n),
		"carriage returns":    rep("\r", n) + rep("a\r\n", n),
		"invalid":             rep("\xff\x00\x01", n),
		"tasks":               rep("- [ ] ", n),
		"shares":              rep("un ", n) + "sur " + rep("1 sur ", n) + rep("1 in ", n) + rep("one of 10 ", n) + rep("half of ", n),
		"figures":             rep("5 % ", n) + rep("$", n) + rep("1,000", n) + rep("1 000 ", n) + rep("1.1", n) + rep("a 5000 ", n) + rep("\n- 5 $", n),
	}
}

func TestHostileTextsAreHarmless(t *testing.T) {
	r := New()
	for name, text := range hostile() {
		t.Run(name, func(t *testing.T) {
			for _, opt := range []Options{{Lang: "en", Figures: true}, {Lang: "fr", RawHTML: true, Figures: true}} {
				checkDocument(t, text, r.render([]byte(text), opt))
			}
		})
	}
}

// checkDocument fails if a document breaks what every caller trusts.
func checkDocument(t *testing.T, src string, d Document) {
	t.Helper()
	at := 0
	for _, h := range d.Holes {
		if h.At < at || h.At > len(d.HTML) {
			t.Fatalf("hole at %d, after %d, of %d", h.At, at, len(d.HTML))
		}
		at = h.At
	}
	for _, l := range d.Links {
		dest := l.Dest
		if l.Fragment != "" || l.Kind == LinkFragment || l.To > 0 && strings.HasSuffix(src[l.From:l.To], "#") {
			dest += "#" + l.Fragment
		}
		if l.To > 0 && src[l.From:l.To] != dest {
			t.Fatalf("link %q is not at its place: %q", dest, src[l.From:l.To])
		}
	}
	for _, in := range d.Includes {
		if in.From < 0 || in.To < in.From || in.To > len(src) {
			t.Fatalf("include from %d to %d of %d", in.From, in.To, len(src))
		}
	}
	lines := strings.Count(src, "\n") + 1
	for _, g := range d.Diags {
		if g.Pos.Line < 1 || g.Pos.Line > lines || g.Pos.Col < 1 {
			t.Fatalf("%s at %d:%d of %d lines", g.ID(), g.Pos.Line, g.Pos.Col, lines)
		}
	}
	root, err := html.Parse(strings.NewReader("<!DOCTYPE html><body>" + fillHoles(d)))
	if err != nil {
		t.Fatalf("unreadable HTML: %v", err)
	}
	checkNesting(t, fillHoles(d))
	ids := make(map[string]bool)
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.Data {
		case "script", "style", "iframe", "object", "embed", "base", "link", "meta", "form", "svg", "math":
			t.Fatalf("element %s", n.Data)
		}
		for _, a := range n.Attr {
			v := strings.ToLower(strings.TrimSpace(a.Val))
			switch {
			case strings.HasPrefix(a.Key, "on"), a.Key == "style":
				t.Fatalf("attribute %s", a.Key)
			case a.Key == "href" && (strings.HasPrefix(v, "javascript:") || strings.HasPrefix(v, "data:") || strings.HasPrefix(v, "vbscript:")):
				t.Fatalf("address %s", a.Val)
			case a.Key == "src" && (strings.HasPrefix(v, "//") || strings.Contains(v, ":")):
				t.Fatalf("picture %s", a.Val)
			case a.Key == "id" && ids[a.Val]:
				t.Fatalf("id %s twice", a.Val)
			case a.Key == "id":
				ids[a.Val] = true
			}
		}
	}
}

var void = map[string]bool{"br": true, "hr": true, "img": true, "input": true, "wbr": true}

// notInText are elements that no paragraph, heading or label may hold.
var notInText = map[string]bool{
	"p": true, "div": true, "ul": true, "ol": true, "li": true, "dl": true, "table": true, "blockquote": true, "pre": true,
	"aside": true, "section": true, "details": true, "figure": true, "h1": true, "h2": true, "h3": true, "hr": true, "label": true,
}

// checkNesting fails if tags are not closed in the order in which they were opened, or stand where
// HTML does not let them.
func checkNesting(t *testing.T, page string) {
	t.Helper()
	var open []string
	z := html.NewTokenizer(strings.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			if len(open) > 0 {
				t.Fatalf("%v stay open", open)
			}
			return
		case html.StartTagToken:
			b, _ := z.TagName()
			tag := string(b)
			for _, outer := range open {
				switch outer {
				case "p", "label", "summary", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption":
					if notInText[tag] {
						t.Fatalf("%s in %s", tag, outer)
					}
				case "a":
					if tag == "a" {
						t.Fatal("a link in a link")
					}
				}
			}
			if !void[tag] {
				open = append(open, tag)
			}
		case html.EndTagToken:
			b, _ := z.TagName()
			if n := len(open); n == 0 || open[n-1] != string(b) {
				t.Fatalf("%v end with %s", open, b)
			}
			open = open[:len(open)-1]
		}
	}
}

// fillHoles puts plain stand-ins into the holes, as a page would.
func fillHoles(d Document) string {
	return fill(d, func(h Hole) string {
		switch h.Kind {
		case HoleLink:
			return "/link"
		case HoleImage:
			return "/image"
		case HoleInclude:
			return "<p>include</p>\n"
		case HoleCitation:
			return "<sup>cite</sup>"
		case HoleHeading:
			return "<a>#</a>"
		case HoleTerm:
			return `<a href="/term">`
		case HoleTermEnd:
			return `</a>`
		case HoleLinkAttr:
			return ` hreflang="fr"`
		case HoleImageAttr:
			return ` width="1"`
		}
		return ""
	})
}

func fill(d Document, with func(Hole) string) string {
	var b strings.Builder
	at := 0
	for _, h := range d.Holes {
		b.WriteString(d.HTML[at:h.At])
		b.WriteString(with(h))
		at = h.At
	}
	b.WriteString(d.HTML[at:])
	return b.String()
}
