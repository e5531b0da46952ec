/**
 * <unsaved-guard> asks before a link or a closed tab drops what was entered in the form it wraps.
 * Without it nothing asks. `data-unsaved` says that the form came back with words stored nowhere.
 * Sending a form never asks: neither Save nor, above all, Leave quickly.
 */
class UnsavedGuard extends HTMLElement {
  connectedCallback() {
    this.listening = new AbortController()
    const { signal } = this.listening
    addEventListener("submit", (event) => this.letThrough(event), { signal })
    addEventListener("beforeunload", (event) => this.ask(event), { signal })
  }

  disconnectedCallback() {
    this.listening.abort()
  }

  /** The browser leaves at once after a form was sent. If it stays, we go on guarding. */
  letThrough(event) {
    if (event.defaultPrevented) return
    this.dataset.state = "sending"
    setTimeout(() => delete this.dataset.state, 1000)
  }

  ask(event) {
    if (this.dataset.state === "sending" || !this.hasWords()) return
    event.preventDefault()
    event.returnValue = true // what older browsers look at
  }

  /** Compared with the page as it came, so that words a browser put back by itself count too. */
  hasWords() {
    const fields = [...this.querySelectorAll("input, textarea")]
    return (
      "unsaved" in this.dataset ||
      fields.some((one) => one.value !== one.defaultValue || one.checked !== one.defaultChecked)
    )
  }
}

customElements.define("unsaved-guard", UnsavedGuard)
