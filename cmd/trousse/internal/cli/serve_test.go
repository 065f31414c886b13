package cli_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"trousse/cmd/trousse/internal/cli"
	"trousse/cmd/trousse/internal/corpus"
	"trousse/cmd/trousse/internal/watch/testdata/savetest"
	"trousse/locales"
	"trousse/templates"
	"trousse/themes"
)

// often is how often a test does something: few times in every run, and as often as the variable says in a long one.
func often(tb testing.TB, variable string, usual int) int {
	text := os.Getenv(variable)
	if text == "" {
		return usual
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		tb.Fatalf("%s: %v", variable, err)
	}
	return n
}

// preview is `trousse serve` on a site of its own: watch, build and answers are all real.
type preview struct {
	savetest.Hand
	dir, address string
	end          func() int // as Ctrl-C does; gives the exit code
	client       *http.Client
}

var address = regexp.MustCompile(`http://127\.0\.0\.1:\d+/`)

func start(tb testing.TB, dir string) *preview {
	ctx, stop := context.WithCancel(context.Background())
	out := &output{first: make(chan string, 1)}
	done := make(chan int, 1)
	cache := tb.TempDir()
	go func() {
		done <- cli.Run(ctx, cli.World{
			Args: []string{"serve", "--port", "0"}, Dir: dir, Stdout: out, Stderr: out, Now: time.Now,
			Getenv: func(name string) string {
				return map[string]string{"XDG_CACHE_HOME": cache, "HOME": cache}[name]
			},
			Templates: templates.FS, Themes: themes.FS, Locales: locales.FS,
		})
	}()
	p := &preview{Hand: savetest.Hand{T: tb}, dir: dir, client: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 16}}}
	select {
	case p.address = <-out.first:
	case code := <-done:
		tb.Fatalf("serve ended with %d: %s", code, out.text())
	}
	p.end = sync.OnceValue(func() int { stop(); p.client.CloseIdleConnections(); return <-done })
	tb.Cleanup(func() { p.end() })
	return p
}

// output is what serve prints; the site's address is sent on.
type output struct {
	mu    sync.Mutex
	bytes bytes.Buffer
	sent  bool
	first chan string
}

func (o *output) Write(b []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.bytes.Write(b)
	if a := address.Find(o.bytes.Bytes()); a != nil && !o.sent {
		o.sent = true
		o.first <- string(a)
	}
	return len(b), nil
}

func (o *output) text() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.bytes.String()
}

func (p *preview) get(path string) (int, []byte) {
	p.T.Helper()
	resp, err := p.client.Get(p.address + path)
	p.Must(err)
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	p.Must(err)
	return resp.StatusCode, b
}

// sees waits until a page has a text; late is when it gives up.
func (p *preview) sees(path, text string, late time.Duration) bool {
	p.T.Helper()
	for begin := time.Now(); ; {
		if status, b := p.get(path); status == http.StatusOK && bytes.Contains(b, []byte(text)) {
			return true
		} else if time.Since(begin) > late {
			p.T.Logf("last answer: %d\n%.400s", status, b)
			return false
		}
	}
}

// listen hears, as a browser that shows a page does, when the page is another than now. Nothing is heard
// where the server ends first.
func (p *preview) listen(path string) (changed <-chan bool, close func()) {
	p.T.Helper()
	_, b := p.get(path)
	key := regexp.MustCompile(`data-key="(\w+)"`).FindSubmatch(b)
	if key == nil {
		p.T.Fatalf("%s has no key", path)
	}
	resp, err := p.client.Get(p.address + "_/events?path=/" + path + "&key=" + string(key[1]))
	p.Must(err)
	heard := make(chan bool, 1)
	lines := bufio.NewScanner(resp.Body)
	lines.Scan() // the first event is there: what follows is heard
	go func() {
		for lines.Scan() {
			if strings.Contains(lines.Text(), `"changed":true`) {
				heard <- true
				return
			}
		}
		heard <- false
	}()
	return heard, func() { resp.Body.Close() }
}

func page(title, text string) string { return "+++\ntitle = \"" + title + "\"\n+++\n" + text + "\n" }

// aSite is a small one, with pages in two folders.
func aSite(tb testing.TB) string {
	h := savetest.Hand{T: tb}
	dir := tb.TempDir()
	for _, lang := range []string{"en", "fr"} {
		for _, name := range []string{"_index", "a/_index", "a/one", "a/two", "b/_index", "b/one", "b/two"} {
			file := filepath.Join(dir, "content", name+"."+lang+".md")
			h.Folder(filepath.Dir(file))
			h.Put(file, page(name, "Beginning."))
		}
	}
	return dir
}

