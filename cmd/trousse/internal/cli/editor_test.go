package cli

import "testing"

func TestTheEditorOfTheEnvironmentIsAddressed(t *testing.T) {
	const file = "/home/Zoé/a b.md"
	for _, c := range []struct{ visual, editor, want string }{
		{"", "", "vscode://file/home/Zo%C3%A9/a%20b.md:3:7"},
		{"", "vim", "vscode://file/home/Zo%C3%A9/a%20b.md:3:7"},
		{"", "code --wait", "vscode://file/home/Zo%C3%A9/a%20b.md:3:7"},
		{"", "/usr/bin/codium", "vscodium://file/home/Zo%C3%A9/a%20b.md:3:7"},
		{"cursor", "code", "cursor://file/home/Zo%C3%A9/a%20b.md:3:7"},
		{"vi", "zed --wait", "zed://file/home/Zo%C3%A9/a%20b.md:3:7"},
		{"", `"C:\Program Files\JetBrains\bin\pycharm64.exe" --wait`, "pycharm://open?file=%2Fhome%2FZo%C3%A9%2Fa%20b.md&line=3&column=7"},
		{"", "/opt/idea/bin/idea.sh", "idea://open?file=%2Fhome%2FZo%C3%A9%2Fa%20b.md&line=3&column=7"},
		{"", "pstorm", "phpstorm://open?file=%2Fhome%2FZo%C3%A9%2Fa%20b.md&line=3&column=7"},
		{"", "subl -w", "subl://open?url=file%3A%2F%2F%2Fhome%2FZo%25C3%25A9%2Fa%2520b.md&line=3&column=7"},
		{"", "mate -w", "txmt://open?url=file%3A%2F%2F%2Fhome%2FZo%25C3%25A9%2Fa%2520b.md&line=3&column=7"},
		{"", "emacsclient", "emacs://open?url=file%3A%2F%2F%2Fhome%2FZo%25C3%25A9%2Fa%2520b.md&line=3&column=7"},
	} {
		address := editor(func(name string) string {
			return map[string]string{"VISUAL": c.visual, "EDITOR": c.editor}[name]
		})
		if got := address(file, 3, 7); got != c.want {
			t.Errorf("VISUAL=%s EDITOR=%s: %s, not %s", c.visual, c.editor, got, c.want)
		}
	}
	if got, want := editor(func(string) string { return "" })("C:/site/a.md", 1, 1), "vscode://file/C:/site/a.md:1:1"; got != want {
		t.Errorf("%s, not %s", got, want)
	}
}
