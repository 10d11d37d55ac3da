// What HTML alone cannot do on the citizen's page: leave a form alone that somebody fills in, and show what was said.
"use strict";

(() => {
  const byItself = (happened) => happened.detail.ctx.sourceElement.id === "follow";
  const busy = () =>
    document.querySelector("form.htmx-request") !== null ||
    document.activeElement.closest("form, details") !== null ||
    [...document.querySelectorAll("input[type=file]")].some((chooser) => chooser.files.length > 0);

  // the page follows its case by itself, but never takes a chosen file or the focus away
  document.addEventListener("htmx:before:request", (happened) => {
    if (byItself(happened) && busy()) happened.preventDefault();
  });

  document.addEventListener("htmx:after:swap", (happened) => {
    const message = document.getElementById("message");
    if (message && !byItself(happened)) {
      message.focus({ preventScroll: true });
      message.scrollIntoView({ block: "center" });
    }
  });
})();
