package themes

import (
	"io/fs"
	"path"
	"regexp"
	"testing"
)

func TestStylesAndScriptsAskForNothingElsewhere(t *testing.T) {
	elsewhere := regexp.MustCompile(`(?i)url\(|https?:|eval\(|localStorage|sessionStorage|cookie`)
	err := fs.WalkDir(FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) != ".css" && path.Ext(name) != ".js" {
			return err
		}
		raw, err := fs.ReadFile(FS, name)
		switch path.Base(name) {
		// The reader's own choice of text size and colours, and the ticks of a checklist, stay on the device:
		// nothing else is remembered.
		case "checklist.js":
			raw = regexp.MustCompile(`'sessionStorage' : 'localStorage'`).ReplaceAll(raw, nil)
		case "comfort.js":
			raw = regexp.MustCompile(`localStorage\.(getItem|setItem|removeItem)\('trousse\.' \+ name`).ReplaceAll(raw, nil)
		}
		if found := elsewhere.Find(raw); found != nil {
			t.Errorf("%s contains %q", name, found)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
