package build

import (
	"context"
	"path"
	"slices"
	"strings"

	"trousse/cmd/trousse/internal/check"
	"trousse/cmd/trousse/internal/memo"
	"trousse/cmd/trousse/internal/par"
	"trousse/cmd/trousse/internal/publish"
	"trousse/cmd/trousse/internal/site"
)

// explain says which parts of a key changed, for the files that the build was asked about.
func (r *runner) explain(s *site.Site, keyed []publish.Keyed) []Explanation {
	if r.in.Explain == "" {
		return nil
	}
	asked := strings.Trim(strings.TrimPrefix(r.in.Explain, s.Config.BaseURL), "/")
	match := func(p string) bool {
		return p == asked || strings.TrimSuffix(p, "/index.html") == asked
	}
	for _, p := range s.Pages {
		if p.Path == path.Clean(r.in.Explain) {
			match = func(out string) bool { return path.Dir(out)+"/" == p.URL }
		}
	}
	var out []Explanation
	for _, k := range keyed {
		if !match(k.Path) {
			continue
		}
		e := Explanation{Path: k.Path}
		if old, ok := r.st.placed.Get(k.Path); ok {
			e.Known, e.Changed = true, k.K.Changed(old.Key)
		}
		out = append(out, e)
	}
	return out
}

// verify recomputes every remembered result: each page from its file, each output from its page.
func (r *runner) verify(ctx context.Context, keyed []publish.Keyed, res *Result) error {
	keys := r.st.pages.Keys()
	slices.SortFunc(keys, func(a, b memo.Sum) int { return slices.Compare(a[:], b[:]) })
	differ := make([]string, len(keys))
	err := par.Each(ctx, r.in.Workers, len(keys), func(_ context.Context, i int) error {
		rec, ok := r.st.pages.Get(keys[i])
		if !ok {
			return nil
		}
		p, _, err := r.reader.read(rec.Page.Path)
		if err != nil {
			return err
		}
		fresh := record{Page: *p, Found: check.RunPage(r.in.Rules, p)}
		if string(memo.Encode(nil, fresh)) != string(memo.Encode(nil, *rec)) {
			differ[i] = rec.Page.Path
		}
		return nil
	})
	if err != nil {
		return err
	}
	folder, err := publish.Open(r.in.Out)
	if err != nil {
		return err
	}
	defer folder.Close()
	r.bodies.forget()
	files, err := folder.Verify(ctx, r.in.Workers, keyed)
	if err != nil {
		return err
	}
	res.Differ = slices.DeleteFunc(append(differ, files...), func(p string) bool { return p == "" })
	slices.Sort(res.Differ)
	res.Compared = len(keys) + len(keyed)
	return nil
}
