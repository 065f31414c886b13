// Package sitetest makes a site in memory, for the tests of all that is made from one.
package sitetest

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"trousse/cmd/trousse/internal/config"
	"trousse/cmd/trousse/internal/content"
	"trousse/cmd/trousse/internal/corpus"
	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/kind/citation"
	"trousse/cmd/trousse/internal/locale"
	"trousse/cmd/trousse/internal/markdown"
	"trousse/cmd/trousse/internal/memo"
	"trousse/cmd/trousse/internal/output"
	"trousse/cmd/trousse/internal/site"
	"trousse/locales"
)

// Made is a site with what it was made from.
type Made struct {
	Site   *site.Site
	Input  site.Input
	Read   []diag.Diagnostic // what was found while files were read
	Joined []diag.Diagnostic // what was found when they were joined

	bodies, texts map[string]string // by path
}

// Body gives the HTML of a file with its holes. It is an [output.Body].
func (m *Made) Body(path string) (string, error) { return lookUp(m.bodies, path) }

// Text gives the Markdown of a file after its front matter.
func (m *Made) Text(path string) (string, error) { return lookUp(m.texts, path) }

func lookUp(texts map[string]string, path string) (string, error) {
	if s, ok := texts[path]; ok {
		return s, nil
	}
	return "", &fs.PathError{Op: "open", Path: path, Err: fs.ErrNotExist}
}

// Page gives a page or a part by its file below content.
func (m *Made) Page(t testing.TB, file string) *site.Page {
	t.Helper()
	for _, p := range m.Site.PagesAndParts() {
		if p.Path == "content/"+file {
			return p
		}
	}
	t.Fatalf("%s is not in the site", file)
	return nil
}

// Write gives every file that a format makes of the site, by path. Keys must be known and lasting.
func (m *Made) Write(t testing.TB, f output.Format) map[string]string {
	t.Helper()
	files, err := f.Files(m.Site)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, file := range files {
		var b bytes.Buffer
		if err := file.Write(context.Background(), &b); err != nil {
			t.Fatalf("%s: %v", file.Path, err)
		}
		if _, twice := out[file.Path]; twice {
			t.Errorf("%s is made twice", file.Path)
		}
		if k := file.Key(); k.Sum.IsZero() || k.Sum != file.Key().Sum {
			t.Errorf("%s has no key that lasts", file.Path)
		}
		out[file.Path] = b.String()
	}
	return out
}

// Pages makes a page of each line: "FILE: front matter; front matter | text", the file below
// content, the front matter in TOML, "\n" for the end of a line of the text. A page without a
// title has its file's path for one.
func Pages(lines string) fstest.MapFS {
	files := fstest.MapFS{}
	for line := range strings.Lines(lines) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		head, text, _ := strings.Cut(line, " | ")
		name, meta, _ := strings.Cut(head, ":")
		if !strings.Contains(meta, " title =") {
			meta = "title = \"" + name + "\";" + meta
		}
		Put(files, "content/"+name, "+++\n"+strings.ReplaceAll(meta, ";", "\n")+"\n+++\n"+strings.ReplaceAll(text, `\n`, "\n")+"\n")
	}
	return files
}

// Put writes one file.
func Put(files fstest.MapFS, path, text string) { files[path] = &fstest.MapFile{Data: []byte(text)} }

// Languages writes a configuration with languages by their keys, at https://example.org/kit/.
func Languages(files fstest.MapFS, more string, keys ...string) {
	text := "base_url = \"https://example.org/kit/\"\n" + more
	for _, k := range keys {
		text += "\n[languages." + k + "]\ntag = \"" + k + "\"\nname = \"Language " + k + "\"\ntitle = \"Kit " + k + "\"\n"
	}
	Put(files, "config.toml", text)
}

