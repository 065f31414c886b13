package locale

import (
	"errors"
	"io/fs"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
)

var both = []Lang{{"en", "en-CA"}, {"fr", "fr-CA"}}

func layer(nameText ...string) fs.FS {
	m := fstest.MapFS{}
	for i := 0; i+1 < len(nameText); i += 2 {
		m[nameText[i]] = &fstest.MapFile{Data: []byte(nameText[i+1])}
	}
	return m
}

func parsed(t *testing.T, langs []Lang, layers ...fs.FS) (*Bundle, []Problem) {
	t.Helper()
	b, problems, err := Parse(layers, langs)
	if err != nil {
		t.Fatal(err)
	}
	return b, problems
}

func clean(t *testing.T, langs []Lang, layers ...fs.FS) *Bundle {
	t.Helper()
	b, problems := parsed(t, langs, layers...)
	if len(problems) > 0 {
		t.Fatalf("problems: %+v", problems)
	}
	return b
}

func TestTextIsFoundAndFilledIn(t *testing.T) {
	b := clean(t, both, layer(
		"en.toml", `
home = "Home"
only-english = "Only here"
updated = "Updated {{.date}}"
"nested.name" = "flat"
greeting = "{{if .name}}Hello {{.name}}{{else}}Hello{{end}}"
empty = ""
[table]
inner = "inside"
[pages]
one = "{{.Count}} page in {{.where}}"
other = "{{.Count}} pages in {{.where}}"
`,
		"fr.toml", `
home = "Accueil"
updated = "Mise à jour le {{ .date }}"
[pages]
one = "{{.Count}} page dans {{.where}}"
other = "{{.Count}} pages dans {{.where}}"
`))
	en, fr := b.Words("en"), b.Words("fr")
	day := time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct{ name, got, want string }{
		{"plain", fr.Text("home"), "Accueil"},
		{"a string that the language lacks is English", fr.Text("only-english"), "Only here"},
		{"a string that nobody has is its id", fr.Text("nothing"), "nothing"},
		{"arguments on a plain string do no harm", fr.Text("home", "x", 1), "Accueil"},
		{"a variable", en.Text("updated", "date", "today"), "Updated today"},
		{"a date is written as the language does", fr.Text("updated", "date", day), "Mise à jour le 1er décembre 2026"},
		{"a variable that is not given is nothing", en.Text("updated"), "Updated "},
		{"an odd argument is left out", en.Text("updated", "date"), "Updated "},
		{"a template with a condition", en.Text("greeting", "name", "Ann"), "Hello Ann"},
		{"a template with a condition that does not hold", en.Text("greeting"), "Hello"},
		{"flat name with a dot", en.Text("nested.name"), "flat"},
		{"table", en.Text("table.inner"), "inside"},
		{"empty on purpose", en.Text("empty"), ""},
		{"one", en.Count("pages", 1, "where", "here"), "1 page in here"},
		{"none in English", en.Count("pages", 0, "where", "here"), "0 pages in here"},
		{"none in French", fr.Count("pages", 0, "where", "ici"), "0 page dans ici"},
		{"many", en.Count("pages", 12500, "where", "here"), "12,500 pages in here"},
		{"the French form for millions falls back", fr.Count("pages", 1000000, "where", "ici"), "1\u00a0000\u00a0000 pages dans ici"},
		{"plural asked for as text", en.Text("pages", "Count", 3, "where", "x"), "3 pages in x"},
		{"text asked for as plural", en.Count("home", 3), "Home"},
		{"unknown plural", en.Count("nothing", 3), "nothing"},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, c.got, c.want)
		}
	}
	if !fr.Has("only-english") || fr.Own("only-english") || fr.Has("nothing") || !fr.Own("home") {
		t.Error("Has counts English in, Own does not")
	}
	wantIDs := []string{"empty", "greeting", "home", "nested.name", "only-english", "pages", "table.inner", "updated"}
	if d := cmp.Diff(wantIDs, fr.IDs()); d != "" {
		t.Error(d)
	}
	m := fr.Map()
	if m["home"] != "Accueil" || m["only-english"] != "Only here" || m["updated"] != "Mise à jour le {{ .date }}" || len(m) != len(wantIDs) {
		t.Errorf("Map: %v", m)
	}
	if d := cmp.Diff(map[string]string{"one": "{{.Count}} page dans {{.where}}", "other": "{{.Count}} pages dans {{.where}}"}, fr.Forms("pages")); d != "" {
		t.Error(d)
	}
	if fr.Forms("only-english")["other"] != "Only here" || fr.Forms("nothing") != nil {
		t.Error("Forms falls back to English")
	}
	if en.Key() != "en" || fr.Tag() != "fr-CA" {
		t.Error("Key, Tag")
	}
}

