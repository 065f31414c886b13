/**
 * Listens to what the preview tells, while the page is in sight: a browser keeps no more than six connections
 * to one host. `address()` is where from; `hear(events)` says what is heard on each new connection.
 */
export function listen (address, hear) {
  let events
  function attend () {
    const wanted = document.visibilityState === 'visible'
    if (wanted && !events) {
      events = new EventSource(address())
      hear(events)
    } else if (!wanted) {
      leave()
    }
  }
  function leave () {
    events?.close()
    events = undefined
  }
  attend()
  document.addEventListener('visibilitychange', attend)
  addEventListener('pagehide', leave)
  addEventListener('pageshow', attend)
}
