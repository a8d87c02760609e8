// Marks on rows. The table draws itself anew whenever it changes, so the marks are a style sheet, not classes.
interface Marked { grave: string[]; light: string[]; fired: string[] }

const sheet = new CSSStyleSheet();
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];

const LOOK: Record<keyof Marked, string> = {
  light: 'box-shadow: inset 3px 0 var(--soon-mark); background: var(--soon-tint);',
  grave: 'box-shadow: inset 3px 0 var(--late-mark); background: var(--late-tint);',
  fired: 'box-shadow: inset 3px 0 var(--done); background: var(--accent-tint);',
};

const cells = (rules: string[], only: string): string =>
  rules.filter(Boolean).map((rule) => `.dmn-decision-table-container td${only}[data-row-id="${CSS.escape(rule)}"]`).join(',');

/** Marks the number of each row that something is said of, and all of the rows that answered. */
export function mark(marked: Marked): void {
  const rules = (Object.keys(LOOK) as (keyof Marked)[]).map((kind) => {
    const where = cells(marked[kind], kind === 'fired' ? '' : '.rule-index');
    return where && `${where} { ${LOOK[kind]} }`;
  });
  sheet.replaceSync(rules.filter(Boolean).join('\n'));
}
