package build_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"trousse/cmd/trousse/internal/build"
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
