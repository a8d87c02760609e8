// Conditions as rows that can be picked: field, comparison, value; all of them, or any. What is written otherwise
// stays as it is, as text.

export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in';
export type Value = string | number | boolean;

export interface Row {
  field: string;
  comparison: Comparison;
  values: Value[]; // one, but for «in»
}

export interface Condition {
  joined: 'and' | 'or';
  rows: Row[];
}

type Token = { kind: 'word' | 'text' | 'number' | 'sign'; text: string };

const TOKEN = /\s*(?:([A-Za-z_]\w*)|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(-?\d+(?:\.\d+)?)|(==|!=|<=|>=|[<>(),[\]]))/y;
const KINDS = ['word', 'text', 'number', 'sign'] as const;

/** Reads a condition into rows; nothing where it says more than rows can. */
export function readCondition(text: string): Condition | undefined {
  if (!text.trim()) return { joined: 'and', rows: [] };
  const tokens = split(text.trim());
  return tokens && new Reader(tokens).condition();
}

/** Writes rows as the text that the engine reads. */
export function writeCondition({ joined, rows }: Condition): string {
  return rows.map(writeRow).join(` ${joined} `);
}

function writeRow({ field, comparison, values }: Row): string {
  if (comparison !== 'in') return `${field} ${comparison} ${literal(values[0] ?? '')}`;
  return `${field} in (${values.map(literal).join(', ')}${values.length === 1 ? ',' : ''})`;
}

function literal(value: Value): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}

function split(text: string): Token[] | undefined {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const found = TOKEN.exec(text);
    if (!found) return undefined;
    const place = found.slice(1).findIndex((each) => each !== undefined);
    tokens.push({ kind: KINDS[place] ?? 'sign', text: found[place + 1] ?? '' });
  }
  return tokens;
}

class Reader {
  constructor(private tokens: Token[]) {}

  condition(): Condition | undefined {
    const rows: Row[] = [];
    const joints = new Set<string>();
    do {
      const row = this.row();
      if (!row) return undefined;
      rows.push(row);
      if (this.tokens.length) joints.add(this.take());
    } while (this.tokens.length);
    const [joint = 'and'] = joints;
    return joints.size <= 1 && (joint === 'and' || joint === 'or') ? { joined: joint, rows } : undefined;
  }

  private row(): Row | undefined {
    const field = this.tokens.shift();
    if (field?.kind !== 'word' || ['not', 'True', 'False', 'None'].includes(field.text)) return undefined;
    const comparison = this.take();
    if (comparison === 'in') return this.listed(field.text);
    if (!['==', '!=', '<', '<=', '>', '>='].includes(comparison)) return undefined;
    const value = this.value();
    return value === undefined ? undefined : { field: field.text, comparison: comparison as Comparison, values: [value] };
  }

  private listed(field: string): Row | undefined {
    const close = { '(': ')', '[': ']' }[this.take()];
    const values: Value[] = [];
    while (close && this.tokens.length && this.tokens[0]?.text !== close) {
      const value = this.value();
      if (value === undefined) return undefined;
      values.push(value);
      if (this.tokens[0]?.text === ',') this.tokens.shift();
    }
    return close && this.take() === close ? { field, comparison: 'in', values } : undefined;
  }

  private value(): Value | undefined {
    const token = this.tokens.shift();
    if (token?.kind === 'number') return Number(token.text);
    if (token?.kind === 'text') return unquoted(token.text);
    if (token?.text === 'True' || token?.text === 'False') return token.text === 'True';
    return undefined;
  }

  private take(): string {
    return this.tokens.shift()?.text ?? '';
  }
}

const unquoted = (text: string) => text.slice(1, -1).replace(/\\(.)/g, '$1');
