// Package templates holds the built-in templates: the structure of pages in HTML, without any look.
package templates

import "embed"

// FS holds the template files.
//
//go:embed *.html icons.svg
var FS embed.FS
