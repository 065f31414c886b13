package memo

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
)

const magic = "trousse state 1\n"

// Stored is a table that a state file can hold.
type Stored interface {
	Changed() bool
	store(b []byte) []byte
	load(r *reader)
}

func decodeInto(r *reader, p any) {
	v := reflect.ValueOf(p).Elem()
	codecOf(v.Type()).decode(r, v)
}

// Save writes tables to the file at path, whole or not at all. owner binds the file to the
// program that wrote it: [Load] with another owner finds nothing.
func Save(path string, owner Sum, tables ...Stored) error {
	head := len(magic) + len(owner) + sha256.Size
	b := make([]byte, head, 1<<20)
	for _, t := range tables {
		b = t.store(b)
	}
	copy(b, magic)
	copy(b[len(magic):], owner[:])
	sum := sha256.Sum256(b[head:])
	copy(b[len(magic)+len(owner):], sum[:])

	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return fmt.Errorf("save state: %w", err)
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return fmt.Errorf("save state: %w", err)
	}
	_, err = tmp.Write(b)
	if cerr := tmp.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Rename(tmp.Name(), path)
	}
	if err != nil {
		os.Remove(tmp.Name())
		return fmt.Errorf("save state: %w", err)
	}
	return nil
}

// Load fills tables, in the order of [Save], from the file at path. It reports false, and the
// tables must then not be used, if the file is missing, damaged, of another version or another
// owner's: a state is never worth an error, for a build without it gives the same site.
func Load(path string, owner Sum, tables ...Stored) bool {
	raw, err := os.ReadFile(path)
	head := len(magic) + len(owner) + sha256.Size
	if err != nil || len(raw) < head || string(raw[:len(magic)]) != magic {
		return false
	}
	if Sum(raw[len(magic):len(magic)+len(owner)]) != owner {
		return false
	}
	if sha256.Sum256(raw[head:]) != [sha256.Size]byte(raw[head-sha256.Size:head]) {
		return false
	}
	r := &reader{s: string(raw[head:])}
	for _, t := range tables {
		t.load(r)
	}
	return !r.bad && r.at == len(r.s)
}
