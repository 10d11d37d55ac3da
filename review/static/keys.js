// One key, one deed: elements with data-key; `?` lists those of the page. They can be switched off (WCAG 2.1.4).
"use strict";

(() => {
  const list = document.getElementById("keys");
  const use = document.getElementById("keys-use");
  const typing = (one) => one.closest?.("textarea, select, input:not([type=radio], [type=checkbox])");
  const shown = (one) => one.getClientRects().length > 0 && !one.disabled;
  const doing = (key) => [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find(shown);

  function tell() {
    const told = new Map();
    document.querySelectorAll("[data-key]").forEach((one) => {
      if (shown(one) && !told.has(one.dataset.key)) told.set(one.dataset.key, one.dataset.says);
    });
    list.querySelector("dl").replaceChildren(
      ...[...told].flatMap(([key, says]) => {
        const [term, text] = [document.createElement("dt"), document.createElement("dd")];
        term.append(Object.assign(document.createElement("kbd"), { textContent: key }));
        text.textContent = says;
        return [term, text];
      }),
    );
    use.checked = localStorage.getItem("keys") !== "off";
    list.showModal();
  }

  use?.addEventListener("change", () => localStorage.setItem("keys", use.checked ? "on" : "off"));
  document.getElementById("keys-open")?.addEventListener("click", tell);

  document.addEventListener("keydown", (pressed) => {
    if (!list || list.open || pressed.ctrlKey || pressed.altKey || pressed.metaKey) return;
    const field = typing(pressed.target);
    if (field) {
      if (pressed.key === "Escape") field.blur();
      return;
    }
    if (pressed.key === "?") return tell();
    const one = localStorage.getItem("keys") === "off" ? undefined : doing(pressed.key);
    if (!one) return;
    pressed.preventDefault();
    if (typing(one)) one.focus();
    else one.click();
    // what was folded out is written in next
    if (one.matches("summary") && one.parentElement.open) one.parentElement.querySelector("input:not([type=hidden])")?.focus();
  });
})();
