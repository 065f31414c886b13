package build

import (
	"fmt"
	"os"
	"sync"
)

// bodies holds the HTML of texts that this build rendered, between reading and writing. They lie
// in a temporary file, so that memory does not grow with the size of the site. A text that was
// not rendered in this build (its facts were remembered) is rendered when somebody asks for it.
type bodies struct {
	render func(path string) (string, error)

	mu   sync.Mutex
	file *os.File
	end  int64
	at   map[string]span
}

type span struct {
	from int64
	size int
}

func (b *bodies) put(path, html string) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.file == nil {
		f, err := os.CreateTemp("", "trousse-*")
		if err != nil {
			return fmt.Errorf("keep rendered text: %w", err)
		}
		// Without a name the file goes away with the process, however that ends. Where the system
		// refuses to remove an open file, close does it.
		os.Remove(f.Name())
		b.file, b.at = f, map[string]span{}
	}
	if _, err := b.file.WriteAt([]byte(html), b.end); err != nil {
		return fmt.Errorf("keep rendered text: %w", err)
	}
	b.at[path] = span{b.end, len(html)}
	b.end += int64(len(html))
	return nil
}

func (b *bodies) get(path string) (string, error) {
	b.mu.Lock()
	s, ok := b.at[path]
	b.mu.Unlock()
	if !ok {
		return b.render(path)
	}
	buf := make([]byte, s.size)
	if _, err := b.file.ReadAt(buf, s.from); err != nil {
		return "", fmt.Errorf("fetch rendered text: %w", err)
	}
	return string(buf), nil
}

func (b *bodies) close() {
	if b.file != nil {
		b.file.Close()
		os.Remove(b.file.Name())
	}
}

// forget drops what was kept, so that every text is rendered anew.
func (b *bodies) forget() {
	b.mu.Lock()
	b.at = nil
	b.mu.Unlock()
}
