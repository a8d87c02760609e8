// Whether saving would lose something: what came in is compared, element by element, with what would be saved.

const PICTURE = 'http://www.omg.org/spec/BPMN/20100524/DI'; // where things stand on the paper changes, and may
const LAYOUT = /spec\/DD\/20100524\/D[CI]$/;

/** Names what of a drawing is not found again in another, each kind once. */
export function lost(before: string, after: string): string[] {
  const kept = count(after);
  const missing: string[] = [];
  for (const [what, times] of count(before)) {
    if ((kept.get(what) ?? 0) < times) missing.push(what);
  }
  return missing;
}

function count(xml: string): Map<string, number> {
  const counted = new Map<string, number>();
  for (const element of new DOMParser().parseFromString(xml, 'application/xml').querySelectorAll('*')) {
    const uri = element.namespaceURI ?? '';
    if (uri === PICTURE || LAYOUT.test(uri)) continue;
    for (const what of [`<${element.localName}>`, ...attributes(element), ...text(element)]) {
      counted.set(what, (counted.get(what) ?? 0) + 1);
    }
  }
  return counted;
}

// A value that the standard gives anyway may be written or left out.
const GIVEN: Record<string, string> = {
  cancelActivity: 'true', isInterrupting: 'true', parallelMultiple: 'false', isForCompensation: 'false', startQuantity: '1',
  completionQuantity: '1', triggeredByEvent: 'false', isSequential: 'false', processType: 'None', isClosed: 'false',
  isExecutable: 'false', instantiate: 'false', eventGatewayType: 'Exclusive', gatewayDirection: 'Unspecified',
  isCollection: 'false', expressionLanguage: 'http://www.w3.org/1999/XPath', typeLanguage: 'http://www.w3.org/2001/XMLSchema',
  textFormat: 'text/plain', implementation: '##unspecified', associationDirection: 'None', testBefore: 'false', behavior: 'All',
  ordering: 'Parallel', cancelRemainingInstances: 'true', isImmediate: 'true',
};

function attributes(element: Element): string[] {
  return [...element.attributes]
    .filter(({ name, localName, value }) => !name.startsWith('xmlns') && localName !== 'type' && GIVEN[localName] !== value.trim())
    .map(({ localName, value }) => `<${element.localName} ${localName}="${squeezed(value)}">`);
}

function text(element: Element): string[] {
  const own = [...element.childNodes].filter((each) => each.nodeType === Node.TEXT_NODE || each.nodeType === Node.CDATA_SECTION_NODE);
  const said = squeezed(own.map((each) => each.textContent ?? '').join(' '));
  return said ? [`<${element.localName}>${said}`] : [];
}

const squeezed = (value: string) => value.replace(/\s+/g, ' ').trim();
