// What every page has: messages read aloud, dialogs, menus, focus after an htmx swap, wide tables.
// Each behaviour hangs from a data attribute listed in docs/diseno.md; the page works without it.
(() => {
  "use strict";

  // What only scripts open comes with the script, which the browser keeps, and not with every page.
  document.body.insertAdjacentHTML("beforeend", `
    <dialog id="ayuda-teclado" class="dialogo" aria-labelledby="ayuda-titulo">
      <h2 id="ayuda-titulo">Atajos de teclado</h2>
      <div id="ayuda-lista" class="ayuda-lista"></div>
      <label class="form-check"><input type="checkbox" class="form-check-input" id="atajos-activos" checked> <span class="form-check-label">Usar atajos de una sola tecla</span></label>
      <form method="dialog" class="dialogo-pie"><button class="btn btn-primary">Cerrar</button></form>
    </dialog>
    <dialog id="confirmar" class="dialogo" aria-labelledby="confirmar-texto">
      <p id="confirmar-texto"></p>
      <form method="dialog" class="dialogo-pie">
        <button class="btn btn-secondary" value="no">Cancelar</button>
        <button class="btn btn-primary" value="si" data-boton>Confirmar</button>
      </form>
    </dialog>
    <template id="molde-problema"><div class="aviso aviso-peligro"><i class="i i20 i-solid-exclamation-triangle icono"></i><div><p></p></div></div></template>
    <template id="molde-borrador"><div class="aviso aviso-info"><i class="i i20 i-solid-information-circle icono"></i><p>Se recuperó lo que escribió el <span data-cuando></span>. Los archivos hay que adjuntarlos otra vez.</p><button type="button" class="btn btn-sm btn-secondary cerrar">Descartar</button></div></template>`);

  /** Say `texto` to a screen reader without moving anything on screen. */
  function anunciar(texto) {
    const region = document.getElementById("anuncio");
    region.textContent = "";
    setTimeout(() => { region.textContent = texto; }, 80);
  }

  /** Show a sentence of trouble in #mensajes, which is a live region. */
  function avisarProblema(texto) {
    const copia = document.getElementById("molde-problema").content.cloneNode(true);
    copia.querySelector("p").textContent = texto;
    const mensajes = document.getElementById("mensajes");
    mensajes.replaceChildren(copia);
    mensajes.scrollIntoView({ block: "nearest" });
  }

  /** Ask in our own dialog; resolves to true only when the person confirms. */
  function confirmar(texto, boton) {
    const dialogo = document.getElementById("confirmar");
    dialogo.querySelector("p").textContent = texto;
    dialogo.querySelector("[data-boton]").textContent = boton || "Confirmar";
    dialogo.returnValue = "no";
    dialogo.showModal();
    return new Promise((resolver) => {
      dialogo.addEventListener("close", () => resolver(dialogo.returnValue === "si"), { once: true });
    });
  }

  /** The sections of the bar with their pages, which came in a script that the browser keeps. */
  function secciones() {
    return [...document.querySelectorAll("#navegacion > ul > li")].map((li) => {
      const enlace = li.firstElementChild;
      return { li, texto: enlace.textContent.trim(), paginas: window.ociPaginas?.[enlace.getAttribute("href")] || [] };
    });
  }

  /** The pages this person may open, from the bar and the user menu. */
  function mapa() {
    const cuenta = [...document.querySelectorAll(".menu-usuario ul a")].map((a) => (
      { seccion: "Mi cuenta", texto: a.textContent.trim(), url: a.getAttribute("href"), tecla: "" }
    ));
    return [...secciones().flatMap((s) => s.paginas.map((p) => ({ ...p, seccion: s.texto }))), ...cuenta];
  }

  /** The pages under each section, for the menu of a narrow screen; the one being read, marked. */
  function desplegar() {
    const abierta = document.querySelector(".local [aria-current]")?.getAttribute("href");
    for (const { li, paginas } of secciones().filter((s) => s.paginas.length > 1)) {
      const lista = document.createElement("ul");
      lista.className = "solo-menu";
      lista.append(...paginas.map((pagina) => {
        const a = document.createElement("a");
        a.href = pagina.url;
        a.textContent = pagina.texto;
        if (pagina.url === abierta) a.setAttribute("aria-current", "page");
        const hoja = document.createElement("li");
        hoja.append(a);
        return hoja;
      }));
      li.append(lista);
    }
  }
  document.addEventListener("DOMContentLoaded", desplegar);

  window.oci = { anunciar, avisarProblema, confirmar, mapa };

  // Messages that came with the page are not a change, so a live region alone stays silent.
  function leerMensajes() {
    const textos = [...document.querySelectorAll("#mensajes .aviso")].map((a) => a.textContent.trim());
    if (textos.length) anunciar(textos.join(" "));
  }

  // ── Dialogs and menus ──────────────────────────────────────────────────────────────────────
  document.addEventListener("click", (evento) => {
    const abre = evento.target.closest("[data-abrir]");
    if (abre) document.querySelector(abre.dataset.abrir)?.showModal();
    evento.target.closest("[data-cerrar]")?.closest("dialog")?.close();
    if (evento.target instanceof HTMLDialogElement) evento.target.close(); // the backdrop
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(evento.target)) menu.open = false;
    }
    const boton = evento.target.closest("[data-menu]");
    if (boton) {
      const abierto = boton.getAttribute("aria-expanded") !== "true";
      boton.setAttribute("aria-expanded", String(abierto));
      document.getElementById(boton.getAttribute("aria-controls")).classList.toggle("abierta", abierto);
    }
  });
  document.addEventListener("keydown", (evento) => {
    if (evento.key !== "Escape") return;
    const menu = evento.target.closest?.("details.menu[open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  document.addEventListener("focusin", (evento) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(evento.target)) menu.open = false;
    }
  });

  // ── Focus: the first field to correct, or what a fragment asks for ──────────────────────────
  function enfocarEn(zona) {
    const destino = zona.querySelector("[data-foco], .is-invalid, [aria-invalid=true]");
    if (destino) {
      if (!destino.matches("a, button, input, select, textarea, [tabindex]")) destino.tabIndex = -1;
      destino.focus();
    } else if (document.activeElement === document.body) {
      if (!zona.hasAttribute("tabindex")) zona.tabIndex = -1;
      zona.focus({ preventScroll: true });
    }
  }
  document.addEventListener("htmx:afterSettle", (evento) => {
    const zona = evento.detail.elt;
    if (!(zona instanceof HTMLElement) || !zona.isConnected) return;
    if (zona.id === "mensajes") {
      zona.scrollIntoView({ block: "nearest" });
      return;
    }
    // Fragments that load or refresh by themselves must not steal the focus.
    const pedido = evento.detail.requestConfig?.triggeringEvent;
    if (pedido && !["load", "revealed", "intersect"].includes(pedido.type)) enfocarEn(zona);
    const anuncio = zona.matches("[data-anuncio]") ? zona : zona.querySelector("[data-anuncio]");
    if (anuncio) anunciar(anuncio.dataset.anuncio);
    marcarAnchas();
  });

  // ── htmx: what happens when the answer is not a page ────────────────────────────────────────
  const PROBLEMAS = {
    403: "Su cargo no permite hacer esto, o la sesión cambió. Actualice la página.",
    404: "Eso ya no existe o no está entre lo que usted puede ver. Actualice la página.",
    413: "El archivo es demasiado grande.",
    429: "Demasiados intentos seguidos. Espere un minuto.",
  };
  document.addEventListener("htmx:responseError", (evento) => {
    const estado = evento.detail.xhr.status;
    avisarProblema(PROBLEMAS[estado] || "Algo falló de nuestro lado y no se guardó nada. Inténtelo otra vez.");
  });
  for (const corte of ["htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(corte, () => {
      avisarProblema("No hay conexión con el servidor. Lo que escribió sigue en la página; inténtelo otra vez.");
    });
  }

  // ── Wide tables can be scrolled with the keyboard ───────────────────────────────────────────
  function marcarAnchas() {
    for (const marco of document.querySelectorAll(".tabla-marco, .pestanas, .local ul")) {
      const ancha = marco.scrollWidth > marco.clientWidth;
      if (!marco.matches(".tabla-marco")) {
        if (ancha) marco.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
        continue;
      }
      const titulo = marco.querySelector("caption")?.textContent.trim() || "Tabla";
      for (const [atributo, valor] of Object.entries({ tabindex: "0", role: "region", "aria-label": titulo })) {
        if (ancha) marco.setAttribute(atributo, valor);
        else marco.removeAttribute(atributo);
      }
    }
  }
  addEventListener("resize", marcarAnchas);

  // A drawing wider than the screen opens on its middle, where its head is.
  function centrarLienzos() {
    for (const lienzo of document.querySelectorAll(".lienzo")) {
      lienzo.scrollLeft = (lienzo.scrollWidth - lienzo.clientWidth) / 2;
    }
  }
  document.addEventListener("htmx:load", centrarLienzos);

  document.addEventListener("DOMContentLoaded", () => {
    leerMensajes();
    marcarAnchas();
    centrarLienzos();
    const conErrores = document.querySelector("main :is(.is-invalid, .resumen-errores)");
    if (conErrores) enfocarEn(document.querySelector("main"));
  });
})();
