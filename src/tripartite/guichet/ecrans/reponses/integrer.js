// Tripartite : une question dans votre page. <script src="…/integrer.js" data-question="combien-me-doit-on"></script>
(() => {
  "use strict";
  const balise = document.currentScript;
  const { question = "combien-me-doit-on", langue = "", titre = "Tripartite" } = balise.dataset;
  const site = new URL(balise.src);
  const adresse = new URL(`/integrer/${encodeURIComponent(question)}/`, site);
  if (langue) adresse.searchParams.set("langue", langue);
  const cadre = document.createElement("iframe");
  Object.assign(cadre, { src: adresse.href, title: titre, loading: "lazy", referrerPolicy: "no-referrer" });
  Object.assign(cadre.style, { width: "100%", height: "40rem", border: "0", colorScheme: "light dark" });
  balise.after(cadre);
  addEventListener("message", ({ source, origin, data }) => {
    if (source !== cadre.contentWindow || origin !== site.origin) return;
    const hauteur = Number(data?.tripartite);
    if (hauteur > 0 && hauteur < 50000) cadre.style.height = `${Math.ceil(hauteur)}px`;
  });
})();
