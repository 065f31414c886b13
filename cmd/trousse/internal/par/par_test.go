package par

import (
	"context"
	"errors"
	"slices"
	"sync/atomic"
	"testing"
)

func TestResultsComeInOrderForAnyNumberOfWorkers(t *testing.T) {
	in := make([]int, 1000)
	for i := range in {
		in[i] = i
	}
	for _, workers := range []int{-1, 0, 1, 2, 8, 5000} {
		got, err := Map(context.Background(), workers, in, func(_ context.Context, v int) (int, error) { return v, nil })
		if err != nil || !slices.Equal(got, in) {
			t.Errorf("%d workers: wrong order or error %v", workers, err)
		}
	}
}

func TestTheFirstFailureStopsTheRest(t *testing.T) {
	wrong := errors.New("wrong")
	var calls atomic.Int64
	err := Each(context.Background(), 1, 1000, func(_ context.Context, i int) error {
		calls.Add(1)
		if i == 3 {
			return wrong
		}
		return nil
	})
	if !errors.Is(err, wrong) || calls.Load() != 4 {
		t.Errorf("error %v after %d calls", err, calls.Load())
	}
}

func TestACancelledContextIsAnError(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	err := Each(ctx, 2, 10, func(context.Context, int) error { return nil })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if err := Each(context.Background(), 2, 0, nil); err != nil {
		t.Errorf("nothing to do: %v", err)
	}
}
