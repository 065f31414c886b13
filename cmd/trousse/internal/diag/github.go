package diag

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// GitHub writes ds as workflow commands, which GitHub Actions shows beside the lines they are
// about: "::error file=…,line=…,col=…,title=…::message".
func (p Printer) GitHub(w io.Writer, ds []Diagnostic) error {
	out := bufio.NewWriter(w)
	hintWord := p.word("hint", "hint")
	for _, d := range ds {
		if d.Severity == Off {
			continue
		}
		var props []string
		if path := p.path(d.Pos); path != "" {
			props = append(props, "file="+commandProperty.Replace(path))
			if d.Pos.Line > 0 {
				props = append(props, fmt.Sprintf("line=%d", d.Pos.Line))
				if d.Pos.Col > 0 {
					props = append(props, fmt.Sprintf("col=%d", d.Pos.Col))
				}
			}
		}
		props = append(props, "title="+commandProperty.Replace(d.Rule))
		text := p.Message(d)
		if hint := p.Hint(d); hint != "" {
			text += "\n" + hintWord + ": " + hint
		}
		fmt.Fprintf(out, "::%s %s::%s\n", d.Severity, strings.Join(props, ","), commandData.Replace(text))
	}
	return out.Flush()
}

// A property must in addition hide what separates properties.
var (
	commandData     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	commandProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)
