//go:build !linux && !darwin

package watch

import (
	"path/filepath"
	"strings"
)

// network names the kind of file system on which changes made by others go untold: on Windows a
// folder that is named by its server.
func network(folder string) string {
	if strings.HasPrefix(filepath.VolumeName(folder), `\\`) {
		return "SMB"
	}
	return ""
}
