// «Mi mañana» without the mouse: a digit provides the row that has the focus, another digit says to
// whom, Enter does it and Esc leaves it. Without script each row has its «Proveer» page.
(() => {
  "use strict";
  const tabla = document.getElementById("tabla-proveer");
  const dialogo = document.getElementById("proveer");
  if (!tabla || !dialogo) return;
  const CLAVE = "oci:manana";
  const forma = dialogo.querySelector("form");
  const filas = [...tabla.tBodies[0].rows];
  let actual = filas[0];

  const enlace = (fila) => fila.querySelector("a");
  const personas = [...forma.querySelectorAll("input[name=para]")];

  tabla.addEventListener("focusin", ({ target }) => { actual = target.closest("tr[data-url]") ?? actual; });

  function abrir(boton) {
    const { dataset } = actual;
    forma.action = dataset.url;
    forma.elements.version.value = dataset.version;
    forma.elements.proveido.value = boton.dataset.proveido;
    forma.elements.texto.value = "";
    dialogo.querySelector("[data-que]").textContent = boton.dataset.atajoTexto.replace(/^Proveer: /, "");
    dialogo.querySelector("[data-numero]").textContent = enlace(actual).textContent;
    dialogo.querySelector("[data-asunto]").textContent = actual.querySelector(".dos-lineas").textContent;
    const propuesta = personas.find((p) => p.value === dataset.pase) ?? personas[0];
    propuesta.checked = true;
    dialogo.showModal();
    propuesta.focus();
  }
  document.querySelector(".proveidos")?.addEventListener("click", ({ target }) => {
    const boton = target.closest("[data-proveido]");
    if (boton) abrir(boton);
  });
  dialogo.addEventListener("keydown", (evento) => {
    const { key, target } = evento;
    if (evento.ctrlKey || evento.metaKey || evento.altKey || target.matches("[name=texto]")) return;
    const persona = /^[1-9]$/.test(key) ? personas[Number(key) - 1] : null;
    if (!persona) return;
    evento.preventDefault();
    persona.checked = true;
    persona.focus();
  });
  dialogo.addEventListener("close", () => enlace(actual)?.focus());
  forma.addEventListener("submit", () => {
    try {
      sessionStorage.setItem(CLAVE, String(filas.indexOf(actual)));
    } catch { /* storage not allowed: the first row takes the focus */ }
  });

  // The row after the one just provided takes the focus: its place in the list is the same.
  let puesto = 0;
  try {
    puesto = Number(sessionStorage.getItem(CLAVE)) || 0;
    sessionStorage.removeItem(CLAVE);
  } catch { /* storage not allowed */ }
  actual = filas[Math.min(puesto, filas.length - 1)];
  if (matchMedia("(pointer: fine)").matches) enlace(actual).focus();
})();
