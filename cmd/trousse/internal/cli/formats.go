package cli

import (
	"trousse/cmd/trousse/internal/build"
	"trousse/cmd/trousse/internal/output"
	"trousse/cmd/trousse/internal/output/cards"
	"trousse/cmd/trousse/internal/output/data"
	"trousse/cmd/trousse/internal/output/download"
	"trousse/cmd/trousse/internal/output/feed"
	"trousse/cmd/trousse/internal/output/hosting"
	"trousse/cmd/trousse/internal/output/html"
	"trousse/cmd/trousse/internal/output/icons"
	"trousse/cmd/trousse/internal/output/sitemap"
	"trousse/cmd/trousse/internal/output/static"
)

// formats lists everything that a build can write.
func formats(m build.Made) []output.Format {
	return []output.Format{
		static.New(m.Assets, m.Files),
		html.New(m.View, m.Templates, m.Body, m.Relative),
		data.JSON{Maker: m.View, Body: m.Body},
		data.Markdown{Site: m.Site, Text: m.Text, Maker: m.View},
		download.New(m.View.Offers, m.Files),
		cards.New(m.View),
		icons.Format{Maker: m.View},
		feed.Format{},
		sitemap.Format{}, sitemap.Robots{},
		hosting.Headers{},
		hosting.Redirects{},
	}
}
