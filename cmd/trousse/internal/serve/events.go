package serve

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"trousse/cmd/trousse/internal/diag"
)

// Fault is one thing that is wrong, as a browser shows it.
type Fault struct {
	Place    string `json:"place"` // "content/a.en.md:3:1"
	Severity string `json:"severity"`
	Error    bool   `json:"error"`
	Message  string `json:"message"`
	Hint     string `json:"hint,omitempty"`
	Rule     string `json:"rule"`
	Lines    []Line `json:"lines,omitempty"` // those around the place
	Edit     string `json:"edit,omitempty"`  // an address that opens the place in an editor
}

// Line is a line of a source file.
type Line struct {
	Number int    `json:"number"`
	Text   string `json:"text"`
	Marked bool   `json:"marked,omitempty"`
}

// message is what browsers get.
type message struct {
	Number  int     `json:"number"`           // of the snapshot
	Changed bool    `json:"changed"`          // the page that the browser shows is another now
	Follow  string  `json:"follow,omitempty"` // go there
	Faults  []Fault `json:"faults"`           // errors, while there are some
	Title   string  `json:"title,omitempty"`  // above the faults
}

// hub knows every open page.
type hub struct {
	mu      sync.Mutex
	clients map[*client]bool
	faults  []Fault
	number  int
}

type client struct {
	path string
	mail chan message // holds the newest message not sent yet
}

func (h *hub) join(path string) *client {
	h.mu.Lock()
	defer h.mu.Unlock()
	c := &client{path: path, mail: make(chan message, 1)}
	if h.clients == nil {
		h.clients = map[*client]bool{}
	}
	h.clients[c] = true
	return c
}

func (h *hub) leave(c *client) {
	h.mu.Lock()
	delete(h.clients, c)
	h.mu.Unlock()
}

// paths lists the files that browsers show.
func (h *hub) paths() map[string]bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	open := map[string]bool{}
	for c := range h.clients {
		open[c.path] = true
	}
	return open
}

// post leaves a message for a browser. One that was not fetched yet is taken into the new one. The hub
// must be locked.
func (c *client) post(m message) {
	select {
	case old := <-c.mail:
		m.Changed = m.Changed || old.Changed
	default:
	}
	c.mail <- m
}

func (h *hub) change(number int, changed map[string]bool, follow string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.number, h.faults = number, nil
	for c := range h.clients {
		c.post(message{Number: number, Changed: changed[c.path], Follow: follow})
	}
}

func (h *hub) fault(fs []Fault) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.faults = fs
	for c := range h.clients {
		c.post(message{Number: h.number, Faults: fs})
	}
}

// faults puts the errors into the user's words.
func (s *Server) faults(ds []diag.Diagnostic) []Fault {
	fs := []Fault{}
	for _, d := range ds {
		if d.Severity == diag.Error {
			fs = append(fs, s.opt.Explain(d))
		}
	}
	return fs
}

// alive is how often something is sent, so that a browser that went away is noticed.
const alive = 20 * time.Second

// events tells one page, for as long as it is open, what happens (server-sent events, HTML standard 9.2).
// The address carries the page's own path and the key of what it shows.
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	p := strings.TrimPrefix(r.URL.Query().Get("path"), "/")
	if p == "" || strings.HasSuffix(p, "/") {
		p += "index.html"
	}
	c := s.hub.join(p)
	defer s.hub.leave(c)
	h := w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	flush := http.NewResponseController(w)

	s.hub.mu.Lock()
	first := message{Number: s.hub.number, Faults: s.hub.faults}
	s.hub.mu.Unlock()
	snap := s.now.Load()
	if f := snap.file(p); f != nil && f.key().String() != r.URL.Query().Get("key") {
		first.Changed = true // while the page was on its way
	}
	send := func(m message) bool {
		m.Follow = s.followPair(p, m.Follow)
		if len(m.Faults) > 0 {
			m.Title = s.opt.Say("serve.faults", "count", len(m.Faults))
		}
		b, err := json.Marshal(m)
		if err == nil {
			_, err = fmt.Fprintf(w, "data: %s\n\n", b)
		}
		return err == nil && flush.Flush() == nil
	}
	if !send(first) {
		return
	}
	tick := time.NewTicker(alive)
	defer tick.Stop()
	for {
		select {
		case <-r.Context().Done():
			return
		case m := <-c.mail:
			if !send(m) {
				return
			}
		case <-tick.C:
			if _, err := fmt.Fprint(w, ":\n\n"); err != nil || flush.Flush() != nil {
				return
			}
		}
	}
}
