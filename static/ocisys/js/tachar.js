// Rectangles dragged over the pages become lines of the textarea, and its lines are drawn back.
// The textarea is what is sent: without this file everything can be typed.
(() => {
  const texto = document.querySelector("[data-zonas]");
  if (!texto) return;
  const hojas = new Map([...document.querySelectorAll("[data-tachar]")].map((h) => [Number(h.dataset.tachar), h]));
  const cifra = (valor) => Math.min(100, Math.max(0, Math.round(valor * 10) / 10));
  const lineas = () => texto.value.split("\n").map((l) => l.trim()).filter(Boolean);
  const escribir = (nuevas) => { texto.value = nuevas.join("\n"); dibujar(); };

  const leer = (linea) => {
    const zona = /^(\d+)\s*:\s*([\d.]+)\s*,\s*([\d.]+)\s*,\s*([\d.]+)\s*,\s*([\d.]+)$/.exec(linea);
    if (zona) return [{ pagina: Number(zona[1]), caja: zona.slice(2).map(Number) }];
    const serie = /^(\d+)(?:\s*-\s*(\d+))?$/.exec(linea);
    if (!serie) return [];
    const desde = Number(serie[1]), hasta = Math.min(Number(serie[2] || desde), desde + 500);
    return Array.from({ length: Math.max(0, hasta - desde + 1) }, (_, i) => ({ pagina: desde + i, caja: [0, 0, 100, 100] }));
  };

  const poner = (nodo, [x, y, ancho, alto]) => {
    nodo.style.left = `${x}%`; nodo.style.top = `${y}%`;
    nodo.style.width = `${ancho}%`; nodo.style.height = `${alto}%`;
  };

  const dibujar = () => {
    document.querySelectorAll(".tachar-zona").forEach((z) => z.remove());
    lineas().forEach((linea, indice) => leer(linea).forEach(({ pagina, caja }) => {
      const hoja = hojas.get(pagina);
      if (!hoja) return;
      const zona = document.createElement("button");
      zona.type = "button"; zona.className = "tachar-zona";
      zona.setAttribute("aria-label", `Quitar lo oculto en la página ${pagina}: ${linea}`);
      poner(zona, caja);
      zona.addEventListener("click", () => escribir(lineas().filter((_, i) => i !== indice)));
      hoja.append(zona);
    }));
  };

  hojas.forEach((hoja, pagina) => {
    let inicio = null, borrador = null;
    const punto = (e) => {
      const marco = hoja.getBoundingClientRect();
      return [cifra(((e.clientX - marco.left) / marco.width) * 100), cifra(((e.clientY - marco.top) / marco.height) * 100)];
    };
    const caja = (fin) => [Math.min(inicio[0], fin[0]), Math.min(inicio[1], fin[1]), Math.abs(fin[0] - inicio[0]), Math.abs(fin[1] - inicio[1])].map(cifra);
    hoja.addEventListener("pointerdown", (e) => {
      if (e.button !== 0 || e.target.closest(".tachar-zona")) return;
      e.preventDefault(); hoja.setPointerCapture(e.pointerId);
      inicio = punto(e); borrador = document.createElement("span"); borrador.className = "tachar-zona"; hoja.append(borrador);
    });
    hoja.addEventListener("pointermove", (e) => { if (inicio) poner(borrador, caja(punto(e))); });
    hoja.addEventListener("pointerup", (e) => {
      if (!inicio) return;
      const [x, y, ancho, alto] = caja(punto(e));
      inicio = null; borrador.remove();
      if (ancho >= 0.5 && alto >= 0.5) escribir([...lineas(), `${pagina}: ${x}, ${y}, ${ancho}, ${alto}`]);
    });
    hoja.addEventListener("pointercancel", () => { inicio = null; borrador?.remove(); });
  });

  document.querySelectorAll("[data-tachar-entera]").forEach((boton) =>
    boton.addEventListener("click", () => escribir([...lineas(), boton.dataset.tacharEntera])));
  texto.addEventListener("input", dibujar);
  dibujar();
})();
