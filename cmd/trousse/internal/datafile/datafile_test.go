package datafile_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"trousse/cmd/trousse/internal/datafile"
	"trousse/cmd/trousse/internal/diag"
)

type entry struct {
	ID     datafile.Ref
	Title  datafile.Text
	Words  datafile.Text
	Also   datafile.Text
	Kind   string
	Kinds  []string
	Number int
	Range  datafile.Range
	On, To datafile.Date
	Refs   []datafile.Ref
	Inner  datafile.Text
}

// parse reads a list of entries as a kind of data file would.
func parse(text string) (entries []entry, said []string) {
	r, root := datafile.Open([]byte(text), "content/data.toml", []string{"en", "fr"})
	r.Table(root, "", datafile.Need("entry", r.Each(func(name string, n *datafile.Node) {
		var e entry
		r.Table(n, name,
			datafile.Need("id", r.ID(&e.ID)),
			datafile.Need("title", r.Text(&e.Title)).Or("goal-not-smart.specific"),
			datafile.May("words", r.Words(&e.Words)),
			datafile.May("also", r.Lists(&e.Also)),
			datafile.May("kind", r.Choice(&e.Kind, "law", "voluntary")),
			datafile.May("kinds", r.Choices(&e.Kinds, "law", "voluntary")),
			datafile.May("number", r.Integer(&e.Number, 0, 9)),
			datafile.May("range", r.Range(&e.Range, 100)),
			datafile.May("on", r.Date(&e.On)),
			datafile.May("to", r.Date(&e.To)),
			datafile.May("refs", r.Refs(&e.Refs)),
			datafile.May("within", r.Within(datafile.Need("inner", r.Text(&e.Inner)))),
		)
		r.InOrder("entry.to", e.On, e.To)
		entries = append(entries, e)
	})))
	var ids []datafile.Ref
	for _, e := range entries {
		ids = append(ids, e.ID)
	}
	known := r.Unique(ids...)
	for _, e := range entries {
		r.Resolve(known, e.Refs...)
	}
	for _, d := range r.Diags() {
		said = append(said, say(d))
	}
	return entries, said
}

func say(d diag.Diagnostic) string {
	rule := d.Rule
	if d.Variant != "" {
		rule += "." + d.Variant
	}
	s := fmt.Sprintf("%d:%d %s", d.Pos.Line, d.Pos.Col, rule)
	for _, a := range d.Args {
		s += " " + a.Name + "=" + a.Value
	}
	return s
}

func TestAnEntryIsReadWithItsPlaces(t *testing.T) {
	got, said := parse(`
[[entry]]
id = "one-2"
title.en = "A  title"
title.fr = "Un titre"
words.fr = "n. m."
also = { fr = ["un", "deux"], en = ["one"] }
kind = "law"
kinds = ["voluntary", "law"]
number = 3
range = [1, 20]
on = 2027-01-02
to = "2027-01-02"
refs = ["one-2"]
within.inner = "Matter"
`)
	day := time.Date(2027, 1, 2, 0, 0, 0, 0, time.UTC)
	want := []entry{{
		ID:    datafile.Ref{ID: "one-2", Pos: datafile.Pos{Line: 3, Col: 6}},
		Title: datafile.Text{{Lang: "en", Text: "A title"}, {Lang: "fr", Text: "Un titre"}},
		Words: datafile.Text{{Lang: "fr", Text: "n. m."}},
		Also:  datafile.Text{{Lang: "en", Text: "one"}, {Lang: "fr", Text: "un"}, {Lang: "fr", Text: "deux"}},
		Kind:  "law", Kinds: []string{"voluntary", "law"}, Number: 3, Range: datafile.Range{Low: 1, High: 20},
		On: datafile.Date{Time: day, Pos: datafile.Pos{Line: 12, Col: 6}}, To: datafile.Date{Time: day, Pos: datafile.Pos{Line: 13, Col: 6}},
		Refs:  []datafile.Ref{{ID: "one-2", Pos: datafile.Pos{Line: 14, Col: 9}}},
		Inner: datafile.Text{{Text: "Matter"}},
	}}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if len(said) > 0 {
		t.Error(said)
	}
	e := got[0]
	if e.Title.In("fr") != "Un titre" || e.Inner.In("fr") != "Matter" || e.Words.In("en") != "" {
		t.Error("a text in a language", e)
	}
	if d := cmp.Diff([]string{"un", "deux"}, e.Also.All("fr")); d != "" {
		t.Error(d)
	}
}

