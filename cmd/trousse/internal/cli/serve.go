package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"trousse/cmd/trousse/internal/build"
	"trousse/cmd/trousse/internal/diag"
	"trousse/cmd/trousse/internal/locale"
	"trousse/cmd/trousse/internal/qr"
	"trousse/cmd/trousse/internal/serve"
	"trousse/cmd/trousse/internal/source"
	"trousse/cmd/trousse/internal/watch"
)

func serveOptions() []option {
	return []option{
		{name: "port", placeholder: "PORT"},
		{name: "host", placeholder: "HOST"},
		{name: "open"},
		{name: "follow"},
	}
}

const (
	usualPort = 4321
	loopback  = "127.0.0.1"
)

func runServe(ctx context.Context, s *session, o options) (int, error) {
	port := usualPort
	if o.asked("port") {
		n, err := strconv.Atoi(o.value("port"))
		if err != nil || n < 0 || n > 65535 {
			return WrongCommand, wrong("cli.bad-port", "port", o.value("port"))
		}
		port = n
	}
	host := loopback
	if o.asked("host") {
		host = o.value("host")
	}
	if !isSite(s.dir) {
		return WrongCommand, s.noSite()
	}
	listener, err := net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(port)))
	if errors.Is(err, syscall.EADDRINUSE) {
		return MachineFault, wrongPort(port, host)
	}
	if err != nil {
		return MachineFault, err
	}
	reach := reachOf(host)
	address := "http://" + net.JoinHostPort(reach.shown, strconv.Itoa(listener.Addr().(*net.TCPAddr).Port)) + "/"

	ctx, stop := context.WithCancel(ctx)
	defer stop()
	p := &preview{
		session: s, address: address, files: source.Remember(os.DirFS(s.dir)), editor: editor(s.Getenv),
		state: build.Load(build.StatePath(s.dir, filepath.Join(s.dir, "public")), s.owner()),
	}
	messages, err := s.messages()
	if err != nil {
		listener.Close()
		return MachineFault, err
	}
	server := serve.New(serve.Options{
		Build: p.build, Messages: messages, Lang: locale.FromEnvironment(s.Getenv),
		Lines: p.lines, Edit: p.edit, Follow: o.asked("follow"),
	})
	// The watch stands before the first build, so that no save falls between the two.
	watcher, err := watch.Start(ctx, watch.Options{Dir: s.dir, Names: []string{"config.toml", "content", "templates", "themes", "locales", "static"}})
	if err != nil {
		listener.Close()
		return MachineFault, err
	}
	if err := p.rebuild(ctx, server); err != nil {
		listener.Close()
		return MachineFault, err
	}
	web := &http.Server{Handler: server.Handler(reach.names), ReadHeaderTimeout: 5 * time.Second}
	done := make(chan error, 1)
	go func() { done <- web.Serve(listener) }()

	fmt.Fprintln(s.Stdout, s.say("cli.serving", "address", address))
	fmt.Fprintln(s.Stdout, s.say("cli.serving-desk", "address", address+"_/"))
	if reach.others {
		fmt.Fprintln(s.Stdout, s.say("cli.serving-others"))
		if code, err := qr.Terminal(address); err == nil && s.Terminal {
			fmt.Fprint(s.Stderr, code)
		}
	}
	p.tellPolling(watcher.Polling())
	fmt.Fprintln(s.Stdout, s.say("cli.serving-stop"))
	if o.asked("open") {
		openBrowser(address)
	}
	for {
		select {
		case change, ok := <-watcher.Changes():
			if !ok {
				break // the context has ended
			}
			if change.All {
				p.files.ForgetAll()
			} else {
				p.files.Forget(change.Paths)
			}
			p.tellPolling(watcher.Polling())
			if err := p.rebuild(ctx, server); err != nil && ctx.Err() == nil {
				id, args := s.explain(err)
				s.complain(id, "", args...)
			}
			continue
		case err := <-done:
			if !errors.Is(err, http.ErrServerClosed) {
				return MachineFault, err
			}
		case <-ctx.Done():
		}
		web.Close() // open pages keep their connection: they are not waited for
		return Done, nil
	}
}

