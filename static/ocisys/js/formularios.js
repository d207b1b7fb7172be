// Forms: ask before an act that cannot be undone, send once, warn of unsaved changes, Ctrl+Enter.
(() => {
  "use strict";

  // ── data-confirmar ─────────────────────────────────────────────────────────────────────────
  const confirmados = new WeakSet();

  /** Ask for `elemento`; `seguir` repeats the act, this time let through. */
  async function preguntar(elemento, seguir) {
    if (!(await window.oci.confirmar(elemento.dataset.confirmar, elemento.dataset.confirmarBoton))) return;
    confirmados.add(elemento);
    seguir();
    confirmados.delete(elemento);
  }
  document.addEventListener("click", (evento) => {
    const elemento = evento.target.closest("a[data-confirmar], button[data-confirmar]");
    if (!elemento || confirmados.has(elemento) || elemento.matches("[hx-post], [hx-get], [hx-delete]")) return;
    evento.preventDefault();
    evento.stopPropagation();
    preguntar(elemento, () => elemento.click());
  }, true);
  document.addEventListener("submit", (evento) => {
    const forma = evento.target;
    if (!forma.dataset.confirmar || confirmados.has(forma) || forma.matches("[hx-post]")) return;
    evento.preventDefault();
    evento.stopPropagation();
    const boton = evento.submitter;
    preguntar(forma, () => forma.requestSubmit(boton));
  }, true);
  document.addEventListener("htmx:confirm", (evento) => {
    const elemento = evento.detail.elt;
    if (!elemento.dataset.confirmar) return;
    evento.preventDefault();
    preguntar(elemento, () => evento.detail.issueRequest(true));
  });

  // ── Sent once ──────────────────────────────────────────────────────────────────────────────
  // The button keeps the focus (aria-disabled, not disabled) and is freed when the page comes back.
  const ESPERA_MS = 10000; // an answer that is a download leaves the page where it was

  function marcar(forma, viaja) {
    forma.toggleAttribute("data-viajando", viaja);
    for (const boton of forma.elements) {
      if (!boton.matches("button:not([type=button]), input[type=submit]")) continue;
      if (viaja) boton.setAttribute("aria-disabled", "true");
      else boton.removeAttribute("aria-disabled");
    }
  }
  document.addEventListener("submit", (evento) => {
    const forma = evento.target;
    if (forma.method !== "post" || "doble" in forma.dataset) return;
    if (forma.hasAttribute("data-viajando")) {
      evento.preventDefault();
      evento.stopPropagation();
      return;
    }
    setTimeout(() => {
      if (evento.defaultPrevented) return;
      marcar(forma, true);
      setTimeout(() => marcar(forma, false), ESPERA_MS);
    });
  }, true);
  document.addEventListener("htmx:beforeRequest", (evento) => {
    if (evento.detail.elt.matches("form[hx-post]")) marcar(evento.detail.elt, true);
  });
  document.addEventListener("htmx:afterRequest", (evento) => {
    if (evento.detail.elt.matches("form[hx-post]")) marcar(evento.detail.elt, false);
  });
  addEventListener("pageshow", () => {
    for (const forma of document.querySelectorAll("form[data-viajando]")) marcar(forma, false);
  });

  // ── Unsaved changes ────────────────────────────────────────────────────────────────────────
  let cambiado = false;
  document.addEventListener("input", (evento) => {
    if (evento.target.closest?.("form[data-avisar-cambios]")) cambiado = true;
  });
  document.addEventListener("submit", () => { cambiado = false; });
  addEventListener("beforeunload", (evento) => {
    if (cambiado) evento.preventDefault();
  });

  // ── Keys inside a form ─────────────────────────────────────────────────────────────────────
  /** The form of the page, when it has just one that does something. */
  function laUnica() {
    const formas = [...document.querySelectorAll("main form[method=post]")].filter((f) => f.querySelector(".form-pie .btn-primary"));
    return formas.length === 1 ? formas[0] : null;
  }
  document.addEventListener("keydown", (evento) => {
    if (evento.key !== "Enter" || !(evento.ctrlKey || evento.metaKey)) return;
    const forma = evento.target.closest?.("main form") ?? (evento.target === document.body ? laUnica() : null);
    if (!forma || document.querySelector("dialog[open]")) return;
    evento.preventDefault();
    forma.requestSubmit(forma.querySelector(".btn-primary:not([type=button])"));
  });

  // ── The page of an act begins in its first field; not under a finger, where it opens a keyboard ──
  document.addEventListener("DOMContentLoaded", () => {
    const forma = laUnica();
    if (!forma || forma.matches(".derivar") || document.activeElement !== document.body || location.hash || !matchMedia("(pointer: fine)").matches) return;
    const campo = forma.querySelector(":is(input, select, textarea):not([type=hidden], [type=file], :disabled, [readonly])");
    if (campo?.checkVisibility() && campo.getBoundingClientRect().bottom < innerHeight) campo.focus({ preventScroll: true });
  });

  // ── Text areas grow with the text (browsers without field-sizing) ───────────────────────────
  if (!CSS.supports("field-sizing", "content")) {
    document.addEventListener("input", ({ target }) => {
      if (!(target instanceof HTMLTextAreaElement)) return;
      target.style.height = "auto";
      target.style.height = `${target.scrollHeight + 2}px`;
    });
  }

  // ── Leaving: what this browser remembers of the person goes too, except the drafts ──────────
  document.addEventListener("submit", (evento) => {
    if (!evento.target.matches("[data-salir]")) return;
    try {
      for (const clave of Object.keys(localStorage)) {
        if (clave.startsWith("oci:recientes:")) localStorage.removeItem(clave);
      }
    } catch { /* storage not allowed: nothing was remembered */ }
  });
})();
