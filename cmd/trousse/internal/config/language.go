package config

import (
	"regexp"
	"strings"

	"golang.org/x/text/language"

	"trousse/cmd/trousse/internal/locale"
	"trousse/cmd/trousse/internal/tomlpos"
)

var languageKey = regexp.MustCompile(`^[a-z]{2,8}(-[a-z0-9]{1,8})*$`)

// defaultLanguage is what is known of a language by its key alone.
func defaultLanguage(key string) Language {
	switch key {
	case "en":
		return Language{Key: key, Tag: "en-CA", Name: "English", Dir: "ltr", Title: "Toolkit"}
	case "fr":
		return Language{Key: key, Tag: "fr-CA", Name: "Français", Dir: "ltr", Title: "Trousse"}
	}
	return Language{Key: key}
}

func (r *reader) languages(name string, n *tomlpos.Node) {
	if !r.Is(n, name, tomlpos.Table) {
		return
	}
	var langs []Language
	for _, m := range n.Nodes {
		sub := tomlpos.Join(name, m.Key)
		if !languageKey.MatchString(m.Key) {
			r.languageKey(m)
			continue
		}
		if l, ok := r.language(sub, m); ok {
			r.unlike(m, l, langs)
			langs = append(langs, l)
		}
	}
	if len(n.Nodes) == 0 {
		r.Fault("no-language", n.At)
	}
	if len(langs) == 0 {
		return
	}
	for i := range langs {
		if langs[i].Title == "" {
			langs[i].Title = langs[0].Title
		}
		if langs[i].Title == "" {
			langs[i].Title = langs[i].Name
		}
	}
	r.cfg.Languages = langs
}

func (r *reader) languageKey(n *tomlpos.Node) {
	meant := strings.ToLower(strings.ReplaceAll(n.Key, "_", "-"))
	if languageKey.MatchString(meant) {
		r.Fault("bad-language-key.near", n.At, "key", n.Key, "near", meant)
		return
	}
	r.Fault("bad-language-key", n.At, "key", n.Key)
}

// unlike reports a language that readers or browsers could not tell from an earlier one.
func (r *reader) unlike(n *tomlpos.Node, l Language, earlier []Language) {
	for _, e := range earlier {
		at := n.At
		switch {
		case e.Tag == l.Tag:
			if m := n.Get("tag"); m != nil {
				at = m.ValueAt
			}
			r.Fault("same-language.tag", at, "key", l.Key, "other", e.Key, "value", l.Tag)
			return
		case e.Name == l.Name:
			if m := n.Get("name"); m != nil {
				at = m.ValueAt
			}
			r.Fault("same-language.name", at, "key", l.Key, "other", e.Key, "value", l.Name)
			return
		}
	}
}

func (r *reader) language(name string, n *tomlpos.Node) (Language, bool) {
	l := defaultLanguage(n.Key)
	r.Table(n, name, []tomlpos.Field{
		{Key: "tag", Set: func(name string, n *tomlpos.Node) {
			if tag, ok := r.tag(name, n); ok {
				l.Tag = tag
			}
		}},
		{Key: "name", Set: r.Into(&l.Name)},
		{Key: "dir", Set: func(name string, n *tomlpos.Node) {
			if dir, ok := r.Choice(n, name, "ltr", "rtl"); ok {
				l.Dir = dir
			}
		}},
		{Key: "title", Set: r.Into(&l.Title)},
		{Key: "description", Set: r.Into(&l.Description)},
	})
	if n.Kind != tomlpos.Table {
		return l, false
	}
	if l.Tag == "" {
		t, err := language.Parse(n.Key)
		if err != nil && n.Get("tag") == nil {
			r.Fault("bad-language-tag.missing", n.At, "key", name)
		}
		l.Tag = t.String()
	}
	if l.Name == "" {
		if n.Get("name") == nil {
			r.Fault("missing-key", n.At, "key", tomlpos.Join(name, "name"))
		}
		l.Name = l.Tag
	}
	if n.Get("dir") == nil || l.Dir == "" {
		l.Dir = locale.Direction(l.Tag)
	}
	return l, true
}

// tag reads a language tag (BCP 47) and gives it in the usual capitals.
func (r *reader) tag(name string, n *tomlpos.Node) (string, bool) {
	s, ok := r.Text(n, name)
	if !ok {
		return "", false
	}
	t, err := language.Parse(s)
	if err != nil || t == language.Und {
		r.Fault("bad-language-tag", n.ValueAt, "key", name, "value", s)
		return "", false
	}
	// x/text forgives an underscore, browsers do not.
	if strings.Contains(s, "_") {
		r.Fault("bad-language-tag.near", n.ValueAt, "key", name, "value", s, "near", t.String())
	}
	return t.String(), true
}