func TestTheFirstLayerWinsStringByString(t *testing.T) {
	b := clean(t, both,
		layer("en.toml", `a = "site"`),
		layer("fr.toml", `a = "thème"`),
		layer("en.toml", "a = 'built in'\nb = 'built in'", "fr.toml", "a = 'intégré'\nb = 'intégré'"))
	if got := b.Words("en").Text("a") + " " + b.Words("en").Text("b"); got != "site built in" {
		t.Error(got)
	}
	if got := b.Words("fr").Text("a") + " " + b.Words("fr").Text("b"); got != "thème intégré" {
		t.Error(got)
	}
}

func TestAnyLanguageWorks(t *testing.T) {
	words := layer("en.toml", `home = "Home"`+"\n[pages]\none='{{.Count}} page'\nother='{{.Count}} pages'",
		"fr.toml", `home = "Accueil"`,
		"iu.toml", "home = 'ᐊᖏᕐᕋᖅ'\n[pages]\none='1'\ntwo='2'\nother='n'",
		"ar.toml", "home = 'x'\n[pages]\nzero='z'\ntwo='t'\nfew='f'\nmany='m'\nother='o'",
		"es.toml", "date = '{{.day}} de {{.month}} de {{.year}}'\n'month.3' = 'marzo'\n'language.fr' = 'francés (de Canadá)'")
	b := clean(t, []Lang{{"qc", "fr-CA"}, {"iu", "iu-Cans-CA"}, {"ar", "ar"}, {"cr", "cr"}, {"x", "not a tag"}, {"es", "es"}, {"../../etc", "zz"}, {"uk", "en-GB"}, {"de", "de"}}, words)
	day := time.Date(2026, 3, 9, 23, 59, 0, 0, time.FixedZone("", -5*3600))
	for _, c := range []struct{ name, got, want string }{
		{"base language's file", b.Words("qc").Text("home"), "Accueil"},
		{"dual", b.Words("iu").Count("pages", 2), "2"},
		{"zero", b.Words("ar").Count("pages", 0), "z"},
		{"few", b.Words("ar").Count("pages", 3), "f"},
		{"a form that the file lacks", b.Words("ar").Count("pages", 1), "o"},
		{"no file: English", b.Words("cr").Text("home"), "Home"},
		{"no file: English plural", b.Words("cr").Count("pages", 1), "1 page"},
		{"ISO date", b.Words("cr").Date(day), "2026-03-09"},
		{"not a tag", b.Words("x").Text("home") + b.Words("x").Date(day), "Home2026-03-09"},
		{"key that is no file name", b.Words("../../etc").Text("home"), "Home"},
		{"own form of date", b.Words("es").Date(day), "9 de marzo de 2026"},
		{"own form of month", b.Words("es").Month(2026, 3), "marzo 2026"},
		{"month without own name", b.Words("es").Date(day.AddDate(0, 1, 0)), "2026-04-09"},
		{"own name of a language", b.Words("es").Language("fr"), "francés (de Canadá)"},
		{"name of a language from CLDR", b.Words("es").Language("de-CH"), "alemán"},
		{"name of a language nobody knows", b.Words("es").Language("qqq"), "qqq"},
		{"British date", b.Words("uk").Date(day), "9 March 2026"},
		{"German number", b.Words("de").Number(1234567), "1.234.567"},
		{"German size", b.Words("de").Bytes(1_440_000), "1,4\u00a0MB"},
		{"unknown key", b.Words("??").Text("home"), "Home"},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, c.got, c.want)
		}
	}
}

