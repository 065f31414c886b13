package publish

import (
	"context"
	"errors"
	"io"
	"maps"
	"strings"
	"sync/atomic"
	"testing"
)

func TestErrorOfAWriteLeavesTheFolderAsItWas(t *testing.T) {
	dir, m := t.TempDir(), memory{}
	build(t, dir, siteA, m)
	before := tree(t, dir)
	broken := errors.New("template is broken")
	for _, workers := range []int{1, 4} {
		fs := files(siteB)
		for i := range fs {
			if fs[i].Path == "fr/index.html" {
				fs[i].Write = func(context.Context, io.Writer) error { return broken }
			}
		}
		_, err := openAndPublish(t, dir, workers, fs, m)
		if !errors.Is(err, broken) || !strings.Contains(err.Error(), "write fr/index.html: ") {
			t.Error(err)
		}
		same(t, dir, before)
		sound(t, dir, siteA)
	}
}

func TestErrorIsNotHiddenByWritesThatItStopped(t *testing.T) {
	broken := errors.New("template is broken")
	fs := files(map[string]string{"a": "", "b": ""})
	fs[1].Write = func(ctx context.Context, _ io.Writer) error { <-ctx.Done(); return ctx.Err() } // "a"
	fs[0].Write = func(context.Context, io.Writer) error { return broken }
	if _, err := openAndPublish(t, t.TempDir(), 2, fs, nil); !errors.Is(err, broken) {
		t.Error(err)
	}
	f := openFolder(t, t.TempDir())
	if _, err := f.Verify(t.Context(), 2, fs); !errors.Is(err, broken) {
		t.Error(err)
	}
}

func TestWriterThatOverlooksAnErrorDoesNotPublishHalfAFile(t *testing.T) {
	dir := t.TempDir()
	full := errors.New("disk full")
	f, err := open(dir, func(op, p string) error {
		if op == "write" && p == "big" {
			return full
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	big := Keyed{File: File{Path: "big", Write: func(_ context.Context, w io.Writer) error {
		for range 100 {
			w.Write(make([]byte, 100_000))
		}
		return nil
	}}}
	if _, err := f.Publish(t.Context(), 1, []Keyed{big}, nil); !errors.Is(err, full) {
		t.Error(err)
	}
	same(t, dir, map[string]string{})
}

func TestCancelledBuildLeavesTheFolderAsItWas(t *testing.T) {
	dir, m := t.TempDir(), memory{}
	build(t, dir, siteA, m)
	lastOnly := maps.Clone(siteA)
	lastOnly["sitemap.xml"] = "map 2"
	for _, c := range []struct {
		site map[string]string
		at   int32
	}{{siteB, 1}, {siteB, 7}, {lastOnly, 1}} {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		fs := files(c.site)
		var calls atomic.Int32
		for i := range fs {
			inner := fs[i].Write
			fs[i].Write = func(ctx context.Context, w io.Writer) error {
				if calls.Add(1) == c.at {
					cancel()
				}
				return inner(ctx, w)
			}
		}
		f := openFolder(t, dir)
		_, err := f.Publish(ctx, 1, fs, m.known)
		if !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
		f.Close()
		same(t, dir, want(siteA))
		sound(t, dir, siteA)
	}
}
