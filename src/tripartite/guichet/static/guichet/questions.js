/* Les pages des questions : copier, imprimer, dire sa hauteur à la page qui les encadre. */
"use strict";

const preparer = (racine) => {
  for (const bouton of racine.querySelectorAll("[data-copier], [data-imprimer]")) bouton.hidden = false;
};

document.addEventListener("DOMContentLoaded", () => preparer(document));
document.addEventListener("htmx:afterSwap", () => preparer(document));

document.addEventListener("click", async ({ target }) => {
  const bouton = target.closest("[data-copier], [data-imprimer]");
  if (!bouton) return;
  if ("imprimer" in bouton.dataset) return window.print();
  try {
    await navigator.clipboard.writeText(bouton.dataset.copier);
    bouton.textContent = bouton.dataset.fait;
  } catch {
    window.prompt(bouton.dataset.demander, bouton.dataset.copier);
  }
});

if (window.parent !== window) {
  const dire = () => window.parent.postMessage({ tripartite: document.documentElement.getBoundingClientRect().height }, "*");
  new ResizeObserver(dire).observe(document.body);
}
