/**
 * <growing-areas> lets every text area it wraps grow with its text, and keeps the line that is
 * being written above the save bar. Without it an area grows by the stylesheet's `field-sizing`
 * where that is known; elsewhere it scrolls inside, and can be pulled larger.
 */
class GrowingAreas extends HTMLElement {
  connectedCallback() {
    this.listening = new AbortController()
    const { signal } = this.listening
    this.addEventListener("input", (event) => this.write(event.target), { signal })
    if (CSS.supports("field-sizing", "content")) return
    // Inside a fold nothing has a height before it opens. A toggle does not bubble.
    this.addEventListener("toggle", () => this.growAll(), { signal, capture: true })
    addEventListener("pageshow", () => this.growAll(), { signal })
  }

  disconnectedCallback() {
    this.listening.abort()
  }

  growAll() {
    for (const area of this.querySelectorAll("textarea")) this.grow(area)
  }

  /** Only ever larger, so that the page does not jump while someone types. */
  grow(area) {
    if (area.scrollHeight <= area.clientHeight) return
    area.style.blockSize = `${area.scrollHeight + area.offsetHeight - area.clientHeight}px`
  }

  /** Browsers scroll to the caret before the area has grown by its line. */
  write(area) {
    if (!area.matches("textarea")) return
    if (!CSS.supports("field-sizing", "content")) this.grow(area)
    const least = parseFloat(getComputedStyle(area).minBlockSize)
    if (area.selectionEnd < area.value.length || area.offsetHeight <= least + 1) return
    const bar = this.querySelector(".savebar").getBoundingClientRect().top
    const hidden = area.getBoundingClientRect().bottom - bar
    if (hidden > 0) scrollBy({ top: hidden, behavior: "instant" })
  }
}

customElements.define("growing-areas", GrowingAreas)
