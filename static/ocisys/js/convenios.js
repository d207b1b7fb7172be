// Forms of agreements: hide the fields that the choice above them makes irrelevant.
// Without script they are all there and the server says what is missing.
(() => {
  const aplicar = (grupo) => {
    const campo = grupo.closest("form").elements[grupo.dataset.soloSi];
    const valores = grupo.dataset.valores.split(" ");
    const conError = grupo.querySelector(".is-invalid");
    grupo.hidden = Boolean(campo) && !conError && !valores.includes(campo.value);
  };
  const todos = () => document.querySelectorAll("[data-solo-si]").forEach(aplicar);
  document.addEventListener("change", todos);
  document.addEventListener("htmx:afterSettle", todos);
  todos();
})();
