package render

import (
	"io/fs"
	"os"
	"regexp"
	"testing"

	"trousse/cmd/trousse/internal/locale"
)

func builtIn(t *testing.T) (*Set, map[string]*locale.Words) {
	t.Helper()
	b, problems, err := locale.Parse([]fs.FS{os.DirFS("../../../../locales")},
		[]locale.Lang{{Key: "en", Tag: "en-CA"}, {Key: "fr", Tag: "fr-CA"}})
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	if lacks := locale.Missing(b); len(lacks) > 0 {
		t.Errorf("words that one language lacks: %v", lacks)
	}
	words := map[string]*locale.Words{"en": b.Words("en"), "fr": b.Words("fr")}
	s, ds := Load([]Layer{{"templates", os.DirFS("../../../../templates")}}, words)
	if len(ds) > 0 {
		t.Errorf("diagnostics: %v", ds)
	}
	return s, words
}

func TestBuiltInTemplatesUseWordsThatThereAre(t *testing.T) {
	s, words := builtIn(t)
	use := regexp.MustCompile(`\b(?:t|n|tl \S+) "([a-z-]+)"`)
	for name, f := range s.files {
		for _, m := range use.FindAllStringSubmatch(f.text, -1) {
			for lang, w := range words {
				if !w.Has(m[1]) {
					t.Errorf("%s uses %q, which %s lacks", name, m[1], lang)
				}
			}
		}
	}
}

func TestBuiltInTemplatesCarryNothingInline(t *testing.T) {
	s, _ := builtIn(t)
	inline := regexp.MustCompile(`(?i)\sstyle=|\son[a-z]+=|<style|javascript:|<script>|src="http`)
	for name, f := range s.files {
		if found := inline.FindString(f.text); found != "" {
			t.Errorf("%s contains %q", name, found)
		}
	}
}
