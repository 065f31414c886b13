package qr

import (
	"encoding/xml"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"rsc.io/qr"
)

// address is a page's address of 60 characters.
const address = "https://trousse.example/fr/aines/acheter-une-camera-video-x/"

var (
	viewBox = regexp.MustCompile(`viewBox="0 0 (\d+) (\d+)"`)
	path    = regexp.MustCompile(` d="([^"]*)"`)
	command = regexp.MustCompile(`([Mhv])(-?\d+)(?: (\d+))?`)
)

// decode fills the path of a drawing by the even-odd rule and gives its modules.
func decode(t *testing.T, svg string) [][]bool {
	t.Helper()
	box := viewBox.FindStringSubmatch(svg)
	d := path.FindStringSubmatch(svg)
	if box == nil || d == nil || box[1] != box[2] {
		t.Fatalf("no square view box or no path in %.120s", svg)
	}
	size, _ := strconv.Atoi(box[1])
	modules := make([][]bool, size)
	for y := range modules {
		modules[y] = make([]bool, size)
	}
	if rest := command.ReplaceAllString(d[1], ""); rest != "" {
		t.Fatalf("the path holds something else: %.60q", rest)
	}
	x, y := 0, 0
	for _, c := range command.FindAllStringSubmatch(d[1], -1) {
		n, _ := strconv.Atoi(c[2])
		switch c[1] {
		case "M":
			x = n
			y, _ = strconv.Atoi(c[3])
		case "h":
			x += n
		case "v":
			// Each vertical edge turns over all that is right of it in its row.
			row := modules[min(y, y+n)]
			for i := x; i < size; i++ {
				row[i] = !row[i]
			}
			y += n
		}
	}
	return modules
}

func TestModulesComeBackFromTheDrawing(t *testing.T) {
	for _, c := range []struct {
		name, text string
		size       int // modules of the symbol's version and twice the quiet zone
	}{
		{"one letter", "a", 21 + 8},
		{"digits", "8005551234", 21 + 8},
		{"14 bytes fill version 1", strings.Repeat("a", 14), 21 + 8},
		{"15 bytes need version 2", strings.Repeat("a", 15), 25 + 8},
		{"an address of 60", address, 33 + 8},
		{"French letters", "Sécurité des objets connectés : œuvre à « faire »", 33 + 8},
		{"capitals are denser", "HTTPS://TROUSSE.EXAMPLE/FR/AINES/ACHETER-UNE-CAMERA-V/", 29 + 8},
		{"markup stays inside", `"/><script>alert(1)</script>&]]>`, 29 + 8},
		{"bytes that are not UTF-8", "\xff\xfe\x00", 21 + 8},
		{"the largest symbol", strings.Repeat("a", 2331), 177 + 8},
	} {
		t.Run(c.name, func(t *testing.T) {
			svg, err := SVG(c.text)
			if err != nil {
				t.Fatal(err)
			}
			code, err := qr.Encode(c.text, qr.M)
			if err != nil {
				t.Fatal(err)
			}
			got := decode(t, svg)
			want := make([][]bool, len(got))
			for y := range want {
				want[y] = make([]bool, len(got))
				for x := range want[y] {
					want[y][x] = code.Black(x-quiet, y-quiet)
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("modules differ (-library +drawing):\n%s", diff)
			}
			if len(got) != c.size {
				t.Errorf("%d modules wide, want %d", len(got), c.size)
			}
			for i := range got {
				for j := range got {
					quiet := min(i, j, len(got)-1-i, len(got)-1-j) < 4
					if quiet && got[i][j] {
						t.Fatalf("dark module in the quiet zone at %d,%d", j, i)
					}
				}
			}
		})
	}
}

func TestDrawingIsOneSmallElement(t *testing.T) {
	svg, err := SVG(address)
	if err != nil {
		t.Fatal(err)
	}
	if len(address) != 60 || len(svg) > 3000 {
		t.Errorf("%d bytes for an address of %d characters, want at most 3000 for 60", len(svg), len(address))
	}
	var names []string
	for d := xml.NewDecoder(strings.NewReader(svg)); ; {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if e, ok := token.(xml.StartElement); ok {
			names = append(names, e.Name.Space+" "+e.Name.Local)
			for _, a := range e.Attr {
				names = append(names, a.Name.Local)
			}
		}
	}
	const ns = "http://www.w3.org/2000/svg "
	want := []string{ns + "svg", "xmlns", "viewBox", "shape-rendering", ns + "path", "fill", "d"}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Error(diff)
	}
	if again, _ := SVG(address); again != svg {
		t.Error("a second drawing differs")
	}
}

func TestTextThatCannotBeDrawnIsAnError(t *testing.T) {
	for name, text := range map[string]string{
		"empty":             "",
		"one byte too long": strings.Repeat("a", 2332),
		"digits too long":   strings.Repeat("7", 5597),
		"a whole book":      strings.Repeat("Bonjour. ", 1_000_000),
	} {
		if svg, err := SVG(text); err == nil || svg != "" {
			t.Errorf("%s: got %d bytes and error %v", name, len(svg), err)
		}
	}
	if _, err := SVG(strings.Repeat("7", 5596)); err != nil {
		t.Errorf("the most digits that fit: %v", err)
	}
}

func FuzzSVG(f *testing.F) {
	f.Add(address)
	f.Add("1234567890ABCabc")
	f.Add("é\x00\xff")
	f.Fuzz(func(t *testing.T, text string) {
		svg, err := SVG(text)
		if err == nil {
			decode(t, svg)
		}
	})
}

func BenchmarkSVG(b *testing.B) {
	for b.Loop() {
		if _, err := SVG(address); err != nil {
			b.Fatal(err)
		}
	}
}

// A terminal's lines hold the same modules as the drawing, with a narrower border.
func TestTerminalShowsTheSameModules(t *testing.T) {
	svg, err := SVG(address)
	if err != nil {
		t.Fatal(err)
	}
	lines, err := Terminal(address)
	if err != nil {
		t.Fatal(err)
	}
	want := decode(t, svg)
	rows := strings.Split(strings.TrimSuffix(lines, "\n"), "\n")
	for i, row := range rows {
		row = strings.TrimSuffix(strings.TrimPrefix(row, "\x1b[30;107m"), "\x1b[0m")
		for x, r := range []rune(row) {
			// The drawing has four modules of border, the lines two.
			at := func(y int) bool { return y < len(want) && want[y][x+2] }
			if above, below := r == '█' || r == '▀', r == '█' || r == '▄'; above != at(2*i+2) || below != at(2*i+3) {
				t.Fatalf("line %d, column %d is %q", i, x, r)
			}
		}
	}
	if n := len(want) - 4; len(rows) != (n+1)/2 {
		t.Errorf("%d lines for %d modules", len(rows), n)
	}
	if _, err := Terminal(""); err == nil {
		t.Error("an empty text has a code")
	}
}
