// What is typed is kept on the server a little later, by the same address as the button does it.
const WAIT = 4000;

export function autosave(form) {
  const said = form.querySelector(".kh-saved");
  let waits = 0, changed = false;
  const keep = async (leaving = false) => {
    clearTimeout(waits);
    if (!changed) return;
    changed = false;
    const body = new URLSearchParams(new FormData(form));
    body.set("_step", "autosave");
    const answer = await fetch(location.href, { method: "POST", body, keepalive: leaving }).catch(() => null);
    const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
    changed ||= !answer?.ok;
    if (said) said.textContent = answer?.ok ? form.dataset.autosave.replace("#", time) : form.dataset.notSaved;
  };
  const later = () => { changed = true; clearTimeout(waits); waits = setTimeout(keep, WAIT); };
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  form.addEventListener("submit", () => { clearTimeout(waits); changed = false; });
  addEventListener("pagehide", () => keep(true));
}
