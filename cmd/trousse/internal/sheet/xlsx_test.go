package sheet_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"trousse/cmd/trousse/internal/sheet"
)

func xlsxOf(t testing.TB, b sheet.Book) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := b.XLSX(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// opened is a workbook as another's program would see it.
type opened struct {
	parts map[string]string
	Names []string
	Cells []map[string]cell // by sheet, then by place
}

type cell struct {
	Value, Format string
	Text, Bold    bool
}

// open reads a workbook with nothing but a reader of ZIP archives and of XML, and follows what refers to what.
func open(t testing.TB, data []byte) opened {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	o := opened{parts: map[string]string{}}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if f.Modified.Year() > 1980 || len(f.Extra) > 0 {
			t.Errorf("%s has a time: %v", f.Name, f.Modified)
		}
		o.parts[f.Name] = string(text)
	}
	read := func(part string, into any) {
		t.Helper()
		text, ok := o.parts[part]
		if !ok {
			t.Fatalf("%s is not there", part)
		}
		if err := xml.Unmarshal([]byte(text), into); err != nil {
			t.Fatalf("%s: %v\n%s", part, err, text)
		}
	}
	var types struct {
		Override []struct {
			PartName    string `xml:"PartName,attr"`
			ContentType string `xml:"ContentType,attr"`
		}
	}
	read("[Content_Types].xml", &types)
	for _, o1 := range types.Override {
		if _, ok := o.parts[strings.TrimPrefix(o1.PartName, "/")]; !ok {
			t.Errorf("a type for %s, which is not there", o1.PartName)
		}
	}
	type relations struct {
		Relationship []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		}
	}
	var rels relations
	read("_rels/.rels", &rels)
	if rels.Relationship[0].Target != "xl/workbook.xml" {
		t.Error(rels)
	}
	rels = relations{}
	read("xl/_rels/workbook.xml.rels", &rels)
	target := map[string]string{}
	for _, r := range rels.Relationship {
		target[r.ID] = "xl/" + r.Target
	}
	var styles struct {
		NumFmts []struct {
			ID   int    `xml:"numFmtId,attr"`
			Code string `xml:"formatCode,attr"`
		} `xml:"numFmts>numFmt"`
		Fonts []struct {
			B *struct{} `xml:"b"`
		} `xml:"fonts>font"`
		Xfs []struct {
			Format int `xml:"numFmtId,attr"`
			Font   int `xml:"fontId,attr"`
		} `xml:"cellXfs>xf"`
	}
	read("xl/styles.xml", &styles)
	formats := map[int]string{0: "General", 1: "0", 49: "@"}
	for _, f := range styles.NumFmts {
		formats[f.ID] = f.Code
	}
	var shared struct {
		SI []struct {
			T string `xml:"t"`
		} `xml:"si"`
		Unique int `xml:"uniqueCount,attr"`
	}
	read("xl/sharedStrings.xml", &shared)
	if shared.Unique != len(shared.SI) {
		t.Errorf("%d texts, said to be %d", len(shared.SI), shared.Unique)
	}
	var book struct {
		Sheets []struct {
			Name string `xml:"name,attr"`
			ID   string `xml:"http://schemas.openxmlformats.org/officeDocument/2006/relationships id,attr"`
		} `xml:"sheets>sheet"`
	}
	read("xl/workbook.xml", &book)
	for _, s := range book.Sheets {
		o.Names = append(o.Names, s.Name)
		var w struct {
			Rows []struct {
				R  int `xml:"r,attr"`
				Cs []struct {
					R string `xml:"r,attr"`
					S int    `xml:"s,attr"`
					T string `xml:"t,attr"`
					V string `xml:"v"`
					F string `xml:"f"`
				} `xml:"c"`
			} `xml:"sheetData>row"`
		}
		read(target[s.ID], &w)
		cells := map[string]cell{}
		for _, row := range w.Rows {
			for _, c := range row.Cs {
				if c.F != "" {
					t.Errorf("%s has a formula", c.R)
				}
				v := c.V
				if c.T == "s" {
					n := 0
					for _, d := range v {
						n = n*10 + int(d-'0')
					}
					v = shared.SI[n].T
				}
				xf := styles.Xfs[c.S]
				cells[c.R] = cell{v, formats[xf.Format], c.T == "s", styles.Fonts[xf.Font].B != nil}
			}
		}
		o.Cells = append(o.Cells, cells)
	}
	return o
}

