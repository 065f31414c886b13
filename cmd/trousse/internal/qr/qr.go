// Package qr draws the QR code of a short text, such as a page's address, as a small SVG picture.
package qr

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	qrcode "github.com/skip2/go-qrcode"
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
	code, err := qrcode.New(text, qrcode.Medium)
	if err != nil {
		return "", fmt.Errorf("QR code: a text of %d bytes is too long: %w", len(text), err)
	}
	modules := code.Bitmap()
	size := strconv.Itoa(len(modules))
	var b strings.Builder
	b.WriteString(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ` + size + " " + size +
		`" shape-rendering="crispEdges"><path fill="currentColor" d="`)
	for y, row := range modules {
		drawRow(&b, y, row)
	}
	b.WriteString(`"/></svg>`)
	return b.String(), nil
}

// drawRow writes the dark runs of a row as one battlement: down, along the run, up again, along the
// gap. Filling closes it along the top, which is shorter than a rectangle for each run.
func drawRow(b *strings.Builder, y int, row []bool) {
	for x, at := 0, -1; x < len(row); x++ {
		if !row[x] {
			continue
		}
		end := x
		for end < len(row) && row[end] {
			end++
		}
		if at < 0 {
			fmt.Fprintf(b, "M%d %d", x, y)
		} else {
			fmt.Fprintf(b, "h%d", x-at)
		}
		fmt.Fprintf(b, "v1h%dv-1", end-x)
		x, at = end, end
	}
}
