package view

import "trousse/cmd/trousse/internal/content"

// Cite is a mark in data that points to a source of the page: #source-Number. Its own id is cite-Number-Mark.
type Cite struct{ Number, Mark int }

// citeData numbers what the entries of data cite, in the order in which readers meet them: what the text cites
// comes first. A source that is not there is left out, and a fault elsewhere.
func (f *filler) citeData(d *content.Data) map[string][]Cite {
	var all map[string][]Cite
	for _, c := range d.Citations() {
		for _, key := range c.Sources {
			n, ok := f.number(key.ID)
			if !ok {
				continue
			}
			if all == nil {
				all = map[string][]Cite{}
			}
			all[c.Entry] = append(all[c.Entry], Cite{n, f.marks[key.ID]})
		}
	}
	return all
}

// number gives the number of a source on this page, and counts one more mark that points to it.
func (f *filler) number(key string) (n int, ok bool) {
	if _, ok := f.Site.Sources[key]; !ok {
		return 0, false
	}
	if f.numbers == nil {
		f.numbers, f.marks = map[string]int{}, map[string]int{}
	}
	n, ok = f.numbers[key]
	if !ok {
		f.order = append(f.order, key)
		n = len(f.order)
		f.numbers[key] = n
	}
	f.marks[key]++
	return n, true
}
