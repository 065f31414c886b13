// Package themes holds the built-in themes: how pages look.
package themes

import "embed"

// FS holds one folder for each theme.
//
//go:embed trousse municipal
var FS embed.FS