// Whatever program saves: the text is in the browser, and no save is missed.
func TestNoSaveIsMissed(t *testing.T) {
	p := start(t, aSite(t))
	random, saves := rand.New(rand.NewPCG(3, 4)), savetest.Saves()
	for i := range often(t, "TROUSSE_SAVES", 3*len(saves)) {
		s := saves[i%len(saves)]
		folder, name, lang := []string{"a", "b"}[random.IntN(2)], []string{"one", "two"}[random.IntN(2)], []string{"en", "fr"}[random.IntN(2)]
		file := filepath.Join(p.dir, "content", folder, name+"."+lang+".md")
		p.Put(filepath.Join(p.dir, "content", folder, "_index.en.md"), page("Folder "+folder, "Stays."))
		mark := fmt.Sprintf("Save number %d.", i)
		text := page(name, mark)
		if s.Name == "appended" {
			text = "\n" + mark + "\n"
		}
		if s.Name == "folder removed and made again" {
			// The other pages of the folder go; the section's own must be there again for the address.
			s.Do(p.Hand, file, text)
			p.Put(filepath.Join(filepath.Dir(file), "_index.en.md"), page(folder, "Again."))
			p.Put(filepath.Join(filepath.Dir(file), "_index.fr.md"), page(folder, "Encore."))
			for _, n := range []string{"one", "two"} {
				for _, l := range []string{"en", "fr"} {
					if other := filepath.Join(filepath.Dir(file), n+"."+l+".md"); other != file {
						p.Put(other, page(n, "Again."))
					}
				}
			}
		} else {
			s.Do(p.Hand, file, text)
		}
		if !p.sees(lang+"/"+folder+"/"+name+"/", mark, 10*time.Second) {
			t.Fatalf("save %d, %s of %s, is not served", i, s.Name, file)
		}
	}
}

// A switch of branches changes hundreds of files at once: all of them are served.
func TestASwitchOfBranchesIsServedWhole(t *testing.T) {
	dir := aSite(t)
	h := savetest.Hand{T: t}
	file := func(i int, lang string) string {
		return filepath.Join(dir, "content", "a", fmt.Sprintf("p%d.%s.md", i, lang))
	}
	const pages = 250
	put := func(text string) {
		for i := range pages {
			for _, lang := range []string{"en", "fr"} {
				os.Remove(file(i, lang)) // as git does
				h.Put(file(i, lang), page("P", text))
			}
		}
	}
	put("Branch one.")
	p := start(t, dir)
	put("Branch two.")
	for i := range pages {
		for _, lang := range []string{"en", "fr"} {
			if !p.sees(fmt.Sprintf("%s/a/p%d/", lang, i), "Branch two.", 10*time.Second) {
				t.Fatalf("page %d in %s is that of before", i, lang)
			}
		}
	}
}

// One saves, eight read: every answer is whole, and of one save.
func TestAStormOfSavesTearsNoPage(t *testing.T) {
	p := start(t, aSite(t))
	whole := regexp.MustCompile(`(?s)^<!doctype html>.*Save (\d+)\. .*End (\d+)\..*</html>\s*$`)
	file := filepath.Join(p.dir, "content", "a", "one.en.md")
	save := func(i int) {
		p.Put(file, page("One", fmt.Sprintf("Save %d. %s End %d.", i, strings.Repeat("word ", 300), i)))
	}
	save(0)
	p.sees("en/a/one/", "Save 0.", 10*time.Second)
	reads := int64(often(t, "TROUSSE_READS", 10_000))
	saves := int(reads / 500)
	var done atomic.Int64
	next := make(chan bool, saves+8) // time for the next save; false when a page was torn
	var readers sync.WaitGroup
	for range 8 {
		readers.Go(func() {
			for n := done.Add(1); n <= reads; n = done.Add(1) {
				if n%(reads/int64(saves)) == 0 {
					next <- true
				}
				status, b := p.get("en/a/one/")
				if m := whole.FindSubmatch(b); status != http.StatusOK || m == nil || !bytes.Equal(m[1], m[2]) {
					t.Errorf("%d %.300s", status, b)
					next <- false
					return
				}
			}
		})
	}
	// The saves are spread over the reads, and the last one must be served in the end.
	for i := 1; i <= saves; i++ {
		if !<-next {
			break
		}
		save(i)
	}
	readers.Wait()
	if !p.sees("en/a/one/", fmt.Sprintf("Save %d. ", saves), 10*time.Second) {
		t.Error("the last save is not served")
	}
}

// After thousands of saves memory is where it was, and no goroutine is left when it ends.
func TestADayOfSavesLeavesNothing(t *testing.T) {
	dir := aSite(t)
	before := runtime.NumGoroutine()
	p := start(t, dir)
	file := filepath.Join(p.dir, "content", "a", "one.en.md")
	heap := func() uint64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.GC()
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	saves := often(t, "TROUSSE_REBUILDS", 150)
	var settled uint64
	var running int
	for i := range saves {
		mark := fmt.Sprintf("Save number %d.", i)
		p.Put(file, page("One", mark))
		if !p.sees("en/a/one/", mark, 10*time.Second) {
			t.Fatal(mark)
		}
		if i == saves/10 {
			settled, running = heap(), runtime.NumGoroutine()
		}
	}
	if now := heap(); now > settled+settled/10 {
		t.Errorf("%d bytes after %d saves, and %d after %d", now, saves, settled, saves/10)
	} else {
		t.Logf("%d bytes after %d saves, %d after %d", now, saves, settled, saves/10)
	}
	if now := runtime.NumGoroutine(); now > running {
		t.Errorf("%d goroutines while it runs, and %d before", now, running)
	}
	if code := p.end(); code != cli.Done {
		t.Errorf("it ended with %d", code)
	}
	// Connections end a moment after the server does.
	for begin := time.Now(); runtime.NumGoroutine() > before; {
		if time.Since(begin) > 10*time.Second {
			stacks := make([]byte, 1<<16)
			t.Fatalf("%d goroutines, and %d before\n%s", runtime.NumGoroutine(), before, stacks[:runtime.Stack(stacks, true)])
		}
		runtime.Gosched()
	}
}

