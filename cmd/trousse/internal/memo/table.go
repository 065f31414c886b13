package memo

import (
	"encoding/binary"
	"io"
	"slices"
	"sync"
)

// Table remembers values of one type by key. It is safe for use by many goroutines. A value that
// came from a state file stays encoded until it is asked for. What is neither read nor written
// between two calls of [Table.Trim] is forgotten, so a table never outgrows what one build uses.
type Table[K comparable, V any] struct {
	mu      sync.Mutex
	entries map[K]*entry[V]
	changed bool
}

type entry[V any] struct {
	raw  string // stored form; "" until encoded
	val  *V     // nil until decoded
	used bool
}

// Get returns the value remembered under key. The caller must not change it.
func (t *Table[K, V]) Get(key K) (*V, bool) {
	t.mu.Lock()
	e := t.entries[key]
	if e == nil {
		t.mu.Unlock()
		return nil, false
	}
	e.used = true
	val, raw := e.val, e.raw
	t.mu.Unlock()
	if val != nil {
		return val, true
	}
	val = new(V)
	if Decode(raw, val) != nil {
		return nil, false
	}
	t.mu.Lock()
	e.val = val
	t.mu.Unlock()
	return val, true
}

// Peek is Get without marking the value as used.
func (t *Table[K, V]) Peek(key K) (*V, bool) {
	t.mu.Lock()
	e := t.entries[key]
	used := e != nil && e.used
	t.mu.Unlock()
	val, ok := t.Get(key)
	if ok && !used {
		t.mu.Lock()
		e.used = false
		t.mu.Unlock()
	}
	return val, ok
}

// Put remembers val under key. The caller must not change val afterwards.
func (t *Table[K, V]) Put(key K, val *V) {
	t.mu.Lock()
	if t.entries == nil {
		t.entries = map[K]*entry[V]{}
	}
	t.entries[key] = &entry[V]{val: val, used: true}
	t.changed = true
	t.mu.Unlock()
}

// Trim forgets what was not used since the last Trim and begins a new round.
func (t *Table[K, V]) Trim() {
	t.mu.Lock()
	for k, e := range t.entries {
		if !e.used {
			delete(t.entries, k)
			t.changed = true
		}
		e.used = false
	}
	t.mu.Unlock()
}

// Keys lists the remembered keys in no order.
func (t *Table[K, V]) Keys() []K {
	t.mu.Lock()
	defer t.mu.Unlock()
	keys := make([]K, 0, len(t.entries))
	for k := range t.entries {
		keys = append(keys, k)
	}
	return keys
}

// Len counts the remembered values.
func (t *Table[K, V]) Len() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return len(t.entries)
}

// Changed tells whether the table differs from what was last loaded or saved.
func (t *Table[K, V]) Changed() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.changed
}

// store writes the table. It holds at most one value in memory in stored form beside those that
// came from a file.
func (t *Table[K, V]) store(w io.Writer) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	b := Encode(nil, uint64(len(t.entries)))
	for k, e := range t.entries {
		b = Encode(b, k)
		if e.raw != "" {
			b = Encode(b, e.raw)
		} else {
			at := len(b)
			b = Encode(b, *e.val)
			b = slices.Insert(b, at, binary.AppendUvarint(nil, uint64(len(b)-at))...)
		}
		if len(b) > 1<<16 {
			if _, err := w.Write(b); err != nil {
				return err
			}
			b = b[:0]
		}
	}
	_, err := w.Write(b)
	t.changed = false
	return err
}

func (t *Table[K, V]) load(r *reader) {
	n := r.length()
	t.entries = make(map[K]*entry[V], n)
	block := make([]entry[V], n)
	for i := 0; i < n && !r.bad; i++ {
		var k K
		decodeInto(r, &k)
		block[i].raw = r.take(r.length())
		t.entries[k] = &block[i]
	}
}
