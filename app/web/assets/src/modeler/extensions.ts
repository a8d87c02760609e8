// The properties of this office on an element of the drawing: <spiffworkflow:properties><spiffworkflow:property …/>.
//
// The kit is told nothing of the namespace, on purpose. What it has no description of it keeps exactly as it came, of
// whatever name and depth; of a namespace that it has been described, it drops every element that was left out.
import type { Extension, Kit, Part, Shape } from './kit';

const SPIFF = 'http://spiffworkflow.org/bpmn/schema/1.0/core';

/** Reads a property of an element; empty where there is none. */
export function property(part: Part, name: string): string {
  return String(listOf(part)?.$children?.find((each) => each['name'] === name)?.['value'] ?? '');
}

/** Writes properties of an element in one undoable step; an empty value takes the property away. */
export function setProperties(kit: Kit, shape: Shape, part: Part, values: Record<string, string>): void {
  const modeling = kit('modeling');
  modeling.updateModdleProperties(shape, part, { extensionElements: withProperties(kit, part, values) });
}

/** Gives the extension elements of a part as they would be with these properties; nothing else in them changes. */
export function withProperties(kit: Kit, part: Part, values: Record<string, string>): Part | undefined {
  const moddle = kit('moddle');
  const before = listOf(part);
  const children = [...(before?.$children ?? [])];
  for (const [name, value] of Object.entries(values)) {
    const at = children.findIndex((each) => each['name'] === name);
    const made = moddle.createAny('spiffworkflow:property', SPIFF, { name, value });
    if (at < 0 && value) children.push(made);
    else if (at >= 0) children.splice(at, 1, ...(value ? [made] : []));
  }
  const list = moddle.createAny('spiffworkflow:properties', SPIFF, { $children: children });
  const all = [...(part.extensionElements?.values ?? [])];
  const place = before ? all.indexOf(before) : all.length;
  all.splice(place, before ? 1 : 0, ...(children.length ? [list] : []));
  return all.length ? wrapped(moddle.create('bpmn:ExtensionElements', { values: all }), part) : undefined;
}

/** Copies extension elements with all that is in them. */
export function copied(kit: Kit, extensions: Part & { values?: Extension[] }): Part {
  const values = (extensions.values ?? []).map((each) => copy(kit, each));
  return kit('moddle').create('bpmn:ExtensionElements', { values });
}

function copy(kit: Kit, extension: Extension): Extension {
  const { $type, $children, $descriptor, ...rest } = extension;
  const children = $children && { $children: $children.map((each) => copy(kit, each)) };
  return kit('moddle').createAny($type, extension.$descriptor.ns.uri, { ...rest, ...children });
}

function listOf(part: Part): Extension | undefined {
  return part.extensionElements?.values?.find(
    ({ $descriptor }) => $descriptor.ns.localName === 'properties' && $descriptor.ns.uri === SPIFF,
  );
}

function wrapped(extensions: Part, parent: Part): Part {
  extensions.$parent = parent;
  return extensions;
}
