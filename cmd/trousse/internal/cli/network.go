package cli

import (
	"net"
	"os"
	"strings"
)

// reach says how browsers reach a preview that listens at host: the host in the address to show, the names
// and addresses that they may call it by, and whether others than this machine's can.
type reach struct {
	shown  string
	names  []string
	others bool
}

func reachOf(host string) reach {
	ip := net.ParseIP(host)
	switch {
	case host == "localhost" || ip != nil && ip.IsLoopback():
		return reach{shown: host, names: []string{host}}
	case ip == nil || !ip.IsUnspecified():
		return reach{shown: host, names: []string{host}, others: true}
	}
	r := reach{shown: loopback, others: true}
	if ip := outward(); ip != nil {
		r.shown = ip.String()
	}
	// Errors leave names out: whoever calls the preview by one is refused, and told so.
	addresses, _ := net.InterfaceAddrs()
	for _, a := range addresses {
		if n, ok := a.(*net.IPNet); ok {
			r.names = append(r.names, n.IP.String())
		}
	}
	if name, err := os.Hostname(); err == nil {
		name = strings.ToLower(name)
		r.names = append(r.names, name, strings.TrimSuffix(name, ".local")+".local")
	}
	return r
}

// outward is this machine's address in its network; nil where it is in none. Nothing is sent: connecting
// a UDP socket only chooses the way (RFC 1122, 4.1.3.4). 192.0.2.1 is nobody's (RFC 5737).
func outward() net.IP {
	c, err := net.Dial("udp4", "192.0.2.1:9")
	if err != nil {
		return nil
	}
	defer c.Close()
	if a, ok := c.LocalAddr().(*net.UDPAddr); ok && !a.IP.IsLoopback() {
		return a.IP
	}
	return nil
}
