package serve

import (
	"context"
	"runtime"
	"sync"

	"trousse/cmd/trousse/internal/build"
	"trousse/cmd/trousse/internal/memo"
	"trousse/cmd/trousse/internal/par"
	"trousse/cmd/trousse/internal/readability"
	"trousse/cmd/trousse/internal/site"
)

// levels remembers how hard texts are to read, by their sums. A text is read for that when somebody
// looks, never while the site is built.
type levels struct {
	mu    sync.Mutex
	known map[memo.Sum]readability.Measure
}

// of measures pages of a build's site. A page whose file changed since is left out: the next build has it.
func (l *levels) of(ctx context.Context, res *build.Result, pages []*site.Page) map[*site.Page]readability.Measure {
	out := make(map[*site.Page]readability.Measure, len(pages))
	var fresh []*site.Page
	l.mu.Lock()
	for _, p := range pages {
		if m, ok := l.known[p.Text]; ok {
			out[p] = m
		} else {
			fresh = append(fresh, p)
		}
	}
	l.mu.Unlock()
	if len(fresh) == 0 || res.Plain == nil {
		return out
	}
	measured := make([]*readability.Measure, len(fresh))
	// Whoever asked may go away meanwhile: what was measured until then is kept.
	_ = par.Each(ctx, runtime.GOMAXPROCS(0), len(fresh), func(_ context.Context, i int) error {
		text, err := res.Plain(fresh[i].Path)
		if err == nil {
			m := readability.Of(fresh[i].Tree.Lang.Tag, text)
			measured[i] = &m
		}
		return nil
	})
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.known == nil || len(l.known) > 2*len(res.Site.Pages)+len(fresh) {
		l.known = make(map[memo.Sum]readability.Measure, len(res.Site.Pages)) // mostly of texts that are no more
	}
	for i, m := range measured {
		if m != nil {
			out[fresh[i]] = *m
			l.known[fresh[i].Text] = *m
		}
	}
	return out
}
