// Light or dark, chosen before the first paint; the only script that runs in <head> at once.
// Without it the page still follows the machine, through the media query of #hoja-oscura.
(() => {
  "use strict";
  const CLAVE = "oci:tema";
  const raiz = document.documentElement;
  const sistema = matchMedia("(prefers-color-scheme: dark)");
  raiz.classList.add("js");

  /** The stored choice: "claro", "oscuro" or "sistema" (also when storage is not allowed). */
  function elegido() {
    try {
      return localStorage.getItem(CLAVE) || "sistema";
    } catch {
      return "sistema";
    }
  }

  function aplicar() {
    const tema = elegido();
    const oscuro = tema === "oscuro" || (tema === "sistema" && sistema.matches);
    raiz.dataset.bsTheme = oscuro ? "dark" : "light";
    document.getElementById("hoja-oscura").media = oscuro ? "screen" : "not all";
  }

  aplicar();
  sistema.addEventListener("change", aplicar);
  document.addEventListener("DOMContentLoaded", () => {
    for (const opcion of document.querySelectorAll("input[name=tema]")) {
      opcion.checked = opcion.value === elegido();
      opcion.addEventListener("change", () => {
        try {
          localStorage.setItem(CLAVE, opcion.value);
        } catch { /* private window: the choice lasts until the page changes */ }
        aplicar();
      });
    }
  });
})();
