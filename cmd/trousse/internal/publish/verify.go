package publish

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"

	"trousse/cmd/trousse/internal/par"
)

// Verify renders every file anew, changes nothing, and lists the paths at which the folder does not
// hold these bytes, sorted; also those that an earlier build placed and that should be gone.
func (f *Folder) Verify(ctx context.Context, workers int, files []Keyed) ([]string, error) {
	differ, err := f.verify(ctx, workers, files)
	if err != nil {
		return nil, fmt.Errorf("verify %s: %w", f.dir, err)
	}
	return differ, nil
}

func (f *Folder) verify(ctx context.Context, workers int, files []Keyed) ([]string, error) {
	if err := checkPaths(files); err != nil {
		return nil, err
	}
	old, err := f.readManifest(manifestPath)
	if err != nil {
		return nil, err
	}
	disk, err := f.survey(ctx, workers, files, old, nil)
	if err != nil {
		return nil, err
	}
	wrong := make([]bool, len(disk.targets))
	err = par.Each(ctx, workers, len(disk.targets), func(inner context.Context, i int) error {
		t := disk.targets[i]
		if t.want < 0 {
			wrong[i] = t.kind == regular || t.kind == other
			return nil
		}
		h := sha256.New()
		if err := files[t.want].Write(inner, h); err != nil {
			if errors.Is(err, context.Canceled) && inner.Err() != nil && ctx.Err() == nil {
				return nil // stopped because of another file's error, which is the one to report
			}
			return fmt.Errorf("write %s: %w", t.path, err)
		}
		if wrong[i] = t.kind != regular; wrong[i] {
			return nil
		}
		is, err := f.digest(t.path)
		wrong[i] = is != digest(h.Sum(nil))
		return err
	})
	if err != nil {
		return nil, err
	}
	var differ []string
	for i, t := range disk.targets {
		if wrong[i] {
			differ = append(differ, t.path)
		}
	}
	slices.Sort(differ)
	return differ, ctx.Err()
}
