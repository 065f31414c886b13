// Package align finds what belongs together in two lists in order, such as the items of one page in two languages.
package align

import "sort"

// Rising marks a longest run of numbers, not always neighbours, that rise (Schensted 1961). Where the numbers
// are the places that one list's members have in another, the others are those that were moved.
func Rising(ns []int) []bool {
	prev := make([]int, len(ns))
	var ends []int // by length of a run: where the one with the lowest end ends
	for i, n := range ns {
		k := sort.Search(len(ends), func(k int) bool { return ns[ends[k]] >= n })
		prev[i] = -1
		if k > 0 {
			prev[i] = ends[k-1]
		}
		if k == len(ends) {
			ends = append(ends, i)
		} else {
			ends[k] = i
		}
	}
	kept := make([]bool, len(ns))
	if len(ends) > 0 {
		for at := ends[len(ends)-1]; at >= 0; at = prev[at] {
			kept[at] = true
		}
	}
	return kept
}

// maxCells bounds what aligning costs: beyond, members are paired by their places.
const maxCells = 1 << 20

// Pairs pairs two lists of n and m members in order so that least has to be said: to leave one out costs 1, to
// pair two what cost tells (Needleman and Wunsch 1970). It gives the pairs of indices, in no order; lists beyond a
// million pairs are paired by their places where they differ.
func Pairs(n, m int, cost func(i, k int) int) [][2]int {
	var pairs [][2]int
	// What costs nothing at either end is paired at once: mostly that is all.
	from := 0
	for from < min(n, m) && cost(from, from) == 0 {
		pairs = append(pairs, [2]int{from, from})
		from++
	}
	for n > from && m > from && cost(n-1, m-1) == 0 {
		n, m = n-1, m-1
		pairs = append(pairs, [2]int{n, m})
	}
	return append(pairs, rest(n-from, m-from, from, cost)...)
}

// rest aligns n and m members from an index on.
func rest(n, m, from int, cost func(i, k int) int) (pairs [][2]int) {
	if n == 0 || m == 0 {
		return nil
	}
	if n > maxCells/m {
		for i := range min(n, m) {
			pairs = append(pairs, [2]int{from + i, from + i})
		}
		return pairs
	}
	row := m + 1
	least := make([]int, (n+1)*row) // of what follows i and k
	for i := n; i >= 0; i-- {
		for k := m; k >= 0; k-- {
			switch {
			case i == n:
				least[i*row+k] = m - k
			case k == m:
				least[i*row+k] = n - i
			default:
				least[i*row+k] = min(cost(from+i, from+k)+least[(i+1)*row+k+1], 1+least[(i+1)*row+k], 1+least[i*row+k+1])
			}
		}
	}
	for i, k := 0, 0; i < n && k < m; {
		switch here := least[i*row+k]; {
		case here == cost(from+i, from+k)+least[(i+1)*row+k+1]:
			pairs = append(pairs, [2]int{from + i, from + k})
			i, k = i+1, k+1
		case here == 1+least[(i+1)*row+k]:
			i++
		default:
			k++
		}
	}
	return pairs
}
