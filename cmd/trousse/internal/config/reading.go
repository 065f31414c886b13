package config

import "trousse/cmd/trousse/internal/tomlpos"

// Reading says how hard the pages of a section may be to read, by the formulas of package readability.
type Reading struct {
	Grade    int // school grade at most, where the language's formula gives one; 0: any
	Ease     int // ease of reading at least, where the formula gives that; 0: any
	Sentence int // words in a sentence at most; 0: any number
}

// reading reads [reading.SECTION], by the name of the section's folder.
func (r *reader) reading(name string, n *tomlpos.Node) {
	if !r.Is(n, name, tomlpos.Table) {
		return
	}
	for _, m := range n.Nodes {
		var t Reading
		whole := func(dst *int, lo, hi int) func(string, *tomlpos.Node) {
			return func(name string, n *tomlpos.Node) {
				if v, ok := r.Integer(n, name, lo, hi); ok {
					*dst = v
				}
			}
		}
		of := tomlpos.Join(name, m.Key)
		if !folderName.MatchString(m.Key) {
			r.Fault("bad-value.folder", m.At, "key", of, "value", m.Key)
			continue
		}
		r.Table(m, of, []tomlpos.Field{
			{Key: "grade", Set: whole(&t.Grade, 1, 20)},
			{Key: "ease", Set: whole(&t.Ease, 1, 100)},
			{Key: "sentence", Set: whole(&t.Sentence, 5, 200)},
		})
		if r.cfg.Reading == nil {
			r.cfg.Reading = map[string]Reading{}
		}
		r.cfg.Reading[m.Key] = t
	}
}
