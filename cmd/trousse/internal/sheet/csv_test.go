package sheet_test

import (
	"encoding/csv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"trousse/cmd/trousse/internal/sheet"
)

func date(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC) }

func csvOf(t testing.TB, s sheet.Sheet) string {
	t.Helper()
	var b strings.Builder
	if err := s.CSV(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func table(rows ...[]sheet.Cell) sheet.Sheet {
	return sheet.Sheet{Name: "Table", File: "table", Columns: []sheet.Column{{Name: "Nom"}, {Name: "Coût, $"}, {Name: "Jour"}}, Rows: rows}
}

func TestCSVIsAsRFC4180HasIt(t *testing.T) {
	got := csvOf(t, table(
		[]sheet.Cell{sheet.Text("Été"), sheet.Dollars(1200), sheet.Day(date(2027, 6, 30))},
		[]sheet.Cell{sheet.Text(`Dire « non », ou "oui"`), sheet.Number(-3), sheet.Day(time.Time{})},
		[]sheet.Cell{sheet.Text("Une\r\ndeux\rtrois\tquatre\x00"), {}, sheet.Text(" x ")},
		[]sheet.Cell{sheet.Text("a;b")},
		[]sheet.Cell{sheet.Text("a"), sheet.Text("b"), sheet.Text("c"), sheet.Text("of no column")},
	))
	want := "Nom,\"Coût, $\",Jour\r\n" +
		"Été,1200,2027-06-30\r\n" +
		"\"Dire « non », ou \"\"oui\"\"\",-3,\r\n" +
		"\"Une\ndeux\ntrois quatre\",,\" x \"\r\n" +
		"\"a;b\",,\r\n" +
		"a,b,c\r\n"
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	one := csvOf(t, sheet.Sheet{Columns: []sheet.Column{{Name: "A"}}, Rows: [][]sheet.Cell{{{}}, {sheet.Number(0)}}})
	if one != "A\r\n\"\"\r\n0\r\n" {
		t.Errorf("an empty line is no record: %q", one)
	}
}

// A text that a spreadsheet would run is made harmless; numbers are what they were.
func TestTextsAreNeverFormulas(t *testing.T) {
	for text, want := range map[string]string{
		"=1+1": "'=1+1", "+1 800 555-0100": "'+1 800 555-0100", "-": "'-", "@SUM(A1)": "'@SUM(A1)", " =1+1": "' =1+1",
		"\t=1": "' =1", "\r=1": "\"'\n=1\"", "\u00a0=1": "'\u00a0=1", "＝1": "'＝1", `=HYPERLINK("x")`: `"'=HYPERLINK(""x"")"`,
		"a=b": "a=b", "1-2": "1-2", "– un tiret": "– un tiret", "": "", "'=1": "'=1",
	} {
		got := csvOf(t, sheet.Sheet{Columns: []sheet.Column{{Name: text}, {}}, Rows: [][]sheet.Cell{{sheet.Text(text), sheet.Number(-5)}}})
		if got != want+",\r\n"+want+",-5\r\n" {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// What is written is read back as it was by another's reader, whatever it is.
func FuzzCSV(f *testing.F) {
	f.Add("a", "b\"c,\r\nd")
	f.Add("=x", "\t\x00\xff\n'")
	f.Fuzz(func(t *testing.T, a, b string) {
		got := csvOf(t, sheet.Sheet{Columns: []sheet.Column{{Name: a}, {Name: b}}, Rows: [][]sheet.Cell{{sheet.Text(b), sheet.Text(a)}, {sheet.Text(a), {}}}})
		if !utf8.ValidString(got) || !strings.HasSuffix(got, "\r\n") || strings.HasPrefix(got, "\ufeff") {
			t.Fatalf("%q", got)
		}
		r := csv.NewReader(strings.NewReader(got))
		r.FieldsPerRecord = 2
		records, err := r.ReadAll()
		if err != nil || len(records) != 3 {
			t.Fatalf("%v: %q", err, got)
		}
		// Go's reader makes "\n" of "\r\n" within fields, as the writer does.
		if records[0][0] != records[1][1] || records[1][0] != records[0][1] || records[2][1] != "" {
			t.Errorf("%q", records)
		}
		for _, rec := range records {
			for _, field := range rec {
				if head := strings.TrimSpace(field); head != "" && strings.ContainsRune("=+-@", rune(head[0])) {
					t.Errorf("a formula: %q", field)
				}
			}
		}
	})
}
