/**
 * <save-state> says whether what stands on its form is saved, and lets Ctrl+Enter or Cmd+Enter
 * press Save. Without it stands the sentence it came with. `data-clean` is what holds while
 * nothing was changed.
 */
class SaveState extends HTMLElement {
  connectedCallback() {
    this.listening = new AbortController()
    const { signal } = this.listening
    this.form = this.closest("form")
    this.sentence = this.textContent
    this.clean = this.dataset.clean ?? this.sentence
    for (const name of ["input", "change"]) {
      this.form.addEventListener(name, () => this.look(), { signal })
    }
    this.form.addEventListener("keydown", (event) => this.press(event), { signal })
    addEventListener("submit", (event) => this.send(event), { signal })
    addEventListener("pageshow", () => this.look(), { signal })
  }

  disconnectedCallback() {
    this.listening.abort()
  }

  look() {
    const changed = this.closest("unsaved-guard").hasWords()
    this.say(changed ? "unsaved" : "clean", changed ? "Not saved yet" : this.clean)
  }

  /** Saved is for the server to say. If the browser stays, nothing was. */
  send(event) {
    // Leave quickly and the like go elsewhere with the form.
    const elsewhere = event.submitter?.matches("[name], [formaction]")
    if (event.defaultPrevented || event.target !== this.form || elsewhere) return
    this.say("saving", "Saving…")
    setTimeout(() => this.look(), 10_000)
  }

  press(event) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.repeat) return
    event.preventDefault()
    this.form.requestSubmit()
  }

  say(state, words) {
    if (this.dataset.state === state) return
    this.dataset.state = state
    this.textContent = words
    // A phone has room for these words, not for the sentence.
    this.classList.toggle("muted", words === this.sentence)
  }
}

customElements.define("save-state", SaveState)
