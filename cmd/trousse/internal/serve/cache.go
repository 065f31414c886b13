package serve

import (
	"sync"

	"trousse/cmd/trousse/internal/memo"
)

// most is how many bytes of written files are remembered.
const most = 64 << 20

// cache remembers what was written, one content for each path. When it is full it begins anew.
type cache struct {
	mu    sync.Mutex
	files map[string]written
	size  int
}

type written struct {
	key   memo.Sum
	bytes []byte
}

func (c *cache) get(path string, key memo.Sum) ([]byte, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	w, ok := c.files[path]
	return w.bytes, ok && w.key == key
}

// last gives what was written last at a path, whatever its key.
func (c *cache) last(path string) ([]byte, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	w, ok := c.files[path]
	return w.bytes, ok
}

func (c *cache) put(path string, key memo.Sum, bytes []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.size += len(bytes) - len(c.files[path].bytes)
	if c.files == nil || c.size > most {
		c.files, c.size = map[string]written{}, len(bytes)
	}
	c.files[path] = written{key, bytes}
}
