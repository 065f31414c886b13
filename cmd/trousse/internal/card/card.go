// Package card draws the picture that a shared link shows: the Open Graph image of a page.
package card

import (
	"fmt"
	"image/color"
	"sync"

	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
)

// Width and Height are the picture's size in pixels, the 1.91:1 that every large preview uses.
const (
	Width  = 1200
	Height = 630
)

// Version changes with the drawing: with it the pictures of earlier builds are drawn anew.
const Version = 1

// Card is what a picture says. Any text may be empty; one that the fonts cannot draw is left out.
type Card struct {
	Site     string // the site's name, at the foot
	Section  string // the section's name, above the title; left out where it only repeats the title
	Title    string // the page's title
	Language string // the page's language in its own words, at the foot
	// Accent is the colour of the band and of the section's name. It is darkened until the name has
	// a contrast of 7:1 or more; the zero value stands for the toolkit's own deep teal.
	Accent color.RGBA
	RTL    bool // the language is written from right to left: the picture is mirrored
}

// Drawer holds the fonts. It is made by [NewDrawer] and may be used by many goroutines at once.
type Drawer struct {
	regular, bold *typeface
	codes         *codes    // how pictures are packed
	sheets        sync.Pool // of *sheet: each is over a megabyte, with the shapes of letters that it has drawn
}

// NewDrawer reads the fonts. The error is that of a font that does not parse.
func NewDrawer() (*Drawer, error) {
	regular, err := newTypeface(goregular.TTF)
	if err != nil {
		return nil, fmt.Errorf("read the regular font: %w", err)
	}
	bold, err := newTypeface(gobold.TTF)
	if err != nil {
		return nil, fmt.Errorf("read the bold font: %w", err)
	}
	d := &Drawer{regular: regular, bold: bold, sheets: sync.Pool{New: func() any { return newSheet(Width, Height) }}}
	d.codes = d.learn()
	return d, nil
}

// learn finds the codes that suit cards, from one with the most frequent letters.
func (d *Drawer) learn() *codes {
	s := d.sheets.Get().(*sheet)
	defer d.sheets.Put(s)
	s.begin(coloursFor(ownAccent))
	d.compose(s, Card{Site: "Trousse", Section: "Personnes aînées", Title: "Vérifier les mises à jour, choosing what is shared", Language: "English"})
	return codesFor(count(s.file.differences(s.pixels, s.width)))
}

// CanDraw tells whether the fonts have all that is needed to write s and s holds something to
// write. They have the Latin, Greek and Cyrillic scripts. A symbol without a shape, such as an
// emoji, is passed over and does not count.
func (d *Drawer) CanDraw(s string) bool {
	var glyphs sfnt.Buffer
	_, ok := d.read(&glyphs, s)
	return ok
}

// read prepares s for both fonts; ok is false where it cannot be drawn or is empty.
func (d *Drawer) read(glyphs *sfnt.Buffer, s string) (text []rune, ok bool) {
	return prepare(s, func(r rune) bool { return d.bold.has(glyphs, r) && d.regular.has(glyphs, r) })
}

// PNG draws c as a PNG file (ISO/IEC 15948) of [Width] × [Height] in indexed colour. The same card
// gives the same bytes. A title that cannot be drawn gives its place to the site's name; where that
// cannot be drawn either, the picture is the toolkit's sign alone.
func (d *Drawer) PNG(c Card) []byte {
	s := d.sheets.Get().(*sheet)
	defer d.sheets.Put(s)
	s.begin(coloursFor(c.Accent))
	d.compose(s, c)
	return s.file.encode(d.codes, s.pixels, s.width, s.palette)
}
