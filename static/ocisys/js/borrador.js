// Drafts: <form data-autoguardar="key"> is kept in this browser, per person, until it is accepted.
// It survives a closed tab, a power cut and an expired session. Files and passwords are never kept.
// The server says «accepted» with messages.success(…, extra_tags="borrador:key").
(() => {
  "use strict";
  const VIDA_MS = 7 * 24 * 60 * 60 * 1000;
  const PAUSA_MS = 300;
  const SIN_GUARDAR = "[type=file], [type=password], [type=submit], [type=button], [name=csrfmiddlewaretoken], [data-no-guardar]";
  const relojes = new Map();

  const clavePara = (nombre) => `oci:borrador:${document.body.dataset.usuario}:${nombre}`;

  function leer(clave) {
    try {
      const borrador = JSON.parse(localStorage.getItem(clave));
      return borrador && Date.now() - borrador.en < VIDA_MS ? borrador : null;
    } catch {
      return null;
    }
  }
  function escribir(clave, borrador) {
    try {
      if (borrador) localStorage.setItem(clave, JSON.stringify(borrador));
      else localStorage.removeItem(clave);
    } catch { /* full or not allowed: the form works without a draft */ }
  }

  const campos = (forma) => [...forma.elements].filter((c) => c.name && !c.matches(SIN_GUARDAR));

  /** `{name: [values]}` of what the person sees; an unchecked box is an empty list. */
  function valores(forma) {
    const resultado = {};
    for (const campo of campos(forma)) {
      const lista = (resultado[campo.name] ??= []);
      if (campo.matches("[type=checkbox], [type=radio]")) {
        if (campo.checked) lista.push(campo.value);
      } else if (campo.matches("select[multiple]")) {
        lista.push(...[...campo.selectedOptions].map((o) => o.value));
      } else {
        lista.push(campo.value);
      }
    }
    return resultado;
  }
  function poner(forma, guardados) {
    const porNombre = {};
    for (const campo of campos(forma)) {
      const lista = guardados[campo.name];
      if (!lista) continue;
      if (campo.matches("[type=checkbox], [type=radio]")) {
        campo.checked = lista.includes(campo.value);
      } else if (campo.matches("select[multiple]")) {
        for (const opcion of campo.options) opcion.selected = lista.includes(opcion.value);
      } else {
        const puesto = (porNombre[campo.name] = (porNombre[campo.name] ?? -1) + 1);
        if (lista[puesto] !== undefined) campo.value = lista[puesto];
      }
    }
  }

  function guardar(forma) {
    escribir(clavePara(forma.dataset.autoguardar), { en: Date.now(), valores: valores(forma) });
  }

  function avisar(forma, en, iniciales) {
    const copia = document.getElementById("molde-borrador").content.cloneNode(true);
    const aviso = copia.firstElementChild;
    const cuando = new Date(en).toLocaleString("es-PE", {
      day: "2-digit", month: "2-digit", year: "numeric", hour: "2-digit", minute: "2-digit", hour12: false,
    }).replace(",", " a las");
    aviso.querySelector("[data-cuando]").textContent = cuando;
    aviso.querySelector("button").addEventListener("click", () => {
      escribir(clavePara(forma.dataset.autoguardar), null);
      poner(forma, iniciales);
      forma.dispatchEvent(new CustomEvent("oci:borrador", { bubbles: true }));
      aviso.remove();
      campos(forma).find((c) => c.type !== "hidden")?.focus();
    });
    forma.prepend(aviso);
    window.oci.anunciar(`Se recuperó lo que escribió el ${cuando}.`);
  }

  /** Bring the draft back into a form that the server sent without errors. */
  function recuperar(forma) {
    if (forma.dataset.borradorVisto) return;
    forma.dataset.borradorVisto = "si";
    const borrador = leer(clavePara(forma.dataset.autoguardar));
    if (!borrador || forma.querySelector(".is-invalid, .resumen-errores")) return;
    const iniciales = valores(forma);
    if (JSON.stringify(iniciales) === JSON.stringify(borrador.valores)) return;
    poner(forma, borrador.valores);
    forma.dispatchEvent(new CustomEvent("oci:borrador", { bubbles: true }));
    avisar(forma, borrador.en, iniciales);
  }

  /** Forget the drafts whose act the server has just told as done; once, what is typed after is new. */
  function olvidarAceptados() {
    for (const mensaje of document.querySelectorAll("[data-mensaje*='borrador:']:not([data-olvidado])")) {
      mensaje.dataset.olvidado = "";
      for (const etiqueta of mensaje.dataset.mensaje.split(" ")) {
        if (etiqueta.startsWith("borrador:")) escribir(clavePara(etiqueta.slice(9)), null);
      }
    }
  }

  function revisar(zona) {
    olvidarAceptados();
    const formas = zona.matches?.("form[data-autoguardar]") ? [zona] : zona.querySelectorAll("form[data-autoguardar]");
    for (const forma of formas) recuperar(forma);
  }

  document.addEventListener("input", (evento) => {
    const forma = evento.target.closest?.("form[data-autoguardar]");
    if (!forma) return;
    clearTimeout(relojes.get(forma));
    relojes.set(forma, setTimeout(() => { relojes.delete(forma); guardar(forma); }, PAUSA_MS));
  });
  addEventListener("pagehide", () => {
    for (const [forma, reloj] of relojes) {
      clearTimeout(reloj);
      guardar(forma);
    }
    relojes.clear();
  });
  document.addEventListener("DOMContentLoaded", () => revisar(document));
  document.addEventListener("htmx:afterSettle", (evento) => revisar(evento.detail.elt));
})();
