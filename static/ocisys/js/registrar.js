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
  const ORDEN = ["remitente", "tipo", "documento_numero", "documento_fecha", "folios", "asunto", "procedimiento", "pase_a", "proveido"];
  const TRAIDOS = new Set(); // what the sender brought is skipped: it is right nearly always

  function siguiente(nombre) {
    const puesto = ORDEN.indexOf(nombre);
    if (puesto === -1) return null;
    return ORDEN.slice(puesto + 1).find((n) => !(n === "tipo" && TRAIDOS.has(n)));
  }
  function avanzar(nombre) {
    const destino = siguiente(nombre);
    const elemento = destino ? campo(destino) : forma.querySelector(".btn-primary");
    elemento?.focus();
    if (elemento instanceof HTMLInputElement) elemento.select();
  }
  forma.addEventListener("keydown", (evento) => {
    if (evento.key !== "Enter" || evento.ctrlKey || evento.metaKey || evento.shiftKey) return;
    const { target } = evento;
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
    if (!texto) return cerrar();
    try {
      const url = `${forma.dataset.remitentes}?remitente=${encodeURIComponent(texto)}`;
      const respuesta = await fetch(url, { signal: pedido.signal, headers: { "X-Requested-With": "fetch" } });
      if (respuesta.ok && !respuesta.redirected) mostrar(await respuesta.text());
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
    proponerReparto();
    cerrar();
    remitente.dispatchEvent(new Event("input", { bubbles: true }));
    avanzar("remitente");
  }
  function proponerAsunto(texto) {
    asunto.dataset.propuesta = texto ?? "";
    asunto.placeholder = texto ? `Enter repite: ${texto}` : "";
  }
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
        if (!movida) await buscar();
        const opcion = elegida();
        if (opcion) tomar(opcion);
        else avanzar("remitente");
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
  const PROPUESTOS = { pase_a: "", proveido: "" };

  function proponerReparto() {
    const regla = REPARTO[campo("procedimiento").value] ?? ["", ""];
    for (const [i, nombre] of ["pase_a", "proveido"].entries()) {
      const elemento = campo(nombre);
      if (elemento.value !== PROPUESTOS[nombre]) continue;
      PROPUESTOS[nombre] = elemento.querySelector(`option[value="${regla[i]}"]`) ? regla[i] : "";
      elemento.value = PROPUESTOS[nombre];
    }
  }
  campo("procedimiento").addEventListener("change", proponerReparto);

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
    fecha.addEventListener("change", async () => {
      lectura.textContent = "";
      if (!fecha.value.trim()) return;
      try {
        const respuesta = await fetch(`${forma.dataset.fechas}?t=${encodeURIComponent(fecha.value)}`);
        if (respuesta.ok && !respuesta.redirected) lectura.textContent = (await respuesta.text()).trim();
      } catch { /* the server will say it when the form is sent */ }
    });
  }

  // ── Ctrl+P after registering: the cargo of what was just registered, not a picture of this form ──
  document.addEventListener("keydown", (evento) => {
    if (!(evento.ctrlKey || evento.metaKey) || evento.shiftKey || evento.key.toLowerCase() !== "p") return;
    const recien = document.querySelector("#mensajes [data-mensaje*='borrador:registrar']");
    const cargo = document.querySelector("[data-cargo]");
    if (!recien || !cargo) return;
    evento.preventDefault();
    window.open(cargo.href, "_blank");
  });

  if (!forma.querySelector(".is-invalid, [data-foco]")) remitente.focus();
})();
