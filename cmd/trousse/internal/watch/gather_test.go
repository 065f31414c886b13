package watch

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

// gathered runs gather in a bubble, where time stands still until everybody waits.
func gathered(t *testing.T, f func(found chan<- Change, out <-chan Change)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		found, out := make(chan Change), make(chan Change)
		go gather(t.Context(), found, out, 15*time.Millisecond, 150*time.Millisecond)
		f(found, out)
		close(found)
		if _, ok := <-out; ok {
			t.Error("out was not closed")
		}
	})
}

func wantChange(t *testing.T, got Change, all bool, paths ...string) {
	t.Helper()
	if got.All != all || !slices.Equal(got.Paths, paths) {
		t.Errorf("got %v, want all %v and %v", got, all, paths)
	}
}

func TestOneChangeIsToldAfterTheQuietTime(t *testing.T) {
	gathered(t, func(found chan<- Change, out <-chan Change) {
		start := time.Now()
		found <- Change{Paths: []string{"b", "a"}}
		time.Sleep(10 * time.Millisecond) // in the bubble: no real time goes by
		found <- Change{Paths: []string{"a", "c"}}
		wantChange(t, <-out, false, "a", "b", "c")
		if d := time.Since(start); d != 25*time.Millisecond {
			t.Errorf("told after %v", d)
		}
	})
}

func TestAStreamOfChangesIsToldWhenTheFirstIsOldEnough(t *testing.T) {
	gathered(t, func(found chan<- Change, out <-chan Change) {
		start := time.Now()
		go func() {
			for i := range 40 { // every 10 ms: never quiet
				found <- Change{Paths: []string{fmt.Sprintf("%02d", i)}}
				time.Sleep(10 * time.Millisecond)
			}
		}()
		var seen []string
		var at []time.Duration
		for len(seen) < 40 {
			c := <-out
			seen, at = append(seen, c.Paths...), append(at, time.Since(start))
		}
		if !slices.IsSorted(seen) || len(slices.Compact(seen)) != 40 {
			t.Errorf("saw %v", seen)
		}
		// At 150 ms the change made just then may fall on either side.
		if len(at) != 3 || at[0] != 150*time.Millisecond || at[1] < 300*time.Millisecond || at[1] > 310*time.Millisecond || at[2] != 405*time.Millisecond {
			t.Errorf("told at %v", at)
		}
	})
}

func TestChangesGatherWhileNobodyReceives(t *testing.T) {
	gathered(t, func(found chan<- Change, out <-chan Change) {
		found <- Change{Paths: []string{"b"}}
		time.Sleep(time.Second)
		found <- Change{Paths: []string{"a"}}
		time.Sleep(time.Second)
		wantChange(t, <-out, false, "a", "b")
		found <- Change{Paths: []string{"c"}}
		found <- Change{All: true}
		found <- Change{Paths: []string{"d"}}
		time.Sleep(time.Second)
		wantChange(t, <-out, true)
		found <- Change{Paths: []string{"e"}}
		wantChange(t, <-out, false, "e") // what was told is not told again
	})
}

func TestABurstIsToldAtOnce(t *testing.T) {
	gathered(t, func(found chan<- Change, out <-chan Change) {
		go func() {
			for i := range 500 {
				found <- Change{Paths: []string{fmt.Sprint(i)}}
				time.Sleep(200 * time.Microsecond)
			}
		}()
		if c := <-out; len(c.Paths) != 500 {
			t.Errorf("the first change names %d of 500", len(c.Paths))
		}
	})
}

func TestTheEndIsAwaitedFromTheFinder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		found, out := make(chan Change), make(chan Change)
		go gather(ctx, found, out, time.Millisecond, time.Millisecond)
		cancel()
		synctest.Wait()
		select {
		case <-out:
			t.Fatal("closed before the finder ended")
		default:
		}
		close(found)
		if _, ok := <-out; ok {
			t.Error("out was not closed")
		}
	})
}
