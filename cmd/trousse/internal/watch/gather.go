package watch

import (
	"context"
	"maps"
	"slices"
	"time"
)

// gather puts together what is found, until there was nothing for as long as quiet or the first is
// as old as most, and then for as long as nobody takes it. It always takes from found, so that the
// system's own queue never fills up for want of a receiver. When found is closed it closes out.
func gather(ctx context.Context, found <-chan Change, out chan<- Change, quiet, most time.Duration) {
	defer close(out)
	var (
		all   bool
		paths = map[string]bool{}
		first time.Time // when the oldest of them was found
		ready chan<- Change
		next  Change
	)
	timer := time.NewTimer(quiet)
	timer.Stop()
	defer timer.Stop()
	stop := ctx.Done()
	for {
		select {
		case c, ok := <-found:
			if !ok {
				return
			}
			now := time.Now()
			if !all && len(paths) == 0 {
				first = now
			}
			all = all || c.All
			for _, p := range c.Paths {
				paths[p] = true
			}
			ready = nil
			timer.Reset(min(quiet, most-now.Sub(first))) // not after zero: at once
		case <-timer.C:
			ready, next = out, Change{All: all}
			if !all {
				next.Paths = slices.Sorted(maps.Keys(paths))
			}
		case ready <- next:
			ready, all = nil, false
			clear(paths)
		case <-stop:
			ready, stop = nil, nil // the finder ends too, and closes found
			timer.Stop()
		}
	}
}
