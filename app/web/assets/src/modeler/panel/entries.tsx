// The fields of the panel: each shows one value and hands a changed one on when the reader leaves it.
import { useId } from '@bpmn-io/properties-panel/preact/hooks';
import type { ComponentChildren } from '@bpmn-io/properties-panel/preact';
import { say } from '../../editing/translate';
import type { Named } from '../catalogue';
import { useTyping } from '../typing';

interface Entry {
  label: string;
  value: string;
  onSet: (value: string) => void;
  hint?: string;
  name?: string; // of the property, where a mend leads to it
}

type Changed = Event & { currentTarget: HTMLInputElement | HTMLSelectElement };

/** A group of fields under a heading that can be folded. */
export function Group({ title, open = true, children }: { title: string; open?: boolean; children: ComponentChildren }) {
  return <details class="panel-group" open={open}><summary>{title}</summary><div class="panel-fields">{children}</div></details>;
}

function Labelled({ id, label, hint, children }: { id: string; label: string; hint?: string | undefined; children: ComponentChildren }) {
  return <div class="panel-field"><label for={id}>{label}</label>{children}{hint && <p class="panel-hint" id={`${id}-hint`}>{hint}</p>}</div>;
}

/** A short text. */
export function Text({ label, value, onSet, hint, name, code, offered = [] }: Entry & { code?: boolean; offered?: string[] }) {
  const id = useId();
  return <Labelled id={id} label={label} hint={hint}><input id={id} data-name={name} class="form-control" {...useTyping(value, onSet)} spellcheck={!code} autocomplete="off" list={`${id}-list`} />{offered.length > 0 && <datalist id={`${id}-list`}>{offered.map((each) => <option key={each} value={each} />)}</datalist>}</Labelled>;
}

/** A text of several lines. */
export function Area({ label, value, onSet, hint, name, code, rows = 3, lang }: Entry & { code?: boolean; rows?: number; lang?: string }) {
  const id = useId();
  return <Labelled id={id} label={label} hint={hint}><textarea id={id} data-name={name} class={code ? 'form-control code' : 'form-control'} rows={rows} lang={lang} {...useTyping(value, onSet)} spellcheck={!code} /></Labelled>;
}

/** A whole number. */
export function Count({ label, value, onSet, hint, name, least = 1 }: Entry & { least?: number }) {
  const id = useId();
  const change = (event: Changed) => onSet(event.currentTarget.value);
  return <Labelled id={id} label={label} hint={hint}><input id={id} data-name={name} class="form-control panel-count" type="number" min={least} max={250} value={value} onChange={change} /></Labelled>;
}

/** One of a list; what is written and is not on the list stays and can be kept. */
export function Choice({ label, value, onSet, hint, name, options, none }: Entry & { options: Named[]; none?: string }) {
  const id = useId();
  const change = (event: Changed) => onSet(event.currentTarget.value);
  return (
    <Labelled id={id} label={label} hint={hint}>
      <select id={id} data-name={name} class="form-select" value={value} onChange={change}><Options value={value} options={options} none={none} /></select>
    </Labelled>
  );
}

/** The choices of a list. */
export function Options({ value, options, none = say('– none –') }: { value: string; options: Named[]; none?: string | undefined }) {
  const strange = value && !options.some(({ key }) => key === value);
  return (
    <>
      <option value="">{none}</option>
      {strange && <option value={value}>{value}</option>}
      {options.map(({ key, title }) => <option key={key} value={key} selected={key === value}>{title}</option>)}
    </>
  );
}

/** Any number of a list, written with commas between them. */
export function Several({ label, value, onSet, name, options }: Entry & { options: Named[] }) {
  const chosen = value.split(',').map((each) => each.trim()).filter(Boolean);
  const strange = chosen.filter((each) => !options.some(({ key }) => key === each)).map((key) => ({ key, title: key }));
  const toggle = (key: string) => onSet((chosen.includes(key) ? chosen.filter((each) => each !== key) : [...chosen, key]).join(','));
  const said = [...options, ...strange].filter(({ key }) => chosen.includes(key)).map(({ title }) => title);
  return (
    <details class="panel-several">
      <summary data-name={name}><span class="panel-label">{label}</span><span class="panel-chosen">{said.join(', ') || say('– none –')}</span></summary>
      <div class="panel-ticks">{[...options, ...strange].map(({ key, title }) => <Tick key={key} label={title} value={chosen.includes(key)} onSet={() => toggle(key)} />)}</div>
    </details>
  );
}

/** Yes or no. */
export function Tick({ label, value, onSet, hint }: { label: string; value: boolean; onSet: (value: boolean) => void; hint?: string }) {
  const id = useId();
  return (
    <div class="form-check">
      <input id={id} class="form-check-input" type="checkbox" checked={value} onChange={() => onSet(!value)} />
      <label for={id}>{label}</label>
      {hint && <p class="panel-hint">{hint}</p>}
    </div>
  );
}

/** A button of the panel. */
export function Act({ word, onDo, quiet = false, title }: { word: string; onDo: () => void; quiet?: boolean; title?: string }) {
  return <button type="button" class={quiet ? 'btn btn-quiet btn-small' : 'btn btn-small'} title={title} onClick={onDo}>{word}</button>;
}
