package citation

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/locale"
	"trousse/cmd/trousse/internal/memo"
)

const file = "content/sources.toml"

func at(line, col int) diag.Position { return diag.Position{Path: file, Line: line, Col: col} }

func TestASourceIsReadWhole(t *testing.T) {
	got, ds := Parse([]byte(`
# Facts and figures

[statcan-2024]
title = "The Daily: cybercrime"
title_fr = "Le Quotidien : cybercriminalité"
publisher = "Statistics Canada"
publisher_fr = "Statistique Canada"
url = "https://example.ca/en"
url_fr = "https://example.ca/fr"
date = 2024-10-21
lang = "en"
checked = "2026-11-22"
confidence = "C"

["a.book"]
title = "A book"
date = 2019
`), file)
	want := []Source{
		{Key: "a.book", Title: "A book", Date: Date{Year: 2019}, Pos: at(16, 2)},
		{Key: "statcan-2024", Lang: "en", Title: "The Daily: cybercrime", Publisher: "Statistics Canada", URL: "https://example.ca/en",
			In:   []Text{{"fr", "Le Quotidien : cybercriminalité", "Statistique Canada", "https://example.ca/fr"}},
			Date: Date{2024, 10, 21}, Checked: Date{2026, 11, 22}, Confidence: "C", Pos: at(4, 2)},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if len(ds) > 0 {
		t.Errorf("%+v", ds)
	}
}

func TestDatesMayBeKnownInPart(t *testing.T) {
	for text, want := range map[string]Date{
		`2024-10-21`:           {2024, 10, 21},
		`2024-10-21T10:00:00Z`: {2024, 10, 21},
		`"2024-10-21"`:         {2024, 10, 21},
		`"2024-10"`:            {2024, 10, 0},
		`"2024"`:               {2024, 0, 0},
		`2024`:                 {2024, 0, 0},
	} {
		got, ds := Parse([]byte("[a]\ntitle='x'\ndate = "+text), file)
		if len(ds) > 0 || got[0].Date != want {
			t.Errorf("%s: %+v %+v", text, got[0].Date, ds)
		}
	}
}

func TestFaultsAreToldWithTheirPlace(t *testing.T) {
	d := func(rule, variant string, pos diag.Position, args ...string) diag.Diagnostic {
		return diag.New(rule, pos, args...).With(variant)
	}
	for name, c := range map[string]struct {
		text string
		want []diag.Diagnostic
	}{
		"no title":         {"[a]\ndate = 2024", []diag.Diagnostic{d("source-without-title", "", at(1, 2), "key", "a")}},
		"title elsewhere":  {"[a]\ntitle_fr = 'x'\ndate = 2024", nil},
		"neither date":     {"[a]\ntitle = 'x'", []diag.Diagnostic{d("source-without-date", "", at(1, 2), "key", "a")}},
		"unknown key":      {"[a]\ntitle = 'x'\ndate = 2024\npages = 3", []diag.Diagnostic{d("unknown-key", "", at(4, 1), "key", "pages", "known", "checked, confidence, date, lang, publisher, title, url")}},
		"nearly a key":     {"[a]\ntitle = 'x'\ndate = 2024\n  ulr = 'x'", []diag.Diagnostic{d("unknown-key", "near", at(4, 3), "key", "ulr", "near", "url")}},
		"nearly, in one":   {"[a]\ntilte_fr = 'x'\ntitle = 'x'\ndate = 2024", []diag.Diagnostic{d("unknown-key", "near", at(2, 1), "key", "tilte_fr", "near", "title_fr")}},
		"date in one":      {"[a]\ntitle = 'x'\ndate = 2024\ndate_fr = 2024", []diag.Diagnostic{d("unknown-key", "near", at(4, 1), "key", "date_fr", "near", "date")}},
		"no such language": {"[a]\ntitle = 'x'\ndate = 2024\ntitle_zz = 'x'", []diag.Diagnostic{d("bad-language-tag", "", at(4, 1), "key", "title_zz", "value", "zz")}},
		"not a text":       {"[a]\ntitle = 3\ndate = 2024", []diag.Diagnostic{d("wrong-type", "string", at(2, 9), "key", "title", "example", `title = "…"`)}},
		"empty":            {"[a]\ntitle = '  '\ndate = 2024", []diag.Diagnostic{d("bad-value", "empty", at(2, 9), "key", "title")}},
		"control":          {"[a]\ntitle = \"\\u0000\"\ndate = 2024", []diag.Diagnostic{d("bad-value", "control", at(2, 9), "key", "title")}},
		"script":           {"[a]\ntitle = 'x'\ndate = 2024\nurl = 'javascript:alert(1)'", []diag.Diagnostic{d("bad-value", "url", at(4, 7), "key", "url", "value", "javascript:alert(1)")}},
		"address in one":   {"[a]\ntitle = 'x'\ndate = 2024\nurl_fr = 'www.example.ca'", []diag.Diagnostic{d("bad-value", "url", at(4, 10), "key", "url_fr", "value", "www.example.ca")}},
		"date":             {"[a]\ntitle = 'x'\ndate = 'last year'", []diag.Diagnostic{d("bad-date", "", at(3, 8), "key", "date", "value", "last year")}},
		"no such day":      {"[a]\ntitle = 'x'\ndate = '2026-02-30'", []diag.Diagnostic{d("bad-date", "", at(3, 8), "key", "date", "value", "2026-02-30")}},
		"date as a list":   {"[a]\ntitle = 'x'\nchecked = []", []diag.Diagnostic{d("bad-date", "", at(3, 11), "key", "checked", "value", "…")}},
		"date as a truth":  {"[a]\ntitle = 'x'\nchecked = true", []diag.Diagnostic{d("bad-date", "", at(3, 11), "key", "checked", "value", "true")}},
		"language":         {"[a]\ntitle = 'x'\ndate = 2024\nlang = 'english'", []diag.Diagnostic{d("bad-language-tag", "", at(4, 8), "key", "lang", "value", "english")}},
		"confidence":       {"[a]\ntitle = 'x'\ndate = 2024\nconfidence = 'gk'", []diag.Diagnostic{d("bad-value", "near", at(4, 14), "key", "confidence", "value", "gk", "allowed", "C, S, GK", "near", "GK")}},
		"other confidence": {"[a]\ntitle = 'x'\ndate = 2024\nconfidence = 'sure'", []diag.Diagnostic{d("bad-value", "", at(4, 14), "key", "confidence", "value", "sure", "allowed", "C, S, GK")}},
		"no table":         {"a = 'x'", []diag.Diagnostic{d("wrong-type", "table", at(1, 1), "key", "a", "example", "[a]")}},
		"key":              {"['a b']\ntitle = 'x'\ndate = 2024", []diag.Diagnostic{d("bad-source-key", "", at(1, 2), "key", "a b")}},
		"empty file":       {"", nil},
	} {
		t.Run(name, func(t *testing.T) {
			_, ds := Parse([]byte(c.text), file)
			if d := cmp.Diff(c.want, ds); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestASyntaxErrorSparesTheOtherSources(t *testing.T) {
	got, ds := Parse([]byte("[a]\ntitle = 'A'\ndate = 2024\n[b]\ntitle = 'B\ndate = 2024\n[c]\ntitle = 'C'\ndate = 2024\n"), file)
	if len(got) != 3 || got[0].Title != "A" || got[1].Key != "b" || got[2].Title != "C" {
		t.Errorf("%+v", got)
	}
	if len(ds) == 0 || ds[0].Rule != "toml-syntax" && ds[0].Rule != "source-without-title" {
		t.Errorf("%+v", ds)
	}
}

func TestAHugeFileIsNotRead(t *testing.T) {
	_, ds := Parse(make([]byte, MaxBytes+1), file)
	if len(ds) != 1 || ds[0].Rule != "file-too-large" {
		t.Errorf("%+v", ds)
	}
}

func words(t *testing.T, key, tag string, files ...string) *locale.Words {
	t.Helper()
	m := fstest.MapFS{}
	for i := 0; i+1 < len(files); i += 2 {
		m[files[i]] = &fstest.MapFile{Data: []byte(files[i+1])}
	}
	b, problems, err := locale.Parse([]fs.FS{m}, []locale.Lang{{Key: key, Tag: tag}})
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	return b.Words(key)
}

func TestEachLanguageHasItsConventions(t *testing.T) {
	en, fr := words(t, "en", "en-CA"), words(t, "fr", "fr-CA")
	both := Source{Key: "s", Lang: "en", Title: "The Daily", Publisher: "Statistics Canada", URL: "https://e.ca/en?a=1&b=2",
		In:   []Text{{Lang: "fr", Title: "Le Quotidien", Publisher: "Statistique Canada", URL: "https://e.ca/fr"}},
		Date: Date{2024, 10, 21}, Checked: Date{2026, 12, 1}}
	english := Source{Key: "s", Lang: "en-US", Title: "Update <now> & “fast”", Publisher: "FBI", URL: "https://fbi.example/", Date: Date{2025, 6, 0}}
	french := Source{Key: "s", Lang: "fr", Title: "NETendances", Date: Date{2023, 0, 0}}
	for name, c := range map[string]struct {
		s    Source
		lang string
		w    *locale.Words
		want string
	}{
		"English of two":          {both, "en", en, `Statistics Canada, <a href="https://e.ca/en?a=1&amp;b=2"><cite>The Daily</cite></a>, <time datetime="2024-10-21">October 21, 2024</time>. Accessed <time datetime="2026-12-01">December 1, 2026</time>.`},
		"French of two":           {both, "fr", fr, `Statistique Canada, <a href="https://e.ca/fr"><cite>Le Quotidien</cite></a>, <time datetime="2024-10-21">21 octobre 2024</time>. Consulté le <time datetime="2026-12-01">1er décembre 2026</time>.`},
		"tag as language":         {both, "fr-CA", fr, `Statistique Canada, <a href="https://e.ca/fr"><cite>Le Quotidien</cite></a>, <time datetime="2024-10-21">21 octobre 2024</time>. Consulté le <time datetime="2026-12-01">1er décembre 2026</time>.`},
		"English only, at home":   {english, "en", en, `FBI, <a href="https://fbi.example/"><cite>Update &lt;now&gt; &amp; “fast”</cite></a>, <time datetime="2025-06">June 2025</time>.`},
		"English only, in French": {english, "fr", fr, `FBI, <a href="https://fbi.example/" hreflang="en-US"><cite lang="en-US">Update &lt;now&gt; &amp; “fast”</cite> (en anglais seulement)</a>, <time datetime="2025-06">juin 2025</time>.`},
		"French only, in English": {french, "en", en, `<cite lang="fr">NETendances</cite> (in French only), <time datetime="2023">2023</time>.`},
		"title translated, work not": {Source{Key: "s", Lang: "en", Title: "Guide", URL: "https://e.ca/", In: []Text{{Lang: "fr", Title: "Guide (traduction)"}}}, "fr", fr,
			`<a href="https://e.ca/" hreflang="en"><cite>Guide (traduction)</cite> (en anglais seulement)</a>.`},
		"no language given":      {Source{Key: "s", Title: "Guide"}, "fr", fr, `<cite>Guide</cite>.`},
		"nothing but a key":      {Source{Key: "s<"}, "fr", fr, `<cite>s&lt;</cite>.`},
		"address not of the web": {Source{Key: "s", Title: "x", URL: "javascript:alert(1)"}, "en", en, `<cite>x</cite>.`},
		"quotes in an address":   {Source{Key: "s", Title: "x", URL: `https://e.ca/"onclick="x`}, "en", en, `<a href="https://e.ca/%22onclick=%22x"><cite>x</cite></a>.`},
		"right to left":          {Source{Key: "s", Title: "دليل", Lang: "ar"}, "en", en, `<cite lang="ar" dir="rtl">دليل</cite> (in Arabic only).`},
	} {
		t.Run(name, func(t *testing.T) {
			if d := cmp.Diff(c.want, c.s.HTML(c.lang, c.w)); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestWordsFilesMayWordItOtherwise(t *testing.T) {
	s := Source{Key: "s", Title: "T", Lang: "en", Checked: Date{2026, 3, 9}}
	own := words(t, "fr", "fr-CA", "fr.toml", "source-accessed = 'Vu le {{.date}} <ici>'\nsource-only = '{{.language}}'")
	want := `<cite lang="en">T</cite> (anglais). Vu le <time datetime="2026-03-09">9 mars 2026</time> &lt;ici&gt;.`
	if d := cmp.Diff(want, s.HTML("fr", own)); d != "" {
		t.Error(d)
	}
	// A language with words of its own for neither gets English ones, and ISO dates.
	other := words(t, "iu", "iu", "en.toml", "source-accessed = 'Seen {{.date}}'")
	want = `<cite lang="en">T</cite> (in inglés only). Seen <time datetime="2026-03-09">2026-03-09</time>.`
	other2 := words(t, "iu", "iu", "en.toml", "source-accessed = 'Seen {{.date}}'", "iu.toml", "'language.en' = 'inglés'")
	if d := cmp.Diff(want, s.HTML("iu", other2)); d != "" {
		t.Error(d)
	}
	if got := s.HTML("iu", other); !strings.Contains(got, " only)") {
		t.Error(got)
	}
	// A site may call a language what it likes.
	if got := s.HTML("qc", words(t, "qc", "fr-CA")); !strings.Contains(got, "en anglais seulement") || !strings.Contains(got, "Consulté le") {
		t.Error(got)
	}
}

func TestSourcesAreRemembered(t *testing.T) {
	want, _ := Parse([]byte("[a]\ntitle='x'\ntitle_fr='y'\ndate=2024-01-02\nchecked='2026-01'\nlang='en'"), file)
	var got []Source
	if err := memo.Decode(string(memo.Encode(nil, want)), &got); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func FuzzSources(f *testing.F) {
	f.Add("[a]\ntitle = '<b>'\nurl = 'https://e.ca/'\ndate = 2024\nlang = 'ar'\nchecked = '2026-01-02'", "fr")
	f.Add("[a.b]\ntitle_fr = 3\n[[a]]\n", "")
	w := new(locale.Words)
	f.Fuzz(func(t *testing.T, text, lang string) {
		sources, ds := Parse([]byte(text), file)
		for _, d := range ds {
			if d.Pos.Line < 0 || d.Pos.Line > strings.Count(text, "\n")+strings.Count(text, "\r")+1 {
				t.Errorf("place out of the file: %+v", d)
			}
		}
		for _, s := range sources {
			out := s.HTML(lang, w)
			for tok := html.NewTokenizer(strings.NewReader(out)); ; {
				tt := tok.Next()
				if tt == html.ErrorToken {
					break
				}
				name, _ := tok.TagName()
				switch string(name) {
				case "", "a", "cite", "time":
				default:
					t.Fatalf("markup came through: %q", out)
				}
			}
		}
	})
}

func TestADateKnownInPartEndsWithItsPart(t *testing.T) {
	for d, want := range map[Date]string{{2024, 0, 0}: "2024-12-31", {2024, 2, 0}: "2024-02-29", {2024, 12, 0}: "2024-12-31", {2024, 2, 3}: "2024-02-03"} {
		if got := d.End().Format("2006-01-02"); got != want {
			t.Errorf("%v ends on %s, want %s", d, got, want)
		}
	}
}
