package decision

import (
	"slices"
	"strings"
)

// circles finds sections that lead back to themselves. Those that all lead to each other are one
// finding, at an answer without which none of them would: that is the one fault of most guides that have
// one.
func (j *judge) circles() {
	for _, tangle := range j.tangles() {
		in := make(map[int]bool, len(tangle))
		for _, i := range tangle {
			in[i] = true
		}
		from, answer := j.back(tangle, in)
		a := j.Sections[from].Answers[answer]
		var names []string
		for _, i := range j.way(a.To, from, in) {
			names = append(names, j.Sections[i].Title)
		}
		if len(names) > maxNamed {
			names = slices.Replace(names, maxNamed/2, len(names)-maxNamed/2, "…")
		}
		names = append(names, j.Sections[a.To].Title)
		j.say("decision-circle", "", a.Pos, "question", j.Sections[from].Title, "answer", a.Text, "way", strings.Join(names, " → "))
	}
}

// maxNamed is how many sections of a circle are named.
const maxNamed = 6

// maxTried is how many answers are tried for being the one that makes a circle.
const maxTried = 64

// back finds the answer of a tangle that goes back: one without which there is no circle, if there is
// one, and of several the one that leads furthest back in reading order.
func (j *judge) back(tangle []int, in map[int]bool) (from, answer int) {
	type edge struct{ from, answer, to int }
	var best edge
	tried, any, found := 0, false, false
	for _, i := range tangle {
		for k, a := range j.Sections[i].Answers {
			if a.To < 0 || !in[a.To] || a.To > i {
				continue
			}
			e := edge{i, k, a.To}
			breaks := false
			if tried < maxTried {
				tried++
				breaks = !j.circular(tangle, in, i, k)
			}
			further := i-a.To > best.from-best.to
			if !any || breaks && !found || breaks == found && further {
				best = e
			}
			any, found = true, found || breaks
		}
	}
	return best.from, best.answer
}

// circular tells whether a tangle has a circle without one answer of one section.
func (j *judge) circular(tangle []int, in map[int]bool, from, answer int) bool {
	into := make(map[int]int, len(tangle))
	each := func(i int, f func(to int)) {
		for k, a := range j.Sections[i].Answers {
			if in[a.To] && (i != from || k != answer) {
				f(a.To)
			}
		}
	}
	for _, i := range tangle {
		each(i, func(to int) { into[to]++ })
	}
	var free []int
	for _, i := range tangle {
		if into[i] == 0 {
			free = append(free, i)
		}
	}
	done := 0
	for ; done < len(free); done++ {
		each(free[done], func(to int) {
			if into[to]--; into[to] == 0 {
				free = append(free, to)
			}
		})
	}
	return done < len(tangle)
}

// way finds a shortest way between two sections of a tangle, both included.
func (j *judge) way(from, to int, in map[int]bool) []int {
	before := map[int]int{from: -1}
	queue := []int{from}
	for n := 0; n < len(queue); n++ {
		i := queue[n]
		if i == to {
			var way []int
			for ; i >= 0; i = before[i] {
				way = append(way, i)
			}
			slices.Reverse(way)
			return way
		}
		for _, a := range j.Sections[i].Answers {
			if _, seen := before[a.To]; !seen && in[a.To] {
				before[a.To] = i
				queue = append(queue, a.To)
			}
		}
	}
	return nil
}

// tangles finds the largest sets of sections that all lead to each other (Tarjan's strongly connected
// components, without recursion: an author's text may be of any depth), each in reading order.
func (j *judge) tangles() [][]int {
	n := len(j.Sections)
	index, low, on := make([]int, n), make([]int, n), make([]bool, n)
	type call struct{ section, answer int }
	var found [][]int
	var stack []int
	var calls []call
	count := 0
	enter := func(i int) {
		count++
		index[i], low[i], on[i] = count, count, true
		stack = append(stack, i)
		calls = append(calls, call{i, 0})
	}
	for start := range n {
		if index[start] > 0 {
			continue
		}
		enter(start)
		for len(calls) > 0 {
			c := &calls[len(calls)-1]
			i := c.section
			if c.answer < len(j.Sections[i].Answers) {
				to := j.Sections[i].Answers[c.answer].To
				c.answer++
				switch {
				case to < 0:
				case index[to] == 0:
					enter(to)
				case on[to]:
					low[i] = min(low[i], index[to])
				}
				continue
			}
			calls = calls[:len(calls)-1]
			if len(calls) > 0 {
				up := calls[len(calls)-1].section
				low[up] = min(low[up], low[i])
			}
			if low[i] < index[i] {
				continue
			}
			var set []int
			for {
				last := stack[len(stack)-1]
				stack = stack[:len(stack)-1]
				on[last] = false
				set = append(set, last)
				if last == i {
					break
				}
			}
			if len(set) > 1 || j.leads(i, i) {
				slices.Sort(set)
				found = append(found, set)
			}
		}
	}
	return found
}

func (j *judge) leads(from, to int) bool {
	for _, a := range j.Sections[from].Answers {
		if a.To == to {
			return true
		}
	}
	return false
}
