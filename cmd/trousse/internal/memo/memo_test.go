package memo

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
	"time"
)

type inner struct {
	Name string
	Deep map[string][]int
}

type everything struct {
	Yes     bool
	Count   int
	Small   uint8
	Ratio   float64
	Text    string
	Raw     []byte
	Digest  [4]byte
	List    []inner
	Table   map[string]inner
	Pointer *inner
	Nothing *inner
	When    time.Time
	Never   time.Time
	hidden  int
	Skipped string `memo:"-"`
}

func sample() everything {
	in := inner{"in", map[string][]int{"b": {1, -2}, "a": nil}}
	return everything{
		Yes: true, Count: -300, Small: 7, Ratio: 0.25, Text: "été", Raw: []byte{0, 255}, Digest: [4]byte{1, 2, 3, 4},
		List: []inner{in, {}}, Table: map[string]inner{"x": in, "y": {}}, Pointer: &in,
		When: time.Date(2026, 11, 22, 1, 2, 3, 4, time.UTC), hidden: 9, Skipped: "left out",
	}
}

func TestWhatIsStoredComesBack(t *testing.T) {
	want := sample()
	var got everything
	if err := Decode(string(Encode(nil, want)), &got); err != nil {
		t.Fatal(err)
	}
	want.hidden, want.Skipped = 0, ""
	want.List[0].Deep = map[string][]int{"b": {1, -2}, "a": nil}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestDamagedBytesAreAnErrorAndNeverAPanic(t *testing.T) {
	good := string(Encode(nil, sample()))
	for n := range len(good) {
		var v everything
		if Decode(good[:n], &v) == nil {
			t.Errorf("the first %d of %d bytes decode", n, len(good))
		}
	}
	var v everything
	if Decode(good+"x", &v) == nil {
		t.Error("trailing bytes decode")
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(string(Encode(nil, sample())))
	f.Fuzz(func(t *testing.T, s string) {
		var v everything
		Decode(s, &v)
	})
}

func TestEqualMapsHaveOneSum(t *testing.T) {
	a, b := map[string]int{}, map[string]int{}
	keys := []string{"a", "b", "c", "d", "e", "f"}
	for i, k := range keys {
		a[k] = i
	}
	for i := len(keys) - 1; i >= 0; i-- {
		b[keys[i]] = i
	}
	for range 20 {
		if SumOf(a) != SumOf(b) {
			t.Fatal("the order of a map shows in its sum")
		}
	}
}

// Every exported field of a value is in its key: none can be forgotten.
func TestEveryFieldChangesTheKey(t *testing.T) {
	base := KeyOf(sample())
	rv := reflect.TypeFor[everything]()
	for i := range rv.NumField() {
		f := rv.Field(i)
		if !f.IsExported() || f.Tag.Get("memo") == "-" {
			continue
		}
		v := sample()
		field := reflect.ValueOf(&v).Elem().Field(i)
		if field.IsZero() {
			continue
		}
		field.SetZero()
		if changed := KeyOf(v).Changed(base); len(changed) != 1 {
			t.Errorf("without %s: changed parts %v", f.Name, changed)
		}
		if KeyOf(v).Sum == base.Sum {
			t.Errorf("without %s the key is the same", f.Name)
		}
	}
}

type named struct{ sum Sum }

func (n named) MemoSum() Sum { return n.sum }

func TestAValueThatKnowsItsSumIsNotWalked(t *testing.T) {
	a := struct{ N named }{named{SumString("a")}}
	b := struct{ N named }{named{SumString("b")}}
	if SumOf(a) == SumOf(b) {
		t.Error("the sum of a Summer is not used")
	}
}

func TestChangedNamesThePartsThatDiffer(t *testing.T) {
	type value struct{ Title, Body string }
	old := KeyOf(value{"a", "b"}, Part{"template", SumString("t")})
	if got := KeyOf(value{"x", "b"}, Part{"template", SumString("u")}).Changed(old); !slices.Equal(got, []string{"template", "title"}) {
		t.Errorf("changed: %v", got)
	}
	if got := KeyOf(value{"a", "b"}).Changed(old); !slices.Equal(got, []string{"title", "body"}) {
		t.Errorf("with other parts: %v", got)
	}
}

func TestAStateFileComesBackForItsOwnerOnly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "deep", "state")
	owner := SumString("this program")
	var a Table[string, inner]
	var b Table[Sum, everything]
	one, two := inner{Name: "one"}, sample()
	a.Put("1", &one)
	b.Put(SumString("2"), &two)
	if err := Save(path, owner, &a, &b); err != nil {
		t.Fatal(err)
	}
	var a2 Table[string, inner]
	var b2 Table[Sum, everything]
	if !Load(path, owner, &a2, &b2) {
		t.Fatal("the file does not load")
	}
	if got, ok := a2.Get("1"); !ok || got.Name != "one" {
		t.Errorf("got %v, %v", got, ok)
	}
	if got, ok := b2.Get(SumString("2")); !ok || got.Text != two.Text {
		t.Errorf("got %v, %v", got, ok)
	}
	if Load(path, SumString("another program"), &a2, &b2) {
		t.Error("another program's state loads")
	}
	if Load(path+"x", owner, &a2) {
		t.Error("a missing file loads")
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range []int{0, len(magic) + 3, len(magic) + 20, len(raw) - 1} {
		bad := slices.Clone(raw)
		bad[at] ^= 1
		if err := os.WriteFile(path, bad, 0o644); err != nil {
			t.Fatal(err)
		}
		if Load(path, owner, &a2, &b2) {
			t.Errorf("a file with byte %d changed loads", at)
		}
	}
}

func TestATableForgetsWhatARoundDidNotUse(t *testing.T) {
	var tab Table[string, inner]
	for _, k := range []string{"used", "unused", "peeked"} {
		tab.Put(k, &inner{Name: k})
	}
	tab.Trim()
	tab.Get("used")
	tab.Peek("peeked")
	tab.Trim()
	if tab.Len() != 1 {
		t.Errorf("%d values left: %v", tab.Len(), tab.Keys())
	}
}

func BenchmarkKeyOf(b *testing.B) {
	v := sample()
	b.ReportAllocs()
	for b.Loop() {
		KeyOf(&v)
	}
}

func BenchmarkDecode(b *testing.B) {
	s := string(Encode(nil, sample()))
	b.ReportAllocs()
	for b.Loop() {
		var v everything
		if err := Decode(s, &v); err != nil {
			b.Fatal(err)
		}
	}
}
