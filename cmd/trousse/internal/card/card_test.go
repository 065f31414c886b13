package card

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/image/font/sfnt"

	"trousse/cmd/trousse/internal/colour"
)

var violet = color.RGBA{0x5a, 0x21, 0x7e, 0xff}

func drawer(t testing.TB) *Drawer {
	t.Helper()
	d, err := NewDrawer()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func picture(t testing.TB, d *Drawer, c Card) ([]byte, *image.Paletted) {
	t.Helper()
	file := d.PNG(c)
	decoded, err := png.Decode(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	p, ok := decoded.(*image.Paletted)
	if !ok || p.Rect != image.Rect(0, 0, Width, Height) {
		t.Fatalf("got %T of %v", decoded, decoded.Bounds())
	}
	return file, p
}

// drawn gives the smallest rectangle that holds all in r that is not ground.
func drawn(p *image.Paletted, r image.Rectangle) image.Rectangle {
	var box image.Rectangle
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			if p.ColorIndexAt(x, y) != uint8(ground) {
				box = box.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return box
}

func TestFileIsSmallAndTheSameEachTime(t *testing.T) {
	one, two := drawer(t), drawer(t)
	for _, c := range []Card{
		{"Trousse", "Personnes aînées", "Liste de vérification de la première heure et de chaque saison", "Français", violet, false},
		{"Trousse", "Small businesses", "Inventory your connected devices in an hour", "English", violet, false},
		{"Trousse", "Seniors", "Seniors", "English", color.RGBA{}, false},
		{"Trousse", "Everyone", strings.Repeat("What to do when a device has been broken into ", 9), "English", violet, false},
		{"Trousse", "Personnes aînées", "Œuvrer à « l’Île-des-Sœurs » : où, quand… et À QUI ÇA SERT – même l’été ?", "Français", violet, true},
		{},
	} {
		file, _ := picture(t, one, c)
		if len(file) > 25_000 {
			t.Errorf("%q: %d bytes, want at most 25 kB", c.Title, len(file))
		}
		one.PNG(Card{Title: "Something else", Accent: color.RGBA{0xff, 0, 0, 0xff}})
		again, _ := picture(t, one, c)
		other, _ := picture(t, two, c)
		if !bytes.Equal(file, again) || !bytes.Equal(file, other) {
			t.Errorf("%q: drawn again it differs", c.Title)
		}
	}
}

func TestOneDrawerServesManyAtOnce(t *testing.T) {
	d := drawer(t)
	titles := []string{"Cameras and video doorbells", "Vendre ou donner un appareil", "Seniors"}
	var want [3][]byte
	for i, title := range titles {
		want[i], _ = picture(t, d, Card{Title: title})
	}
	var wg sync.WaitGroup
	for i := range 12 {
		wg.Go(func() {
			if got := d.PNG(Card{Title: titles[i%3]}); !bytes.Equal(got, want[i%3]) {
				t.Errorf("%q differs when drawn beside others", titles[i%3])
			}
		})
	}
	wg.Wait()
}

func TestTextHasContrastWhateverTheAccent(t *testing.T) {
	check := func(a color.RGBA) {
		c := coloursFor(a)
		for _, text := range []tone{ink, soft, accent} {
			if ratio := colour.Contrast(c[text], c[ground]); ratio < 7 {
				t.Errorf("accent %v: text %v on %v has %.2f:1", a, c[text], c[ground], ratio)
			}
		}
		for _, shape := range []tone{white, pale} {
			if ratio := colour.Contrast(c[shape], c[band]); ratio < 3 {
				t.Errorf("accent %v: shape %v on %v has %.2f:1", a, c[shape], c[band], ratio)
			}
		}
	}
	for r := 0; r < 256; r += 17 {
		for g := 0; g < 256; g += 17 {
			for b := 0; b < 256; b += 17 {
				check(color.RGBA{uint8(r), uint8(g), uint8(b), 0xff})
			}
		}
	}
	check(color.RGBA{})
	check(color.RGBA{0x40, 0x40, 0, 0x80}) // half clear
	check(color.RGBA{0xff, 0xff, 0xff, 1}) // not a colour that premultiplication can give

	if c := coloursFor(violet); c[band] != violet || c[accent] != violet {
		t.Errorf("an accent that is dark enough became %v", c[band])
	}
	if c := coloursFor(color.RGBA{}); c[band] != ownAccent {
		t.Errorf("no accent gives %v", c[band])
	}
}

func TestEdgesAreSmooth(t *testing.T) {
	_, p := picture(t, drawer(t), Card{Title: "Sécurité", Accent: violet})
	degrees := map[uint8]bool{}
	for y := 200; y < 400; y++ {
		for x := textStart; x < Width; x++ {
			degrees[p.ColorIndexAt(x, y)] = true
		}
	}
	if len(degrees) != steps+1 {
		t.Errorf("%d degrees from the ground to the ink, want %d", len(degrees), steps+1)
	}
	if p.Palette[ground] != color.Color(coloursFor(violet)[ground]) {
		t.Error("the ground is not the palette's first")
	}
}

func TestCanDraw(t *testing.T) {
	d := drawer(t)
	for s, want := range map[string]bool{
		"Vérifie un appareil avant de l'acheter": true,
		"Re\u0301seau, decomposed":               true,
		"La 1ʳᵉ heure, the 2ⁿᵈ":                  true,
		"ﬁn Ｗｉｄｅ ㎞":                              true,
		"Wi\u2011Fi\u00ad\u200b, thin\u202f!":    true,
		"🔒 Lock it 👍🏽":                           true,
		"Безопасность":                           true,
		"Ασφάλεια":                               true,
		"ᐃᓄᒃᑎᑐᑦ":                                 false,
		"العربية":                                false,
		"עברית":                                  false,
		"中文":                                     false,
		"Camera 中":                               false,
		"x\u0301":                                false, // no letter composes these
		"\xff":                                   false,
		"\ue000":                                 false,
		"":                                       false,
		" \t\u00a0\n":                            false,
		"🔒":                                      false,
		"\u200d\ufe0f\x00":                       false,
	} {
		if got := d.CanDraw(s); got != want {
			t.Errorf("CanDraw(%q) = %v", s, got)
		}
	}
}

func TestBothFontsHaveFrenchTypography(t *testing.T) {
	d := drawer(t)
	var b sfnt.Buffer
	const letters = "abcdefghijklmnopqrstuvwxyzàâæçéèêëîïôœùûüÿABCDEFGHIJKLMNOPQRSTUVWXYZÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ" +
		"0123456789«»“”‘’'\"-–—…,;:.!?()[]/&@#%°$¢€©®™×±½²³ºª№§•·\u00a0\u00ad"
	for _, r := range letters {
		for name, face := range map[string]*typeface{"regular": d.regular, "bold": d.bold} {
			if r != '№' && !face.has(&b, r) {
				t.Errorf("the %s font lacks %q", name, r)
			}
			if _, advance := face.glyph(&b, r); advance <= 0 {
				t.Errorf("the %s font gives %q no width", name, r)
			}
		}
	}
	_, hyphenWidth := d.bold.glyph(&b, '-')
	_, dashWidth := d.bold.glyph(&b, '–')
	if hyphenWidth >= dashWidth {
		t.Error("a hyphen is as long as a dash")
	}
	_, narrow := d.bold.glyph(&b, narrowSpace)
	_, space := d.bold.glyph(&b, ' ')
	if narrow <= 0 || narrow >= space {
		t.Errorf("the narrow space is %d wide, the space %d", narrow, space)
	}
}

func TestPrepare(t *testing.T) {
	d := drawer(t)
	var b sfnt.Buffer
	for in, want := range map[string]string{
		"  Two\t\n words  ":             "Two words",
		"l'appareil d'occasion":         "l’appareil d’occasion",
		"'quoted' 5'":                   "'quoted' 5'",
		"before - after, second-hand":   "before – after, second-hand",
		"e\u0301te\u0301":               "été",
		"a \U0001F512 b":                "a b",
		"\U0001F512\u00a0Lock":          "Lock",
		"soft\u00adware zero\u200bwide": "software zerowide",
		"1ʳᵉ":                           "1re",
		"une \u00a0 vidéo":              "une\u00a0vidéo",
		"a\u2009!":                      "a\u202f!",
	} {
		got, ok := d.read(&b, in)
		if !ok || string(got) != want {
			t.Errorf("%q becomes %q, want %q", in, string(got), want)
		}
	}
}

func TestWhatCannotBeDrawnIsLeftOut(t *testing.T) {
	d := drawer(t)
	for _, c := range []struct {
		name       string
		card, same Card
	}{
		{"a title without a shape gives its place to the site",
			Card{Site: "Trousse", Title: "ᐃᓄᒃᑎᑐᑦ", Language: "English"}, Card{Title: "Trousse", Language: "English"}},
		{"a section without a shape",
			Card{Site: "Trousse", Section: "中文", Title: "Privacy"}, Card{Site: "Trousse", Title: "Privacy"}},
		{"a section that repeats the title",
			Card{Section: "Seniors", Title: "Seniors "}, Card{Title: "Seniors"}},
		{"a language without a shape",
			Card{Title: "Privacy", Language: "العربية"}, Card{Title: "Privacy"}},
		{"nothing that has a shape",
			Card{Site: "中文", Section: "Seniors", Title: "עברית", Language: "English"}, Card{}},
	} {
		got, _ := picture(t, d, c.card)
		want, _ := picture(t, d, c.same)
		if !bytes.Equal(got, want) {
			t.Errorf("%s: not drawn as %+v is", c.name, c.same)
		}
	}
	_, p := picture(t, d, Card{})
	if p.ColorIndexAt(Width/2, 30) != uint8(band) || p.ColorIndexAt(Width/2, Height/2+90) != uint8(white) {
		t.Error("the empty card is not the sign on the accent")
	}
}

func TestTextStaysInItsField(t *testing.T) {
	d := drawer(t)
	field := image.Rect(textStart-2, 60, textStart+textWidth+2, footAt+12)
	for _, c := range []Card{
		{"Trousse", "Seniors", "Jouer", "English", violet, false},
		{"Trousse", strings.Repeat("Section ", 40), strings.Repeat("Mot Œuvre À ", 60), strings.Repeat("Language ", 20), violet, false},
		{strings.Repeat("W", 300), strings.Repeat("W", 300), strings.Repeat("W", 300), strings.Repeat("W", 300), violet, false},
		{"City of Québec and the Library Network of the Region", "", "ÀÉÎ", "English", violet, false},
	} {
		_, p := picture(t, d, c)
		if box := drawn(p, image.Rect(bandWidth, 0, Width, Height)); !box.In(field) {
			t.Errorf("%.20q: drawn in %v, outside of %v", c.Title, box, field)
		}
		c.RTL = true
		_, p = picture(t, d, c)
		mirror := image.Rect(Width-field.Max.X, field.Min.Y, Width-field.Min.X, field.Max.Y)
		if box := drawn(p, image.Rect(0, 0, Width-bandWidth, Height)); !box.In(mirror) {
			t.Errorf("%.20q mirrored: drawn in %v, outside of %v", c.Title, box, mirror)
		}
		if p.ColorIndexAt(Width-1, 0) != uint8(band) || p.ColorIndexAt(0, 0) != uint8(ground) {
			t.Error("mirrored: the band is not at the right")
		}
	}
}

func TestLines(t *testing.T) {
	d := drawer(t)
	var b sfnt.Buffer
	for _, c := range []struct{ title, want string }{
		{"Seniors", "Seniors"},
		{"Small businesses", "Small businesses"},
		{"La carte des étiquettes", "La carte|des étiquettes"},
		{"En cas de problème : liste de vérification", "En cas de problème :|liste de vérification"},
		{"Give a second-hand device a fresh start", "Give a second-hand|device a fresh start"},
		{"Inventory your connected devices in an hour", "Inventory|your connected|devices in an hour"},
		{"Liste de vérification de la première heure et de chaque saison",
			"Liste de vérification|de la première heure|et de chaque saison"},
		{"Qui peut voir ce que filme la sonnette vidéo ?", "Qui peut voir|ce que filme|la sonnette vidéo ?"},
		{"Anticonstitutionnellement", "Anticonstitutionnellement"},
	} {
		text, _ := d.read(&b, c.title)
		var lines []string
		for _, line := range d.bold.fit(&b, text, textWidth).lines {
			lines = append(lines, string(line))
		}
		if diff := cmp.Diff(c.want, strings.Join(lines, "|")); diff != "" {
			t.Errorf("%q:\n%s", c.title, diff)
		}
	}
}

func TestShorterTitlesAreNotSmaller(t *testing.T) {
	d := drawer(t)
	var b sfnt.Buffer
	words := strings.Repeat("camera ", 30)
	for n, last := 1, 1000; n <= 30; n++ {
		size := d.bold.fit(&b, []rune(words[:n*7-1]), textWidth).size
		if size > last && n > 4 {
			t.Errorf("%d words are set at %d, one less at %d", n, size, last)
		}
		last = size
	}
}

func TestLongWordsAreBrokenAndLongTitlesEnd(t *testing.T) {
	d := drawer(t)
	var b sfnt.Buffer
	lines := func(s string) []string {
		var out []string
		for _, line := range d.bold.fit(&b, []rune(s), textWidth).lines {
			out = append(out, string(line))
		}
		return out
	}
	word := "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbau"
	got := lines(word + " and more")
	if joined := strings.ReplaceAll(strings.Join(got, ""), "-", ""); !strings.HasPrefix(joined, word) {
		t.Errorf("broken into %q: letters are lost", got)
	}
	if !strings.HasSuffix(got[0], "-") {
		t.Errorf("broken into %q without a hyphen", got)
	}
	if got := lines(strings.Repeat("1", 60)); strings.Contains(strings.Join(got, ""), "-") {
		t.Errorf("a hyphen between digits: %q", got)
	}
	for _, long := range []string{strings.Repeat("What to do, then ", 20), strings.Repeat("W", 5000), strings.Repeat("i", 5000)} {
		got = lines(long)
		if len(got) != 4 || !strings.HasSuffix(got[3], "…") || strings.HasSuffix(got[3], ",…") {
			t.Errorf("%.20q…: set as %q", long, got)
		}
	}
}

func TestFrenchMarksStayWithTheirWords(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Qui voit quoi ?", "Qui|voit|quoi ?"},
		{"Dire « non merci » : oui !", "Dire|« non|merci » :|oui !"},
		{"10 % et 5 $", "10 %|et|5 $"},
		{"une\u00a0vidéo", "une\u00a0vidéo"},
		{"avant – après", "avant –|après"},
		{"e-mail, second-hand, Wi-Fi, a-t-il", "e-mail,|second-|hand,|Wi-Fi,|a-t-il"},
		{"Rock-\u2011n", "Rock-\u2011n"},
		{": ?", ": ?"},
	} {
		var got []string
		for _, p := range split([]rune(c.text)) {
			got = append(got, string([]rune(c.text)[p.from:p.to]))
		}
		if diff := cmp.Diff(c.want, strings.Join(got, "|")); diff != "" {
			t.Errorf("%q:\n%s", c.text, diff)
		}
	}
}

func FuzzCompose(f *testing.F) {
	d := drawer(f)
	s := newSheet(Width, Height)
	f.Add("Trousse", "Seniors", "Cameras and video doorbells", "English", uint32(0x194285ff), false)
	f.Add("", "«", "- -- « » ! ‑ \u202f\u00a0 a–b—c/d", "\xff", uint32(0), true)
	f.Add("", "", "anticonstitutionnellementanticonstitutionnellement?–Œ —\u2009-", "", uint32(0), true)
	f.Add("a", "ʳᵉ", "Œ-œ — ’", "1️⃣", uint32(0xffffff01), true)
	f.Fuzz(func(t *testing.T, site, section, title, language string, accent uint32, rtl bool) {
		s.begin(coloursFor(color.RGBA{uint8(accent >> 24), uint8(accent >> 16), uint8(accent >> 8), uint8(accent)}))
		d.compose(s, Card{Site: site, Section: section, Title: title, Language: language, RTL: rtl})
		if len(s.palette) > 256 {
			t.Errorf("%d colours", len(s.palette))
		}
		text, ok := d.read(&s.glyphs, title)
		if ok != (len(text) > 0) {
			t.Errorf("read gives %q and %v", string(text), ok)
		}
		set := d.bold.fit(&s.glyphs, text, textWidth)
		if len(set.lines) > 4 {
			t.Errorf("%d lines", len(set.lines))
		}
		for _, line := range set.lines {
			if w := d.bold.width(&s.glyphs, line, set.size); len(line) == 0 || w > textWidth+1 {
				t.Errorf("line %q is %d wide", string(line), w)
			}
			if string(line) != strings.TrimSpace(string(line)) {
				t.Errorf("line %q has a space at an end", string(line))
			}
		}
	})
}

func BenchmarkPNG(b *testing.B) {
	d := drawer(b)
	c := Card{"Trousse", "Personnes aînées", "Liste de vérification de la première heure et de chaque saison", "Français", violet, false}
	b.ReportAllocs()
	for b.Loop() {
		d.PNG(c)
	}
}
