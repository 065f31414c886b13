package glossary

import "trousse/cmd/trousse/internal/datafile"

// Cites lists the sources that the file names, by their keys.
func (*Glossary) Cites() []datafile.Ref { return nil }
