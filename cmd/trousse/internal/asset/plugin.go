package asset

import (
	"path"
	"regexp"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"trousse/cmd/trousse/internal/diag"
)

// namespace keeps esbuild from looking for a theme's files on disk.
const namespace = "theme"

// whole is css/main.css with what layers put behind it. No file has a name like this.
const whole = "css/:main.css"

var foreign = regexp.MustCompile(`(?i)^([a-z][a-z0-9+.-]*:)?//`)

func (b *bundler) plugin(build api.PluginBuild) {
	build.OnResolve(api.OnResolveOptions{Filter: `.*`}, b.resolve)
	build.OnLoad(api.OnLoadOptions{Filter: `.*`, Namespace: namespace}, b.load)
}

// resolve finds a file of the theme. Files below static/ keep their own address: the bundle shows
// them, it does not hold them.
func (b *bundler) resolve(args api.OnResolveArgs) (api.OnResolveResult, error) {
	if args.Kind == api.ResolveEntryPoint {
		if args.Path == MainCSS && len(b.behind) > 0 {
			return api.OnResolveResult{Path: whole, Namespace: namespace}, nil
		}
		return api.OnResolveResult{Path: args.Path, Namespace: namespace}, nil
	}
	if args.Importer == whole {
		return api.OnResolveResult{Path: args.Path, Namespace: namespace}, nil
	}
	switch {
	case strings.HasPrefix(args.Path, "data:"), strings.HasPrefix(args.Path, "#"):
		return api.OnResolveResult{Path: args.Path, External: true}, nil
	case foreign.MatchString(args.Path):
		return refuse("foreign", "address", args.Path), nil
	case strings.HasPrefix(args.Path, "/"):
		return refuse("missing", "file", args.Path), nil
	}
	ref, suffix := args.Path, ""
	if i := strings.IndexAny(ref, "?#"); i >= 0 {
		ref, suffix = ref[:i], ref[i:]
	}
	name := path.Join(path.Dir(args.Importer), ref)
	if to, ok := b.shown[name]; ok && args.Kind == api.ResolveCSSURLToken {
		return api.OnResolveResult{Path: strings.TrimPrefix(to, Folder+"/") + suffix, External: true}, nil
	}
	if _, ok := b.text[name]; !ok || args.Kind == api.ResolveCSSURLToken {
		return refuse("missing", "file", args.Path), nil
	}
	return api.OnResolveResult{Path: name, Namespace: namespace}, nil
}

// refuse reports through esbuild, which knows the place.
func refuse(variant, name, value string) api.OnResolveResult {
	d := diag.New("asset-error", diag.Position{}, name, value).With(variant)
	return api.OnResolveResult{Errors: []api.Message{{Text: d.ID() + ": " + value, Detail: d}}}
}

func (b *bundler) load(args api.OnLoadArgs) (api.OnLoadResult, error) {
	text := b.text[args.Path]
	if args.Path == whole {
		for _, name := range append([]string{MainCSS}, b.behind...) {
			text += "@import \"" + name + "\";\n"
		}
	}
	loader := api.LoaderJS
	if path.Ext(args.Path) == ".css" {
		loader = api.LoaderCSS
	}
	return api.OnLoadResult{Contents: &text, Loader: loader}, nil
}
