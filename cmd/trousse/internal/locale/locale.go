// Package locale speaks the reader's language: interface words with their plurals, dates,
// numbers, sorting, direction of writing. English and French are known by heart; any other
// language (BCP 47) works with what its words file brings, and with what CLDR knows.
package locale

import (
	"strings"

	"golang.org/x/text/language"
)

// Lang is a language of the site: the key in file names and addresses ("fr") and the BCP 47 tag ("fr-CA").
type Lang struct{ Key, Tag string }

// rightToLeft are the scripts (ISO 15924) written from right to left that a living language uses.
const rightToLeft = "Adlm Arab Aran Hebr Mand Mend Nkoo Rohg Samr Syrc Thaa Yezi"

// Direction tells how the language of a BCP 47 tag is written, by its script: "rtl" or "ltr".
// Where the tag says nothing of use, "ltr".
func Direction(tag string) string {
	t, err := language.Parse(tag)
	if err != nil {
		return "ltr"
	}
	script, _ := t.Script()
	if strings.Contains(rightToLeft, script.String()) {
		return "rtl"
	}
	return "ltr"
}

// ValidTag tells whether tag is a BCP 47 language tag of which every part is registered.
func ValidTag(tag string) bool {
	// The parser takes underscores, as POSIX writes them; the standard does not.
	if tag == "" || len(tag) > 100 || strings.Contains(tag, "_") {
		return false
	}
	_, err := language.Parse(tag)
	return err == nil
}

// Base gives the language of a tag without region and script: "fr" for "fr-CA", "" where there is none.
func Base(tag string) string {
	t, err := language.Parse(tag)
	if err != nil {
		return ""
	}
	base, _, _ := t.Raw() // Base guesses English where nothing is said
	if s := base.String(); s != "und" {
		return s
	}
	return ""
}

// FromEnvironment gives the language in which to speak to whoever runs the program: "fr" or
// "en". get looks up an environment variable.
//
// It follows POSIX.1-2024: the first of LC_ALL, LC_MESSAGES and LANG that is not empty names the
// locale; unless that is "C" or "POSIX", the languages listed in LANGUAGE come before it.
// Where none of the three is set, LANGUAGE alone is asked.
func FromEnvironment(get func(string) string) string {
	name := ""
	for _, v := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if name = get(v); name != "" {
			break
		}
	}
	if plain, _, _ := strings.Cut(name, "."); plain == "C" || plain == "POSIX" {
		return "en"
	}
	for _, wish := range append(strings.Split(get("LANGUAGE"), ":"), name) {
		switch base, _, _ := strings.Cut(strings.NewReplacer("_", "-", ".", "-", "@", "-").Replace(strings.ToLower(wish)), "-"); base {
		case "fr", "french", "français", "francais":
			return "fr"
		case "en", "english", "c", "posix":
			return "en"
		}
	}
	return "en"
}
