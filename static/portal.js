// Starts what a page has of ours and of the design system's. Everything works without this file.
import { Echo } from "./echo.js";
import { Keeping } from "./keeping.js";
import { Session } from "./session.js";

const skipLink = document.querySelector(".nhsuk-skip-link");

// The design system's script weighs more than most pages: it comes where a page has more of it than the skip link.
if (document.querySelector('[data-module^="nhsuk-"]:not(.nhsuk-skip-link, details)')) {
  import("./build/nhsuk-frontend.min.js").then(({ initAll }) => initAll());
} else {
  skipLink.addEventListener("click", focusTheContent);
}

// As the design system does it: without this, VoiceOver on iOS stays at the link.
function focusTheContent() {
  const content = document.querySelector(skipLink.hash);
  content.tabIndex = -1;
  content.classList.add("nhsuk-skip-link-focused-element");
  content.focus();
  content.addEventListener("blur", () => content.removeAttribute("tabindex"), { once: true });
}

const keepings = [...document.querySelectorAll("form[data-keep]")].map((form) => new Keeping(form));
for (const keeping of keepings) keeping.start();

for (const form of document.querySelectorAll("form[data-echo]")) new Echo(form).start();

for (const dialog of document.querySelectorAll("[data-session]")) new Session(dialog).start();

// One click, one post: a second click while the first is under way does nothing.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
});

// Back in the browser may bring this page as it was left; let it be sent again.
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
  for (const keeping of keepings) keeping.resume();
});
