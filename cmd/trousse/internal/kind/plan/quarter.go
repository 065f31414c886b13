package plan

import (
	"fmt"
	"regexp"
	"strconv"
	"time"
)

// Quarter is three months of a year.
type Quarter struct{ Year, N int } // N is 1 to 4

var quarterKey = regexp.MustCompile(`^([12][0-9]{3})-q([1-4])$`)

// ParseQuarter reads "2027-q1".
func ParseQuarter(s string) (Quarter, bool) {
	m := quarterKey.FindStringSubmatch(s)
	if m == nil {
		return Quarter{}, false
	}
	year, _ := strconv.Atoi(m[1])
	n, _ := strconv.Atoi(m[2])
	return Quarter{year, n}, true
}

// QuarterOf gives the quarter that a day is in.
func QuarterOf(day time.Time) Quarter { return Quarter{day.Year(), (int(day.Month()) + 2) / 3} }

// String writes the quarter as a plan does: "2027-q1".
func (q Quarter) String() string { return fmt.Sprintf("%04d-q%d", q.Year, q.N) }

// Start is its first day.
func (q Quarter) Start() time.Time {
	return time.Date(q.Year, time.Month(3*q.N-2), 1, 0, 0, 0, 0, time.UTC)
}

// Next is the quarter after it.
func (q Quarter) Next() Quarter {
	if q.N == 4 {
		return Quarter{q.Year + 1, 1}
	}
	return Quarter{q.Year, q.N + 1}
}

// Before tells whether q is earlier than r.
func (q Quarter) Before(r Quarter) bool { return q.Year < r.Year || q.Year == r.Year && q.N < r.N }
