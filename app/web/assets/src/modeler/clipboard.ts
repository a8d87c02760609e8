// Copy and paste between drafts: what is copied is kept in the browser, and pasted elsewhere with ids of that procedure.
import { copied } from './extensions';
import type { Extension, Kit, Part } from './kit';

const KEPT = 'donthu.drawing.copied';

interface Copying {
  parent?: Part;
  property?: unknown;
  propertyName?: string;
  clone?: boolean;
}

/** Lets what is copied be pasted into other drafts, whole. */
export function shareCopies(kit: Kit): void {
  const bus = kit('eventBus');
  bus.on<Copying>('moddleCopy.canCopyProperty', 2000, (context) => copyProperty(kit, context));
  bus.on<{ tree: unknown }>('copyPaste.elementsCopied', ({ tree }) => keep(tree));
  bus.on<{ tree?: unknown }>('copyPaste.pasteElements', 3000, (event) => {
    event.tree ??= taken(kit);
  });
}

// The kit leaves out what it has no description of, and keeps ids that are free here: both would be wrong.
function copyProperty(kit: Kit, { property, propertyName, clone }: Copying): unknown {
  if (propertyName === 'extensionElements' && property) return copied(kit, property as Part & { values?: Extension[] });
  if (propertyName === 'id' && !clone) return false;
  return undefined;
}

function keep(tree: unknown): void {
  try {
    localStorage.setItem(KEPT, JSON.stringify(tree, written));
  } catch {
    // no room or no permission: it can still be pasted here
  }
}

function written(_name: string, value: unknown): unknown {
  const extension = value as Extension | null;
  const uri = extension?.$descriptor?.isGeneric ? extension.$descriptor.ns.uri : undefined;
  return uri ? { ...extension, $uri: uri } : value;
}

function taken(kit: Kit): unknown {
  const text = localStorage.getItem(KEPT);
  return text ? JSON.parse(text, (_name, value: unknown) => revived(kit, value)) : undefined;
}

function revived(kit: Kit, value: unknown): unknown {
  const { $type, $uri, ...rest } = (value ?? {}) as { $type?: string; $uri?: string; [name: string]: unknown };
  if (!$type) return value;
  return $uri ? kit('moddle').createAny($type, $uri, rest) : adopted(kit('moddle').create($type, rest), rest);
}

function adopted(part: Part, rest: Record<string, unknown>): Part {
  for (const child of Object.values(rest).flat() as (Part | undefined)[]) if (child?.$type) child.$parent = part;
  return part;
}
