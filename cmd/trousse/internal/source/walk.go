package source

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/par"
)

// Walk lists the regular files below roots, which may be folders or single files, sorted by path.
// A root that does not exist has no files. Names that [Ignored] tells are passed over. known gives
// what is remembered of a path (nil: nothing); now is the present time in nanoseconds since 1970.
// A file's Sum is set where a stamp still holds and zero otherwise, to be found by [Read] or [HashAll].
//
// A symbolic link to a file inside fsys is a file like others. Nothing else is followed or
// opened: links that lead outside, into hidden folders, to folders or nowhere, pipes and devices
// are diagnosed and left out; so are names that cannot be used. Names that break on other systems
// are diagnosed and kept. The error is that of a folder or file that cannot be read, and names it.
func Walk(fsys fs.FS, roots []string, known func(path string) (Stamp, bool), now int64) ([]File, []diag.Diagnostic, error) {
	var top found
	w := walker{fsys}
	for _, root := range roots {
		root = path.Clean(filepath.ToSlash(root))
		info, err := fs.Lstat(fsys, root)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err == nil {
			err = w.visit(&top, root, fs.FileInfoToDirEntry(info))
		}
		if err != nil {
			return nil, nil, fmt.Errorf("read %s: %w", root, bare(err))
		}
	}
	files, diags := top.files, top.diags
	// Level by level: system calls are nearly all the work, and the folders of a level are
	// independent of each other.
	for level := top.folders; len(level) > 0; {
		parts, err := par.Map(context.Background(), runtime.GOMAXPROCS(0), level, func(_ context.Context, p string) (*found, error) {
			return w.folder(p)
		})
		if err != nil {
			return nil, nil, err
		}
		level = nil
		for _, part := range parts {
			files = append(files, part.files...)
			diags = append(diags, part.diags...)
			level = append(level, part.folders...)
		}
	}
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	files = slices.CompactFunc(files, func(a, b File) bool { return a.Path == b.Path })
	slices.SortFunc(diags, compareDiags)
	diags = slices.CompactFunc(diags, func(a, b diag.Diagnostic) bool { return compareDiags(a, b) == 0 })
	for i := range files {
		f := &files[i]
		if known == nil {
			break
		}
		if s, ok := known(f.Path); ok && s.names(f.Size, f.ModTime, now) {
			f.Sum = s.Sum
		}
	}
	return files, diags, nil
}

type walker struct{ fsys fs.FS }

// found is what one folder holds.
type found struct {
	files   []File
	folders []string
	diags   []diag.Diagnostic
}

func (o *found) say(rule, variant, p string, args ...string) {
	d := diag.New(rule, diag.Position{Path: strings.ToValidUTF8(p, "\uFFFD")}, args...)
	o.diags = append(o.diags, d.With(variant))
}

func (o *found) add(p string, info fs.FileInfo) {
	o.files = append(o.files, File{Path: p, Size: info.Size(), ModTime: info.ModTime().UnixNano()})
}

// folder lists what lies in the folder p itself.
func (w walker) folder(p string) (*found, error) {
	remembered, _ := w.fsys.(*Remembered)
	if remembered != nil {
		if o := remembered.known(p); o != nil {
			return o, nil
		}
	}
	o := &found{}
	entries, err := fs.ReadDir(w.fsys, p)
	if errors.Is(err, fs.ErrNotExist) {
		return o, nil // removed since it was listed
	}
	if err != nil {
		return nil, fmt.Errorf("read folder %s: %w", p, bare(err))
	}
	links := false // what a link leads to may change without the folder
	first := make(map[string]string, len(entries))
	for _, e := range entries {
		name := e.Name()
		if name == "" || Ignored(name, e.IsDir()) {
			continue
		}
		full := path.Join(p, name)
		if !utf8.ValidString(name) {
			o.say("name-utf8", "", full, "name", strings.Trim(strconv.Quote(name), `"`))
			continue
		}
		char, fatal := awkward(name)
		switch {
		case fatal:
			o.say("name-characters", "unusable", full, "character", strings.Trim(strconv.Quote(char), `"`))
			continue
		case char != "":
			o.say("name-characters", "", full, "character", char)
		case reserved(name):
			o.say("name-characters", "reserved", full, "name", name)
		}
		folded := fold(name)
		if other, clash := first[folded]; clash {
			o.say("name-clash", "", full, "other", path.Join(p, other))
		} else {
			first[folded] = name
		}
		if err := w.visit(o, full, e); err != nil {
			return nil, fmt.Errorf("read %s: %w", full, bare(err))
		}
		links = links || e.Type()&fs.ModeSymlink != 0
	}
	if remembered != nil && !links {
		remembered.note(p, entries, o)
	}
	return o, nil
}

