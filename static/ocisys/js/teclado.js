// Keys: `/` search, `?` help, `g` + letter to go, j/k along a table, and each page's data-atajo.
// Single keys can be switched off in the help (WCAG 2.1.4) and never fire while one is writing.
(() => {
  "use strict";
  const CLAVE = "oci:atajos";
  const ESPERA_G_MS = 1500;
  let trasG = 0;

  const visibles = (selector) => [...document.querySelectorAll(selector)].filter((e) => e.checkVisibility());

  function activos() {
    try {
      return localStorage.getItem(CLAVE) !== "no";
    } catch {
      return true;
    }
  }

  const escribiendo = (elemento) =>
    elemento.closest?.("input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable]");

  /** Move along the first links of the rows on screen. */
  function mover(paso) {
    const filas = visibles("main .tabla > tbody > tr > :first-child a");
    const aqui = filas.indexOf(document.activeElement);
    filas[aqui === -1 ? 0 : Math.min(Math.max(aqui + paso, 0), filas.length - 1)]?.focus();
  }

  function buscar() {
    const campo = visibles("main [data-buscar]")[0];
    if (!campo) {
      document.getElementById("paleta")?.showModal();
      return;
    }
    campo.focus();
    campo.select();
  }

  function textoDe(elemento) {
    const etiqueta = elemento.labels?.[0]?.textContent;
    return (elemento.dataset.atajoTexto || etiqueta || elemento.getAttribute("aria-label") || elemento.textContent).trim();
  }

  function grupo(titulo, pares) {
    if (!pares.length) return [];
    const encabezado = document.createElement("h3");
    encabezado.textContent = titulo;
    const lista = document.createElement("dl");
    for (const [teclas, texto] of pares) {
      const dt = document.createElement("dt");
      dt.append(...teclas.flatMap((tecla, i) => {
        const kbd = document.createElement("kbd");
        kbd.textContent = tecla;
        return i ? [" ", kbd] : [kbd];
      }));
      const dd = document.createElement("dd");
      dd.textContent = texto;
      lista.append(dt, dd);
    }
    return [encabezado, lista];
  }
  function ayuda() {
    const propios = visibles("main [data-atajo]").map((e) => [[e.dataset.atajo], textoDe(e)]);
    const generales = [
      [["/"], "Buscar en la página, o ir a otra"],
      [["Ctrl", "K"], "Ir a una página o expediente"],
      [["?"], "Esta ayuda"],
      [["Esc"], "Cerrar lo que esté abierto"],
      [["Ctrl", "Enter"], "Guardar el formulario"],
    ];
    if (visibles("main .tabla > tbody > tr > :first-child a").length) generales.push([["j"], "Fila siguiente"], [["k"], "Fila anterior"]);
    const ir = window.oci.mapa().filter((p) => p.tecla).map((p) => [["g", p.tecla], p.texto]);
    document.getElementById("ayuda-lista").replaceChildren(
      ...grupo("En esta página", propios), ...grupo("En todas", generales), ...grupo("Ir a", ir),
    );
  }

  document.addEventListener("keydown", (evento) => {
    if ((evento.ctrlKey || evento.metaKey) && evento.key.toLowerCase() === "k") {
      const paleta = document.getElementById("paleta");
      if (!paleta || document.querySelector("dialog[open]")) return;
      evento.preventDefault();
      paleta.showModal();
      return;
    }
    if (evento.ctrlKey || evento.metaKey || evento.altKey || evento.defaultPrevented) return;
    if (!activos() || escribiendo(evento.target) || document.querySelector("dialog[open]")) return;
    if (atender(evento.key)) evento.preventDefault();
  });

  /** Do what a single key says; false when the key says nothing here. */
  function atender(tecla) {
    if (Date.now() - trasG < ESPERA_G_MS) {
      trasG = 0;
      const destino = window.oci.mapa().find((p) => p.tecla === tecla);
      if (destino) location.assign(destino.url);
      return Boolean(destino);
    }
    const propio = visibles(`main [data-atajo="${CSS.escape(tecla)}"]`)[0];
    if (propio) {
      if (propio.matches("input, select, textarea")) propio.focus();
      else propio.click();
      return true;
    }
    const generales = {
      "/": buscar,
      "?": () => document.getElementById("ayuda-teclado").showModal(),
      g: () => { trasG = Date.now(); },
      j: () => mover(1),
      k: () => mover(-1),
    };
    generales[tecla]?.();
    return tecla in generales;
  }

  document.addEventListener("DOMContentLoaded", () => {
    for (const e of document.querySelectorAll("main [data-atajo]")) e.setAttribute("aria-keyshortcuts", e.dataset.atajo);
    const casilla = document.getElementById("atajos-activos");
    casilla.checked = activos();
    casilla.addEventListener("change", () => {
      try {
        localStorage.setItem(CLAVE, casilla.checked ? "si" : "no");
      } catch { /* storage not allowed: keys stay on */ }
    });
    // However the help is opened, what it lists is what is on screen at that moment.
    new MutationObserver(([cambio]) => { if (cambio.target.open) ayuda(); })
      .observe(document.getElementById("ayuda-teclado"), { attributeFilter: ["open"] });
  });
})();
