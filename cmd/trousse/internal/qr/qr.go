// Package qr draws the QR code of a short text, such as a page's address, as a small SVG picture.
package qr

import (
	"errors"
	"fmt"
	"strconv"
	"sync"

	"rsc.io/qr/coding"
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
	code, err := encode(text)
	if err != nil {
		return "", fmt.Errorf("QR code: a text of %d bytes is too long: %w", len(text), err)
	}
	size := strconv.Itoa(code.Size + 2*quiet)
	b := make([]byte, 0, 4<<10) // more than an address of sixty letters needs
	b = append(b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 `+size+" "+size+
		`" shape-rendering="crispEdges"><path fill="currentColor" d="`...)
	for y := range code.Size {
		b = appendRow(b, code, y)
	}
	return string(append(b, `"/></svg>`...)), nil
}

// plans are the library's layouts of symbols by version. Making one takes longer than filling it in,
// and the addresses of a site need two or three.
var plans sync.Map // coding.Version to *coding.Plan; derived from the version, never state

// encode does what the library's own Encode does, with a layout that is made once.
func encode(text string) (*coding.Code, error) {
	var enc coding.Encoding = coding.String(text)
	if coding.Num(text).Check() == nil {
		enc = coding.Num(text)
	} else if coding.Alpha(text).Check() == nil {
		enc = coding.Alpha(text)
	}
	for v := coding.Version(coding.MinVersion); v <= coding.MaxVersion; v++ {
		if enc.Bits(v) > v.DataBytes(coding.M)*8 {
			continue
		}
		plan, ok := plans.Load(v)
		if !ok {
			made, err := coding.NewPlan(v, coding.M, 0)
			if err != nil {
				return nil, err
			}
			plan, _ = plans.LoadOrStore(v, made)
		}
		return plan.(*coding.Plan).Encode(enc)
	}
	return nil, errors.New("no symbol is large enough")
}

// quiet is the width of the light border that the standard asks for.
const quiet = 4

// appendRow writes the dark runs of a row as one battlement: down, along the run, up again, along the
// gap. Filling closes it along the top, which is shorter than a rectangle for each run.
func appendRow(b []byte, code *coding.Code, y int) []byte {
	for x, at := 0, -1; x < code.Size; x++ {
		if !code.Black(x, y) {
			continue
		}
		end := x
		for code.Black(end, y) {
			end++
		}
		if at < 0 {
			b = strconv.AppendInt(append(b, 'M'), int64(x+quiet), 10)
			b = strconv.AppendInt(append(b, ' '), int64(y+quiet), 10)
		} else {
			b = strconv.AppendInt(append(b, 'h'), int64(x-at), 10)
		}
		b = strconv.AppendInt(append(b, "v1h"...), int64(end-x), 10)
		b = append(b, "v-1"...)
		x, at = end, end
	}
	return b
}
