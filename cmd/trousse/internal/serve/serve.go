// Package serve shows a site while it is being written: every save is built and is in the browser a
// moment later.
//
// A build is held, not placed: its files are written when somebody asks for one, and remembered by
// their key. Readers see one whole build or the next one, never a mixture: what they see is swapped
// at once, and a source file that changed since the build is not read for it. While the site has
// errors, the last good build stays, and its pages show what is wrong.
package serve

import (
	"context"
	"errors"
	"io"
	"net/http"
	"path"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"trousse/cmd/trousse/internal/build"
	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/memo"
	"trousse/cmd/trousse/internal/publish"
	"trousse/cmd/trousse/internal/render"
)

// Options is what a [Server] is made from.
type Options struct {
	// Build builds the site and holds its files. It is never called twice at once.
	Build func(ctx context.Context) (*build.Result, error)
	// Explain tells what is wrong in the user's words, and where.
	Explain func(d diag.Diagnostic) Fault
	Follow  bool   // browsers go to the page that was saved last
	Say     Words  // of the preview itself, in the user's language
	Lang    string // the user's language, "en"
}

// Words are the interface words of the preview.
type Words func(id string, args ...any) string

// Server shows one site. Make it with [New]; it must be given a first build by [Server.Rebuild].
type Server struct {
	opt  Options
	now  atomic.Pointer[snapshot]
	hub  hub
	mu   sync.Mutex // held while building
	next int        // number of the next snapshot
	kept cache
}

// snapshot is one whole build. It does not change.
type snapshot struct {
	number int
	files  map[string]*publish.Keyed // by path below the site's address
	result *build.Result
	newer  chan struct{} // closed when another takes its place
}

// New makes a server.
func New(opt Options) *Server {
	s := &Server{opt: opt, next: 1}
	s.now.Store(&snapshot{files: map[string]*publish.Keyed{}, newer: make(chan struct{})})
	return s
}

// Rebuild builds the site and shows the result: its files if it has no errors, and otherwise what is
// wrong, over the files of before. The error is the machine's; what was shown before stays.
func (s *Server) Rebuild(ctx context.Context) (*build.Result, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	res, err := s.opt.Build(ctx)
	if err != nil {
		return nil, err
	}
	old := s.now.Load()
	if res.Errors > 0 {
		s.hub.fault(s.faults(res.Diags))
		return res, nil
	}
	snap := &snapshot{number: s.next, files: make(map[string]*publish.Keyed, len(res.Files)), result: res, newer: make(chan struct{})}
	for i := range res.Files {
		snap.files[res.Files[i].Path] = &res.Files[i]
	}
	changed := differ(old.files, snap.files)
	// A template's fault shows only when a page is made. Those that somebody looks at, and a few others,
	// are made now, before anybody sees the new build.
	for _, p := range s.urgent(changed) {
		var fault *render.Fault
		if _, err := s.content(ctx, snap, p); errors.As(err, &fault) {
			d := diag.New("template-error", fault.Pos, "detail", fault.Detail)
			d.Severity = diag.Error
			res.Diags, res.Errors = append(res.Diags, d), res.Errors+1
			s.hub.fault(s.faults(res.Diags))
			return res, nil
		}
	}
	s.next++
	s.now.Store(snap)
	close(old.newer)
	s.hub.change(snap.number, changed, s.follow(old, res))
	return res, nil
}

// differ lists the paths whose content is another, or that are there in one only.
func differ(old, now map[string]*publish.Keyed) map[string]bool {
	changed := map[string]bool{}
	for p, f := range now {
		if was := old[p]; was == nil || was.K.Sum != f.K.Sum {
			changed[p] = true
		}
	}
	for p := range old {
		if now[p] == nil {
			changed[p] = true
		}
	}
	return changed
}

// sample is how many changed pages that nobody looks at are tried before a build is shown.
const sample = 4

// urgent lists the changed pages that are open in a browser, and a sample of the others.
func (s *Server) urgent(changed map[string]bool) []string {
	open := s.hub.paths()
	var first, rest []string
	for p := range changed {
		switch {
		case path.Ext(p) != ".html":
		case open[p]:
			first = append(first, p)
		default:
			rest = append(rest, p)
		}
	}
	slices.Sort(rest)
	slices.Sort(first)
	return append(first, rest[:min(sample, len(rest))]...)
}

