package corpus

var languages = []language{
	{"go",
		"package ‹kind›\n\nimport (\n\t\"context\"\n\t\"errors\"\n\t\"fmt\"\n\t\"time\"\n)\n",
		"",
		[]string{`
// ‹Verb›‹Noun› waits for at most ‹n› seconds. ‹note›.
func ‹Verb›‹Noun›(ctx context.Context, name string) (‹Kind›, error) {
	ctx, cancel := context.WithTimeout(ctx, ‹n›*time.Second)
	defer cancel()
	v, err := lookup(ctx, name)
	if err != nil {
		return ‹Kind›{}, fmt.Errorf("‹verb› %s: %w", name, err)
	}
	return v, nil
}
`, `
type ‹Noun› struct {
	Name  string        ` + "`json:\"name\"`" + `
	Every time.Duration ` + "`json:\"every\"`" + `
	Limit int           ` + "`json:\"limit,omitempty\"`" + ` // ‹note›
	On    bool
}
`, `
const max‹Noun› = ‹m›

var errTooMany‹Noun› = errors.New("more than ‹m›: ‹noun›")
`, `
func (k *‹Kind›) ‹Verb›‹Noun›(values []float64) (sum float64) {
	for i, v := range values {
		if i%‹n› == 0 && v > ‹m›.5 {
			continue // ‹note›
		}
		sum += v
	}
	return sum / float64(len(values))
}
`, `
func Test‹Verb›‹Noun›(t *testing.T) {
	got := ‹verb›(map[string]int{"‹id›": ‹n›, "‹noun›": ‹m›})
	if want := ‹m› + ‹n›; got != want {
		t.Errorf("‹verb› = %d, want %d", got, want)
	}
}
`, `
func (k *‹Kind›) loop(done <-chan struct{}, in chan ‹Kind›) {
	for {
		select {
		case v := <-in:
			k.‹verb›(v, 0x‹m›)
		case <-time.After(‹n› * time.Minute):
			return
		case <-done:
			return
		}
	}
}
`}},
	{"python",
		"from __future__ import annotations\n\nimport json\nfrom dataclasses import dataclass\nfrom pathlib import Path\n",
		"\n\nif __name__ == \"__main__\":\n    print(json.dumps({\"‹id›\": ‹m›}, indent=2))\n",
		[]string{`

@dataclass(frozen=True)
class ‹Kind›‹Noun›:
    """‹note›."""

    name: str
    limit: int = ‹m›
    rooms: tuple[str, ...] = ()
`, `

def ‹verb›_‹noun›(path: Path, limit: int = ‹n›) -> list[dict]:
    # ‹note›
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    return sorted(rows, key=lambda r: r["‹noun›"], reverse=True)[:limit]
`, `

def ‹verb›_‹kind›(values: list[float]) -> float | None:
    try:
        return sum(v for v in values if v > ‹n›.5) / len(values)
    except ZeroDivisionError:
        return None
`, `

async def ‹verb›_every(client, name: str = "‹id›") -> None:
    async with client.session(timeout=‹n›) as session:
        answer = await session.get(f"/api/{name}/‹noun›")
        if answer.status != 200:
            raise RuntimeError(f"{name}: {answer.status}")  # ‹note›
`, `

LIMITS_‹n› = {
    "‹noun›": (‹n›, ‹m›),
    "‹kind›": (0, 0x‹m›),
    "‹id›": None,
}
`}},
	{"bash",
		"#!/usr/bin/env bash\nset -euo pipefail\n\n‹kind›=\"${1:-‹id›}\"\nlimit=‹m›\n",
		"\necho \"$‹kind›: done\" >&2\n",
		[]string{`
# ‹note›
‹verb›_‹noun›() {
  local name=$1
  if [[ -z "$name" || "$name" == *" "* ]]; then
    printf 'bad name: %s\n' "$name" >&2
    return ‹n›
  fi
  printf '%s\n' "${name,,}"
}
`, `
for i in $(seq 1 ‹n›); do
  [ "$i" -le "$limit" ] || break
  echo "‹noun› $i" | tee -a "/tmp/$‹kind›.log"
done
`, `
case "$‹kind›" in
  ‹id›) ‹verb› --‹noun› ‹n› ;;
  *.local) ssh "$‹kind›" uptime ;;
  *) echo "‹note›" >&2; exit 2 ;;
esac
`, `
# ‹note›
curl --fail --silent --max-time ‹n› "http://192.168.1.‹n›/‹noun›" |
  jq -r '.‹kind›[] | select(.level > ‹n›) | .name' |
  sort -u > "$HOME/‹noun›.txt"
`, `
trap 'rm -f "/tmp/‹id›-‹m›"' EXIT
find "$HOME/‹noun›" -name '*.bak' -mtime +‹n› -print
`}},
	{"toml",
		"# ‹note›\ntitle = \"‹kind›\"\nupdated = 2026-03-12T08:00:00Z\n",
		"",
		[]string{`
[‹noun›.‹verb›]
enabled = true
every = "‹n›m"
rooms = ["‹id›", "‹kind›"]
`, `
[[‹kind›]]
name = "‹id›-‹n›"
limit = ‹m›
ratio = 0.‹n› # ‹note›
`, `
[network.‹noun›]
address = "192.168.1.‹n›"
port = ‹m›
guest = false
`, `
[‹verb›]
text = """
‹note›.
‹noun›, ‹kind›: ‹n›
"""
colour = 0xff‹n›
`}},
	{"json",
		"{\n  \"device\": \"‹id›\",\n  \"‹kind›\": {\"level\": ‹n›, \"on\": true}",
		"\n}\n",
		[]string{`,
  "‹noun›‹n›": [
    {"name": "‹verb›", "at": "2026-0‹n›", "value": ‹m›.25},
    {"name": "‹noun›", "at": null, "value": -‹n›}
  ]`, `,
  "note‹n›": "‹note›"`, `,
  "‹verb›‹Noun›": {
    "limit": ‹m›,
    "rooms": ["‹kind›", "‹noun›", "‹id›"],
    "retry": {"times": ‹n›, "wait": 1.5e3}
  }`, `,
  "links‹m›": {
    "self": "https://www.example.net/‹noun›/‹n›",
    "next": "https://www.example.net/‹noun›/‹m›"
  }`, `,
  "‹verb›": false,
  "‹noun›Id": "‹id›-‹n›-‹m›"`}},
	{"html",
		"<section id=\"‹kind›-‹n›\" aria-labelledby=\"‹noun›-‹m›\">\n  <h2 id=\"‹noun›-‹m›\">‹Kind›</h2>\n",
		"</section>\n",
		[]string{`  <!-- ‹note› -->
  <p class="‹noun›">‹Noun› &amp; <strong>‹kind›</strong>: <output>‹m›</output></p>
`, `  <form action="/‹verb›/‹noun›" method="post">
    <label for="f‹n›">‹Noun›</label>
    <input id="f‹n›" name="‹noun›" type="number" min="‹n›" max="‹m›" required>
    <button type="submit">‹Verb›</button>
  </form>
`, `  <ul data-limit="‹m›">
    <li><a href="/‹id›/‹noun›/">‹Noun› ‹n›</a></li>
    <li><a href="/‹id›/‹kind›/">‹Kind› ‹m›</a></li>
  </ul>
`, `  <table>
    <tr><th scope="col">‹Kind›</th><th scope="col">‹Noun›</th></tr>
    <tr><td>‹n›</td><td>‹m›</td></tr> <!-- ‹note› -->
  </table>
`, `  <style>
    .‹noun› { margin: ‹n›px auto; color: #‹m›; }
  </style>
`}},
	{"javascript",
		"import { open } from \"./‹kind›.js\";\n\nconst limit = ‹m›;\n",
		"",
		[]string{`
/** ‹note›. */
export async function ‹verb›‹Noun›(name, { every = ‹n›, signal } = {}) {
  const answer = await fetch(` + "`/api/${name}/‹noun›?every=${every}`" + `, { signal });
  if (!answer.ok) throw new Error(` + "`‹verb› ${name}: ${answer.status}`" + `);
  return answer.json();
}
`, `
export class ‹Noun›‹Kind› extends EventTarget {
  _values = new Map([["‹id›", ‹m›]]);

  ‹verb›(key) {
    // ‹note›
    return this._values.get(key) ?? limit;
  }
}
`, `
document.querySelectorAll("[data-‹noun›]").forEach((el, i) => {
  el.hidden = i > ‹n› || /^‹kind›-\d+$/.test(el.id);
});
`, `
const ‹noun›‹n› = [‹n›, ‹m›, 0x‹m›]
  .filter((v) => v % ‹n› !== 0)
  .map((v) => ({ value: v, ‹kind›: open(v) }))
  .reduce((sum, { value }) => sum + value, 0);
`, `
setInterval(() => {
  localStorage.setItem("‹id›", JSON.stringify({ ‹noun›: Date.now() - ‹m› }));
}, ‹n› * 1000);
`}},
}
