package asset

import (
	"bytes"
	"compress/gzip"
	"os"
	"testing"
)

func TestTheBuiltInThemeIsFaultlessAndLight(t *testing.T) {
	limit := map[string]int{MainCSS: 7000, KindCSS("home"): 900, KindCSS("gallery"): 900, KindCSS("languages"): 500, MainJS: 3000, "static/icon.svg": 1000,
		KindCSS("decision"): 1800, KindJS("decision"): 3000, KindCSS("points"): 1800, KindJS("points"): 3000, KindCSS("checklist"): 1800, KindJS("checklist"): 3000,
		KindCSS("gap-analysis"): 1800, KindJS("gap-analysis"): 600,
		KindCSS("plan"):      1800,
		KindCSS("catalogue"): 1800, KindJS("catalogue"): 1500, KindCSS("glossary"): 1800, KindCSS("sources"): 500}
	for _, a := range bundle(t, os.DirFS("../../../../themes/trousse"), Options{}) {
		var b bytes.Buffer
		w := gzip.NewWriter(&b)
		w.Write(a.Data)
		w.Close()
		if b.Len() > limit[a.Name] {
			t.Errorf("%s has %d bytes compressed, more than %d", a.Name, b.Len(), limit[a.Name])
		}
		delete(limit, a.Name)
	}
	for name := range limit {
		t.Errorf("%s is missing", name)
	}
}
