package memo

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"sync"
	"time"
)

// ErrCorrupt says that stored bytes do not decode to the wanted type.
var ErrCorrupt = errors.New("memo: stored value does not fit its type")

// codec is the plan for one type. hash differs from encode only in that it stops at a Summer.
type codec struct {
	encode func(b []byte, v reflect.Value, hash bool) []byte
	decode func(r *reader, v reflect.Value)
}

var (
	codecs     sync.Map // reflect.Type to *codec; plans derived from types, never state
	timeType   = reflect.TypeFor[time.Time]()
	summerType = reflect.TypeFor[Summer]()
)

// Encode appends the stored form of v to b. v's type must be made of booleans, numbers, strings,
// slices, arrays, maps with ordered keys, structs, pointers and [time.Time]; anything else is a
// bug and panics.
func Encode(b []byte, v any) []byte {
	rv := reflect.ValueOf(v)
	return codecOf(rv.Type()).encode(b, rv, false)
}

// Decode reads what [Encode] wrote into the value that p points to. Strings share memory with s.
func Decode(s string, p any) (err error) {
	r := &reader{s: s}
	rv := reflect.ValueOf(p).Elem()
	codecOf(rv.Type()).decode(r, rv)
	if r.bad || r.at != len(s) {
		return ErrCorrupt
	}
	return nil
}

func codecOf(t reflect.Type) *codec {
	if c, ok := codecs.Load(t); ok {
		return c.(*codec)
	}
	c := makeCodec(t)
	if t.Implements(summerType) && t.Kind() != reflect.Interface {
		inner := c.encode
		c.encode = func(b []byte, v reflect.Value, hash bool) []byte {
			if hash {
				if t.Kind() == reflect.Pointer && v.IsNil() {
					return append(b, 0)
				}
				s := v.Interface().(Summer).MemoSum()
				return append(b, s[:]...)
			}
			return inner(b, v, hash)
		}
	}
	codecs.Store(t, c)
	return c
}

