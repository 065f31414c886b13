package memo

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"sync"
	"time"
	"unsafe"
)

// ErrCorrupt says that stored bytes do not decode to the wanted type.
var ErrCorrupt = errors.New("memo: stored value does not fit its type")

// codec is the plan for one type. Its functions take a pointer to a value of that type: walking
// all values of a large site by reflection alone would take a good part of a build with nothing to
// do. hash differs from encode only in that it stops at a Summer.
type codec struct {
	encode func(b []byte, p unsafe.Pointer, hash bool) []byte
	decode func(r *reader, p unsafe.Pointer)
}

var (
	codecs     sync.Map // reflect.Type to *codec; plans derived from types, never state
	timeType   = reflect.TypeFor[time.Time]()
	summerType = reflect.TypeFor[Summer]()
)

// Encode appends the stored form of v to b. v's type must be made of booleans, numbers, strings,
// slices, arrays, maps with ordered keys, structs, pointers and [time.Time]; anything else is a
// bug and panics.
func Encode[T any](b []byte, v T) []byte {
	return codecOf(reflect.TypeFor[T]()).encode(b, unsafe.Pointer(&v), false)
}

// encodeAny appends the hashed form of the value in v.
func encodeAny(b []byte, v reflect.Value) []byte {
	return codecOf(v.Type()).encode(b, pointerTo(v), true)
}

// pointerTo gives a pointer to the value in v, to a copy of it where it has no place of its own.
func pointerTo(v reflect.Value) unsafe.Pointer {
	if !v.CanAddr() {
		at := reflect.New(v.Type())
		at.Elem().Set(v)
		return at.UnsafePointer()
	}
	return v.Addr().UnsafePointer()
}

// Decode reads what [Encode] wrote into the value that p points to. Strings share memory with s.
func Decode[T any](s string, p *T) error {
	r := &reader{s: s}
	decodeInto(r, p)
	if r.bad || r.at != len(s) {
		return ErrCorrupt
	}
	return nil
}

func decodeInto[T any](r *reader, p *T) {
	codecOf(reflect.TypeFor[T]()).decode(r, unsafe.Pointer(p))
}

// codecOf gives the plan of a type. While a plan is made, a stand-in is found in its place, so that
// a type that holds itself comes to an end.
func codecOf(t reflect.Type) *codec {
	if c, ok := codecs.Load(t); ok {
		return c.(*codec)
	}
	finished := sync.OnceValue(func() *codec {
		c := makeCodec(t)
		if t.Implements(summerType) && t.Kind() != reflect.Interface {
			c.encode = stopAtSum(t, c.encode)
		}
		codecs.Store(t, &c)
		return &c
	})
	codecs.LoadOrStore(t, &codec{
		func(b []byte, p unsafe.Pointer, hash bool) []byte { return finished().encode(b, p, hash) },
		func(r *reader, p unsafe.Pointer) { finished().decode(r, p) },
	})
	return finished()
}

func stopAtSum(t reflect.Type, whole func([]byte, unsafe.Pointer, bool) []byte) func([]byte, unsafe.Pointer, bool) []byte {
	return func(b []byte, p unsafe.Pointer, hash bool) []byte {
		if !hash {
			return whole(b, p, hash)
		}
		v := reflect.NewAt(t, p).Elem()
		if t.Kind() == reflect.Pointer && v.IsNil() {
			return append(b, 0)
		}
		s := v.Interface().(Summer).MemoSum()
		return append(b, s[:]...)
	}
}

