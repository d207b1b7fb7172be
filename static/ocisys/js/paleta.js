// The palette (Ctrl+K, `/`): pages of the person's map, what was read last, an expediente by its
// number, or the same words searched in each register. A combobox in a <dialog>: all keyboard.
(() => {
  "use strict";
  const MAXIMO_RECIENTES = 8;
  const NUMERO = /^\s*(?:(\d{4})\s*[-/ ]\s*)?(\d{1,6})(?:\s*[-/ ]\s*([0-9A-Z]))?\s*$/i;

  const sinTildes = (texto) => texto.normalize("NFD").replace(/\p{Mn}/gu, "").toLowerCase();
  const clave = () => `oci:recientes:${document.body.dataset.usuario}`;

  function recientes() {
    try {
      return JSON.parse(localStorage.getItem(clave())) || [];
    } catch {
      return [];
    }
  }
  /** Remember this page by its heading; lists and forms of the map are already in the palette. */
  function recordar(paginas) {
    const url = location.pathname;
    const texto = document.querySelector("h1")?.textContent.trim();
    if (!texto || url === "/" || paginas.some((p) => p.url === url) || document.querySelector("main form[method=post].formulario")) return;
    const lista = [{ texto, url }, ...recientes().filter((p) => p.url !== url)].slice(0, MAXIMO_RECIENTES);
    try {
      localStorage.setItem(clave(), JSON.stringify(lista));
    } catch { /* storage not allowed: nothing is remembered */ }
  }

  document.addEventListener("DOMContentLoaded", () => {
    if (!window.ociPaginas) return; // nobody has logged in
    document.body.insertAdjacentHTML("beforeend", `
      <dialog id="paleta" class="dialogo paleta" aria-label="Buscar o ir a">
        <form method="dialog" class="paleta-forma"><i class="i i20 i-outline-magnifying-glass"></i><input type="text" id="paleta-texto" role="combobox" aria-expanded="true" aria-controls="paleta-lista" aria-autocomplete="list" aria-label="Página, número de expediente o palabras" placeholder="Página, número de expediente o palabras" autocomplete="off" spellcheck="false"><kbd>Esc</kbd></form>
        <ul id="paleta-lista" role="listbox" aria-label="Resultados"></ul>
      </dialog>`);
    const dialogo = document.getElementById("paleta");
    const paginas = window.oci.mapa();
    const entrada = document.getElementById("paleta-texto");
    const lista = document.getElementById("paleta-lista");
    let opciones = [];
    let elegida = 0;
    recordar(paginas);

    /** What can be done with the words written, best first. */
    function proponer(texto) {
      const palabras = sinTildes(texto.trim());
      const delMapa = paginas.map((p) => ({ ...p, nota: p.seccion === p.texto ? "" : p.seccion }));
      const leidas = recientes().map((p) => ({ ...p, nota: "Reciente" }));
      if (!palabras) return [...leidas, ...delMapa];
      const contiene = (p) => palabras.split(/\s+/).every((x) => sinTildes(`${p.seccion || ""} ${p.texto}`).includes(x));
      return [...numero(texto), ...delMapa.filter(contiene), ...leidas.filter(contiene), ...busquedas(texto.trim())];
    }
    function numero(texto) {
      const partes = NUMERO.exec(texto);
      const base = window.ociRegistros["tramite:expedientes"]?.url;
      if (!partes || !base) return [];
      const anio = partes[1] || String(new Date().getFullYear());
      const escrito = `${anio}-${partes[2].padStart(6, "0")}${partes[3] ? `-${partes[3].toUpperCase()}` : ""}`;
      return [{ texto: `Expediente ${escrito}`, url: `${base}?q=${encodeURIComponent(escrito)}`, nota: "Abrir" }];
    }
    function busquedas(texto) {
      return Object.values(window.ociRegistros).map(({ nombre, url }) => (
        { texto: `Buscar «${texto}» en ${nombre}`, url: `${url}?q=${encodeURIComponent(texto)}`, nota: "" }
      ));
    }

    function pintar() {
      opciones = proponer(entrada.value);
      elegida = 0;
      lista.replaceChildren(...opciones.map((opcion, i) => {
        const li = document.createElement("li");
        li.id = `paleta-${i}`;
        li.setAttribute("role", "option");
        const nombre = document.createElement("span");
        nombre.textContent = opcion.texto;
        const nota = document.createElement("small");
        nota.textContent = opcion.nota;
        li.append(nombre, nota);
        li.addEventListener("click", (evento) => abrir(i, evento.ctrlKey || evento.metaKey));
        return li;
      }));
      marcar();
    }
    function marcar() {
      [...lista.children].forEach((li, i) => li.setAttribute("aria-selected", String(i === elegida)));
      lista.children[elegida]?.scrollIntoView({ block: "nearest" });
      if (lista.children.length) entrada.setAttribute("aria-activedescendant", `paleta-${elegida}`);
      else entrada.removeAttribute("aria-activedescendant");
    }
    function abrir(i, enOtra) {
      if (!opciones[i]) return;
      if (enOtra) window.open(opciones[i].url, "_blank", "noopener");
      else location.assign(opciones[i].url);
      dialogo.close();
    }

    entrada.addEventListener("input", pintar);
    entrada.addEventListener("keydown", (evento) => {
      const paso = { ArrowDown: 1, ArrowUp: -1 }[evento.key];
      if (paso && opciones.length) {
        evento.preventDefault();
        elegida = (elegida + paso + opciones.length) % opciones.length;
        marcar();
      } else if (evento.key === "Enter") {
        evento.preventDefault();
        abrir(elegida, evento.ctrlKey || evento.metaKey);
      }
    });
    new MutationObserver(() => {
      if (!dialogo.open) return;
      entrada.value = "";
      pintar();
      entrada.focus();
    }).observe(dialogo, { attributeFilter: ["open"] });
  });
})();
