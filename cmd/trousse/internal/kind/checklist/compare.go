package checklist

import (
	"slices"
	"strconv"
	"strings"

	"trousse/cmd/trousse/internal/align"
	"trousse/cmd/trousse/internal/diag"
)

// Side is a checklist in one language, as it is to be compared: without its parts, which are compared by
// themselves.
type Side struct {
	List *List
	Path string
	// Part gives the name of what an include puts in, the same in every language, and the list that it
	// puts in; nil where that is not known.
	Part func(include int) (name string, list *List)
}

// Compare tells where two languages of a checklist differ: items and groups that only one has, another
// order, and other things said of an item. One fault gives one finding. It stands in the first file, or where
// only the other has something, in that one, and names the place in the other.
func Compare(a, b Side) []diag.Diagnostic {
	c := &comparison{a: &side{Side: a}, b: &side{Side: b}}
	c.a.read(b.parts())
	c.b.read(a.parts())
	c.groups()
	c.items()
	return c.found
}

// parts lists the parts of a side with what is known of each.
func (s Side) parts() map[string]*List {
	names := map[string]*List{}
	if s.List == nil {
		return names
	}
	for _, g := range s.List.Groups {
		for _, it := range g.Items {
			if it.Part > 0 {
				name, list := s.Part(it.Part - 1)
				if _, ok := names[name]; !ok || list != nil {
					names[name] = list
				}
			}
		}
	}
	return names
}

// side is one of the two lists that are compared.
type side struct {
	Side
	groups []*group
	at     map[string]*entry // by key
	seen   map[string]int    // how often each key was there
}

type group struct {
	*Group
	entries []*entry
	twin    *group
	n       int
}

// entry is an item or the place of a part.
type entry struct {
	*Item
	key   string // what is the same in every language; "" for an item without an id
	group *group
	n     int // in its group
	twin  *entry
	told  bool // all is said of it
}

// read makes the entries of a side. A part of one item that the other language does not put in stands for
// that item: the other may have it in its own text. A part without items is none of the list.
func (s *side) read(others map[string]*List) {
	s.at, s.seen = map[string]*entry{}, map[string]int{}
	if s.List == nil {
		return
	}
	for i := range s.List.Groups {
		g := &group{Group: &s.List.Groups[i]}
		for k := range g.Group.Items {
			e := &entry{Item: &g.Group.Items[k]}
			if e.Part > 0 {
				name, list := s.Part(e.Part - 1)
				other, both := others[name]
				item, count := only(list)
				if count == 0 {
					item, count = only(other) // what it lacks here is told where it is compared
				}
				if known := list != nil || other != nil; known && count == 0 {
					continue
				}
				stand := Item{Deed: name, Spot: e.Spot, Part: e.Part}
				if item != nil {
					stand.Deed = item.Deed
				}
				if item != nil && count == 1 && !both {
					stand = *item
					stand.Spot = e.Spot
				}
				e.Item, e.key = &stand, "/"+name
				if item != nil && item.ID != "" && s.at[e.key] != nil {
					continue // the id that is there twice is told
				}
			}
			if e.Part == 0 && e.ID != "" {
				e.key = "#" + e.ID
			} else if e.Part == 0 {
				e.key = ""
			}
			g.add(e)
			s.name(e)
		}
		if len(g.entries) > 0 {
			g.n = len(s.groups)
			s.groups = append(s.groups, g)
		}
	}
}

// only gives the first item of a list, and how many there are.
func only(l *List) (first *Item, count int) {
	if l == nil {
		return nil, 0
	}
	for i := range l.Groups {
		for k := range l.Groups[i].Items {
			if count == 0 {
				first = &l.Groups[i].Items[k]
			}
			count++
		}
	}
	return first, count
}

func (g *group) add(es ...*entry) {
	for _, e := range es {
		e.group, e.n = g, len(g.entries)
		g.entries = append(g.entries, e)
	}
}

// name notes an entry under its key. What is there twice is another fault; here the second is another one.
func (s *side) name(e *entry) {
	if e.key == "" {
		return
	}
	s.seen[e.key]++
	if n := s.seen[e.key]; n > 1 {
		e.key += "+" + strconv.Itoa(n) // no id has a plus sign
	}
	s.at[e.key] = e
}

// comparison compares two sides.
type comparison struct {
	a, b  *side
	found []diag.Diagnostic
}

// most is how many findings are worth telling of one list: nobody mends more at a time.
const most = 100

func (c *comparison) full() bool { return len(c.found) >= most }

func (c *comparison) say(variant string, in *side, at Spot, other Spot, args ...string) {
	file := c.b.Path
	if in == c.b {
		file = c.a.Path
	}
	d := diag.New("checklist-differs", diag.Position{Path: in.Path, Line: at.Line, Col: at.Col},
		append(args, "file", file, "line", strconv.Itoa(max(other.Line, 1)))...)
	if !c.full() {
		c.found = append(c.found, d.With(variant))
	}
}

