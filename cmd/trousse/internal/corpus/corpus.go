// Package corpus writes a bilingual site of any size, to measure and test with. The same options
// give the same bytes. trousse reads it without a fault, and so does Hugo: there is only Markdown
// and front matter that both know.
package corpus

import (
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"strings"
)

// Options says what site to write. The zero value is the smallest: a home page, three sections
// and no page in them.
type Options struct {
	Pages int    // pages of both languages together, home and sections included; made even, at least 8
	Code  bool   // 6 to 10 blocks of source code on each page
	Seed  uint64 // another seed gives another text
}

// fixed counts the pages that every site has: the home page and each section's own, in two languages.
const fixed = 2 * (1 + 3)

// Count gives the number of pages that are written: Pages, made even, and at least 8.
func (o Options) Count() int { return max(fixed, o.Pages+o.Pages%2) }

// Files yields each file of the site: its path with slashes, relative to the site's folder, and
// its bytes. config.toml comes first, then home, sections and pages; maps.Collect makes a map.
func Files(opt Options) iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		if !yield("config.toml", []byte(config)) {
			return
		}
		both := func(path string, p page) bool {
			return yield(path+".en.md", []byte(p.en)) && yield(path+".fr.md", []byte(p.fr))
		}
		a := newAuthor(opt)
		if !both("content/_index", a.front(home, 0)) {
			return
		}
		for i, s := range sections {
			if !both("content/"+s.name+"/_index", a.front(s, i+1)) {
				return
			}
		}
		for i := range (opt.Count() - fixed) / 2 {
			p := a.page(i)
			if !both("content/"+sections[i%len(sections)].name+"/"+p.name, p) {
				return
			}
		}
	}
}

// Write writes the site below dir, which it creates. It fails rather than replace a file.
func Write(dir string, opt Options) error {
	for path, data := range Files(opt) {
		full := filepath.Join(dir, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			return fmt.Errorf("write corpus: %w", err)
		}
		f, err := os.OpenFile(full, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
		if err != nil {
			return fmt.Errorf("write corpus: %w", err)
		}
		_, err = f.Write(data)
		if cerr := f.Close(); err == nil {
			err = cerr
		}
		if err != nil {
			return fmt.Errorf("write corpus: %w", err)
		}
	}
	return nil
}

const config = `base_url = "https://example.org/"

[languages.en]
tag = "en-CA"
name = "English"
title = "Connected devices"
description = "Pages about connected devices, in English and in French."

[languages.fr]
tag = "fr-CA"
name = "Français"
title = "Objets connectés"
description = "Des pages sur les objets connectés, en anglais et en français."
`

// section is a folder of pages. The home page is one too, without a name.
type section struct {
	name        string
	title       text
	description text
	slug        string
}

var home = section{
	title: text{"Connected devices", "Objets connectés"},
	description: text{
		"A large sample site about connected devices at home, at school and at work.",
		"Un grand site d'exemple sur les objets connectés : à la maison, à l'école et au travail.",
	},
}

var sections = []section{
	{"homes", text{"At home", "À la maison"}, text{
		"Pages for a house, a flat or a cottage, and for everyone who lives there.",
		"Des pages pour une maison, un logement ou un chalet, et pour toutes les personnes qui y vivent.",
	}, "maisons"},
	{"schools", text{"At school", "À l'école"}, text{
		"Pages for classes, libraries and the people who look after their devices.",
		"Des pages pour les classes, les bibliothèques et les personnes qui s'occupent de leurs appareils.",
	}, "ecoles"},
	{"shops", text{"At work", "Au travail"}, text{
		"Pages for shops, clinics and offices that have no technician of their own.",
		"Des pages pour les commerces, les cliniques et les bureaux qui n'ont pas de spécialiste.",
	}, "commerces"},
}

// slug makes an address of a title: small letters of ASCII and hyphens.
func slug(title string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(title) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		case plain[r] != 0:
			b.WriteRune(plain[r])
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	return strings.Trim(b.String(), "-")
}

var plain = map[rune]rune{
	'à': 'a', 'â': 'a', 'ç': 'c', 'é': 'e', 'è': 'e', 'ê': 'e', 'ë': 'e',
	'î': 'i', 'ï': 'i', 'ô': 'o', 'ù': 'u', 'û': 'u', 'ü': 'u',
}
