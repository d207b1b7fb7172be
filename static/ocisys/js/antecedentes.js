// «Agregarlo al expediente»: what was already typed in the registration goes along in the address.
(() => {
  "use strict";
  const forma = document.getElementById("form-registrar");
  if (!forma) return;
  const PASAN = { tipo: "tipo", documento_numero: "numero", documento_fecha: "fecha", folios: "folios", asunto: "asunto", escaneo: "escaneo" };
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
