/**
 * <ordered-rows> moves a row of the list it wraps by the arrows beside it, at once and in place,
 * and numbers the rows anew. Without it each press asks the server. Nothing is saved either way.
 */
class OrderedRows extends HTMLElement {
  connectedCallback() {
    this.listening = new AbortController()
    const { signal } = this.listening
    this.addEventListener("click", (event) => this.press(event), { signal })
    this.addEventListener("change", (event) => this.place(event), { signal })
  }

  disconnectedCallback() {
    this.listening.abort()
  }

  get list() {
    return this.querySelector("ol")
  }

  press(event) {
    const button = event.target.closest("button.step")
    if (!button) return
    event.preventDefault()
    const row = button.closest("li")
    const up = button.name === "up"
    const other = up ? row.previousElementSibling : row.nextElementSibling
    if (other) up ? other.before(row) : other.after(row)
    this.settle(row)
    // At the end of the list this arrow is gone, so the other one takes over.
    const left = up ? row.previousElementSibling : row.nextElementSibling
    const next = left ? button : row.querySelector(`button[name=${up ? "down" : "up"}]`)
    next.focus()
  }

  place(event) {
    const row = event.target.closest("li")
    const rows = [...this.list.children].filter((one) => one !== row)
    const wanted = Math.round(Number(event.target.value))
    if (!(wanted >= 1)) return this.settle(row)
    rows.splice(wanted - 1, 0, row)
    this.list.append(...rows)
    this.settle(row)
    event.target.focus()
  }

  settle(row) {
    for (const [place, one] of [...this.list.children].entries()) {
      one.querySelector("input").value = place + 1
      one.classList.toggle("moved", one === row)
    }
  }
}

customElements.define("ordered-rows", OrderedRows)
