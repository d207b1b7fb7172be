// The registration screen without the mouse: Enter goes to the next field (numeric keypad too), a
// known sender brings what it always brings, dates are read back in words. The form works without it.
(() => {
  "use strict";
  const forma = document.getElementById("form-registrar");
  if (!forma) return;
  const campo = (nombre) => forma.elements.namedItem(nombre);
  const remitente = campo("remitente");
  const referencia = campo("remitente_ref");
  const numero = campo("documento_numero");
  const asunto = campo("asunto");
  const lista = document.getElementById("lista-remitentes");

  // ── Order of the keys ──────────────────────────────────────────────────────────────────────
  const ORDEN = ["remitente", "tipo", "documento_numero", "documento_fecha", "folios", "asunto", "procedimiento", "pase_a", "proveido", "requisitos"];
  const TRAIDOS = new Set(); // what the sender brought is skipped: it is right nearly always
  const PROPUESTOS = { pase_a: "", proveido: "" };

  const requisitos = () => forma.querySelector("fieldset.requisitos:not([hidden])");
  const elementoDe = (nombre) => (nombre === "requisitos" ? requisitos()?.querySelector("[name=conforme]") : campo(nombre));
  /** The standing rule said to whom and what for: one Enter accepts both. */
  const aceptado = () => PROPUESTOS.pase_a !== "" && campo("pase_a").value === PROPUESTOS.pase_a;
  const SE_SALTA = { tipo: () => TRAIDOS.has("tipo"), proveido: aceptado };

  function siguiente(nombre) {
    const puesto = ORDEN.indexOf(nombre);
    if (puesto === -1) return null;
    return ORDEN.slice(puesto + 1).find((n) => !SE_SALTA[n]?.() && elementoDe(n));
  }
  function avanzar(nombre) {
    const destino = siguiente(nombre);
    const elemento = destino ? elementoDe(destino) : forma.querySelector(".btn-primary");
    elemento?.focus();
    if (elemento instanceof HTMLInputElement) elemento.select();
  }
  forma.addEventListener("keydown", (evento) => {
    if (evento.key !== "Enter" || evento.ctrlKey || evento.metaKey || evento.shiftKey) return;
    const { target } = evento;
    if (target.closest("fieldset.requisitos")) {
      evento.preventDefault(); // a box does not send the form
      return avanzar("requisitos");
    }
    if (!target.name || target.matches("button, [type=checkbox], [type=hidden]")) return;
    if (target === remitente && elegida()) return;
    if (target === asunto && !asunto.value && asunto.dataset.propuesta) asunto.value = asunto.dataset.propuesta;
    if (target === numero) completarNumero();
    if (!ORDEN.includes(target.name)) return;
    evento.preventDefault();
    target.dispatchEvent(new Event("input", { bubbles: true }));
    avanzar(target.name);
  });

  // ── Known senders ──────────────────────────────────────────────────────────────────────────
  let pedido = null;
  let espera = 0;
  let buscado = null; // the text whose answer is on the list
  let pendientes = null; // keys typed while the sender is being looked for

  const opciones = () => [...lista.children];
  const elegida = () => (lista.hidden ? null : lista.querySelector("[aria-selected=true]"));

  function mostrar(html) {
    lista.innerHTML = html;
    lista.hidden = !lista.children.length;
    remitente.setAttribute("aria-expanded", String(!lista.hidden));
    if (!lista.hidden) marcar(0);
  }
  function cerrar() {
    lista.hidden = true;
    remitente.setAttribute("aria-expanded", "false");
    remitente.removeAttribute("aria-activedescendant");
  }
  function marcar(puesto) {
    const todas = opciones();
    if (!todas.length) return;
    const actual = todas[(puesto + todas.length) % todas.length];
    for (const opcion of todas) opcion.setAttribute("aria-selected", String(opcion === actual));
    remitente.setAttribute("aria-activedescendant", actual.id);
    actual.scrollIntoView({ block: "nearest" });
  }
  async function buscar() {
    pedido?.abort();
    pedido = new AbortController();
    const texto = remitente.value.trim();
    buscado = null;
    if (!texto) return cerrar();
    try {
      const url = `${forma.dataset.remitentes}?remitente=${encodeURIComponent(texto)}`;
      const respuesta = await fetch(url, { signal: pedido.signal, headers: { "X-Requested-With": "fetch" } });
      if (!respuesta.ok || respuesta.redirected) return;
      mostrar(await respuesta.text());
      buscado = texto;
    } catch (error) {
      if (error.name !== "AbortError") cerrar(); // without suggestions the field is a plain one
    }
  }
  async function tomar(opcion) {
    const { dataset } = opcion;
    remitente.value = dataset.nombre;
    referencia.value = dataset.ref;
    TRAIDOS.clear();
    for (const nombre of ["tipo", "destinatario", "procedimiento"]) {
      if (dataset[nombre] && campo(nombre).querySelector(`option[value="${dataset[nombre]}"]`)) {
        campo(nombre).value = dataset[nombre];
        TRAIDOS.add(nombre);
      }
    }
    Object.assign(numero.dataset, { prefijo: dataset.prefijo ?? "", ancho: dataset.ancho ?? "", sufijo: dataset.sufijo ?? "" });
    proponerAsunto(dataset.asunto);
    alCambiarProcedimiento();
    cerrar();
    remitente.dispatchEvent(new Event("input", { bubbles: true }));
    avisarRemitente();
    avanzar("remitente");
  }
  /** Chosen or written in full: the page asks once what the office remembers of it. */
  function avisarRemitente() {
    remitente.dispatchEvent(new Event("oci:remitente", { bubbles: true }));
  }
  /** A RUC or DNI that nobody has: it goes to its place and the name is asked for. */
  function numeroDeNuevo() {
    const digitos = remitente.value.trim();
    if (!/^(?:\d{8}|\d{11})$/.test(digitos)) return false;
    campo("remitente_documento").value = digitos;
    campo("remitente_clase").value = digitos.length === 8 ? "persona" : "entidad";
    campo("remitente_documento").closest("details").open = true;
    remitente.value = "";
    remitente.placeholder = digitos.length === 8 ? "No está registrado: escriba sus nombres y apellidos" : "No está registrado: escriba su nombre o razón social";
    remitente.dispatchEvent(new Event("input", { bubbles: true }));
    return true;
  }
  function proponerAsunto(texto) {
    asunto.dataset.propuesta = texto ?? "";
    asunto.placeholder = texto ? `Enter repite: ${texto}` : "";
  }
  /** What was typed while waiting goes where it was meant: the field that has the focus now. */
  function repetir() {
    const teclas = pendientes ?? [];
    pendientes = null;
    for (const key of teclas) {
      const aqui = document.activeElement;
      if (key === "Enter" || aqui instanceof HTMLSelectElement) {
        aqui.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
      } else if (aqui.matches("input, textarea")) {
        aqui.setRangeText(key, aqui.selectionStart, aqui.selectionEnd, "end");
        aqui.dispatchEvent(new Event("input", { bubbles: true }));
      }
    }
  }
  forma.addEventListener("keydown", (evento) => {
    if (!pendientes || evento.ctrlKey || evento.metaKey || evento.altKey) return;
    if (evento.key.length !== 1 && evento.key !== "Enter") return;
    evento.preventDefault();
    evento.stopImmediatePropagation();
    pendientes.push(evento.key);
  }, true);
  remitente.addEventListener("change", avisarRemitente);
  remitente.setAttribute("role", "combobox");
  remitente.setAttribute("aria-controls", lista.id);
  remitente.setAttribute("aria-expanded", "false");
  remitente.setAttribute("aria-autocomplete", "list");
  remitente.autocomplete = "off";
  remitente.addEventListener("input", (evento) => {
    if (!evento.isTrusted) return;
    referencia.value = "";
    clearTimeout(espera);
    espera = setTimeout(buscar, 80);
  });
  remitente.addEventListener("keydown", async (evento) => {
    if (evento.key === "Enter" && !evento.ctrlKey) {
      // Faster than the answer: wait for what was typed, then take its first row.
      clearTimeout(espera);
      if (!referencia.value && remitente.value.trim()) {
        evento.preventDefault();
        evento.stopImmediatePropagation();
        const abierta = elegida();
        const movida = abierta && abierta !== lista.firstElementChild;
        if (!movida && buscado !== remitente.value.trim()) {
          pendientes = [];
          await buscar();
        }
        const opcion = elegida();
        if (opcion) tomar(opcion);
        else if (!numeroDeNuevo()) avanzar("remitente");
        repetir();
      }
      return;
    }
    if (lista.hidden) return;
    const puesto = opciones().indexOf(elegida());
    if (evento.key === "ArrowDown") marcar(puesto + 1);
    else if (evento.key === "ArrowUp") marcar(puesto - 1);
    else if (evento.key === "Escape") cerrar();
    else return;
    evento.preventDefault();
  });
  remitente.addEventListener("blur", () => setTimeout(cerrar, 150));
  lista.addEventListener("pointerdown", (evento) => {
    const opcion = evento.target.closest("[role=option]");
    if (!opcion) return;
    evento.preventDefault();
    tomar(opcion);
  });

  // ── Standing rules: the procedure proposes to whom it goes, never over what was chosen by hand ──
  const REPARTO = JSON.parse(document.getElementById("reparto-datos")?.textContent || "{}");

  function proponerReparto() {
    const regla = REPARTO[campo("procedimiento").value] ?? ["", ""];
    for (const [i, nombre] of ["pase_a", "proveido"].entries()) {
      const elemento = campo(nombre);
      if (elemento.value !== PROPUESTOS[nombre]) continue;
      PROPUESTOS[nombre] = elemento.querySelector(`option[value="${regla[i]}"]`) ? regla[i] : "";
      elemento.value = PROPUESTOS[nombre];
    }
  }

  // ── Requisites of the procedure: Space says all there, a digit says which one is missing ─────
  function mostrarRequisitos() {
    for (const grupo of forma.querySelectorAll("fieldset.requisitos")) {
      const suyos = grupo.dataset.procedimiento === campo("procedimiento").value;
      grupo.hidden = grupo.disabled = !suyos;
    }
    avisarObservado();
  }
  function avisarObservado() {
    const grupo = requisitos();
    if (grupo) grupo.querySelector("[data-observado]").hidden = !grupo.querySelector("[name=faltan]:checked");
  }
  forma.addEventListener("change", ({ target }) => {
    const grupo = target.closest("fieldset.requisitos");
    if (!grupo || !target.checked) return avisarObservado();
    const contrario = target.name === "conforme" ? "faltan" : "conforme";
    for (const casilla of grupo.querySelectorAll(`[name=${contrario}]`)) casilla.checked = false;
    avisarObservado();
  });
  forma.addEventListener("keydown", (evento) => {
    const grupo = evento.target.closest("fieldset.requisitos");
    if (!grupo || !/^[1-9]$/.test(evento.key) || evento.ctrlKey || evento.metaKey || evento.altKey) return;
    const casilla = grupo.querySelectorAll("[name=faltan]")[evento.key - 1];
    if (!casilla) return;
    evento.preventDefault();
    casilla.click();
  });
  // Some procedures bring their access too; what the person ticked by hand stays.
  const RESTRINGIDOS = new Set(JSON.parse(document.getElementById("restringidos-datos")?.textContent || "[]"));
  let propuesto = false;
  function proponerAcceso() {
    const casilla = campo("restringido");
    if (casilla.checked !== propuesto) return;
    propuesto = RESTRINGIDOS.has(campo("procedimiento").value);
    casilla.checked = propuesto;
  }
  function alCambiarProcedimiento() {
    proponerReparto();
    proponerAcceso();
    mostrarRequisitos();
  }
  campo("procedimiento").addEventListener("change", alCambiarProcedimiento);
  forma.addEventListener("oci:borrador", mostrarRequisitos);
  mostrarRequisitos();

  // ── Lists: what is typed is looked for at the start of any word, not only of the first ────────
  const plano = (texto) => texto.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  let escrito = "";
  let ultimaTecla = 0;
  forma.addEventListener("keydown", (evento) => {
    const { target, key } = evento;
    if (!(target instanceof HTMLSelectElement) || evento.ctrlKey || evento.metaKey || evento.altKey) return;
    const sigue = evento.timeStamp - ultimaTecla <= 1000;
    if (key.length !== 1 || (key === " " && !sigue)) return; // a space alone opens the list
    escrito = sigue ? escrito + plano(key) : plano(key);
    ultimaTecla = evento.timeStamp;
    const hallada = [...target.options].find((o) => ` ${plano(o.text).replace(/[^a-z0-9]+/g, " ")} `.includes(` ${escrito}`));
    if (key === " ") evento.preventDefault();
    if (!hallada) return;
    evento.preventDefault();
    if (target.value === hallada.value) return;
    target.value = hallada.value;
    target.dispatchEvent(new Event("input", { bubbles: true }));
    target.dispatchEvent(new Event("change", { bubbles: true }));
  });

  // ── Folios against the pages of the scan: a foja is one page, or two if it is written behind ──
  const paginas = document.querySelector("[data-paginas]");
  function compararFolios() {
    const escritos = Number(campo("folios").value);
    const escaneadas = Number(paginas.dataset.paginas);
    paginas.hidden = !escritos || (escritos <= escaneadas && escaneadas <= escritos * 2);
  }
  if (paginas) {
    campo("folios").addEventListener("input", compararFolios);
    compararFolios();
  }

  // ── Number: only the digits ────────────────────────────────────────────────────────────────
  function completarNumero() {
    const { prefijo, ancho, sufijo } = numero.dataset;
    const digitos = numero.value.trim();
    if (!/^\d+$/.test(digitos) || (!prefijo && !sufijo)) return;
    numero.value = `${prefijo}${digitos.padStart(Number(ancho) || 0, "0")}${sufijo}`;
  }
  numero.addEventListener("change", completarNumero);

  // ── Dates, read back in words ──────────────────────────────────────────────────────────────
  for (const fecha of forma.querySelectorAll("[data-fecha]")) {
    const lectura = forma.querySelector(`output[for="${fecha.id}"]`);
    const leer = async () => {
      lectura.textContent = "";
      if (!fecha.value.trim()) return;
      try {
        const respuesta = await fetch(`${forma.dataset.fechas}?t=${encodeURIComponent(fecha.value)}`);
        if (respuesta.ok && !respuesta.redirected) lectura.textContent = (await respuesta.text()).trim();
      } catch { /* the server will say it when the form is sent */ }
    };
    fecha.addEventListener("change", leer);
    forma.addEventListener("oci:borrador", leer);
    leer();
  }

  // ── Cargo and label of what was just registered: printed at once, unless the person said no ───
  const recien = () => document.querySelector("#mensajes [data-mensaje*='borrador:registrar']");
  const imprimir = forma.querySelector("[data-imprimir]");
  const CLAVE_IMPRIMIR = "oci:imprimir";
  try {
    imprimir.checked = localStorage.getItem(CLAVE_IMPRIMIR) !== "no";
    imprimir.addEventListener("change", () => localStorage.setItem(CLAVE_IMPRIMIR, imprimir.checked ? "si" : "no"));
  } catch { /* storage not allowed: it is asked each time */ }
  function imprimirPapeles() {
    const enlace = document.querySelector("[data-papeles]");
    if (!recien() || !enlace || !imprimir.checked) return;
    const marco = document.createElement("iframe");
    marco.className = "papeles";
    marco.title = "Cargo y etiqueta, para imprimir";
    marco.tabIndex = -1;
    marco.setAttribute("aria-hidden", "true");
    marco.addEventListener("load", () => {
      // The papers may take a moment: whoever is already writing the next one stays where she is.
      const donde = document.activeElement;
      marco.contentWindow.focus();
      marco.contentWindow.print();
      (donde && donde !== document.body ? donde : remitente).focus();
    }, { once: true });
    marco.src = enlace.href;
    document.body.append(marco);
  }
  imprimirPapeles();

  // ── Ctrl+P after registering: the cargo of what was just registered, not a picture of this form ──
  document.addEventListener("keydown", (evento) => {
    if (!(evento.ctrlKey || evento.metaKey) || evento.shiftKey || evento.key.toLowerCase() !== "p") return;
    const cargo = document.querySelector("[data-cargo]");
    if (!recien() || !cargo) return;
    evento.preventDefault();
    window.open(cargo.href, "_blank");
  });

  const pedida = forma.querySelector("[data-foco]"); // the decision about a look-alike goes first
  if (pedida) pedida.focus();
  else if (!forma.querySelector(".is-invalid")) remitente.focus();
})();
