package markdown

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestListsAreGatheredWhereSomebodyAsks(t *testing.T) {
	text := "- Before\n\n## One\n\n- [Yes](#two), so\n- No [way](#two)\n- **[Maybe](#three)**\n  - [inner](#x)\n\n  ## Deep\n-\n\n1. A\n\n   B\n2. > [quoted](#q)\n\n" +
		"> - [in a quote](#two)\n\n- [term](term:router) here\n- [![](a.png)](#two)\n"
	r := New()
	if d := r.Render([]byte(text), Options{Lang: "en"}); d.Lists != nil {
		t.Errorf("nobody asked for %v", d.Lists)
	}
	d := r.Render([]byte(text), Options{Lang: "en", Line: 10, Lists: true})
	var b strings.Builder
	for _, l := range d.Lists {
		fmt.Fprintf(&b, "%d %v %v\n", l.Heading, l.Ordered, l.Pos)
		for _, it := range l.Items {
			link := "-"
			if it.Link >= 0 {
				link = d.Links[it.Link].Fragment
			}
			fmt.Fprintf(&b, "  %v %q %s\n", it.Pos, it.Text, link)
		}
	}
	want := `-1 false {11 1}
  {11 1} "Before" -
0 false {15 1}
  {15 1} "Yes, so" two
  {16 1} "No way" -
  {17 1} "Maybe" three
  {21 1} "" -
1 true {23 1}
  {23 1} "A" -
  {26 1} "" -
1 false {28 3}
  {28 3} "in a quote" two
1 false {30 1}
  {30 1} "term here" -
  {31 1} "" two
`
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
}
