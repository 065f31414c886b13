package sheet

import (
	"archive/zip"
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
	"unicode/utf8"
)

// XLSX writes the workbook as ECMA-376 has it, for spreadsheets: the first row of each sheet is bold, stays in
// sight and filters; money and days are numbers with a format; it prints on a page's width with the names of
// the columns on each. There is no time in it: the same tables give the same bytes. A text is text, and is
// never run as a formula, whatever it begins with.
func (b *Book) XLSX(w io.Writer) error {
	z := zip.NewWriter(w)
	x := &workbook{Book: b, names: names(b.Sheets), shared: map[string]int{}}
	var sheets []string
	for i := range b.Sheets {
		sheets = append(sheets, x.sheet(&b.Sheets[i], i))
	}
	parts := []struct{ name, text string }{
		{"[Content_Types].xml", x.contentTypes()},
		{"_rels/.rels", packageRels},
		{"docProps/core.xml", x.core()},
		{"xl/workbook.xml", x.workbook()},
		{"xl/_rels/workbook.xml.rels", x.rels()},
		{"xl/styles.xml", x.styles()},
		{"xl/sharedStrings.xml", x.strings()},
	}
	for i, s := range sheets {
		parts = append(parts, struct{ name, text string }{sheetPath(i), s})
	}
	for _, p := range parts {
		f, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate}) // no Modified: no clock
		if err != nil {
			return err
		}
		if _, err := io.WriteString(f, p.text); err != nil {
			return err
		}
	}
	return z.Close()
}

// workbook is a book being written.
type workbook struct {
	*Book
	names  []string // of the sheets, as they may be written
	shared map[string]int
	order  []string // of the texts of all cells, each once
	uses   int
}

const (
	header        = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	mainNS        = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	docRels       = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	packageNS     = "http://schemas.openxmlformats.org/package/2006/"
	coreType      = "application/vnd.openxmlformats-package.core-properties+xml"
	sheetMLPrefix = "application/vnd.openxmlformats-officedocument.spreadsheetml."

	packageRels = header + `<Relationships xmlns="` + packageNS + `relationships">` +
		`<Relationship Id="rId1" Type="` + docRels + `/officeDocument" Target="xl/workbook.xml"/>` +
		`<Relationship Id="rId2" Type="` + packageNS + `relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`
)

func sheetPath(i int) string { return "xl/worksheets/sheet" + strconv.Itoa(i+1) + ".xml" }

func (x *workbook) contentTypes() string {
	var t strings.Builder
	t.WriteString(header + `<Types xmlns="` + packageNS + `content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/>`)
	override := func(part, kind string) {
		t.WriteString(`<Override PartName="/` + part + `" ContentType="` + kind + `"/>`)
	}
	override("docProps/core.xml", coreType)
	override("xl/workbook.xml", sheetMLPrefix+"sheet.main+xml")
	override("xl/styles.xml", sheetMLPrefix+"styles+xml")
	override("xl/sharedStrings.xml", sheetMLPrefix+"sharedStrings+xml")
	for i := range x.Sheets {
		override(sheetPath(i), sheetMLPrefix+"worksheet+xml")
	}
	t.WriteString("</Types>")
	return t.String()
}

func (x *workbook) core() string {
	return header + `<cp:coreProperties xmlns:cp="` + packageNS + `metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">` +
		`<dc:title>` + escape(clean(x.Title)) + `</dc:title><dc:language>` + escape(clean(x.Lang)) + `</dc:language></cp:coreProperties>`
}

func (x *workbook) workbook() string {
	var t, defined strings.Builder
	t.WriteString(header + `<workbook ` + mainNS + ` xmlns:r="` + docRels + `"><bookViews><workbookView/></bookViews><sheets>`)
	for i, name := range x.names {
		n := strconv.Itoa(i + 1)
		t.WriteString(`<sheet name="` + escape(name) + `" sheetId="` + n + `" r:id="rId` + n + `"/>`)
		s := &x.Sheets[i]
		if len(s.Columns) == 0 {
			continue
		}
		quoted := escape("'" + strings.ReplaceAll(name, "'", "''") + "'!")
		local := `" localSheetId="` + strconv.Itoa(i) + `"`
		if len(s.Rows) > 0 {
			defined.WriteString(`<definedName name="_xlnm._FilterDatabase` + local + ` hidden="1">` + quoted +
				"$A$1:$" + column(len(s.Columns)-1) + "$" + strconv.Itoa(len(s.Rows)+1) + `</definedName>`)
		}
		defined.WriteString(`<definedName name="_xlnm.Print_Titles` + local + `>` + quoted + `$1:$1</definedName>`)
	}
	t.WriteString(`</sheets>`)
	if defined.Len() > 0 {
		t.WriteString(`<definedNames>` + defined.String() + `</definedNames>`)
	}
	t.WriteString(`</workbook>`)
	return t.String()
}

