// Shows what the points on a page say while they are being typed: the site works it out, so that there is one rule for both ways.

const PAUSE = 250;

export class Echo {
  constructor(form) {
    this.form = form;
    this.address = form.dataset.echo;
    this.place = form.querySelector("#echo");
    this.asked = 0;
  }

  start() {
    this.form.addEventListener("input", (event) => /^criteria--|--(points|place)$/.test(event.target.name) && this.plan());
  }

  plan() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  // Of two answers that overtake each other, the newer counts; without one the page stays as it was saved.
  async ask() {
    const turn = (this.asked += 1);
    try {
      const response = await fetch(this.address, { method: "POST", body: new URLSearchParams(new FormData(this.form)), redirect: "manual" });
      if (response.ok && turn === this.asked) this.place.innerHTML = await response.text();
    } catch {
      // Offline: what is typed is looked after by keeping.js.
    }
  }
}