// groups finds which group is which: those with the same id, then those that share items, then those that
// stand at the same place.
func (c *comparison) groups() {
	fixed := map[string][]*group{}
	for _, h := range c.b.groups {
		if h.Fixed {
			fixed[h.ID] = append(fixed[h.ID], h)
		}
	}
	for _, g := range c.a.groups {
		if hs := fixed[g.ID]; g.Fixed && len(hs) > 0 {
			g.twin, hs[0].twin = hs[0], g
			fixed[g.ID] = hs[1:]
		}
	}
	for _, g := range c.a.groups {
		if g.twin != nil {
			continue
		}
		shared, best := map[*group]int{}, (*group)(nil)
		for _, e := range g.entries {
			if f := c.b.at[e.key]; f != nil && f.group.twin == nil {
				shared[f.group]++
				if best == nil || shared[f.group] > shared[best] {
					best = f.group
				}
			}
		}
		if best != nil {
			g.twin, best.twin = best, g
		}
	}
	c.eachGap(c.a.groups, c.b.groups)
	var common []*group
	var places []int
	for _, g := range c.a.groups {
		if g.twin != nil {
			common, places = append(common, g), append(places, g.twin.n)
		}
	}
	for i, kept := range align.Rising(places) {
		g := common[i]
		if !kept {
			c.say("group-order", c.a, g.Spot, g.twin.Spot, "group", g.Title)
		}
		c.headings(g, g.twin)
	}
	c.lone(c.a, c.b)
	c.lone(c.b, c.a)
}

// eachGap pairs groups without a twin that stand between the same two with one.
func (c *comparison) eachGap(as, bs []*group) {
	i, k := 0, 0
	for i < len(as) {
		from := i
		for i < len(as) && as[i].twin == nil {
			i++
		}
		end := len(bs)
		if i < len(as) {
			end = as[i].twin.n
		}
		var free []*group
		for n := k; n < end; n++ {
			if bs[n].twin == nil {
				free = append(free, bs[n])
			}
		}
		gap := as[from:i]
		for _, p := range align.Pairs(len(gap), len(free), func(x, y int) int {
			return max(len(gap[x].entries)-len(free[y].entries), len(free[y].entries)-len(gap[x].entries))
		}) {
			gap[p[0]].twin, free[p[1]].twin = free[p[1]], gap[p[0]]
		}
		if i < len(as) {
			k = max(k, end)
			i++
		}
	}
}

// headings compares the headings of two groups that are the same.
func (c *comparison) headings(g, h *group) {
	// A heading that is there, with nothing to tick below it, is not this one under another id: the items fell
	// to it because their own heading is missing.
	fell := func(g *group, other *side) bool {
		return g.Title == "" || g.Fixed && slices.Contains(other.List.Bare, g.ID)
	}
	switch {
	case g.Title == "" && h.Title == "":
	case fell(g, c.b):
		c.say("group", c.b, h.Spot, g.entries[0].Spot, "group", h.Title)
	case fell(h, c.a):
		c.say("group", c.a, g.Spot, h.entries[0].Spot, "group", g.Title)
	case (g.Fixed || h.Fixed) && (g.ID != h.ID || g.Fixed != h.Fixed):
		id, other := g.ID, h.ID
		if !g.Fixed {
			id = ""
		}
		if !h.Fixed {
			other = ""
		}
		c.say("group-id", c.a, g.Spot, h.Spot, "group", g.Title, "id", id, "other", other)
	}
}

// lone reports groups that only one side has. Where the other has their items, only the heading is missing:
// then they count as items of the group before, or of the first where there is none before.
func (c *comparison) lone(s, other *side) {
	first := slices.IndexFunc(s.groups, func(g *group) bool { return g.twin != nil })
	var kept []*group
	var ahead []*entry
	for _, g := range s.groups {
		if g.twin != nil {
			if len(ahead) > 0 && len(kept) == 0 {
				own := g.entries
				g.entries = nil
				g.add(ahead...)
				g.add(own...)
			}
			kept = append(kept, g)
			continue
		}
		var home *group
		switch {
		case len(kept) > 0:
			home = kept[len(kept)-1]
		case first >= 0:
			home = s.groups[first]
		}
		there := slices.ContainsFunc(g.entries, func(e *entry) bool { return other.at[e.key] != nil })
		if home != nil && !there {
			there = len(home.twin.entries) >= len(home.entries)+len(g.entries)
		}
		switch {
		case c.full():
		case !there && len(g.entries) == 1: // its heading may be there, with nothing to tick below it
			c.say("item", s, g.entries[0].Spot, other.near(s, g), "item", g.entries[0].Deed)
		default:
			c.say("group", s, g.Spot, other.near(s, g), "group", g.Title)
		}
		switch {
		case home == nil || !there:
			for _, e := range g.entries {
				e.told = true
			}
		case len(kept) > 0:
			home.add(g.entries...)
		default:
			ahead = append(ahead, g.entries...)
		}
	}
	s.groups = kept
}

