package align

import (
	"math/rand/v2"
	"slices"
	"testing"
)

func TestTheLongestRisingRunIsMarked(t *testing.T) {
	for _, c := range []struct {
		list []int
		want []bool
	}{
		{nil, []bool{}},
		{[]int{3}, []bool{true}},
		{[]int{0, 1, 2}, []bool{true, true, true}},
		{[]int{1, 2, 0}, []bool{true, true, false}},
		{[]int{3, 0, 1, 2}, []bool{false, true, true, true}},
	} {
		if got := Rising(c.list); !slices.Equal(got, c.want) {
			t.Errorf("Rising(%v) = %v, want %v", c.list, got, c.want)
		}
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		list := r.Perm(1 + r.IntN(9))
		marked, last := 0, -1
		for i, kept := range Rising(list) {
			if kept && list[i] < last {
				t.Fatalf("Rising(%v) does not rise", list)
			} else if kept {
				marked, last = marked+1, list[i]
			}
		}
		if want := longest(list); marked != want {
			t.Fatalf("Rising(%v) marks %d, and there are %d", list, marked, want)
		}
	}
}

// longest tries every choice.
func longest(list []int) int {
	most := 0
	for choice := range 1 << len(list) {
		n, last, rises := 0, -1, true
		for i, v := range list {
			if choice&(1<<i) != 0 {
				rises = rises && v > last
				n, last = n+1, v
			}
		}
		if rises {
			most = max(most, n)
		}
	}
	return most
}

func TestPairsLeaveOutWhatHasNoMatch(t *testing.T) {
	for _, c := range []struct{ a, b, want string }{
		{"abc", "abc", "aabbcc"},
		{"abc", "ac", "aacc"},
		{"bc", "abc", "bbcc"},
		{"abcd", "axcd", "aabxccdd"},
		{"", "abc", ""},
	} {
		pairs := Pairs(len(c.a), len(c.b), func(i, k int) int {
			if c.a[i] == c.b[k] {
				return 0
			}
			return 1
		})
		slices.SortFunc(pairs, func(p, q [2]int) int { return p[0] - q[0] })
		got := ""
		for _, p := range pairs {
			got += c.a[p[0]:p[0]+1] + c.b[p[1]:p[1]+1]
		}
		if got != c.want {
			t.Errorf("%q with %q: %q, want %q", c.a, c.b, got, c.want)
		}
	}
}

// Lists that have nothing in common would cost the product of their lengths.
func TestLongListsArePairedByTheirPlaces(t *testing.T) {
	const n = 5000
	pairs := Pairs(n, n, func(i, k int) int { return 1 })
	if len(pairs) != n || pairs[n-1] != [2]int{n - 1, n - 1} {
		t.Errorf("%d pairs, the last %v", len(pairs), pairs[len(pairs)-1])
	}
}