func makeCodec(t reflect.Type) codec {
	if t == timeType {
		return timeCodec()
	}
	switch t.Kind() {
	case reflect.Bool:
		return codec{
			func(b []byte, p unsafe.Pointer, _ bool) []byte {
				if *(*bool)(p) {
					return append(b, 1)
				}
				return append(b, 0)
			},
			func(r *reader, p unsafe.Pointer) { *(*bool)(p) = r.byte() == 1 },
		}
	case reflect.String:
		return codec{
			func(b []byte, p unsafe.Pointer, _ bool) []byte {
				s := *(*string)(p)
				b = binary.AppendUvarint(b, uint64(len(s)))
				return append(b, s...)
			},
			func(r *reader, p unsafe.Pointer) { *(*string)(p) = r.take(r.length()) },
		}
	case reflect.Int:
		return codec{
			func(b []byte, p unsafe.Pointer, _ bool) []byte { return binary.AppendVarint(b, int64(*(*int)(p))) },
			func(r *reader, p unsafe.Pointer) { *(*int)(p) = int(r.varint()) },
		}
	case reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return codec{
			func(b []byte, p unsafe.Pointer, _ bool) []byte {
				return binary.AppendVarint(b, reflect.NewAt(t, p).Elem().Int())
			},
			func(r *reader, p unsafe.Pointer) { reflect.NewAt(t, p).Elem().SetInt(r.varint()) },
		}
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return codec{
			func(b []byte, p unsafe.Pointer, _ bool) []byte {
				return binary.AppendUvarint(b, reflect.NewAt(t, p).Elem().Uint())
			},
			func(r *reader, p unsafe.Pointer) { reflect.NewAt(t, p).Elem().SetUint(r.uvarint()) },
		}
	case reflect.Float64:
		return codec{
			func(b []byte, p unsafe.Pointer, _ bool) []byte {
				return binary.LittleEndian.AppendUint64(b, math.Float64bits(*(*float64)(p)))
			},
			func(r *reader, p unsafe.Pointer) {
				if raw := r.take(8); len(raw) == 8 {
					*(*float64)(p) = math.Float64frombits(binary.LittleEndian.Uint64([]byte(raw)))
				}
			},
		}
	case reflect.Slice:
		return sliceCodec(t)
	case reflect.Array:
		return arrayCodec(t)
	case reflect.Map:
		return mapCodec(t)
	case reflect.Struct:
		return structCodec(t)
	case reflect.Pointer:
		return pointerCodec(t)
	case reflect.Interface:
		return interfaceCodec(t)
	}
	panic(fmt.Sprintf("memo: cannot encode %s", t))
}

// interfaceCodec is for hashing only: the dynamic type is written so that 1 and "1" differ.
func interfaceCodec(t reflect.Type) codec {
	return codec{
		func(b []byte, p unsafe.Pointer, hash bool) []byte {
			v := reflect.NewAt(t, p).Elem()
			if v.IsNil() {
				return append(b, 0)
			}
			e := v.Elem()
			name := e.Type().String()
			b = binary.AppendUvarint(b, uint64(len(name))+1)
			b = append(b, name...)
			return codecOf(e.Type()).encode(b, pointerTo(e), hash)
		},
		func(r *reader, _ unsafe.Pointer) { r.bad = true },
	}
}

func timeCodec() codec {
	return codec{
		func(b []byte, p unsafe.Pointer, _ bool) []byte {
			t := *(*time.Time)(p)
			if t.IsZero() {
				return append(b, 0)
			}
			b = append(b, 1)
			b = binary.AppendVarint(b, t.Unix())
			return binary.AppendVarint(b, int64(t.Nanosecond()))
		},
		func(r *reader, p unsafe.Pointer) {
			if r.byte() == 1 {
				*(*time.Time)(p) = time.Unix(r.varint(), r.varint()).UTC()
			}
		},
	}
}

func sliceCodec(t reflect.Type) codec {
	if t.Elem().Kind() == reflect.Uint8 {
		return codec{
			func(b []byte, p unsafe.Pointer, _ bool) []byte {
				s := *(*[]byte)(p)
				b = binary.AppendUvarint(b, uint64(len(s)))
				return append(b, s...)
			},
			func(r *reader, p unsafe.Pointer) {
				if n := r.length(); n > 0 {
					*(*[]byte)(p) = []byte(r.take(n))
				}
			},
		}
	}
	elem, size := codecOf(t.Elem()), t.Elem().Size()
	return codec{
		func(b []byte, p unsafe.Pointer, hash bool) []byte {
			// Every slice begins with its data and its length, whatever it holds.
			s := *(*[]struct{})(p)
			b = binary.AppendUvarint(b, uint64(len(s)))
			at := unsafe.Pointer(unsafe.SliceData(s))
			for i := range len(s) {
				b = elem.encode(b, unsafe.Add(at, uintptr(i)*size), hash)
			}
			return b
		},
		func(r *reader, p unsafe.Pointer) {
			n := r.length()
			if n == 0 || r.bad {
				return
			}
			s := reflect.MakeSlice(t, n, n)
			at := s.UnsafePointer()
			for i := 0; i < n && !r.bad; i++ {
				elem.decode(r, unsafe.Add(at, uintptr(i)*size))
			}
			reflect.NewAt(t, p).Elem().Set(s)
		},
	}
}

