// Each form of the page is one endpoint, and each button sends the number of requests on its label. The answers are shown
// below the buttons. Only the server counts: this script reads the headers of the answers.

const MOST_SHOWN = 60;
const HEADERS = ['X-RateLimit-Limit', 'X-RateLimit-Remaining', 'X-RateLimit-Reset', 'Retry-After', 'Content-Type'];

for (const form of document.forms) {
  form.append(document.getElementById('result').content.cloneNode(true));
  form.querySelector('.result').hidden = true;
  form.addEventListener('submit', fire);
}

async function fire(event) {
  event.preventDefault();
  const form = event.currentTarget;
  if (form.ariaBusy === 'true') {
    return;
  }
  form.ariaBusy = 'true';
  try {
    const {count, parallel} = event.submitter.dataset;
    show(form, await (parallel === undefined ? inARow : atOnce)(Number(count), () => ask(request(form))));
  } finally {
    form.ariaBusy = 'false';
  }
}

async function inARow(count, ask) {
  const answers = [];
  while (answers.length < count) {
    answers.push(await ask());
  }
  return answers;
}

function atOnce(count, ask) {
  return Promise.all(Array.from({length: count}, ask));
}

// Returns the request that a form describes. The fields go into the path, the headers or the body.
function request(form) {
  const {method, path, body} = form.dataset;
  const headers = {Accept: 'application/json'};
  let target = path;
  for (const field of form.elements) {
    if (field.dataset.variable) {
      target = target.replace(`{${field.dataset.variable}}`, field.value);
    } else if (field.dataset.header) {
      headers[field.dataset.header] = field.value;
    }
  }
  if (body === 'json') {
    headers['Content-Type'] = 'application/json';
  }
  return new Request(target, {method, headers, body: content(form, body), cache: 'no-store'});
}

function content(form, kind) {
  const fields = new FormData(form);
  if (kind === 'json') {
    const number = name => form.elements[name].type === 'number';
    return JSON.stringify(Object.fromEntries([...fields].map(([name, value]) => [name, number(name) ? Number(value) : value])));
  }
  return kind === 'form' ? new URLSearchParams(fields) : undefined;
}

async function ask(request) {
  try {
    const response = await fetch(request);
    const text = await response.text();
    return {status: response.status, headers: response.headers, text};
  } catch {
    return {status: 0, headers: new Headers(), text: 'The server cannot be reached.'};
  }
}

function show(form, answers) {
  const result = form.querySelector('.result');
  result.hidden = false;
  result.querySelector('.summary').textContent = summary(answers);
  result.querySelector('.answers').replaceChildren(...answers.slice(-MOST_SHOWN).map(chip));
  const last = answers.findLast(answer => answer.status === 429) ?? answers.at(-1);
  result.querySelector('summary').textContent = last.status === 429 ? 'The last rejection' : 'The last answer';
  result.querySelector('details').open ||= last.status === 429;
  result.querySelector('pre').textContent = head(last) + '\n\n' + pretty(last.text);
  showQuota(result, tightest(answers));
}

function summary(answers) {
  const rejected = answers.filter(answer => answer.status === 429);
  const challenged = answers.filter(answer => answer.status === 403);
  const passed = `${answers.length - rejected.length - challenged.length} of ${answers.length} let through`
    + (challenged.length === 0 ? '' : `, ${challenged.length} asked to solve a challenge`);
  const wait = rejected.at(-1)?.headers.get('Retry-After');
  return rejected.length === 0 ? `${passed}.`
    : `${passed}, ${rejected.length} rejected. ` + (wait ? `Come back in ${wait} s.` : 'Waiting does not help: it asks for too much at once.');
}

function chip({status}) {
  const item = document.createElement('li');
  item.textContent = status || 'failed';
  item.className = status === 429 ? 'rejected' : status === 403 ? 'challenged' : status >= 200 && status < 300 ? 'permitted' : 'other';
  return item;
}

// Returns the answer with the fewest remaining units, which is the latest: answers to parallel requests come in any order.
function tightest(answers) {
  const remaining = answer => Number(answer.headers.get('X-RateLimit-Remaining') ?? Infinity);
  return answers.reduce((least, answer) => (remaining(answer) <= remaining(least) ? answer : least));
}

function showQuota(result, {headers}) {
  const [limit, remaining, reset] = HEADERS.slice(0, 3).map(name => headers.get(name));
  const meter = result.querySelector('meter');
  const left = result.querySelector('.left');
  clearInterval(result.countdown);
  meter.hidden = limit === null;
  if (limit === null) {
    left.textContent = 'No limit applies.';
    return;
  }
  Object.assign(meter, {max: limit, optimum: limit, value: remaining});
  const tick = () => {
    const seconds = Math.max(0, Math.ceil(reset - Date.now() / 1000));
    left.textContent = `${remaining} of ${limit} were left` + (seconds ? `, all again in ${duration(seconds)}` : ', by now all are back');
    if (!seconds) {
      meter.value = limit;
      clearInterval(result.countdown);
    }
  };
  result.countdown = setInterval(tick, 1000);
  tick();
}

function duration(seconds) {
  return seconds < 120 ? `${seconds} s` : seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}

function head({status, headers}) {
  return [`HTTP ${status}`, ...HEADERS.filter(name => headers.has(name)).map(name => `${name}: ${headers.get(name)}`)].join('\n');
}

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
