/**
 * <weight-trial> asks anew what would be suggested whenever a weight or a tick changes in the form
 * it wraps, and puts the answer in its place. Without it a button sends the form, and the whole
 * screen comes back. Nothing is saved either way.
 */
class WeightTrial extends HTMLElement {
  connectedCallback() {
    this.listening = new AbortController()
    const { signal } = this.listening
    this.addEventListener("change", (event) => this.soon(event), { signal })
    this.addEventListener("submit", (event) => this.press(event), { signal })
  }

  disconnectedCallback() {
    this.listening.abort()
    this.asking?.abort()
    clearTimeout(this.timer)
  }

  soon(event) {
    if (!event.target.matches("select, [type=checkbox]")) return
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.ask(), 120)
  }

  press(event) {
    if (event.submitter?.name !== "_try") return
    event.preventDefault()
    this.ask()
  }

  async ask() {
    this.asking?.abort()
    const { signal } = (this.asking = new AbortController())
    const form = this.querySelector("form")
    const body = new FormData(form)
    body.append("_try", "1")
    try {
      const headers = { "X-Ajar-Part": "trial" }
      const answer = await fetch(form.getAttribute("action"), { method: "POST", body, headers, signal })
      if (!answer.ok || !answer.headers.has("X-Ajar-Part")) throw new Error("no trial")
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html")
      this.querySelector("#trial").replaceWith(fresh.getElementById("trial"))
      this.tell()
    } catch {
      if (!signal.aborted) this.say("This could not be tried just now. Press “Try it” once more.")
    }
  }

  /** The order in short, for who does not see the list change. */
  tell() {
    const words = (fit) => [...fit.children].map((one) => one.firstChild.data.trim()).join(" ")
    const fits = [...this.querySelectorAll("#trial .fit")].map(words)
    this.say(fits.length ? `Suggested: ${fits.join(" · ")}` : "")
  }

  say(words) {
    this.querySelector("[role=status]").textContent = words
  }
}

customElements.define("weight-trial", WeightTrial)