func book(lang string) sheet.Book {
	return sheet.Book{Title: "Plan <1> & 2", Lang: lang, Sheets: []sheet.Sheet{
		table(
			[]sheet.Cell{sheet.Text("=1+1"), sheet.Dollars(1200), sheet.Day(date(2027, 6, 30))},
			[]sheet.Cell{sheet.Text(" <é>\n& \""), sheet.Number(-3), sheet.Day(date(1900, 1, 1))},
			[]sheet.Cell{sheet.Text("a\x00\x1f\ufffe"), {}, sheet.Day(time.Time{})},
		),
		{Name: "Empty", Columns: []sheet.Column{{Name: "Nom", Width: 12}}},
	}}
}

func TestAWorkbookIsReadBack(t *testing.T) {
	o := open(t, xlsxOf(t, book("fr-CA")))
	head := func(v string) cell { return cell{v, "@", true, true} }
	text := func(v string) cell { return cell{v, "@", true, false} }
	want := []map[string]cell{
		{
			"A1": head("Nom"), "B1": head("Coût, $"), "C1": head("Jour"),
			"A2": text("=1+1"), "B2": {"1200", `#,##0\ [$$-C0C]`, false, false}, "C2": {"46568", `yyyy\-mm\-dd`, false, false},
			"A3": text(" <é>\n& \""), "B3": {"-3", "0", false, false}, "C3": text("1900-01-01"),
			"A4": text("a"),
		},
		{"A1": head("Nom")},
	}
	if d := cmp.Diff(want, o.Cells); d != "" {
		t.Error(d)
	}
	for part, has := range map[string][]string{
		"docProps/core.xml": {"<dc:title>Plan &lt;1&gt; &amp; 2</dc:title>", "<dc:language>fr-CA</dc:language>"},
		"xl/worksheets/sheet1.xml": {`<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>`, `<autoFilter ref="A1:C4"/>`,
			`<dimension ref="A1:C4"/>`, `tabSelected="1"`, `fitToPage="1"`},
		"xl/worksheets/sheet2.xml": {`<col min="1" max="1" width="12" customWidth="1"/>`},
		"xl/workbook.xml": {`<definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">&#39;Table&#39;!$A$1:$C$4</definedName>`,
			`<definedName name="_xlnm.Print_Titles" localSheetId="1">&#39;Empty&#39;!$1:$1</definedName>`},
	} {
		for _, s := range has {
			if !strings.Contains(o.parts[part], s) {
				t.Errorf("%s lacks %s\n%s", part, s, o.parts[part])
			}
		}
	}
	if strings.Contains(o.parts["xl/worksheets/sheet2.xml"], "autoFilter") || strings.Contains(o.parts["docProps/core.xml"], "created") {
		t.Error("a filter over nothing, or a clock")
	}
	if en := open(t, xlsxOf(t, book("en-CA"))); en.Cells[0]["B2"].Format != `[$$-1009]#,##0` {
		t.Error(en.Cells[0]["B2"])
	}
	rtl := book("ar")
	rtl.RTL = true
	if !strings.Contains(open(t, xlsxOf(t, rtl)).parts["xl/worksheets/sheet1.xml"], `rightToLeft="1"`) {
		t.Error("columns begin on the left")
	}
}

func TestTheSameTablesGiveTheSameBytes(t *testing.T) {
	first := xlsxOf(t, book("fr-CA"))
	for range 10 {
		if !bytes.Equal(first, xlsxOf(t, book("fr-CA"))) {
			t.Fatal("other bytes")
		}
	}
}

