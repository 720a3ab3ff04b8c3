// A name is looked for while one types: first in the list that the page brings, then among all who serve. (WAI-ARIA 1.2: combobox with a listbox.)
const WAIT = 250, LEAST = 2, MOST = 8;

const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
const wordsOf = (text) => folded(text).split(/[^a-z0-9]+/).filter(Boolean);
const fits = (name, typed) => wordsOf(typed).every((each) => wordsOf(name).some((word) => word.startsWith(each)));

export function lookUp(form, within = form) {
  for (const input of within.querySelectorAll("input[list]")) {
    const known = [...(input.list?.options ?? [])].map((option) => ({ value: option.value, name: option.value.split(" · ")[0], offices: "" }));
    new Combobox(form, input, known, input.getAttribute("list") === "list-people");
  }
}

class Combobox {
  constructor(form, input, known, asks) {
    Object.assign(this, { form, input, known, asks, found: [], at: -1, asked: 0 });
    this.list = document.createElement("ul");
    this.said = document.createElement("div");
    this.list.id = `${input.id}-found`;
    this.list.className = "kh-found";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", form.querySelector(`label[for="${CSS.escape(input.id)}"]`)?.textContent.trim() ?? "");
    this.list.hidden = true;
    this.said.className = "govuk-visually-hidden";
    this.said.setAttribute("role", "status");
    input.removeAttribute("list");
    const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id };
    for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);
    input.after(this.list, this.said);
    input.addEventListener("input", () => this.typed());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.show([]));
  }

  typed() {
    clearTimeout(this.waits);
    const typed = this.input.value, mine = ++this.asked;
    const near = wordsOf(typed).length ? this.known.filter((each) => fits(each.name, typed)).slice(0, MOST) : [];
    this.show(near);
    if (!this.asks || wordsOf(typed).join("").length < LEAST || typed.includes(" · ")) return;
    this.waits = setTimeout(async () => {
      const body = new URLSearchParams({ _form: this.form.elements._form.value, typed });
      const answer = await fetch(this.form.dataset.lookUp, { method: "POST", body }).catch(() => null);
      if (!answer?.ok || mine !== this.asked || document.activeElement !== this.input) return;
      const { found, more } = await answer.json();
      const codes = new Set(found.map((each) => each.value.split(" · ").at(-1)));
      this.show([...near.filter((each) => !codes.has(each.value.split(" · ").at(-1))), ...found].slice(0, MOST), more);
    }, WAIT);
  }

  show(found, more = "") {
    Object.assign(this, { found, at: -1 });
    this.list.replaceChildren(...found.map((each, n) => this.option(each, n)));
    if (more) this.list.append(Object.assign(document.createElement("li"), { className: "kh-found__more", textContent: more, ariaHidden: "true" }));
    this.list.hidden = !found.length;
    this.input.setAttribute("aria-expanded", String(found.length > 0));
    this.input.removeAttribute("aria-activedescendant");
    this.said.textContent = found.length ? `${this.form.dataset.found.replace("#", found.length)}. ${more}` : "";
  }

  option(each, n) {
    const item = document.createElement("li");
    item.id = `${this.list.id}-${n}`;
    item.setAttribute("role", "option");
    item.append(each.name);
    if (each.offices) item.append(Object.assign(document.createElement("small"), { textContent: each.offices }));
    item.addEventListener("mousedown", (event) => { event.preventDefault(); this.pick(n); });
    return item;
  }

  pick(n) {
    this.input.value = this.found[n].value;
    this.asked++;
    clearTimeout(this.waits);
    this.show([]);
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  key(event) {
    if (!this.found.length) return;
    if (event.key === "Escape") { event.preventDefault(); this.show([]); }
    else if (event.key === "Enter" && this.at >= 0) { event.preventDefault(); this.pick(this.at); }
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      this.at = (this.at + (event.key === "ArrowDown" ? 1 : -1) + this.found.length) % this.found.length;
      [...this.list.children].forEach((item, n) => item.setAttribute("aria-selected", String(n === this.at)));
      this.input.setAttribute("aria-activedescendant", `${this.list.id}-${this.at}`);
    }
  }
}
