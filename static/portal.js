// Starts the design system's components. Everything works without this file.
import { initAll } from "./build/nhsuk-frontend.min.js";
import { Echo } from "./echo.js";
import { Keeping } from "./keeping.js";
import { Session } from "./session.js";

initAll();

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