func (x *workbook) rels() string {
	var t strings.Builder
	t.WriteString(header + `<Relationships xmlns="` + packageNS + `relationships">`)
	n := 0
	rel := func(kind, target string) {
		n++
		fmt.Fprintf(&t, `<Relationship Id="rId%d" Type="%s/%s" Target="%s"/>`, n, docRels, kind, target)
	}
	for i := range x.Sheets {
		rel("worksheet", strings.TrimPrefix(sheetPath(i), "xl/"))
	}
	rel("styles", "styles.xml")
	rel("sharedStrings", "sharedStrings.xml")
	t.WriteString("</Relationships>")
	return t.String()
}

// Styles of cells, by their place in cellXfs.
const (
	styleText = iota + 1
	styleHead
	styleNumber
	styleDollars
	styleDay
)

// styles describes how cells look. The format of money is that of Canadian dollars in the book's language
// (1009 and C0C are how spreadsheets call en-CA and fr-CA); a day is written as the Canadian standard has it.
func (x *workbook) styles() string {
	dollars := `[$$-1009]#,##0`
	if base, _, _ := strings.Cut(x.Lang, "-"); strings.EqualFold(base, "fr") {
		dollars = `#,##0\ [$$-C0C]`
	}
	xf := func(format, font int, align string) string {
		return fmt.Sprintf(`<xf numFmtId="%d" fontId="%d" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyAlignment="1"><alignment vertical="top"%s/></xf>`, format, font, align)
	}
	return header + `<styleSheet ` + mainNS + `><numFmts count="2"><numFmt numFmtId="164" formatCode="` + escape(dollars) + `"/>` +
		`<numFmt numFmtId="165" formatCode="yyyy\-mm\-dd"/></numFmts>` +
		`<fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font><font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>` +
		`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
		`<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
		`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
		`<cellXfs count="6"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>` +
		xf(49, 0, ` wrapText="1"`) + xf(49, 1, ` wrapText="1"`) + xf(1, 0, "") + xf(164, 0, "") + xf(165, 0, ` horizontal="left"`) +
		`</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`
}

// strings lists the texts of all cells; it is made after the sheets.
func (x *workbook) strings() string {
	var t strings.Builder
	fmt.Fprintf(&t, `%s<sst %s count="%d" uniqueCount="%d">`, header, mainNS, x.uses, len(x.order))
	for _, s := range x.order {
		t.WriteString(`<si><t xml:space="preserve">` + escape(s) + `</t></si>`)
	}
	t.WriteString("</sst>")
	return t.String()
}

// share gives the number of a text.
func (x *workbook) share(s string) string {
	x.uses++
	n, ok := x.shared[s]
	if !ok {
		n = len(x.order)
		x.shared[s] = n
		x.order = append(x.order, s)
	}
	return strconv.Itoa(n)
}

func (x *workbook) sheet(s *Sheet, i int) string {
	var t strings.Builder
	end := column(max(len(s.Columns)-1, 0)) + strconv.Itoa(len(s.Rows)+1)
	t.WriteString(header + `<worksheet ` + mainNS + `><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="A1:` + end + `"/><sheetViews><sheetView`)
	if x.RTL {
		t.WriteString(` rightToLeft="1"`)
	}
	if i == 0 {
		t.WriteString(` tabSelected="1"`)
	}
	t.WriteString(` workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>` +
		`<selection pane="bottomLeft" activeCell="A2" sqref="A2"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>`)
	widths := make([]int, len(s.Columns))
	if len(s.Columns) > 0 {
		t.WriteString("<cols>")
		for c := range s.Columns {
			widths[c] = s.columnWidth(c)
			fmt.Fprintf(&t, `<col min="%d" max="%d" width="%d" customWidth="1"/>`, c+1, c+1, widths[c])
		}
		t.WriteString("</cols>")
	}
	t.WriteString("<sheetData>")
	if len(s.Columns) > 0 {
		fmt.Fprintf(&t, `<row r="1" ht="%d">`, height(s.head(), widths))
		for c := range s.Columns {
			x.cell(&t, c, 1, styleHead, Text(s.Columns[c].Name))
		}
		t.WriteString("</row>")
	}
	for r, row := range s.Rows {
		fmt.Fprintf(&t, `<row r="%d" ht="%d">`, r+2, height(row, widths))
		for c := range row[:min(len(row), len(s.Columns))] {
			x.cell(&t, c, r+2, styleText, row[c])
		}
		t.WriteString("</row>")
	}
	t.WriteString("</sheetData>")
	if len(s.Columns) > 0 && len(s.Rows) > 0 {
		t.WriteString(`<autoFilter ref="A1:` + end + `"/>`)
	}
	t.WriteString(`<pageMargins left="0.5" right="0.5" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>` +
		`<pageSetup orientation="landscape" fitToHeight="0"/></worksheet>`)
	return t.String()
}

// cell writes one cell; an empty one is left out. text is the style of texts.
func (x *workbook) cell(t *strings.Builder, col, row, text int, c Cell) {
	ref := column(col) + strconv.Itoa(row)
	style, value := text, ""
	switch c.Kind {
	case IsNumber:
		style, value = styleNumber, strconv.Itoa(c.Number)
	case IsDollars:
		style, value = styleDollars, strconv.Itoa(c.Number)
	case IsDay:
		if day, ok := serial(c.Day); ok {
			style, value = styleDay, strconv.Itoa(day)
		}
	}
	if value != "" {
		fmt.Fprintf(t, `<c r="%s" s="%d"><v>%s</v></c>`, ref, style, value)
		return
	}
	if s := short(c.String()); s != "" {
		fmt.Fprintf(t, `<c r="%s" s="%d" t="s"><v>%s</v></c>`, ref, style, x.share(s))
	}
}

// serial counts days as spreadsheets do: they take 1900 for a leap year, so that only from March of that year
// on all of them agree. A day before is written as text.
func serial(day time.Time) (int, bool) {
	if day.Before(time.Date(1900, 3, 1, 0, 0, 0, 0, time.UTC)) {
		return 0, false
	}
	y, m, d := day.Date()
	return int(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24), true
}

// columnWidth gives a column the room that its texts want, within reason.
func (s *Sheet) columnWidth(c int) int {
	if w := s.Columns[c].Width; w > 0 {
		return min(w, 255)
	}
	const least, most = 8, 60
	w := width(clean(s.Columns[c].Name)) + 3 // for the button of the filter
	for _, row := range s.Rows {
		if c < len(row) {
			w = max(w, width(row[c].String())+1)
		}
	}
	return min(max(w, least), most)
}

// head gives the names of the columns as a row.
func (s *Sheet) head() []Cell {
	row := make([]Cell, len(s.Columns))
	for i, c := range s.Columns {
		row[i] = Text(c.Name)
	}
	return row
}

// height gives a row the room that its texts want in their columns, in points: some programs show a row without
// a height one line high, with texts over one another. It is a first guess, not fixed: they adapt it when a text
// changes.
func height(row []Cell, widths []int) int {
	const line, most = 15, 409
	lines := 1
	for c := range row[:min(len(row), len(widths))] {
		room := max(widths[c]-1, 1)
		n := 0
		for text := range strings.SplitSeq(row[c].String(), "\n") {
			n += 1 + max(utf8.RuneCountInString(text)-1, 0)/room
		}
		lines = max(lines, n)
	}
	return min(lines*line, most)
}

// column names a column, from 0: A, B … Z, AA.
func column(i int) string {
	name := ""
	for i++; i > 0; i = (i - 1) / 26 {
		name = string(rune('A'+(i-1)%26)) + name
	}
	return name
}

// Limits of spreadsheets, in UTF-16 code units.
const (
	maxCell = 32767
	maxName = 31
)

// short cuts a text to what a cell can hold.
func short(s string) string {
	if len(s) <= maxCell {
		return s
	}
	return cut(s, maxCell)
}

// cut ends a text that has more than a number of code units with an ellipsis.
func cut(s string, most int) string {
	units, keep := 0, 0
	for i, r := range s {
		if units += utf16.RuneLen(r); units > most {
			return s[:keep] + "…"
		}
		if units < most {
			keep = i + utf8.RuneLen(r)
		}
	}
	return s
}

// names makes the names of sheets valid and, as spreadsheets see them, unique.
func names(sheets []Sheet) []string {
	taken := map[string]bool{"history": true} // kept by Excel for itself
	out := make([]string, len(sheets))
	for i, s := range sheets {
		name := strings.Map(func(r rune) rune {
			if strings.ContainsRune(`:\/?*[]`+"\n", r) {
				return ' '
			}
			return r
		}, clean(s.Name))
		name = strings.Trim(strings.Join(strings.Fields(name), " "), "'")
		if name == "" {
			name = strconv.Itoa(i + 1)
		}
		name = strings.TrimRight(cut(name, maxName), "'")
		for n := 2; taken[strings.ToLower(name)]; n++ {
			tail := " (" + strconv.Itoa(n) + ")"
			name = cut(strings.TrimSuffix(name, " ("+strconv.Itoa(n-1)+")"), maxName-len(tail)) + tail
		}
		taken[strings.ToLower(name)] = true
		out[i] = name
	}
	return out
}

func escape(s string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(s)) // a Builder takes all
	return b.String()
}
