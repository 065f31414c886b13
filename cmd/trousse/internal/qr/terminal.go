package qr

import (
	"fmt"
	"strings"
)

// Terminal gives the QR code of text as lines of characters, two modules one above the other in each:
// black on white whatever the terminal's colours (ECMA-48, SGR 30 and 107), with a quiet zone of two modules,
// half of what the standard asks for, which phones do with. Errors are those of [SVG].
func Terminal(text string) (string, error) {
	if text == "" || len(text) > longest {
		return "", fmt.Errorf("QR code: a text of %d bytes does not fit", len(text))
	}
	code, err := encode(text)
	if err != nil {
		return "", fmt.Errorf("QR code: a text of %d bytes is too long: %w", len(text), err)
	}
	const quiet = 2
	var b strings.Builder
	for y := -quiet; y < code.Size+quiet; y += 2 {
		b.WriteString("\x1b[30;107m")
		for x := -quiet; x < code.Size+quiet; x++ {
			// Black is false outside the code.
			switch above, below := code.Black(x, y), code.Black(x, y+1); {
			case above && below:
				b.WriteRune('█')
			case above:
				b.WriteRune('▀')
			case below:
				b.WriteRune('▄')
			default:
				b.WriteByte(' ')
			}
		}
		b.WriteString("\x1b[0m\n")
	}
	return b.String(), nil
}
