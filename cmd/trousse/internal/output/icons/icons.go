// Package icons shapes what a device keeps of a site on its home screen: the site's icon as PNG, drawn
// by the program unless the theme or the site brings its own, and a web application manifest for each
// language.
package icons

import (
	"context"
	"encoding/json"
	"io"
	"strconv"
	"strings"

	"trousse/cmd/trousse/internal/card"
	"trousse/cmd/trousse/internal/memo"
	"trousse/cmd/trousse/internal/output"
	"trousse/cmd/trousse/internal/publish"
	"trousse/cmd/trousse/internal/site"
	"trousse/cmd/trousse/internal/view"
)

// Format makes icons and manifests.
type Format struct{ Maker *view.Maker }

// Name is "icons".
func (Format) Name() string { return "icons" }

// Files lists the icons that are to be drawn and a manifest for each language.
func (f Format) Files(s *site.Site) ([]publish.File, error) {
	var files []publish.File
	for _, icon := range f.Maker.Icons() {
		if !icon.Drawn {
			continue
		}
		files = append(files, publish.File{
			Path: icon.Path,
			Rank: publish.Asset,
			Key: func() memo.Key {
				return memo.KeyOf(icon, memo.Part{Name: "drawing", Sum: memo.SumOf(card.Version)})
			},
			Write: func(_ context.Context, w io.Writer) error {
				_, err := w.Write(card.Icon(icon.Size, icon.Full))
				return err
			},
		})
	}
	if !f.Maker.HasManifests() {
		return files, nil
	}
	for _, t := range s.Trees {
		if t.Home == nil {
			continue
		}
		files = append(files, publish.File{
			Path:  t.Lang.Key + "/" + view.ManifestName,
			Rank:  publish.Asset,
			Key:   func() memo.Key { return memo.KeyOf(f.manifest(s, t)) },
			Write: func(_ context.Context, w io.Writer) error { return write(w, f.manifest(s, t)) },
		})
	}
	return files, nil
}

// Manifest is a web application manifest. Its addresses are relative to its own, so that it is right
// wherever the site stands.
type Manifest struct {
	Name             string `json:"name"`
	ShortName        string `json:"short_name"`
	Description      string `json:"description,omitempty"`
	Lang             string `json:"lang"`
	Dir              string `json:"dir"`
	StartURL         string `json:"start_url"`
	Scope            string `json:"scope"`
	Display          string `json:"display"`
	ThemeColour      string `json:"theme_color,omitempty"`
	BackgroundColour string `json:"background_color,omitempty"`
	Icons            []Icon `json:"icons"`
}

// Icon is one icon of a manifest.
type Icon struct {
	Src     string `json:"src"`
	Sizes   string `json:"sizes"`
	Type    string `json:"type"`
	Purpose string `json:"purpose"`
}

func (f Format) manifest(s *site.Site, t *site.Tree) Manifest {
	v := f.Maker.SiteIn(t.Lang.Key)
	m := Manifest{
		Name: v.Title, ShortName: v.Title, Description: v.Description, Lang: v.Tag, Dir: v.Dir,
		// The browser stays around the pages: readers need its address bar, its way back and its translator.
		StartURL: "./", Scope: "./", Display: "browser",
		ThemeColour: v.Frame, BackgroundColour: v.Frame, Icons: []Icon{},
	}
	up := strings.Repeat("../", strings.Count(t.Lang.Key+"/", "/"))
	for _, icon := range f.Maker.Icons() {
		if icon.Touch {
			continue // for devices that do not read manifests
		}
		size := strconv.Itoa(icon.Size)
		i := Icon{Src: up + strings.TrimPrefix(s.Link(icon.Path), s.Base), Sizes: size + "x" + size, Type: "image/png", Purpose: "any"}
		if icon.Full {
			i.Purpose = "maskable"
		}
		m.Icons = append(m.Icons, i)
	}
	return m
}

func write(w io.Writer, m Manifest) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(m)
}

var _ output.Format = Format{}
