// A row more or less without leaving the page: the server draws the group again, as it does without a script.
const changes = /^(add|remove):(.+?)(?:\.\d+)?$/;

export function rows(form, redrawn) {
  form.addEventListener("click", async (event) => {
    const button = event.target.closest("button[name=_step]");
    const [, step, name] = changes.exec(button?.value ?? "") ?? [];
    if (!step || button.dataset.plain) return;
    event.preventDefault();
    const body = new URLSearchParams(new FormData(form));
    body.set("_step", button.value);
    const answer = await fetch(location.href, { method: "POST", body }).catch(() => null);
    const drawn = answer?.ok && new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(name);
    if (!drawn) { button.dataset.plain = "yes"; button.click(); return; }
    document.getElementById(name).replaceWith(drawn);
    redrawn(drawn);
    const last = [...drawn.querySelectorAll(".kh-row")].at(-1);
    (step === "add" ? last?.querySelector("input, textarea, select") : drawn.querySelector(`button[value="add:${CSS.escape(name)}"]`))?.focus();
  });
}