func TestEachFaultIsToldOnceAtItsPlace(t *testing.T) {
	for text, want := range map[string]string{
		"":                                              "1:1 missing-key key=entry",
		"entry = 3":                                     "1:9 wrong-type.tables key=entry example=[[entry]]",
		"entry = ['x']":                                 "1:10 wrong-type.tables key=entry example=[[entry]]",
		"[[entry]]\ntitle = 'x'":                        "1:3 missing-key key=entry.id",
		"[[entry]]\nid = 'a'":                           "1:3 goal-not-smart.specific key=entry.title",
		"[[entry]]\nid = 'A b'\ntitle = 'x'":            "2:6 bad-id key=entry.id value=A b",
		"[[entry]]\nid = 'a'\ntitle.en = 'x'":           "3:7 text-language key=entry.title language=fr",
		"[[entry]]\nid = 'a'\ntitle.fr = 'x'":           "3:7 text-language key=entry.title language=en",
		"[[entry]]\nid = 'a'\ntitle = 3":                `3:9 wrong-type.per-language key=entry.title example=title.en = "…"`,
		"[[entry]]\nid = 'a'\ntitle = ''":               "3:9 bad-value.empty key=entry.title",
		"[[entry]]\nid = 'a'\ntitle = 'x'\ntitel = 'y'": "4:1 unknown-key.near key=entry.titel near=title",
		"[[entry]]\nid = 'a'\ntitle = 'x'\n[[entry]]\nid = 'a'\ntitle = 'y'": "5:6 duplicate-entry id=a line=2",
	} {
		t.Run(text, func(t *testing.T) {
			_, said := parse(text)
			if len(said) != 1 || said[0] != want {
				t.Errorf("%q, want %q", said, want)
			}
		})
	}
	const head = "[[entry]]\nid = 'abc'\ntitle = 'x'\n"
	for line, want := range map[string]string{
		"words = { en = 'x', de = 'y' }":   "4:21 unknown-key key=entry.words.de known=en, fr",
		"words = ['x']":                    `4:9 wrong-type.per-language key=entry.words example=words.en = "…"`,
		"also.fr = 'x'":                    `4:11 wrong-type.list key=entry.also.fr example=fr = ["…"]`,
		"kind = 'lwa'":                     "4:8 bad-value.near key=entry.kind value=lwa allowed=law, voluntary near=law",
		"kinds = ['law', 'law']":           "4:17 bad-value.duplicate key=entry.kinds value=law",
		"number = 10":                      "4:10 bad-value.range key=entry.number value=10 min=0 max=9",
		"range = [3, 2]":                   "4:9 bad-range key=entry.range max=100",
		"range = [3]":                      "4:9 bad-range key=entry.range max=100",
		"range = [3, 101]":                 "4:9 bad-range key=entry.range max=100",
		"range = ['a', 2]":                 "4:9 bad-range key=entry.range max=100",
		"on = 'soon'":                      "4:6 bad-date key=entry.on value=soon",
		"on = 2027-01-02T10:00:00Z":        "4:6 bad-date key=entry.on value=2027-01-02T10:00:00Z",
		"on = 3":                           "4:6 bad-date key=entry.on value=…",
		"on = 2027-01-02\nto = 2027-01-01": "5:6 dates-order key=entry.to first=2027-01-02 second=2027-01-01",
		"refs = ['abd']":                   "4:9 unknown-entry.near id=abd near=abc",
		"refs = ['something']":             "4:9 unknown-entry id=something known=abc",
		"refs = ['abc', 'abc']":            "4:16 bad-value.duplicate key=entry.refs value=abc",
		"within = {}":                      "4:1 missing-key key=entry.within.inner",
	} {
		t.Run(line, func(t *testing.T) {
			_, said := parse(head + line)
			if len(said) != 1 || said[0] != want {
				t.Errorf("%q, want %q", said, want)
			}
		})
	}
}

func TestTextsAreKeptWithTheirPlaces(t *testing.T) {
	r, root := datafile.Open([]byte("title.fr = 'Un'\ntitle.en = 'A'\nname = 'Matter'\nwords.fr = 'n. m.'"), "content/data.toml", []string{"en", "fr"})
	var text datafile.Text
	r.Table(root, "", datafile.Need("title", r.Text(&text)), datafile.Need("name", r.Text(&text)), datafile.May("words", r.Words(&text)))
	want := []datafile.Passage{{"title", "en", "A", datafile.Pos{Line: 2, Col: 12}}, {"title", "fr", "Un", datafile.Pos{Line: 1, Col: 12}}}
	if d := cmp.Diff(want, r.Passages()); d != "" {
		t.Error(d)
	}
}

func TestAHugeFileIsNotRead(t *testing.T) {
	r, root := datafile.Open(make([]byte, datafile.MaxBytes+1), "content/data.toml", []string{"en"})
	if ds := r.Diags(); len(ds) != 1 || ds[0].Rule != "file-too-large" || len(root.Nodes) > 0 {
		t.Errorf("%+v %+v", ds, root)
	}
}
