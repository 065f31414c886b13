package static_test

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trousse/cmd/trousse/internal/asset"
	"trousse/cmd/trousse/internal/output/static"
	"trousse/cmd/trousse/internal/site/testdata/sitetest"
)

func TestFilesArePlacedAsTheyAre(t *testing.T) {
	files := sitetest.Pages("_index.en.md: | [plan](plan.txt)\n_index.fr.md:\n")
	sitetest.Put(files, "content/plan.txt", "A plan.")
	sitetest.Put(files, "content/unused.txt", "Nobody links here.")
	sitetest.Put(files, "static/robots/é.txt", "A robot.")
	m := sitetest.Make(t, files)
	f := static.New([]asset.Asset{{Path: "assets/main.css", Data: []byte("b{}")}}, files)
	want := map[string]string{"assets/main.css": "b{}", "files/plan.txt": "A plan.", "robots/é.txt": "A robot."}
	if diff := cmp.Diff(want, m.Write(t, f)); diff != "" || f.Name() != "static" {
		t.Errorf("(-want +got)\n%s", diff)
	}

	delete(files, "content/plan.txt") // gone since it was found
	list, err := f.Files(m.Site)
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range list {
		if file.Path == "files/plan.txt" {
			if err := file.Write(context.Background(), io.Discard); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("a file that is gone: %v", err)
			}
		}
	}
}
