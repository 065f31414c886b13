package locale

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func wordsFor(t *testing.T, tag string) *Words {
	t.Helper()
	return clean(t, []Lang{{"x", tag}}).Words("x")
}

func TestDatesAreWrittenAsReadersWriteThem(t *testing.T) {
	at := func(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 12, 0, 0, 0, time.UTC) }
	for _, c := range []struct {
		tag  string
		date time.Time
		want string
	}{
		{"en-CA", at(2026, 11, 22), "November 22, 2026"},
		{"en", at(2026, 8, 1), "August 1, 2026"},
		{"en-GB", at(2026, 8, 1), "1 August 2026"},
		{"fr-CA", at(2026, 11, 22), "22 novembre 2026"},
		{"fr-CA", at(2026, 12, 1), "1er décembre 2026"},
		{"fr", at(2026, 2, 11), "11 février 2026"},
		{"iu", at(2026, 2, 11), "2026-02-11"},
		{"fr-CA", time.Time{}, ""},
	} {
		if got := wordsFor(t, c.tag).Date(c.date); got != c.want {
			t.Errorf("%s: got %q, want %q", c.tag, got, c.want)
		}
	}
	if got := wordsFor(t, "fr-CA").Month(2026, 8); got != "août 2026" {
		t.Error(got)
	}
	if got := wordsFor(t, "en-CA").Month(2026, 8); got != "August 2026" {
		t.Error(got)
	}
	if got := wordsFor(t, "iu").Month(2026, 8); got != "2026-08" {
		t.Error(got)
	}
	if got := wordsFor(t, "en").Month(2026, 13); got != "2026" {
		t.Error(got)
	}
}

func TestNumbersAndSizes(t *testing.T) {
	en, fr := wordsFor(t, "en-CA"), wordsFor(t, "fr-CA")
	for n, want := range map[int][2]string{
		0: {"0", "0"}, 999: {"999", "999"}, 1000: {"1,000", "1~000"}, 24350: {"24,350", "24~350"},
		1234567: {"1,234,567", "1~234~567"}, -1234: {"-1,234", "-1~234"}, -999: {"-999", "-999"},
		-1 << 63: {"-9,223,372,036,854,775,808", "-9~223~372~036~854~775~808"},
	} {
		if got := [2]string{en.Number(n), strings.ReplaceAll(fr.Number(n), nbsp, "~")}; got != want {
			t.Errorf("%d: got %q, want %q", n, got, want)
		}
	}
	for n, want := range map[int64][2]string{
		0: {"0 bytes", "0 octet"}, 1: {"1 byte", "1 octet"}, 2: {"2 bytes", "2 octets"}, 999: {"999 bytes", "999 octets"},
		1000: {"1 kB", "1 ko"}, 1449: {"1.4 kB", "1,4 ko"}, 9949: {"9.9 kB", "9,9 ko"}, 9960: {"10 kB", "10 ko"}, 25_400: {"25 kB", "25 ko"},
		500_000: {"500 kB", "500 ko"}, 999_499: {"999 kB", "999 ko"}, 999_600: {"1 MB", "1 Mo"}, 1_440_000: {"1.4 MB", "1,4 Mo"},
		2_000_000_000: {"2 GB", "2 Go"}, 1<<63 - 1: {"9.2 EB", "9,2 Eo"}, -1_440_000: {"-1.4 MB", "-1,4 Mo"},
	} {
		got := [2]string{strings.ReplaceAll(en.Bytes(n), nbsp, " "), strings.ReplaceAll(fr.Bytes(n), nbsp, " ")}
		if got != want {
			t.Errorf("%d: got %q, want %q", n, got, want)
		}
	}
	if !strings.Contains(en.Bytes(5000), nbsp) {
		t.Error("a number and its unit may be torn apart")
	}
}

func TestNamesOfLanguages(t *testing.T) {
	en, fr := wordsFor(t, "en-CA"), wordsFor(t, "fr-CA")
	for tag, want := range map[string][2]string{
		"en": {"English", "anglais"}, "fr-CA": {"French", "français"}, "es": {"Spanish", "espagnol"},
		"": {"", ""}, "Français": {"Français", "Français"}, "iu-Cans": {"Inuktitut", "inuktitut"},
	} {
		if got := [2]string{en.Language(tag), fr.Language(tag)}; got != want {
			t.Errorf("%q: got %q, want %q", tag, got, want)
		}
	}
}

func TestDirectionFollowsTheScript(t *testing.T) {
	for tag, want := range map[string]string{
		"en-CA": "ltr", "fr": "ltr", "ar": "rtl", "ar-Latn": "ltr", "he": "rtl", "ur-CA": "rtl", "fa": "rtl", "pa": "ltr", "pa-Arab": "rtl",
		"ps": "rtl", "yi": "rtl", "dv": "rtl", "ckb": "rtl", "iu-Cans": "ltr", "ff-Adlm": "rtl", "": "ltr", "???": "ltr", "zh-Hant": "ltr", "tlh": "ltr",
	} {
		if got := Direction(tag); got != want {
			t.Errorf("%q: got %s, want %s", tag, got, want)
		}
	}
}

