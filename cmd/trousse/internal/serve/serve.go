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
	"trousse/cmd/trousse/internal/locale"
	"trousse/cmd/trousse/internal/memo"
	"trousse/cmd/trousse/internal/publish"
	"trousse/cmd/trousse/internal/render"
	"trousse/cmd/trousse/internal/site"
)

// Options is what a [Server] is made from.
type Options struct {
	// Build builds the site and holds its files. It is never called twice at once.
	Build func(ctx context.Context) (*build.Result, error)
	// Messages are the words of the preview and of what is wrong, by language: "en", "fr".
	Messages map[string]*locale.MessageSet
	Lang     string // the user's language, one of those
	// Lines gives the lines around a place of a source file, or none.
	Lines func(at diag.Position) []Line
	// Edit gives an address that opens a place of a source file in an editor.
	Edit   func(at diag.Position) string
	Follow bool // browsers go to the page that was saved last
}

// Server shows one site. Make it with [New]; it must be given a first build by [Server.Rebuild].
type Server struct {
	opt    Options
	now    atomic.Pointer[snapshot]
	latest atomic.Pointer[build.Result] // of the last build, good or not; nil before the first
	hub    hub
	mu     sync.Mutex // held while building
	next   int        // number of the next snapshot
	kept   cache
	levels levels
}

// snapshot is one whole build. It does not change.
type snapshot struct {
	number int
	files  []file
	index  map[string]int // of files, by path below the site's address
	result *build.Result
	newer  chan struct{} // closed when another takes its place
}

// file is one file of a snapshot. Its key is worked out when somebody asks for it: of ten thousand pages,
// a save changes one, and browsers show a few.
type file struct {
	publish.File
	once sync.Once
	sum  memo.Sum
}

func (f *file) key() memo.Sum {
	f.once.Do(func() { f.sum = f.Key().Sum })
	return f.sum
}

// newSnapshot makes a snapshot of a build. Most saves leave the files where they are: then the index of the
// snapshot before serves again.
func newSnapshot(number int, res *build.Result, before *snapshot) *snapshot {
	snap := &snapshot{number: number, files: make([]file, len(res.Files)), result: res, newer: make(chan struct{})}
	same := before != nil && len(before.files) == len(res.Files)
	for i := range res.Files {
		snap.files[i].File = res.Files[i]
		same = same && before.files[i].Path == res.Files[i].Path
	}
	if same {
		snap.index = before.index
		return snap
	}
	snap.index = make(map[string]int, len(snap.files))
	for i := range snap.files {
		snap.index[snap.files[i].Path] = i
	}
	return snap
}

// file finds a file by its path below the site's address; nil where there is none.
func (snap *snapshot) file(p string) *file {
	i, ok := snap.index[p]
	if !ok {
		return nil
	}
	return &snap.files[i]
}

// New makes a server.
func New(opt Options) *Server {
	s := &Server{opt: opt, next: 1}
	s.now.Store(newSnapshot(0, &build.Result{}, nil))
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
		s.latest.Store(res)
		s.hub.fault(s.faults(res.Diags))
		return res, nil
	}
	snap := newSnapshot(s.next, res, old)
	saved := savedSince(old.result.Site, res.Site)
	changed := map[string]bool{}
	for p := range s.hub.paths() {
		changed[p] = differ(old.file(p), snap.file(p))
	}
	// A template's fault shows only when a page is made. Those that somebody looks at or saved, and one of each
	// sort, are made now, before anybody sees the new build.
	for _, p := range urgent(changed, saved, res.Site) {
		var fault *render.Fault
		if !differ(old.file(p), snap.file(p)) {
			continue
		}
		if _, err := s.content(ctx, snap, p); errors.As(err, &fault) {
			d := diag.New("template-error", fault.Pos, "detail", fault.Detail)
			d.Severity = diag.Error
			res.Diags, res.Errors = append(res.Diags, d), res.Errors+1
			s.latest.Store(res)
			s.hub.fault(s.faults(res.Diags))
			return res, nil
		}
	}
	s.next++
	s.now.Store(snap)
	s.latest.Store(res)
	close(old.newer)
	follow := ""
	if s.opt.Follow && len(saved) > 0 && old.result.Site != nil {
		follow = res.Site.Link(saved[0].URL)
	}
	s.hub.change(snap.number, changed, follow)
	return res, nil
}

// differ tells whether a file is another than before; nil is none.
func differ(old, now *file) bool {
	if old == nil || now == nil {
		return old != now
	}
	return old.key() != now.key()
}

// savedSince lists the pages whose own file is new or another than before.
func savedSince(old, now *site.Site) []*site.Page {
	if old == nil || now == nil {
		return nil
	}
	var saved []*site.Page
	var was map[string]memo.Sum
	for i, p := range now.Pages {
		// Most saves leave the pages in their order.
		if was == nil && i < len(old.Pages) && old.Pages[i].Path == p.Path {
			if old.Pages[i].Sum != p.Sum {
				saved = append(saved, p)
			}
			continue
		}
		if was == nil {
			was = make(map[string]memo.Sum, len(old.Pages))
			for _, q := range old.Pages {
				was[q.Path] = q.Sum
			}
		}
		if sum, ok := was[p.Path]; !ok || sum != p.Sum {
			saved = append(saved, p)
		}
	}
	return saved
}

// mostTried is how many of the saved pages are tried before a build is shown: a switch of branches saves hundreds.
const mostTried = 4

// urgent lists the files of pages that are open and changed, were saved, or are the first of their sort.
func urgent(changed map[string]bool, saved []*site.Page, s *site.Site) []string {
	var list []string
	for p, is := range changed {
		if is && path.Ext(p) == ".html" {
			list = append(list, p)
		}
	}
	slices.Sort(list)
	add := func(p *site.Page) { list = append(list, p.URL+"index.html") }
	for _, p := range saved[:min(mostTried, len(saved))] {
		add(p)
	}
	if s == nil {
		return list
	}
	type sort struct {
		kind string
		top  bool
	}
	seen := map[sort]bool{}
	for _, p := range s.Pages {
		if k := (sort{p.Meta.Kind, p.Parent == nil}); !seen[k] {
			seen[k] = true
			add(p)
		}
	}
	return list
}

// content gives the bytes of a file in a snapshot. A source that changed since is [build.ErrChanged].
func (s *Server) content(ctx context.Context, snap *snapshot, p string) ([]byte, error) {
	f := snap.file(p)
	if f == nil {
		return nil, errNoFile
	}
	if b, ok := s.kept.get(p, f.key()); ok {
		return b, nil
	}
	var b buffer
	if err := f.Write(ctx, &b); err != nil {
		return nil, err
	}
	s.kept.put(p, f.key(), b)
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
		f := snap.file(p)
		if f == nil {
			return nil, key, false, nil
		}
		b, err = s.content(ctx, snap, p)
		if !errors.Is(err, build.ErrChanged) {
			return b, f.key(), true, err
		}
		select {
		case <-snap.newer:
		case <-ctx.Done():
			// Nobody builds the change, because it has errors: the last good bytes, whichever they are.
			if b, ok := s.kept.last(p); ok {
				return b, f.key(), true, nil
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
	mux.HandleFunc("GET /_/tokens.css", asset("live/tokens.css", "text/css; charset=utf-8"))
	mux.HandleFunc("GET /_/events", s.events)
	s.deskRoutes(mux)
	s.pairRoutes(mux)
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
		if s.now.Load().file(p+"/index.html") != nil {
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
