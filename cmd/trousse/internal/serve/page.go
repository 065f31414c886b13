package serve

import (
	"bytes"
	"embed"
	"html"
	"mime"
	"net/http"
	"path"

	"trousse/cmd/trousse/internal/memo"
)

//go:embed live
var live embed.FS

// asset answers with a file of the preview's own.
func asset(name, contentType string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		b, err := live.ReadFile(name)
		if err != nil {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", contentType)
		w.Header().Set("Cache-Control", "no-store")
		w.Write(b)
	}
}

// withLive puts the preview's script at the end of a page. It is never part of what is published.
func withLive(page []byte, lang string, key memo.Sum) []byte {
	tag := `<script src="/_/live.js" data-key="` + key.String() + `" data-lang="` + html.EscapeString(lang) + `" type="module"></script>` + "\n"
	at := bytes.LastIndex(page, []byte("</body>"))
	if at < 0 {
		at = len(page)
	}
	out := make([]byte, 0, len(page)+len(tag))
	return append(append(append(out, page[:at]...), tag...), page[at:]...)
}

// types are those that a system's own table may lack or know otherwise.
var types = map[string]string{
	".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
	".json": "application/json", ".md": "text/markdown; charset=utf-8", ".xml": "application/xml", ".svg": "image/svg+xml",
	".txt": "text/plain; charset=utf-8", ".png": "image/png", ".webmanifest": "application/manifest+json",
	".csv": "text/csv; charset=utf-8", ".ics": "text/calendar; charset=utf-8", ".toml": "application/toml",
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

func contentType(p string) string {
	ext := path.Ext(p)
	if t, ok := types[ext]; ok {
		return t
	}
	if t := mime.TypeByExtension(ext); t != "" {
		return t
	}
	return "application/octet-stream"
}
