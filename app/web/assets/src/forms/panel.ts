// What the panel of form-js offers: only what the office's pages show and check. Keys, choices of the office, units and
// what steers the drawing stand in the office's own part above it (field.ts).
import { say } from './words';
import type { Entry, FormFields, Group, Panel } from './kit';

const GROUPS = new Set(['general', 'staticOptions', 'condition', 'layout', 'constraints', 'validation']);
const ENTRIES = new Set([
  'label', 'date-label', 'time-label', 'description', 'subtype', 'text', 'defaultValue', 'decimalDigits', 'expression', 'accept', 'multiple',
  'readonly', 'columns', 'conditional-hide', 'defaultRepetitions', 'allowAddRemove',
  'required', 'validationType', 'minLength', 'maxLength', 'pattern', 'patternErrorMessage', 'min', 'max',
]);
export const SHOWN = new Set([
  'default', 'textfield', 'textarea', 'number', 'datetime', 'checkbox', 'checklist', 'radio', 'select', 'taglist', 'filepicker', 'expression',
  'text', 'group', 'dynamiclist', 'spacer', 'separator',
]);

const named = (entry: Entry): string => entry.id.replace(/^.*?-(?=decimalDigits|expression$)/, '');

function offered(groups: Group[]): Group[] {
  const kept = groups.filter((group) => GROUPS.has(group.id)).map((group) =>
    group.entries ? { ...group, entries: group.entries.filter((entry) => ENTRIES.has(named(entry)) || group.id === 'condition' || group.id === 'layout') } : group);
  return kept.filter((group) => group.items || group.entries?.length);
}

/** Lets the panel show these only, and the palette speak the language of the page. */
class OfficeOffer {
  static $inject = ['formFields', 'propertiesPanel'];

  constructor(formFields: FormFields, propertiesPanel: Panel) {
    for (const { config } of Object.values(formFields._formFields)) {
      if (config.name) config.name = say(config.name);
      if (config.label) config.label = say(config.label);
    }
    propertiesPanel.registerProvider({ getGroups: (field) => (groups) => (field?.type === 'default' ? [] : offered(groups)) }, LOW);
  }
}

const LOW = 500; // after the editor's own
export const officeOffer = { __init__: ['officeOffer'], officeOffer: ['type', OfficeOffer] };
