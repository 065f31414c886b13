package serve

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// message is what browsers get.
type message struct {
	Number  int     `json:"number"`           // of the snapshot
	Changed bool    `json:"changed"`          // the page that the browser shows is another now
	Follow  string  `json:"follow,omitempty"` // go there
	Faults  []Fault `json:"faults"`           // errors, while there are some
	Title   string  `json:"title,omitempty"`  // above the faults
	Close   string  `json:"close,omitempty"`  // the words of the button that closes them
	Desk    *choice `json:"desk,omitempty"`   // leads to the list of all pages
}

// hub knows every open page.
type hub struct {
	mu      sync.Mutex
	clients map[*client]bool
	faults  []Fault
	number  int
	follow  string // the page that was saved last
	since   int    // the snapshot that it was saved for
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
	if follow != "" {
		h.follow, h.since = follow, number
	}
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

// sendEvent writes one event, and tells whether it could.
func sendEvent(w io.Writer, name string, data any) bool {
	b, err := json.Marshal(data)
	if err == nil {
		_, err = fmt.Fprintf(w, "event: %s\ndata: %s\n\n", name, b)
	}
	return err == nil
}

// alive is how often something is sent, so that a browser that went away is noticed.
const alive = 20 * time.Second

// events tells one page, for as long as it is open, what happens (server-sent events, HTML standard 9.2).
// The address carries the page's own path and the key of what it shows; and, where the page listened before, the
// number of the snapshot that it was told of last: a page out of sight does not listen, for browsers keep no more
// than six connections to one host.
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

	since, err := strconv.Atoi(r.URL.Query().Get("since"))
	s.hub.mu.Lock()
	first := message{Number: s.hub.number, Faults: s.hub.faults}
	if err == nil && s.hub.since > since {
		first.Follow = s.hub.follow
	}
	s.hub.mu.Unlock()
	snap := s.now.Load()
	if f := snap.file(p); f != nil && f.key().String() != r.URL.Query().Get("key") {
		first.Changed = true // while the page was on its way
	}
	send := func(m message) bool {
		m.Follow = s.followPair(p, m.Follow)
		if len(m.Faults) > 0 {
			say := s.speech(s.opt.Lang)
			m.Title, m.Close = say.Text("serve.faults", "count", len(m.Faults)), say.Text("serve.panel.close")
			m.Desk = &choice{Text: say.Text("serve.panel.desk"), URL: deskURL}
		}
		// The panel comes after: nobody who waits for a page waits for its reading level.
		if !sendEvent(w, "message", m) || flush.Flush() != nil {
			return false
		}
		if v := s.panel(r.Context(), p); v != nil {
			return sendEvent(w, "panel", v) && flush.Flush() == nil
		}
		return true
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
