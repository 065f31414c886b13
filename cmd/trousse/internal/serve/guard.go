package serve

import (
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// policy is that of everything below /_/: its own files and the site's pages, in frames too.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; " +
	"frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"

// guard refuses what does not come from a page of this server or from an address bar: a request with
// a foreign Host header (another site's name that was made to lead here), and use of the preview's
// own addresses by another site's page. hosts are names that are allowed beside the loopback ones.
func guard(next http.Handler, hosts []string) http.Handler {
	allowed := append([]string{"localhost", "127.0.0.1", "::1"}, hosts...)
	known := func(hostport string) bool {
		host, _, err := net.SplitHostPort(hostport)
		if err != nil {
			host = hostport
		}
		return slices.Contains(allowed, strings.ToLower(strings.Trim(host, "[]")))
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !known(r.Host) {
			http.Error(w, "403 unknown host", http.StatusForbidden)
			return
		}
		if strings.HasPrefix(r.URL.Path, "/_/") {
			site := r.Header.Get("Sec-Fetch-Site")
			origin, err := url.Parse(r.Header.Get("Origin"))
			if site == "cross-site" || site == "same-site" || err != nil || origin.Host != "" && origin.Host != r.Host {
				http.Error(w, "403 other origin", http.StatusForbidden)
				return
			}
			w.Header().Set("Content-Security-Policy", policy)
		}
		next.ServeHTTP(w, r)
	})
}