func arrayCodec(t reflect.Type) codec {
	n := t.Len()
	if t.Elem().Kind() == reflect.Uint8 {
		return codec{
			func(b []byte, p unsafe.Pointer, _ bool) []byte { return append(b, unsafe.Slice((*byte)(p), n)...) },
			func(r *reader, p unsafe.Pointer) { copy(unsafe.Slice((*byte)(p), n), r.take(n)) },
		}
	}
	elem, size := codecOf(t.Elem()), t.Elem().Size()
	return codec{
		func(b []byte, p unsafe.Pointer, hash bool) []byte {
			for i := range n {
				b = elem.encode(b, unsafe.Add(p, uintptr(i)*size), hash)
			}
			return b
		},
		func(r *reader, p unsafe.Pointer) {
			for i := 0; i < n && !r.bad; i++ {
				elem.decode(r, unsafe.Add(p, uintptr(i)*size))
			}
		},
	}
}

// mapCodec writes entries in the order of their encoded keys, so equal maps give equal bytes.
func mapCodec(t reflect.Type) codec {
	kc, vc := codecOf(t.Key()), codecOf(t.Elem())
	return codec{
		func(b []byte, p unsafe.Pointer, hash bool) []byte {
			m := reflect.NewAt(t, p).Elem()
			b = binary.AppendUvarint(b, uint64(m.Len()))
			type entry struct {
				key string
				val reflect.Value
			}
			entries := make([]entry, 0, m.Len())
			for it := m.MapRange(); it.Next(); {
				entries = append(entries, entry{string(kc.encode(nil, pointerTo(it.Key()), hash)), it.Value()})
			}
			slices.SortFunc(entries, func(a, b entry) int { return strings.Compare(a.key, b.key) })
			for _, e := range entries {
				b = append(b, e.key...)
				b = vc.encode(b, pointerTo(e.val), hash)
			}
			return b
		},
		func(r *reader, p unsafe.Pointer) {
			n := r.length()
			if n == 0 || r.bad {
				return
			}
			m := reflect.MakeMapWithSize(t, n)
			for i := 0; i < n && !r.bad; i++ {
				key, val := reflect.New(t.Key()), reflect.New(t.Elem())
				kc.decode(r, key.UnsafePointer())
				vc.decode(r, val.UnsafePointer())
				m.SetMapIndex(key.Elem(), val.Elem())
			}
			reflect.NewAt(t, p).Elem().Set(m)
		},
	}
}

func structCodec(t reflect.Type) codec {
	fields := fieldsOf(t)
	return codec{
		func(b []byte, p unsafe.Pointer, hash bool) []byte {
			for i := range fields {
				b = fields[i].codec.encode(b, unsafe.Add(p, fields[i].offset), hash)
			}
			return b
		},
		func(r *reader, p unsafe.Pointer) {
			for i := range fields {
				fields[i].codec.decode(r, unsafe.Add(p, fields[i].offset))
			}
		},
	}
}

func pointerCodec(t reflect.Type) codec {
	elem := codecOf(t.Elem())
	return codec{
		func(b []byte, p unsafe.Pointer, hash bool) []byte {
			to := *(*unsafe.Pointer)(p)
			if to == nil {
				return append(b, 0)
			}
			return elem.encode(append(b, 1), to, hash)
		},
		func(r *reader, p unsafe.Pointer) {
			if r.byte() == 1 {
				to := reflect.New(t.Elem())
				elem.decode(r, to.UnsafePointer())
				*(*unsafe.Pointer)(p) = to.UnsafePointer()
			}
		},
	}
}

// reader walks stored bytes. The first read beyond the end sets bad, after which all reads give zero.
type reader struct {
	s   string
	at  int
	bad bool
}

func (r *reader) byte() byte {
	if r.at >= len(r.s) {
		r.bad = true
		return 0
	}
	r.at++
	return r.s[r.at-1]
}

func (r *reader) uvarint() uint64 {
	var x uint64
	for shift := 0; shift < 64; shift += 7 {
		c := r.byte()
		x |= uint64(c&0x7f) << shift
		if c < 0x80 {
			return x
		}
	}
	r.bad = true
	return 0
}

func (r *reader) varint() int64 {
	u := r.uvarint()
	return int64(u>>1) ^ -int64(u&1)
}

// length reads a count, refusing one that the remaining bytes cannot hold.
func (r *reader) length() int {
	n := r.uvarint()
	if n > uint64(len(r.s)-r.at) {
		r.bad = true
		return 0
	}
	return int(n)
}

func (r *reader) take(n int) string {
	if r.bad || n > len(r.s)-r.at {
		r.bad = true
		return ""
	}
	r.at += n
	return r.s[r.at-n : r.at]
}