// wrongPort says that a port is in use, and names a free one.
func wrongPort(port int, host string) error {
	free := "0"
	if l, err := net.Listen("tcp", net.JoinHostPort(host, "0")); err == nil {
		_, free, _ = net.SplitHostPort(l.Addr().String())
		l.Close()
	}
	return wrong("cli.port-in-use", "port", port, "free", free)
}

// preview is one site being served.
type preview struct {
	*session
	address string
	files   *source.Remembered
	editor  func(file string, line, col int) string
	state   *build.State
	polling string // the message that was told last of how changes are noticed; "" for events
}

// tellPolling says in a line that changes come without events, where that was not said before.
func (p *preview) tellPolling(why error) {
	id := ""
	switch {
	case why == nil:
	case errors.Is(why, watch.ErrNetwork):
		id = "cli.polling.network"
	case errors.Is(why, watch.ErrLimit):
		id = "cli.polling.limit"
	case errors.Is(why, watch.ErrGone):
		id = "cli.polling.gone"
	default:
		id = "cli.polling"
	}
	if id != p.polling && id != "" {
		fmt.Fprintln(p.Stdout, p.say(id))
	}
	p.polling = id
}

// messages gives the program's words in both languages: who reads the preview need not be who
// started it.
func (s *session) messages() (map[string]*locale.MessageSet, error) {
	sets := map[string]*locale.MessageSet{}
	for _, lang := range []string{"en", "fr"} {
		set, err := locale.Messages(s.Locales, lang)
		if err != nil {
			return nil, err
		}
		sets[lang] = set
	}
	return sets, nil
}

func (p *preview) build(ctx context.Context) (*build.Result, error) {
	in, err := p.input()
	if err != nil {
		return nil, err
	}
	in.Site, in.Hold, in.Drafts, in.BaseURL = p.files, true, true, p.address
	for i := range in.Rules {
		if slices.Contains(oneLanguageFirst, in.Rules[i].ID) {
			in.Rules[i].Severity = diag.Warning
		}
	}
	return build.Run(ctx, in, p.state)
}

// oneLanguageFirst are the rules that compare languages. Whoever writes a page, or adds an item to a list, does so
// in one language first, and wants to see it: in the preview these are warnings, which the desk and the panel tell.
var oneLanguageFirst = []string{"missing-partner", "checklist-differs", "decision-mismatch"}

// rebuild builds, shows the result and says in a line what came of it.
func (p *preview) rebuild(ctx context.Context, server *serve.Server) error {
	start := p.Now()
	res, err := server.Rebuild(ctx)
	if err != nil {
		return err
	}
	if err := p.printer().Text(p.Stderr, res.Diags); err != nil {
		return err
	}
	pages := 0
	if res.Site != nil {
		pages = len(res.Site.Pages)
	}
	id := "cli.rebuilt"
	if res.Errors > 0 {
		id = "cli.rebuilt.errors"
	}
	fmt.Fprintln(p.Stdout, p.say(id, "pages", pages, "errors", res.Errors, "milliseconds", p.Now().Sub(start).Milliseconds()))
	return nil
}

// around is how many lines are shown before and after a fault's.
const around = 2

// lines gives the lines around a place of a source file; none where it cannot be read: a built-in
// template, or a file that went away.
func (p *preview) lines(at diag.Position) []serve.Line {
	data, err := fs.ReadFile(os.DirFS(p.dir), at.Path)
	if err != nil {
		return nil
	}
	var out []serve.Line
	lines := strings.Split(string(data), "\n")
	for n := max(1, at.Line-around); n <= min(len(lines), at.Line+around); n++ {
		out = append(out, serve.Line{Number: n, Text: strings.TrimRight(lines[n-1], "\r"), Marked: n == at.Line})
	}
	return out
}

// openBrowser asks the system to show an address. Where it cannot, the address was printed.
func openBrowser(address string) {
	name, args := "xdg-open", []string{address}
	switch runtime.GOOS {
	case "darwin":
		name = "open"
	case "windows":
		name, args = "rundll32", []string{"url.dll,FileProtocolHandler", address}
	}
	cmd := exec.Command(name, args...)
	if cmd.Start() == nil {
		go cmd.Wait()
	}
}
