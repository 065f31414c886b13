// Package checklist holds checklists: groups of things to do, each with its reason, its time and whatever
// else is said of it. It joins a list with the parts put into it, and compares a list with the same list in
// another language.
package checklist

// List is a checklist in the order of its text. A group without an item is none.
type List struct {
	Groups []Group
	Bare   []string // ids that the author gave to headings without items
	Faulty bool     // something in its text cannot be understood; to compare it would tell of that again
}

// Group is what stands below one heading. What stands before the first heading has neither ID nor Title.
type Group struct {
	ID    string // the heading's
	Title string // plain
	Fixed bool   // the author gave the id, so that it is the same in every language
	Spot  Spot
	Items []Item
}

// Item is one thing to do.
type Item struct {
	ID        string // "" where the author gave none
	Deed, Why string // plain; all of the text is the deed where no part of it is bold
	How       string // plain, a line for each paragraph or step
	HasHow    bool
	Minutes   int // 0 where nothing is said, like the empty texts below
	Effort    string
	Essential bool
	Theme     string
	Stage     string
	Devices   []string
	Spot      Spot
	Part      int // above 0: no item, but the place of the text's include Part-1
}

// Spot is a place in the list's file.
type Spot struct{ Line, Col int }

// Writer makes a list, heading by heading and item by item.
type Writer struct {
	list List
	next Group
	open bool // next is the last group of list
}

// Heading begins a group.
func (w *Writer) Heading(g Group) {
	w.bare()
	w.next, w.open = g, false
}

// bare notes the heading that was begun last, if nothing came below it.
func (w *Writer) bare() {
	if !w.open && w.next.Fixed {
		w.list.Bare = append(w.list.Bare, w.next.ID)
	}
}

// Item adds an item to the group that was begun last.
func (w *Writer) Item(it Item) {
	if !w.open {
		w.list.Groups = append(w.list.Groups, w.next)
		w.open = true
	}
	g := &w.list.Groups[len(w.list.Groups)-1]
	g.Items = append(g.Items, it)
}

// List gives what was written; nil where there is neither an item nor a part.
func (w *Writer) List() *List {
	if len(w.list.Groups) == 0 {
		return nil
	}
	w.bare()
	return &w.list
}

// Join puts parts into their places: part gives the list that stands for an include, with its own parts
// in it, or nil. What has no heading in a part belongs to the group into which it is put.
func (l *List) Join(part func(include int) *List) *List {
	var w Writer
	for _, g := range l.Groups {
		w.Heading(Group{ID: g.ID, Title: g.Title, Fixed: g.Fixed, Spot: g.Spot})
		for _, it := range g.Items {
			if it.Part == 0 {
				w.Item(it)
				continue
			}
			in := part(it.Part - 1)
			if in == nil {
				continue
			}
			for _, h := range in.Groups {
				if h.Title != "" {
					w.Heading(Group{ID: h.ID, Title: h.Title, Fixed: h.Fixed, Spot: h.Spot})
				}
				for _, x := range h.Items {
					w.Item(x)
				}
			}
		}
	}
	return w.List()
}

// Sum is what a list comes to.
type Sum struct {
	Items, Essential int
	Minutes          int // 0 unless every item says how long it takes
}

// Sum counts a list that has its parts in it.
func (l *List) Sum() Sum {
	var s Sum
	timed := true
	for _, g := range l.Groups {
		for _, it := range g.Items {
			s.Items++
			if it.Essential {
				s.Essential++
			}
			s.Minutes += it.Minutes
			timed = timed && it.Minutes > 0
		}
	}
	if !timed {
		s.Minutes = 0
	}
	return s
}
