// Logs in without leaving the page. After a failed attempt the status says the reason, and the page reacts to the response:
//   401  selects the password, so that the user can type it again
//   403  shows the challenge; the widget sends the form again when the challenge is solved
//   429  shows how long the block lasts

const form = document.getElementById('login');
const slot = document.getElementById('challenge');
const wait = document.getElementById('wait');
let countdown;

form.addEventListener('submit', async event => {
  event.preventDefault();
  if (form.ariaBusy === 'true') {
    return;
  }
  form.ariaBusy = 'true';
  say('Logging in …');
  try {
    await react(await send());
  } catch {
    say('The server cannot be reached.');
  } finally {
    form.ariaBusy = 'false';
  }
});

// Sends the form. The widget adds the solved challenge as a field of the form.
function send() {
  return fetch(form.action, {
    method: 'POST',
    headers: {Accept: 'application/json'},
    body: new URLSearchParams(new FormData(form)),
  });
}

async function react(response) {
  // A token is valid for one attempt only.
  slot.replaceChildren();
  const answer = await response.json();
  if (response.ok) {
    welcome(answer.user);
  } else if (answer.challenge) {
    ask(answer.challenge);
  } else if (response.headers.has('Retry-After')) {
    count(Number(response.headers.get('Retry-After')));
  } else {
    say(`${answer.detail}.`);
    form.elements.password.select();
  }
}

function welcome(user) {
  const hello = document.getElementById('hello');
  form.hidden = true;
  hello.textContent = `Welcome, ${user}`;
  hello.parentElement.hidden = false;
  hello.focus();
}

function ask({data, field}) {
  const widget = document.createElement('altcha-widget');
  widget.setAttribute('challenge', JSON.stringify(data));
  widget.setAttribute('name', field);
  widget.addEventListener('load', () => widget.querySelector('input[type="checkbox"]')?.focus());
  widget.addEventListener('verified', () => setTimeout(() => form.requestSubmit()));
  slot.append(widget);
  say('There were several attempts. Please confirm that you are not a program.');
}

function count(seconds) {
  const end = performance.now() + seconds * 1000;
  const tick = () => {
    const left = Math.ceil((end - performance.now()) / 1000);
    wait.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
    if (left <= 0) {
      say('You can try again now.');
    }
  };
  say(`Too many attempts. Try again in ${inWords(seconds)}.`);
  wait.hidden = false;
  countdown = setInterval(tick, 1000);
  tick();
}

function inWords(seconds) {
  const [number, unit] = seconds < 100 ? [seconds, 'second'] : [Math.ceil(seconds / 60), 'minute'];
  return `${number} ${unit}${number === 1 ? '' : 's'}`;
}

function say(text) {
  clearInterval(countdown);
  wait.hidden = true;
  document.getElementById('status').textContent = text;
}
