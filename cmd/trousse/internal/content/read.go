package content

import (
	"strconv"
	"strings"

	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/lexicon"
	"trousse/cmd/trousse/internal/markdown"
	"trousse/cmd/trousse/internal/memo"
	"trousse/cmd/trousse/internal/tomlpos"
)

// MaxBytes is the size beyond which a file is not read. The longest book fits in.
const MaxBytes = 4 << 20

// MaxFrontMatter is the size beyond which front matter is not read. The known keys need a
// twentieth of it; reading YAML takes time in proportion to the square.
const MaxFrontMatter = 16 << 10

// Renderer renders the Markdown of a page. *markdown.Renderer is one.
type Renderer interface {
	Render(src []byte, opt markdown.Options) markdown.Document
}

// Lang is one language of the site.
type Lang struct {
	Key string // in file names: "en"
	Tag string // BCP 47: "en-CA"
}

// Options is all that a page depends on beside its file.
type Options struct {
	Languages []Lang
	RawHTML   bool
	TOC       [2]int                    // lowest and highest heading level in a table of contents
	Words     map[string]markdown.Words // by language key
	Reading   map[string]Target         // by the folder of a top section
	// Avoid are the words that a glossary says pages should not use, by language key: a language without one is
	// not there. See [AvoidOf].
	Avoid map[string][]lexicon.Word

	sum      memo.Sum
	lexicons map[string]*lexicon.Lexicon // of Avoid
}

// Sum names the options by their content.
func (o Options) Sum() memo.Sum {
	if !o.sum.IsZero() {
		return o.sum
	}
	return memo.SumOf(o)
}

// Summed returns o with its sum worked out, so that [Read] need not work it out for each page. The
// fields must not be changed afterwards.
func (o Options) Summed() Options {
	o.sum = o.Sum()
	o.lexicons = make(map[string]*lexicon.Lexicon, len(o.Avoid))
	for lang, words := range o.Avoid {
		o.lexicons[lang] = lexicon.New(words)
	}
	return o
}

// Avoiding returns o with words to avoid, to be summed again.
func (o Options) Avoiding(words map[string][]lexicon.Word) Options {
	o.Avoid, o.sum, o.lexicons = words, memo.Sum{}, nil
	return o
}

// lexicon gives what finds the words to avoid in a language; nil where there are none.
func (o Options) lexicon(lang string) *lexicon.Lexicon {
	if o.lexicons != nil {
		return o.lexicons[lang]
	}
	return lexicon.New(o.Avoid[lang])
}

// Keys lists the language keys.
func (o Options) Keys() []string {
	keys := make([]string, len(o.Languages))
	for i, l := range o.Languages {
		keys[i] = l.Key
	}
	return keys
}

// tag gives the BCP 47 tag of a language key.
func (o Options) tag(key string) string {
	for _, l := range o.Languages {
		if l.Key == key {
			return l.Tag
		}
	}
	return key
}

// SumOf names a page: it is [Page.Sum] of the file at path whose bytes have the sum file, read with
// options that have the sum options.
func SumOf(path string, file, options memo.Sum) memo.Sum {
	return memo.SumOf(struct {
		File, Options memo.Sum
		Path          string
	}{file, options, path})
}

// Body is the heavy part of a page.
type Body struct {
	HTML   string // with holes: Facts.Holes
	Plain  string // see [markdown.Document]
	Blocks []markdown.Block
	// Source is the Markdown without front matter, as [Text] gives it. Offsets in Facts count its bytes.
	Source []byte
}

// TooLarge is the fault of a file beyond [MaxBytes]. size is in bytes.
func TooLarge(path string, size int64) diag.Diagnostic {
	return diag.New("file-too-large", diag.Position{Path: path},
		"size", strconv.FormatInt(size, 10), "max", strconv.Itoa(MaxBytes))
}

// Read reads one file. path is relative to the site's folder; data is not changed, but
// Body.Source may share its memory. Read never fails: what is wrong is in Page.Diags, in order,
// and the rest of the page is read all the same. Only where nothing can be read, because the file
// is too large or because [Locate] finds no page in its name, is Page.Lang empty.
func Read(path string, data []byte, opt Options, r Renderer) (*Page, *Body) {
	p := &Page{Path: path, Sum: SumOf(path, memo.SumBytes(data), opt.Sum())}
	if len(data) > MaxBytes {
		p.Diags = []diag.Diagnostic{TooLarge(path, int64(len(data)))}
		return p, &Body{}
	}
	at, ok, ds := Locate(path, opt.Keys())
	p.Diags = ds
	if !ok {
		return p, &Body{}
	}
	p.ID, p.Lang, p.Dir, p.Shape = at.ID, at.Lang, at.Dir, at.Shape

	text, faults := tomlpos.Clean(data)
	parts := split(text)
	rd := &reader{page: p, tag: opt.tag(p.Lang), text: text, yaml: parts.fence == yamlFence}
	for _, f := range faults {
		rd.fault(f.Rule+"."+f.Variant, f.Pos, f.Args...)
	}
	rd.meta(parts)
	if p.Meta.Key != "" {
		p.ID = p.Meta.Key
	}

	words := opt.lexicon(p.Lang)
	p.avoid(words, rd.tag)
	p.Text = SumOf(path, memo.SumBytes(parts.body), opt.Sum())
	doc := r.Render(parts.body, markdown.Options{
		Lang:    rd.tag,
		Path:    path,
		Line:    parts.bodyLine - 1,
		RawHTML: opt.RawHTML,
		TOC:     opt.TOC,
		Words:   opt.Words[p.Lang],
		Avoid:   words,
		Lists:   p.isDecision(),
		Tasks:   p.hasTasks(),
		Figures: p.hasFigures(),
	})
	p.Facts = doc.Facts
	p.Diags = append(p.Diags, doc.Diags...)
	p.reading(doc.Plain, parts.body, parts.bodyLine-1, opt)
	if p.isDecision() {
		p.decision(doc.Lists)
	}
	if p.hasTasks() {
		p.checklist(doc.TaskTexts, doc.Diags)
	}
	diag.Sort(p.Diags)
	return p, &Body{HTML: doc.HTML, Plain: doc.Plain, Blocks: doc.Blocks, Source: parts.body}
}

// hasFigures tells whether somebody may want to know which figures stand near no source: those of pages for
// readers, and of parts of them. A plan is a figure from end to end, and says itself whose they are.
func (p *Page) hasFigures() bool {
	switch p.Meta.Kind {
	case "guide", "checklist", "decision", "page", "section":
		return len(p.Meta.Audience) > 0
	}
	return p.Shape == Part
}

// Line is the line of a front matter key, or of an element or member within ("sources[1]",
// "ignore[0].rule"): its own where it was noted, otherwise that of what holds it, otherwise 1.
func (m *Meta) Line(key string) int {
	for key != "" {
		if line, ok := m.Lines[key]; ok {
			return line
		}
		key = key[:max(0, strings.LastIndexAny(key, ".["))]
	}
	return 1
}
