package render

import (
	"encoding/xml"
	"errors"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/memo"
)

// iconsFile is the sprite that holds every drawing: an SVG file of symbols. Each page carries the
// drawings that it shows, so that they need no request, work in a page opened from a folder, and
// take the colour of the text around them.
const iconsFile = "icons.svg"

// icons are the drawings by name, ready to be put into a page.
type icons map[string]template.HTML

// loadIcons reads the sprites of the layers; of drawings with the same id the first layer's counts, so
// that a theme may change one and keep the rest. sum names them all.
func loadIcons(layers []Layer) (all icons, sum memo.Sum, ds []diag.Diagnostic) {
	all = icons{}
	for _, l := range layers {
		if l.Files == nil {
			continue
		}
		text, err := fs.ReadFile(l.Files, iconsFile)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err == nil {
			err = all.add(string(text))
		}
		if err != nil {
			pos := diag.Position{Path: path.Join(l.Dir, iconsFile), Line: 1, Col: 1}
			if se, ok := errors.AsType[*xml.SyntaxError](err); ok {
				pos.Line, err = se.Line, errors.New(se.Msg)
			}
			ds = append(ds, diag.New("template-error", pos, "detail", err.Error()))
		}
	}
	return all, memo.SumOf(map[string]template.HTML(all)), ds
}

// sprite is an SVG file of symbols.
type sprite struct {
	Symbols []struct {
		ID    string `xml:"id,attr"`
		Box   string `xml:"viewBox,attr"`
		Inner string `xml:",innerxml"`
	} `xml:"symbol"`
}

func (all icons) add(text string) error {
	var s sprite
	if err := xml.Unmarshal([]byte(text), &s); err != nil {
		return err
	}
	for _, y := range s.Symbols {
		if y.ID == "" || y.Box == "" {
			return errors.New("a symbol needs an id and a viewBox")
		}
		if _, ok := all[y.ID]; ok {
			continue
		}
		if err := onlyShapes(y.Inner); err != nil {
			return fmt.Errorf("symbol %s: %w", y.ID, err)
		}
		size := strings.Fields(y.Box)
		if len(size) != 4 {
			return fmt.Errorf("symbol %s: the viewBox has four numbers", y.ID)
		}
		e := template.HTMLEscapeString
		all[y.ID] = template.HTML(`<svg class="icon" viewBox="` + e(y.Box) + `" width="` + e(size[2]) + `" height="` + e(size[3]) +
			`" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">` + strings.TrimSpace(y.Inner) + `</svg>`)
	}
	return nil
}

var (
	shapes     = []string{"circle", "ellipse", "g", "line", "path", "polygon", "polyline", "rect"}
	attributes = []string{"class", "cx", "cy", "d", "fill", "height", "opacity", "points", "r", "rx", "ry", "stroke",
		"stroke-dasharray", "stroke-width", "transform", "width", "x", "x1", "x2", "y", "y1", "y2"}
)

// onlyShapes refuses what draws nothing: a drawing goes into pages as it stands, and must neither run
// nor fetch anything.
func onlyShapes(inner string) error {
	for d := xml.NewDecoder(strings.NewReader(inner)); ; {
		t, err := d.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		e, ok := t.(xml.StartElement)
		if !ok {
			continue
		}
		if !slices.Contains(shapes, e.Name.Local) {
			return fmt.Errorf("the element %s is not a shape", e.Name.Local)
		}
		for _, a := range e.Attr {
			if !slices.Contains(attributes, a.Name.Local) || strings.Contains(a.Value, "url(") {
				return fmt.Errorf("the attribute %s cannot stand here", a.Name.Local)
			}
		}
	}
}
