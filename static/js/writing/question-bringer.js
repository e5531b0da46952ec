/**
 * <question-bringer> brings a question into the form it wraps without leaving it: when a button
 * for one is pressed, and when something is ticked while one is shown. Without it the buttons
 * send the form, and it comes back whole. No typed character, focus or place is lost: what was
 * typed meanwhile keeps its question, and an answer that fails changes nothing.
 */
const WISHES = ["find", "choose", "strategy", "not_today", "drop"]
const TELLING = /^(signs|fears|gate_.+|person|new_person|new_person_kind|date)$/

class QuestionBringer extends HTMLElement {
  connectedCallback() {
    this.listening = new AbortController()
    const { signal } = this.listening
    this.addEventListener("submit", (event) => this.press(event), { signal })
    this.addEventListener("change", (event) => this.tick(event), { signal })
    this.addEventListener("focusout", () => this.late && this.soon(), { signal })
  }

  disconnectedCallback() {
    this.listening.abort()
    this.asking?.abort()
    clearTimeout(this.timer)
  }

  get place() {
    return this.querySelector("#question")
  }

  press(event) {
    const button = event.submitter
    if (this.dataset.state === "sending" || !WISHES.includes(button?.name)) return
    event.preventDefault()
    clearTimeout(this.timer)
    this.ask(button)
  }

  tick(event) {
    if (TELLING.test(event.target.name) && this.place.querySelector("[name=panel]")) this.soon()
  }

  soon() {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.ask(), 150)
  }

  /** Ask for the question that the button wishes for; without one, for what the ticks say now. */
  async ask(button, again) {
    // A tick waits for the answer to a button.
    if (!button && this.pressed) return this.soon()
    this.late = false
    this.asking?.abort()
    const { signal } = (this.asking = new AbortController())
    this.pressed = button
    this.dataset.state = "asking"
    const typed = this.typed()
    const [html, isPart] = await this.fetch(button, signal)
    if (signal.aborted) return
    this.pressed = null
    delete this.dataset.state
    const fresh = new DOMParser().parseFromString(html, "text/html")
    if (!isPart) return this.fail(button, fresh, again)
    if (typed !== this.typed()) return button ? this.ask(button) : this.wait()
    this.put(fresh.getElementById("question"), button)
  }

  /** A form that came back says why, so it is sent as without a script. All else changes nothing. */
  fail(button, answer, again) {
    if (button && answer.getElementById("writing")) return this.send(button)
    if (!button && !again) return void (this.timer = setTimeout(() => this.ask(null, true), 1000))
    const words = button ? "That did not work" : "The question could not be renewed"
    const end = button ? "All you typed is still here." : "It might not fit what you ticked."
    this.say(`${words} just now. ${end}`, true)
  }

  send(button) {
    this.dataset.state = "sending"
    button.form.requestSubmit(button)
    delete this.dataset.state
  }

  /** Ask again, but not under a caret: then once it has gone elsewhere. */
  wait() {
    this.late = document.activeElement.matches("#question textarea")
    if (!this.late) this.soon()
  }

  async fetch(button, signal) {
    const form = this.querySelector("form")
    const body = new FormData(form)
    for (const name of ["title", "text"]) body.delete(name) // no question looks at them
    body.append(button?.name ?? "find", button?.value ?? "again")
    try {
      const headers = { "X-Ajar-Part": "question" }
      const answer = await fetch(form.getAttribute("action"), { method: "POST", body, headers, signal })
      return [await answer.text(), answer.ok && answer.headers.has("X-Ajar-Part")]
    } catch {
      return ["", false]
    }
  }

  /** The words under the questions, to see whether some were typed meanwhile. */
  typed() {
    return JSON.stringify([...this.place.querySelectorAll("textarea")].map((one) => one.value))
  }

  put(fresh, button) {
    const held = document.activeElement
    const section = held.matches("textarea") && held.closest("[data-key]")
    if (section && !button && !find(fresh, section.dataset.key)) return void (this.late = true)
    const before = keys(this.place)
    const top = held.getBoundingClientRect().top
    const { style } = document.documentElement
    style.overflowAnchor = "none" // the browser's own way of staying would come on top of ours
    patch(this.place, fresh)
    this.foldText(before.length > 0)
    if (button?.value === "start") this.openFirstFold()
    const now = keys(this.place)
    const gate = !before.includes("gate") && now.includes("gate")
    const care = now.find((key) => key.startsWith("care "))
    if (button) this.show(this.whatNext(button, gate, care))
    else scrollBy({ top: held.getBoundingClientRect().top - top, behavior: "instant" })
    requestAnimationFrame(() => (style.overflowAnchor = ""))
    this.tell(before, gate, button, care && !before.includes(care))
  }

  /** The page's own text folds when a question comes, unless it has words, and opens again. */
  foldText(had) {
    const text = this.querySelector("[name=text]")
    const has = keys(this.place).length > 0
    if (had === has || (has && (text.value.trim() || text === document.activeElement))) return
    const rest = text.closest("details")
    rest.open = !has
    rest.className = has ? "more" : ""
    rest.firstElementChild.hidden = !has
  }

  openFirstFold() {
    this.querySelector("#whole").open = true
    this.querySelector(".fold").open = true
  }

  /** The gate comes first; once it is answered, the help that goes with the answer, or the question. */
  whatNext(button, gate, care) {
    if (gate) return ".care"
    if (!button.closest(".care")) return "[data-current]"
    if (care) return `[data-key="${care}"]`
    return this.place.querySelector(".care :checked") ? "[data-current]" : ".care"
  }

  /** A button was pressed to see something: bring it into view, and go on from there. */
  show(part) {
    const target = this.place.querySelector(part) ?? this.querySelector("[name=text]")
    target.scrollIntoView()
    target.focus({ preventScroll: true })
  }

  tell(before, gate, button, care) {
    const asks = this.place.querySelector("[data-current] .asks")
    this.querySelector(".savebar [name=find]").textContent = this.place.querySelector("[name=panel]")
      ? "Look again"
      : "Find me a question"
    const current = asks?.closest("[data-key]").dataset.key
    if (care) return this.say("People to talk to are named below your answer.")
    const words = gate ? "A question about safety is above, if you want it. " : ""
    const fresh = current && !before.includes(current) && (button || !gate)
    // Who ticks further down is to see that a question about safety came.
    this.say(words + (fresh ? `A new question is above: ${asks.textContent}` : ""), gate && !button)
  }

  say(words, isSeen) {
    const notice = this.querySelector("#brought")
    notice.className = isSeen ? "small" : "visually-hidden"
    notice.textContent = words
  }
}

