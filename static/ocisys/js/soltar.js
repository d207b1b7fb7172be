// <form data-soltar>: files dropped anywhere on the form go to its file field. Works without it.
(() => {
  "use strict";
  // A camera gives one picture at a time: those taken before are kept beside the new one.
  for (const camara of document.querySelectorAll("input[type=file][capture]")) {
    let tomadas = [];
    camara.addEventListener("change", () => {
      tomadas = tomadas.concat([...camara.files]);
      const todas = new DataTransfer();
      for (const foto of tomadas) todas.items.add(foto);
      camara.files = todas.files;
      window.oci.anunciar(`${tomadas.length} foto(s): formarán un solo PDF.`);
    });
  }
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
