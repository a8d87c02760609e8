// What an automatic act does, line by line: an action with what it is told, or a field that is set.

export interface Line {
  action: string; // empty where the line is written otherwise; «=» where it sets a field
  target: string; // the field that the line sets
  given: string[]; // as written: "KN1.ACCEPT" with its marks, accepted_on without
  text: string;
}

const CALL = /^(?:([A-Za-z_]\w*)\s*=\s*)?([a-z_]+)\((.*)\)$/;
const SET = /^([A-Za-z_]\w*)\s*=\s*([^=].*)$/;
const GIVEN = /\s*("[^"]*"|'[^']*'|[^,"']+)\s*(?:,|$)/y;

/** Reads a script into its lines; ``actions`` are the names that the office knows. */
export function readScript(script: string, actions: ReadonlySet<string>): Line[] {
  return script
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((text) => readLine(text, actions));
}

/** Writes lines as the script that the engine reads. */
export function writeScript(lines: Line[]): string {
  return lines.map(writeLine).join('\n');
}

function readLine(text: string, actions: ReadonlySet<string>): Line {
  const [, target = '', action = '', inside = ''] = CALL.exec(text) ?? [];
  const given = split(inside);
  if (actions.has(action) && given) return { action, target, given, text };
  const [, field = '', value = ''] = SET.exec(text) ?? [];
  return field ? { action: '=', target: field, given: [value], text } : { action: '', target: '', given: [], text };
}

function writeLine({ action, target, given, text }: Line): string {
  if (!action) return text;
  if (action === '=') return `${target} = ${given[0] ?? '""'}`;
  return `${target ? `${target} = ` : ''}${action}(${trimmed(given).join(', ')})`;
}

function trimmed(given: string[]): string[] {
  const last = given[given.length - 1];
  return last === '' ? trimmed(given.slice(0, -1)) : given;
}

function split(inside: string): string[] | undefined {
  const given: string[] = [];
  GIVEN.lastIndex = 0;
  while (GIVEN.lastIndex < inside.length) {
    const found = GIVEN.exec(inside)?.[1]?.trim();
    if (found === undefined) return undefined;
    given.push(found);
  }
  return given;
}

/** Takes the marks off a text as a script has it. */
export const bare = (given: string) => given.replace(/^["']|["']$/g, '');

/** Puts the marks around a text. */
export const quoted = (text: string) => (text ? `"${text}"` : '');
