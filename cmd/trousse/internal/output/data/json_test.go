package data_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"trousse/cmd/trousse/internal/content"
	"trousse/cmd/trousse/internal/output/data"
	"trousse/cmd/trousse/internal/site/testdata/sitetest"
	"trousse/cmd/trousse/internal/view"
)

// sample is a site that uses all that a document can hold.
func sample() fstest.MapFS {
	files := sitetest.Pages(`
		_index.en.md: title = "Home"
		_index.fr.md: title = "Accueil"
		s/_index.en.md: title = "Section"; description = "All \"of\" it: <so> & so."
		s/_index.fr.md: title = "Rubrique"; slug = "é"
		s/a.en.md: title = "A: # 'b'"; updated = 2026-11-22; for_whom = "For all."; five_minutes = ["Look."]; audience = "seniors"; stage = ["before", "using"]; theme = "privacy"; devices = ["camera"]; topics = ["cameras"]
		s/a.fr.md: title = "A fr"; slug = "à"; kind = "checklist"
		bare.fr.md:
		d.en.md: kind = "decision" | ## Is it so? {#so}\n\n- [Yes](#more), it is\n- [No](#end)\n\n## And more? {#more}\n\n- [Yes](#end)\n- [No](#end)\n\n## The end {#end}\n\n1. Go.
		p.en.md: kind = "decision" | ## Is it so? {#so}\n\n- Yes (0 points)\n- No (2 points)\n\n## 0 to 1 points: good {#good}\n\n1. Go.\n\n## 2 points or more: bad {#bad}\n\n1. Stop.
	`)
	add := func(file, text string) {
		f := files["content/"+file]
		f.Data = append(f.Data, text...)
	}
	add("s/a.en.md", "See [section](_index.md?x=1#top), [French](a.fr.md), [out](https://example.org/), [file](plan%20b.txt) and [here](#one).\n\n"+
		"## One\n\nIt is so. [@src, p. 3] <p>\n\n::: include {file=\"/_parts/help\"}\n:::\n\n![A lamp](lamp.png)\n\n[ref]: ../_index.en.md\n\nSee [home][ref].\n")
	add("s/a.fr.md", "## Un\n")
	sitetest.Put(files, "content/_parts/help.en.md", "### Help\n\nCall [home](../_index.en.md).\n")
	sitetest.Put(files, "content/s/lamp.png", "a lamp")
	sitetest.Put(files, "content/s/plan b.txt", "a plan")
	sitetest.Put(files, "content/sources.toml", "[src]\ntitle = \"A <source>\"\ndate = \"2024\"\nlang = \"en\"\nurl = \"https://example.org/\"\n")
	return files
}

func documents(t *testing.T, files fstest.MapFS) (*sitetest.Made, map[string]string) {
	t.Helper()
	m := sitetest.Make(t, files)
	return m, m.Write(t, data.JSON{Maker: view.New(m.Site, view.Look{}, func(string) bool { return true }), Body: m.Body})
}

func schema(t *testing.T) map[string]any {
	t.Helper()
	text, err := os.ReadFile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var s map[string]any
	if err := json.Unmarshal(text, &s); err != nil {
		t.Fatal(err)
	}
	return s
}

