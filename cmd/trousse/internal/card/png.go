package card

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image/color"
	"math/bits"
)

// encoder writes pictures in indexed colour as PNG files; its memory is used again for the next.
//
// It knows what it packs: areas of one colour whose edges mostly go on straight down. So each row is
// written as its difference from the row above (filter "up"), which is zero nearly everywhere, and
// the only repetition that is looked for is that of the byte before. The standard library's
// compressor, which looks for any, takes thirty times as long for a file that is a fifth smaller.
type encoder struct {
	bits  bitWriter
	sum   adler
	zeros []uint8 // a row above the first
}

// filterUp is the number of that filter (ISO/IEC 15948, 9.2).
const filterUp = 2

// encode gives the file of a picture with rows of width pixels.
func (e *encoder) encode(c *codes, pixels []uint8, width int, palette []color.RGBA) []byte {
	head := binary.BigEndian.AppendUint32(nil, uint32(width))
	head = binary.BigEndian.AppendUint32(head, uint32(len(pixels)/width))
	head = append(head, 8, 3, 0, 0, 0) // eight bits, indexed colour, not interlaced
	colours := make([]byte, 0, 3*len(palette))
	var opacities []byte // of the first colours, up to the last that is not full
	for i, c := range palette {
		colours = append(colours, c.R, c.G, c.B)
		if c.A < 0xff {
			for len(opacities) < i {
				opacities = append(opacities, 0xff)
			}
			opacities = append(opacities, c.A)
		}
	}
	packed := e.pack(c, pixels, width)
	file := make([]byte, 0, len(packed)+len(colours)+len(opacities)+100)
	file = append(file, "\x89PNG\r\n\x1a\n"...)
	file = appendChunk(file, "IHDR", head)
	file = appendChunk(file, "PLTE", colours)
	if len(opacities) > 0 {
		file = appendChunk(file, "tRNS", opacities)
	}
	file = appendChunk(file, "IDAT", packed)
	return appendChunk(file, "IEND", nil)
}

// appendChunk adds a chunk: length, type, data, and the check over type and data.
func appendChunk(file []byte, name string, data []byte) []byte {
	file = binary.BigEndian.AppendUint32(file, uint32(len(data)))
	from := len(file)
	file = append(append(file, name...), data...)
	return binary.BigEndian.AppendUint32(file, crc32.ChecksumIEEE(file[from:]))
}

// pack gives the rows as a zlib stream (RFC 1950).
func (e *encoder) pack(c *codes, pixels []uint8, width int) []byte {
	e.sum = adler{a: 1}
	w := &e.bits
	w.out = append(w.out[:0], 0x78, 0x9c) // deflate, a window of 32 kB
	c.begin(w)
	e.differences(pixels, width, func(v uint8, n int) { c.run(w, v, n) })
	c.end(w)
	return binary.BigEndian.AppendUint32(w.out, e.sum.value())
}

// differences visits the filtered rows in order: n times the byte v.
func (e *encoder) differences(pixels []uint8, width int, visit func(v uint8, n int)) {
	if len(e.zeros) < width {
		e.zeros = make([]uint8, width)
	}
	above := e.zeros[:width]
	run := func(v uint8, n int) {
		e.sum.add(uint64(v), uint64(n))
		visit(v, n)
	}
	for ; len(pixels) > 0; pixels = pixels[width:] {
		row := pixels[:width]
		run(filterUp, 1)
		if bytes.Equal(row, above) {
			run(0, width)
			continue
		}
		for i := 0; i < width; {
			if n := same(row[i:], above[i:]); n > 0 {
				run(0, n)
				if i += n; i == width {
					break
				}
			}
			change := row[i] - above[i]
			n := 1
			for i+n < width && row[i+n]-above[i+n] == change {
				n++
			}
			run(change, n)
			i += n
		}
		above = row
	}
}

// same counts how many bytes a and b, which are of one length, have in common at their beginning.
func same(a, b []uint8) int {
	n := 0
	for ; len(a)-n >= 8; n += 8 {
		if d := binary.LittleEndian.Uint64(a[n:]) ^ binary.LittleEndian.Uint64(b[n:]); d != 0 {
			return n + bits.TrailingZeros64(d)/8
		}
	}
	for n < len(a) && a[n] == b[n] {
		n++
	}
	return n
}

// adler is the check over the bytes packed (RFC 1950, 8.2). Of a picture's bytes, which are under a
// million, the sums stay far below 64 bits: the remainder is taken once.
type adler struct{ a, b uint64 }

// add takes n bytes v at once: in rows that are mostly zero, that is nearly all there is to add.
func (s *adler) add(v, n uint64) {
	s.b += n*s.a + v*(n*(n+1)/2)
	s.a += n * v
}

func (s *adler) value() uint32 {
	const base = 65521
	return uint32(s.b%base<<16 | s.a%base)
}
