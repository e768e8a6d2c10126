// Warns before a session ends, and makes it last by a click. Another tab may have done so meanwhile: the site is asked first.

const WARNING = 120_000;
const TICK = 5_000;

export class Session {
  constructor(dialog) {
    this.dialog = dialog;
    this.address = dialog.dataset.session;
    this.lastsFor(Number(dialog.dataset.seconds));
  }

  start() {
    this.timer = setInterval(() => this.look(), TICK);
    this.dialog.querySelector("[data-stay]").addEventListener("click", () => this.stay());
    this.dialog.querySelector("[data-close]").addEventListener("click", () => this.dialog.close());
  }

  lastsFor(seconds) {
    this.end = Date.now() + seconds * 1000;
  }

  left() {
    return this.end - Date.now();
  }

  async look() {
    const stage = this.left() <= 0 ? "ended" : this.left() <= WARNING ? "warning" : "";
    if (!stage || stage === this.told) return;
    this.told = stage;
    await this.ask("GET");
    if (this.left() > WARNING) this.relax();
    else this.tell(stage);
  }

  async stay() {
    await this.ask("POST");
    if (this.left() > WARNING) this.relax();
    else this.tell("ended");
  }

  async ask(method) {
    const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
    try {
      const response = await fetch(this.address, { method, headers: { "X-CSRFToken": token } });
      if (response.ok) this.lastsFor((await response.json()).seconds);
    } catch {
      // Without an answer our own clock goes on.
    }
  }

  relax() {
    this.told = "";
    if (this.dialog.open) this.dialog.close();
  }

  tell(stage) {
    for (const part of this.dialog.querySelectorAll("[data-about]")) part.hidden = part.dataset.about !== stage;
    this.dialog.setAttribute("aria-labelledby", `session-${stage}`);
    if (stage === "ended") clearInterval(this.timer);
    if (this.dialog.open) this.dialog.close();
    this.dialog.showModal();
  }
}
