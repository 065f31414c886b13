package memo

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash/crc32"
	"reflect"
	"slices"
	"strings"
	"sync"
	"unsafe"
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
	*buf = (*buf)[:0]
	if rv := reflect.ValueOf(v); rv.IsValid() {
		*buf = encodeAny(*buf, rv)
	}
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

// Key names a result by everything it was made from. Two results with the same Sum are the same;
// Parts only serves to tell what changed.
type Key struct {
	Sum   Sum
	Parts string // four bytes for each part, in an order that is fixed for one kind of result

	names []string // of the parts; a remembered key has none
}

const partSize = 4

// KeyOf makes the key of a struct (or a pointer to one): one part for each exported field, named
// by its tag `memo:"…"` or by its lower-case name, after the extra parts. A field tagged
// `memo:"-"` is left out.
func KeyOf(v any, extra ...Part) Key {
	rv := reflect.ValueOf(v)
	for rv.Kind() == reflect.Pointer {
		rv = rv.Elem()
	}
	fields := fieldsOf(rv.Type())
	names := make([]string, 0, len(extra)+len(fields))
	marks := make([]byte, 0, partSize*(len(extra)+len(fields)))
	p := buffers.Get().(*[]byte)
	buf := (*p)[:0]
	for _, e := range extra {
		names = append(names, e.Name)
		buf = append(buf, e.Sum[:]...)
		marks = append(marks, e.Sum[:partSize]...)
	}
	at := pointerTo(rv)
	for _, f := range fields {
		from := len(buf)
		buf = f.codec.encode(buf, unsafe.Add(at, f.offset), true)
		names = append(names, f.name)
		marks = binary.BigEndian.AppendUint32(marks, crc32.ChecksumIEEE(buf[from:]))
	}
	k := Key{Sum: SumBytes(buf), Parts: string(marks), names: names}
	*p = buf
	buffers.Put(p)
	return k
}

// Changed names the parts of k, which [KeyOf] made, that differ from an earlier key of the same
// kind of result, in order; all of them where the earlier key has other parts.
func (k Key) Changed(earlier Key) []string {
	if len(k.Parts) != len(earlier.Parts) {
		return slices.Clone(k.names)
	}
	var names []string
	for i, name := range k.names {
		if at := i * partSize; k.Parts[at:at+partSize] != earlier.Parts[at:at+partSize] {
			names = append(names, name)
		}
	}
	return names
}

var buffers = sync.Pool{New: func() any { b := make([]byte, 0, 4096); return &b }}

type field struct {
	name   string
	offset uintptr
	codec  *codec
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
		fs = append(fs, field{tag, f.Offset, codecOf(f.Type)})
	}
	fieldCache.Store(t, fs)
	return fs
}
