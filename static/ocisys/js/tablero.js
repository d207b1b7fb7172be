// Print from a button; without script the browser's own menu does it.
document.addEventListener("click", (evento) => {
  if (evento.target.closest("[data-imprimir]")) window.print();
});
