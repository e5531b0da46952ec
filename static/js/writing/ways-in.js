/**
 * <ways-in> folds and opens the form it stands in, in its place. Without it, One minute asks the
 * server for the folded form, and everything typed comes along.
 */
class WaysIn extends HTMLElement {
  connectedCallback() {
    this.listening = new AbortController()
    const { signal } = this.listening
    this.whole = document.getElementById("whole")
    this.text = document.getElementById("id_text")
    this.addEventListener("click", (event) => this.choose(event), { signal })
    this.whole.addEventListener("toggle", () => this.fold(!this.whole.open), { signal })
  }

  disconnectedCallback() {
    this.listening.abort()
  }

  choose(event) {
    const way = event.target.closest("[name=brief], a")
    if (way?.name === "brief") {
      event.preventDefault()
      this.whole.open = false
    } else if (way) {
      this.whole.open = true
      this.text.closest("details").open = true
    }
  }

  fold(brief) {
    const summary = this.whole.firstElementChild
    const held = document.activeElement === summary
    this.whole.className = brief ? "more" : ""
    summary.hidden = !brief
    this.text.classList.toggle("line", brief)
    this.text.rows = brief ? 1 : 6
    this.querySelector("[name=brief]").ariaCurrent = brief ? "true" : null
    if (held && !brief) this.whole.querySelector(".fold > summary").focus()
  }
}

customElements.define("ways-in", WaysIn)
