/**
 * <writing-clock> shows the line it holds once someone has written for 20 minutes. A pause of
 * more than a minute does not count. Without it the line stays hidden.
 */
const LONG = 20 * 60 * 1000
const PAUSE = 60 * 1000

class WritingClock extends HTMLElement {
  connectedCallback() {
    this.listening = new AbortController()
    const { signal } = this.listening
    this.written = 0
    this.closest("form").addEventListener("input", () => this.count(), { signal })
  }

  disconnectedCallback() {
    this.listening.abort()
  }

  count() {
    const now = Date.now()
    const gap = now - (this.last ?? now)
    this.last = now
    if (gap > 0 && gap <= PAUSE) this.written += gap
    if (this.written < LONG) return
    this.className = "small"
    this.firstElementChild.hidden = false
    this.listening.abort()
  }
}

customElements.define("writing-clock", WritingClock)
