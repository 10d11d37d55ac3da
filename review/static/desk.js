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
      // pressed by its key, the next value is at hand with the same key
      if (happened.isTrusted) taken.focus();
      else delete take.dataset.key;
      light(taken, true);
      taken.scrollIntoView({ block: "nearest" });
    }
  });

  document.addEventListener("click", (happened) => {
    const copied = document.getElementById(happened.target.closest?.("[data-copies]")?.dataset.copies);
    if (!copied) return;
    copied.select();
    navigator.clipboard?.writeText(copied.value);
  });

  // what lives asks anew when the desk says that something changed; without that it asks now and then
  document.querySelectorAll("[data-live]").forEach((part) => {
    new EventSource(part.dataset.live).onmessage = () => part.dispatchEvent(new Event("fresh"));
  });

  // a page that lies on its side is turned within its place, as large as it fits there
  function turned(paper, quarters) {
    const { offsetWidth: wide, offsetHeight: high } = paper;
    const scale = quarters % 2 ? Math.min(wide / high, high / wide) : 1;
    const spare = quarters % 2 ? high - wide * scale : 0;
    Object.assign(paper.style, {
      rotate: `${90 * quarters}deg`, scale: String(scale), translate: `0 ${-spare / 2}px`, marginBottom: `${-spare}px`,
    });
  }

  document.addEventListener("click", (happened) => {
    const by = Number(happened.target.closest?.("[data-zooms]")?.dataset.zooms ?? 0);
    const turns = happened.target.closest?.("[data-turns]") ? 1 : 0;
    if (!by && !turns) return;
    const { dataset } = document.getElementById("pictures");
    dataset.zoom = String(Math.min(3, Math.max(0, Number(dataset.zoom ?? 0) + by)));
    dataset.turn = String((Number(dataset.turn ?? 0) + turns) % 4);
    document.querySelectorAll("#pictures .desk-paper").forEach((paper) => turned(paper, Number(dataset.turn)));
  });

  // choosing from a list picks the answer that the list belongs to
  document.addEventListener("change", (happened) => {
    const picks = happened.target.dataset?.picks;
    if (picks && happened.target.value) document.getElementById(picks).checked = true;
  });
})();
