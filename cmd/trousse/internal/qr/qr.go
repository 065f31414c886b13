// Package qr draws the QR code of a short text, such as a page's address, as a small SVG picture.
package qr

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"rsc.io/qr"
)

// longest is what the largest symbol (version 40) holds at error correction level M: so many
// digits, and fewer of anything else (ISO/IEC 18004, table 7).
const longest = 5596

// SVG gives the QR code (ISO/IEC 18004) of text as one svg element, for a page or for a file of
// its own: error correction level M, a quiet zone of four modules, one unit of the view box for a
// module. The dark modules are one path in currentColor and the light ones are nothing, so the
// code needs a light ground and a dark colour of text around it. Size, role and name are left to
// whoever embeds it. The same text gives the same bytes.
//
// It is an error when text is empty or does not fit the largest symbol, 2,331 bytes or somewhat
// more where text is mostly digits.
func SVG(text string) (string, error) {
	if text == "" {
		return "", errors.New("QR code: the text is empty")
	}
	if len(text) > longest {
		return "", fmt.Errorf("QR code: a text of %d bytes is too long", len(text))
	}
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		return "", fmt.Errorf("QR code: a text of %d bytes is too long: %w", len(text), err)
	}
	size := strconv.Itoa(code.Size + 2*quiet)
	var b strings.Builder
	b.WriteString(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ` + size + " " + size +
		`" shape-rendering="crispEdges"><path fill="currentColor" d="`)
	b.Grow(3 << 10) // an address of sixty letters needs that much
	for y := range code.Size {
		drawRow(&b, code, y)
	}
	b.WriteString(`"/></svg>`)
	return b.String(), nil
}

// quiet is the width of the light border that the standard asks for.
const quiet = 4

// drawRow writes the dark runs of a row as one battlement: down, along the run, up again, along the
// gap. Filling closes it along the top, which is shorter than a rectangle for each run.
func drawRow(b *strings.Builder, code *qr.Code, y int) {
	for x, at := 0, -1; x < code.Size; x++ {
		if !code.Black(x, y) {
			continue
		}
		end := x
		for code.Black(end, y) {
			end++
		}
		if at < 0 {
			b.WriteString("M" + strconv.Itoa(x+quiet) + " " + strconv.Itoa(y+quiet))
		} else {
			b.WriteString("h" + strconv.Itoa(x-at))
		}
		b.WriteString("v1h" + strconv.Itoa(end-x) + "v-1")
		x, at = end, end
	}
}
