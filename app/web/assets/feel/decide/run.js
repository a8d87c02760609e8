// One question to a model: what is known so far, the rows that fired, and what went wrong.
import { FeelFunction } from 'feelin';
import { kindOf } from '../kinds.js';
import { setNames, workOut } from '../remember.js';
import { brought, TYPES, typeOf } from '../types.js';
import { lenient } from './lenient.js';
import { workOutLogic } from './logic.js';

/** Everything that happens while one decision is worked out. */
export class Run {
  constructor(model, inputs, given = new Map()) {
    this.model = model;
    this.given = given; // by key: what a service was called with
    this.rows = [];
    this.errors = [];
    this.done = new Map();
    this.inputs = this.taken(inputs);
  }

  /** Work out a decision, a service or a piece of knowledge by its key. */
  wanted(key) {
    const found = this.model.elements[key];
    if (found.kind !== 'service' && found.kind !== 'knowledge') return this.value(key);
    const callable = this.value(key);
    return callable?.fn(...callable.parameterNames.map((name) => this.inputs[name] ?? null)) ?? null;
  }

  /** Give the value of an element; each is worked out once. */
  value(key) {
    if (this.given.has(key)) return this.given.get(key);
    if (!this.done.has(key)) this.done.set(key, this[this.model.elements[key].kind](this.model.elements[key]));
    return this.done.get(key);
  }

  // Of an imported file a value is given under the import's name, or by its own.
  input({ path, name }) {
    return path.reduce((found, part) => found?.[part] ?? null, this.inputs) ?? this.inputs[name] ?? null;
  }

  decision(element) {
    const scope = this.scope(element);
    const value = workOutLogic(this, element.logic, scope, element);
    return element.logic?.kind === 'table' ? this.loosely(value, element.type) : this.typed(value, element.type, element.name);
  }

  knowledge(element) {
    const { parameters, body } = element.logic;
    const itself = this.callable(parameters, (given) => {
      const scope = { ...this.scope(element), [element.variable]: itself, ...given };
      const value = workOutLogic(this, body, scope, element);
      const type = this.returned(element.type);
      return body?.kind === 'table' ? this.loosely(value, type) : this.typed(value, type, element.name);
    });
    return itself;
  }

  service(element) {
    return this.callable(element.parameters, (given) => {
      const inner = new Run(this.model, {}, new Map(element.parameters.map(({ key, name }) => [key, given[name]])));
      inner.inputs = this.inputs;
      const found = element.outputs.map((key) => [this.model.elements[key].variable, inner.value(key)]);
      this.rows.push(...inner.rows);
      this.errors.push(...inner.errors);
      const value = found.length === 1 ? found[0][1] : Object.fromEntries(found);
      return this.typed(value, this.returned(element.type), element.name);
    });
  }

  /** Make a function that a FEEL text can call; a value that does not fit its parameter is null. */
  callable(parameters, work) {
    const take = (given) => Object.fromEntries(parameters.map(({ name, type }, at) => [name, this.quietly(given[at] ?? null, type)]));
    return new FeelFunction((...given) => work(take(given)), parameters.map((each) => each.name));
  }

  /** Tell the names that an element may speak of: what came in, and what it requires. */
  scope(element) {
    const names = { ...this.inputs, [TYPES]: this.model.types };
    for (const { key, path } of element.requires) put(names, path, this.value(key));
    return names;
  }

  /** Work out a text; `where` is told with what goes wrong. */
  text(text, scope, where) {
    return this.asked('evaluate', text, scope, scope, where, (value) => value);
  }

  /** Tell whether a value passes the tests of a cell. */
  test(text, value, scope, where) {
    return this.asked('unaryTest', text, scope, { ...scope, '?': value }, where, (test) => test(value)) === true;
  }

  asked(read, text, around, scope, where, use) {
    setNames(around);
    try {
      const { value, unknown } = workOut(read, text, scope, use);
      for (const name of unknown) this.tell('unknown name', where, { name });
      return value ?? null;
    } catch (error) {
      if (/memory|stack|interrupted/i.test(String(error.message))) throw error;
      this.tell(error.position ? 'not understood' : 'failed', where, { text, reason: String(error.message), at: error.position });
      return null;
    }
  }

  tell(code, where, names = {}) {
    this.errors.push({ code, where, ...names });
  }

  /** Bring a value to a type; one that does not fit is null and told. */
  typed(value, name, where) {
    const found = this.quietly(value, name);
    if (found === null && value !== null && value !== undefined) this.tell('unfit', where, { type: name });
    return found;
  }

  /** Bring what a table answers to a type; its outputs have theirs, and several are more than the type says. */
  loosely(value, name) {
    return this.quietly(value, name) ?? value;
  }

  quietly(value, name) {
    const types = this.model.types;
    return brought(value ?? null, typeOf(name, types), types, (each, type) => this.allowed(each, type));
  }

  allowed(value, type) {
    return this.test(type.allowed, value, { [TYPES]: this.model.types }, type.base ?? '');
  }

  returned(name) {
    const type = typeOf(name, this.model.types);
    return type && type.returns !== undefined ? type.returns : name;
  }

  // What comes in may be text for a number, truth, date or duration; what is not given is null.
  taken(inputs) {
    const names = { ...Object.fromEntries(this.model.names.map((name) => [name, null])), ...inputs };
    for (const { name, type } of this.model.inputs) {
      const found = lenient(names[name] ?? null, type, this.model.types);
      names[name] = this.typed(found, type, name);
    }
    return names;
  }
}

function put(names, [first, ...rest], value) {
  if (rest.length === 0) names[first] = value;
  else put((names[first] = { ...(kindOf(names[first]) === 'context' ? names[first] : {}) }), rest, value);
}

