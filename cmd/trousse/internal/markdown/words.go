package markdown

// WordIDs lists the interface words that rendered text shows, sorted: what [Options].Words should hold.
func WordIDs() []string {
	return []string{
		"caution", "details", "footnote", "footnote-back", "footnotes", "how", "important", "key", "note", "story", "table", "tip",
		"warning",
	}
}