// fit tells how a value does not fit a schema. It knows the words of JSON Schema that schema.json uses.
func fit(root, s map[string]any, at string, v any) []string {
	var faults []string
	say := func(format string, args ...any) { faults = append(faults, at+": "+fmt.Sprintf(format, args...)) }
	for word, want := range s {
		switch word {
		case "$schema", "title", "description", "$defs", "required", "additionalProperties":
		case "$ref":
			name := strings.TrimPrefix(want.(string), "#/$defs/")
			faults = append(faults, fit(root, root["$defs"].(map[string]any)[name].(map[string]any), at, v)...)
		case "const":
			if v != want {
				say("is %v", v)
			}
		case "enum":
			if !slices.Contains(want.([]any), v) {
				say("is %v", v)
			}
		case "type":
			switch x := v.(type) {
			case string:
				if want != "string" {
					say("is a text")
				}
			case bool:
				if want != "boolean" {
					say("is true or false")
				}
			case float64:
				if want != "integer" || x != float64(int(x)) {
					say("is a number")
				}
			case []any:
				if want != "array" {
					say("is a list")
				}
			case map[string]any:
				if want != "object" {
					say("is an object")
				}
			default:
				say("is %v", v)
			}
		case "minLength":
			if x, ok := v.(string); ok && x == "" {
				say("is empty")
			}
		case "minItems":
			if x, ok := v.([]any); ok && float64(len(x)) < want.(float64) {
				say("has %d items", len(x))
			}
		case "minimum":
			if x, ok := v.(float64); ok && x < want.(float64) {
				say("is %v", x)
			}
		case "maximum":
			if x, ok := v.(float64); ok && x > want.(float64) {
				say("is %v", x)
			}
		case "pattern":
			if x, ok := v.(string); ok && !regexp.MustCompile(want.(string)).MatchString(x) {
				say("is %q", x)
			}
		case "format":
			x, ok := v.(string)
			_, dateErr := time.Parse(time.DateOnly, x)
			u, addressErr := url.Parse(x)
			if ok && (want == "date" && dateErr != nil || want == "uri-reference" && (addressErr != nil || u.String() != x)) {
				say("is %q", x)
			}
		case "items":
			if list, ok := v.([]any); ok {
				for i, x := range list {
					faults = append(faults, fit(root, want.(map[string]any), fmt.Sprintf("%s[%d]", at, i), x)...)
				}
			}
		case "properties":
			known := want.(map[string]any)
			object, ok := v.(map[string]any)
			if !ok {
				say("is %v", v)
				continue
			}
			for _, name := range s["required"].([]any) {
				if _, ok := object[name.(string)]; !ok {
					say("lacks %v", name)
				}
			}
			for name, x := range object {
				if sub, ok := known[name]; ok {
					faults = append(faults, fit(root, sub.(map[string]any), at+"."+name, x)...)
				} else {
					say("has %s", name)
				}
			}
		default:
			say("the schema says %s, which nothing here checks", word)
		}
	}
	return faults
}

func TestDocumentsFitTheSchema(t *testing.T) {
	s := schema(t)
	for name, config := range map[string]string{"without an address": "", "with one": "base_url = \"https://example.org/kit/\""} {
		files := sample()
		sitetest.Put(files, "config.toml", config)
		_, docs := documents(t, files)
		if len(docs) != 10 {
			t.Errorf("%d documents", len(docs))
		}
		delete(docs, data.SchemaPath)
		for _, path := range slices.Sorted(maps.Keys(docs)) {
			var v any
			if err := json.Unmarshal([]byte(docs[path]), &v); err != nil {
				t.Fatal(err)
			}
			for _, fault := range fit(s, s, "", v) {
				t.Errorf("%s, %s: %s", name, path, fault)
			}
		}
	}
	var empty any = map[string]any{"schema": 2.0, "colour": "red", "html": nil}
	if faults := fit(s, s, "", empty); len(faults) < 15 {
		t.Errorf("the check finds too little: %v", faults)
	}
}

// What front matter may say is what the schema says that it may.
func TestTheSchemaKnowsTheValuesOfFrontMatter(t *testing.T) {
	properties := schema(t)["properties"].(map[string]any)
	enum := func(s any) []string {
		var out []string
		for _, v := range s.(map[string]any)["enum"].([]any) {
			out = append(out, v.(string))
		}
		return out
	}
	for _, k := range content.Keys() {
		var got []string
		switch k.Name {
		case "kind":
			got = slices.DeleteFunc(enum(properties["kind"]), func(kind string) bool { return kind == "home" || kind == "section" })
		case "audience", "stage", "theme":
			got = enum(properties[k.Name].(map[string]any)["items"])
		default:
			continue
		}
		if diff := cmp.Diff(k.Values, got); diff != "" {
			t.Errorf("%s (-front matter +schema)\n%s", k.Name, diff)
		}
	}
}

