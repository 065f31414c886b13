package card

import "image/color"

// The measures of the picture, in pixels.
const (
	bandWidth  = 300
	gutter     = 64 // between the band and the text, and between the text and the far edge
	textStart  = bandWidth + gutter
	textWidth  = Width - textStart - gutter
	middle     = 292 // of section and title together, a little above the pouch's button
	footAt     = Height - gutter
	footSize   = 32
	labelSize  = 34
	labelGap   = 42 // from the baseline of the section's name to the top of the title's capitals
	seamInset  = 22 // from the band's edge to its seam
	stitch     = 24
	stitchGap  = 16
	seamWeight = 4
	pouchScale = 5.5
	signScale  = 10
)

// compose sets the parts of c on the sheet.
func (d *Drawer) compose(s *sheet, c Card) {
	title, titled := d.read(&s.glyphs, c.Title)
	section, _ := d.read(&s.glyphs, c.Section)
	site, named := d.read(&s.glyphs, c.Site)
	language, _ := d.read(&s.glyphs, c.Language)
	switch {
	case !titled && !named:
		d.sign(s)
		return
	case !titled:
		title, site = site, nil
	}
	if string(section) == string(title) {
		section = nil
	}

	s.mirrored = c.RTL
	s.spread()

	section = d.bold.cut(&s.glyphs, section, labelSize, textWidth)
	t := d.bold.fit(&s.glyphs, title, textWidth)
	step := t.size * leading / 100
	height := t.size*capitals/100 + (len(t.lines)-1)*step
	top := middle - height/2
	if len(section) > 0 {
		top += (labelSize*capitals/100 + labelGap) / 2
		s.line(d.bold, accent, labelSize, textStart, top-labelGap, section)
	}
	for i, line := range t.lines {
		s.line(d.bold, ink, t.size, textStart, top+t.size*capitals/100+i*step, line)
	}

	language = d.regular.cut(&s.glyphs, language, footSize, textWidth/2)
	languageWidth := d.regular.width(&s.glyphs, language, footSize)
	site = d.bold.cut(&s.glyphs, site, footSize, textWidth-languageWidth-gutter)
	s.line(d.bold, ink, footSize, textStart, footAt, site)
	s.line(d.regular, soft, footSize, textStart+textWidth-languageWidth, footAt, language)
}

// spread makes the sheet ready for the text: the band with the pouch, and an empty ground. Where
// the card before had the same, only its text is wiped off.
func (s *sheet) spread() {
	side := &s.side
	if side.drawn && side.mirrored == s.mirrored && side.colours == [tones]color.RGBA(s.palette) {
		from := bandWidth
		if s.mirrored {
			from = 0
		}
		for y := s.top; y < s.bottom; y++ {
			clear(s.pixels[y*s.width+from:][:s.width-bandWidth])
		}
		s.palette = append(s.palette[:0], side.palette...)
		s.blends = side.blends
	} else {
		s.blank()
		side.colours, side.mirrored, side.drawn = [tones]color.RGBA(s.palette), s.mirrored, true
		s.rectangle(band, 0, 0, bandWidth, Height)
		s.seam(bandWidth - seamInset)
		s.pouch((bandWidth-seamInset-seamWeight)/2, Height/2, pouchScale)
		side.palette = append(side.palette[:0], s.palette...)
		side.blends = s.blends
	}
	s.top, s.bottom = s.height, 0
}

// sign fills the picture with the toolkit's sign, for a page of which nothing can be written.
func (d *Drawer) sign(s *sheet) {
	s.blank()
	s.rectangle(band, 0, 0, Width, Height)
	s.seam(seamInset + seamWeight)
	s.seam(Width - seamInset)
	s.pouch(Width/2, Height/2, signScale)
}

// seam sews a line of stitches down the picture with its right edge at x.
func (s *sheet) seam(x int) {
	const n = (Height + stitchGap) / (stitch + stitchGap)
	top := (Height - n*(stitch+stitchGap) + stitchGap) / 2
	for i := range n {
		s.rectangle(pale, x-seamWeight, top+i*(stitch+stitchGap), seamWeight, stitch)
	}
}
