package diag

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestSortingIsByPlaceThenRule(t *testing.T) {
	want := []Diagnostic{
		New("z", Position{}),
		New("z", at("a", 0, 0)),
		New("z", at("a", 1, 1)),
		New("a", at("a", 1, 2)),
		New("b", at("a", 1, 2)),
		New("b", at("a", 1, 2), "k", "1"),
		New("b", at("a", 1, 2), "k", "2"),
		New("b", at("a", 1, 2)).With("near"),
		New("a", at("a", 10, 1)),
		New("a", at("b", 1, 1)),
	}
	for seed := range uint64(20) {
		got := append([]Diagnostic{}, want...)
		rand.New(rand.NewPCG(seed, 0)).Shuffle(len(got), func(i, j int) { got[i], got[j] = got[j], got[i] })
		Sort(got)
		if d := cmp.Diff(want, got); d != "" {
			t.Fatal(d)
		}
	}
}

func TestAFaultIsToldOnce(t *testing.T) {
	a := New("a", at("x", 1, 1), "k", "v")
	worse := a
	worse.Severity = Error
	mild := a
	mild.Severity = Warning
	other := New("a", at("x", 1, 1), "k", "w")
	got := Dedupe([]Diagnostic{a, other, mild, worse, a})
	if d := cmp.Diff([]Diagnostic{worse, other}, got); d != "" {
		t.Error(d)
	}
	if len(Dedupe(nil)) != 0 {
		t.Error("nothing")
	}
}

func TestSettlingGivesEachItsSeverity(t *testing.T) {
	own := New("b", at("x", 1, 1))
	own.Severity = Warning
	in := []Diagnostic{New("a", at("x", 1, 1)), own, New("quiet", at("x", 2, 1))}
	got := Settle(in, func(rule string) Severity {
		if rule == "quiet" {
			return Off
		}
		return Error
	})
	if len(got) != 2 || got[0].Severity != Error || got[1].Severity != Warning || in[0].Severity != Default {
		t.Errorf("%+v", got)
	}
	if e, w := Count(append(got, New("unsettled", Position{}), Diagnostic{Severity: Off})); e != 2 || w != 1 {
		t.Errorf("%d errors, %d warnings", e, w)
	}
}

func TestNearestFindsWhatWasMeant(t *testing.T) {
	known := []string{"title", "description", "slug", "weight", "draft", "audience", "fr", "en", "five_minutes", "élan",
		"seniors/buy-a-camera", "youth/consoles", "youth/_index", "seniors/robot-vacuum"}
	for word, want := range map[string]string{
		"titel": "title", "Title": "title", "tilte": "title", "descriptoin": "description", "desc": "description",
		"audiances": "audience", "wieght": "weight", "elan": "élan", "FR": "fr", "five-minutes": "five_minutes",
		"seniors/buy-camera": "seniors/buy-a-camera", "seniors/buy_a_camera/": "seniors/buy-a-camera",
		"buy-a-camera": "seniors/buy-a-camera", "../guides/robot-vacuum": "seniors/robot-vacuum",
		"fe": "", "xyz": "", "": "", "colour": "", "summary": "", "se": "", strings.Repeat("a", 5000): "",
	} {
		got, ok := Nearest(word, known)
		if got != want || ok != (want != "") {
			t.Errorf("%q: got %q, want %q", word, got, want)
		}
	}
}

func TestNearestDoesNotDependOnTheOrder(t *testing.T) {
	a, _ := Nearest("bat", []string{"cat", "bar", "bad"})
	b, _ := Nearest("bat", []string{"bad", "cat", "bar"})
	if a != "bad" || b != a {
		t.Errorf("%q, %q", a, b)
	}
	if got, ok := Nearest("broken", []string{"broken-link", "broken-anchor"}); ok {
		t.Errorf("two words begin alike and one is chosen: %q", got)
	}
	if _, ok := Nearest("x", nil); ok {
		t.Error("nothing is near")
	}
}

func FuzzNearest(f *testing.F) {
	f.Add("tilte", "title")
	f.Add("é\xff", "e\u0301")
	f.Fuzz(func(t *testing.T, word, known string) {
		got, ok := Nearest(word, []string{known, "title"})
		if ok && got != known && got != "title" {
			t.Errorf("%q is not known", got)
		}
		var rows table
		a, b := []rune(fold(word)), []rune(fold(known))
		if len(a) > 100 || len(b) > 100 {
			return
		}
		d := rows.distance(a, b, 1000)
		if back := rows.distance(b, a, 1000); d != back {
			t.Errorf("%q to %q is %d, back %d", word, known, d, back)
		}
		if (d == 0) != (string(a) == string(b)) || d > max(len(a), len(b)) {
			t.Errorf("%q to %q is %d", word, known, d)
		}
		if s := visible(word); !utf8.ValidString(s) || strings.ContainsAny(s, "\n\x1b") {
			t.Errorf("%q", s)
		}
	})
}
