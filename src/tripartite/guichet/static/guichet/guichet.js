/* Ce que la page fait mieux avec un script ; elle fait tout sans lui. */
"use strict";

const resumer = (racine) => racine.querySelector?.("[data-prendre-le-focus]")?.focus();

document.addEventListener("DOMContentLoaded", () => resumer(document));
document.addEventListener("htmx:afterSwap", (evenement) => resumer(evenement.detail.elt));

// Une page en erreur se lit aussi : le refus d'un geste (409, 422) revient avec son explication.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if ([409, 413, 422, 429].includes(detail.xhr.status)) {
    detail.shouldSwap = true;
    detail.isError = false;
  }
});

// Un menu se ferme par Échap, ou quand on regarde ailleurs.
const menus = () => document.querySelectorAll("details.menu[open]");
document.addEventListener("keydown", (evenement) => {
  if (evenement.key !== "Escape") return;
  for (const menu of menus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
document.addEventListener("click", (evenement) => {
  for (const menu of menus()) if (!menu.contains(evenement.target)) menu.open = false;
});

// Un double clic n'envoie qu'une fois ; le bouton revient de lui-même, si la page est restée.
document.addEventListener("submit", (evenement) => {
  const bouton = evenement.submitter;
  if (evenement.defaultPrevented || !bouton) return;
  if (bouton.getAttribute("aria-busy") === "true") evenement.preventDefault();
  bouton.setAttribute("aria-busy", "true");
  setTimeout(() => bouton.removeAttribute("aria-busy"), 3000);
});
