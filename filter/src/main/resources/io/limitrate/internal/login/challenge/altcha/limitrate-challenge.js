// A page loads this script, <script type="module" src=".../limitrate-challenge.js"></script>, and
// altcha.css. All files come from this folder, so the content security policy needs only script-src,
// style-src and worker-src 'self'.
import "./altcha.min.js";

const worker = () => new Worker(new URL("./pbkdf2.js", import.meta.url));

// This build of the widget contains no algorithm.
$altcha.algorithms.set("PBKDF2/SHA-256", worker);
$altcha.algorithms.set("PBKDF2/SHA-512", worker);

$altcha.defaults.set({
  hideFooter: true,
  hideLogo: true,
  // The server does not use this signature, so the widget need not record how a person moves or types.
  humanInteractionSignature: false,
});

// The built-in page stores the token in a cookie as long as the token is valid. The user returns to
// the form, and the next attempt sends the cookie. The widget's own setCookie would percent-encode
// the token.
for (const widget of document.querySelectorAll('altcha-widget[data-limitrate="cookie"]')) {
  widget.addEventListener("verified", ({ detail }) => {
    const secure = location.protocol === "https:" ? "; Secure" : "";
    const { name } = widget.getConfiguration();
    const { expiresAt } = JSON.parse(atob(detail.payload)).challenge.parameters;
    const expires = new Date(expiresAt * 1000).toUTCString();
    document.cookie = `${name}=${detail.payload}; Expires=${expires}; Path=/; SameSite=Strict${secure}`;
    document.querySelector('[data-limitrate="done"]').hidden = false;
    const back = document.querySelector('[data-limitrate="back"]');
    back.disabled = false;
    back.focus();
  });
}

// The built-in page for a denied caller exchanges the token for a pass, and loads the page again.
for (const widget of document.querySelectorAll('altcha-widget[data-limitrate="pass"]')) {
  widget.addEventListener("verified", async ({ detail }) => {
    const { name } = widget.getConfiguration();
    const answer = await fetch(new URL("./pass", import.meta.url), {
      method: "POST",
      headers: { [name]: detail.payload },
    });
    if (answer.ok) {
      location.reload();
    } else {
      document.querySelector('[data-limitrate="failed"]').hidden = false;
    }
  });
}

document
  .querySelector('[data-limitrate="back"]')
  ?.addEventListener("click", () => history.back());
