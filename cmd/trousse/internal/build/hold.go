package build

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"time"

	"trousse/cmd/trousse/internal/content"
	"trousse/cmd/trousse/internal/memo"
	"trousse/cmd/trousse/internal/site"
)

// ErrChanged says that a source file is not what it was when the build looked at it. Whoever holds
// the build's files waits for the next build.
var ErrChanged = errors.New("the file changed since it was read")

// held reads source files for files that are written long after the build, if ever: each must still
// be what the build saw, or the page would be put together from two states of the site.
type held struct {
	reader  *reader
	options memo.Sum
	pages   map[string]memo.Sum // content.Page.Sum, by path
	files   map[string]memo.Sum // of the bytes, by path
}

func newHeld(r *reader, pages []*content.Page, files []site.File) *held {
	h := &held{reader: r, options: r.options.Sum(), pages: make(map[string]memo.Sum, len(pages)), files: make(map[string]memo.Sum, len(files))}
	for _, p := range pages {
		h.pages[p.Path] = p.Sum
	}
	for _, f := range files {
		h.files[f.Path] = f.Sum
	}
	return h
}

// read gives a page file's bytes.
func (h *held) read(path string) ([]byte, error) {
	data, err := fs.ReadFile(h.reader.files, path)
	if errors.Is(err, fs.ErrNotExist) || err == nil && content.SumOf(path, memo.SumBytes(data), h.options) != h.pages[path] {
		return nil, fmt.Errorf("read %s: %w", path, ErrChanged)
	}
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	return data, nil
}

func (h *held) body(path string) (string, error) {
	data, err := h.read(path)
	if err != nil {
		return "", err
	}
	_, b := content.Read(path, data, h.reader.options, h.reader.renderer)
	return b.HTML, nil
}

func (h *held) plain(path string) (string, error) {
	data, err := h.read(path)
	if err != nil {
		return "", err
	}
	_, b := content.Read(path, data, h.reader.options, h.reader.renderer)
	return b.Plain, nil
}

func (h *held) text(path string) (string, error) {
	data, err := h.read(path)
	if err != nil {
		return "", err
	}
	return string(content.Text(data)), nil
}

// Open opens a file that is published as it is. It implements [fs.FS].
func (h *held) Open(name string) (fs.File, error) {
	data, err := fs.ReadFile(h.reader.files, name)
	if errors.Is(err, fs.ErrNotExist) || err == nil && memo.SumBytes(data) != h.files[name] {
		return nil, &fs.PathError{Op: "open", Path: name, Err: ErrChanged}
	}
	if err != nil {
		return nil, err
	}
	return &heldFile{bytes.NewReader(data), heldInfo{path.Base(name), int64(len(data))}}, nil
}

// heldFile is a file that was read whole.
type heldFile struct {
	*bytes.Reader
	info heldInfo
}

func (f *heldFile) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *heldFile) Close() error               { return nil }

type heldInfo struct {
	name string
	size int64
}

func (i heldInfo) Name() string       { return i.name }
func (i heldInfo) Size() int64        { return i.size }
func (i heldInfo) Mode() fs.FileMode  { return 0o444 }
func (i heldInfo) ModTime() time.Time { return time.Time{} }
func (i heldInfo) IsDir() bool        { return false }
func (i heldInfo) Sys() any           { return nil }
