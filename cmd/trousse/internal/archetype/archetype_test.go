package archetype_test

import (
	"strings"
	"testing"

	"trousse/cmd/trousse/internal/archetype"
)

func TestDataSpeakTheLanguagesOfTheSite(t *testing.T) {
	for _, kind := range archetype.Kinds() {
		whole := archetype.Data(kind)
		if got := archetype.DataIn(kind, []string{"en", "fr"}); got != whole {
			t.Errorf("%s: in both languages it is not as it was written", kind)
		}
		if whole == "" {
			continue
		}
		if !strings.Contains(whole, "\nkind = \""+kind+"\"\n") {
			t.Errorf("%s does not say what it is", kind)
		}
		count := func(text, lang string) int { return strings.Count(text, "."+lang+" = ") }
		got := archetype.DataIn(kind, []string{"fr", "iu"})
		if n := count(whole, "fr"); count(got, "fr") != n || count(got, "iu") != count(whole, "en") || count(got, "en") != 0 {
			t.Errorf("%s: languages are missing:\n%s", kind, got)
		}
	}
	if archetype.Data("guide") != "" || archetype.Data("plan") == "" {
		t.Error("a guide has no data, and a plan has")
	}
}
