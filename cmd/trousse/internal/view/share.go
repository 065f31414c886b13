package view

import (
	"slices"
	"strings"

	"trousse/cmd/trousse/internal/card"
	"trousse/cmd/trousse/internal/content"
	"trousse/cmd/trousse/internal/site"
)

// ManifestName is the name of the file that tells a device how to keep the site on its home screen
// (Web Application Manifest). It stands beside each home page.
const ManifestName = "site.webmanifest"

// CardName is the name of a page's picture for sharing, beside the page.
const CardName = "card.png"

// Picture is what is shown where somebody shares a page's address.
type Picture struct {
	URL           string // absolute; "" where there is none
	Alt           string
	Width, Height int
}

// Icon is one of the pictures of the site's icon that are not SVG.
type Icon struct {
	Name  string // in a theme's static folder, and in the site's: "icon-192.png"
	Path  string // on the site
	Size  int    // in pixels, both ways
	Touch bool   // for devices that know it by a link in the page
	Full  bool   // made to be cut: its ground goes to the edges
	Drawn bool   // neither the site nor the theme has it: it is to be drawn
}

// icons names the icons that a site may have. Browsers ask for the first by its name even where no
// page names it.
func icons() []Icon {
	return []Icon{
		{Name: "apple-touch-icon.png", Size: 180, Touch: true, Full: true},
		{Name: "icon-192.png", Size: 192},
		{Name: "icon-512.png", Size: 512},
		{Name: "icon-maskable-512.png", Size: 512, Full: true},
	}
}

// iconsOf finds the site's icons: those in its own static folder first, then the theme's. Where
// neither has any, all are drawn; beside one of their own the toolkit's sign would be a stranger.
func iconsOf(s *site.Site, look Look, draw bool) []Icon {
	own := map[string]string{}
	for _, icon := range icons() {
		if p := look.Icons[icon.Name]; p != "" {
			own[icon.Name] = p
		}
		if slices.ContainsFunc(s.Used, func(f *site.File) bool { return f.URL == icon.Name }) {
			own[icon.Name] = icon.Name
		}
	}
	var found []Icon
	for _, icon := range icons() {
		switch path, ok := own[icon.Name]; {
		case ok:
			icon.Path = path
		case len(own) == 0 && draw:
			icon.Path, icon.Drawn = icon.Name, true
		default:
			continue
		}
		found = append(found, icon)
	}
	return found
}

// Icons lists the site's icons beside its SVG icon.
func (m *Maker) Icons() []Icon { return m.icons }

// HasManifests tells whether each language has a manifest: on sites with icons, but not where pages
// are opened from a folder, which cannot be kept on a home screen.
func (m *Maker) HasManifests() bool { return m.formats["icons"] && !m.look.Open && len(m.icons) > 0 }

// manyPages is how many pages a site may have for each to have a card of its own where the
// configuration does not say: drawing thousands would take longer than all the rest of a first build.
const manyPages = 1000

// cardEach tells what has a card of its own: each "page" or each "section".
func (m *Maker) cardEach() string {
	if each := m.Site.Config.Cards.Each; each != "" {
		return each
	}
	if len(m.Site.Pages) > manyPages {
		return "section"
	}
	return "page"
}

// CardOf gives the page whose card is shown where p is shared: p itself or, where only sections have
// cards, its section. It is nil where there is none. Cards are found by whole addresses: a site that
// does not know its own has none.
func (m *Maker) CardOf(p *site.Page) *site.Page {
	if !m.formats["cards"] || m.Site.Config.BaseURL == "" || p.Meta.Draft {
		return nil
	}
	if m.cardEach() == "section" && p.Shape != content.Section && p.Parent != nil {
		p = p.Parent
	}
	if p.Meta.Draft {
		return nil
	}
	return p
}

// Card makes what a page's own card says.
func (m *Maker) Card(p *site.Page) card.Card {
	c := card.Card{
		Site: m.sites[m.tree(p.Lang)].Title, Title: p.Meta.Title,
		Language: p.Tree.Lang.Name, RTL: p.Tree.Lang.Dir == "rtl",
		Accent: m.look.Colours.For(""),
	}
	if top := p.Top(); top != nil {
		c.Accent = m.look.Colours.For(top.ID)
		if top != p {
			c.Section = top.Name()
		}
	}
	if c.Site == c.Title {
		c.Site = ""
	}
	return c
}

// HasRootCard tells whether the page where readers choose a language has a card.
func (m *Maker) HasRootCard() bool { return m.formats["cards"] && m.Site.Config.BaseURL != "" }

// RootCard makes what the card of the language choice says: all titles and all languages.
func (m *Maker) RootCard() card.Card {
	c := card.Card{Accent: m.look.Colours.For("")}
	var titles, languages []string
	for _, v := range m.sites {
		if !slices.Contains(titles, v.Title) {
			titles = append(titles, v.Title)
		}
		languages = append(languages, v.LangName)
	}
	c.Title, c.Language = strings.Join(titles, " – "), strings.Join(languages, " · ")
	return c
}

// picture describes the card that is shown where p is shared.
func (m *Maker) picture(p *site.Page) Picture {
	q := m.CardOf(p)
	if q == nil {
		return Picture{}
	}
	return m.pictureOf(m.Card(q), q.URL)
}

// pictureOf describes a card that stands in a folder of the site.
func (m *Maker) pictureOf(c card.Card, folder string) Picture {
	said := slices.DeleteFunc([]string{c.Section, c.Title, c.Site, c.Language}, func(s string) bool { return s == "" })
	return Picture{URL: m.Site.Absolute(folder + CardName), Alt: strings.Join(said, " – "), Width: card.Width, Height: card.Height}
}

// openGraphLocale gives a language tag as the Open Graph protocol writes it: language_TERRITORY. A
// script in between is left out.
func openGraphLocale(tag string) string {
	parts := strings.Split(tag, "-")
	for _, p := range parts[1:] {
		if len(p) == 2 || len(p) == 3 && p[0] <= '9' {
			return parts[0] + "_" + strings.ToUpper(p)
		}
	}
	return parts[0]
}