// Ctrl-C ends it at once, with pages open and a build under way, and nothing of its own is left in the folder.
func TestItEndsWithPagesOpen(t *testing.T) {
	dir := aSite(t)
	list := func() (names []string) {
		filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
			names = append(names, path)
			return err
		})
		return names
	}
	before := list()
	p := start(t, dir)
	for range 3 {
		resp, err := p.client.Get(p.address + "_/events?path=/en/a/one/&key=0")
		p.Must(err)
		defer resp.Body.Close()
	}
	p.Put(filepath.Join(dir, "content", "a", "one.en.md"), page("One", "Again."))
	if code := p.end(); code != cli.Done {
		t.Errorf("it ended with %d", code)
	}
	if after := list(); !slices.Equal(before, after) {
		t.Errorf("left behind: %v, before %v", after, before)
	}
}

// BenchmarkSave measures from the end of a save to the last byte of the new page, through the watch, the build, the
// event that tells the browser and the answer to it: 50 saves of pages all over a bilingual site, the median and the worst.
func BenchmarkSave(b *testing.B) {
	debug.SetGCPercent(200) // as main does
	for _, pages := range []int{1000, 10000} {
		b.Run(fmt.Sprint(pages), func(b *testing.B) {
			dir := b.TempDir()
			if err := corpus.Write(dir, corpus.Options{Pages: pages}); err != nil {
				b.Fatal(err)
			}
			old := time.Now().Add(-time.Hour)
			var files []string
			err := filepath.WalkDir(filepath.Join(dir, "content"), func(path string, d os.DirEntry, err error) error {
				if err == nil && strings.HasSuffix(path, ".en.md") && !strings.Contains(path, "_index") {
					files = append(files, path)
				}
				if err == nil && !d.IsDir() {
					return os.Chtimes(path, old, old)
				}
				return err
			})
			if err != nil {
				b.Fatal(err)
			}
			p := start(b, dir)
			random := rand.New(rand.NewPCG(5, 6))
			const saves = 50
			for b.Loop() {
				var took []time.Duration
				for i := range saves {
					file := files[random.IntN(len(files))]
					text, err := os.ReadFile(file)
					p.Must(err)
					rel, err := filepath.Rel(filepath.Join(dir, "content"), file)
					p.Must(err)
					mark := fmt.Sprintf("Save number %d of %d.", i, random.Int())
					path := "en/" + filepath.ToSlash(strings.TrimSuffix(rel, ".en.md")) + "/"
					changed, close := p.listen(path)
					p.Put(file, string(text)+"\n"+mark+"\n")
					begin := time.Now()
					if !<-changed || !p.sees(path, mark, 10*time.Second) {
						b.Fatal(file)
					}
					took = append(took, time.Since(begin))
					close()
				}
				slices.Sort(took)
				b.ReportMetric(float64(took[saves/2].Microseconds())/1000, "ms-median")
				b.ReportMetric(float64(took[saves-1].Microseconds())/1000, "ms-worst")
			}
		})
	}
}

// Whoever writes a page writes one language first, and sees it.
func TestWhatIsWrittenInOneLanguageIsShown(t *testing.T) {
	p := start(t, aSite(t))
	put := func(name, kind, text string) {
		p.Put(filepath.Join(p.dir, "content", "a", name), "+++\ntitle = \"New\"\nkind = \""+kind+"\"\n+++\n"+text+"\n")
	}
	put("new.en.md", "guide", "Only in English yet.")
	put("list.en.md", "checklist", "- [ ] One thing {#one}\n- [ ] Only in English yet. {#two}")
	put("list.fr.md", "checklist", "- [ ] Une chose {#one}")
	put("way.en.md", "decision", "## Is it so? {#so}\n\n- [Yes](#end)\n- [No](#end)\n- [Only in English yet.](#end)\n\n## The end {#end}\n\n1. Go.")
	put("way.fr.md", "decision", "## Est-ce le cas? {#so}\n\n- [Oui](#end)\n- [Non](#end)\n\n## La fin {#end}\n\n1. Allez.")
	for _, name := range []string{"new", "list", "way"} {
		if !p.sees("en/a/"+name+"/", "Only in English yet.", 10*time.Second) {
			t.Errorf("%s is not shown", name)
		}
	}
}
