// Keeps a page of the wizard while it is being filled in, so that nothing typed is lost. Saving works without it.

const PAUSE = 1500;
const LONGEST_WAIT = 60_000;

// At most one message is under way. `turn` counts them, so that the site knows which of two that overtake each other is newer.
export class Keeping {
  constructor(form) {
    this.form = form;
    this.address = form.dataset.keep;
    this.wait = PAUSE;
    this.isChanged = false;
    this.isSending = false;
    this.isRefused = false;
  }

  start() {
    this.form.addEventListener("input", () => this.change());
    this.form.addEventListener("submit", (event) => this.submit(event));
    window.addEventListener("online", () => this.send());
    window.addEventListener("pagehide", () => this.sendLast());
    document.addEventListener("visibilitychange", () => document.hidden && this.sendLast());
    window.addEventListener("beforeunload", (event) => this.isAtRisk() && event.preventDefault());
  }

  change() {
    this.isChanged = true;
    this.plan();
  }

  plan() {
    clearTimeout(this.timer);
    if (!this.isRefused) this.timer = setTimeout(() => this.send(), this.wait);
  }

  async send() {
    if (!this.isChanged || this.isSending || this.isRefused) return;
    this.isSending = true;
    this.isChanged = false;
    try {
      await this.hear(await fetch(this.address, { method: "POST", body: this.page(), redirect: "manual" }));
    } catch {
      this.lose();
    }
    this.isSending = false;
    if (this.isChanged) this.plan();
  }

  async hear(response) {
    if (response.status >= 500) return this.lose();
    this.wait = PAUSE;
    const told = response.ok ? (await response.json()).told : "gone";
    this.tell(told);
    if (told === "kept") return;
    this.isRefused = true;
    this.isChanged = true;
  }

  lose() {
    this.isChanged = true;
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
    this.tell("offline");
  }

  // The browser delivers this even when the tab is closed.
  sendLast() {
    if (this.isChanged && !this.isRefused && !this.isLeaving) this.isChanged = !navigator.sendBeacon(this.address, this.page());
  }

  submit(event) {
    if (event.defaultPrevented) return;
    if (!navigator.onLine) {
      event.preventDefault();
      this.tell("offline");
      return;
    }
    clearTimeout(this.timer);
    this.countTurn();
    this.isLeaving = true;
  }

  resume() {
    this.isLeaving = false;
  }

  // Whether leaving would lose something that cannot be sent any more.
  isAtRisk() {
    return this.isChanged && !this.isLeaving && (this.isRefused || !navigator.onLine);
  }

  page() {
    this.countTurn();
    const filled = [...new FormData(this.form)].filter(([, value]) => value !== "");
    return new URLSearchParams(filled);
  }

  countTurn() {
    const turn = this.form.elements.turn;
    turn.value = Number(turn.value) + 1;
  }

  tell(what) {
    for (const line of this.form.querySelectorAll("[data-told]")) line.hidden = line.dataset.told !== what;
  }
}
