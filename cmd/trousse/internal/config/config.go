// Package config reads config.toml into one immutable value, fully checked.
package config

import (
	"trousse/cmd/trousse/internal/diag"
)

// Config is a site's configuration. Every field has a usable value after [Parse].
type Config struct {
	BaseURL   string     // "https://example.org/toolkit/", always with a slash at the end; "" when unknown
	Theme     string     // folder below themes/; default "trousse"
	Languages []Language // in the order of the file; the first is the default. Default: English, then French
	Markdown  Markdown
	Formats   map[string]bool          // by name, true where absent: html, feed, sitemap, json, markdown, redirects, headers, robots, cards, icons, download
	Rules     map[string]diag.Severity // severities that differ from the rules' own
	Ignore    []Ignore                 // files silenced with a reason
	TOC       TOC
	Images    Images
	Licence   Licence
	Publisher Publisher
	Feed      Feed
	Cards     Cards
	Reading   map[string]Reading // by the folder of a top section
	Menu      []string           // page ids of the header's menu, in order; default: the top sections by weight
	Footer    []string           // page ids of the footer's links, in order

	path      string
	positions map[string]diag.Position // of every key and element in the file
}

// Language is one language of the site.
type Language struct {
	Key         string // in file names and addresses: "en"
	Tag         string // BCP 47: "en-CA"
	Name        string // in the language itself: "English", "Français"
	Dir         string // "ltr" or "rtl"
	Title       string // the site's title in this language
	Description string
}

// Markdown holds what may be chosen about Markdown.
type Markdown struct {
	RawHTML bool // keep raw HTML, sanitised
}

// TOC says which heading levels a table of contents shows. Default 2 to 3.
type TOC struct{ From, To int }

// Images limits pictures. Default 500,000 bytes.
type Images struct{ MaxBytes int64 }

// Licence is that of the text.
type Licence struct{ Name, URL string }

// Publisher is who stands for the site. Without a name nobody is named.
type Publisher struct{ Name, URL string }

// Cards says which pages have a picture of their own for shared links: each "page", or each "section",
// whose pages then share its. "" leaves it to the size of the site.
type Cards struct{ Each string }

// Feed limits Atom feeds. Default 20 entries.
type Feed struct{ Entries int }

// Ignore silences a rule in the files that a pattern (path.Match below content/) names.
type Ignore struct{ Rule, Path, Reason string }
