package gap

import "slices"

// Page is what the tables need to know of a page of this site.
type Page struct {
	Kind, Language                 string
	Topics, Audience, Stage, Theme []string // as in the front matter
}

// Own finds which pages of this site stand in each cell, by their index. The keys of all tables have the
// language of the pages, see [Key.In]. A page for everyone stands with every audience.
func (a *Analysis) Own(pages []Page) map[Key][]int {
	kinds := map[string][]string{}
	for _, f := range a.Formats {
		for _, k := range f.Kinds {
			kinds[k] = append(kinds[k], f.ID.ID)
		}
	}
	own := map[Key][]int{}
	for i, p := range pages {
		put := func(k Key) { own[k.In(p.Language)] = append(own[k.In(p.Language)], i) }
		for _, audience := range Audiences() {
			if !slices.Contains(p.Audience, audience) && !slices.Contains(p.Audience, Everyone) {
				continue
			}
			for _, topic := range p.Topics {
				put(Key{Topic: topic, Audience: audience})
			}
			for _, format := range kinds[p.Kind] {
				put(Key{Format: format, Audience: audience})
			}
			for _, stage := range p.Stage {
				for _, theme := range p.Theme {
					put(Key{Stage: stage, Theme: theme, Audience: audience})
				}
			}
		}
	}
	return own
}
