package content

import (
	"slices"

	"trousse/cmd/trousse/internal/tomlpos"
)

// Type says what a front matter key holds.
type Type string

const (
	TypeString  Type = "string"  // one text
	TypeList    Type = "list"    // a list of texts
	TypeBoolean Type = "boolean" // true or false
	TypeInteger Type = "integer" // a whole number
	TypeDate    Type = "date"    // a day: 2026-01-05
	TypeTables  Type = "tables"  // an array of tables: [[ignore]]
)

// KeyInfo describes one front matter key, for documentation and lists.
type KeyInfo struct {
	Name     string
	Type     Type
	Values   []string // the only values allowed; empty where any is
	Single   bool     // a list of one may be written as its only text
	Prose    bool     // text for readers: has the typography of its language, and is translated
	Required bool     // of every file that is a page
	Example  string   // the value as it is written in TOML
}

// Keys lists all front matter keys in the order in which they are usually written.
func Keys() []KeyInfo {
	infos := make([]KeyInfo, len(keys))
	for i, k := range keys {
		infos[i] = k.KeyInfo
		infos[i].Values = slices.Clone(k.Values)
	}
	return infos
}

// key is a known key with what reads its value.
type key struct {
	KeyInfo
	set func(r *reader, m *Meta, k *key, n *tomlpos.Node)
}

// keys is the one table of all front matter keys.
var keys = []key{
	{KeyInfo{Name: "title", Type: TypeString, Prose: true, Required: true, Example: `"Buy a camera"`},
		text(func(m *Meta) *string { return &m.Title })},
	{KeyInfo{Name: "description", Type: TypeString, Prose: true, Example: `"What to look at before you buy."`},
		text(func(m *Meta) *string { return &m.Description })},
	{KeyInfo{Name: "link_title", Type: TypeString, Prose: true, Example: `"Cameras"`},
		text(func(m *Meta) *string { return &m.LinkTitle })},
	{KeyInfo{Name: "slug", Type: TypeString, Example: `"buy-a-camera"`}, setSlug},
	{KeyInfo{Name: "key", Type: TypeString, Example: `"seniors/buy-a-camera"`}, setKey},
	{KeyInfo{Name: "kind", Type: TypeString, Example: `"guide"`, Values: []string{
		"guide", "checklist", "decision", "lesson", "plan", "gap-analysis", "catalogue", "glossary", "sources", "gallery", "page"}},
		choice(func(m *Meta) *string { return &m.Kind })},
	{KeyInfo{Name: "weight", Type: TypeInteger, Example: "10"}, setWeight},
	{KeyInfo{Name: "draft", Type: TypeBoolean, Example: "true"},
		func(r *reader, m *Meta, k *key, n *tomlpos.Node) { m.Draft, _ = r.boolean(k, n) }},
	{KeyInfo{Name: "updated", Type: TypeDate, Example: "2026-01-05"}, setUpdated},
	{KeyInfo{Name: "audience", Type: TypeList, Single: true, Example: `["seniors"]`, Values: []string{
		"youth", "seniors", "small-business", "everyone", "partners", "educators"}},
		list(func(m *Meta) *[]string { return &m.Audience })},
	{KeyInfo{Name: "stage", Type: TypeList, Single: true, Example: `["before"]`, Values: []string{"before", "using", "problem"}},
		list(func(m *Meta) *[]string { return &m.Stage })},
	{KeyInfo{Name: "theme", Type: TypeList, Single: true, Example: `["privacy"]`, Values: []string{"privacy", "security", "functionality"}},
		list(func(m *Meta) *[]string { return &m.Theme })},
	{KeyInfo{Name: "devices", Type: TypeList, Example: `["camera", "doorbell"]`},
		list(func(m *Meta) *[]string { return &m.Devices })},
	{KeyInfo{Name: "topics", Type: TypeList, Example: `["cameras"]`},
		list(func(m *Meta) *[]string { return &m.Topics })},
	{KeyInfo{Name: "for_whom", Type: TypeString, Prose: true, Example: `"You have a camera, or think of buying one."`},
		text(func(m *Meta) *string { return &m.ForWhom })},
	{KeyInfo{Name: "five_minutes", Type: TypeList, Prose: true, Example: `["Look for the update button."]`},
		list(func(m *Meta) *[]string { return &m.FiveMinutes })},
	{KeyInfo{Name: "sources", Type: TypeList, Example: `["get-cyber-safe"]`},
		list(func(m *Meta) *[]string { return &m.Sources })},
	{KeyInfo{Name: "aliases", Type: TypeList, Example: `["/old/address/"]`}, setAliases},
	{KeyInfo{Name: "embed", Type: TypeBoolean, Example: "true"},
		optional(func(m *Meta) **bool { return &m.Embed })},
	{KeyInfo{Name: "toc", Type: TypeBoolean, Example: "false"},
		optional(func(m *Meta) **bool { return &m.TOC })},
	{KeyInfo{Name: "quick_exit", Type: TypeBoolean, Example: "true"},
		func(r *reader, m *Meta, k *key, n *tomlpos.Node) { m.QuickExit, _ = r.boolean(k, n) }},
	{KeyInfo{Name: "address", Type: TypeString, Example: `"vous"`, Values: []string{"tu", "vous"}},
		choice(func(m *Meta) *string { return &m.Address })},
	{KeyInfo{Name: "ignore", Type: TypeTables, Example: "[[ignore]]"}, setIgnore},
}

// elsewhere are keys of other programs, and of other languages, with ours for the same thing.
var elsewhere = map[string]string{
	"date": "updated", "lastmod": "updated", "last_updated": "updated", "modified": "updated",
	"linktitle": "link_title", "menu_title": "link_title", "sidebar_label": "link_title",
	"type": "kind", "layout": "kind", "template": "kind",
	"order": "weight", "nav_order": "weight", "sidebar_position": "weight",
	"summary": "description", "excerpt": "description",
	"url": "slug", "permalink": "slug",
	"redirect_from": "aliases", "redirects": "aliases",
	"translationkey": "key", "translation_key": "key",
	"titre": "title", "brouillon": "draft", "poids": "weight", "publics": "audience", "appareils": "devices", "sujets": "topics",
}
