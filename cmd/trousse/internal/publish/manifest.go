package publish

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"trousse/cmd/trousse/internal/memo"
)

// digest is a whole SHA-256, as a manifest holds it.
type digest [sha256.Size]byte

func (d digest) sum() memo.Sum { return memo.Sum(d[:len(memo.Sum{})]) }

// manifest names files by path and content.
type manifest map[string]digest

// text gives the manifest in the format of sha256sum, sorted by path.
func (m manifest) text() []byte {
	paths := slices.Sorted(maps.Keys(m))
	size := 0
	for _, p := range paths {
		size += hex.EncodedLen(sha256.Size) + len(p) + 3
	}
	b := make([]byte, 0, size)
	for _, p := range paths {
		d := m[p]
		b = hex.AppendEncode(b, d[:])
		b = append(b, "  "...)
		b = append(b, p...)
		b = append(b, '\n')
	}
	return b
}

// parseManifest is strict: a manifest says what may be removed.
func parseManifest(text []byte) (manifest, error) {
	m := make(manifest, bytes.Count(text, []byte{'\n'}))
	rest, last := string(text), ""
	for n := 1; rest != ""; n++ {
		line, after, whole := strings.Cut(rest, "\n")
		const at = 2 * sha256.Size
		var d digest
		if !whole || len(line) < at+3 || line[at:at+2] != "  " {
			return nil, fmt.Errorf("%w, line %d", ErrManifest, n)
		}
		_, err := hex.Decode(d[:], []byte(line[:at]))
		p := line[at+2:]
		if err != nil || checkPath(p) != "" || p <= last {
			return nil, fmt.Errorf("%w, line %d", ErrManifest, n)
		}
		m[p] = d
		rest, last = after, p
	}
	return m, nil
}

// readManifest reads the manifest at p. One that does not exist is empty.
func (f *Folder) readManifest(p string) (manifest, error) {
	if err := f.expect(p, regular); err != nil {
		return nil, err
	}
	text, err := f.root.ReadFile(p)
	if errors.Is(err, fs.ErrNotExist) {
		return manifest{}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", p, bare(err))
	}
	m, err := parseManifest(text)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", p, err)
	}
	return m, nil
}
