package content

import (
	"path"
	"slices"
	"strings"

	"trousse/cmd/trousse/internal/datafile"
	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/kind/catalogue"
	"trousse/cmd/trousse/internal/kind/gap"
	"trousse/cmd/trousse/internal/kind/glossary"
	"trousse/cmd/trousse/internal/kind/plan"
	"trousse/cmd/trousse/internal/memo"
	"trousse/cmd/trousse/internal/tomlpos"
)

// DataExt is the ending of data files: "seniors/plan.toml" belongs to the pages "seniors/plan.en.md" and
// "seniors/plan.fr.md".
const DataExt = ".toml"

// Data is one data file, read. At most one of the pointers is set, by Kind; a file that does not say what
// it is has none, and is an ordinary file unless a page needs it.
type Data struct {
	Path  string
	Sum   memo.Sum // of the file's bytes and of what reading depends on
	ID    string   // the place of its pages, without language: "partners/communication-plan"
	Kind  string
	Diags []diag.Diagnostic
	// Passages are the texts in it that are ours: not the titles and names that others gave to what is theirs, and
	// not the words of a glossary.
	Passages []datafile.Passage

	Plan      *plan.Plan
	Gap       *gap.Analysis
	Catalogue *catalogue.Catalogue
	Glossary  *glossary.Glossary
}

// DataKinds lists the kinds of pages that have a data file.
func DataKinds() []string { return []string{plan.Kind, gap.Kind, catalogue.Kind, glossary.Kind} }

// pageKinds lists what a page may call itself.
func pageKinds() []string {
	i := slices.IndexFunc(keys, func(k key) bool { return k.Name == "kind" })
	return slices.Clone(keys[i].Values)
}

// ReadData reads a data file. Like [Read] it never fails: what is wrong is in Data.Diags.
func ReadData(file string, data []byte, opt Options) *Data {
	d := &Data{Path: file, Sum: SumOf(file, memo.SumBytes(data), opt.Sum()), ID: dataPlace(file)}
	r, root := datafile.Open(data, file, opt.Keys())
	kind := root.Get("kind")
	if kind == nil {
		return d
	}
	at := diag.Position{Path: file, Line: kind.ValueAt.Line, Col: kind.ValueAt.Col}
	if kind.Kind != tomlpos.String {
		d.Diags = []diag.Diagnostic{diag.New("data-kind", at, "kinds", strings.Join(DataKinds(), ", "))}
		return d
	}
	d.Kind = kind.Value.(string)
	switch d.Kind {
	case plan.Kind:
		d.Plan, d.Diags = plan.Parse(r, root)
	case gap.Kind:
		d.Gap, d.Diags = gap.Parse(r, root, pageKinds())
	case catalogue.Kind:
		d.Catalogue, d.Diags = catalogue.Parse(r, root)
	case glossary.Kind:
		d.Glossary, d.Diags = glossary.Parse(r, root)
	default:
		d.Diags = []diag.Diagnostic{diag.New("data-kind", at, "kind", d.Kind, "kinds", strings.Join(DataKinds(), ", "))}
	}
	d.Passages = slices.DeleteFunc(r.Passages(), func(p datafile.Passage) bool { return !d.ours(p.Key) })
	return d
}

// ours tells whether texts below a key are worded by whoever writes the file.
func (d *Data) ours(key string) bool {
	switch {
	case d.Gap != nil:
		return key != "resource.title" && key != "resource.owner"
	case d.Catalogue != nil:
		return key != "label.name" && key != "label.owner"
	case d.Glossary != nil:
		return key == "term.definition"
	}
	return true
}

// dataPlace is the place of the pages that a data file belongs to.
func dataPlace(file string) string {
	at := strings.TrimSuffix(strings.TrimPrefix(file, folder), DataExt)
	if base := path.Base(at); base == "index" || base == "_index" {
		return strings.TrimSuffix(strings.TrimSuffix(at, base), "/")
	}
	return at
}

// Pos is a place in the file.
func (d *Data) Pos(p datafile.Pos) diag.Position {
	return diag.Position{Path: d.Path, Line: p.Line, Col: p.Col}
}

// Citations lists the sources that entries cite, in the order in which the page shows them. It may be called
// on nil.
func (d *Data) Citations() []datafile.Citation {
	if d != nil && d.Catalogue != nil {
		return d.Catalogue.Citations()
	}
	return nil
}

// Cites lists the sources that the data name, by their keys. It may be called on nil.
func (d *Data) Cites() []datafile.Ref {
	switch {
	case d == nil:
	case d.Plan != nil:
		return d.Plan.Cites()
	case d.Gap != nil:
		return d.Gap.Cites()
	case d.Catalogue != nil:
		return d.Catalogue.Cites()
	case d.Glossary != nil:
		return d.Glossary.Cites()
	}
	return nil
}

// Anchors lists the ids on the page that links may lead to. It may be called on nil.
func (d *Data) Anchors() []datafile.Ref {
	switch {
	case d == nil:
	case d.Plan != nil:
		return d.Plan.Anchors()
	case d.Gap != nil:
		return d.Gap.Anchors()
	case d.Catalogue != nil:
		return d.Catalogue.Anchors()
	case d.Glossary != nil:
		return d.Glossary.Anchors()
	}
	return nil
}
