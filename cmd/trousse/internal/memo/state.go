package memo

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"unsafe"
)

const magic = "trousse state 2\n"

// Stored is a table that a state file can hold.
type Stored interface {
	Changed() bool
	store(w io.Writer) error
	load(r *reader)
}

// head is the length of what stands before the tables: the magic, the owner, and the CRC-32C of the
// rest. The checksum is against accidents of the disk; nobody else writes to the user's cache.
const head = len(magic) + len(Sum{}) + crc32.Size

// Save writes tables to the file at path, whole or not at all. owner binds the file to the
// program that wrote it: [Load] with another owner finds nothing.
func Save(path string, owner Sum, tables ...Stored) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return fmt.Errorf("save state: %w", err)
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return fmt.Errorf("save state: %w", err)
	}
	err = write(tmp, owner, tables)
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

func write(f *os.File, owner Sum, tables []Stored) error {
	if _, err := f.Seek(int64(head), io.SeekStart); err != nil {
		return err
	}
	sum := crc32.New(castagnoli())
	w := io.MultiWriter(f, sum)
	for _, t := range tables {
		if err := t.store(w); err != nil {
			return err
		}
	}
	b := append([]byte(magic), owner[:]...)
	_, err := f.WriteAt(sum.Sum(b), 0)
	return err
}

// Load fills tables, in the order of [Save], from the file at path. It reports false, and the
// tables must then not be used, if the file is missing, damaged, of another version or another
// owner's: a state is never worth an error, for a build without it gives the same site.
func Load(path string, owner Sum, tables ...Stored) bool {
	raw, err := os.ReadFile(path)
	if err != nil || len(raw) < head || string(raw[:len(magic)]) != magic {
		return false
	}
	if Sum(raw[len(magic):len(magic)+len(owner)]) != owner {
		return false
	}
	if crc32.Checksum(raw[head:], castagnoli()) != binary.BigEndian.Uint32(raw[head-crc32.Size:]) {
		return false
	}
	// Remembered strings share this memory, which nobody changes.
	r := &reader{s: unsafe.String(unsafe.SliceData(raw[head:]), len(raw)-head)}
	for _, t := range tables {
		t.load(r)
	}
	return !r.bad && r.at == len(r.s)
}

func castagnoli() *crc32.Table { return crc32.MakeTable(crc32.Castagnoli) }
