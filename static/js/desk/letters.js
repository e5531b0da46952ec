/**
 * Says under each field with a longest length how many letters it has, while it is typed. Nobody
 * is stopped: what is too long is sent, and told.
 */
for (const field of document.querySelectorAll("[data-letters]")) {
  const most = Number(field.dataset.letters)
  const told = document.createElement("p")
  told.className = "letters"
  // Heard by nobody at each key: the sentence after sending says it to everyone.
  told.setAttribute("aria-hidden", "true")
  const tell = () => {
    const count = [...field.value].length
    told.textContent = `${count} of ${most}`
    told.classList.toggle("over", count > most)
    told.hidden = count === 0
  }
  field.after(told)
  field.addEventListener("input", tell)
  tell()
}
