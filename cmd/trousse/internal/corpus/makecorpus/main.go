// Makecorpus writes a bilingual site of any size, to measure with.
//
//	go run ./cmd/trousse/internal/corpus/makecorpus [-pages N] [-code] [-seed N] DIR
//
// DIR then holds config.toml and content/, which trousse builds, and Hugo with a theme beside
// them. It must be empty or not be there yet. The same options write the same bytes.
package main

import (
	"flag"
	"fmt"
	"os"

	"trousse/cmd/trousse/internal/corpus"
)

func main() {
	var opt corpus.Options
	flag.IntVar(&opt.Pages, "pages", 4000, "pages of both languages together")
	flag.BoolVar(&opt.Code, "code", false, "source code on each page")
	flag.Uint64Var(&opt.Seed, "seed", 0, "another seed writes another text")
	flag.Usage = func() {
		fmt.Fprintln(flag.CommandLine.Output(), "usage: makecorpus [flags] DIR")
		flag.PrintDefaults()
	}
	flag.Parse()
	if flag.NArg() != 1 {
		flag.Usage()
		os.Exit(2)
	}
	if err := corpus.Write(flag.Arg(0), opt); err != nil {
		fmt.Fprintln(os.Stderr, "makecorpus:", err)
		os.Exit(3)
	}
}
