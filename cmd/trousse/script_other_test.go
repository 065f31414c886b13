//go:build !linux

package main

import (
	"errors"
	"os"

	"github.com/rogpeppe/go-internal/testscript"
)

// The scripts that take rights and room away from the program do so on Linux alone.

func constrain() error {
	if os.Getenv("UNPRIVILEGED")+os.Getenv("FILE_LIMIT") != "" {
		return errors.New("this system has no such limits")
	}
	return nil
}

func disown(ts *testscript.TestScript, _ bool, _ []string) {
	ts.Fatalf("files are not given away on this system")
}

func smallDisk() { os.Exit(99) }

func smallDisksWork() bool { return false }
