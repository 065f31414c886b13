package gap

import "trousse/cmd/trousse/internal/datafile"

// Cites lists the sources that the file names, by their keys.
func (*Analysis) Cites() []datafile.Ref { return nil }