// follow gives the address of a page whose own text or front matter changed, "" where browsers stay.
func (s *Server) follow(old *snapshot, res *build.Result) string {
	if !s.opt.Follow || old.result == nil || res.Site == nil {
		return ""
	}
	was := map[string]memo.Sum{}
	for _, p := range old.result.Site.Pages {
		was[p.Path] = p.Sum
	}
	for _, p := range res.Site.Pages {
		if sum, ok := was[p.Path]; !ok || sum != p.Sum {
			return res.Site.Link(p.URL)
		}
	}
	return ""
}

// content gives the bytes of a file in a snapshot. A source that changed since is [build.ErrChanged].
func (s *Server) content(ctx context.Context, snap *snapshot, p string) ([]byte, error) {
	f := snap.files[p]
	if f == nil {
		return nil, errNoFile
	}
	if b, ok := s.kept.get(p, f.K.Sum); ok {
		return b, nil
	}
	var b buffer
	if err := f.Write(ctx, &b); err != nil {
		return nil, err
	}
	s.kept.put(p, f.K.Sum, b)
	return b, nil
}

var errNoFile = errors.New("no such file")

type buffer []byte

func (b *buffer) Write(p []byte) (int, error) {
	*b = append(*b, p...)
	return len(p), nil
}

// patience is how long a reader waits for the build that follows a change of the file they ask for.
const patience = 5 * time.Second

// current gives the bytes of a file as they are in one whole build, the snapshot's key for them, and
// whether there is such a file.
func (s *Server) current(ctx context.Context, p string) (b []byte, key memo.Sum, found bool, err error) {
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	for {
		snap := s.now.Load()
		f := snap.files[p]
		if f == nil {
			return nil, key, false, nil
		}
		b, err = s.content(ctx, snap, p)
		if !errors.Is(err, build.ErrChanged) {
			return b, f.K.Sum, true, err
		}
		select {
		case <-snap.newer:
		case <-ctx.Done():
			// Nobody builds the change, because it has errors: the last good bytes, whichever they are.
			if b, ok := s.kept.last(p); ok {
				return b, f.K.Sum, true, nil
			}
			return nil, key, true, err
		}
	}
}

// Handler answers requests from this machine's browsers: the site's files, and below /_/ what the
// preview itself needs.
func (s *Server) Handler(hosts []string) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /_/live.js", asset("live/live.js", "text/javascript; charset=utf-8"))
	mux.HandleFunc("GET /_/live.css", asset("live/live.css", "text/css; charset=utf-8"))
	mux.HandleFunc("GET /_/events", s.events)
	mux.HandleFunc("GET /", s.file)
	return guard(mux, hosts)
}

// file answers with a file of the site.
func (s *Server) file(w http.ResponseWriter, r *http.Request) {
	p := strings.TrimPrefix(r.URL.Path, "/")
	if p == "" || strings.HasSuffix(p, "/") {
		p += "index.html"
	}
	b, key, found, err := s.current(r.Context(), p)
	status := http.StatusOK
	if !found {
		if s.now.Load().files[p+"/index.html"] != nil {
			http.Redirect(w, r, "/"+p+"/", http.StatusFound)
			return
		}
		status = http.StatusNotFound
		lang, _, _ := strings.Cut(p, "/")
		for _, p = range []string{lang + "/404.html", "404.html"} {
			if b, key, found, err = s.current(r.Context(), p); found {
				break
			}
		}
	}
	if err != nil || !found {
		b, status = []byte(waiting), http.StatusOK
		p = "waiting.html"
	}
	if path.Ext(p) == ".html" {
		b = withLive(b, s.opt.Lang, key)
	}
	h := w.Header()
	h.Set("Content-Type", contentType(p))
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		w.Write(b)
	}
}

// waiting stands where there is no page to show yet. The script in it brings the faults, and then the page.
const waiting = "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>…</title></head>\n<body>\n<main></main>\n</body>\n</html>\n"

var _ io.Writer = (*buffer)(nil)
