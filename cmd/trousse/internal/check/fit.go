package check

import (
	"strconv"

	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/markdown"
	"trousse/cmd/trousse/internal/site"
)

func imageMissing(s *site.Site, p *site.Page, report Report) {
	for _, img := range p.Facts.Images {
		if s.Image(p, img) == nil {
			d := diag.New("image-missing", p.Pos(img.Pos), "image", img.Dest)
			if near, ok := s.NearFile(p, img.Dest); ok {
				d = meant(d, near)
			}
			report(d)
		}
	}
}

func imageTooLarge(s *site.Site, p *site.Page, report Report) {
	for _, img := range p.Facts.Images {
		if f := s.Image(p, img); f != nil && f.Size > s.Config.Images.MaxBytes {
			report(diag.New("image-too-large", p.Pos(img.Pos), "image", img.Dest,
				"size", strconv.FormatInt(f.Size, 10), "limit", strconv.FormatInt(s.Config.Images.MaxBytes, 10)))
		}
	}
}

// duplicateID: a part put into a page may bring a heading, a term or a task that the page has as well.
func duplicateID(s *site.Site, p *site.Page, report Report) {
	duplicateEntries(p, report)
	if len(p.Parts) == 0 {
		return // within one text ids are made unique
	}
	seen := map[string]*site.Page{}
	p.Definitions(func(owner *site.Page, d *markdown.Definition) {
		if other, ok := seen[d.ID]; ok {
			report(diag.New("duplicate-id", owner.At(1), "id", d.ID, "other", other.Path))
			return
		}
		seen[d.ID] = owner
	})
	p.Anchors(func(owner *site.Page, i int) {
		h := owner.Facts.Headings[i]
		if other, ok := seen[h.ID]; ok {
			report(diag.New("duplicate-id", owner.Pos(h.Pos), "id", h.ID, "other", other.Path))
			return
		}
		seen[h.ID] = owner
	})
	duplicateTasks(p, seen, report)
}

// duplicateEntries: what stands in the data beside a page has ids on it as well, and so have all sources.
func duplicateEntries(p *site.Page, report Report) {
	entries := p.Data.Anchors()
	if len(entries) == 0 && len(p.Listed) == 0 {
		return
	}
	taken := map[string]*site.Page{}
	p.Anchors(func(owner *site.Page, i int) { taken[owner.Facts.Headings[i].ID] = owner })
	p.Definitions(func(owner *site.Page, d *markdown.Definition) { taken[d.ID] = owner })
	for _, a := range entries {
		if other := taken[a.ID]; other != nil {
			report(diag.New("duplicate-id", p.Data.Pos(a.Pos), "id", a.ID, "other", other.Path))
		}
	}
	for _, src := range p.Listed {
		if other := taken[src.Key]; other != nil {
			report(diag.New("duplicate-id", src.Pos, "id", src.Key, "other", other.Path))
		}
	}
}

// kindMismatch: the two languages of a page should be the same kind of page.
func kindMismatch(s *site.Site, p *site.Page, report Report) {
	for _, q := range p.Partners {
		if q == nil || q == p {
			continue
		}
		if q.Meta.Kind != p.Meta.Kind {
			report(diag.New("kind-mismatch", p.Key("kind"), "kind", p.Meta.Kind, "other", q.Meta.Kind, "file", q.Path))
		}
		return // the first partner is enough to say it once
	}
}