// near is where in s the heading of a group should stand that only other has: at the first of its items that
// s has, or at the end of what comes before it.
func (s *side) near(other *side, g *group) Spot {
	for _, e := range g.entries {
		if f := s.at[e.key]; f != nil {
			return f.Spot
		}
	}
	for i := g.n - 1; i >= 0; i-- {
		if h := other.groups[i].twin; h != nil && len(h.entries) > 0 {
			return h.entries[len(h.entries)-1].Spot
		}
	}
	if len(s.groups) > 0 {
		return s.groups[0].Spot
	}
	return Spot{}
}

// items compares the items of groups that are the same.
func (c *comparison) items() {
	for _, g := range c.a.groups {
		for _, e := range g.entries {
			f := c.b.at[e.key]
			if f == nil || e.told || f.told {
				continue
			}
			e.twin, f.twin = f, e
			if f.group != g.twin {
				c.say("item-group", c.a, e.Spot, f.Spot, "item", e.Deed, "group", g.Title, "other", f.group.Title)
			}
		}
	}
	for _, g := range c.a.groups {
		var common []*entry
		var places []int
		for _, e := range g.entries {
			if e.twin != nil && e.twin.group == g.twin {
				common, places = append(common, e), append(places, e.twin.n)
			}
		}
		from, to := 0, 0
		for i, kept := range align.Rising(places) {
			e := common[i]
			if !kept {
				c.say("item-order", c.a, e.Spot, e.twin.Spot, "item", e.Deed)
				continue
			}
			c.gap(g.entries[from:e.n], g.twin.entries[to:e.twin.n], g, g.twin)
			from, to = e.n+1, e.twin.n+1
		}
		c.gap(g.entries[from:], g.twin.entries[to:], g, g.twin)
		for _, e := range g.entries {
			if e.twin != nil {
				c.same(e, e.twin)
			}
		}
	}
}

// gap pairs what has no twin between two items that have one, and reports the rest.
func (c *comparison) gap(as, bs []*entry, g, h *group) {
	free := func(es []*entry) []*entry {
		return slices.DeleteFunc(slices.Clone(es), func(e *entry) bool { return e.twin != nil || e.told })
	}
	as, bs = free(as), free(bs)
	for _, p := range align.Pairs(len(as), len(bs), func(x, y int) int {
		cost := len(differences(as[x], bs[y]))
		if as[x].key != bs[y].key {
			cost++
		}
		return cost
	}) {
		e, f := as[p[0]], bs[p[1]]
		e.told, f.told = true, true
		if e.key == f.key {
			e.twin, f.twin = f, e
			continue
		}
		c.say("item-id", c.a, e.Spot, f.Spot, "item", e.Deed, "id", e.label(), "other", f.label())
	}
	for _, e := range as {
		if !e.told && !c.full() {
			c.say("item", c.a, e.Spot, h.before(e, g), "item", e.Deed)
		}
	}
	for _, f := range bs {
		if !f.told && !c.full() {
			c.say("item", c.b, f.Spot, g.before(f, h), "item", f.Deed)
		}
	}
}

// label is what a message calls an entry's key.
func (e *entry) label() string {
	name, _, _ := strings.Cut(strings.TrimPrefix(e.key, "#"), "+")
	return name
}

// before is where in g an entry of h should stand: at the last item before it that both have.
func (g *group) before(e *entry, h *group) Spot {
	for i := e.n - 1; i >= 0; i-- {
		if twin := h.entries[i].twin; twin != nil && twin.group == g {
			return twin.Spot
		}
	}
	if g.Title != "" {
		return g.Spot
	}
	return g.entries[0].Spot
}

// same reports what is said otherwise of two items that are the same.
func (c *comparison) same(e, f *entry) {
	for _, d := range differences(e, f) {
		c.say(d[0], c.a, e.Spot, f.Spot, "item", e.Deed, "value", d[1], "other", d[2])
	}
}

// differences lists what is said otherwise of two entries: a variant of the message and the two values.
func differences(e, f *entry) (ds [][3]string) {
	if e.Part > 0 || f.Part > 0 {
		return nil // parts are compared by themselves
	}
	add := func(variant, value, other string) {
		if value != other {
			ds = append(ds, [3]string{variant, value, other})
		}
	}
	has := func(b bool) string {
		if b {
			return "x"
		}
		return ""
	}
	minutes := func(n int) string {
		if n == 0 {
			return ""
		}
		return strconv.Itoa(n)
	}
	add("essential", has(e.Essential), has(f.Essential))
	add("time", minutes(e.Minutes), minutes(f.Minutes))
	add("effort", e.Effort, f.Effort)
	add("theme", e.Theme, f.Theme)
	add("stage", e.Stage, f.Stage)
	add("devices", strings.Join(e.Devices, " "), strings.Join(f.Devices, " "))
	add("why", has(e.Why != ""), has(f.Why != ""))
	add("how", has(e.HasHow), has(f.HasHow))
	return ds
}
