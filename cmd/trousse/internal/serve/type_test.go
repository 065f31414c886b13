package serve

import "testing"

// A system's own table of types may lack these, or know them otherwise: what a browser does with a download hangs on it.
func TestFilesAreSentAsWhatTheyAre(t *testing.T) {
	for file, want := range map[string]string{
		"en/p/p-goals.csv": "text/csv; charset=utf-8", "en/p/p.ics": "text/calendar; charset=utf-8", "en/p/p.toml": "application/toml",
		"en/p/p.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "index.html": "text/html; charset=utf-8", "a.b-c": "application/octet-stream",
	} {
		if got := contentType(file); got != want {
			t.Errorf("%s: %s, want %s", file, got, want)
		}
	}
}
