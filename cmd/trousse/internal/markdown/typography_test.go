package markdown

import "testing"

func TestTypography(t *testing.T) {
	const s = "\u00a0"
	for _, c := range []struct{ lang, in, want string }{
		{"en", `He said "hi".`, `He said “hi”.`},
		{"en-CA", `"'No,' she said."`, `“‘No,’ she said.”`},
		{"en", `It's the dogs' bowl, don't`, `It’s the dogs’ bowl, don’t`},
		{"en", `'90s, 'tis, rock 'n' roll`, `’90s, ’tis, rock ’n’ roll`},
		{"en", `Wait... what....`, `Wait… what....`},
		{"en", `27" wide, 5'10" tall`, `27" wide, 5'10" tall`},
		{"en", `("x") ["y"] "z"`, `(“x”) [“y”] “z”`},
		{"en", `well-"known" and/or "x"`, `well-“known” and/or “x”`},
		{"en", `20 % ! : ;`, `20 % ! : ;`},
		{"fr", `c'est l'"école"`, `c’est l’«` + s + `école` + s + `»`},
		{"fr-CA", `"oui"`, `«` + s + `oui` + s + `»`},
		{"FR", `"il dit "non" hier"`, `«` + s + `il dit “non” hier` + s + `»`},
		{"fr", `«oui», «  non  »`, `«` + s + `oui` + s + `», «` + s + `non` + s + `»`},
		{"fr", "Quoi ? Non ! Si ; oui\u202f!", "Quoi? Non! Si; oui!"},
		{"fr", `(vraiment ?) ;) : x`, `(vraiment?) ;)` + s + `: x`},
		{"fr", `Note: x, Note : x, Fin:`, `Note` + s + `: x, Note` + s + `: x, Fin` + s + `:`},
		{"fr", `14:30, https://x.ca, C:\x, 3:4`, `14:30, https://x.ca, C:\x, 3:4`},
		{"fr", `20%, 20 %, 100$, 100 $, 5 M$`, `20` + s + `%, 20` + s + `%, 100` + s + `$, 100` + s + `$, 5` + s + `M$`},
		{"fr", `US$100, $HOME, 50%ile`, `US$100, $HOME, 50%ile`},
		{"fr", `16 h 30, de 9 h à 17 h`, `16` + s + `h` + s + `30, de 9` + s + `h à 17` + s + `h`},
		{"fr", `5 km, 10 Mo, 18 pt, 30 Mbit/s, 20 °C`, `5` + s + `km, 10` + s + `Mo, 18` + s + `pt, 30` + s + `Mbit/s, 20` + s + `°C`},
		{"fr", `3 mots, 2 gros, 4 maisons`, `3 mots, 2 gros, 4 maisons`},
		{"fr", `1 234 567 et 12 345,67`, `1` + s + `234` + s + `567 et 12` + s + `345,67`},
		{"fr", `en 2024 300 personnes, 514 555 1234`, `en 2024 300 personnes, 514` + s + `555 1234`},
		{"fr", `5 millions de dollars`, `5` + s + `millions de dollars`},
		{"fr", `Attendez...`, `Attendez…`},
		{"fr", `a != b, tapez ?aide`, `a != b, tapez ?aide`},
		{"de", `"x" 20 % !`, `"x" 20 % !`},
		{"", `"x"`, `"x"`},
		{"fr", ``, ``},
	} {
		got := Typography(c.lang, c.in)
		if got != c.want {
			t.Errorf("%s: %s\n got %+q\nwant %+q", c.lang, c.in, got, c.want)
		}
		if again := Typography(c.lang, got); again != got {
			t.Errorf("%s: %+q does not stay, but becomes %+q", c.lang, got, again)
		}
	}
}

func TestRenderedTextHasTheTypographyOfItsLines(t *testing.T) {
	r := New()
	for _, line := range []string{
		`Il dit "oui": 20% ! Vraiment ?`, `«oui» : [x] (non ?) *`, `a_b: c_d ; e ! f`, `Prix: 1 234 567 $ ; 16 h 30 !`,
	} {
		d := r.Render([]byte(line), Options{Lang: "fr"})
		if want := Typography("fr", line) + "\n"; d.Plain != want {
			t.Errorf("got %+q, want %+q", d.Plain, want)
		}
	}
}