func TestADocumentHoldsThePage(t *testing.T) {
	files := sample()
	sitetest.Languages(files, "", "en", "fr")
	_, docs := documents(t, files)
	var got data.Document
	if err := json.Unmarshal([]byte(docs["en/s/a/index.json"]), &got); err != nil {
		t.Fatal(err)
	}
	body := got.HTML
	for _, want := range []string{
		`href="https://example.org/kit/en/s/?x=1#top"`, `href="https://example.org/kit/fr/%C3%A9/%C3%A0/" hreflang="fr"`,
		`href="https://example.org/"`, `href="https://example.org/kit/files/s/plan%20b.txt"`, `href="#one"`,
		`src="https://example.org/kit/files/s/lamp.png"`, `id="help"`, `href="https://example.org/kit/en/"`, `href="#source-1"`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("the text lacks %s\n%s", want, body)
		}
	}
	if strings.Contains(body, `"/kit/`) {
		t.Errorf("an address works on the site only\n%s", body)
	}
	if strings.Contains(docs["en/s/index.json"], `\u003c`) {
		t.Error("brackets are escaped that need not be")
	}
	if got.Sources[0].HTML == "" || !regexp.MustCompile(`^[0-9a-f]{32}$`).MatchString(got.Hash) {
		t.Errorf("%+v", got)
	}
	got.HTML, got.Sources[0].HTML, got.Hash = "", "", ""
	want := data.Document{
		Schema: 1, ID: "s/a", Lang: "en", Kind: "guide", URL: "https://example.org/kit/en/s/a/", Title: "A: # ‘b’", ForWhom: "For all.",
		FiveMinutes: []string{"Look."}, Audience: []string{"seniors"}, Stage: []string{"before", "using"}, Theme: []string{"privacy"},
		Devices: []string{"camera"}, Topics: []string{"cameras"}, Updated: "2026-11-22", Licence: data.Licence{Name: "CC BY 4.0", URL: "https://creativecommons.org/licenses/by/4.0/"},
		Alternates: []data.Alternate{{Lang: "fr", URL: "https://example.org/kit/fr/%C3%A9/%C3%A0/", Title: "A fr"}},
		Headings:   []data.Heading{{Level: 2, ID: "one", Text: "One"}, {Level: 3, ID: "help", Text: "Help"}},
		Sources:    []data.Source{{Number: 1, Key: "src"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestTheHashChangesWithThePage(t *testing.T) {
	hash := func(edit func(fstest.MapFS)) string {
		files := sample()
		edit(files)
		_, docs := documents(t, files)
		var d data.Document
		if err := json.Unmarshal([]byte(docs["en/s/a/index.json"]), &d); err != nil {
			t.Fatal(err)
		}
		return d.Hash
	}
	before := hash(func(fstest.MapFS) {})
	for name, edit := range map[string]func(fstest.MapFS){
		"its text":    func(f fstest.MapFS) { f["content/s/a.en.md"].Data = append(f["content/s/a.en.md"].Data, "More.\n"...) },
		"its part":    func(f fstest.MapFS) { sitetest.Put(f, "content/_parts/help.en.md", "### Help\n\nNobody.\n") },
		"its partner": func(f fstest.MapFS) { sitetest.Put(f, "content/s/a.fr.md", "+++\ntitle = \"New\"\n+++\n") },
		"the licence": func(f fstest.MapFS) { sitetest.Put(f, "config.toml", "[licence]\nname = \"CC0\"\n") },
		"its address": func(f fstest.MapFS) { sitetest.Put(f, "config.toml", "base_url = \"https://example.org/\"\n") },
		"where a link leads": func(f fstest.MapFS) {
			f["content/s/a.fr.md"].Data = []byte(strings.Replace(string(f["content/s/a.fr.md"].Data), `"à"`, `"b"`, 1))
		},
	} {
		if hash(edit) == before {
			t.Errorf("the hash does not change with %s", name)
		}
	}
	if hash(func(f fstest.MapFS) { sitetest.Put(f, "content/bare.fr.md", "+++\ntitle = \"New\"\n+++\n") }) != before {
		t.Error("the hash changes with a page that this one does not show")
	}
}

func TestADecisionGuideIsAGraph(t *testing.T) {
	_, docs := documents(t, sample())
	graph := func(path string) data.Decision {
		var d data.Document
		if err := json.Unmarshal([]byte(docs[path]), &d); err != nil || d.Decision == nil {
			t.Fatal(err, docs[path])
		}
		return *d.Decision
	}
	n := func(n int) *int { return &n }
	want := data.Decision{
		Start: "so",
		Questions: []data.Question{
			{ID: "so", Title: "Is it so?", Answers: []data.Answer{{Text: "Yes", To: "more"}, {Text: "No", To: "end"}}},
			{ID: "more", Title: "And more?", Answers: []data.Answer{{Text: "Yes", To: "end"}, {Text: "No", To: "end"}}},
		},
		Outcomes: []data.Outcome{{ID: "end", Title: "The end"}},
		Bands:    []data.Band{},
	}
	if diff := cmp.Diff(want, graph("en/d/index.json")); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	want = data.Decision{
		Start: "so", Scored: true,
		Questions: []data.Question{{ID: "so", Title: "Is it so?", Answers: []data.Answer{{Text: "Yes", Points: n(0)}, {Text: "No", Points: n(2)}}}},
		Outcomes:  []data.Outcome{},
		Bands:     []data.Band{{ID: "good", Title: "good", From: 0, To: n(1)}, {ID: "bad", Title: "bad", From: 2}},
	}
	if diff := cmp.Diff(want, graph("en/p/index.json")); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if strings.Contains(docs["en/index.json"], "decision") {
		t.Error("a page of another kind has a graph")
	}
	if docs[data.SchemaPath] == "" {
		t.Error("the schema is not published")
	}
}