const keys = (place) => [...place.querySelectorAll("[data-key]")].map((one) => one.dataset.key)
const find = (place, key) => [...place.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key)

/** What makes two nodes the same one: a key, a control's name and value, a fold's summary. */
function keyOf(node) {
  if (node.nodeType !== Node.ELEMENT_NODE) return ""
  const value = node.matches("[type=radio], button") ? node.value : ""
  const words = node.matches("details") ? node.firstElementChild.textContent : ""
  return node.dataset.key ?? `${node.getAttribute("name") ?? ""} ${value}${words}`
}

/** Put a node last, and return the one that came after it. */
function passOver(node) {
  const next = node.nextSibling
  node.parentNode.append(node)
  return next
}

/** Make the old node like the fresh one. What stays is never taken out, so it keeps its words. */
function patch(old, fresh) {
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.data !== fresh.data) old.data = fresh.data
    return
  }
  if (old.matches("textarea, select")) return
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value && name !== "checked") old.setAttribute(name, value)
  }
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name) && !["open", "checked"].includes(name)) old.removeAttribute(name)
  }
  const left = [...old.childNodes]
  const pairs = [...fresh.childNodes].map((next) => {
    const at = left.findIndex((one) => one.nodeName === next.nodeName && keyOf(one) === keyOf(next))
    return [next, at < 0 ? null : left.splice(at, 1)[0]]
  })
  for (const one of left) one.remove()
  let at = old.firstChild
  for (const [next, one] of pairs) {
    // Who is moved loses the caret: the others go around the one that has it.
    if (one?.contains(document.activeElement)) while (at !== one) at = passOver(at)
    if (one === at && one) at = at.nextSibling
    else old.insertBefore(one ?? next, at)
    if (one) patch(one, next)
  }
}

customElements.define("question-bringer", QuestionBringer)
