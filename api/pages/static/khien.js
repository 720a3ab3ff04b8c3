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
