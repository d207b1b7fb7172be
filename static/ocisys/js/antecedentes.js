// Look-alikes beside the registration: how to reach them, and «agregarlo al expediente»: what was already typed in the registration goes along in the address.
(() => {
  "use strict";
  const forma = document.getElementById("form-registrar");
  if (!forma) return;
  const PASAN = { tipo: "tipo", documento_numero: "numero", documento_fecha: "fecha", folios: "folios", asunto: "asunto", escaneo: "escaneo" };
  // F2 goes from the field being written to what the office already has, and back.
  let venia = null;
  document.addEventListener("keydown", (evento) => {
    if (evento.key !== "F2" || evento.ctrlKey || evento.metaKey || evento.altKey || evento.shiftKey) return;
    const zona = document.getElementById("antecedentes");
    const primero = zona.querySelector("[data-agregar]") ?? zona.querySelector("input, a");
    const destino = zona.contains(document.activeElement) ? venia : primero;
    if (!destino) return;
    evento.preventDefault();
    venia = document.activeElement;
    destino.focus();
  });
  forma.addEventListener("click", (evento) => {
    const enlace = evento.target.closest("a[data-agregar]");
    if (!enlace) return;
    const destino = new URL(enlace.href);
    for (const [campo, nombre] of Object.entries(PASAN)) {
      const valor = forma.elements[campo]?.value;
      if (valor) destino.searchParams.set(nombre, valor);
    }
    enlace.href = destino;
  });
})();
