package checklist

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// read makes a list of a line: "#one a b* _+ | two: /part". Groups stand between bars, "#one" is a heading with
// an id of its own, "two:" one without. An item is its id, or "_" without one; "*" is essential, "+" has how, "5" takes
// five minutes, "?" has a why. "/part" is a part. The n-th word stands on line n.
func read(text string) *List {
	var w Writer
	for i, word := range strings.Fields(strings.ReplaceAll(text, "|", "")) {
		spot := Spot{i + 1, 1}
		switch {
		case word[0] == '#':
			w.Heading(Group{ID: word[1:], Title: word[1:], Fixed: true, Spot: spot})
		case strings.HasSuffix(word, ":"):
			w.Heading(Group{ID: word[:len(word)-1], Title: word[:len(word)-1], Spot: spot})
		case word[0] == '/':
			w.Item(Item{Part: int(word[1]-'a') + 1, Spot: spot})
		default:
			id := strings.TrimRight(word, "*+?0123456789")
			it := Item{ID: strings.Trim(id, "_"), Deed: id, Spot: spot, Essential: strings.Contains(word, "*"), HasHow: strings.Contains(word, "+")}
			if strings.Contains(word, "?") {
				it.Why = "why"
			}
			fmt.Sscanf(strings.Trim(word, "*+?_abcdefghijklmnopqrstuvwxyz"), "%d", &it.Minutes)
			w.Item(it)
		}
	}
	return w.List()
}

// Parts by letter: /a brings the item pa, /b two items, /c none, /d cannot be found.
func part(i int) (string, *List) {
	name := string(rune('a' + i))
	switch name {
	case "a":
		return "part-a", read("pa*")
	case "b":
		return "part-b", read("pb pc")
	case "c":
		return "part-c", &List{}
	}
	return "part-" + name, nil
}

func compare(a, b string) string {
	var out []string
	for _, d := range Compare(Side{read(a), "en", part}, Side{read(b), "fr", part}) {
		line := fmt.Sprintf("%s:%d %s", d.Pos.Path, d.Pos.Line, d.Variant)
		for _, a := range d.Args {
			line += " " + a.Value
		}
		out = append(out, line)
	}
	return strings.Join(out, "; ")
}

