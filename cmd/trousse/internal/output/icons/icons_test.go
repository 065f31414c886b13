package icons_test

import (
	"bytes"
	"encoding/json"
	"image/png"
	"maps"
	"path"
	"slices"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trousse/cmd/trousse/internal/asset"
	"trousse/cmd/trousse/internal/output/icons"
	"trousse/cmd/trousse/internal/site/testdata/sitetest"
	"trousse/cmd/trousse/internal/view"
)

func made(t *testing.T, look view.Look) map[string]string {
	t.Helper()
	files := sitetest.Pages("_index.en.md:\n_index.fr.md:")
	sitetest.Languages(files, "", "en", "fr")
	m := sitetest.Make(t, files)
	return m.Write(t, icons.Format{Maker: view.New(m.Site, look, func(string) bool { return true })})
}

func TestManifestsNameIconsThatAreThere(t *testing.T) {
	got := made(t, view.Look{Colours: asset.Colours{Light: "#eeeeee"}})
	want := []string{"apple-touch-icon.png", "en/site.webmanifest", "fr/site.webmanifest", "icon-192.png", "icon-512.png", "icon-maskable-512.png"}
	if diff := cmp.Diff(want, slices.Sorted(maps.Keys(got))); diff != "" {
		t.Error(diff)
	}
	var m icons.Manifest
	if err := json.Unmarshal([]byte(got["fr/site.webmanifest"]), &m); err != nil {
		t.Fatal(err)
	}
	list := m.Icons
	m.Icons = nil
	if diff := cmp.Diff(icons.Manifest{Name: "Kit fr", ShortName: "Kit fr", Lang: "fr", Dir: "ltr", StartURL: "./", Scope: "./",
		Display: "browser", ThemeColour: "#eeeeee", BackgroundColour: "#eeeeee"}, m); diff != "" {
		t.Error(diff)
	}
	purposes := ""
	for _, icon := range list {
		file, ok := got[path.Join("fr", icon.Src)]
		if !ok {
			t.Errorf("%s is not there", icon.Src)
			continue
		}
		p, err := png.DecodeConfig(bytes.NewReader([]byte(file)))
		if size := strconv.Itoa(p.Width) + "x" + strconv.Itoa(p.Height); err != nil || size != icon.Sizes || icon.Type != "image/png" {
			t.Errorf("%s is %s, and the manifest says %s (%v)", icon.Src, size, icon.Sizes, err)
		}
		purposes += icon.Sizes + " " + icon.Purpose + " "
	}
	if purposes != "192x192 any 512x512 any 512x512 maskable " {
		t.Error(purposes)
	}
}

func TestAThemesIconsAreNotDrawn(t *testing.T) {
	got := made(t, view.Look{Icons: map[string]string{"icon-192.png": "assets/icon-192.0123456789.png"}})
	if diff := cmp.Diff([]string{"en/site.webmanifest", "fr/site.webmanifest"}, slices.Sorted(maps.Keys(got))); diff != "" {
		t.Error(diff)
	}
	var m icons.Manifest
	if err := json.Unmarshal([]byte(got["en/site.webmanifest"]), &m); err != nil {
		t.Fatal(err)
	}
	want := []icons.Icon{{Src: "../assets/icon-192.0123456789.png", Sizes: "192x192", Type: "image/png", Purpose: "any"}}
	if diff := cmp.Diff(want, m.Icons); diff != "" {
		t.Error(diff)
	}
}

func TestThereIsNoManifestWherePagesAreOpenedFromAFolder(t *testing.T) {
	if got := made(t, view.Look{Open: true}); got["en/site.webmanifest"] != "" || got["icon-192.png"] == "" {
		t.Error(slices.Sorted(maps.Keys(got)))
	}
}
