// What is alike already is shown while one types; without a script it is a step of its own.
const WAIT = 700;

export function alike(form) {
  const place = form.querySelector(".kh-alike");
  let waits = 0, asked = 0;
  form.addEventListener("input", () => {
    clearTimeout(waits);
    const mine = ++asked;
    waits = setTimeout(async () => {
      const body = new URLSearchParams(new FormData(form));
      const answer = await fetch(form.dataset.alike, { method: "POST", body }).catch(() => null);
      if (answer?.ok && mine === asked) place.innerHTML = await answer.text();
    }, WAIT);
  });
}