func TestFaultsInWordsFilesAreProblems(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []Problem
	}{
		"syntax":           {"a = \"x\"\né = \"x\"\n", []Problem{{Line: 2, Col: 1, Text: "expected '.' or '=', but got 'é' instead"}}},
		"unclosed text":    {"a = \"x\nb = 1", []Problem{{Line: 1, Col: 7, Text: "strings cannot contain newlines"}}},
		"reserved name":    {"a = 'x'\nother = 'y'", []Problem{{Line: 2, Col: 1, Kind: KindReserved, Text: "other"}}},
		"only reserved":    {"description = 'y'", []Problem{{Line: 1, Col: 1, Kind: KindReserved, Text: "description"}}},
		"number":           {"\n\na = 1", []Problem{{Line: 3, Col: 1, Kind: KindValue, Text: "a"}}},
		"unknown form":     {"[a]\none = 'x'\nsome = 'y'\nother = 'z'", []Problem{{Line: 1, Col: 1, Kind: KindValue, Text: "a"}}},
		"no other":         {"[a]\none = 'x'", []Problem{{Line: 1, Col: 1, Kind: KindOther, Text: "a"}}},
		"template":         {"a = '{{.x'", []Problem{{Line: 1, Col: 1, Kind: KindTemplate, Text: "a: :1: unclosed action"}}},
		"template in form": {"[a]\none = '{{nope}}'\nother = 'x'", []Problem{{Line: 1, Col: 1, Kind: KindTemplate, Text: `a: :1: function "nope" not defined`}}},
		"endless":          {"a = '{{range 1000000000}}{{end}}'", []Problem{{Line: 1, Col: 1, Kind: KindTemplate, Text: `a: "{{range 1000000000}}{{end}}" cannot be used in a text`}}},
		"calls itself":     {`a = '{{define "a"}}{{template "a"}}{{end}}{{template "a"}}'`, []Problem{{Line: 1, Col: 1, Kind: KindTemplate, Text: `a: "{{template \"a\"}}" cannot be used in a text`}}},
		"byte order mark":  {"\ufeffa = 'x'", nil},
		"empty file":       {"", nil},
	} {
		t.Run(name, func(t *testing.T) {
			b, got := parsed(t, both, layer("fr.toml", "ok = 'oui'"), layer("fr.toml", c.text))
			for i := range c.want {
				c.want[i].Layer, c.want[i].Path = 1, "fr.toml"
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Error(d)
			}
			if s := b.Words("fr").Text("ok"); s != "oui" {
				t.Errorf("a fault in one layer spoils another: %q", s)
			}
		})
	}
}

func TestNotUTF8IsAProblem(t *testing.T) {
	_, got := parsed(t, both, layer("fr.toml", "a = 'caf\xe9'"))
	if len(got) != 1 || got[0].Line != 1 || !strings.Contains(got[0].Text, "UTF-8") {
		t.Errorf("%+v", got)
	}
}

func TestAnUnreadableFileIsAnError(t *testing.T) {
	broken := fstest.MapFS{"fr.toml": &fstest.MapFile{Mode: fs.ModeDir}}
	if _, _, err := Parse([]fs.FS{broken}, both); err == nil || errors.Is(err, fs.ErrNotExist) {
		t.Errorf("err = %v", err)
	}
}

func TestMissingListsWhatALanguageLacks(t *testing.T) {
	b := clean(t, both, layer(
		"en.toml", "a='x'\nb='x'\n'month.1'='January'",
		"fr.toml", "b='x'\nc='x'"))
	want := []Lack{{"c", "en", "en.toml"}, {"a", "fr", "fr.toml"}}
	if d := cmp.Diff(want, Missing(b)); d != "" {
		t.Error(d)
	}
	alone := clean(t, []Lang{{"iu", "iu"}}, layer("en.toml", "a='x'"))
	if d := cmp.Diff([]Lack{{"a", "iu", "iu.toml"}}, Missing(alone)); d != "" {
		t.Error(d)
	}
	if Missing(nil) != nil {
		t.Error("nil")
	}
}

func TestSumNamesEverythingThatCanBeSaid(t *testing.T) {
	base := []string{"en.toml", "a='x'", "fr.toml", "b='y'"}
	sum := func(lang []Lang, files ...string) [16]byte {
		return clean(t, lang, layer(files...)).Words("fr").Sum()
	}
	first := sum(both, base...)
	if sum(both, base...) != first {
		t.Error("the same words give another sum")
	}
	for name, other := range map[string][16]byte{
		"own string":        sum(both, "en.toml", "a='x'", "fr.toml", "b='z'"),
		"own id":            sum(both, "en.toml", "a='x'", "fr.toml", "c='y'"),
		"plural":            sum(both, "en.toml", "a='x'", "fr.toml", "[b]\none='y'\nother='y'"),
		"English behind it": sum(both, "en.toml", "a='z'", "fr.toml", "b='y'"),
		"tag":               sum([]Lang{{"en", "en-CA"}, {"fr", "fr-FR"}}, base...),
	} {
		if other == first {
			t.Errorf("%s does not show in the sum", name)
		}
	}
}

