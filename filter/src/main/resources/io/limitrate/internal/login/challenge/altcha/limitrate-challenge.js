// All that a page needs: <script type="module" src=".../limitrate-challenge.js"></script>, and
// altcha.css beside it. Everything comes from this folder, so script-src, style-src and worker-src
// 'self' are enough.
import "./altcha.min.js";

const worker = () => new Worker(new URL("./pbkdf2.js", import.meta.url));

// This build of the widget knows no algorithm by itself.
$altcha.algorithms.set("PBKDF2/SHA-256", worker);
$altcha.algorithms.set("PBKDF2/SHA-512", worker);

$altcha.defaults.set({
  hideFooter: true,
  hideLogo: true,
  // Nobody asks for it, so nothing watches how a person moves or types.
  humanInteractionSignature: false,
});

// The built-in page: the token goes into a cookie, which the next attempt brings along, and the user
// back to the form. Not by the widget's own setCookie, which writes it percent-encoded.
for (const widget of document.querySelectorAll('altcha-widget[data-limitrate="cookie"]')) {
  widget.addEventListener("verified", ({ detail }) => {
    const secure = location.protocol === "https:" ? "; Secure" : "";
    const { name } = widget.getConfiguration();
    document.cookie = `${name}=${detail.payload}; Max-Age=300; Path=/; SameSite=Strict${secure}`;
    document.querySelector('[data-limitrate="done"]').hidden = false;
    const back = document.querySelector('[data-limitrate="back"]');
    back.disabled = false;
    back.focus();
  });
}

document
  .querySelector('[data-limitrate="back"]')
  ?.addEventListener("click", () => history.back());
