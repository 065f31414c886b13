package locale

import (
	"io/fs"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// The words that the program itself brings.
func builtIn() fs.FS { return os.DirFS("../../../../locales") }

func messages(t *testing.T, lang string) *MessageSet {
	t.Helper()
	set, err := Messages(builtIn(), lang)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

var inBraces = regexp.MustCompile(`\{\{.*?\}\}`)
var variableName = regexp.MustCompile(`\.([A-Za-z]\w*)`)

// variables lists what a text in all its forms mentions.
func variables(forms map[string]string) []string {
	seen := map[string]bool{}
	for _, text := range forms {
		for _, action := range inBraces.FindAllString(text, -1) {
			for _, m := range variableName.FindAllStringSubmatch(action, -1) {
				seen[m[1]] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

func TestBothLanguagesSayTheSame(t *testing.T) {
	en, fr := messages(t, "en"), messages(t, "fr")
	if d := cmp.Diff(en.IDs(), fr.IDs()); d != "" {
		t.Errorf("the files have other names (-en +fr):\n%s", d)
	}
	for _, id := range en.IDs() {
		e, f := en.Words().Forms(id), fr.Words().Forms(id)
		if d := cmp.Diff(variables(e), variables(f)); d != "" {
			t.Errorf("%s: other variables (-en +fr):\n%s", id, d)
		}
		if d := cmp.Diff(slices.Sorted(maps.Keys(e)), slices.Sorted(maps.Keys(f))); d != "" {
			t.Errorf("%s: other plural forms (-en +fr):\n%s", id, d)
		}
	}
}

func TestEveryRuleSaysWhatIsWrongAndWhatToDo(t *testing.T) {
	for _, lang := range []string{"en", "fr"} {
		set := messages(t, lang)
		var rules, ids []string
		for _, id := range set.IDs() {
			if rule, ok := strings.CutPrefix(id, "rule."); ok {
				rules = append(rules, rule)
			} else {
				ids = append(ids, id)
			}
		}
		for _, rule := range rules {
			_, whole := set.Text(rule)
			_, hinted := set.Text(rule + ".hint")
			said := whole
			for _, id := range ids {
				if variant, ok := strings.CutPrefix(id, rule+"."); ok && variant != "hint" && !strings.HasSuffix(variant, ".hint") {
					said = true
					if _, ok := set.Text(id + ".hint"); !ok && !hinted {
						t.Errorf("%s: %s does not say what to do", lang, id)
					}
				}
			}
			if !said {
				t.Errorf("%s: rule.%s has no message", lang, rule)
			}
			if whole && !hinted {
				t.Errorf("%s: %s does not say what to do", lang, rule)
			}
		}
		for _, id := range ids {
			if base, ok := strings.CutSuffix(id, ".hint"); ok && !slices.Contains(ids, base) {
				t.Errorf("%s: %s is a hint for nothing", lang, id)
			}
		}
	}
}

// French as it is set in Canada (OQLF).
var (
	quoted      = regexp.MustCompile(`«[^«»]*»`)
	frenchRules = []struct {
		what    string
		pattern *regexp.Regexp
	}{
		{"no no-break space inside « »", regexp.MustCompile("«[^\u00a0]|[^\u00a0]»|^»|«$")},
		{"a space that breaks before :", regexp.MustCompile(`[ \t]:([^:]|$)`)},
		{"a space before ; ! ?", regexp.MustCompile("[^«][\\s\u00a0\u202f][;!?]([^\\w/]|$)")},
		{"a straight apostrophe", regexp.MustCompile(`\p{L}'\p{L}`)},
		{"English quotation marks", regexp.MustCompile(`[“”]`)},
		{"three periods", regexp.MustCompile(`\.\.\.`)},
		{"two spaces", regexp.MustCompile("[ \u00a0]{2}")},
		{"« tu » in a text that says « vous »", regexp.MustCompile(`(?i)(^|[\s\x{00a0}])(tu|ton|ta|tes|toi)[\s\x{00a0},.]`)},
		{"a space that breaks before a unit", regexp.MustCompile(`\d (ko|Mo|Go|%|\$|px)`)},
	}
	colonWithoutSpace = regexp.MustCompile(`\p{L}: `)
)

func TestFrenchIsSetAsInCanada(t *testing.T) {
	set := messages(t, "fr")
	for _, id := range set.IDs() {
		for _, text := range set.Words().Forms(id) {
			// A word in the place of what is filled in keeps the spaces around it apart.
			shown := inBraces.ReplaceAllString(text, "x")
			for _, r := range frenchRules {
				if bad := r.pattern.FindString(shown); bad != "" {
					t.Errorf("%s: %s: %q in %q", id, r.what, bad, text)
				}
			}
			// Between quotation marks may stand what is to be typed.
			if bad := colonWithoutSpace.FindString(quoted.ReplaceAllString(shown, "")); bad != "" {
				t.Errorf("%s: no no-break space before the colon: %q in %q", id, bad, text)
			}
		}
	}
}

func TestEnglishIsSetWithTypographicMarks(t *testing.T) {
	set := messages(t, "en")
	straight := regexp.MustCompile(`\p{L}'\p{L}|[«»\x{00a0}]|  |\.\.\.`)
	for _, id := range set.IDs() {
		for _, text := range set.Words().Forms(id) {
			if bad := straight.FindString(inBraces.ReplaceAllString(text, "x")); bad != "" {
				t.Errorf("%s: %q in %q", id, bad, text)
			}
		}
	}
}

func TestMessagesAreFilledIn(t *testing.T) {
	en, fr := messages(t, "en"), messages(t, "fr")
	for _, c := range []struct {
		set  *MessageSet
		id   string
		args []any
		want string
	}{
		{en, "broken-link", []any{"target", "../x"}, "The link leads nowhere: ../x does not exist."},
		{fr, "broken-link", []any{"target", "../x"}, "Le lien ne mène nulle part\u00a0: ../x n’existe pas."},
		{fr, "broken-link.near.hint", []any{"target", "a", "near", "b"}, "Vouliez-vous écrire «\u00a0b\u00a0»?"},
		{fr, "image-too-large", []any{"image", "a.png", "size", "1440000", "limit", "500000"}, "L’image a.png pèse 1,4\u00a0Mo; le site accepte 500\u00a0ko."},
		{en, "image-too-large", []any{"image", "a.png", "size", "1.4 MB", "limit", "500000"}, "The image a.png weighs 1.4 MB; the site allows 500\u00a0kB."},
		{fr, "missing-string", []any{"id", "menu", "language", "en"}, "Le texte de l’interface «\u00a0menu\u00a0» manque dans une langue\u00a0: anglais."},
		{en, "missing-partner", []any{"language", "Français", "file", "x"}, "This page does not exist in one of the site’s languages: Français."},
		{en, "wrong-type", []any{"key", "title", "want", "string", "got", "int"}, "“title” has the wrong kind of value: it must be a text in quotation marks, and is a whole number."},
		{en, "wrong-type", []any{"key", "title"}, "“title” has the wrong kind of value."},
		{en, "wrong-type", []any{"key", "title", "want", "unheard"}, "“title” has the wrong kind of value: it must be unheard."},
		{en, "file-too-large", []any{"size", "2000000", "max", "1000000"}, "The file is too large to be read: 2\u00a0MB. The limit is 1\u00a0MB."},
		{en, "file-too-large", []any{"size", "2000000", "limit", "1000000"}, "The file is too large to be read: 2\u00a0MB. The limit is 1\u00a0MB."},
		{en, "broken-link", nil, "The link leads nowhere: … does not exist."},
		{en, "broken-link", []any{"target", "{{.x}}"}, "The link leads nowhere: {{.x}} does not exist."},
	} {
		if got, ok := c.set.Text(c.id, c.args...); !ok || got != c.want {
			t.Errorf("%s: got %q, want %q", c.id, got, c.want)
		}
	}
	if _, ok := en.Text("no-such-message"); ok {
		t.Error("a message that is not there")
	}
}

func TestMessagesOfAnyLanguage(t *testing.T) {
	files := fstest.MapFS{
		"messages.en.toml": {Data: []byte("a = 'x {{number .n}}'\n[p]\none = '{{.Count}} page'\nother = '{{.Count}} pages'")},
		"messages.xx.toml": {Data: []byte("a = ")},
	}
	for _, lang := range []string{"en", "iu", "", "../x"} {
		set, err := Messages(files, lang)
		if err != nil {
			t.Fatal(err)
		}
		if s, ok := set.Text("a", "n", "1234"); s != "x 1,234" || !ok {
			t.Error(s)
		}
		if s, ok := set.Count("p", 1200); s != "1,200 pages" || !ok {
			t.Error(s)
		}
		if s, ok := set.Text("a", "n", "many"); s != "x many" || !ok {
			t.Error(s)
		}
	}
	if _, err := Messages(files, "xx"); err == nil {
		t.Error("a file with a fault is read")
	}
	if _, err := Messages(fstest.MapFS{}, "fr"); err == nil {
		t.Error("no file at all")
	}
}
