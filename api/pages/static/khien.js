// What the pages gain from a script; every page works without it.
import { initAll } from "./govuk-frontend.min.js";
import { alike } from "./alike.js";
import { autosave } from "./autosave.js";
import { lookUp } from "./find.js";
import { rows } from "./rows.js";

document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
  initAll();
  for (const form of document.querySelectorAll("form[data-look-up]")) {
    lookUp(form);
    rows(form, (drawn) => lookUp(form, drawn));
  }
  for (const form of document.querySelectorAll("form[data-autosave]")) autosave(form);
  for (const form of document.querySelectorAll("form[data-alike]")) alike(form);
}

// A case that lies open asks now and then whether somebody else has acted, and says so where it stands; it moves nothing.
const NEWS_EVERY = 30_000; // milliseconds
const news = document.querySelector("[data-news]");
if (news) {
  const asking = setInterval(async () => {
    if (document.hidden) return;
    const answer = await fetch(`${news.dataset.news}?after=${news.dataset.after}`, { redirect: "manual", cache: "no-store" }).catch(() => null);
    if (!answer || answer.status === 304) return;
    clearInterval(asking);
    if (answer.ok) news.firstElementChild.hidden = false;
  }, NEWS_EVERY);
}
