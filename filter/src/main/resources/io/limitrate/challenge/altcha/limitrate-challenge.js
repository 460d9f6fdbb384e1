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
