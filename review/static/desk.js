// What HTML alone cannot do at the desk: boxes that light up with their field, and values taken over by hand.
"use strict";

(() => {
  const ofField = (name) => document.querySelectorAll(`[data-field="${CSS.escape(name)}"]`);

  function light(from, on) {
    const field = from.closest?.("[data-field]")?.dataset.field;
    if (field) ofField(field).forEach((one) => one.classList.toggle("is-lit", on));
    const reason = from.closest?.("[data-lights]")?.dataset.lights;
    if (reason) {
      document.querySelectorAll(`[data-reason="${CSS.escape(reason)}"]`).forEach((box) => box.classList.toggle("is-lit", on));
    }
  }

  for (const [event, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) {
    document.addEventListener(event, (happened) => light(happened.target, on));
  }

  document.addEventListener("click", (happened) => {
    const box = happened.target.closest?.("svg [data-field]");
    const input = box && document.getElementById(`field-${box.dataset.field}`);
    if (input) {
      input.scrollIntoView({ block: "center", behavior: "smooth" });
      input.focus({ preventScroll: true });
    }
    const take = happened.target.closest?.("[data-takes]");
    if (take) {
      const taken = document.getElementById(take.dataset.takes);
      taken.value = take.dataset.value;
      taken.focus();
    }
  });

  // what lives asks anew when the desk says that something changed; without that it asks now and then
  document.querySelectorAll("[data-live]").forEach((part) => {
    new EventSource(part.dataset.live).onmessage = () => part.dispatchEvent(new Event("fresh"));
  });

  // choosing from a list picks the answer that the list belongs to
  document.addEventListener("change", (happened) => {
    const picks = happened.target.dataset?.picks;
    if (picks && happened.target.value) document.getElementById(picks).checked = true;
  });
})();
