package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// fenced writes a fenced code block.
func (w *work) fenced(n *ast.FencedCodeBlock) {
	lang := ""
	at := n.Pos()
	if n.Info != nil {
		info := n.Info.Segment.Value(w.src)
		if end := bytes.IndexAny(info, " \t{,"); end >= 0 {
			info = info[:end]
		}
		lang = strings.ToLower(w.resolve(info))
	}
	if w.unclosed(n) {
		w.fault(at, "unclosed-code")
	}
	w.codeBlock(n, lang, at)
}

// unclosed tells whether a code block reached the end of the text without its closing line, and so
// took in all that followed.
func (w *work) unclosed(n *ast.FencedCodeBlock) bool {
	lines := n.Lines()
	if lines.Len() == 0 {
		return false
	}
	last := lines.At(lines.Len() - 1)
	return len(bytes.TrimSpace(w.src[last.Stop:])) == 0
}

// codeBlock writes a code block, highlighted where its language is known.
func (w *work) codeBlock(n ast.Node, lang string, at int) {
	var code []byte
	lines := n.Lines()
	for i := range lines.Len() {
		seg := lines.At(i)
		code = append(code, seg.Value(w.src)...)
	}
	if bytes.IndexByte(code, '\r') >= 0 {
		code = bytes.ReplaceAll(code, []byte("\r\n"), []byte("\n"))
	}
	w.scratch = append(append(append(w.scratch[:0], lang...), '\n'), code...)
	w.addBlock("code", "code", at)
	w.facts.HasCode = true
	w.html = append(w.html, `<pre class="chroma" tabindex="0"`...)
	w.html = appendNamed(w.html, "data-lang", lang)
	w.html = append(w.html, "><code>"...)
	w.html = append(w.html, w.r.code.html(lang, string(code))...)
	w.html = append(w.html, "</code></pre>\n"...)
}
