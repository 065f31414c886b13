package hosting_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trousse/cmd/trousse/internal/output/hosting"
	"trousse/cmd/trousse/internal/site/testdata/sitetest"
)

func made(t *testing.T, pages, config string) *sitetest.Made {
	t.Helper()
	files := sitetest.Pages(pages)
	sitetest.Put(files, "config.toml", config)
	return sitetest.Make(t, files)
}

// The file is read by hosts and by nobody else: a path at the beginning of a line, below it
// indented headers, "Name: value".
func TestHeadersHaveTheSyntaxOfHosts(t *testing.T) {
	path := regexp.MustCompile(`^/[^\s]*$`)
	header := regexp.MustCompile(`^  [A-Z][A-Za-z-]+: [ -~]+$`)
	for base, config := range map[string]string{"/": "", "/kit/": "base_url = \"https://example.org/kit/\""} {
		got := made(t, "_index.en.md:\n_index.fr.md:", config).Write(t, hosting.Headers{})["_headers"]
		under := ""
		headers := map[string]string{}
		for i, line := range strings.Split(strings.TrimSuffix(got, "\n"), "\n") {
			switch {
			case path.MatchString(line):
				under = line
				if !strings.HasPrefix(line, base) || strings.Count(line, "*") > 1 {
					t.Errorf("line %d: %q", i+1, line)
				}
			case header.MatchString(line) && under != "":
				name, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
				if _, twice := headers[under+" "+name]; twice {
					t.Errorf("line %d: %s twice", i+1, name)
				}
				headers[under+" "+name] = value
			default:
				t.Errorf("line %d: %q", i+1, line)
			}
		}
		csp := headers[base+"* Content-Security-Policy"]
		for _, want := range []string{"default-src 'none'", "script-src 'self'", "base-uri 'none'", "frame-ancestors 'self'"} {
			if !strings.Contains(csp, want) {
				t.Errorf("the policy lacks %s: %s", want, csp)
			}
		}
		if strings.Contains(csp, "unsafe") || strings.Contains(csp, "http") {
			t.Errorf("the policy has a hole: %s", csp)
		}
		if !strings.Contains(csp, "manifest-src 'self'") || headers[base+"*/site.webmanifest Content-Type"] != "application/manifest+json" {
			t.Error("a web application manifest is not allowed, or not said to be one")
		}
		if headers[base+"*/index.json Access-Control-Allow-Origin"] != "*" || !strings.Contains(headers[base+"assets/* Cache-Control"], "immutable") {
			t.Errorf("%v", headers)
		}
	}
}

func TestRedirectsLeadFromEachAlias(t *testing.T) {
	m := made(t, `
		_index.en.md:
		_index.fr.md:
		b.en.md: aliases = ["/old/b", "/old/b.html", "/vieux/é/"]
		b.fr.md: slug = "bé"; aliases = ["/ancien/"]
	`, "base_url = \"https://example.org/kit/\"")
	want := `/kit/ancien/ /kit/fr/b%C3%A9/ 301
/kit/old/b.html /kit/en/b/ 301
/kit/old/b/ /kit/en/b/ 301
/kit/vieux/%C3%A9/ /kit/en/b/ 301
`
	got := m.Write(t, hosting.Redirects{})["_redirects"]
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	for line := range strings.Lines(got) {
		if f := strings.Fields(line); len(f) != 3 || f[2] != "301" || f[0] == f[1] {
			t.Errorf("%q", line)
		}
	}
	if files := made(t, "_index.en.md:\n_index.fr.md:", "").Write(t, hosting.Redirects{}); len(files) != 0 {
		t.Errorf("without aliases: %v", files)
	}
}

// Hosts do not know all the sorts of files that pages of data have beside them.
func TestFilesOfDataAreSentAsWhatTheyAre(t *testing.T) {
	files := sitetest.Pages("_index.en.md:\n_index.fr.md:\nwords.en.md: kind = \"glossary\"\nwords.fr.md: kind = \"glossary\"")
	without := sitetest.Make(t, files).Write(t, hosting.Headers{})["_headers"]
	sitetest.Put(files, "content/words.toml", "kind = \"glossary\"\n")
	got := sitetest.Make(t, files).Write(t, hosting.Headers{})["_headers"]
	for _, want := range []string{
		"/*.csv\n  Access-Control-Allow-Origin: *\n  Content-Type: text/csv; charset=utf-8\n",
		"/*.ics\n  Access-Control-Allow-Origin: *\n  Content-Type: text/calendar; charset=utf-8\n",
		"/*.toml\n  Access-Control-Allow-Origin: *\n  Content-Type: application/toml\n",
		"/*.xlsx\n  Access-Control-Allow-Origin: *\n  Content-Type: application/vnd.openxmlformats-officedocument.spreadsheetml.sheet\n",
	} {
		if !strings.Contains(got, want) || strings.Contains(without, want) {
			t.Errorf("%q in\n%s", want, got)
		}
	}
	sitetest.Put(files, "config.toml", "[formats]\ndownload = false\n")
	if off := sitetest.Make(t, files).Write(t, hosting.Headers{})["_headers"]; off != without {
		t.Error("headers for files that are not made")
	}
}
