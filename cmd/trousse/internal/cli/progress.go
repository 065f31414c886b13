package cli

import (
	"fmt"
	"sync"
	"time"

	"trousse/cmd/trousse/internal/build"
)

// progress shows how far long work is, on one line of a terminal that is drawn over. In a pipe it is silent.
type progress struct {
	s     *session
	mu    sync.Mutex
	last  time.Time
	shown bool
}

func (s *session) progress() *progress { return &progress{s: s, last: s.Now()} }

// interval keeps short work silent and the terminal calm.
const interval = 150 * time.Millisecond

func (p *progress) step(step build.Step, done, total int) {
	if !p.s.Terminal {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.s.Now()
	if now.Sub(p.last) < interval {
		return
	}
	p.last, p.shown = now, true
	fmt.Fprintf(p.s.Stderr, "\r\x1b[K%s %s/%s", p.s.say("cli.step."+string(step)), p.s.number(done), p.s.number(total))
}

// clear removes the line.
func (p *progress) clear() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.shown {
		fmt.Fprint(p.s.Stderr, "\r\x1b[K")
	}
}
