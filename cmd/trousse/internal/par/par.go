// Package par does the same thing to many values at once, with a bound, and gives results in order.
package par

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
)

// Each calls f for 0 ≤ i < n on at most workers goroutines (at least one) and waits for all of
// them. It returns the error of the lowest index that failed, or ctx's error; after a failure no
// new call begins, and what those under way say of being cancelled does not count.
func Each(ctx context.Context, workers, n int, f func(ctx context.Context, i int) error) error {
	workers = max(1, min(workers, n))
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var (
		next  atomic.Int64
		mu    sync.Mutex
		at    = n
		first error
		wg    sync.WaitGroup
	)
	for range workers {
		wg.Go(func() {
			// Asked before an index is taken: an index that was taken is always worked on.
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				if err := f(ctx, i); err != nil {
					mu.Lock()
					echo := first != nil && errors.Is(err, context.Canceled)
					if i < at && !echo || errors.Is(first, context.Canceled) {
						at, first = i, err
					}
					mu.Unlock()
					cancel()
					return
				}
			}
		})
	}
	wg.Wait()
	if first != nil {
		return first
	}
	if ctx.Err() != nil && int(next.Load()) < n {
		return ctx.Err()
	}
	return nil
}

// Map is [Each] that collects one result for each value of in, in the order of in.
func Map[T, R any](ctx context.Context, workers int, in []T, f func(ctx context.Context, v T) (R, error)) ([]R, error) {
	out := make([]R, len(in))
	err := Each(ctx, workers, len(in), func(ctx context.Context, i int) error {
		r, err := f(ctx, in[i])
		out[i] = r
		return err
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}
