// htmx answers for swapped parts. A refused form (422) is swapped in like a good answer: it carries the errors.
// Nothing may write styles or evaluate strings: the security policy forbids both.
import htmx from 'htmx.org';

Object.assign(htmx.config, {
  includeIndicatorStyles: false,
  allowEval: false,
  historyCacheSize: 0,
  selfRequestsOnly: true,
  responseHandling: [
    { code: '204', swap: false },
    { code: '[23]..', swap: true },
    { code: '422', swap: true },
    { code: '[45]..', swap: false, error: true },
  ],
});

document.addEventListener('htmx:configRequest', (event) => {
  const token = document.querySelector<HTMLMetaElement>('meta[name=csrf-token]')?.content;
  if (token) (event as CustomEvent).detail.headers['X-CSRFToken'] = token;
});
