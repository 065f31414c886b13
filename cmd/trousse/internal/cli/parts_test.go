package cli

import (
	"os"
	"reflect"
	"strings"
	"testing"

	"trousse/cmd/trousse/internal/output/data"
	"trousse/cmd/trousse/internal/view"
)

// What --explain names has words in both languages; without them it would show a name of the code.
func TestEveryPartOfAPageHasAName(t *testing.T) {
	for _, lang := range []string{"en", "fr"} {
		text, err := os.ReadFile("../../../../locales/messages." + lang + ".toml")
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range []any{view.Page{}, data.Document{}} {
			typ := reflect.TypeOf(v)
			for i := range typ.NumField() {
				f := typ.Field(i)
				name := f.Tag.Get("memo")
				if name == "" {
					name = strings.ToLower(f.Name)
				}
				if name == "-" || !f.IsExported() {
					continue
				}
				if id := `"cli.part.` + strings.ReplaceAll(name, " ", "-") + `"`; !strings.Contains(string(text), id) {
					t.Errorf("%s: no %s for %s.%s", lang, id, typ.Name(), f.Name)
				}
			}
		}
	}
}
