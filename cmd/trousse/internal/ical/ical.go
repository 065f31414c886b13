// Package ical writes calendars that calendar programs take in: iCalendar, RFC 5545.
package ical

import "time"

// Calendar is a list of days with what happens on them.
type Calendar struct {
	Name   string
	Lang   string // BCP 47
	Events []Event
}

// Event takes one day or several.
type Event struct {
	UID         string    // the same for the same event in every version of the calendar
	From, To    time.Time // first and last day
	Summary     string
	Description string
	URL         string
}