func TestValidTags(t *testing.T) {
	for _, tag := range []string{"en", "en-CA", "fr-CA", "iu-Cans-CA", "zh-Hant-HK", "x-ours", "moe", "cr", "oj", "mic"} {
		if !ValidTag(tag) {
			t.Errorf("%q refused", tag)
		}
	}
	for _, tag := range []string{"", "en_CA", "english", "fr-", "zz", "e", "fr-CA ", "français", strings.Repeat("x-a", 50)} {
		if ValidTag(tag) {
			t.Errorf("%q taken", tag)
		}
	}
	for tag, want := range map[string]string{"fr-CA": "fr", "EN": "en", "iu-Cans": "iu", "": "", "und": "", "??": "", "x-a": ""} {
		if got := Base(tag); got != want {
			t.Errorf("Base(%q) = %q", tag, got)
		}
	}
}

func TestSorting(t *testing.T) {
	for tag, want := range map[string][]string{
		"fr-CA":  {"9", "10", "cote", "côte", "coté", "côté", "élan", "etude", "étude", "Étude", "Grade 9", "Grade 10", "œuf", "zoo"},
		"en-CA":  {"9", "10", "cote", "coté", "côte", "côté", "élan", "etude", "étude", "Étude", "Grade 9", "Grade 10", "œuf", "zoo"},
		"sv":     {"a", "z", "å", "ä", "ö"},
		"no tag": {"", "a", "B", "c"},
	} {
		got := slices.Clone(want)
		slices.Reverse(got)
		slices.SortFunc(got, Compare(tag))
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q", tag, got)
		}
	}
	c := Compare("en")
	if c("a", "a") != 0 || c("co-op", "coop") == 0 || c("a\u0301", "á") == 0 {
		t.Error("only equal words are equal")
	}
}

func TestTheEnvironmentChoosesALanguage(t *testing.T) {
	for name, c := range map[string]struct {
		env  map[string]string
		want string
	}{
		"nothing":                    {nil, "en"},
		"LANG":                       {map[string]string{"LANG": "fr_CA.UTF-8"}, "fr"},
		"LC_MESSAGES before LANG":    {map[string]string{"LC_MESSAGES": "en_CA.UTF-8", "LANG": "fr_CA.UTF-8"}, "en"},
		"LC_ALL before all":          {map[string]string{"LC_ALL": "fr_FR@euro", "LC_MESSAGES": "en_CA", "LANG": "en_CA"}, "fr"},
		"empty counts as not set":    {map[string]string{"LC_ALL": "", "LANG": "fr"}, "fr"},
		"LANGUAGE is a list":         {map[string]string{"LANG": "en_CA.UTF-8", "LANGUAGE": "iu:fr_CA:en"}, "fr"},
		"LANGUAGE is ignored in C":   {map[string]string{"LC_ALL": "C", "LANGUAGE": "fr"}, "en"},
		"C with an encoding":         {map[string]string{"LANG": "C.UTF-8", "LANGUAGE": "fr"}, "en"},
		"POSIX":                      {map[string]string{"LANG": "POSIX"}, "en"},
		"LANGUAGE alone":             {map[string]string{"LANGUAGE": "fr"}, "fr"},
		"LANGUAGE of others":         {map[string]string{"LANG": "fr_CA", "LANGUAGE": "iu:cr"}, "fr"},
		"another language":           {map[string]string{"LANG": "es_MX.UTF-8"}, "en"},
		"language that begins alike": {map[string]string{"LANG": "frr_DE"}, "en"},
		"Windows":                    {map[string]string{"LANG": "fr-CA"}, "fr"},
		"name":                       {map[string]string{"LANG": "french"}, "fr"},
	} {
		if got := FromEnvironment(func(k string) string { return c.env[k] }); got != c.want {
			t.Errorf("%s: got %s", name, got)
		}
	}
}

func FuzzTags(f *testing.F) {
	for _, s := range []string{"fr-CA", "x-a", "en-u-co-phonebk", "i-klingon", "a-DE", "zh-min-nan", "en-t-fr"} {
		f.Add(s, "été 10")
	}
	f.Fuzz(func(t *testing.T, tag, s string) {
		ValidTag(tag)
		if d := Direction(tag); d != "ltr" && d != "rtl" {
			t.Error(d)
		}
		c := Compare(tag)
		if c(s, s) != 0 || (c(s, tag) < 0) == (c(tag, s) < 0) && s != tag {
			t.Errorf("order of %q and %q in %q", s, tag, tag)
		}
		w := newWords(Lang{"x", tag}, nil, nil, &templates{})
		for _, out := range []string{w.Date(time.Unix(0, 0)), w.Number(123456), w.Bytes(123456)} {
			if out == "" || !utf8.ValidString(out) {
				t.Errorf("%q", out)
			}
		}
		w.Language(tag)
		FromEnvironment(func(string) string { return tag })
	})
}

func TestInitials(t *testing.T) {
	for _, c := range []struct{ tag, word, want string }{
		{"en-CA", "router", "R"}, {"en-CA", "“smart” home", "S"}, {"en-CA", "3D printer", "0–9"}, {"en-CA", "…", "#"}, {"en-CA", "", "#"},
		{"fr-CA", "étiquette", "E"}, {"fr-CA", "œuvre", "O"}, {"fr-CA", "à distance", "A"}, {"fr-CA", "çà", "C"},
		{"sv", "ånga", "Å"}, {"sv", "arm", "A"}, {"de", "Übung", "U"}, {"ar", "موجه", "م"}, {"no-such-tag-at-all", "é", "E"},
	} {
		if got := Initial(c.tag)(c.word); got != c.want {
			t.Errorf("%s %q: %q, want %q", c.tag, c.word, got, c.want)
		}
	}
}
