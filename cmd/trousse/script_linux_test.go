package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

const nobody = 65534

// constrain puts the limits on this process that a script set. UNPRIVILEGED: be somebody for whom
// permissions count. FILE_LIMIT: no file may grow beyond so many bytes.
func constrain() error {
	if limit := os.Getenv("FILE_LIMIT"); limit != "" {
		n, err := strconv.ParseUint(limit, 10, 64)
		if err != nil {
			return err
		}
		signal.Ignore(syscall.SIGXFSZ) // the write is to fail instead
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: n, Max: n}); err != nil {
			return fmt.Errorf("limit the size of files: %w", err)
		}
	}
	if os.Getenv("UNPRIVILEGED") == "" || os.Geteuid() != 0 {
		return nil
	}
	// Not a new process: nobody may not be allowed to run this program where it lies.
	if err := errors.Join(syscall.Setgroups(nil), syscall.Setgid(nobody), syscall.Setuid(nobody)); err != nil {
		return fmt.Errorf("become nobody: %w", err)
	}
	return nil
}

// disown gives the script's folder to the user that UNPRIVILEGED names.
func disown(ts *testscript.TestScript, _ bool, args []string) {
	if os.Geteuid() != 0 {
		return // it is that user's already
	}
	work := ts.Getenv("WORK")
	ts.Check(os.Chmod(filepath.Dir(work), 0o755))
	ts.Check(filepath.WalkDir(work, func(p string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return os.Lchown(p, nobody, nobody)
	}))
}

// smallDisk is the command "small-disk DIR LEFT ARGUMENT...": it runs trousse with these arguments
// where DIR is on a disk of its own with only LEFT kilobytes left, and puts what lies there
// afterwards into the folder DIR.after. The disk exists for this process alone.
func smallDisk() {
	if os.Getenv("SMALL_DISK") == "" {
		os.Exit(onSmallDisk(os.Args...).run())
	}
	if len(os.Args) == 1 {
		os.Exit(0) // the question was only whether a process like this may be started
	}
	code, err := withSmallDisk(os.Args[1], os.Args[2], func() int {
		os.Args = append([]string{"trousse"}, os.Args[3:]...)
		return trousse()
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, "test:", err)
		code = 99
	}
	os.Exit(code)
}

type ownDisks struct{ *exec.Cmd }

// onSmallDisk is this program again, in a process that may make disks.
func onSmallDisk(args ...string) ownDisks {
	c := exec.Command("/proc/self/exe")
	c.Args, c.Stdout, c.Stderr = args, os.Stdout, os.Stderr
	c.Env = append(os.Environ(), "SMALL_DISK=1")
	c.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNS}
	if os.Geteuid() != 0 {
		c.SysProcAttr.Cloneflags |= syscall.CLONE_NEWUSER
		c.SysProcAttr.UidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}}
		c.SysProcAttr.GidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}}
	}
	return ownDisks{c}
}

func (c ownDisks) run() int {
	err := c.Run()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		return exit.ExitCode()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "test:", err)
		return 99
	}
	return 0
}

// smallDisksWork tells whether this machine lets a process make a disk for itself.
var smallDisksWork = sync.OnceValue(func() bool { return onSmallDisk("small-disk").run() == 0 })

func withSmallDisk(dir, left string, f func() int) (int, error) {
	keep, err := strconv.Atoi(left)
	if err != nil {
		return 0, err
	}
	before, err := readTree(dir)
	if err != nil {
		return 0, err
	}
	// Without this the disk could appear to other processes too.
	if err := syscall.Mount("", "/", "", syscall.MS_REC|syscall.MS_PRIVATE, ""); err != nil {
		return 0, fmt.Errorf("make mounts private: %w", err)
	}
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=4m"); err != nil {
		return 0, fmt.Errorf("mount: %w", err)
	}
	if err := writeTree(dir, before); err != nil {
		return 0, err
	}
	ballast := filepath.Join(dir, "ballast")
	file, err := os.Create(ballast)
	if err != nil {
		return 0, err
	}
	var size int64
	for err == nil {
		var n int
		n, err = file.Write(make([]byte, 4096))
		size += int64(n)
	}
	if !errors.Is(err, syscall.ENOSPC) {
		return 0, err
	}
	if err := errors.Join(file.Truncate(size-int64(keep)<<10), file.Close()); err != nil {
		return 0, err
	}
	code := f()
	if err := os.Remove(ballast); err != nil {
		return 0, err
	}
	after, err := readTree(dir)
	if err != nil {
		return 0, err
	}
	return code, writeTree(dir+".after", after)
}

type treeFile struct {
	path string
	time time.Time
	data []byte
}

func readTree(dir string) ([]treeFile, error) {
	var files []treeFile
	root := os.DirFS(dir)
	err := fs.WalkDir(root, ".", func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		data, err := fs.ReadFile(root, p)
		files = append(files, treeFile{p, info.ModTime(), bytes.Clone(data)})
		return err
	})
	return files, err
}

func writeTree(dir string, files []treeFile) error {
	for _, f := range files {
		name := filepath.Join(dir, filepath.FromSlash(f.path))
		err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, f.data, 0o644), os.Chtimes(name, f.time, f.time))
		if err != nil {
			return err
		}
	}
	return nil
}
