// Recording a signed agreement: commitments are typed without the mouse. Enter goes to the next
// field, and from the last one of a row to the next row, which is made when there is none left.
(() => {
  "use strict";
  const lista = document.getElementById("filas-compromiso");
  const molde = document.getElementById("fila-compromiso");
  if (!lista || !molde) return;
  const total = document.getElementById("id_compromisos-TOTAL_FORMS");
  const tope = Number(document.getElementById("id_compromisos-MAX_NUM_FORMS").value);
  const campos = (fila) => [...fila.querySelectorAll("input, select")];

  function agregar() {
    const n = Number(total.value);
    if (n >= tope) return null;
    const hoja = document.createElement("template");
    hoja.innerHTML = molde.innerHTML.replaceAll("__prefix__", String(n)).replace("Compromiso nuevo", `Compromiso ${n + 1}`);
    const fila = hoja.content.firstElementChild;
    const anterior = lista.lastElementChild;
    lista.append(fila);
    total.value = String(n + 1);
    // The same post answers for most of them.
    const cargo = (f) => f?.querySelector("[name$='-responsable']");
    if (cargo(anterior)) cargo(fila).value = cargo(anterior).value;
    return fila;
  }
  lista.addEventListener("keydown", (evento) => {
    if (evento.key !== "Enter" || evento.ctrlKey || evento.metaKey || evento.shiftKey) return;
    const fila = evento.target.closest("[data-fila]");
    if (!fila) return;
    evento.preventDefault();
    const todos = campos(fila);
    const siguiente = todos[todos.indexOf(evento.target) + 1];
    const destino = siguiente ?? campos(fila.nextElementSibling ?? agregar() ?? fila)[0];
    destino.focus();
    if (destino instanceof HTMLInputElement) destino.select();
  });
  // Tab out of the last field of the last row makes room too.
  lista.addEventListener("focusin", (evento) => {
    const fila = evento.target.closest("[data-fila]");
    const todos = campos(fila);
    if (fila === lista.lastElementChild && evento.target === todos.at(-1) && todos[0].value) agregar();
  });
})();
