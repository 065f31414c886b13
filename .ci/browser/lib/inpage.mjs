// What checks need inside a page. The function is handed to the browser as it stands, so it uses nothing from here.

export function helpers () {
  /** A name for an element that a person can find it by. */
  function name (element) {
    const id = element.id ? `#${element.id}` : ''
    const classes = [...element.classList].map(c => `.${c}`).join('')
    const words = (element.getAttribute('aria-label') ?? element.textContent).trim().replace(/\s+/g, ' ').slice(0, 40)
    return `${element.localName}${id}${classes}${words ? ` “${words}”` : ''}`
  }

  /** Whether a reader can see it, or could after scrolling. */
  function visible (element) {
    return element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
      !unseen(element) && element.getClientRects().length > 0
  }

  /** Whether it is for screen readers only: clipped to a point. */
  function unseen (element) {
    for (let e = element; e && e !== document.body; e = e.parentElement) {
      const style = getComputedStyle(e)
      if (style.clipPath === 'inset(50%)') return true
      if (style.position === 'absolute' && style.overflow !== 'visible' && e.offsetWidth <= 1 && e.offsetHeight <= 1) return true
    }
    return false
  }

  /** All that may frame an element: its own outline and those of what it draws before and after itself. */
  function frame (element) {
    return ['', '::before', '::after'].map(part => {
      const style = getComputedStyle(element, part || null)
      const there = part === '' || style.content !== 'none'
      return { style: there ? style.outlineStyle : 'none', width: parseFloat(style.outlineWidth), colour: style.outlineColor, ground: ground(element) }
    })
  }

  /** Whether a frame that was not there before can be seen: 2 px wide or more, 3 to 1 against what is around it. */
  function marked (before, now) {
    return now.some(({ style, width, colour, ground }, i) => {
      const was = before?.[i]
      if (style === 'none' || width < 2) return false
      if (was && was.style === style && was.width === width && was.colour === colour) return false
      return contrast(rgb(colour, ground), rgb(ground)) >= 3
    })
  }

  /** The colour around an element. */
  function ground (element) {
    for (let e = element.parentElement; e; e = e.parentElement) {
      const colour = getComputedStyle(e).backgroundColor
      if (rgb(colour, 'white').join() === rgb(colour, 'black').join()) return colour
    }
    return 'canvas'
  }

  /** Red, green and blue of any CSS colour, painted over another. */
  function rgb (colour, under = 'white') {
    const key = `${colour} over ${under}`
    if (!known.has(key)) {
      for (const paint of [under, colour]) {
        pen.fillStyle = paint
        pen.fillRect(0, 0, 1, 1)
      }
      known.set(key, [...pen.getImageData(0, 0, 1, 1).data.slice(0, 3)])
    }
    return known.get(key)
  }
  const known = new Map()
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = 1
  const pen = canvas.getContext('2d', { willReadFrequently: true })

  function luminance (colour) {
    const [r, g, b] = colour.map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }

  function contrast (a, b) {
    const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y)
    return (light + 0.05) / (dark + 0.05)
  }

  window.look = { name, visible, unseen, frame, marked, luminance: colour => luminance(rgb(colour)) }
}
