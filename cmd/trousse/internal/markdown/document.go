// Package markdown turns one Markdown text into HTML and facts. It sees no other page: wherever
// the HTML depends on one (the address of a linked page, an included part, the number of a
// citation), it leaves a [Hole] to be filled when the page is put together.
package markdown

import (
	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/lexicon"
)

// Options is all that rendering depends on beside the text.
type Options struct {
	Lang    string // BCP 47 tag of the text; its base language chooses the typography ("en", "fr"; others: none)
	Path    string // the file's path, for positions
	Line    int    // how many lines of the file precede the text (front matter)
	RawHTML bool   // keep raw HTML, sanitised; otherwise it is shown as text and is a fault
	TOC     [2]int // lowest and highest heading level that Headings marks InTOC
	Lists   bool   // gather Document.Lists
	Tasks   bool   // gather Document.TaskTexts, and fold up what stands below a task
	Figures bool   // gather Facts.Figures
	Words   Words  // the few interface words that stand inside rendered Markdown
	// Avoid finds words that the text should not use; nil where there are none.
	Avoid *lexicon.Lexicon
}

// Words are interface words by id that rendered Markdown needs, in the text's language: "note",
// "tip", "important", "warning", "caution", "story", "key", "details", "table", "footnote",
// "footnotes", "footnote-back", "how". An id stands for a word that is not there.
type Words map[string]string

// Document is a rendered text. HTML, Plain and Blocks are the heavy parts; all else is small.
type Document struct {
	HTML   string  // with Holes, in ascending order of offset, to be filled
	Blocks []Block // for comparing languages and for translation
	Plain  string  // the visible text, one block a line, for search and readability; no markup, no code blocks
	Lists  []List  // where Options.Lists asks for them; none of them is inside another
	// TaskTexts are gathered where Options.Tasks asks for them; those below another task are not among them.
	TaskTexts []TaskText
	Facts
	Diags []diag.Diagnostic
}

// Spot is a place in the page's file: as in [diag.Position], whose Path would be the same for all.
type Spot struct{ Line, Col int }

// Facts are all that others may know of a text.
type Facts struct {
	Holes       []Hole
	Headings    []Heading
	Links       []Link
	Images      []Image
	Includes    []Include
	Citations   []Citation
	Terms       []Term // glossary links
	Definitions []Definition
	WordCount   int
	Tables      []Table
	Figures     []Figure // that stand near no citation; where Options.Figures asks for them
	HasCode     bool     // highlighted code is present: the page wants the code style sheet

	Tasks []Task // those with attributes
	Folds []Fold
}

// HoleKind says what belongs in a hole.
type HoleKind uint8

const (
	HoleLink      HoleKind = iota + 1 // the destination of Links[Index], as an attribute value
	HoleImage                         // the address of Images[Index], as an attribute value
	HoleInclude                       // the HTML of Includes[Index]
	HoleCitation                      // the mark for Citations[Index]: whole HTML
	HoleHeading                       // what stands beside Headings[Index] in its div.heading (permalink, link to the same heading in the other language): whole HTML
	HoleTerm                          // what stands before the text of Terms[Index]; HoleTermEnd follows the text
	HoleLinkAttr                      // further attributes of Links[Index] (lang, hreflang, rel…), with a leading space, or nothing
	HoleImageAttr                     // further attributes of Images[Index] (width, height…), with a leading space, or nothing
	HoleTermEnd                       // what stands behind the text of Terms[Index]
	HoleTerms                         // what a task's label has no room for: the label ends with Terms[Index], others may precede it
	HoleTask                          // what is said of Tasks[Index] below its label: whole HTML
)

// Hole is a place in HTML where something is put in; nothing is taken out.
type Hole struct {
	At    int
	Kind  HoleKind
	Index int
}

// Heading is a heading with its anchor. Slugs are unique in the document.
type Heading struct {
	Level int
	ID    string
	Text  string // plain
	HTML  string // inline HTML for a table of contents: emphasis and code, no links
	InTOC bool
	Fixed bool // the author gave the id ({#id}); it survives a change of the text
	Pos   Spot
}

