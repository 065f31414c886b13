package build_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"trousse/cmd/trousse/internal/build"
	"trousse/cmd/trousse/internal/kind/gap"
)

// The gallery is a draft, so no other build would find out that its template fails.
func TestOurOwnSiteBuildsWithItsDrafts(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	in := input(os.DirFS("../../../.."), out, time.Date(2026, 11, 25, 0, 0, 0, 0, time.UTC))
	in.Drafts = true
	res := run(t, in, &build.State{})
	if len(res.Diags) > 0 || !res.Published {
		t.Fatalf("published: %v, with %v", res.Published, res.Diags)
	}
	files := read(t, out)
	for _, path := range []string{"en/about/gallery/index.html", "fr/a-propos/galerie/index.html"} {
		for _, part := range []string{`class="cards"`, `class="doors wrap"`, `popovertarget="term.1"`, `class="quick-exit"`, `class="draft"`} {
			if !strings.Contains(files[path], part) {
				t.Errorf("%s has no %s", path, part)
			}
		}
	}
}

// The toolkit keeps the promise of its frame: for each audience, at each moment, something on each theme.
func TestNoCellOfOurOwnFrameIsEmpty(t *testing.T) {
	in := input(os.DirFS("../../../.."), "", time.Date(2026, 11, 25, 0, 0, 0, 0, time.UTC))
	res := run(t, in, &build.State{})
	for _, tree := range res.Site.Trees {
		made := res.Site.OfKind(tree, gap.Kind)
		if made == nil {
			t.Fatalf("%s has no gap analysis", tree.Lang.Key)
		}
		var pages []gap.Page
		for _, p := range res.Site.Pages {
			pages = append(pages, gap.Page{Kind: p.Meta.Kind, Language: p.Lang, Audience: p.Meta.Audience, Stage: p.Meta.Stage, Theme: p.Meta.Theme})
		}
		own := made.Data.Gap.Own(pages)
		for _, c := range made.Data.Gap.ByStage() {
			if len(own[c.In(tree.Lang.Key)]) == 0 {
				t.Errorf("%s: no page in %s", tree.Lang.Key, c.Anchor())
			}
		}
	}
}