func TestNamesOfSheetsAreValidAndUnique(t *testing.T) {
	long := strings.Repeat("Ressources ", 4)
	given := []string{"Goals", "goals", "GOALS", "", "a/b:c?", "'quoted'", "History", long, long, "[x]*\\", strings.Repeat("🙂", 20), "it's"}
	var b sheet.Book
	for _, n := range given {
		b.Sheets = append(b.Sheets, sheet.Sheet{Name: n, Columns: []sheet.Column{{Name: "x"}}, Rows: [][]sheet.Cell{{sheet.Number(1)}}})
	}
	want := []string{"Goals", "goals (2)", "GOALS (3)", "4", "a b c", "quoted", "History (2)", "Ressources Ressources Ressourc…", "Ressources Ressources Ress… (2)", "x",
		strings.Repeat("🙂", 15) + "…", "it's"}
	got := open(t, xlsxOf(t, b)).Names
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	for _, n := range got {
		if len(utf16.Encode([]rune(n))) > 31 {
			t.Errorf("%s is too long", n)
		}
	}
}

func TestColumnsAreAsWideAsTheirTextsWithinReason(t *testing.T) {
	b := sheet.Book{Sheets: []sheet.Sheet{{Name: "x", Columns: []sheet.Column{{Name: "Id"}, {Name: "Objectif"}, {Name: "x", Width: 300}},
		Rows: [][]sheet.Cell{{sheet.Text("a"), sheet.Text(strings.Repeat("long ", 40)), {}}}}}}
	part := open(t, xlsxOf(t, b)).parts["xl/worksheets/sheet1.xml"]
	for _, want := range []string{`min="1" max="1" width="8"`, `min="2" max="2" width="60"`, `min="3" max="3" width="255"`} {
		if !strings.Contains(part, want) {
			t.Errorf("no %s in %s", want, part)
		}
	}
}

func TestManyColumnsAndLongTextsFit(t *testing.T) {
	s := sheet.Sheet{Name: "x", Rows: [][]sheet.Cell{nil}}
	for range 30 {
		s.Columns = append(s.Columns, sheet.Column{Name: "c"})
		s.Rows[0] = append(s.Rows[0], sheet.Number(7))
	}
	s.Rows[0][0] = sheet.Text(strings.Repeat("é", 40000))
	cells := open(t, xlsxOf(t, sheet.Book{Sheets: []sheet.Sheet{s}})).Cells[0]
	if cells["AD2"].Value != "7" || cells["Z2"].Value != "7" || cells["AA1"].Value != "c" {
		t.Error(cells["AD2"], cells["AA1"])
	}
	if got := []rune(cells["A2"].Value); len(got) != 32767 || got[32766] != '…' {
		t.Errorf("%d characters", len(got))
	}
}

// Whatever the texts say, what is written is XML, and says the same.
func FuzzXLSX(f *testing.F) {
	f.Add("a<b>&", "]]>\x0b")
	f.Fuzz(func(t *testing.T, name, text string) {
		b := sheet.Book{Title: text, Lang: name, Sheets: []sheet.Sheet{{Name: name, Columns: []sheet.Column{{Name: name}}, Rows: [][]sheet.Cell{{sheet.Text(text)}}}, {Name: name}}}
		o := open(t, xlsxOf(t, b))
		if strings.EqualFold(o.Names[0], o.Names[1]) || o.Names[0] == "" {
			t.Errorf("%q", o.Names)
		}
		if got := o.Cells[0]["A2"].Value; !strings.ContainsAny(text, "\r\t") && len(text) < 100 && printable(text) && got != text {
			t.Errorf("%q came back as %q", text, got)
		}
	})
}

func printable(s string) bool {
	for _, r := range s {
		if r < ' ' && r != '\n' || r >= 0x7f && r <= 0x9f || r == 0xfffd || r == 0xfffe || r == 0xffff || r == 0xfeff || r == '\u2028' || r == '\u2029' {
			return false
		}
	}
	return true
}
