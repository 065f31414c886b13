//go:build unix

package source

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

func TestPipeOnDiskDoesNotHang(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "content/a.md"), "a")
	if err := syscall.Mkfifo(filepath.Join(dir, "content/pipe.md"), 0o644); err != nil {
		t.Fatal(err)
	}
	files, ds, err := Walk(os.DirFS(dir), []string{"content"}, nil, 0)
	if err != nil || len(files) != 1 || len(ds) != 1 || ds[0].Rule != "special-file" {
		t.Error(files, ds, err)
	}
}

func TestNameOnDiskThatIsNotUTF8IsLeftOut(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "content/a.md"), "a")
	if err := os.WriteFile(filepath.Join(dir, "content/\xe9.md"), nil, 0o644); err != nil {
		return // this file system has only UTF-8 names
	}
	files, ds, err := Walk(os.DirFS(dir), []string{"content"}, nil, 0)
	if err != nil || len(files) != 1 || len(ds) != 1 || ds[0].Rule != "name-utf8" {
		t.Error(files, ds, err)
	}
}