func TestNothingIsNeverFatal(t *testing.T) {
	var b *Bundle
	w := b.Words("fr")
	if w.Text("id") != "id" || w.Count("id", 2) != "id" || w.Number(5) != "5" || w.Bytes(5) == "" || w.Has("id") ||
		len(w.IDs()) != 0 || len(w.Map()) != 0 || w.Date(time.Time{}) != "" || w.Language("fr") == "" {
		t.Error("words of nothing")
	}
	if (&Bundle{}).Words("x").Text("id") != "id" {
		t.Error("empty bundle")
	}
}

func TestWordsMayBeUsedFromManyGoroutines(t *testing.T) {
	w := clean(t, both, layer("fr.toml", "a='{{if .x}}{{.x}}{{end}}'\n[n]\none='{{.Count}} u'\nother='{{.Count}} p'")).Words("fr")
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for i := range 50 {
				if w.Text("a", "x", "y") != "y" || w.Count("n", 1+i) == "" {
					t.Error("wrong")
				}
			}
		})
	}
	wg.Wait()
}

func FuzzParse(f *testing.F) {
	f.Add("a = 'x'\n[b]\none='{{.Count}}'\nother='{{.x}}'", "b")
	f.Add("a.b.c = '{{if .x}}{{end}}'", "a.b.c")
	f.Add("other = 1", "other")
	f.Add("[[a]]\nb='{{with .x}}{{.}}{{end}}'", "a")
	f.Fuzz(func(t *testing.T, text, id string) {
		b, problems, err := Parse([]fs.FS{layer("en.toml", text, "fr.toml", text)}, both)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range problems {
			if p.Line < 0 || p.Col < 0 || p.Line > strings.Count(text, "\n")+1 {
				t.Errorf("place out of the file: %+v", p)
			}
		}
		w := b.Words("fr")
		w.Text(id, "x", "y")
		w.Count(id, 2)
		for _, id := range w.IDs() {
			w.Text(id)
			w.Count(id, 1, "x", "y")
		}
		w.Map()
		Missing(b)
	})
}

func BenchmarkText(b *testing.B) {
	bundle, _, _ := Parse([]fs.FS{layer("fr.toml", "plain='x'\nvar='a {{.x}} b'\n[n]\none='{{.Count}} u'\nother='{{.Count}} p'")}, both)
	w := bundle.Words("fr")
	b.Run("plain", func(b *testing.B) {
		for b.Loop() {
			w.Text("plain")
		}
	})
	b.Run("variable", func(b *testing.B) {
		for b.Loop() {
			w.Text("var", "x", "y")
		}
	})
	b.Run("count", func(b *testing.B) {
		for b.Loop() {
			w.Count("n", 3)
		}
	})
}

func TestTheKeyOfWordsTellsWhatParseWouldSee(t *testing.T) {
	langs := []Lang{{"en", "en-CA"}, {"fr", "fr-CA"}}
	key := func(langs []Lang, layers ...fs.FS) string {
		k, err := Key(layers, langs)
		if err != nil {
			t.Fatal(err)
		}
		return k
	}
	file := func(name, text string) fstest.MapFS { return fstest.MapFS{name: &fstest.MapFile{Data: []byte(text)}} }
	site, ours := file("fr.toml", "a = 'b'"), file("en.toml", "a = 'c'")
	whole := key(langs, site, ours)
	if whole != key(langs, file("fr.toml", "a = 'b'"), file("en.toml", "a = 'c'")) {
		t.Error("the same files have another key")
	}
	for name, other := range map[string]string{
		"a text":            key(langs, file("fr.toml", "a = 'd'"), ours),
		"a file":            key(langs, file("de.toml", "a = 'b'"), ours),
		"the order":         key(langs, ours, site),
		"a language":        key(langs[:1], site, ours),
		"a region":          key([]Lang{{"en", "en-CA"}, {"fr", "fr"}}, site, ours),
		"one layer of many": key(langs, ours),
	} {
		if other == whole {
			t.Errorf("%s makes no difference", name)
		}
	}
}
