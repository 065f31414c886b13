package card

import (
	"cmp"
	"encoding/binary"
	"math/bits"
	"slices"
)

// The symbols of a deflate block (RFC 1951, 3.2.5): bytes, the end, lengths of copies.
const (
	endOfBlock = 256
	symbols    = 286
	shortest   = 3 // bytes in a copy
	longest    = 258
	mostBits   = 15 // in the code of a symbol
)

// codes says how everything in a block is written. They are made once, from how often symbols come
// in a picture like all others, so that a picture is written as it is looked at.
type codes struct {
	symbol [symbols]code
	copies [longest + 1]code // of the byte before, by length
}

// code is how something is written: bits with the first one lowest.
type code struct {
	bits  uint32
	width uint8
}

// count tells how often symbols come in runs.
func count(runs []repeat) (counts [symbols]int) {
	for _, r := range runs {
		counts[r.v]++
		for left := int(r.n) - 1; left > 0; {
			l := copyOf(left)
			if l == 0 {
				counts[r.v]++
				left--
				continue
			}
			symbol, _, _ := length(l)
			counts[symbol]++
			left -= l
		}
	}
	return counts
}

// copyOf gives the length of the copy to begin with where a byte is wanted n times more; 0 where
// there are too few for one. Nothing too short for a copy is left over.
func copyOf(n int) int {
	switch {
	case n < shortest:
		return 0
	case n <= longest:
		return n
	}
	return min(longest, n-shortest)
}

// length gives the symbol of a copy's length, and the bits that say which of its lengths it is.
func length(n int) (symbol int, extra uint32, width int) {
	switch {
	case n == longest:
		return 285, 0, 0
	case n < 11:
		return 254 + n, 0, 0
	}
	// Beyond ten, four symbols share each power of two.
	width = bits.Len(uint(n-shortest)) - 3
	return 257 + 4*width + (n-shortest)>>width, uint32(n-shortest) & (1<<width - 1), width
}

// codesFor makes the shortest codes for symbols that come as often as counts says (Huffman), none
// longer than deflate allows.
func codesFor(counts [symbols]int) *codes {
	c := &codes{}
	for i := range counts {
		counts[i] += 1 // another picture may have what this one has not
	}
	counts[endOfBlock] = 1
	widths := widthsFor(counts[:])
	// Codes of one length follow each other, in the order of the symbols (RFC 1951, 3.2.2).
	next := uint16(0)
	for width := uint8(1); width <= mostBits; width++ {
		for symbol, w := range widths {
			if w == width {
				c.symbol[symbol] = code{uint32(bits.Reverse16(next) >> (16 - width)), width}
				next++
			}
		}
		next <<= 1
	}
	for n := shortest; n <= longest; n++ {
		symbol, extra, width := length(n)
		s := c.symbol[symbol]
		// The distance of one is the only one, and its code a 0 behind.
		c.copies[n] = code{s.bits | extra<<s.width, s.width + uint8(width) + 1}
	}
	return c
}

// widthsFor gives the length of each symbol's code.
func widthsFor(counts []int) []uint8 {
	type node struct{ count, symbol, left, right int }
	widths := make([]uint8, len(counts))
	for flat := 0; ; flat++ {
		nodes := make([]node, 0, 2*len(counts))
		for symbol, n := range counts {
			// Where codes are too long, the counts are made more alike.
			nodes = append(nodes, node{n>>flat + 1, symbol, -1, -1})
		}
		slices.SortStableFunc(nodes, func(a, b node) int { return cmp.Compare(a.count, b.count) })
		leaves := len(nodes)
		// Of the leaves and of the pairs made so far, both in order, the two least are joined.
		leaf, pair := 0, leaves
		least := func() int {
			if leaf < leaves && (pair >= len(nodes) || nodes[leaf].count <= nodes[pair].count) {
				leaf++
				return leaf - 1
			}
			pair++
			return pair - 1
		}
		for range leaves - 1 {
			a, b := least(), least()
			nodes = append(nodes, node{nodes[a].count + nodes[b].count, -1, a, b})
		}
		deepest := 0
		depths := make([]int, len(nodes))
		for i := len(nodes) - 1; i >= 0; i-- {
			if n := nodes[i]; n.symbol < 0 {
				depths[n.left], depths[n.right] = depths[i]+1, depths[i]+1
			} else {
				widths[n.symbol] = uint8(depths[i])
				deepest = max(deepest, depths[i])
			}
		}
		if deepest <= mostBits {
			return widths
		}
	}
}

// block writes runs as one block, the last (RFC 1951, 3.2.7).
func (c *codes) block(out []byte, runs []repeat) []byte {
	w := bitWriter{out: out}
	w.put(code{1 | 2<<1, 3})      // the last block, with its own codes
	w.put(code{symbols - 257, 5}) // for all symbols
	w.put(code{0, 5})             // and one distance
	w.put(code{19 - 4, 4})
	// The lengths of the codes, 0 to 15, are written in four bits each: codes of their own for them
	// would spare a hundred bytes of ten thousand. What is not such a length has none; it stands first.
	for i := range 19 {
		n := uint32(4)
		if i < 3 {
			n = 0
		}
		w.put(code{n, 3})
	}
	width := func(n uint8) { w.put(code{uint32(bits.Reverse8(n) >> 4), 4}) }
	for _, s := range c.symbol {
		width(s.width)
	}
	width(1) // of the distance
	for _, r := range runs {
		w.put(c.symbol[r.v])
		for left := int(r.n) - 1; left > 0; {
			l := copyOf(left)
			if l == 0 {
				w.put(c.symbol[r.v])
				left--
				continue
			}
			w.put(c.copies[l])
			left -= l
		}
	}
	w.put(c.symbol[endOfBlock])
	for ; w.n > 0; w.n -= min(8, w.n) {
		w.out = append(w.out, byte(w.held))
		w.held >>= 8
	}
	return w.out
}

// bitWriter writes bits, the lowest of each byte first.
type bitWriter struct {
	out  []byte
	held uint64
	n    uint8 // bits held, less than 32
}

func (w *bitWriter) put(c code) {
	w.held |= uint64(c.bits) << (w.n & 63) // the mask tells the compiler what n says
	w.n += c.width
	if w.n >= 32 {
		w.out = binary.LittleEndian.AppendUint32(w.out, uint32(w.held))
		w.held >>= 32
		w.n -= 32
	}
}