// Told writes each finding on a line: "file:line rule.variant name=value …", the file below content.
func Told(found []diag.Diagnostic) string {
	var b strings.Builder
	for _, d := range found {
		b.WriteString(strings.TrimPrefix(d.Pos.Path, "content/"))
		if d.Pos.Line > 0 {
			fmt.Fprintf(&b, ":%d", d.Pos.Line)
		}
		b.WriteString(" " + d.ID())
		for _, a := range d.Args {
			b.WriteString(" " + a.Name + "=" + a.Value)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// Large makes a bilingual site of many pages, with six links from each page to others.
func Large(pages int) fstest.MapFS {
	files := fstest.MapFS{}
	var names []string // without language and ending
	for p, data := range corpus.Files(corpus.Options{Pages: pages}) {
		files[p] = &fstest.MapFile{Data: data}
		if name, ok := strings.CutSuffix(p, ".en.md"); ok {
			names = append(names, name)
		}
	}
	for i, name := range names {
		for _, lang := range []string{"en", "fr"} {
			f := files[name+"."+lang+".md"]
			f.Data = append(f.Data, "\n"...)
			for n := range 6 {
				to := strings.TrimPrefix(names[(i+1+n*n)%len(names)], "content")
				f.Data = fmt.Appendf(f.Data, "See [page %d](%s.%s.md).\n", n, to, lang)
			}
		}
	}
	return files
}

// wordsOf gives the interface words. Those of a site without words of its own in our two languages are read
// once for all tests: they take longer than a small site.
func wordsOf(own fs.FS, langs []locale.Lang) (*locale.Bundle, error) {
	if _, err := fs.Stat(own, "."); err != nil && slices.Equal(langs, ours) {
		return ourWords()
	}
	words, _, err := locale.Parse([]fs.FS{own, locales.FS}, langs)
	return words, err
}

var (
	ours     = []locale.Lang{{Key: "en", Tag: "en-CA"}, {Key: "fr", Tag: "fr-CA"}}
	ourWords = sync.OnceValues(func() (*locale.Bundle, error) {
		words, _, err := locale.Parse([]fs.FS{locales.FS}, ours)
		return words, err
	})
)

// isData tells whether a path is that of a data file.
func isData(p string) bool {
	return strings.HasPrefix(p, site.ContentDir+"/") && path.Ext(p) == content.DataExt && p != site.ContentDir+"/sources.toml"
}

// Make reads and joins the files of a site: config.toml, content and static. Without a config.toml
// the site has the default languages. change may alter what is joined.
func Make(t testing.TB, files fs.FS, change ...func(*site.Input)) *Made {
	t.Helper()
	m := &Made{bodies: map[string]string{}, texts: map[string]string{}}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	data, _ := fs.ReadFile(files, "config.toml") // without one there are defaults
	cfg, found := config.Parse(data, "config.toml")
	m.Read = found
	opt := content.Options{TOC: [2]int{cfg.TOC.From, cfg.TOC.To}, RawHTML: cfg.Markdown.RawHTML, Words: map[string]markdown.Words{}}
	var langs []locale.Lang
	for _, l := range cfg.Languages {
		langs = append(langs, locale.Lang{Key: l.Key, Tag: l.Tag})
		opt.Languages = append(opt.Languages, content.Lang{Key: l.Key, Tag: l.Tag})
	}
	own, err := fs.Sub(files, "locales")
	must(err)
	words, err := wordsOf(own, langs)
	must(err)
	for _, l := range langs {
		opt.Words[l.Key] = markdown.Words{}
		for _, id := range markdown.WordIDs() {
			opt.Words[l.Key][id] = words.Words(l.Key).Text(id)
		}
	}
	opt = opt.Summed()
	m.Input = site.Input{Config: cfg, Words: words, Day: time.Date(2026, 11, 26, 0, 0, 0, 0, time.UTC)}
	must(fs.WalkDir(files, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !isData(p) {
			return err
		}
		data, err := fs.ReadFile(files, p)
		if err == nil {
			made := content.ReadData(p, data, opt)
			m.Read = append(m.Read, made.Diags...)
			m.Input.Data = append(m.Input.Data, made)
		}
		return err
	}))
	if words := content.AvoidOf(m.Input.Data, opt.Languages); words != nil {
		opt = opt.Avoiding(words).Summed()
	}
	renderer := markdown.New()
	must(fs.WalkDir(files, ".", func(p string, d fs.DirEntry, err error) error {
		top, _, _ := strings.Cut(p, "/")
		if err != nil || d.IsDir() || top != site.ContentDir && top != site.StaticDir {
			return err
		}
		data, err := fs.ReadFile(files, p)
		switch {
		case err != nil:
			return err
		case top == site.ContentDir && path.Ext(p) == ".md":
			page, body := content.Read(p, data, opt, renderer)
			m.Read = append(m.Read, page.Diags...)
			if page.Lang != "" {
				m.Input.Pages = append(m.Input.Pages, page)
				m.bodies[p], m.texts[p] = body.HTML, string(body.Source)
			}
			return nil
		case p == site.ContentDir+"/sources.toml":
			m.Input.Sources, found = citation.Parse(data, p)
			m.Read = append(m.Read, found...)
		}
		m.Input.Files = append(m.Input.Files, site.File{Path: p, Size: int64(len(data)), Sum: memo.SumBytes(data)})
		return nil
	}))
	for _, f := range change {
		f(&m.Input)
	}
	m.Site, m.Joined = site.Join(m.Input)
	return m
}
