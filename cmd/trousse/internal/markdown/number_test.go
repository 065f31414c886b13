package markdown

import (
	"strings"
	"testing"
)

func TestFiguresAreTold(t *testing.T) {
	for lang, cases := range map[string]map[string]string{
		"en": {
			"About 25% of homes":                     "25%",
			"About 25 % of homes":                    "25 %",
			"2.5 percent more":                       "2.5 percent",
			"from 10 to 20 per cent":                 "20 per cent",
			"between 10–20%":                         "20%",
			"It costs $5.":                           "$5",
			"US$3 million was lost":                  "$3 million",
			"lost 5,000 dollars":                     "5,000 dollars",
			"About 1,000 cameras":                    "1,000",
			"12,345,678 devices":                     "12,345,678",
			"A botnet of 25000 cameras":              "25000",
			"a 1,500-device botnet":                  "1,500",
			"1 in 4 Canadians":                       "1 in 4",
			"one in four people":                     "one in four",
			"Three out of ten did":                   "Three out of ten",
			"3 out of 10 did":                        "3 out of 10",
			"161 of 184 pages did not say it":        "161 of 184",
			"Two of the four, 2 of 5, five of 20":    "",
			"a million cameras":                      "a million",
			"Millions of cameras":                    "Millions",
			"half of Canadians":                      "half of Canadians",
			"two thirds of all households":           "thirds of all households",
			"ten percent":                            "ten percent",
			"hundreds of thousands of routers":       "hundreds of thousands",
			"On November 22, 2026, 3,400 were found": "3,400",
			"100% of them":                           "",
			"It is 100 % safe":                       "",
			"In 2024 and from 1999 to 2003":          "",
			"On 2026-11-22, at 10:30 or 24/7":        "",
			"in 15 minutes, or 2,000 hours":          "",
			"aged 65 and over, grade 10":             "",
			"version 12.5.1 or 2.0":                  "",
			"Call 1-888-495-8501 or 1 888 495-8501":  "",
			"Call 613 555-0100, 211 or 9-8-8":        "",
			"Text CONNECT to 686868":                 "",
			"a password of 15 characters":            "",
			"never 1234, 0000 or “2580”":             "",
			"EN 303 645 and ISO 27001, UL 2900-1":    "",
			"802.11ax, H264, IPv6, 5G and 4K":        "",
			"1080p or 1920×1080":                     "",
			"a 3,000 mAh battery":                    "",
			"question 1 of 4, step 1 in 4":           "",
			"two of five, one in the kitchen":        "",
			"Answer in 5 minutes, 1 in 4 days":       "",
			"half of your devices, half an hour":     "",
			"section 1457, page 1200":                "",
			"Keep 2 or 3 of them":                    "",
			"a ratio of 16:9, 1/2 cup":               "",
		},
		"fr": {
			"Environ 25 % des foyers":           "25 %",
			"Environ 25\u00a0% des foyers":      "25\u00a0%",
			"2,5 % de plus":                     "2,5 %",
			"vingt pour cent":                   "vingt pour cent",
			"20 p. 100 des gens":                "20 p. 100",
			"Coûte 5 $.":                        "5 $",
			"1 234,56 $ perdus":                 "1 234,56 $",
			"3 millions de dollars":             "3 millions",
			"un million d’appareils":            "un million",
			"2,5 milliards":                     "2,5 milliards",
			"1 000 caméras":                     "1 000",
			"12\u202f345 caméras":               "12\u202f345",
			"une personne sur quatre":           "une personne sur quatre",
			"Un Canadien sur deux a une caméra": "Un Canadien sur deux",
			"1 foyer sur 4":                     "1 foyer sur 4",
			"161 pages de produits intelligents sur 184 ne la donnaient pas": "161 pages de produits intelligents sur 184",
			"161 des 184 pages":                                "161 des 184",
			"1 entreprise canadienne sur 6 (16 %)":             "1 entreprise canadienne sur 6",
			"2 des 5 appareils, 2 photos de chaque côté sur 3": "",
			"neuf sur dix":                                     "neuf sur dix",
			"la moitié des Canadiens":                          "moitié des Canadiens",
			"le quart de la population":                        "quart de la population",
			"des centaines de milliers de routeurs":            "centaines de milliers",
			"un appareil sur deux réseaux":                     "",
			"100 % sûr":                                        "",
			"le 22 novembre 2026, à 13 h 30":                   "",
			"de 2019 à 2024":                                   "",
			"1 888 495-8501, 1 800 268-9688":                   "",
			"Transférez-le au 7726":                            "",
			"Textez PARLER au 686868":                          "",
			"la norme EN 303 645":                              "",
			"l’article 1457 du Code civil":                     "",
			"la moitié de vos appareils":                       "",
			"étape 1 sur 4":                                    "",
			"4,5 étoiles":                                      "",
			"une clé de 2 048 bits":                            "",
			"2 heures, 15 minutes, 1 000 jours":                "",
			"Posez-la sur deux prises, une sur le mur":         "",
		},
	} {
		for text, want := range cases {
			from, to := findFigure(text, lang == "fr")
			if got := text[from:to]; got != want {
				t.Errorf("%s: %q in %q, want %q", lang, got, text, want)
			}
			if to > from && !strings.ContainsAny(text, "0123456789") && !countsInWords([]byte(text)) {
				t.Errorf("%q is never looked at", text)
			}
		}
	}
}