// visit notes one file, folder or link.
func (w walker) visit(o *found, p string, e fs.DirEntry) error {
	switch {
	case e.IsDir():
		o.folders = append(o.folders, p)
		return nil
	case e.Type()&fs.ModeSymlink != 0:
		return w.link(o, p)
	case !e.Type().IsRegular():
		o.say("special-file", "", p)
		return nil
	}
	info, err := e.Info()
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil {
		o.add(p, info)
	}
	return err
}

// link notes a symbolic link as the file it leads to. Links to folders are not followed: they
// would put one page at two addresses, and can lead in circles.
func (w walker) link(o *found, p string) error {
	target, info, fault, err := w.resolve(p)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case fault != "":
		o.say("symlink-outside", strings.TrimPrefix(fault, "outside"), p, "target", target)
	case info.IsDir():
		o.say("symlink-outside", "folder", p, "target", target)
	case !info.Mode().IsRegular():
		o.say("special-file", "", p)
	default:
		o.add(p, info)
	}
	return nil
}

// resolve follows the link p, step by step and without opening anything. target is what the link
// says. fault is "outside" for what is not part of the site, "missing" for what is not there.
func (w walker) resolve(p string) (target string, info fs.FileInfo, fault string, err error) {
	const most = 40 // links in a row, the limit of Linux
	todo, done := strings.Split(p, "/"), "."
	for links := 0; len(todo) > 0; {
		name := todo[0]
		todo = todo[1:]
		switch name {
		case "", ".":
			continue
		case "..":
			if done == "." {
				return target, nil, "outside", nil
			}
			done = path.Dir(done)
			continue
		}
		next := path.Join(done, name)
		info, err = fs.Lstat(w.fsys, next)
		if err != nil && target != "" && !errors.Is(err, fs.ErrPermission) {
			return target, nil, "missing", nil // not there, or not even a possible name
		}
		if err != nil {
			return target, nil, "", err
		}
		if info.Mode()&fs.ModeSymlink != 0 {
			to, err := fs.ReadLink(w.fsys, next)
			if err != nil {
				return target, nil, "", err
			}
			if target == "" {
				target = strings.ToValidUTF8(to, "\uFFFD")
			}
			if links++; links > most {
				return target, nil, "missing", nil
			}
			if to == "" || filepath.IsAbs(to) || path.IsAbs(to) {
				return target, nil, "outside", nil
			}
			todo = append(strings.Split(filepath.ToSlash(to), "/"), todo...)
			continue
		}
		// Hidden folders hold what is not meant for readers, such as access tokens in .git.
		if target != "" && strings.HasPrefix(name, ".") {
			return target, nil, "outside", nil
		}
		if len(todo) > 0 && !info.IsDir() {
			return target, nil, "missing", nil
		}
		done = next
	}
	info, err = fs.Lstat(w.fsys, done)
	return target, info, "", err
}

// bare takes the path off an error whose message will name it anyway.
func bare(err error) error {
	if pe, ok := errors.AsType[*fs.PathError](err); ok {
		return pe.Err
	}
	return err
}

func compareDiags(a, b diag.Diagnostic) int {
	return cmp.Or(
		strings.Compare(a.Pos.Path, b.Pos.Path),
		strings.Compare(a.Rule, b.Rule),
		strings.Compare(a.Variant, b.Variant),
		slices.CompareFunc(a.Args, b.Args, func(x, y diag.Arg) int { return strings.Compare(x.Value, y.Value) }),
	)
}
