// Rows of a list ticked for one act (<form data-lote>): `x` ticks the row that has the focus, Shift
// takes all between two, and a button without any tick acts on that row. Without script the boxes
// and the buttons work the same.
(() => {
  "use strict";
  const forma = document.querySelector("form[data-lote]");
  if (!forma) return;
  const cuenta = forma.querySelector("[data-lote-cuenta]");
  const invitacion = cuenta.textContent;
  let ultima = null; // last box touched, for Shift
  let fila = null; // box of the last row that had the focus
  let sinCaja = false; // that row has none: nothing of it may be chosen

  const cajas = () => [...document.querySelectorAll(`input[type=checkbox][form="${forma.id}"]`)];
  const cajaDe = (elemento) => elemento?.closest?.("tr")?.querySelector(`input[form="${forma.id}"]`) ?? null;

  function contar() {
    const elegidas = cajas().filter((c) => c.checked).length;
    cuenta.textContent = elegidas ? `${elegidas} ${elegidas === 1 ? "elegido" : "elegidos"}` : invitacion;
    forma.classList.toggle("con-elegidos", elegidas > 0);
  }
  function marcar(caja, extender) {
    const todas = cajas();
    const [desde, hasta] = [todas.indexOf(ultima), todas.indexOf(caja)].sort((a, b) => a - b);
    if (extender && desde !== -1) {
      for (const entre of todas.slice(desde, hasta + 1)) entre.checked = caja.checked;
    }
    ultima = caja;
    contar();
  }

  document.addEventListener("focusin", ({ target }) => {
    if (!target.closest?.("tbody > tr")) return;
    fila = cajaDe(target);
    sinCaja = !fila;
  });
  document.addEventListener("click", (evento) => {
    if (evento.target.matches?.(`input[form="${forma.id}"]`)) marcar(evento.target, evento.shiftKey);
  });
  document.addEventListener("keydown", (evento) => {
    if (evento.key !== " " || !evento.shiftKey || !evento.target.matches?.(`input[form="${forma.id}"]`)) return;
    evento.preventDefault();
    evento.target.checked = !evento.target.checked;
    marcar(evento.target, true);
  });
  forma.querySelector("[data-lote-fila]").addEventListener("click", () => {
    const caja = fila?.isConnected || sinCaja ? fila : cajas()[0];
    if (!caja) {
      window.oci.anunciar("Esta fila no se puede elegir.");
      return;
    }
    caja.checked = !caja.checked;
    marcar(caja, false);
  });
  forma.addEventListener("submit", (evento) => {
    if (cajas().some((c) => c.checked)) return;
    if (fila?.isConnected) {
      fila.checked = true;
      return;
    }
    evento.preventDefault();
    window.oci.anunciar("Elija al menos un expediente.");
    cajas()[0]?.focus();
  });
  document.addEventListener("htmx:afterSettle", contar);
  addEventListener("pageshow", contar);
})();
