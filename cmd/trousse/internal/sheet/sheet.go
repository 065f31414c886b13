// Package sheet holds tables of data and writes them for other programs: as CSV, and as a workbook that
// spreadsheets open.
package sheet

import "time"

// Book is a workbook: what one page has to export.
type Book struct {
	Title  string
	Lang   string // BCP 47
	RTL    bool   // the language is written from right to left: so are the columns
	Sheets []Sheet
}

// Sheet is one table. Every row has a cell for each column.
type Sheet struct {
	File    string // of its CSV file, without the ending: "goals", "objectifs"
	Name    string // for readers, at most 31 characters
	Columns []Column
	Rows    [][]Cell
}

// Column is named in the first row. Width is in characters; 0 leaves it to the program.
type Column struct {
	Name  string
	Width int
}

// CellKind says which field of a cell holds its value.
type CellKind uint8

const (
	IsText CellKind = iota
	IsNumber
	IsDollars // a number of Canadian dollars
	IsDay
)

// Cell is one value. Its zero value is an empty cell.
type Cell struct {
	Kind   CellKind
	Text   string
	Number int
	Day    time.Time
}

// Text makes a cell of a text.
func Text(s string) Cell { return Cell{Text: s} }

// Number makes a cell of a whole number.
func Number(n int) Cell { return Cell{Kind: IsNumber, Number: n} }

// Dollars makes a cell of an amount in whole dollars.
func Dollars(n int) Cell { return Cell{Kind: IsDollars, Number: n} }

// Day makes a cell of a date.
func Day(t time.Time) Cell { return Cell{Kind: IsDay, Day: t} }
