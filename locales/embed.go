// Package locales holds the words: "en.toml" and "fr.toml" those of the site's pages,
// "messages.en.toml" and "messages.fr.toml" those that the program says to whoever runs it.
package locales

import "embed"

// FS is this folder.
//
//go:embed *.toml
var FS embed.FS
