package check

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"trousse/cmd/trousse/internal/content"
	"trousse/cmd/trousse/internal/diag"
)

// altMissing: a picture without alternative text is a hole for whoever cannot see it (WCAG 1.1.1).
func altMissing(p *content.Page, report Report) {
	for _, img := range p.Facts.Images {
		if strings.TrimSpace(img.Alt) == "" && !img.Decorative {
			report(diag.New("alt-missing", p.Pos(img.Pos), "image", img.Dest))
		}
	}
}

// Words that say that there is a picture and nothing of what it shows.
var emptyAlts = map[string][]string{
	"en": {"image", "picture", "photo", "graphic", "icon", "screenshot", "drawing", "figure", "diagram", "illustration"},
	"fr": {"image", "photo", "photographie", "graphique", "icône", "icone", "capture d’écran", "capture d'écran", "dessin", "figure", "schéma", "illustration"},
}

// base is the language of a page without its region: the site may call it "fr-ca".
func base(p *content.Page) string {
	lang, _, _ := strings.Cut(p.Lang, "-")
	return lang
}

// altUseless: a file name, a bare "image", or a text too long to be listened to.
func altUseless(p *content.Page, report Report) {
	limit := 200
	for _, img := range p.Facts.Images {
		alt := strings.TrimSpace(img.Alt)
		low := strings.ToLower(alt)
		switch {
		case alt == "":
		case low == strings.ToLower(path.Base(img.Dest)) || pictureName(low), slices.Contains(emptyAlts[base(p)], low):
			report(diag.New("alt-useless", p.Pos(img.Pos), "alt", alt))
		case len([]rune(alt)) > limit:
			report(diag.New("alt-useless", p.Pos(img.Pos), "alt", alt, "limit", strconv.Itoa(limit)).With("long"))
		}
	}
}

func pictureName(s string) bool {
	switch path.Ext(s) {
	case ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif":
		return true
	}
	return false
}

// headingJump: levels tell a screen reader's user what belongs to what (WCAG 1.3.1).
func headingJump(p *content.Page, report Report) {
	last := 1
	if p.Shape == content.Part && len(p.Facts.Headings) > 0 {
		last = p.Facts.Headings[0].Level // it stands below a heading of the page that it is put into
	}
	for _, h := range p.Facts.Headings {
		if h.Level > last+1 {
			report(diag.New("heading-jump", p.Pos(h.Pos), "from", strconv.Itoa(last), "to", strconv.Itoa(h.Level)))
		}
		last = h.Level
	}
}

// headingOne: the page's title is its only heading of level 1.
func headingOne(p *content.Page, report Report) {
	for _, h := range p.Facts.Headings {
		if h.Level == 1 {
			report(diag.New("heading-one", p.Pos(h.Pos), "text", h.Text))
		}
	}
}

// Link texts that mean nothing when they are read alone, as a list of links reads them (WCAG 2.4.4).
var emptyLinks = map[string][]string{
	"en": {"click here", "here", "read more", "more", "learn more", "link", "this link", "this page", "see here", "find out more", "this", "details", "more information", "more info"},
	"fr": {"cliquez ici", "cliquer ici", "clique ici", "ici", "lire la suite", "en savoir plus", "pour en savoir plus", "plus", "lien", "ce lien", "cette page", "voir ici", "suite", "plus d’information", "plus d'information", "plus d’informations", "plus d'informations", "détails"},
}

func linkText(p *content.Page, report Report) {
	for _, l := range p.Facts.Links {
		text := strings.ToLower(strings.Trim(l.Text, " \u00a0\u202f.!?…:»«›‹>→\"“”‘’"))
		switch {
		case text == "":
			report(diag.New("link-text", p.Pos(l.Pos), "text", l.Dest).With("empty"))
		case slices.Contains(emptyLinks[base(p)], text):
			report(diag.New("link-text", p.Pos(l.Pos), "text", l.Text))
		case (strings.HasPrefix(text, "http://") || strings.HasPrefix(text, "https://")) && len(text) > 40:
			report(diag.New("link-text", p.Pos(l.Pos), "text", l.Text).With("address"))
		}
	}
}

// tableHeadless: without header cells nobody who listens to a table knows what a cell means.
func tableHeadless(p *content.Page, report Report) {
	for _, t := range p.Facts.Tables {
		if t.Headless {
			report(diag.New("table-headless", p.Pos(t.Pos)))
		}
	}
}
