// Package hosting shapes what a web host reads: _headers and _redirects, in the form that
// Netlify, Cloudflare Pages and others share.
package hosting

import (
	"context"
	"io"
	"slices"
	"strings"

	"trousse/cmd/trousse/internal/memo"
	"trousse/cmd/trousse/internal/output"
	"trousse/cmd/trousse/internal/publish"
	"trousse/cmd/trousse/internal/site"
	"trousse/cmd/trousse/internal/view"
)

// Headers makes _headers.
type Headers struct{}

// Redirects makes _redirects.
type Redirects struct{}

// Name is "headers".
func (Headers) Name() string { return "headers" }

// Name is "redirects".
func (Redirects) Name() string { return "redirects" }

// Files lists _headers.
func (Headers) Files(s *site.Site) ([]publish.File, error) {
	var b strings.Builder
	rule := func(pattern string, lines ...string) {
		b.WriteString(s.Base + pattern + "\n")
		for _, l := range lines {
			b.WriteString("  " + l + "\n")
		}
	}
	rule("*",
		"Content-Security-Policy: "+view.Policy+"; frame-ancestors 'self'",
		"X-Content-Type-Options: nosniff",
		"Referrer-Policy: strict-origin-when-cross-origin",
		"Permissions-Policy: camera=(), microphone=(), geolocation=(), browsing-topics=()",
		"Cross-Origin-Opener-Policy: same-origin")
	// A bundle's name changes with its bytes, so it may be kept for a year.
	rule("assets/*", "Cache-Control: public, max-age=31536000, immutable")
	// Pages as data are there for other sites to read.
	rule("*/index.json", "Access-Control-Allow-Origin: *")
	rule("schema/*", "Access-Control-Allow-Origin: *", "Content-Type: application/schema+json")
	rule("*/index.md", "Access-Control-Allow-Origin: *", "Content-Type: text/markdown; charset=utf-8")
	rule("*/feed.xml", "Access-Control-Allow-Origin: *", "Content-Type: application/atom+xml; charset=utf-8")
	if s.Config.Format("icons") {
		rule("*/site.webmanifest", "Content-Type: application/manifest+json")
	}
	if s.Config.Format("download") && len(s.Data) > 0 {
		for _, kind := range []struct{ ending, name string }{
			{"csv", "text/csv; charset=utf-8"}, {"ics", "text/calendar; charset=utf-8"}, {"toml", "application/toml"},
			{"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
		} {
			rule("*."+kind.ending, "Access-Control-Allow-Origin: *", "Content-Type: "+kind.name)
		}
	}
	return []publish.File{file("_headers", b.String())}, nil
}

// Files lists _redirects: an answer of the server for each alias, so that search engines follow it
// too. Without one the page at the alias leads on.
func (Redirects) Files(s *site.Site) ([]publish.File, error) {
	var lines []string
	for _, p := range s.Pages {
		for _, a := range p.Aliases {
			lines = append(lines, s.Link(a)+" "+s.Link(p.URL)+" 301\n")
		}
	}
	slices.Sort(lines)
	if len(lines) == 0 {
		return nil, nil
	}
	return []publish.File{file("_redirects", strings.Join(lines, ""))}, nil
}

func file(path, body string) publish.File {
	return publish.File{
		Path: path,
		Rank: publish.Index,
		Key:  func() memo.Key { return memo.KeyOf(struct{ Text string }{body}) },
		Write: func(_ context.Context, w io.Writer) error {
			_, err := io.WriteString(w, body)
			return err
		},
	}
}

var (
	_ output.Format = Headers{}
	_ output.Format = Redirects{}
)
