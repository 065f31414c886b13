package view

import (
	"strings"

	"trousse/cmd/trousse/internal/locale"
	"trousse/cmd/trousse/internal/markdown"
	"trousse/cmd/trousse/internal/site"
)

// Checklist is what the template of a checklist needs to know beside the text.
type Checklist struct {
	ID               string // of the page, the same in every language: ticks are kept under it
	Items, Essential int    // how many there are
	Time             string // what all items take together: "1 hour 15 minutes"; "" unless each says how long it takes
}

func checklistOf(p *site.Page) *Checklist {
	l := p.Items()
	if l == nil {
		return nil
	}
	s := l.Sum()
	return &Checklist{ID: p.ID, Items: s.Items, Essential: s.Essential, Time: about(p.Tree.Words, s.Minutes)}
}

// about writes a time in words, rounded to five minutes where it is long; "" for none.
func about(w *locale.Words, minutes int) string {
	if minutes > 15 {
		minutes = (minutes + 2) / 5 * 5
	}
	var parts []string
	if h := minutes / 60; h > 0 {
		parts = append(parts, w.Count("hours", h))
	}
	if m := minutes % 60; m > 0 {
		parts = append(parts, w.Count("minutes", m))
	}
	return strings.Join(parts, " ")
}

// task puts what is said of a task below its label, in words: how much, how long, how hard, for what.
func (f *filler) task(t *markdown.Task) {
	w := f.page.Tree.Words
	var said []string
	if t.Minutes > 0 {
		said = append(said, w.Count("minutes", t.Minutes))
	}
	if t.Effort != "" {
		said = append(said, w.Text("effort-"+t.Effort))
	}
	if len(t.Devices) > 0 {
		said = append(said, w.Text("task-devices", "devices", strings.Join(deviceNames(w, t.Devices), ", ")))
	}
	f.put(`<p class="task-facts">`)
	if t.Essential {
		f.put(`<strong>`)
		f.escape(w.Text("task-essential"))
		f.put(`</strong>`)
		if len(said) > 0 {
			f.put(" · ")
		}
	}
	f.escape(strings.Join(said, " · "))
	f.put("</p>")
}

// deviceNames names kinds of devices as readers do; one that the site has no word for keeps its id.
func deviceNames(w *locale.Words, ids []string) []string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = id
		if w.Has("device-" + id) {
			names[i] = w.Text("device-" + id)
		}
	}
	return names
}
