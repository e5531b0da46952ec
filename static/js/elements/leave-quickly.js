/**
 * <leave-quickly> hides the screen the moment its button is pressed, and lets Shift, pressed three
 * times within a second and a half, press it. Without it the button works, a little slower.
 * Back to a page that the browser kept in memory shows nothing, and asks the server anew.
 */
class LeaveQuickly extends HTMLElement {
  connectedCallback() {
    this.listening = new AbortController()
    this.button = this.querySelector("button.leave")
    this.taps = []
    const { signal } = this.listening
    addEventListener("submit", (event) => this.leave(event), { signal, capture: true })
    addEventListener("keydown", (event) => this.press(event), { signal, capture: true })
    addEventListener("keyup", (event) => this.release(event), { signal, capture: true })
    addEventListener("pointerdown", () => this.forget(), { signal, capture: true })
    addEventListener("pageshow", (event) => this.comeBack(event), { signal })
    // Signed in again: what follows may be shown. Last, because storage may be switched off.
    if ("signedIn" in this.dataset) sessionStorage.removeItem("left")
  }

  disconnectedCallback() {
    this.listening.abort()
  }

  leave(event) {
    if (event.submitter !== this.button) return
    this.hide()
    // Where a form was answered in place of a page, Back would offer to send it once more.
    history.replaceState(null, "", location.href)
    sessionStorage.setItem("left", "")
  }

  hide() {
    this.dataset.state = "left"
    document.documentElement.hidden = true
    document.title = "One moment"
  }

  /** Shift together with another key is typing: only Shift by itself counts. */
  press(event) {
    if (event.key !== "Shift" || event.ctrlKey || event.altKey || event.metaKey) this.forget()
    else if (!event.repeat) this.isAlone = true
  }

  release(event) {
    if (event.key !== "Shift" || !this.isAlone) return
    this.isAlone = false
    this.taps = [...this.taps.filter((tap) => event.timeStamp - tap < 1500), event.timeStamp]
    if (this.taps.length === 3) this.button.click()
  }

  forget() {
    this.isAlone = false
    this.taps = []
  }

  comeBack(event) {
    if (!event.persisted || (!this.dataset.state && sessionStorage.getItem("left") === null)) return
    this.hide()
    location.reload()
  }
}

customElements.define("leave-quickly", LeaveQuickly)
