// <form data-soltar>: files dropped anywhere on the form go to its file field. Works without it.
(() => {
  "use strict";
  for (const forma of document.querySelectorAll("form[data-soltar]")) {
    const campo = forma.querySelector("input[type=file]");
    const encima = (si) => forma.classList.toggle("recibe", si);
    forma.addEventListener("dragover", (evento) => {
      evento.preventDefault();
      encima(true);
    });
    forma.addEventListener("dragleave", () => encima(false));
    forma.addEventListener("drop", (evento) => {
      evento.preventDefault();
      encima(false);
      if (!evento.dataTransfer.files.length) return;
      campo.files = evento.dataTransfer.files;
      campo.dispatchEvent(new Event("change", { bubbles: true }));
      window.oci.anunciar(`${campo.files.length} archivo(s) listos para adjuntar.`);
    });
  }
})();
