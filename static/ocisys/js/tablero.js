// Print from a button; without script the browser's own menu does it.
document.addEventListener("click", (evento) => {
  if (evento.target.closest("[data-imprimir]")) window.print();
});
// On a narrow screen the map of months opens on the present one.
const mes = document.querySelector(".mapa [aria-current]");
if (mes) {
  const marco = mes.closest(".tabla-marco");
  marco.scrollLeft = mes.offsetLeft + mes.offsetWidth * 2 - marco.clientWidth;
}