func TestOneFaultIsOneFinding(t *testing.T) {
	const whole = "#one a b c | #two d e f | #three g h"
	for _, tt := range []struct{ name, a, b, want string }{
		{"the same", whole, whole, ""},
		{"an item fewer", whole, "#one a c | #two d e f | #three g h", "en:3 item b fr 2"},
		{"the first fewer", whole, "#one b c | #two d e f | #three g h", "en:2 item a fr 1"},
		{"the last of a group fewer", whole, "#one a b c | #two d e | #three g h", "en:8 item f fr 7"},
		{"an item more", whole, "#one a b c | #two d x e f | #three g h", "fr:7 item x en 6"},
		{"one without an id more", whole, "#one a _ b c | #two d e f | #three g h", "fr:3 item _ en 2"},
		{"another id", whole, "#one a x c | #two d e f | #three g h", "en:3 item-id b b x fr 3"},
		{"no id", whole, "#one a _ c | #two d e f | #three g h", "en:3 item-id b b  fr 3"},
		{"two change places", whole, "#one b a c | #two d e f | #three g h", "en:2 item-order a fr 3"},
		{"the last becomes the first", whole, "#one c a b | #two d e f | #three g h", "en:4 item-order c fr 2"},
		{"in another group", whole, "#one a c | #two d e f | #three g b h", "en:3 item-group b one three fr 10"},
		{"beyond the next heading", whole, "#one a b | #two c d e f | #three g h", "en:4 item-group c one two fr 5"},
		{"a group fewer", whole, "#one a b c | #three g h", "en:5 group two fr 4"},
		{"a group more", whole, "#one a b c | #two d e f | #more x y | #three g h", "fr:9 group more en 8"},
		{"a heading fewer", whole, "#one a b c d e f | #three g h", "en:5 group two fr 5"},
		{"the first heading fewer", whole, "a b c | #two d e f | #three g h", "en:1 group one fr 1"},
		{"a heading more", whole, "#one a b c | #two d #more e f | #three g h", "fr:7 group more en 7"},
		{"a heading with another id", whole, "#one a b c | #deux d e f | #three g h", "en:5 group-id two two deux fr 5"},
		{"a heading without an id", whole, "#one a b c | two: d e f | #three g h", "en:5 group-id two two  fr 5"},
		{"a heading fewer, behind one without items", "#text #one a b | #two c", "#text a b | #two c", "en:2 group one fr 2"},
		{"a part twice", "#one /a b", "#one /a /a b", ""},
		{"groups change places", whole, "#two d e f | #one a b c | #three g h", "en:1 group-order one fr 5"},
		{"essential", "#one a* b", "#one a b", "en:2 essential a x  fr 2"},
		{"time", "#one a5 b", "#one a b", "en:2 time a 5  fr 2"},
		{"another time", "#one a5 b", "#one a10 b", "en:2 time a 5 10 fr 2"},
		{"why", "#one a? b", "#one a b", "en:2 why a x  fr 2"},
		{"how", "#one a b", "#one a b+", "en:3 how b  x fr 3"},
		{"two faults", "#one a* b", "#one a b+", "en:2 essential a x  fr 2; en:3 how b  x fr 3"},

		{"no ids at all", "one: _ _+ _5 | two: _ _", "un: _ _+ _5 | deux: _ _", ""},
		{"no ids, an item fewer", "one: _ _+ _5 | two: _ _", "un: _ _5 | deux: _ _", "en:3 item _ fr 2"},
		{"no ids, a group fewer", "one: _ _ _ | two: _ _ | three: _ _ _ _", "un: _ _ _ | trois: _ _ _ _", "en:5 group two fr 4"},
		{"no ids, a heading fewer", "one: _ _ | two: _ _ _", "un: _ _ _ _ _", "en:1 group one fr 1"},

		{"a part", "#one a /a b", "#one a /a b", ""},
		{"a part fewer", "#one a /a b", "#one a b", "en:3 item pa fr 2"},
		{"a part moved", "#one a /a b", "#one a b /a", "en:3 item-order pa fr 4"},
		{"a part of two items fewer", "#one a /b c", "#one a c", "en:3 item pb fr 2"},
		{"a part on one side, its item on the other", "#one a /a b", "#one a pa* b", ""},
		{"the same, said otherwise", "#one a /a b", "#one a pa b", "en:3 essential pa x  fr 3"},
		{"a part without items", "#one a /c b", "#one a b", ""},
		{"a part that cannot be found", "#one a /d b", "#one a /d b", ""},
		{"only parts", "/a", "/a", ""},
		{"nothing on one side", "#one a b", "", "en:1 group one fr 1"},
		{"the only item of a group fewer", "#one a | #two b | #three c", "#one a | #three c", "en:4 item b fr 2"},
	} {
		if got := compare(tt.a, tt.b); got != tt.want {
			t.Errorf("%s: %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

// Whatever is changed, comparing comes to an end, and a list does not differ from itself.
func FuzzCompare(f *testing.F) {
	f.Add("#one a b | #two c", "#two c | #one b a")
	f.Fuzz(func(t *testing.T, a, b string) {
		clean := func(s string) string {
			words := strings.FieldsFunc(s, func(r rune) bool { return !strings.ContainsRune("#:abc*+?5_/", r) })
			return strings.Join(slices.DeleteFunc(words, func(w string) bool { return strings.HasPrefix(w, "/") && (len(w) < 2 || w[1] < 'a' || w[1] > 'c') }), " ")
		}
		a, b = clean(a), clean(b)
		if len(a)+len(b) > 4000 {
			return
		}
		if got := compare(a, a); got != "" {
			t.Errorf("%s differs from itself: %s", a, got)
		}
		compare(a, b)
	})
}

// No list is so long that comparing it takes long, whatever it is like.
func TestLongListsAreComparedFast(t *testing.T) {
	for name, word := range map[string]string{"no ids": "_ ", "one id": "a ", "ids": "i%d ", "groups": "#g%d i%d ", "groups without ids": "g: _ "} {
		var a, b strings.Builder
		for i := range 20_000 {
			n := fmt.Sprint(i)
			a.WriteString(strings.ReplaceAll(word, "%d", "x"+strings.Map(letter, n)))
			b.WriteString(strings.ReplaceAll(strings.ReplaceAll(word, "_ ", "_+ "), "%d", "x"+strings.Map(letter, fmt.Sprint(30_000-i))))
		}
		if got := Compare(Side{read(a.String()), "en", part}, Side{read(b.String()), "fr", part}); len(got) > most {
			t.Errorf("%s: %d findings", name, len(got))
		}
	}
}

func letter(r rune) rune {
	if r >= '0' && r <= '9' {
		return 'a' + r - '0'
	}
	return r
}

func TestListsAreCountedAndJoined(t *testing.T) {
	l := read("a5 | #one b*5 /a /b c5")
	joined := l.Join(func(i int) *List { _, l := part(i); return l })
	if diff := cmp.Diff(Sum{Items: 6, Essential: 2}, joined.Sum()); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(Sum{Items: 2, Minutes: 15}, read("a5 #one b10").Sum()); diff != "" {
		t.Error(diff)
	}
	var ids []string
	for _, g := range joined.Groups {
		for _, it := range g.Items {
			ids = append(ids, g.Title+"/"+it.ID)
		}
	}
	if got, want := strings.Join(ids, " "), "/a one/b one/pa one/pb one/pc one/c"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if read("#one") != nil {
		t.Error("a list without items is one")
	}
}
