package view_test

import (
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"trousse/cmd/trousse/internal/view"
)

// Whoever writes a template has the README of the templates, and nothing else, to know what there is.
func TestTheTemplatesManualNamesEveryField(t *testing.T) {
	data, err := os.ReadFile("../../../../templates/README.md")
	if err != nil {
		t.Fatal(err)
	}
	named := map[string]bool{}
	for _, code := range regexp.MustCompile("`[^`\n]+`").FindAllString(string(data), -1) {
		named[strings.Trim(code, "`.")] = true
	}
	seen := map[reflect.Type]bool{}
	var look func(typ reflect.Type)
	look = func(typ reflect.Type) {
		switch typ.Kind() {
		case reflect.Pointer, reflect.Slice:
			look(typ.Elem())
			return
		case reflect.Struct:
		default:
			return
		}
		if seen[typ] {
			return
		}
		seen[typ] = true
		for i := range typ.NumField() {
			if f := typ.Field(i); f.IsExported() {
				if !named[f.Name] {
					t.Errorf("templates/README.md does not name %s.%s", typ.Name(), f.Name)
				}
				look(f.Type)
			}
		}
	}
	for _, v := range []any{view.Page{}, view.Nav{}, view.Languages{}, view.Redirect{}} {
		look(reflect.TypeOf(v))
	}
}
