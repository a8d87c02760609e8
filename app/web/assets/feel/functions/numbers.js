// Functions of numbers (DMN 10.3.4.5) and of truth (10.3.4.2).
import { negated, tidy } from '../arithmetic.js';
import { not } from '../compare.js';
import { define } from './define.js';

const SCALES = [-6111, 6176]; // what a decimal of 34 digits can hold

// Rounds at a digit after the point; a double has no digits far out, and nothing to round there.
function rounded(work) {
  return (number, digits = 0) => {
    const scale = Math.trunc(digits);
    if (scale < SCALES[0] || scale > SCALES[1]) return null;
    if (scale > 300 || Math.abs(number) * 10 ** scale > 1e300) return number;
    if (scale < -300) return 0;
    const factor = 10 ** Math.abs(scale);
    const large = tidy(scale < 0 ? number / factor : number * factor);
    const found = work(large) || 0;
    return tidy(scale < 0 ? found * factor : found / factor);
  };
}

const outward = (number, work) => Math.sign(number) * work(Math.abs(number));
const even = (number) => {
  const [floor, rest] = [Math.floor(number), tidy(number - Math.floor(number))];
  return rest === 0.5 ? floor + Math.abs(floor % 2) : Math.round(number);
};

define('decimal', ['n: number, scale: number'], rounded(even));
define('floor', ['n: number, scale?: number'], rounded(Math.floor));
define('ceiling', ['n: number, scale?: number'], rounded(Math.ceil));
define('round up', ['n: number, scale: number'], rounded((n) => outward(n, Math.ceil)));
define('round down', ['n: number, scale: number'], rounded((n) => outward(n, Math.floor)));
define('round half up', ['n: number, scale: number'], rounded((n) => outward(n, Math.round)));
define('round half down', ['n: number, scale: number'], rounded((n) => outward(n, (size) => Math.ceil(size - 0.5))));
define('abs', ['n: number|duration'], (n) => (typeof n === 'number' ? Math.abs(n) : n.unwrap().sign < 0 ? negated(n) : n));
define('modulo', ['dividend: number, divisor: number'], (n, by) => (by === 0 ? null : tidy(n - by * Math.floor(tidy(n / by)))));
define('sqrt', ['number: number'], (n) => tidy(Math.sqrt(n)));
define('log', ['number: number'], (n) => tidy(Math.log(n)));
define('exp', ['number: number'], (n) => tidy(Math.exp(n)));
define('odd', ['number: number'], (n) => Math.abs(n % 2) === 1);
define('even', ['number: number'], (n) => n % 2 === 0);
define('not', ['negand: any'], (truth) => not(truth));
