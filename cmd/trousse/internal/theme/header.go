package theme

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io/fs"
	"math"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"trousse/cmd/trousse/internal/diag"
)

// staticDir is the folder of a theme whose files are taken as they are.
const staticDir = "static"

// maxLogo is the weight that a logo may have: every page carries it.
const maxLogo = 20_000

// header takes the header of the nearest theme that has one, whole.
func (l *loader) header(t *Theme) error {
	i := slices.IndexFunc(l.links, func(k link) bool { return k.said.header != nil })
	if i < 0 {
		return nil
	}
	h := l.links[i].said.header
	t.Header = Header{Owner: h.owner.text, URL: h.url.text}
	l.complete("owner", h.owner)
	l.complete("owner_url", h.url)
	l.complete("logo_alt", h.logoAlt)
	if h.logo == "" {
		return nil
	}
	if len(h.owner.text) == 0 && len(h.logoAlt.text) == 0 {
		l.diags = append(l.diags, diag.New("missing-key", h.logoAt, "key", "header.logo_alt"))
	}
	logo, err := l.logo(t.Layers, h)
	logo.Alt = h.logoAlt.text
	t.Header.Logo = logo
	return err
}

// complete reports the languages of the site that a text lacks.
func (l *loader) complete(key string, p perLanguage) {
	if len(p.text) == 0 {
		return
	}
	for _, lang := range l.opt.Languages {
		if p.text[lang] == "" {
			l.diags = append(l.diags, diag.New("missing-string", p.at, "id", key, "language", lang).With("theme"))
		}
	}
}

// logo finds the picture and its size.
func (l *loader) logo(layers []Layer, h *header) (Logo, error) {
	name := path.Join(staticDir, h.logo)
	for _, layer := range layers {
		data, err := fs.ReadFile(layer.Files, name)
		if errors.Is(err, fs.ErrNotExist) || err != nil && isDir(layer.Files, name) {
			continue
		}
		if err != nil {
			return Logo{}, fmt.Errorf("read %s: %w", path.Join(layer.Dir, name), err)
		}
		if len(data) > maxLogo {
			l.diags = append(l.diags, diag.New("image-too-large", h.logoAt, "image", h.logo,
				"size", strconv.Itoa(len(data)), "limit", strconv.Itoa(maxLogo)).With("logo"))
		}
		w, ht, ok := size(name, data)
		if !ok {
			l.diags = append(l.diags, diag.New("bad-value", h.logoAt, "key", "header.logo", "value", h.logo).With("picture"))
			return Logo{}, nil
		}
		return Logo{Name: name, Width: w, Height: ht}, nil
	}
	var known []string
	for _, layer := range layers {
		// Only to suggest a name.
		fs.WalkDir(layer.Files, staticDir, func(p string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				known = append(known, strings.TrimPrefix(p, staticDir+"/"))
			}
			return nil
		})
	}
	d := diag.New("bad-value", h.logoAt, "key", "header.logo", "value", h.logo).With("logo")
	if near, ok := diag.Nearest(h.logo, known); ok {
		d = d.With("logo-near")
		d.Args = append(d.Args, diag.Arg{Name: "near", Value: near})
	}
	l.diags = append(l.diags, d)
	return Logo{}, nil
}

// size gives the size of a picture in pixels, of a drawing in its own units.
func size(name string, data []byte) (w, h int, ok bool) {
	var c image.Config
	var err error
	switch r := bytes.NewReader(data); strings.ToLower(path.Ext(name)) {
	case ".svg":
		return svgSize(string(data))
	case ".png":
		c, err = png.DecodeConfig(r)
	case ".jpg", ".jpeg":
		c, err = jpeg.DecodeConfig(r)
	case ".gif":
		c, err = gif.DecodeConfig(r)
	default:
		return 0, 0, false
	}
	return c.Width, c.Height, err == nil && c.Width > 0 && c.Height > 0
}

var (
	svgTag  = regexp.MustCompile(`(?s)<svg\s[^>]*>`)
	svgSide = regexp.MustCompile(`\s(width|height)\s*=\s*["']\s*([0-9]*\.?[0-9]+)(?:px)?\s*["']`)
	svgBox  = regexp.MustCompile(`\sviewBox\s*=\s*["']\s*-?[0-9.]+[\s,]+-?[0-9.]+[\s,]+([0-9]*\.?[0-9]+)[\s,]+([0-9]*\.?[0-9]+)\s*["']`)
)

// svgSize reads the sides of a drawing, or the box that it is drawn in.
func svgSize(text string) (w, h int, ok bool) {
	tag := svgTag.FindString(text)
	sides := map[string]string{}
	for _, m := range svgSide.FindAllStringSubmatch(tag, -1) {
		sides[m[1]] = m[2]
	}
	if m := svgBox.FindStringSubmatch(tag); m != nil && (sides["width"] == "" || sides["height"] == "") {
		sides["width"], sides["height"] = m[1], m[2]
	}
	whole := func(s string) int {
		f, _ := strconv.ParseFloat(s, 64) // what is no number is no side
		return int(math.Ceil(min(f, 1e6)))
	}
	w, h = whole(sides["width"]), whole(sides["height"])
	return w, h, w > 0 && h > 0
}
