package content_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"trousse/cmd/trousse/internal/content"
)

// mustStay are lines of our own data files without which something is missing: a text in one language, a date,
// a part of a SMART goal. What may be absent is not among them.
var mustStay = regexp.MustCompile(`^((title|name|text|definition|term|purpose|assumptions|who|needs|why|how|does|statement|measure\.text|text|unit|method|achievable|relevant|use|action|risk|response|question|owner|suggestion|to|covers|leaves_out|status|advice|country)\.(en|fr)|start|due|on|end|checked|baseline|target|owner|gap|resources|audience) = `)

// stride is how many such lines an ordinary run passes over; TROUSSE_EVERY=1 takes out each.
func stride(t *testing.T) int {
	v := os.Getenv("TROUSSE_EVERY")
	if v == "" {
		return 37
	}
	n, err := strconv.Atoi(v)
	if err != nil || n < 1 {
		t.Fatal("TROUSSE_EVERY", v)
	}
	return n
}

func TestEveryLineTakenOutOfOurOwnDataIsOneErrorAtItsPlace(t *testing.T) {
	opt := content.Options{Languages: []content.Lang{{Key: "en", Tag: "en-CA"}, {Key: "fr", Tag: "fr-CA"}}}.Summed()
	files, err := filepath.Glob("../../../../content/*/*.toml")
	if err != nil || len(files) < 4 {
		t.Fatal(files, err)
	}
	taken := 0
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		path := strings.TrimPrefix(filepath.ToSlash(file), "../../../../")
		if d := content.ReadData(path, data, opt); len(d.Diags) > 0 {
			t.Fatal(d.Diags)
		}
		lines := strings.Split(string(data), "\n")
		seen := 0
		for i, line := range lines {
			if !mustStay.MatchString(line) || optional(lines, i) {
				continue
			}
			if seen++; seen%stride(t) != 0 {
				continue
			}
			taken++
			without := strings.Join(slices.Delete(slices.Clone(lines), i, i+1), "\n")
			ds := content.ReadData(path, []byte(without), opt).Diags
			if len(ds) != 1 {
				t.Errorf("%s without line %d, %s: %v", path, i+1, line, ds)
				continue
			}
			if from, to := entry(lines, i); ds[0].Pos.Line < from || ds[0].Pos.Line > to {
				t.Errorf("%s without line %d, %s: told at line %d, not within %d to %d", path, i+1, line, ds[0].Pos.Line, from, to)
			}
		}
	}
	t.Log(taken, "lines taken out")
}

// entry gives the first and the last line of the table that a line is in.
func entry(lines []string, i int) (from, to int) {
	for from = i; from > 0 && !strings.HasPrefix(lines[from], "["); from-- {
	}
	for to = i + 1; to < len(lines) && !strings.HasPrefix(lines[to], "["); to++ {
	}
	return from + 1, to
}

// optional tells whether a line may be absent where it stands.
func optional(lines []string, i int) bool {
	from, _ := entry(lines, i)
	head, line := lines[from-1], lines[i]
	switch {
	case head == "[[event]]" || head == "[[in_kind]]":
		return strings.HasPrefix(line, "owner =")
	case head == "[[gap]]":
		return strings.HasPrefix(line, "gap =")
	}
	return false
}
