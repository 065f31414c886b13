package build

import (
	"os"
	"path/filepath"

	"trousse/cmd/trousse/internal/asset"
	"trousse/cmd/trousse/internal/content"
	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/locale"
	"trousse/cmd/trousse/internal/memo"
	"trousse/cmd/trousse/internal/publish"
	"trousse/cmd/trousse/internal/source"
)

// State is what one build leaves for the next. The zero value is the state of a first build.
type State struct {
	files   memo.Table[string, source.Stamp]   // by path
	pages   memo.Table[memo.Sum, record]       // by what was read and how
	data    memo.Table[memo.Sum, content.Data] // of data files, likewise
	sizes   memo.Table[memo.Sum, pictureSize]  // of pictures, by content
	bundles memo.Table[memo.Sum, bundle]       // of a theme's assets, by their sources
	placed  memo.Table[string, publish.Placed] // by path below the output folder

	spoken *spoken // not in the state file: reading it takes longer than making it anew
}

// spoken are the interface words of the last build.
type spoken struct {
	key      string // see [locale.Key]
	words    *locale.Bundle
	problems []locale.Problem
	lacks    []locale.Lack
}

// record is one page file, read and judged by itself.
type record struct {
	Page  content.Page
	Found []diag.Diagnostic // by the rules that see one file
}

type pictureSize struct{ Width, Height int }

type bundle struct {
	Assets []asset.Asset
	Found  []diag.Diagnostic
}

func (st *State) tables() []memo.Stored {
	return []memo.Stored{&st.files, &st.pages, &st.data, &st.sizes, &st.bundles, &st.placed}
}

// Load reads a state file. A file that is missing, damaged or another program's gives an empty
// state: the build is then a first build, with the same result.
func Load(path string, owner memo.Sum) *State {
	st := &State{}
	if path == "" || !memo.Load(path, owner, st.tables()...) {
		return &State{}
	}
	return st
}

// Save writes the state to a file if it differs from what the file holds.
func (st *State) Save(path string, owner memo.Sum) error {
	changed := false
	for _, t := range st.tables() {
		changed = changed || t.Changed()
	}
	if !changed {
		return nil
	}
	return memo.Save(path, owner, st.tables()...)
}

// trim forgets what this build did not use.
func (st *State) trim() {
	st.files.Trim()
	st.pages.Trim()
	st.data.Trim()
	st.sizes.Trim()
	st.bundles.Trim()
	st.placed.Trim()
}

// StatePath gives the state file for a site folder built into an output folder: in the user's
// cache folder, or in the temporary folder where the user has none.
func StatePath(dir, out string) string {
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir()
	}
	name := memo.SumOf([]string{dir, out}).String()
	return filepath.Join(cache, "trousse", name+".state")
}
