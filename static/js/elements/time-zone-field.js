/** <time-zone-field> fills the hidden field it wraps with the browser's time zone. Without it the account begins in UTC. */
class TimeZoneField extends HTMLElement {
  connectedCallback() {
    const field = this.querySelector("input")
    if (field) field.value = Intl.DateTimeFormat().resolvedOptions().timeZone || ""
  }
}

customElements.define("time-zone-field", TimeZoneField)
