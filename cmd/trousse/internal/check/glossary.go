package check

import (
	"trousse/cmd/trousse/internal/content"
	"trousse/cmd/trousse/internal/lexicon"
	"trousse/cmd/trousse/internal/markdown"
	"trousse/cmd/trousse/internal/site"
)

// termLanguage: what data say to readers uses the words of the glossary, as pages do. Those are looked at while
// they are read.
func termLanguage(s *site.Site, report Report) {
	langs := make([]content.Lang, len(s.Trees))
	for i, t := range s.Trees {
		langs[i] = content.Lang{Key: t.Lang.Key, Tag: t.Lang.Tag}
	}
	words := content.AvoidOf(s.Data, langs)
	if words == nil {
		return
	}
	for _, l := range langs {
		known := lexicon.New(words[l.Key])
		for _, d := range s.Data {
			for _, p := range d.Passages {
				if p.Lang != l.Key {
					continue
				}
				for _, found := range markdown.Avoided(known, p.Text, l.Tag, d.Pos(p.Pos)) {
					report(found)
				}
			}
		}
	}
}
