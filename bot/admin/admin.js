// A form that was sent once isn't sent again: a repair takes a moment.
for (const form of document.forms) {
  form.addEventListener("submit", () => {
    form.setAttribute("aria-busy", "true");
    for (const button of form.querySelectorAll("button")) {
      // After the form's values are read, of which the button may be one.
      setTimeout(() => (button.disabled = true));
    }
  });
}
addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll("button:disabled")) button.disabled = false;
});
