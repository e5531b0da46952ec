/**
 * <unsaved-rows> asks before a link or a closed tab drops what was changed in the form it wraps.
 * Without it nothing asks. `data-unsaved` says that the form came back with what is stored
 * nowhere. Sending a form never asks: neither a button of the desk nor, above all, Leave quickly.
 */
class UnsavedRows extends HTMLElement {
  connectedCallback() {
    this.listening = new AbortController()
    const { signal } = this.listening
    addEventListener("submit", (event) => this.letThrough(event), { signal })
    addEventListener("beforeunload", (event) => this.ask(event), { signal })
  }

  disconnectedCallback() {
    this.listening.abort()
  }

  /** The browser leaves at once after a form was sent. After a preview it stays: guard on. */
  letThrough(event) {
    if (event.defaultPrevented) return
    this.isSending = true
    setTimeout(() => (this.isSending = false), 1000)
  }

  ask(event) {
    if (this.isSending || !this.hasChanges()) return
    event.preventDefault()
    event.returnValue = true // what older browsers look at
  }

  /** Compared with the page as it came. The ticks of a trial are kept nowhere in any case. */
  hasChanges() {
    const fields = [...this.querySelectorAll("input, textarea, select")]
    return "unsaved" in this.dataset || fields.some((one) => !one.closest(".trial") && isChanged(one))
  }
}

function isChanged(field) {
  if (field.type === "hidden") return false
  // Of a tick the value says nothing: where it has none, browsers say "on".
  if (/checkbox|radio/.test(field.type)) return field.checked !== field.defaultChecked
  if (!field.options) return field.value !== field.defaultValue
  const first = [...field.options].findIndex((one) => one.defaultSelected)
  return field.selectedIndex !== Math.max(first, 0)
}

customElements.define("unsaved-rows", UnsavedRows)