// LinkKind tells where a destination points, as far as its spelling says.
type LinkKind uint8

const (
	LinkFile     LinkKind = iota + 1 // another file of the site: "../seniors/buy-a-camera.en.md", "buy-a-camera"
	LinkFragment                     // "#heading" on this page
	LinkSite                         // "/en/seniors/": an address of the site
	LinkWeb                          // http, https
	LinkOther                        // mailto:, tel:
)

// Link is one link in the text.
type Link struct {
	Kind     LinkKind
	Dest     string // as written, without fragment
	Fragment string // without "#"
	Text     string // plain, what a reader hears
	Title    string
	Marked   bool // text or attribute says that the target is in another language: {lang=fr} or hreflang, or "(in French)" and the like
	Pos      Spot
	From, To int // the destination's bytes in the text, fragment included; 0, 0 where unknown
}

// Image is one picture in the text.
type Image struct {
	Dest       string
	Alt        string
	Title      string
	Decorative bool // {decorative}: the empty alternative text is meant
	Pos        Spot
	From, To   int
}

// Include is one place where a part is put in: "::: include {file=\"/_parts/help\"}".
type Include struct {
	File     string
	Pos      Spot
	From, To int // the bytes of the whole container in the text
}

// Citation is one [@key]. Several in one bracket, [@a; @b], are several citations.
type Citation struct {
	Key  string
	Note string // what stands behind the key: [@key, p. 3]
	Pos  Spot
}

// Term is a link to the glossary: [passphrase](term:passphrase) or [passphrase](term:).
type Term struct {
	ID       string // slug of the term; from the text where the destination is empty
	Text     string // plain
	Quiet    bool   // in a heading or a summary, where a control would be in the way
	Label    bool   // in a task's label, which may hold no other control: HoleTerms follows the label
	Pos      Spot
	From, To int // the destination's bytes in the text; 0, 0 where unknown
}

// Definition is a term of a definition list, with what is said of it first.
type Definition struct {
	ID   string // the term's anchor, unique in the document
	Term string // plain
	Text string // plain; the first paragraph, "" where the definition begins with something else
}

// Task is one item to tick, as its attributes describe it: {#id .essential time=5 effort=easy}.
type Task struct {
	ID        string
	Essential bool
	Minutes   int // 0 where nothing is said
	Effort    string
	Theme     string
	Stage     string
	Devices   []string
	Pos       Spot // of its box
}

// TaskText is a task with its text, plain. The bold text that it begins with is the deed, and what follows
// is why; without bold text all of it is the deed. What stands in blocks below it is how.
type TaskText struct {
	Task
	Heading        int // index in Headings of the nearest before it; -1 before the first
	From, To       int // its holes are those from From up to To
	Deed, Why, How string
	HasHow         bool
}

// List is a list with its items. Text is plain, what the item says first, in one line.
type List struct {
	Heading int // index in Headings of the nearest before it; -1 before the first
	Ordered bool
	Items   []Item
	Pos     Spot
}

// Item is an item of a list.
type Item struct {
	Text string
	Link int // index in Links of the link that it begins with; -1
	Pos  Spot
}

// Fold is a text to unfold, plain, in one line.
type Fold struct{ Summary, Text string }

// Table is one table of the text. Headless means that no cell of its header row has text.
type Table struct {
	Headless bool
	Pos      Spot
}

// Figure is a number that says something of the world: a share, an amount of money, a large number.
type Figure struct {
	Text string // as it stands: "25 %", "$3 million"
	Pos  Spot
}

// Block is one block of text for comparing languages and for translation.
type Block struct {
	Kind string // "heading", "paragraph", "item", "task", "row", "code", "container:NAME", "alert:KIND", "image", "definition", "quote"
	Path string // structural path from the nearest heading, stable when other sections change
	Sum  [8]byte
	Line int
}
