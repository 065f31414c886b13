package content

import (
	"strconv"

	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/lexicon"
	"trousse/cmd/trousse/internal/markdown"
)

// AvoidOf gathers the words that the glossaries among data files say pages should not use, by language. Where
// there are none it is nil.
func AvoidOf(data []*Data, langs []Lang) map[string][]lexicon.Word {
	var all map[string][]lexicon.Word
	for _, d := range data {
		if d.Glossary == nil {
			continue
		}
		for _, l := range langs {
			words := d.Glossary.Avoided(l.Key)
			if len(words) == 0 {
				continue
			}
			if all == nil {
				all = map[string][]lexicon.Word{}
			}
			all[l.Key] = append(all[l.Key], words...)
		}
	}
	return all
}

// avoid looks for words to avoid in what readers see of the front matter.
func (p *Page) avoid(words *lexicon.Lexicon, tag string) {
	if words == nil {
		return
	}
	look := func(key, text string) {
		at := diag.Position{Path: p.Path, Line: p.Meta.Line(key), Col: 1}
		p.Diags = append(p.Diags, markdown.Avoided(words, text, tag, at)...)
	}
	look("title", p.Meta.Title)
	look("link_title", p.Meta.LinkTitle)
	look("description", p.Meta.Description)
	look("for_whom", p.Meta.ForWhom)
	for i, text := range p.Meta.FiveMinutes {
		look("five_minutes["+strconv.Itoa(i)+"]", text)
	}
}