func makeCodec(t reflect.Type) *codec {
	if t == timeType {
		return timeCodec()
	}
	switch t.Kind() {
	case reflect.Bool:
		return &codec{
			func(b []byte, v reflect.Value, _ bool) []byte {
				if v.Bool() {
					return append(b, 1)
				}
				return append(b, 0)
			},
			func(r *reader, v reflect.Value) { v.SetBool(r.byte() == 1) },
		}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return &codec{
			func(b []byte, v reflect.Value, _ bool) []byte { return binary.AppendVarint(b, v.Int()) },
			func(r *reader, v reflect.Value) { v.SetInt(r.varint()) },
		}
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return &codec{
			func(b []byte, v reflect.Value, _ bool) []byte { return binary.AppendUvarint(b, v.Uint()) },
			func(r *reader, v reflect.Value) { v.SetUint(r.uvarint()) },
		}
	case reflect.Float64, reflect.Float32:
		return &codec{
			func(b []byte, v reflect.Value, _ bool) []byte {
				return binary.LittleEndian.AppendUint64(b, math.Float64bits(v.Float()))
			},
			func(r *reader, v reflect.Value) {
				if raw := r.take(8); len(raw) == 8 {
					v.SetFloat(math.Float64frombits(binary.LittleEndian.Uint64([]byte(raw))))
				}
			},
		}
	case reflect.String:
		return &codec{
			func(b []byte, v reflect.Value, _ bool) []byte {
				b = binary.AppendUvarint(b, uint64(v.Len()))
				return append(b, v.String()...)
			},
			func(r *reader, v reflect.Value) { v.SetString(r.take(r.length())) },
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
		// Only for hashing: the dynamic type is written so that 1 and "1" differ.
		return &codec{
			func(b []byte, v reflect.Value, hash bool) []byte {
				if v.IsNil() {
					return append(b, 0)
				}
				e := v.Elem()
				name := e.Type().String()
				b = binary.AppendUvarint(b, uint64(len(name))+1)
				b = append(b, name...)
				return codecOf(e.Type()).encode(b, e, hash)
			},
			func(r *reader, v reflect.Value) { r.bad = true },
		}
	}
	panic(fmt.Sprintf("memo: cannot encode %s", t))
}

func timeCodec() *codec {
	return &codec{
		func(b []byte, v reflect.Value, _ bool) []byte {
			t := v.Interface().(time.Time)
			if t.IsZero() {
				return append(b, 0)
			}
			b = append(b, 1)
			b = binary.AppendVarint(b, t.Unix())
			return binary.AppendVarint(b, int64(t.Nanosecond()))
		},
		func(r *reader, v reflect.Value) {
			if r.byte() == 1 {
				v.Set(reflect.ValueOf(time.Unix(r.varint(), r.varint()).UTC()))
			}
		},
	}
}

func sliceCodec(t reflect.Type) *codec {
	if t.Elem().Kind() == reflect.Uint8 {
		return &codec{
			func(b []byte, v reflect.Value, _ bool) []byte {
				b = binary.AppendUvarint(b, uint64(v.Len()))
				return append(b, v.Bytes()...)
			},
			func(r *reader, v reflect.Value) {
				if n := r.length(); n > 0 {
					v.SetBytes([]byte(r.take(n)))
				}
			},
		}
	}
	elem := t.Elem()
	return &codec{
		func(b []byte, v reflect.Value, hash bool) []byte {
			n := v.Len()
			b = binary.AppendUvarint(b, uint64(n))
			c := codecOf(elem)
			for i := range n {
				b = c.encode(b, v.Index(i), hash)
			}
			return b
		},
		func(r *reader, v reflect.Value) {
			n := r.length()
			if n == 0 || r.bad {
				return
			}
			c := codecOf(elem)
			s := reflect.MakeSlice(t, n, n)
			for i := 0; i < n && !r.bad; i++ {
				c.decode(r, s.Index(i))
			}
			v.Set(s)
		},
	}
}

func arrayCodec(t reflect.Type) *codec {
	elem, n := t.Elem(), t.Len()
	if elem.Kind() == reflect.Uint8 {
		return &codec{
			func(b []byte, v reflect.Value, _ bool) []byte {
				for i := range n {
					b = append(b, byte(v.Index(i).Uint()))
				}
				return b
			},
			func(r *reader, v reflect.Value) {
				raw := r.take(n)
				for i := range len(raw) {
					v.Index(i).SetUint(uint64(raw[i]))
				}
			},
		}
	}
	return &codec{
		func(b []byte, v reflect.Value, hash bool) []byte {
			for i := range n {
				b = codecOf(elem).encode(b, v.Index(i), hash)
			}
			return b
		},
		func(r *reader, v reflect.Value) {
			for i := 0; i < n && !r.bad; i++ {
				codecOf(elem).decode(r, v.Index(i))
			}
		},
	}
}

// mapCodec writes entries in the order of their encoded keys, so equal maps give equal bytes.
func mapCodec(t reflect.Type) *codec {
	return &codec{
		func(b []byte, v reflect.Value, hash bool) []byte {
			b = binary.AppendUvarint(b, uint64(v.Len()))
			kc, vc := codecOf(t.Key()), codecOf(t.Elem())
			type entry struct {
				key string
				val reflect.Value
			}
			entries := make([]entry, 0, v.Len())
			for it := v.MapRange(); it.Next(); {
				entries = append(entries, entry{string(kc.encode(nil, it.Key(), hash)), it.Value()})
			}
			slices.SortFunc(entries, func(a, b entry) int {
				if a.key < b.key {
					return -1
				}
				return 1
			})
			for _, e := range entries {
				b = append(b, e.key...)
				b = vc.encode(b, e.val, hash)
			}
			return b
		},
		func(r *reader, v reflect.Value) {
			n := r.length()
			if n == 0 || r.bad {
				return
			}
			m := reflect.MakeMapWithSize(t, n)
			kc, vc := codecOf(t.Key()), codecOf(t.Elem())
			for i := 0; i < n && !r.bad; i++ {
				key, val := reflect.New(t.Key()).Elem(), reflect.New(t.Elem()).Elem()
				kc.decode(r, key)
				vc.decode(r, val)
				m.SetMapIndex(key, val)
			}
			v.Set(m)
		},
	}
}

func structCodec(t reflect.Type) *codec {
	fields := fieldsOf(t)
	return &codec{
		func(b []byte, v reflect.Value, hash bool) []byte {
			for _, f := range fields {
				b = codecOf(f.typ).encode(b, v.Field(f.index), hash)
			}
			return b
		},
		func(r *reader, v reflect.Value) {
			for _, f := range fields {
				codecOf(f.typ).decode(r, v.Field(f.index))
			}
		},
	}
}

func pointerCodec(t reflect.Type) *codec {
	return &codec{
		func(b []byte, v reflect.Value, hash bool) []byte {
			if v.IsNil() {
				return append(b, 0)
			}
			return codecOf(t.Elem()).encode(append(b, 1), v.Elem(), hash)
		},
		func(r *reader, v reflect.Value) {
			if r.byte() == 1 {
				p := reflect.New(t.Elem())
				codecOf(t.Elem()).decode(r, p.Elem())
				v.Set(p)
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
