package corpus

import (
	"math/rand/v2"
	"strconv"
	"strings"
)

// language is how to put a block of source code together: head, some of pieces in any order,
// foot. Slots stand in ‹ ›, since code has braces of its own.
type language struct {
	name       string // as it stands behind the fence
	head, foot string
	pieces     []string
}

// coder knows what the slots of one piece stand for.
type coder struct {
	r    *rand.Rand
	own  device
	kind string // the block's own noun, in all its pieces
	verb string
	noun string
}

var verbs = []string{"read", "send", "check", "store", "open", "close", "count", "merge", "parse", "watch", "reset", "sign", "fetch", "sort", "trim", "guard", "notify", "resume"}

var nouns = []string{"reading", "token", "alarm", "channel", "packet", "owner", "firmware", "battery", "schedule", "frame", "session", "rule", "report", "gateway", "password", "sample", "signal", "backup", "route", "zone"}

// notes are comments. They are the only part of a block that differs from one language to the other.
var notes = []text{
	{"Ask {the} for its version", "Demander sa version {to}"},
	{"{The} answers within {n} seconds", "{The} répond en moins de {n} secondes"},
	{"Nothing leaves the house before {who} agrees", "Rien ne sort de la maison sans l'accord d'{who}"},
	{"Keep the last {n} values only", "Ne garder que les {n} dernières valeurs"},
	{"{The} may be offline {where}", "{The} peut être hors ligne {where}"},
	{"Run this {when}", "À exécuter {when}"},
	{"{Who} may change {n} to suit", "La valeur {n} peut être changée par {who}"},
	{"Older {devices} send no date", "Les anciens modèles n'envoient pas de date : {devices} de {n} mois et plus"},
}

// blocks makes the six to ten blocks of the page of number i. They have a source of chance to
// themselves, so that a page has the same prose with and without code.
func (a *author) blocks(i int, own device) []text {
	if !a.opt.Code {
		return nil
	}
	r := rand.New(rand.NewPCG(a.opt.Seed^0xc0de, uint64(i)))
	bs := make([]text, 6+r.IntN(5))
	from := r.IntN(len(languages))
	for b := range bs {
		bs[b] = block(r, own, languages[(from+b)%len(languages)])
	}
	return bs
}

func block(r *rand.Rand, own device, l language) text {
	c := coder{r: r, own: own, kind: pick(r, nouns)}
	parts := []text{c.fill(l.head)}
	for _, p := range r.Perm(len(l.pieces))[:1+r.IntN(3)] {
		parts = append(parts, c.fill(l.pieces[p]))
	}
	parts = append(parts, c.fill(l.foot))
	body := joined(parts, "")
	return text{fence(l.name, body.en), fence(l.name, body.fr)}
}

func fence(name, body string) string {
	return "```" + name + "\n" + strings.Trim(body, "\n") + "\n```"
}

func (c *coder) fill(piece string) text {
	c.verb, c.noun = pick(c.r, verbs), pick(c.r, nouns)
	s := draw(c.r, c.own)
	note := s.say(pick(c.r, notes))
	in := func(note string) string {
		return fill(piece, "‹", "›", func(slot string) string {
			switch slot {
			case "note":
				return note
			case "n":
				return strconv.Itoa(s.n)
			case "m":
				return strconv.Itoa(s.n * 137 % 4096)
			case "id":
				return c.own.id
			case "kind":
				return c.kind
			case "verb":
				return c.verb
			case "noun":
				return c.noun
			}
			return "‹" + slot + "›"
		})
	}
	return text{in(note.en), in(note.fr)}
}
