package memo

import (
	"crypto/sha256"
	"encoding/hex"
	"reflect"
	"strings"
	"sync"
)

// Sum is the first 16 bytes of a SHA-256: enough that two different inputs never meet by chance.
type Sum [16]byte

// SumBytes names b by its content.
func SumBytes(b []byte) Sum {
	full := sha256.Sum256(b)
	return Sum(full[:16])
}

// SumString names s by its content.
func SumString(s string) Sum { return SumBytes([]byte(s)) }

// SumOf names any value that the codec can encode.
func SumOf(v any) Sum {
	buf := buffers.Get().(*[]byte)
	*buf = appendHashed((*buf)[:0], reflect.ValueOf(v))
	s := SumBytes(*buf)
	buffers.Put(buf)
	return s
}

// String gives the sum in hexadecimal, 32 characters.
func (s Sum) String() string { return hex.EncodeToString(s[:]) }

// Short gives the first 10 hexadecimal characters: a fingerprint for file names.
func (s Sum) Short() string { return hex.EncodeToString(s[:5]) }

// IsZero tells whether the sum was never set.
func (s Sum) IsZero() bool { return s == Sum{} }

// Summer is a value that already knows its sum: it is hashed as that sum and not walked into.
type Summer interface{ MemoSum() Sum }

// Part is one named ingredient of a key.
type Part struct {
	Name string
	Sum  Sum
}

// Key names a result by everything it was made from. Parts are in a fixed order for one kind of result.
type Key struct {
	Sum   Sum
	Parts []Part
}

// KeyOf makes the key of a struct (or a pointer to one): one part for each exported field, named
// by its tag `memo:"…"` or by its lower-case name, after the extra parts. A field tagged
// `memo:"-"` is left out.
func KeyOf(v any, extra ...Part) Key {
	rv := reflect.ValueOf(v)
	for rv.Kind() == reflect.Pointer {
		rv = rv.Elem()
	}
	parts := make([]Part, 0, len(extra)+rv.NumField())
	parts = append(parts, extra...)
	buf := buffers.Get().(*[]byte)
	for _, f := range fieldsOf(rv.Type()) {
		*buf = appendHashed((*buf)[:0], rv.Field(f.index))
		parts = append(parts, Part{Name: f.name, Sum: SumBytes(*buf)})
	}
	*buf = (*buf)[:0]
	for _, p := range parts {
		*buf = append(*buf, p.Sum[:]...)
	}
	k := Key{Sum: SumBytes(*buf), Parts: parts}
	buffers.Put(buf)
	return k
}

// Changed names the parts that differ between an earlier key and k, in k's order.
func (k Key) Changed(earlier Key) []string {
	old := make(map[string]Sum, len(earlier.Parts))
	for _, p := range earlier.Parts {
		old[p.Name] = p.Sum
	}
	var names []string
	for _, p := range k.Parts {
		if s, ok := old[p.Name]; !ok || s != p.Sum {
			names = append(names, p.Name)
		}
	}
	return names
}

var buffers = sync.Pool{New: func() any { b := make([]byte, 0, 4096); return &b }}

type field struct {
	index int
	name  string
	typ   reflect.Type
}

var fieldCache sync.Map // reflect.Type to []field; a plan derived from the type, never state

// fieldsOf lists the fields of a struct that are encoded and hashed.
func fieldsOf(t reflect.Type) []field {
	if v, ok := fieldCache.Load(t); ok {
		return v.([]field)
	}
	var fs []field
	for i := range t.NumField() {
		f := t.Field(i)
		tag := f.Tag.Get("memo")
		if tag == "-" || !f.IsExported() {
			continue
		}
		if tag == "" {
			tag = strings.ToLower(f.Name)
		}
		fs = append(fs, field{i, tag, f.Type})
	}
	fieldCache.Store(t, fs)
	return fs
}
