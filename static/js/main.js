/** Hurries what works without it. Elements live one a file in elements/. */

// The page after Leave quickly refreshes itself; this way it leaves no step in the history.
const leaving = document.querySelector("[data-leave-url]")
if (leaving) location.replace(leaving.dataset.leaveUrl)
